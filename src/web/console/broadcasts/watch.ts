/** Looks at running broadcasts for everybody who watches: one read now and then, however many watch. */
import type { Broadcast } from '../../../broadcasts/broadcast.js';
import type { Segment } from '../../../store/outreach.js';
import { leftOf, type Tally, tallyOf, totalOf } from './tally.js';

/** How many messages had left at an instant (UTC ms): the rate line is drawn from these. */
export interface Point {
  readonly at: number;
  readonly left: number;
}

export interface Progress {
  /** UTC ms, later than the one before: names this look. */
  readonly at: number;
  readonly state: Broadcast['state'];
  readonly phase: Broadcast['phase'];
  readonly why: string | null;
  readonly tally: Tally;
  readonly total: number;
  /** Messages a second, lately. */
  readonly rate: number;
  /** Null while it cannot be told. */
  readonly remainingMs: number | null;
  /** Nothing more will leave. */
  readonly over: boolean;
}

export interface Viewer {
  latest(): Progress | null;
  /** What was seen after `at`, oldest first. */
  since(at: number): readonly Point[];
  /** Resolves when something changed, when nothing did for `quietMs`, or when the house closes. */
  next(after: number, quietMs: number): Promise<'changed' | 'quiet' | 'closed'>;
  leave(): void;
}

export interface Watch {
  join(id: string): Viewer;
  /** The newest look, if somebody is watching. */
  peek(id: string): { readonly progress: Progress; readonly points: readonly Point[] } | null;
  close(): void;
}

export interface WatchParts {
  readonly find: (id: string) => Promise<Broadcast | null>;
  readonly progress: (id: string) => Promise<readonly Segment[]>;
  readonly now: () => number;
  readonly onError: (error: unknown) => void;
  /** Pause between two looks. */
  readonly everyMs?: number;
}

/** The rate is taken over the last half minute; the line shows ten. */
const rateMs = 30_000;
const keptMs = 10 * 60_000;
/** Who reloads the page finds the line as it was. */
const afterLastMs = 60_000;
/** A look may take one part in twenty of the time, however large the broadcast. */
const idleShare = 20;

interface Watched {
  progress: Progress | null;
  points: readonly Point[];
  viewers: number;
  leftAt: number;
  readonly waiting: Set<() => void>;
}

function rateOf(points: readonly Point[], now: number): number {
  const last = points.at(-1);
  const first = points.find(({ at }) => at >= now - rateMs);
  if (!first || !last || last.at <= first.at) return 0;
  return Math.max(0, ((last.left - first.left) * 1000) / (last.at - first.at));
}

/** How a broadcast stands. While rows are still being planned, the preview knows how many there will be. */
export function progressOf(
  broadcast: Pick<Broadcast, 'state' | 'phase' | 'why' | 'preview'>,
  tally: Tally,
  points: readonly Point[],
  at: number,
): Progress {
  const { state, phase, why, preview } = broadcast;
  const planned = totalOf(tally);
  const expected = preview
    ? preview.recipients + Object.values(preview.excluded).reduce((sum, count) => sum + count, 0)
    : 0;
  const total = state === 'sending' && phase === 'expanding' ? Math.max(planned, expected) : planned;
  const rate = state === 'sending' ? rateOf(points, at) : 0;
  const toGo = tally.planned + (total - planned);
  return {
    at,
    state,
    phase,
    why,
    tally,
    total,
    rate: Math.round(rate * 10) / 10,
    remainingMs: rate > 0 ? Math.round((toGo / rate) * 1000) : null,
    over: (state === 'done' || state === 'cancelled') && tally.planned === 0,
  };
}

const isSame = (a: Progress | null, b: Progress): boolean =>
  a !== null && JSON.stringify({ ...a, at: 0 }) === JSON.stringify({ ...b, at: 0 });

export function createWatch({ find, progress, now, onError, everyMs = 1_000 }: WatchParts): Watch {
  const watched = new Map<string, Watched>();
  const timers = new Set<NodeJS.Timeout>();
  let closed = false;

  const later = (ms: number, run: () => void): NodeJS.Timeout => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      run();
    }, ms);
    // Nobody's last reason to stay awake.
    timer.unref();
    timers.add(timer);
    return timer;
  };
  const wake = (one: Watched): void => {
    for (const resolve of one.waiting) resolve();
    one.waiting.clear();
  };

  const look = async (id: string, one: Watched): Promise<void> => {
    const broadcast = await find(id);
    if (!broadcast) return;
    const tally = tallyOf(await progress(id));
    // A clock that was set back must not make two looks one.
    const at = Math.max(now(), (one.points.at(-1)?.at ?? 0) + 1);
    const points = [...one.points, { at, left: leftOf(tally) }].filter((point) => point.at > at - keptMs);
    const found = progressOf(broadcast, tally, points, at);
    one.points = points;
    if (isSame(one.progress, found)) return;
    one.progress = found;
    wake(one);
  };

  const run = async (id: string, one: Watched): Promise<void> => {
    const began = performance.now();
    try {
      await look(id, one);
    } catch (error) {
      onError(error);
    }
    const took = performance.now() - began;
    if (closed) return;
    if (one.viewers === 0 && performance.now() - one.leftAt > afterLastMs) {
      watched.delete(id);
      return;
    }
    later(Math.max(everyMs, took * idleShare), () => void run(id, one));
  };

  const watchOf = (id: string): Watched => {
    const known = watched.get(id);
    if (known) return known;
    const one: Watched = { progress: null, points: [], viewers: 0, leftAt: 0, waiting: new Set() };
    watched.set(id, one);
    void run(id, one);
    return one;
  };

  return {
    join: (id) => {
      const one = watchOf(id);
      one.viewers += 1;
      let here = true;
      return {
        latest: () => one.progress,
        since: (at) => one.points.filter((point) => point.at > at),
        next: (after, quietMs) => {
          if (closed) return Promise.resolve('closed');
          if (one.progress && one.progress.at > after) return Promise.resolve('changed');
          return new Promise((resolve) => {
            const done = () => {
              clearTimeout(timer);
              timers.delete(timer);
              resolve(closed ? 'closed' : 'changed');
            };
            const timer = later(quietMs, () => {
              one.waiting.delete(done);
              resolve('quiet');
            });
            one.waiting.add(done);
          });
        },
        leave: () => {
          if (!here) return;
          here = false;
          one.viewers -= 1;
          one.leftAt = performance.now();
        },
      };
    },
    peek: (id) => {
      const one = watched.get(id);
      return one?.progress ? { progress: one.progress, points: one.points } : null;
    },
    close: () => {
      closed = true;
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
      for (const one of watched.values()) wake(one);
    },
  };
}
