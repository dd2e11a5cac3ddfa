/** Stops a broadcast whose failures are ours: wrong set-up, refused words, lines that break. Pure. */

/** One way in which messages were lost, and how often. */
export interface Loss {
  /** Failure kind, or `unknown`. */
  readonly kind: string;
  readonly count: number;
}

export interface Tally {
  /** Accepted, delivered or read. */
  readonly fine: number;
  readonly lost: readonly Loss[];
}

export interface BreakerRules {
  /** Fewer losses than this may be chance. */
  readonly least: number;
  /** Share of what was tried, 0 to 1. */
  readonly share: number;
  /** However few were tried: that all were lost is reason enough. */
  readonly all: boolean;
}

/** A broken first batch is small, and so is what it proves. */
export const firstBatchRules: BreakerRules = { least: 3, share: 0.2, all: true };
export const fullRules: BreakerRules = { least: 10, share: 0.2, all: false };

/** People who blocked us, are gone or opted out are no fault of the broadcast. */
const ours: ReadonlySet<string> = new Set(['fix', 'content', 'unknown']);

export const lostByUs = (lost: readonly Loss[]): number =>
  lost.reduce((sum, { kind, count }) => sum + (ours.has(kind) ? count : 0), 0);

const byKind = (lost: readonly Loss[]): ReadonlyMap<string, number> => {
  const sums = new Map<string, number>();
  for (const { kind, count } of lost) sums.set(kind, (sums.get(kind) ?? 0) + count);
  return sums;
};

/** What is new since an earlier look. */
export function since(tally: Tally, before: Tally): Tally {
  const earlier = byKind(before.lost);
  return {
    fine: Math.max(0, tally.fine - before.fine),
    lost: [...byKind(tally.lost)]
      .map(([kind, count]) => ({ kind, count: count - (earlier.get(kind) ?? 0) }))
      .filter(({ count }) => count > 0),
  };
}

/** Null: go on. Else the kind of failure that was seen most: pause. */
export function judge({ fine, lost }: Tally, { least, share, all }: BreakerRules): string | null {
  const count = lostByUs(lost);
  const tried = fine + lost.reduce((sum, loss) => sum + loss.count, 0);
  const isMuch = count >= least && count >= tried * share;
  const isAll = all && count > 0 && count === tried;
  if (!isMuch && !isAll) return null;
  const [worst] = [...byKind(lost)].filter(([kind]) => ours.has(kind)).toSorted(([, a], [, b]) => b - a);
  return worst?.[0] ?? null;
}
