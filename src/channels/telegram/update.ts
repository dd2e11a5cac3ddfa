/** Reads a Telegram update into what the house understands. Pure; unknown fields and types never break it. */
import { z } from 'zod';
import type { Content, Inbound, InboundMedia, MediaKind } from '../../talk/message.js';

const file = z.object({
  file_id: z.string(),
  file_size: z.number().optional(),
  mime_type: z.string().optional(),
  file_name: z.string().optional(),
});
const chat = z.object({ id: z.number(), type: z.string() });
const location = z.object({
  latitude: z.number(),
  longitude: z.number(),
  live_period: z.number().optional(),
});
const message = z.looseObject({
  date: z.number(),
  edit_date: z.number().optional(),
  chat,
  from: z.object({ id: z.number(), language_code: z.string().optional() }).optional(),
  text: z.string().optional(),
  caption: z.string().optional(),
  voice: file.optional(),
  audio: file.optional(),
  photo: z.array(file).optional(),
  video: file.optional(),
  video_note: file.optional(),
  document: file.optional(),
  location: location.optional(),
  venue: z.object({ location }).optional(),
});
type Message = z.infer<typeof message>;

const update = z.looseObject({
  update_id: z.number().int(),
  message: message.optional(),
  edited_message: message.optional(),
  callback_query: z
    .object({
      id: z.string(),
      from: z.object({ id: z.number(), language_code: z.string().optional() }),
      data: z.string().optional(),
      message: z.object({ chat }).optional(),
    })
    .optional(),
  my_chat_member: z
    .object({ date: z.number(), chat, new_chat_member: z.object({ status: z.string() }) })
    .optional(),
});

/** What an update holds for us: at most one message, and a callback that must be answered. */
export interface ReadUpdate {
  readonly updateId: number;
  readonly inbound: Inbound | null;
  readonly callbackId: string | null;
}

const mediaOf = (kind: MediaKind, given: z.infer<typeof file>, mime?: string): InboundMedia => ({
  kind,
  ref: given.file_id,
  ...((given.mime_type ?? mime) ? { mime: given.mime_type ?? mime ?? '' } : {}),
  ...(given.file_size === undefined ? {} : { size: given.file_size }),
  ...(given.file_name === undefined ? {} : { name: given.file_name }),
});

function readMedia(given: Message): InboundMedia | null {
  if (given.voice) return mediaOf('voice', given.voice);
  if (given.audio) return mediaOf('audio', given.audio);
  // The sizes come smallest first.
  const photo = given.photo?.at(-1);
  if (photo) return mediaOf('image', photo, 'image/jpeg');
  if (given.video) return mediaOf('video', given.video);
  if (given.video_note) return mediaOf('video', given.video_note, 'video/mp4');
  if (given.document) return mediaOf('document', given.document);
  return null;
}

/** Types that are not for us, named so that they can be counted. */
const otherTypes = [
  'sticker',
  'animation',
  'contact',
  'poll',
  'dice',
  'game',
  'story',
  'paid_media',
  'gift',
  'checklist',
  'invoice',
];
/** Notices of the platform about the chat itself: nobody expects an answer. */
const silentTypes = [
  'pinned_message',
  'message_auto_delete_timer_changed',
  'write_access_allowed',
  'connected_website',
];

function readContent(given: Message): Content | null {
  if (given.text !== undefined) return readText(given.text);
  const media = readMedia(given);
  if (media)
    return { kind: 'media', media, ...(given.caption === undefined ? {} : { caption: given.caption }) };
  const place = given.location ?? given.venue?.location;
  if (place) return { kind: 'location', latitude: place.latitude, longitude: place.longitude };
  if (silentTypes.some((type) => type in given)) return null;
  return { kind: 'unsupported', type: otherTypes.find((type) => type in given) ?? 'unknown' };
}

function readText(text: string): Content {
  const opened = /^\/start(?:@\w+)?(?:\s+(\S+))?\s*$/.exec(text);
  if (!opened) return { kind: 'text', text };
  return opened[1] === undefined ? { kind: 'start' } : { kind: 'start', payload: opened[1] };
}

type Parsed = z.infer<typeof update>;

function readParts(given: Parsed, now: number): Omit<Inbound, 'channel' | 'externalId'> | null {
  const { message: sent, edited_message: edited, callback_query: tapped, my_chat_member: member } = given;
  // Groups and channels are left alone: the bot talks with one person at a time.
  if (sent?.chat.type === 'private') {
    const content = readContent(sent);
    const hint = sent.from?.language_code;
    return (
      content && {
        from: { chat: String(sent.chat.id) },
        at: sent.date * 1000,
        content,
        ...(hint ? { languageHint: hint } : {}),
      }
    );
  }
  if (edited?.chat.type === 'private' && edited.text !== undefined)
    return {
      from: { chat: String(edited.chat.id) },
      at: (edited.edit_date ?? edited.date) * 1000,
      content: { kind: 'edited', text: edited.text },
    };
  if (tapped && (tapped.message === undefined || tapped.message.chat.type === 'private')) {
    const hint = tapped.from.language_code;
    return {
      from: { chat: String(tapped.from.id) },
      at: now,
      content: { kind: 'tap', data: tapped.data ?? '' },
      ...(hint ? { languageHint: hint } : {}),
    };
  }
  if (member?.chat.type === 'private')
    return {
      from: { chat: String(member.chat.id) },
      at: member.date * 1000,
      content: { kind: 'reachable', reachable: member.new_chat_member.status !== 'kicked' },
    };
  return null;
}

/** Null when this is no update at all. @param now UTC ms; a tap carries no time of its own. */
export function readUpdate(body: unknown, now: number): ReadUpdate | null {
  const parsed = update.safeParse(body);
  if (!parsed.success) return null;
  const given = parsed.data;
  const parts = readParts(given, now);
  return {
    updateId: given.update_id,
    inbound: parts && { channel: 'telegram', externalId: `update:${given.update_id}`, ...parts },
    callbackId: given.callback_query?.id ?? null,
  };
}
