/** Keeps one budget at its rate: every message has a slot, slots are reserved in the database in small chunks. */
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
  /** The slots in hand will not last until the next reservation is written: time to call `reserve`. */
  runsLow(): boolean;
  /** Reserves slots for about as many messages as wait; several processes share the budget. */
  reserve(backlog: number, now: number): Promise<void>;
  /** The platform says that this is too fast: half the rate from now on, and back step by step. */
  slower(now: number): void;
  /** Forgets the slots in hand: a silence has made them void. */
  drop(): void;
  /** Share of the configured rate in use, 0 < x ≤ 1. */
  readonly share: number;
}

/** A chunk covers this much time at most, so that a process that dies wastes no more. */
const chunkMs = 100;
/** Timers fire late and commits hold the loop; slots missed by no more than this are still used. */
const catchUpMs = 200;
/** Where several processes spend one budget nobody sees what the others have sent: hardly any catching up. */
const sharedCatchUpMs = 10;
const sharedForMs = 10_000;
/** Given away in each second, so that what is late here or on the way does not crowd the next second. */
const marginMs = 8;
/** Least distance beyond a second between a message and the one a second's worth later. */
const guardMs = 6;
const lowestShare = 1 / 16;
const recoverStep = 0.1;
const recoverMs = 5_000;
/** Refusals of messages that were under way together are one sign. */
const oneSignMs = 1_500;
/** The clock was set back: what was planned on the old one would keep us silent. */
const clockJumpMs = 60_000;

/** The last second's worth of real sends: no second sees more than the rate, whatever was late. */
function createWindow(count: number, lengthMs: number) {
  const sentAt = new Float64Array(count).fill(Number.NEGATIVE_INFINITY);
  let index = 0;
  return {
    opensAt: (): number => (sentAt[index] ?? 0) + lengthMs,
    sent: (now: number): void => {
      sentAt[index] = now;
      index = (index + 1) % count;
    },
    forget: (): void => {
      sentAt.fill(Number.NEGATIVE_INFINITY);
    },
  };
}

export function createPace(budget: Pick<Outbox, 'reserve'>, name: string, perSecond: number): Pace {
  const perWindow = Math.max(1, Math.floor(perSecond));
  const windowMs = (perWindow * 1000) / perSecond;
  const fullInterval = (windowMs + marginMs) / perWindow;
  const window = createWindow(perWindow, windowMs + guardMs);
  let share = 1;
  let shareAt = Number.NEGATIVE_INFINITY;
  let slowedAt = Number.NEGATIVE_INFINITY;
  /** Reserved and not yet used, oldest first. */
  let ranges: { next: number; left: number }[] = [];
  /** Earliest instant of the next slot: one interval after the last. */
  let cursor = 0;
  let reservedTo = 0;
  let sharedUntil = 0;
  let latest = 0;

  const interval = () => fullInterval / share;
  const chunk = () => Math.max(2, Math.floor(chunkMs / interval()));
  const left = () => ranges.reduce((sum, range) => sum + range.left, 0);
  const drop = (): void => {
    ranges = [];
  };
  const noticeJump = (now: number): void => {
    if (now < latest - clockJumpMs) {
      drop();
      window.forget();
      cursor = 0;
      reservedTo = 0;
    }
    latest = now;
  };
  const recover = (now: number): void => {
    if (share === 1 || now - shareAt < recoverMs) return;
    share = Math.min(1, share + recoverStep);
    shareAt = now;
  };

  return {
    take: (now) => {
      noticeJump(now);
      const [range] = ranges;
      if (!range) return { kind: 'reserve' };
      const catchUp = now < sharedUntil ? sharedCatchUpMs : catchUpMs;
      // Slots long past must not be used together: the platform would see a burst.
      const slot = Math.max(range.next, cursor, now - catchUp);
      const at = Math.max(slot, window.opensAt());
      if (at > now) return { kind: 'wait', until: at };
      window.sent(now);
      cursor = slot + interval();
      range.next += interval();
      range.left -= 1;
      if (range.left === 0) ranges.shift();
      return { kind: 'go' };
    },
    runsLow: () => left() <= chunk() / 2,
    reserve: async (backlog, now) => {
      recover(now);
      // A few more than wait: each reservation is a write, and what is left over serves the next.
      const count = Math.min(chunk(), Math.max(Math.ceil(chunk() / 4), backlog));
      const every = interval();
      const from = reservedTo;
      const next = await budget.reserve(name, count, every, 0, now);
      // Busy, and yet the next slot is not the one after ours: somebody else took those between.
      if (from > now && next > from + every / 2) sharedUntil = now + sharedForMs;
      reservedTo = next + count * every;
      ranges.push({ next, left: count });
    },
    slower: (now) => {
      if (now - slowedAt < oneSignMs) return;
      share = Math.max(lowestShare, share / 2);
      slowedAt = now;
      shareAt = now;
      drop();
    },
    drop,
    get share() {
      return share;
    },
  };
}
