/** The Telegram channel on a test server, with a receiver that keeps what it is given. */
import { Hono } from 'hono';
import type { Channel, Receiver } from '../../src/channels/channel.js';
import { createTelegram, type TelegramOptions } from '../../src/channels/telegram/index.js';
import { createLog } from '../../src/log.js';
import type { Inbound } from '../../src/talk/message.js';

export const token = '123456:AAtoken-that-must-never-show';
export const secret = 'a_secret-of-the-webhook';
export const now = 1_790_000_000_000;

export interface TelegramRig {
  readonly channel: Channel;
  readonly app: Hono;
  readonly receiver: Receiver;
  readonly inbound: Inbound[];
  readonly logLines: string[];
  /** What each coming message meets before it counts as committed; a throw is a failed commit. */
  readonly hurdles: ((message: Inbound) => void | Promise<void>)[];
}

export function createTelegramRig(apiRoot: string, over: Partial<TelegramOptions> = {}): TelegramRig {
  const inbound: Inbound[] = [];
  const logLines: string[] = [];
  const hurdles: TelegramRig['hurdles'] = [];
  const receiver: Receiver = {
    inbound: async (messages) => {
      for (const message of messages) {
        await hurdles.shift()?.(message);
        inbound.push(message);
      }
    },
    statuses: async () => undefined,
    event: async () => undefined,
  };
  const channel = createTelegram({
    token,
    apiRoot,
    maxPerSecond: 30,
    intake: { mode: 'webhook', secret, url: () => 'https://ayni.test' },
    commands: {
      '': [{ command: 'ayuda', description: 'Ayuda' }],
      en: [{ command: 'help', description: 'Help' }],
    },
    now: () => now,
    log: createLog('debug', { write: (line) => logLines.push(line) }),
    retryMs: 1,
    ...over,
  });
  const app = new Hono();
  channel.mount(app, receiver);
  return { channel, app, receiver, inbound, logLines, hurdles };
}

/** Holds the next message before its commit. */
export function holdCommit({ hurdles }: Pick<TelegramRig, 'hurdles'>) {
  let commit: () => void = () => undefined;
  const reached = new Promise<void>((resolve) => {
    hurdles.push(() => {
      resolve();
      return new Promise<void>((done) => {
        commit = done;
      });
    });
  });
  return { reached, commit: () => commit() };
}

const person = { id: 42, is_bot: false, first_name: 'Rosa', language_code: 'es' };
export const privateChat = { id: 42, type: 'private', first_name: 'Rosa' };

export const messageUpdate = (id: number, what: object, chat = 42) => ({
  update_id: id,
  message: {
    message_id: id,
    date: 1_789_999_999,
    chat: { ...privateChat, id: chat },
    from: { ...person, id: chat },
    ...what,
  },
});

export const tapUpdate = (id: number, data: string) => ({
  update_id: id,
  callback_query: {
    id: `cb${id}`,
    from: person,
    chat_instance: '1',
    data,
    message: { message_id: 1, date: 0, chat: privateChat },
  },
});
