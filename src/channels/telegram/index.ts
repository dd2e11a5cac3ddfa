/** Telegram as a channel: webhook or long polling in, Bot API out. */
import { timingSafeEqual } from 'node:crypto';
import { InputFile } from 'grammy';
import type { Hono } from 'hono';
import { describeError, type Log } from '../../log.js';
import type { SendResult } from '../../talk/failure.js';
import { telegramLimits } from '../../talk/limits.js';
import type { ExternalIds, InboundMedia, Outgoing, OutgoingFile } from '../../talk/message.js';
import { BodyTooLarge, readBody } from '../body.js';
import { type Channel, type FetchedMedia, MediaRefused, type Receiver } from '../channel.js';
import { createPool, request } from '../http-pool.js';
import { createApi } from './api.js';
import { readError } from './failures.js';
import { poll } from './polling.js';
import { presentText } from './present.js';
import { readUpdate } from './update.js';

export interface TelegramOptions {
  readonly token: string;
  readonly apiRoot: string;
  readonly maxPerSecond: number;
  readonly intake:
    | { readonly mode: 'polling' }
    | { readonly mode: 'webhook'; readonly secret: string; readonly url: () => string };
  /** Commands of the menu, by two-letter language; `""` is for everybody else. */
  readonly commands: Readonly<
    Record<string, readonly { readonly command: string; readonly description: string }[]>
  >;
  readonly now: () => number;
  readonly log: Log;
}

/** An update is some kilobytes; anything larger is not from Telegram. */
const maxBody = 1024 * 1024;
const allowed = ['message', 'edited_message', 'callback_query', 'my_chat_member'] as const;
const unpresentable: SendResult = {
  outcome: 'failed',
  failure: { kind: 'content', code: 'unpresentable', detail: 'Telegram cannot show this message' },
};

const sameSecret = (given: string, expected: Buffer): boolean => {
  const bytes = Buffer.from(given);
  return bytes.length === expected.length && timingSafeEqual(bytes, expected);
};

export function createTelegram(options: TelegramOptions): Channel {
  const { log, now } = options;
  const pool = createPool();
  const api = createApi(options.token, options.apiRoot, pool);
  const stopping = new AbortController();
  let polling: Promise<void> | undefined;
  let username: string | null = null;

  const sendText = async (chat: string, message: Outgoing): Promise<SendResult> => {
    const shown = presentText(message);
    if (!shown) return unpresentable;
    const sent = await api.sendMessage(chat, shown.text, {
      link_preview_options: { is_disabled: true },
      ...(shown.markup ? { reply_markup: shown.markup } : {}),
      ...(shown.bold.length > 0
        ? { entities: shown.bold.map((span) => ({ type: 'bold' as const, ...span })) }
        : {}),
    });
    return { outcome: 'accepted', externalId: `${chat}:${sent.message_id}` };
  };
  const sendFile = async (chat: string, file: OutgoingFile): Promise<SendResult> => {
    const document = new InputFile(Buffer.from(file.base64, 'base64'), file.name);
    const sent = await api.sendDocument(
      chat,
      document,
      file.caption === undefined ? {} : { caption: file.caption },
    );
    return { outcome: 'accepted', externalId: `${chat}:${sent.message_id}` };
  };

  /** Commits one update; the callback's spinner is stopped by whoever calls. */
  const take = async (body: unknown, receiver: Receiver): Promise<string | null | undefined> => {
    const read = readUpdate(body, now());
    if (!read) return undefined;
    if (read.inbound) await receiver.inbound([read.inbound]);
    return read.callbackId;
  };
  const stopSpinner = (callbackId: string): void => {
    // Too old, or answered already: nothing to be done, and nobody waits.
    api.answerCallbackQuery(callbackId).catch(() => undefined);
  };

  const downloadPath = async (media: InboundMedia): Promise<string> => {
    try {
      const { file_path: path } = await api.getFile(media.ref);
      if (path) return path;
    } catch (error) {
      const result = readError(error);
      if (result.outcome === 'failed' && result.failure.kind === 'content') throw new MediaRefused('too-big');
      if (result.outcome === 'failed' && result.failure.kind === 'gone') throw new MediaRefused('not-found');
      throw new Error('Telegram did not say where the file is');
    }
    throw new MediaRefused('not-found');
  };

  const register = async (): Promise<void> => {
    username = (await api.getMe()).username ?? null;
    if (options.intake.mode === 'webhook') {
      const url = `${options.intake.url()}/telegram/webhook`;
      await api.setWebhook(url, {
        secret_token: options.intake.secret,
        allowed_updates: [...allowed],
        max_connections: 100,
      });
    } else {
      await api.deleteWebhook();
    }
    for (const [language, commands] of Object.entries(options.commands)) {
      await api.setMyCommands(
        commands.map((one) => ({ ...one })),
        language === '' ? {} : { language_code: language as 'es' },
      );
    }
  };

  return {
    name: 'telegram',
    limits: telegramLimits,
    maxPerSecond: options.maxPerSecond,
    reportsDelivery: false,
    joinLink: () => (username === null ? null : `https://t.me/${username}`),
    send: async (to: ExternalIds, message: Outgoing): Promise<SendResult> => {
      if (to.chat === undefined) return unpresentable;
      try {
        return await (message.kind === 'file' ? sendFile(to.chat, message) : sendText(to.chat, message));
      } catch (error) {
        return readError(error);
      }
    },
    fetchMedia: async (media, maxBytes): Promise<FetchedMedia> => {
      if ((media.size ?? 0) > maxBytes) throw new MediaRefused('too-big');
      const path = await downloadPath(media);
      // The address holds the token: it is neither kept nor logged.
      const answer = await request(`${options.apiRoot}/file/bot${options.token}/${path}`, {
        dispatcher: pool,
      });
      if (answer.statusCode === 404) throw new MediaRefused('not-found');
      if (answer.statusCode !== 200) throw new Error(`Telegram answered ${answer.statusCode} for a file`);
      const bytes: Buffer[] = [];
      let size = 0;
      for await (const part of answer.body) {
        const chunk = Buffer.from(part as Uint8Array);
        size += chunk.byteLength;
        if (size > maxBytes) throw new MediaRefused('too-big');
        bytes.push(chunk);
      }
      return { bytes: Buffer.concat(bytes), mime: media.mime ?? 'application/octet-stream' };
    },
    mount: (app: Hono, receiver) => {
      if (options.intake.mode !== 'webhook') return;
      const expected = Buffer.from(options.intake.secret);
      app.post('/telegram/webhook', async (c) => {
        // Before the body: a forger does not make us read anything.
        if (!sameSecret(c.req.header('x-telegram-bot-api-secret-token') ?? '', expected))
          return c.body(null, 401);
        let body: unknown;
        try {
          body = JSON.parse((await readBody(c, maxBody)).toString('utf8'));
        } catch (error) {
          return c.body(null, error instanceof BodyTooLarge ? 413 : 400);
        }
        try {
          const callbackId = await take(body, receiver);
          // Answering in this very response spares a call.
          if (callbackId) return c.json({ method: 'answerCallbackQuery', callback_query_id: callbackId });
          return c.body(null, 200);
        } catch (error) {
          log.error({ channel: 'telegram', error: describeError(error) }, 'an update could not be committed');
          return c.body(null, 503);
        }
      });
    },
    start: async (receiver) => {
      try {
        await register();
      } catch (error) {
        // The platform may be down for a while: messages already here are still served.
        log.error(
          { channel: 'telegram', error: describeError(error) },
          'Telegram did not take our settings; check the token and PUBLIC_URL',
        );
      }
      if (options.intake.mode !== 'polling') return;
      const takeOne = async (update: unknown) => {
        const callbackId = await take(update, receiver);
        if (callbackId) stopSpinner(callbackId);
      };
      polling = poll({ api, log, allowed, take: takeOne }, stopping.signal);
    },
    stop: async () => {
      stopping.abort();
      await polling;
      await pool.close();
    },
  };
}
