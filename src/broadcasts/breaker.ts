/** Stops a broadcast whose failures are ours: wrong set-up, refused words, lines that break. Pure. */

/** One way in which messages were lost, and how often. */
export interface Loss {
  /** Failure kind, or `unknown`. */
  readonly kind: string;
  readonly code: string | null;
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

/** `fine` and each loss since an earlier look. */
export function since(tally: Tally, before: Tally): Tally {
  const nameOf = ({ kind, code }: Loss): string => `${kind} ${code ?? ''}`;
  const earlier = new Map(before.lost.map((loss) => [nameOf(loss), loss.count]));
  return {
    fine: Math.max(0, tally.fine - before.fine),
    lost: tally.lost
      .map((loss) => ({ ...loss, count: Math.max(0, loss.count - (earlier.get(nameOf(loss)) ?? 0)) }))
      .filter(({ count }) => count > 0),
  };
}

/** Null: go on. Else why to pause: `breaker:CODE`, the code (or kind) that was seen most. */
export function judge({ fine, lost }: Tally, { least, share, all }: BreakerRules): string | null {
  const count = lostByUs(lost);
  const tried = fine + lost.reduce((sum, loss) => sum + loss.count, 0);
  const isMuch = count >= least && count >= tried * share;
  const isAll = all && count > 0 && count === tried;
  if (!isMuch && !isAll) return null;
  const [worst] = lost.filter(({ kind }) => ours.has(kind)).toSorted((a, b) => b.count - a.count);
  return worst ? `breaker:${worst.code ?? worst.kind}` : null;
}
