/** What Telegram sends, as raw JSON, and what the house takes it for. */
import { describe, expect, it } from 'vitest';
import { chatOf, readUpdate, updateIdOf } from '../../src/channels/telegram/update.js';
import type { Content, Inbound } from '../../src/talk/message.js';
import { messageUpdate, now, privateChat, tapUpdate } from '../support/telegram-channel.js';

const file = { file_id: 'F', file_unique_id: 'U', file_size: 2048 };
const read = (update: object): Inbound | null | undefined => readUpdate(update, now)?.inbound;
const contentOf = (what: object): Content | undefined => read(messageUpdate(7, what))?.content;
const media = (more: object) => ({ kind: 'media', media: { ref: 'F', size: 2048, ...more } });

const messages: readonly (readonly [name: string, message: object, content: object])[] = [
  ['words', { text: 'Más agua en Puno' }, { kind: 'text', text: 'Más agua en Puno' }],
  ['words with NUL', { text: 'a\0b' }, { kind: 'text', text: 'ab' }],
  ['emoji and right-to-left', { text: '👩🏽‍🌾 שלום' }, { kind: 'text', text: '👩🏽‍🌾 שלום' }],
  ['the start', { text: '/start' }, { kind: 'start' }],
  ['a link', { text: '/start AFICHE_puno-1' }, { kind: 'start', payload: 'AFICHE_puno-1' }],
  ['a link, bot named', { text: '/start@ayni_bot QR1' }, { kind: 'start', payload: 'QR1' }],
  ['a start somebody wrote more after', { text: '/start hola ¿qué tal?' }, { kind: 'start' }],
  ['a link too long', { text: `/start ${'x'.repeat(65)}` }, { kind: 'start' }],
  ['a command', { text: '/estado AYNI-7K3Q' }, { kind: 'text', text: '/estado AYNI-7K3Q' }],
  [
    'a command, bot named',
    { text: '/estado@ayni_bot AYNI-7K3Q' },
    { kind: 'text', text: '/estado AYNI-7K3Q' },
  ],
  ['a word like the start', { text: '/started' }, { kind: 'text', text: '/started' }],
  ['an address in words', { text: 'yo@mail.pe /no' }, { kind: 'text', text: 'yo@mail.pe /no' }],
  [
    'voice',
    { voice: { ...file, duration: 3, mime_type: 'audio/ogg' } },
    media({ kind: 'voice', mime: 'audio/ogg' }),
  ],
  ['audio', { audio: { ...file, duration: 3, file_name: 'a.mp3' } }, media({ kind: 'audio', name: 'a.mp3' })],
  [
    'the largest size of a photo, with words',
    {
      photo: [
        { file_id: 'small', file_unique_id: 'a', width: 90, height: 90 },
        { ...file, width: 800, height: 600 },
        { file_id: 'middle', file_unique_id: 'b', width: 320, height: 240 },
      ],
      caption: 'la pista\0',
    },
    { ...media({ kind: 'image', mime: 'image/jpeg' }), caption: 'la pista' },
  ],
  ['video', { video: { ...file, mime_type: 'video/mp4' } }, media({ kind: 'video', mime: 'video/mp4' })],
  ['round video', { video_note: file }, media({ kind: 'video', mime: 'video/mp4' })],
  [
    'document',
    { document: { ...file, file_name: 'plan.pdf', mime_type: 'application/pdf' } },
    media({ kind: 'document', mime: 'application/pdf', name: 'plan.pdf' }),
  ],
  [
    'place',
    { location: { latitude: -13.5, longitude: -71.9 } },
    { kind: 'location', latitude: -13.5, longitude: -71.9 },
  ],
  [
    'venue',
    {
      venue: { location: { latitude: -12, longitude: -77 }, title: 'Plaza', address: 'x' },
      location: { latitude: -12, longitude: -77 },
    },
    { kind: 'location', latitude: -12, longitude: -77 },
  ],
  ['GIF', { animation: file, document: file }, { kind: 'unsupported', type: 'animation' }],
  ['sticker', { sticker: file }, { kind: 'unsupported', type: 'sticker' }],
  ['contact', { contact: { phone_number: '1', first_name: 'x' } }, { kind: 'unsupported', type: 'contact' }],
  ['poll', { poll: { id: '1' } }, { kind: 'unsupported', type: 'poll' }],
  ['dice', { dice: { value: 3 } }, { kind: 'unsupported', type: 'dice' }],
  ['something of next year', { hologram: { x: 1 } }, { kind: 'unsupported', type: 'unknown' }],
  ['a known part of another form', { voice: { id: 1 } }, { kind: 'unsupported', type: 'unknown' }],
  [
    'words beside such a part',
    { text: 'hola', from: 'me', location: 'here' },
    { kind: 'text', text: 'hola' },
  ],
];

describe('a message', () => {
  it.each(messages)('%s', (_name, message, content) => {
    expect(contentOf(message)).toEqual(content);
  });

  it('says who, when, in which language, and its number', () => {
    expect(read(messageUpdate(7, { text: 'hola' }))).toEqual({
      channel: 'telegram',
      externalId: 'update:7',
      from: { chat: '42' },
      at: 1_789_999_999_000,
      content: { kind: 'text', text: 'hola' },
      languageHint: 'es',
    });
  });

  it.each(['pinned_message', 'write_access_allowed', 'message_auto_delete_timer_changed'])(
    'a notice of the platform says nothing: %s',
    (type) => {
      expect(read(messageUpdate(7, { [type]: { x: 1 } }))).toBeNull();
    },
  );

  it.each(['group', 'supergroup', 'channel'])('a %s is left alone', (type) => {
    const chat = { id: -100, type, title: 'Foro' };
    expect(read(messageUpdate(7, { chat, text: 'hola' }))).toBeNull();
    const member = { date: 1, chat, new_chat_member: { status: 'member' } };
    expect(read({ update_id: 8, my_chat_member: member })).toBeNull();
    expect(read({ update_id: 9, channel_post: { date: 1, chat, text: 'hola' } })).toBeNull();
  });

  it('takes ids of 52 bits whole', () => {
    expect(read(messageUpdate(7, { text: 'x' }, 4_503_599_627_370_495))?.from).toEqual({
      chat: '4503599627370495',
    });
  });
});

describe('an edit', () => {
  const edited = (what: object) => ({
    update_id: 7,
    edited_message: {
      message_id: 1,
      date: 1_789_000_000,
      edit_date: 1_789_000_060,
      chat: privateChat,
      ...what,
    },
  });

  it('carries the new words and the time of the edit', () => {
    const inbound = read(edited({ text: 'mejor\0 así' }));
    expect(inbound).toMatchObject({ at: 1_789_000_060_000, content: { kind: 'edited', text: 'mejor así' } });
  });

  it('of a caption counts as well', () => {
    expect(read(edited({ photo: [file], caption: 'otra' }))?.content).toEqual({
      kind: 'edited',
      text: 'otra',
    });
  });

  it('of a live place is no news', () => {
    expect(read(edited({ location: { latitude: 1, longitude: 2, live_period: 900 } }))).toBeNull();
  });
});

describe('a tap', () => {
  it('is taken at the time it comes, also on a message Telegram no longer shows', () => {
    expect(readUpdate(tapUpdate(7, 'p:1:area:2'), now)).toEqual({
      updateId: 7,
      callbackId: 'cb7',
      inbound: {
        channel: 'telegram',
        externalId: 'update:7',
        from: { chat: '42' },
        at: now,
        content: { kind: 'tap', data: 'p:1:area:2' },
        languageHint: 'es',
      },
    });
  });

  it('in a group or of a game is answered, no more', () => {
    const { callback_query: query } = tapUpdate(7, 'x');
    const inGroup = { ...query, message: { ...query.message, chat: { id: -1, type: 'group' } } };
    expect(readUpdate({ update_id: 7, callback_query: inGroup }, now)).toMatchObject({
      inbound: null,
      callbackId: 'cb7',
    });
    const { data: _data, ...game } = query;
    expect(readUpdate({ update_id: 7, callback_query: game }, now)).toMatchObject({
      inbound: null,
      callbackId: 'cb7',
    });
  });
});

it.each([
  ['kicked', false],
  ['member', true],
])('%s by the person: reachable is %s', (status, reachable) => {
  const member = { date: 1_789_000_000, chat: privateChat, new_chat_member: { status } };
  expect(read({ update_id: 7, my_chat_member: member })).toMatchObject({
    at: 1_789_000_000_000,
    content: { kind: 'reachable', reachable },
  });
});

it.each([null, 1, 'x', [], {}, { update_id: 'x' }, { update_id: 7, message: { text: 'no chat' } }])(
  'is no update: %j',
  (body) => {
    expect(readUpdate(body, now)).toBeNull();
  },
);

it('an update of a kind we do not know is read as nothing', () => {
  expect(readUpdate({ update_id: 7, poll_answer: { x: 1 } }, now)).toEqual({
    updateId: 7,
    inbound: null,
    callbackId: null,
  });
});

it('names the update and the chat for log and order', () => {
  expect(updateIdOf({ update_id: 7, message: 3 })).toBe(7);
  expect(updateIdOf('x')).toBeNull();
  expect(chatOf(messageUpdate(7, {}))).toBe('42');
  expect(chatOf(tapUpdate(7, 'x'))).toBe('42');
  expect(chatOf({ update_id: 9 })).toBe('update:9');
});
