/** Sends one message by the Bot API; every end has a result. */
import { type Api, InputFile } from 'grammy';
import type { SendResult } from '../../talk/failure.js';
import { codePoints } from '../../talk/limits.js';
import type { ExternalIds, Outgoing, OutgoingFile } from '../../talk/message.js';
import type { SendOptions } from '../channel.js';
import type { Blame } from './blame.js';
import { readError } from './failures.js';
import type { LocationButton } from './location-button.js';
import { isUnshowable, presentText, type Unshowable } from './present.js';

const captionLimit = 1024;

const reasons: Readonly<Record<Unshowable | 'no-chat', string>> = {
  template: 'Telegram has no templates',
  empty: 'the message has no text',
  'too-long': 'the text is longer than Telegram takes',
  'button-data': 'the data of a button is longer than Telegram takes',
  'no-chat': 'the address has no Telegram chat',
};
const refuse = (code: keyof typeof reasons): SendResult => ({
  outcome: 'failed',
  failure: { kind: 'content', code, detail: reasons[code] },
});

/** grammY writes the name into a header without quotes: a space or semicolon would end it there. */
const headerSafe = (name: string): string => name.replace(/[^\p{L}\p{N}._-]+/gu, '_');

/** Parameters that go with a message paid for. */
type Paid = { readonly allow_paid_broadcast?: true };

async function sendText(api: Api, chat: string, message: Exclude<Outgoing, OutgoingFile>, paid: Paid) {
  const shown = presentText(message);
  if (isUnshowable(shown)) return shown;
  return api.sendMessage(chat, shown.text, {
    link_preview_options: { is_disabled: true },
    ...paid,
    ...(shown.markup ? { reply_markup: shown.markup } : {}),
    ...(shown.bold.length > 0
      ? { entities: shown.bold.map((span) => ({ type: 'bold' as const, ...span })) }
      : {}),
  });
}

async function sendFile(api: Api, chat: string, file: OutgoingFile, paid: Paid) {
  if (codePoints(file.caption ?? '') > captionLimit) return 'too-long';
  const bytes = new InputFile(Buffer.from(file.base64, 'base64'), headerSafe(file.name));
  const caption = { ...(file.caption === undefined ? {} : { caption: file.caption }), ...paid };
  // Played and shown in the chat itself; anything else is a file to open.
  if (file.mime.startsWith('audio/ogg')) return api.sendVoice(chat, bytes, caption);
  if (file.mime === 'image/jpeg' || file.mime === 'image/png') return api.sendPhoto(chat, bytes, caption);
  return api.sendDocument(chat, bytes, caption);
}

export interface SendParts {
  readonly api: Api;
  readonly blame: Blame;
  readonly button: LocationButton;
  /** Lets what happens after a message end before the channel stops. */
  readonly afterwards: (work: Promise<void>) => void;
  /** Messages to many go the paid way. */
  readonly paysForBulk: boolean;
}

export function createSend({ api, blame, button, afterwards, paysForBulk }: SendParts) {
  const show = async (chat: string, message: Outgoing, { bulk = false, room }: SendOptions) => {
    const paid: Paid = bulk && paysForBulk ? { allow_paid_broadcast: true } : {};
    if (message.kind === 'file') return sendFile(api, chat, message, paid);
    if (message.kind !== 'choices') {
      const sent = await sendText(api, chat, message, paid);
      if (message.kind === 'location-request') button.shown(chat);
      else button.removed(chat);
      return sent;
    }
    const tidyUp = await button.remove(chat, room);
    try {
      return await sendText(api, chat, message, paid);
    } finally {
      afterwards(tidyUp());
    }
  };
  return async (
    to: ExternalIds,
    message: Outgoing,
    _outboxId: string,
    options: SendOptions = {},
  ): Promise<SendResult> => {
    const { chat } = to;
    if (chat === undefined) return refuse('no-chat');
    blame.tried(chat);
    try {
      const sent = await show(chat, message, options);
      if (typeof sent === 'string') return refuse(sent);
      return { outcome: 'accepted', externalId: `${chat}:${sent.message_id}` };
    } catch (error) {
      return readError(error, blame.of(chat));
    }
  };
}
