/** How long to leave one person alone after Meta's pair-rate error: 4^X seconds, X counting refusals in a row. */

export interface PairWait {
  /** One more refusal; the milliseconds to wait. */
  refused(who: string): number;
  /** A message went through: the count begins anew. */
  passed(who: string): void;
}

/** Kept in memory on purpose: after a restart the first wait is short again, and Meta tells. */
const mostPeople = 10_000;
const longestMs = 3_600_000;

export function createPairWait(): PairWait {
  const refusals = new Map<string, number>();
  return {
    refused: (who) => {
      const count = (refusals.get(who) ?? 0) + 1;
      refusals.delete(who);
      refusals.set(who, count);
      const [oldest] = refusals.keys();
      if (refusals.size > mostPeople && oldest !== undefined) refusals.delete(oldest);
      return Math.min(longestMs, 4 ** count * 1000);
    },
    passed: (who) => {
      if (refusals.size > 0) refusals.delete(who);
    },
  };
}
