/** Where "now" comes from. The simulator moves it; nothing else reads `Date.now`. */

export interface Clock {
  /** UTC milliseconds. */
  now(): number;
}

export interface MovableClock extends Clock {
  /** Moves time forward; listeners run their sweeps at once. */
  advance(ms: number): void;
  onAdvance(listener: () => void): void;
}

const systemClock: Clock = { now: () => Date.now() };

export function createMovableClock(base: Clock = systemClock): MovableClock {
  let offset = 0;
  const listeners: (() => void)[] = [];
  return {
    now: () => base.now() + offset,
    advance: (ms) => {
      offset += Math.max(0, ms);
      for (const listener of listeners) listener();
    },
    onAdvance: (listener) => {
      listeners.push(listener);
    },
  };
}
