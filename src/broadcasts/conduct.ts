/** Leads running broadcasts on: plans their rows, watches the first batch, stops what goes wrong, ends what is through. */
import { setImmediate } from 'node:timers/promises';
import { describeError, type Log } from '../log.js';
import type { Attempts, Broadcasts } from '../store/outreach.js';
import { isCrashed, isTaken } from '../talk/fate.js';
import type { ChannelName } from '../talk/message.js';
import {
  type BreakerRules,
  firstBatchRules,
  fullRules,
  judge,
  lostByUs,
  since,
  type Tally,
} from './breaker.js';
import type { Broadcast } from './broadcast.js';
import { createChunkSize } from './chunk.js';

export interface ConductParts {
  readonly store: {
    readonly dialect: 'sqlite' | 'postgres';
    readonly broadcasts: Pick<
      Broadcasts,
      | 'running'
      | 'cancelling'
      | 'ofEntry'
      | 'expand'
      | 'sweepCancelled'
      | 'attempts'
      | 'fates'
      | 'isOpen'
      | 'setState'
      | 'setPhase'
    >;
  };
  readonly now: () => number;
  readonly weeklyLimit: number;
  /** The platform tells later whether a message arrived: a first batch waits a moment for that. */
  readonly reportsDelivery: (channel: ChannelName) => boolean;
  /** Rows may be due that were not before. */
  readonly wake: () => void;
  readonly log: Log;
}

export interface Conduct {
  /** One round over everything that runs, and on until all rows are planned. @returns whether anything moved on. */
  run(): Promise<boolean>;
  /** Ends a round under way at the next stretch of people. */
  stop(): void;
}

/** How long a first batch waits for what the platform reports about it. */
const reportMs = 15_000;

/** The breaker looks at so much time at once: an hour of good luck must not hide a bad minute. */
const windowMs = 10_000;
/** First batches are looked at so often while people are being planned. */
const watchMs = 1_000;

const nothing: Tally = { fine: 0, lost: [] };

type Counted = Pick<Attempts, 'state' | 'why' | 'count'>;
const kindOf = ({ state, why }: Pick<Counted, 'state' | 'why'>): string =>
  state === 'unknown' ? state : (why ?? 'fix');
/** What was lost as our process ended says nothing about the broadcast: neither fine nor lost. */
const isLost = (one: Counted): boolean =>
  one.state === 'failed' || (one.state === 'unknown' && !isCrashed(one));
const tallyOf = (counts: readonly Counted[]): Tally => ({
  fine: counts.filter(isTaken).reduce((sum, { count }) => sum + count, 0),
  lost: counts.filter(isLost).map((one) => ({ kind: kindOf(one), count: one.count })),
});

export function createConduct(parts: ConductParts): Conduct {
  const { store, now, log } = parts;
  const { broadcasts } = store;
  /** Where the breaker counts from: what was lost before staff let it go on is known to them. */
  const counted = new Map<string, { readonly tally: Tally; readonly at: number }>();
  const planning = createChunkSize(store.dialect);
  const sweeping = createChunkSize(store.dialect);
  let stopped = false;

  /** The platform's code says more than the kind. */
  const reasonOf = async (id: string, kind: string): Promise<string> => {
    const [worst] = (await broadcasts.attempts(id, 'lost'))
      .filter((one) => isLost(one) && kindOf(one) === kind)
      .toSorted((a, b) => b.count - a.count);
    return `breaker:${worst?.code ?? kind}`;
  };
  const pauseIf = async (id: string, tally: Tally, rules: BreakerRules): Promise<boolean> => {
    const kind = judge(since(tally, counted.get(id)?.tally ?? nothing), rules);
    if (kind === null) return false;
    const why = await reasonOf(id, kind);
    const pause = { from: ['sending'], to: 'paused', why, staffId: 'system', now: now() } as const;
    if ((await broadcasts.setState(id, pause)) === 'saved')
      log.warn({ broadcast: id, why }, 'a broadcast was paused: too much of it is lost');
    return true;
  };

  /** All of the first batch has left, and what can be known of it so soon is known. */
  const isSettled = async (broadcast: Broadcast, attempts: readonly Attempts[]): Promise<boolean> => {
    // Others go in the place of those our own end cut off: a claim counts alike.
    const out = attempts.reduce((sum, one) => sum + (isCrashed(one) ? 0 : one.count), 0);
    if (attempts.some(({ state }) => state === 'leased')) return false;
    if (out < broadcast.firstBatch && (await broadcasts.isOpen(broadcast.id, 'planned'))) return false;
    return !attempts.some(
      ({ state, channel, acceptedAt }) =>
        state === 'accepted' && parts.reportsDelivery(channel) && (acceptedAt ?? 0) > now() - reportMs,
    );
  };
  const watchFirst = async (broadcast: Broadcast): Promise<boolean> => {
    const attempts = await broadcasts.attempts(broadcast.id, 'all');
    const tally = tallyOf(attempts);
    if (await pauseIf(broadcast.id, tally, firstBatchRules)) return true;
    if (!(await isSettled(broadcast, attempts))) return false;
    counted.set(broadcast.id, { tally, at: now() });
    if ((await broadcasts.setPhase(broadcast.id, 'first', 'full', now())) === 'stale') return false;
    parts.wake();
    return true;
  };
  const watchFull = async ({ id }: Broadcast): Promise<boolean> => {
    if (!(await broadcasts.isOpen(id))) {
      const end = { from: ['sending'], to: 'done', why: null, staffId: 'system', now: now() } as const;
      return (await broadcasts.setState(id, end)) === 'saved';
    }
    const before = counted.get(id);
    const lost = lostByUs(tallyOf(await broadcasts.attempts(id, 'lost')).lost);
    const isQuiet = before !== undefined && lost - lostByUs(before.tally.lost) < fullRules.least;
    // Counting all that went well takes long for a large one: not at every look.
    if (isQuiet && now() - before.at < windowMs) return false;
    const tally = tallyOf(await broadcasts.fates(id));
    const isPaused = before !== undefined && (await pauseIf(id, tally, fullRules));
    counted.set(id, { tally, at: now() });
    return isPaused;
  };
  const rememberPaused = async (id: string): Promise<void> => {
    counted.set(id, { tally: tallyOf(await broadcasts.fates(id)), at: now() });
  };

  /** A newer version has been announced to everyone already: what was not planned by then would be wrong. */
  const isReplaced = async ({ entryId, entryVersion, purpose }: Broadcast): Promise<boolean> =>
    entryId !== null &&
    purpose !== 'minutes' &&
    (await broadcasts.ofEntry(entryId)).some(
      (other) =>
        other.purpose !== 'reminder' &&
        (other.entryVersion ?? 0) > (entryVersion ?? 0) &&
        other.startedAt !== null &&
        other.phase !== 'expanding',
    );
  /** Older notices of the same entry first: the newer one then takes over whom they have not told yet. */
  const mustWait = (broadcast: Broadcast, others: readonly Broadcast[]): boolean =>
    broadcast.entryId !== null &&
    others.some(
      (other) =>
        other.entryId === broadcast.entryId &&
        other.state === 'sending' &&
        other.phase === 'expanding' &&
        (other.entryVersion ?? 0) < (broadcast.entryVersion ?? 0),
    );

  const planNext = async ({ id }: Broadcast): Promise<void> => {
    const { weeklyLimit } = parts;
    const { done, ms } = await broadcasts.expand(id, { now: now(), weeklyLimit, chunk: planning.size });
    if (done) parts.wake();
    else planning.took(ms);
  };
  const begin = async (broadcast: Broadcast): Promise<boolean> => {
    if (!(await isReplaced(broadcast))) return true;
    const over = { from: ['sending'], to: 'cancelled', why: 'replaced', staffId: 'system' } as const;
    await broadcasts.setState(broadcast.id, { ...over, now: now() });
    return false;
  };
  const sweepNext = async (id: string): Promise<void> => {
    const began = performance.now();
    await broadcasts.sweepCancelled(id, sweeping.size, now());
    sweeping.took(performance.now() - began);
  };

  /** One that fails does not keep the others waiting: it is tried again in the next round. */
  const attempt = async (id: string, failed: Set<string>, task: () => Promise<boolean>): Promise<boolean> => {
    if (failed.has(id)) return false;
    try {
      return await task();
    } catch (error) {
      failed.add(id);
      log.error({ broadcast: id, error: describeError(error) }, 'a broadcast could not be led on');
      return false;
    } finally {
      await setImmediate();
    }
  };
  /** One stretch of everything that has rows to plan or to sweep; false when nothing has. */
  const work = async (begun: Set<string>, failed: Set<string>): Promise<boolean> => {
    const running = await broadcasts.running();
    let isMore = false;
    for (const one of running) {
      if (one.state !== 'sending' || one.phase !== 'expanding' || mustWait(one, running)) continue;
      const planned = await attempt(one.id, failed, async () => {
        if (!begun.has(one.id) && !(await begin(one))) return true;
        begun.add(one.id);
        await planNext(one);
        return true;
      });
      isMore = planned || isMore;
    }
    for (const id of await broadcasts.cancelling()) {
      const swept = await attempt(id, failed, async () => {
        const isMuch = await broadcasts.isOpen(id, 'sweepable');
        await sweepNext(id);
        // What is in a sender's hand is looked at again in the next round.
        return isMuch;
      });
      isMore = swept || isMore;
    }
    return isMore;
  };
  const watch = async (one: Broadcast): Promise<boolean> => {
    if (one.state === 'paused') await rememberPaused(one.id);
    else if (one.phase === 'first') return watchFirst(one);
    else if (one.phase === 'full') return watchFull(one);
    return false;
  };
  const watchAll = async (failed: Set<string>): Promise<boolean> => {
    const running = await broadcasts.running();
    let moved = false;
    for (const one of running) moved = (await attempt(one.id, failed, () => watch(one))) || moved;
    for (const id of counted.keys()) if (!running.some((one) => one.id === id)) counted.delete(id);
    return moved;
  };

  return {
    run: async () => {
      const begun = new Set<string>();
      const failed = new Set<string>();
      let moved = false;
      for (let watchedAt = performance.now(); !stopped && (await work(begun, failed)); moved = true) {
        if (performance.now() - watchedAt < watchMs) continue;
        await watchAll(failed);
        watchedAt = performance.now();
      }
      return (await watchAll(failed)) || moved;
    },
    stop: () => {
      stopped = true;
    },
  };
}
