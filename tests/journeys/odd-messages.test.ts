/** What people really send: any script, any length, stickers, old buttons; and what they do: edit, block, change number. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inspect } from '../support/database.js';
import { Staff } from '../support/staff.js';
import {
  type Citizen,
  meet,
  nextSerial,
  postTelegram,
  postWhatsApp,
  type RealChannel,
  startWorld,
  telegramUpdate,
  until,
  type World,
  whatsappMessage,
  whatsappPayload,
} from '../support/world.js';

let world: World;
let data: ReturnType<typeof inspect>;
let staff: Staff;
beforeAll(async () => {
  world = await startWorld();
  data = inspect(world.folder);
  staff = await Staff.signIn(world);
});
afterAll(async () => {
  data.close();
  await world.stop();
});

const idea = 'Que la municipalidad publique cada mes en qué gasta el dinero de las obras';

const newest = 'order by rowid desc limit 1';
const lastProposal = () => data.text(`select text from proposal ${newest}`);

/** Posts something to which nobody answers. */
async function staysSilent(rosa: Citizen, act: () => Promise<unknown>): Promise<void> {
  const before = rosa.inbox.length;
  await act();
  await world.settle();
  expect(rosa.inbox).toHaveLength(before);
}

describe.each<RealChannel>(['telegram', 'whatsapp'])('on %s', (channel) => {
  it.each([
    ['emoji', 'Más árboles 🌳🌳 en el parque 👩🏽‍🌾👨‍👩‍👧‍👦 y menos basura 🚯'],
    ['right-to-left letters', 'نقترح نشر ميزانية البلدية كل شهر ‏\u202eabc‬ para todos'],
    ['Quechua', 'Yaku mayuta llimphuchasun, ayllunchiskuna allin kawsananpaq'],
    ['lines and tabs', 'Primero: agua.\n\n\tSegundo: luz.\r\nTercero: vías.'],
    ['markup', '*negrita* _cursiva_ <b>b</b> & {{nombre}} [x](http://a.pe) $t(common.yes)'],
    ['marks without end', `Z${'\u0300'.repeat(200)}algo sobre el agua potable`],
    [
      'half an emoji',
      'Que se limpie el río \ud83c de mi distrito',
      'Que se limpie el río \ufffd de mi distrito',
    ],
    ['NUL', 'Que haya\0 agua potable\0 para todos', 'Que haya agua potable para todos'],
  ])('%s: kept word for word and shown to staff', async (_, text, kept = text) => {
    const rosa = meet(world, channel);
    const code = await rosa.proposes(text);
    expect(code).toMatch(/^AYNI-/);
    // Stars are Telegram's bold in the preview; what is kept has them.
    expect(rosa.inbox.at(-2)?.text.replaceAll('*', '')).toContain(kept.replaceAll('*', ''));
    expect(lastProposal()).toBe(kept);
    expect((await staff.get(`/panel/propuestas/${code}`)).status).toBe(200);
  });

  it('5,000 characters: told how many fit, nothing is half kept, and a shorter one is taken', async () => {
    const rosa = meet(world, channel);
    await rosa.arrives();
    const before = rosa.inbox.length;
    // As Telegram cuts them; WhatsApp may send all at once.
    const letters = 'agua.'.repeat(1_000);
    const cuts = channel === 'telegram' ? [letters.slice(0, 4_096), letters.slice(4_096)] : [letters];
    for (const text of cuts) await rosa.post({ text });
    world.clock.advance(5_000);
    await world.settle();
    expect(rosa.inbox.slice(before).map(({ text }) => /\d{4}/g[Symbol.match](text))).toEqual([
      ['5000', '3000'],
    ]);
    expect(await rosa.proposes('luz '.repeat(750))).toMatch(/^AYNI-/);
    expect(lastProposal()).toHaveLength(2_999);
  });

  it.each(['', ' \n ', '\0', '👍', '.', '?'])('"%s" is answered, and is no idea', async (text) => {
    const rosa = meet(world, channel);
    await rosa.arrives();
    const { text: asked } = rosa.last;
    expect((await rosa.says(text)).text).not.toBe('');
    expect(asked).toContain('Cuéntame tu idea');
    expect(await rosa.proposes()).toMatch(/^AYNI-/);
  });

  it('a tap on any button of before changes nothing, and the question comes again', async () => {
    const rosa = meet(world, channel);
    await rosa.arrives();
    await rosa.says(idea);
    const old = rosa.inbox.slice(0, -1).flatMap(({ taps }) => taps);
    expect(old.length).toBeGreaterThan(5);
    for (const { id } of old) {
      const before = rosa.inbox.length;
      await rosa.post({ tap: id });
      const answer = await until(() => rosa.inbox[before], 'an answer');
      expect(answer.text).toContain('Ese botón es de una pregunta anterior');
    }
    const { proposal } = data.rows();
    const [area] = rosa.last.taps;
    await rosa.taps(area?.label ?? '');
    await rosa.says('cuzco');
    const send = rosa.last.taps[0]?.id ?? '';
    await rosa.taps('Enviar y publicar');
    const before = rosa.inbox.length;
    await rosa.post({ tap: send });
    await until(() => rosa.inbox[before], 'an answer');
    expect(rosa.last.text).toContain('Ese botón es de una conversación anterior');
    expect(data.rows().proposal).toBe(proposal + 1);
  });

  it('forged taps send nothing, choose nothing and break nothing', async () => {
    const rosa = meet(world, channel);
    await rosa.arrives();
    const { proposal, person } = data.rows();
    const forged = [
      'proposal.1.preview:publish',
      'proposal.1.idea:publish',
      'proposal.1.area:publish',
      'proposal.1.area:__proto__',
      'proposal.9999.area:other',
      'my-data.1.confirm:yes',
      'welcome.1.consent:yes',
      'toString.1.constructor:__proto__',
      'go:constructor',
      'go:',
      ':',
      '\0',
      '🌳'.repeat(16),
      'x'.repeat(4_000),
      "'; drop table proposal; --",
    ];
    for (const stage of ['at the idea', 'at the area']) {
      if (stage === 'at the area') await rosa.says(idea);
      for (const tap of forged) {
        const before = rosa.inbox.length;
        await rosa.post({ tap });
        await until(() => rosa.inbox[before], `an answer to ${tap} ${stage}`);
      }
    }
    expect(data.rows()).toMatchObject({ proposal, person });
    await rosa.taps('Acceso a información');
    expect((await rosa.says('cuzco')).text).toContain('Tema: Acceso a información');
  });

  const others: Readonly<Record<RealChannel, readonly (readonly [string, Record<string, unknown>])[]>> = {
    telegram: [
      ['sticker', { sticker: { file_id: 's', emoji: '😀' } }],
      ['contact', { contact: { phone_number: '51999888777', first_name: 'Luis' } }],
      ['poll', { poll: { id: '1', question: '¿?', options: [] } }],
      ['dice', { dice: { emoji: '🎲', value: 3 } }],
      ['unknown', { something_of_2031: { a: 1 } }],
    ],
    whatsapp: [
      ['sticker', { type: 'sticker', sticker: { id: 's', mime_type: 'image/webp' } }],
      ['contacts', { type: 'contacts', contacts: [{ name: { formatted_name: 'Luis' } }] }],
      ['unsupported', { type: 'unsupported', errors: [{ code: 131051, title: 'poll' }] }],
      ['order', { type: 'order', order: { product_items: [] } }],
      ['something_of_2031', { type: 'something_of_2031' }],
    ],
  };
  it.each(others[channel])(
    'a %s is answered kindly, kept by its type, and the question comes again',
    async (type, raw) => {
      const rosa = meet(world, channel);
      const greeted = await rosa.sends(raw);
      expect(greeted.text).toContain('Recibí algo que no puedo leer');
      expect(greeted.taps.map(({ label }) => label)).toContain('Castellano');
      await rosa.taps('Castellano');
      await rosa.sends(raw);
      expect(rosa.last.text).toContain('14 años');
      expect(data.text(`select kept text from inbound where kept is not null ${newest}`)).toBe(type);
      expect(JSON.stringify(world.logged)).not.toContain('Luis');
    },
  );

  it('a file that is too big or of another kind is refused before it is fetched', async () => {
    const rosa = meet(world, channel);
    await rosa.arrives();
    const refuses = async (file_size: number, mime_type: string) => {
      const document = { [channel === 'telegram' ? 'file_id' : 'id']: 'big', file_size, mime_type };
      expect((await rosa.sends({ type: 'document', document })).text).toContain('hasta 16 MB');
    };
    await refuses(17 * 1024 * 1024, 'application/pdf');
    await refuses(10, 'application/x-msdownload');
    await rosa.says(idea);
    await refuses(10, 'text/html');
    await rosa.taps('Acceso a información');
    await refuses(17 * 1024 * 1024, 'video/mp4');
    await rosa.says('cuzco');
    await rosa.taps('Enviar y publicar');
    await world.settle();
    expect(data.count('select count(*) n from attachment')).toBe(0);
    expect(world.platform.calls.filter(({ path }) => /getFile|big/.test(path))).toEqual([]);
  });
});

describe('groups and channels', () => {
  it('are left alone', async () => {
    const rosa = meet(world, 'telegram');
    const chat = { id: -1_001_234_567_890, type: 'supergroup', title: 'Vecinos' };
    const { message } = telegramUpdate(rosa.chat, { chat, text: '/start@ayni_bot' });
    const before = { rows: data.rows(), sent: world.platform.got.length };
    const kinds = {
      message,
      edited_message: message,
      channel_post: message,
      message_reaction: { chat, date: 1 },
    };
    for (const [kind, said] of Object.entries(kinds)) {
      const answer = await postTelegram(world, { update_id: nextSerial(), [kind]: said });
      expect([answer.status, await answer.text()]).toEqual([200, '']);
    }
    const joined = { chat, date: 1, from: { id: 1 }, new_chat_member: { status: 'member' } };
    await postTelegram(world, { update_id: nextSerial(), my_chat_member: joined });
    const said = whatsappMessage('51999111222', { type: 'text', text: { body: 'hola' }, group_id: '120363' });
    await postWhatsApp(world, whatsappPayload({ messages: [said] }));
    await world.settle();
    expect({ rows: data.rows(), sent: world.platform.got.length }).toEqual(before);
  });
});

describe('on Telegram', () => {
  const edit = (rosa: Citizen, text: string) => {
    const { message } = telegramUpdate(rosa.chat, { text, edit_date: Math.floor(Date.now() / 1000) });
    return postTelegram(world, { update_id: nextSerial(), edited_message: message });
  };
  const member = (rosa: Citizen, status: string) =>
    postTelegram(world, {
      update_id: nextSerial(),
      my_chat_member: {
        chat: { id: Number(rosa.chat), type: 'private' },
        from: { id: Number(rosa.chat) },
        date: Math.floor(Date.now() / 1000),
        new_chat_member: { status },
      },
    });

  it('an edited message does not rewrite what was sent; the person hears how to correct it', async () => {
    const rosa = meet(world, 'telegram');
    await rosa.arrives();
    await rosa.says(idea);
    const before = rosa.inbox.length;
    await edit(rosa, 'Otra cosa muy distinta que no dije antes');
    expect((await until(() => rosa.inbox[before], 'the hint')).text).toContain('queda como estaba');
    await rosa.taps('Acceso a información');
    expect((await rosa.says('cuzco')).text).toContain(idea);
    await rosa.taps('Enviar y publicar');
    await staysSilent(rosa, () => edit(rosa, 'Y ahora otra'));
    expect(lastProposal()).toBe(idea);
  });

  it('a heart gets no answer', async () => {
    const rosa = meet(world, 'telegram');
    const reaction = { chat: { id: Number(rosa.chat), type: 'private' }, date: 1, message_id: 1 };
    await staysSilent(rosa, () =>
      postTelegram(world, { update_id: nextSerial(), message_reaction: reaction }),
    );
  });

  it('nothing is sent to who blocked us; unblocked, they are served where they stood', async () => {
    const rosa = meet(world, 'telegram');
    const code = await rosa.proposes();
    await staysSilent(rosa, () => member(rosa, 'kicked'));
    const answer = { outcome: 'deferred', reason: 'Se verá con el presupuesto del 2027.', commitment: '' };
    await staysSilent(rosa, () => staff.answers(code, answer));
    expect(data.lastSent().state).toBe('suppressed');
    expect(await staff.page(`/panel/propuestas/${code}`)).not.toContain('Entregado al chat');
    await staysSilent(rosa, () => member(rosa, 'member'));
    expect((await rosa.says(`/estado ${code}`)).text).toContain('Queda para más adelante');
  });

  it('a block by a stranger leaves nothing behind', async () => {
    const rosa = meet(world, 'telegram');
    const before = data.rows();
    await staysSilent(rosa, () => member(rosa, 'kicked'));
    expect(data.rows()).toEqual(before);
  });
});

describe('on WhatsApp', () => {
  it('a reaction, an edit and a deletion get no answer', async () => {
    const rosa = meet(world, 'whatsapp');
    await rosa.arrives();
    const raws = [
      { type: 'reaction', reaction: { message_id: 'wamid.out.1', emoji: '❤️' } },
      { type: 'edit', edit: { original_message_id: 'wamid.in.1' } },
      { type: 'revoke', revoke: { original_message_id: 'wamid.in.1' } },
    ];
    for (const raw of raws) await staysSilent(rosa, () => rosa.post({ raw }));
  });

  it('with a new number the conversation goes on; the old number is a stranger’s', async () => {
    const rosa = meet(world, 'whatsapp');
    await rosa.arrives();
    await rosa.says(idea);
    const moved = meet(world, 'whatsapp');
    const system = { type: 'user_changed_number', body: 'Rosa changed', wa_id: moved.chat };
    await staysSilent(rosa, () => rosa.post({ raw: { type: 'system', system } }));
    const before = data.rows().person;
    await moved.post({ tap: rosa.last.taps[0]?.id ?? '' });
    await until(() => moved.inbox[0], 'the next question');
    expect(moved.last.text).toContain('¿Para qué lugar');
    await moved.says('cuzco');
    const { text } = await moved.taps('Enviar y publicar');
    const code = /AYNI-\w{4}/.exec(text)?.[0] ?? '';
    expect((await moved.says('mis propuestas')).text).toContain(code);
    expect(data.rows().person).toBe(before);
    expect((await rosa.says('mis propuestas')).text).not.toContain(code);
    expect((await rosa.says('hola')).text).toContain('¿En qué idioma hablamos?');
  });

  it('answers to a person who moved go to the new number only', async () => {
    const rosa = meet(world, 'whatsapp');
    const code = await rosa.proposes();
    const moved = meet(world, 'whatsapp');
    await rosa.post({ raw: { type: 'system', system: { type: 'user_changed_number', wa_id: moved.chat } } });
    const answer = { outcome: 'deferred', reason: 'Se verá con el presupuesto del 2027.', commitment: '' };
    await staysSilent(rosa, () => staff.answers(code, answer));
    expect((await until(() => moved.inbox[0], 'the answer')).text).toContain('presupuesto del 2027');
  });
});
