/** A channel in this process that answers after a while and refuses what comes faster than allowed, strictly. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Channel, ChatRate } from '../../src/channels/channel.js';
import { telegramLimits } from '../../src/talk/limits.js';

export interface Strict {
  readonly perSecond: number;
  readonly latencyMs: number;
  /** After a refusal everything is refused this long; 0: only what is too fast. */
  readonly blockMs: number;
  readonly perChat?: ChatRate;
  readonly bulkPerSecond?: number;
}

export interface Call {
  readonly chat: string;
  readonly at: number;
  readonly text: string;
  readonly bulk: boolean;
}

/** By how many milliseconds this process was held up at worst since: what was let go in time may come so late. */
export function watchDelay(): () => number {
  const delays = monitorEventLoopDelay({ resolution: 1 });
  delays.enable();
  return () => delays.max / 1e6;
}

/**
 * No second, wherever it begins, sees more than its share.
 * @param late on a real clock: a second is shorter by so many milliseconds.
 */
export function slidingSecond(perSecond: number, late = () => 0) {
  const times: number[] = [];
  let head = 0;
  return {
    mayPass: (at: number): boolean => {
      const second = 1000 - late();
      while (head < times.length && (times[head] ?? 0) <= at - second) head += 1;
      if (times.length - head >= perSecond) return false;
      times.push(at);
      return true;
    },
  };
}

export function limitedChannel({ perSecond, latencyMs, blockMs, perChat, bulkPerSecond }: Strict) {
  const calls: Call[] = [];
  const late = watchDelay();
  const limit = slidingSecond(perSecond, late);
  const bulkLimit = bulkPerSecond === undefined ? limit : slidingSecond(bulkPerSecond, late);
  let refused = 0;
  let blockedUntil = 0;
  const channel: Channel = {
    name: 'telegram',
    limits: telegramLimits,
    maxPerSecond: perSecond,
    ...(bulkPerSecond === undefined ? {} : { bulkPerSecond }),
    ...(perChat ? { perChat } : {}),
    reportsDelivery: false,
    send: async (to, message, _id, options) => {
      const at = performance.now();
      const bulk = options?.bulk === true;
      const passes = at >= blockedUntil && (bulk ? bulkLimit : limit).mayPass(at);
      if (!passes && at >= blockedUntil) blockedUntil = at + blockMs;
      await new Promise((resolve) => setTimeout(resolve, latencyMs));
      if (passes) {
        const text = 'text' in message ? message.text : '';
        calls.push({ chat: to.chat ?? '', at, text, bulk });
        return { outcome: 'accepted', externalId: `${to.chat}:${calls.length}` };
      }
      refused += 1;
      const retryAfterMs = Math.max(1_000, Math.ceil((blockedUntil - at) / 1000) * 1000);
      return {
        outcome: 'failed',
        failure: { kind: 'wait', code: '429', detail: 'too fast', retryAfterMs, throttled: 'channel' },
      };
    },
    fetchMedia: () => Promise.reject(new Error('no files here')),
    mount: () => undefined,
    start: async () => undefined,
    stop: async () => undefined,
  };
  return {
    channel,
    calls,
    block: (ms: number) => {
      blockedUntil = performance.now() + ms;
    },
    get refused() {
      return refused;
    },
  };
}
