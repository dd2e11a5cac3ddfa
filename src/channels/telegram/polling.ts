/** Long polling: an update is confirmed only after its effect is committed. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type Api, GrammyError } from 'grammy';
import { describeError, type Log } from '../../log.js';
import { forGrammy } from './api.js';
import { allowedUpdates } from './options.js';
import { chatOf } from './update.js';

type Update = Awaited<ReturnType<Api['getUpdates']>>[number];

export interface PollingParts {
  readonly api: Pick<Api, 'getUpdates'>;
  readonly log: Log;
  /** Resolves when the update is committed. */
  readonly take: (update: Update) => Promise<void>;
  readonly retryMs: number;
}

const pollSeconds = 25;
const longestPauseMs = 30_000;
const lastCallMs = 2_000;

const pauseOf = (error: unknown, failures: number, retryMs: number): number => {
  const asked = error instanceof GrammyError ? error.parameters.retry_after : undefined;
  return asked === undefined ? Math.min(longestPauseMs, retryMs * 2 ** failures) : asked * 1000;
};

interface BatchEnd {
  /** The first update that is not committed; null when all are. */
  readonly open: number | null;
  readonly error?: unknown;
}

/** People side by side, each one's updates in order: after a failed one the later ones of that chat wait for it. */
async function takeAll(updates: readonly Update[], take: PollingParts['take']): Promise<BatchEnd> {
  const tails = new Map<string, Promise<void>>();
  const ends = updates.map((update) => {
    const chat = chatOf(update);
    const end = (tails.get(chat) ?? Promise.resolve()).then(() => take(update));
    tails.set(chat, end);
    return end;
  });
  const settled = await Promise.allSettled(ends);
  const index = settled.findIndex((end) => end.status === 'rejected');
  const broken = settled[index];
  if (broken?.status !== 'rejected') return { open: null };
  return { open: updates[index]?.update_id ?? null, error: broken.reason };
}

/** Polls until `signal` is aborted; resolves when what was in hand is committed. */
export async function poll({ api, log, take, retryMs }: PollingParts, signal: AbortSignal): Promise<void> {
  let offset = 0;
  let confirmed = 0;
  let failures = 0;
  const round = async (): Promise<void> => {
    const updates = await api.getUpdates(
      { offset, timeout: pollSeconds, allowed_updates: [...allowedUpdates] },
      forGrammy(signal),
    );
    confirmed = offset;
    const { open, error } = await takeAll(updates, take);
    const last = updates.at(-1);
    if (last) offset = open ?? last.update_id + 1;
    if (open !== null) throw error;
  };
  while (!signal.aborted) {
    try {
      await round();
      failures = 0;
    } catch (error) {
      if (signal.aborted) break;
      const fields = { channel: 'telegram', error: describeError(error) };
      log.warn(fields, 'updates could not be taken; trying again');
      const wait = pauseOf(error, failures, retryMs);
      await sleep(wait, undefined, { signal, ref: false }).catch(() => undefined);
      failures = Math.min(failures + 1, 10);
    }
  }
  if (offset === confirmed) return;
  // Confirms what was committed, so that the next start does not see it again (it would be a double anyway).
  const last = api.getUpdates({ offset, limit: 1, timeout: 0 }, forGrammy(AbortSignal.timeout(lastCallMs)));
  await last.catch(() => undefined);
}
