/** Slows down guessing at one account, wherever the guesses come from; the sign-in library counts by address only. */

export interface Brake {
  /** True while this name has failed too often lately. */
  isHeld(name: string): boolean;
  failed(name: string): void;
  cleared(name: string): void;
}

interface Options {
  /** Failures allowed within the window. */
  readonly max: number;
  readonly windowMs: number;
  readonly now: () => number;
}

/** Names come from strangers: the oldest are forgotten rather than filling the memory. */
const keptNames = 5_000;

export function createBrake({ max, windowMs, now }: Options): Brake {
  const failures = new Map<string, readonly number[]>();
  const recent = (name: string) => (failures.get(name) ?? []).filter((at) => at > now() - windowMs);
  return {
    isHeld: (name) => recent(name).length >= max,
    failed: (name) => {
      const kept = [...recent(name), now()].slice(-max);
      failures.delete(name);
      failures.set(name, kept);
      const [oldest] = failures.keys();
      if (failures.size > keptNames && oldest !== undefined) failures.delete(oldest);
    },
    cleared: (name) => void failures.delete(name),
  };
}
