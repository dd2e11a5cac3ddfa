/** The world around a bot: a platform that answers after a while, and the citizens who talk through it. */
import { createHmac } from 'node:crypto';
import { serveWire } from './wire.js';

/** A message of the bot as a phone shows it. */
export interface Shown {
  readonly text: string;
  /** What can be tapped, in order. */
  readonly taps: readonly string[];
}

export interface World {
  readonly url: string;
  /** Every message each chat got, in order. */
  readonly inbox: ReadonlyMap<string, Shown[]>;
  /** Resolves with the `count`-th message of a chat (1 is the first). */
  message(chat: string, count: number): Promise<Shown>;
  forget(): void;
  close(): Promise<void>;
}

interface TelegramSend {
  chat_id: number | string;
  text: string;
  reply_markup?: { inline_keyboard?: { callback_data: string }[][] };
}
interface WhatsAppSend {
  to: string;
  text?: { body: string };
  interactive?: {
    body: { text: string };
    action: { buttons?: { reply: { id: string } }[]; sections?: { rows: { id: string }[] }[] };
  };
}

const fromTelegram = (sent: TelegramSend): Shown => ({
  text: sent.text,
  taps: (sent.reply_markup?.inline_keyboard ?? []).flat().map((button) => button.callback_data),
});
const fromWhatsApp = (sent: WhatsAppSend): Shown => ({
  text: sent.text?.body ?? sent.interactive?.body.text ?? '',
  taps: [
    ...(sent.interactive?.action.buttons ?? []).map((button) => button.reply.id),
    ...(sent.interactive?.action.sections ?? []).flatMap((section) => section.rows.map((row) => row.id)),
  ],
});

/** What is asked at the start, and taps that are answered by a call of their own. */
function others(path: string): object {
  if (path.includes('/message_templates')) return { data: [] };
  const me = { id: 1, is_bot: true, first_name: 'B', username: 'b' };
  return { ok: true, result: path.endsWith('/getMe') ? me : true };
}

/** @param latencyMs how long the platform takes to answer a call. */
export async function createWorld(latencyMs: number): Promise<World> {
  const inbox = new Map<string, Shown[]>();
  const waiting = new Map<string, { count: number; resolve: (shown: Shown) => void }>();
  let ids = 0;

  const deliver = (chat: string, shown: Shown): void => {
    const messages = inbox.get(chat) ?? [];
    messages.push(shown);
    inbox.set(chat, messages);
    const waiter = waiting.get(chat);
    if (!waiter || messages.length < waiter.count) return;
    waiting.delete(chat);
    waiter.resolve(shown);
  };
  const after = (then: () => void): void => {
    if (latencyMs === 0) then();
    else setTimeout(then, latencyMs);
  };

  const wire = await serveWire((path, body, answer) => {
    ids += 1;
    if (path.endsWith('/sendMessage')) {
      const sent = JSON.parse(body) as TelegramSend;
      const chat = { id: Number(sent.chat_id), type: 'private' };
      const result = { message_id: ids, date: 0, chat, text: sent.text };
      after(() => {
        answer(JSON.stringify({ ok: true, result }));
        deliver(String(sent.chat_id), fromTelegram(sent));
      });
    } else if (path.endsWith('/messages')) {
      const sent = JSON.parse(body) as WhatsAppSend;
      const chat = sent.to.replace('+', '');
      const contacts = [{ input: sent.to, wa_id: chat }];
      const messages = [{ id: `wamid.${ids}` }];
      after(() => {
        answer(JSON.stringify({ messaging_product: 'whatsapp', contacts, messages }));
        deliver(chat, fromWhatsApp(sent));
      });
    } else after(() => answer(JSON.stringify(others(path))));
  });
  return {
    url: wire.url,
    inbox,
    message: (chat, count) => {
      const there = inbox.get(chat)?.[count - 1];
      if (there) return Promise.resolve(there);
      return new Promise((resolve) => waiting.set(chat, { count, resolve }));
    },
    forget: () => {
      inbox.clear();
      waiting.clear();
    },
    close: wire.close,
  };
}

export const secrets = {
  telegram: 'bench-secret',
  whatsapp: 'bench-app-secret',
  token: '1:bench_token_bench_token_bench_token',
} as const;

export interface Webhook {
  readonly path: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

let updates = 1;
/** What a citizen does, as the platform's webhook. */
export function telegramWebhook(chat: string, did: { text: string } | { tap: string }): Webhook {
  updates += 1;
  const id = Number(chat);
  const from = { id, is_bot: false, first_name: 'Rosa', language_code: 'es' };
  const where = { id, type: 'private', first_name: 'Rosa' };
  const date = Math.floor(Date.now() / 1000);
  const entities =
    'text' in did && did.text.startsWith('/')
      ? [{ type: 'bot_command', offset: 0, length: did.text.length }]
      : undefined;
  const update =
    'text' in did
      ? {
          update_id: updates,
          message: { message_id: updates, date, chat: where, from, text: did.text, entities },
        }
      : {
          update_id: updates,
          callback_query: {
            id: String(updates),
            from,
            chat_instance: '1',
            data: did.tap,
            message: { message_id: 1, date, chat: where },
          },
        };
  return {
    path: '/telegram/webhook',
    body: JSON.stringify(update),
    headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': secrets.telegram },
  };
}

export function whatsappWebhook(chat: string, did: { text: string } | { tap: string }): Webhook {
  updates += 1;
  const base = { from: chat, id: `wamid.in.${updates}`, timestamp: String(Math.floor(Date.now() / 1000)) };
  const message =
    'text' in did
      ? { ...base, type: 'text', text: { body: did.text } }
      : {
          ...base,
          type: 'interactive',
          interactive: { type: 'button_reply', button_reply: { id: did.tap, title: 't' } },
        };
  const value = {
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: '1', phone_number_id: '1' },
    contacts: [{ profile: { name: 'Rosa' }, wa_id: chat }],
    messages: [message],
  };
  const body = JSON.stringify({
    object: 'whatsapp_business_account',
    entry: [{ id: '1', changes: [{ field: 'messages', value }] }],
  });
  const signature = createHmac('sha256', secrets.whatsapp).update(body).digest('hex');
  return {
    path: '/whatsapp/webhook',
    body,
    headers: { 'content-type': 'application/json', 'x-hub-signature-256': `sha256=${signature}` },
  };
}
