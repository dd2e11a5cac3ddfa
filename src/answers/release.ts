/** Lets released batches leave, by the clock: a stretch of answers at a time, however often the process ends between. */
import { setImmediate } from 'node:timers/promises';
import { type ChunkSize, createChunkSize } from '../broadcasts/chunk.js';
import { describeError, type Log } from '../log.js';
import type { Answers } from '../store/answers.js';
import type { CitizenKey, Say } from '../text/texts.js';
import type { Wording } from '../text/wordable.js';
import { createTell } from './message.js';

export interface ReleasingBatch {
  readonly id: string;
  /** Texts its cycle says in its own words. */
  readonly wording: Wording;
}

export interface ReleaseParts {
  readonly dialect: 'sqlite' | 'postgres';
  readonly answers: Pick<Answers, 'releasing' | 'releaseNext'>;
  /** Citizens' words, in a cycle's own wording. */
  readonly sayIn: (wording: Wording) => Say<CitizenKey>;
  /** End of the quiet hours; null by day. Nobody is answered at night because staff work late. */
  readonly quietUntil: (at: number) => Promise<number | null>;
  readonly now: () => number;
  /** Rows are due that were not before. */
  readonly wake: () => void;
  readonly log: Log;
}

export interface BatchRelease {
  /** Takes all that is being released to its end. @returns answers that left. */
  run(): Promise<number>;
  /** Ends a run under way after its stretch; what is left goes on with the next process. */
  stop(): void;
}

/** Each answer is four writes and a message: fewer of them make a stretch than of a broadcast's rows. */
const stretches = { first: 100, smallest: 40 } as const;

export function createBatchRelease(parts: ReleaseParts): BatchRelease {
  const { answers, now, log } = parts;
  const size: ChunkSize = createChunkSize(parts.dialect, stretches);
  let stopped = false;

  const releaseAll = async ({ id, wording }: ReleasingBatch): Promise<number> => {
    const tell = createTell(parts.sayIn(wording));
    let count = 0;
    while (!stopped) {
      const at = now();
      const dueAt = (await parts.quietUntil(at)) ?? at;
      const stretch = await answers.releaseNext(id, { now: at, dueAt, size: size.size, tell });
      if (stretch.done) break;
      size.took(stretch.ms);
      count += stretch.answers;
      // The first ones leave while the rest is being planned.
      parts.wake();
      await setImmediate();
    }
    return count;
  };

  return {
    run: async () => {
      let count = 0;
      for (const batch of await answers.releasing()) {
        if (stopped) break;
        try {
          count += await releaseAll(batch);
        } catch (error) {
          // It does not keep the others waiting, and goes on in the next run.
          log.error({ batch: batch.id, error: describeError(error) }, 'a batch of answers could not go on');
        }
      }
      return count;
    },
    stop: () => {
      stopped = true;
    },
  };
}
