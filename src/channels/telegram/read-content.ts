/** Reads what one Telegram message holds. Pure; what is not understood is named, never lost. */
import { z } from 'zod';
import type { Content, InboundMedia, MediaKind } from '../../talk/message.js';

const file = z.object({
  file_id: z.string(),
  file_size: z.number().optional(),
  mime_type: z.string().optional(),
  file_name: z.string().optional(),
});
const photoSize = file.extend({ width: z.number().optional(), height: z.number().optional() });
const location = z.object({ latitude: z.number(), longitude: z.number() });

/** A part of another form than we know (a later Bot API) must not cost the rest of the message. */
const part = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined);

export const messageSchema = z.looseObject({
  date: z.number(),
  edit_date: part(z.number()),
  chat: z.object({ id: z.number(), type: z.string() }),
  from: part(z.object({ language_code: part(z.string()) })),
  text: part(z.string()),
  caption: part(z.string()),
  voice: part(file),
  audio: part(file),
  photo: part(z.array(photoSize)),
  video: part(file),
  video_note: part(file),
  document: part(file),
  location: part(location),
  venue: part(z.object({ location })),
});
export type Message = z.infer<typeof messageSchema>;

/** NUL is never meant, and PostgreSQL refuses it. */
export const withoutNul = (text: string): string => (text.includes('\0') ? text.replaceAll('\0', '') : text);

const mediaOf = (kind: MediaKind, given: z.infer<typeof file>, usual?: string): InboundMedia => {
  const mime = given.mime_type ?? usual;
  return {
    kind,
    ref: given.file_id,
    ...(mime === undefined ? {} : { mime }),
    ...(given.file_size === undefined ? {} : { size: given.file_size }),
    ...(given.file_name === undefined ? {} : { name: withoutNul(given.file_name) }),
  };
};

type PhotoSize = z.infer<typeof photoSize>;
const area = ({ width = 0, height = 0 }: PhotoSize): number => width * height;
/** One picture in several sizes; usually the last is the largest. */
const largest = (sizes: readonly PhotoSize[]): PhotoSize | undefined =>
  sizes.reduce<PhotoSize | undefined>(
    (best, size) => (best && area(best) > area(size) ? best : size),
    undefined,
  );

function readMedia(given: Message): InboundMedia | null {
  if (given.voice) return mediaOf('voice', given.voice);
  if (given.audio) return mediaOf('audio', given.audio);
  const photo = given.photo && largest(given.photo);
  if (photo) return mediaOf('image', photo, 'image/jpeg');
  if (given.video) return mediaOf('video', given.video);
  if (given.video_note) return mediaOf('video', given.video_note, 'video/mp4');
  // A GIF comes as a document too, so that old programs show something.
  if (given.document && !('animation' in given)) return mediaOf('document', given.document);
  return null;
}

/** `/start`, `/start CODE`, `/words@TheBot more`: the bot's name is Telegram's, not the person's. */
const command = /^\/(\w{1,32})(?:@\w+)?(?=\s|$)/;

function readText(typed: string): Content {
  const text = withoutNul(typed);
  const found = command.exec(text);
  if (!found) return { kind: 'text', text };
  const rest = text.slice(found[0].length);
  if (found[1] !== 'start') return { kind: 'text', text: `/${found[1]}${rest}` };
  const payload = rest.trim();
  // Anything but a link's code was typed by hand: it opens the conversation, no more.
  return /^[\w-]{1,64}$/.test(payload) ? { kind: 'start', payload } : { kind: 'start' };
}

/** Contents a person sends that are not for us, by Telegram's own names. */
const otherTypes = [
  'animation',
  'sticker',
  'contact',
  'poll',
  'dice',
  'game',
  'story',
  'paid_media',
  'checklist',
  'gift',
  'unique_gift',
  'giveaway',
  'invoice',
] as const;
/** Notices of the platform about the chat itself: nobody expects an answer. */
const silentTypes = [
  'pinned_message',
  'message_auto_delete_timer_changed',
  'write_access_allowed',
  'connected_website',
  'chat_background_set',
  'boost_added',
  'users_shared',
  'chat_shared',
  'refunded_payment',
  'successful_payment',
  'passport_data',
  'proximity_alert_triggered',
  'web_app_data',
] as const;

/** Null when nothing was said to us. */
export function readContent(given: Message): Content | null {
  if (given.text !== undefined) return readText(given.text);
  const media = readMedia(given);
  if (media)
    return {
      kind: 'media',
      media,
      ...(given.caption === undefined ? {} : { caption: withoutNul(given.caption) }),
    };
  const place = given.location ?? given.venue?.location;
  if (place) return { kind: 'location', latitude: place.latitude, longitude: place.longitude };
  if (silentTypes.some((type) => type in given)) return null;
  return { kind: 'unsupported', type: otherTypes.find((type) => type in given) ?? 'unknown' };
}
