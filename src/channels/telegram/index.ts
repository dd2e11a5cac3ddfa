/** Telegram as a channel: webhook or long polling in, Bot API out. */
import { describeError } from '../../log.js';
import { telegramLimits } from '../../talk/limits.js';
import type { Channel, Receiver } from '../channel.js';
import { createPool } from '../http-pool.js';
import { createApi } from './api.js';
import { createBlame } from './blame.js';
import { createFetchMedia } from './fetch-media.js';
import { createInHand } from './in-hand.js';
import { createLocationButton } from './location-button.js';
import { defaultRetryMs, defaultTimeoutSeconds, requireSecret, type TelegramOptions } from './options.js';
import { poll } from './polling.js';
import { registerUntilDone } from './register.js';
import { createSend } from './send.js';
import { readUpdate, updateIdOf } from './update.js';
import { mountWebhook } from './webhook.js';

export type { TelegramOptions };

/** https://core.telegram.org/bots/faq: no more than one a second in one chat; short bursts pass. */
const perChat = { intervalMs: 1_000, burst: 60 } as const;

/** @throws when the webhook has no secret that Telegram could send. */
export function createTelegram(options: TelegramOptions): Channel {
  const { token, apiRoot, intake, commands, maxPerSecond, paidPerSecond = null, log, now } = options;
  const { retryMs = defaultRetryMs, timeoutSeconds = defaultTimeoutSeconds } = options;
  requireSecret(intake);
  const pool = createPool();
  const api = createApi(token, apiRoot, pool, timeoutSeconds);
  const stopping = new AbortController();
  const inHand = createInHand();
  const running: Promise<void>[] = [];
  let username: string | null = null;
  let stopped: Promise<void> | undefined;

  /** Commits one update; whoever calls stops the spinner of the callback that comes back. */
  const take = async (body: unknown, receiver: Receiver): Promise<string | null> => {
    const read = readUpdate(body, now());
    if (!read) {
      log.warn({ channel: 'telegram', update: updateIdOf(body) }, 'an update was not understood');
      return null;
    }
    if (read.inbound) await receiver.inbound([read.inbound]);
    return read.callbackId;
  };
  const stopSpinner = (callbackId: string): void => {
    api.answerCallbackQuery(callbackId).catch((error: unknown) => {
      // Too old, or answered already: nobody waits any more.
      log.debug({ channel: 'telegram', error: describeError(error) }, 'a tap was not answered');
    });
  };
  const register = (): Promise<void> =>
    new Promise((resolve) => {
      const onUsername = (found: string): void => {
        username = found;
      };
      const { signal } = stopping;
      const parts = { api, intake, commands, log, retryMs, onUsername, onTried: resolve, stopping: signal };
      running.push(registerUntilDone(parts).then(resolve));
    });
  const stop = async (): Promise<void> => {
    stopping.abort();
    await Promise.all([...running, inHand.empty()]);
    await pool.close();
  };

  return {
    name: 'telegram',
    limits: telegramLimits,
    maxPerSecond,
    ...(paidPerSecond === null ? {} : { bulkPerSecond: paidPerSecond }),
    perChat,
    reportsDelivery: false,
    joinLink: (source) =>
      username === null
        ? null
        : `https://t.me/${username}${source ? `?start=${encodeURIComponent(source.code)}` : ''}`,
    send: createSend({
      api,
      blame: createBlame(maxPerSecond, now),
      button: createLocationButton(api, log),
      afterwards: (work) => void inHand.during(work),
      paysForBulk: paidPerSecond !== null,
    }),
    fetchMedia: createFetchMedia({ api, pool, apiRoot, token }),
    mount: (app, receiver) => {
      if (intake.mode !== 'webhook') return;
      mountWebhook(app, {
        secret: intake.secret,
        log,
        take: (update) => inHand.during(take(update, receiver)),
        isStopping: () => stopping.signal.aborted,
      });
    },
    start: async (receiver) => {
      await register();
      if (intake.mode !== 'polling') return;
      const takePolled = async (update: unknown): Promise<void> => {
        const callbackId = await take(update, receiver);
        if (callbackId !== null) stopSpinner(callbackId);
      };
      running.push(poll({ api, log, retryMs, take: takePolled }, stopping.signal));
    },
    stop: () => {
      stopped ??= stop();
      return stopped;
    },
  };
}
