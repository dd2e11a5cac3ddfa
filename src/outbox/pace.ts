/** Keeps one channel at its rate: every message has a slot, slots are reserved in the database in small chunks. */
import type { Outbox } from '../store/store.js';

export interface Pace {
  /**
   * Asks for one slot. `go`: send now. `wait`: not before `until` (UTC ms).
   * `reserve`: call `reserve` and ask again.
   */
  take(
    now: number,
  ):
    | { readonly kind: 'go' }
    | { readonly kind: 'wait'; readonly until: number }
    | { readonly kind: 'reserve' };
  /** Reserves slots for about as many messages as wait; several processes share the budget. */
  reserve(backlog: number, now: number): Promise<void>;
}

/** A chunk covers this much time at most, so that a process that dies wastes no more. */
const chunkMs = 50;
/** Timers fire late; slots missed by no more than this are still used, so that the rate is reached. */
const catchUpMs = 15;

export function createPace(budget: Pick<Outbox, 'reserve'>, name: string, perSecond: number): Pace {
  const interval = 1000 / perSecond;
  const chunk = Math.max(1, Math.floor(chunkMs / interval));
  let next = 0;
  let left = 0;
  return {
    take: (now) => {
      if (left === 0) return { kind: 'reserve' };
      // Slots long past must not be used together: the platform would see a burst.
      next = Math.max(next, now - catchUpMs);
      if (next > now) return { kind: 'wait', until: next };
      next += interval;
      left -= 1;
      return { kind: 'go' };
    },
    reserve: async (backlog, now) => {
      const count = Math.min(chunk, Math.max(1, backlog));
      next = await budget.reserve(name, count, interval, 0, now);
      left = count;
    },
  };
}
