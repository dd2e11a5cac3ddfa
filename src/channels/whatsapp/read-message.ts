/** One message of a webhook → what the house understands. Pure. */
import type { Content, ExternalIds, Inbound, InboundMedia, MediaKind } from '../../talk/message.js';
import { type ContactShape, instantOf, type MessageShape, messageShape } from './payload.js';

export const idsOf = (phone: string | undefined, user: string | undefined): ExternalIds => ({
  ...(phone === undefined ? {} : { phone }),
  ...(user === undefined ? {} : { user }),
});

type File = NonNullable<MessageShape['image']>;

function readFile(kind: MediaKind, file: File | undefined): Content | null {
  if (!file) return null;
  const media: InboundMedia = {
    kind,
    ref: file.id,
    ...(file.mime_type === undefined ? {} : { mime: file.mime_type }),
    ...(file.file_size === undefined ? {} : { size: file.file_size }),
    ...(file.filename === undefined ? {} : { name: file.filename }),
  };
  return { kind: 'media', media, ...(file.caption === undefined ? {} : { caption: file.caption }) };
}

function readSystem({ system }: MessageShape): Content | null {
  const to = idsOf(system?.wa_id, system?.user_id);
  return Object.keys(to).length > 0 ? { kind: 'moved', to } : null;
}

function readTap({ interactive }: MessageShape): Content | null {
  const tapped = interactive?.button_reply ?? interactive?.list_reply;
  return tapped ? { kind: 'tap', data: tapped.id } : null;
}

/** Null: known by name, but its content is missing or of a kind we do not talk about. */
function readContent(message: MessageShape): Content | null {
  switch (message.type) {
    case 'text':
      return message.text ? { kind: 'text', text: message.text.body } : null;
    case 'interactive':
      return readTap(message);
    case 'button': {
      // A tap on a template's quick reply; without our payload WhatsApp repeats the label.
      const data = message.button?.payload ?? message.button?.text;
      return data === undefined ? null : { kind: 'tap', data };
    }
    case 'audio':
      return readFile(message.audio?.voice ? 'voice' : 'audio', message.audio);
    case 'image':
    case 'video':
    case 'document':
      return readFile(message.type, message[message.type]);
    case 'location': {
      const { location } = message;
      return location
        ? { kind: 'location', latitude: location.latitude, longitude: location.longitude }
        : null;
    }
    case 'system':
      return readSystem(message);
    default:
      return null;
  }
}

/** Notices of the platform to which no person expects an answer. */
const silent = new Set(['system', 'request_welcome', 'edit', 'revoke']);

/** The same person may show the phone in one block and the user id in the other. */
function completeIds(message: MessageShape, contacts: readonly ContactShape[]): ExternalIds {
  const { from: phone, from_user_id: user } = message;
  if (phone !== undefined && user !== undefined) return { phone, user };
  const same = contacts.find(
    (contact) =>
      (phone !== undefined && contact.wa_id === phone) || (user !== undefined && contact.user_id === user),
  );
  return idsOf(phone ?? same?.wa_id, user ?? same?.user_id);
}

export function readMessage(
  raw: unknown,
  contacts: readonly ContactShape[],
  now: number,
): Inbound | 'skip' | 'unreadable' {
  const parsed = messageShape.safeParse(raw);
  if (!parsed.success) return 'unreadable';
  const message = parsed.data;
  // Groups are politely left alone.
  if (message.group_id !== undefined) return 'skip';
  const from = completeIds(message, contacts);
  if (from.phone === undefined && from.user === undefined) return 'unreadable';
  const content = readContent(message);
  if (!content && silent.has(message.type)) return 'skip';
  const type = message.type === 'interactive' ? (message.interactive?.type ?? message.type) : message.type;
  return {
    channel: 'whatsapp',
    externalId: message.id,
    from,
    at: instantOf(message.timestamp, now),
    content: content ?? { kind: 'unsupported', type },
  };
}
