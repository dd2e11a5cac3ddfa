/** Writes what became of attempts: everything of one moment in one write, again and again until the database takes it. */
import { setImmediate } from 'node:timers/promises';
import { describeError, type Log } from '../log.js';
import type { Outbox, Settlement } from '../store/store.js';

export interface Writer {
  /** @param then runs once the settlement is written. */
  settle(settlement: Settlement, then?: () => Promise<void> | void): void;
  readonly isEmpty: boolean;
  /** Resolves when nothing is left to write. */
  empty(): Promise<void>;
}

interface Waiting {
  readonly settlement: Settlement;
  readonly then: (() => Promise<void> | void) | undefined;
}

const rewriteMs = 500;
/** Bounds one write. */
const most = 200;
/** Writes under way at once: what ends while one waits for its commit goes along with it, not with the next. */
const abreast = 4;

export function createWriter({
  outbox,
  log,
  channel,
}: {
  readonly outbox: Pick<Outbox, 'settle'>;
  readonly log: Log;
  readonly channel: string;
}): Writer {
  let queue: Waiting[] = [];
  let isGathering = false;
  const working = new Set<Promise<void>>();
  const after = new Set<Promise<void>>();

  const report = (error: unknown, message: string): void =>
    log.error({ channel, error: describeError(error) }, message);

  /** The message is out and must not go again, so its end is written some day. */
  const insist = async (batch: readonly Waiting[]): Promise<boolean> => {
    for (;;) {
      try {
        await outbox.settle(batch.map((one) => one.settlement));
        return true;
      } catch (error) {
        report(error, 'a settlement could not be written yet');
        // One that is refused for its own sake must not hold up the others.
        if (batch.length > 1) return false;
        await new Promise((resolve) => setTimeout(resolve, rewriteMs));
      }
    }
  };
  const follow = (batch: readonly Waiting[]): void => {
    for (const { then } of batch) {
      if (!then) continue;
      const done = (async () => then())()
        .catch((error: unknown) => report(error, 'what follows a settlement failed'))
        .finally(() => after.delete(done));
      after.add(done);
    }
  };
  const one = (waiting: Waiting): Promise<void> => {
    const done = insist([waiting])
      .then(() => follow([waiting]))
      .finally(() => after.delete(done));
    after.add(done);
    return done;
  };
  const work = async (): Promise<void> => {
    // What comes in this turn of the loop is one write.
    await setImmediate();
    isGathering = false;
    while (queue.length > 0) {
      const batch = queue.slice(0, most);
      queue = queue.slice(most);
      if (await insist(batch)) follow(batch);
      else for (const waiting of batch) void one(waiting);
    }
  };

  const begin = (): void => {
    if (isGathering || working.size === abreast) return;
    isGathering = true;
    const done = work().finally(() => {
      working.delete(done);
      // What came between the last look at the queue and here would be nobody's work.
      if (queue.length > 0) begin();
    });
    working.add(done);
  };

  const isEmpty = (): boolean => working.size + after.size + queue.length === 0;
  return {
    get isEmpty() {
      return isEmpty();
    },
    settle: (settlement, then) => {
      queue.push({ settlement, then });
      begin();
    },
    empty: async () => {
      while (!isEmpty()) {
        await Promise.all(working);
        await Promise.all(after);
      }
    },
  };
}
