/** Long polling: an update is confirmed only after its effect is committed. */
import { type Api, GrammyError } from 'grammy';
import type { Log } from '../../log.js';
import { describeError } from '../../log.js';

export interface PollingParts {
  readonly api: Api;
  readonly log: Log;
  readonly allowed: readonly ('message' | 'edited_message' | 'callback_query' | 'my_chat_member')[];
  /** Resolves when the update is committed. */
  readonly take: (update: { readonly update_id: number }) => Promise<void>;
}

const pollSeconds = 25;
const firstPauseMs = 500;
const longestPauseMs = 30_000;

const pauseOf = (error: unknown, failures: number): number => {
  const asked = error instanceof GrammyError ? error.parameters.retry_after : undefined;
  return asked === undefined ? Math.min(longestPauseMs, firstPauseMs * 2 ** failures) : asked * 1000;
};

/** Polls until `signal` is aborted; resolves when what was in hand is committed. */
export async function poll({ api, log, allowed, take }: PollingParts, signal: AbortSignal): Promise<void> {
  // grammY types the signal of an old polyfill; it is handed through to our own fetch.
  const grammySignal = signal as unknown as NonNullable<Parameters<Api['getUpdates']>[1]>;
  let offset = 0;
  let failures = 0;
  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
    });
  while (!signal.aborted) {
    try {
      const updates = await api.getUpdates(
        { offset, timeout: pollSeconds, allowed_updates: [...allowed] },
        grammySignal,
      );
      // Handed over in order, decided side by side: one person's messages queue up behind each other.
      const ends = await Promise.allSettled(updates.map(take));
      const broken = ends.findIndex((end) => end.status === 'rejected');
      const done = broken === -1 ? updates : updates.slice(0, broken);
      const last = done.at(-1);
      if (last) offset = last.update_id + 1;
      const end = ends[broken];
      if (end?.status === 'rejected') throw end.reason;
      failures = 0;
    } catch (error) {
      if (signal.aborted) break;
      log.warn(
        { channel: 'telegram', error: describeError(error) },
        'updates could not be taken; trying again',
      );
      await pause(pauseOf(error, failures));
      failures = Math.min(failures + 1, 10);
    }
  }
  // Confirms what was committed, so that the next start does not see it again (it would be a double anyway).
  if (offset > 0) await api.getUpdates({ offset, limit: 1, timeout: 0 }).catch(() => undefined);
}
