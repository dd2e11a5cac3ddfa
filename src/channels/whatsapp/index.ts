/** WhatsApp as a channel: signed webhooks in, Cloud API out. */
import { setTimeout as sleep } from 'node:timers/promises';
import { describeError, type Log } from '../../log.js';
import { whatsappLimits } from '../../talk/limits.js';
import type { Channel } from '../channel.js';
import { keepChecking } from './check.js';
import { WhatsAppClient } from './client/client.js';
import type { NumberFields } from './client/phone-numbers.js';
import type { Template } from './client/templates.js';
import { createFetchMedia } from './fetch-media.js';
import { mountRoutes } from './routes.js';
import { createSend } from './send.js';

export interface WhatsAppOptions {
  readonly accessToken: string;
  readonly phoneNumberId: string;
  /** Null: templates are not listed at start. */
  readonly businessAccountId: string | null;
  readonly appSecret: string;
  readonly verifyToken: string;
  readonly apiRoot: string;
  readonly apiVersion: string;
  readonly maxPerSecond: number;
  /** The number people write to, digits with country code. */
  readonly publicNumber: string | null;
  readonly log: Log;
  /** Called with the account's templates once Graph has told them, and each day. */
  readonly onTemplates: (templates: readonly Template[]) => Promise<void>;
  /** Called with limit, quality and throughput of our number, as Graph names them. */
  readonly onNumber: (fields: NumberFields) => Promise<void>;
  readonly now?: () => number;
  /** First wait before the check at start is tried again; it doubles. */
  readonly checkRetryMs?: number;
  /** From one check that went through to the next. */
  readonly checkEveryMs?: number;
}

export interface WhatsApp extends Channel {
  /** Blue ticks and "typing…" on a message of the person. Says nothing when it fails: nobody depends on it. */
  acknowledge(inboundExternalId: string): Promise<void>;
}

/** Customer-service window: 24 hours from the person's last message. */
const windowMs = 24 * 3_600_000;
const dayMs = 24 * 3_600_000;
/** To one person one message each six seconds, 45 of them at once as a loan (131056 tells of more). */
const perChat = { intervalMs: 6_000, burst: 45 } as const;
/** How long a start waits for the first check. */
const patienceMs = 3_000;

/** @throws without both secrets: an open webhook would take anybody's words for a citizen's. */
export function createWhatsApp(options: WhatsAppOptions): WhatsApp {
  const { log, publicNumber, now = Date.now, checkRetryMs = 10_000, checkEveryMs = dayMs } = options;
  if (options.appSecret.trim() === '') throw new Error('WHATSAPP_APP_SECRET: is missing');
  if (options.verifyToken.trim() === '') throw new Error('WHATSAPP_VERIFY_TOKEN: is missing');
  const client = new WhatsAppClient(options);
  const stopping = new AbortController();
  const idles: (() => Promise<void>)[] = [];
  let checking: Promise<void> | undefined;

  return {
    name: 'whatsapp',
    limits: whatsappLimits,
    maxPerSecond: options.maxPerSecond,
    windowMs,
    perChat,
    reportsDelivery: true,
    joinLink: (source) =>
      publicNumber === null
        ? null
        : `https://wa.me/${publicNumber}${source ? `?text=${encodeURIComponent(source.text)}` : ''}`,
    send: createSend(client),
    fetchMedia: createFetchMedia(client),
    mount: (app, receiver) => {
      idles.push(mountRoutes(app, receiver, { ...options, now }).idle);
    },
    start: async () => {
      const check = {
        client,
        hasAccount: options.businessAccountId !== null,
        onTemplates: options.onTemplates,
        onNumber: options.onNumber,
        log,
        retryMs: checkRetryMs,
        everyMs: checkEveryMs,
      };
      const tried = new Promise<void>((resolve) => {
        checking = keepChecking({ ...check, onTried: resolve }, stopping.signal);
      });
      // Templates are usually here before the first message; a platform that is silent must not keep us from starting.
      await Promise.race([tried, sleep(patienceMs, undefined, { ref: false })]);
    },
    stop: async () => {
      stopping.abort();
      await Promise.all(idles.map((idle) => idle()));
      await checking;
      await client.close();
    },
    acknowledge: async (inboundExternalId) => {
      try {
        await client.messages.markRead({ messageId: inboundExternalId, typing: true });
      } catch (error) {
        log.debug({ channel: 'whatsapp', error: describeError(error) }, 'a message could not be marked read');
      }
    },
  };
}
