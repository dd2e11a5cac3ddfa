/** How often staff keep the areas that were suggested: read in stretches, so that nobody waits for a count. */
import { setImmediate } from 'node:timers/promises';
import { and, asc, eq, gt, lte, sql } from 'drizzle-orm';
import type { Sql } from '../sql.js';

export interface TagAgreement {
  readonly area: string;
  /** Suggested, and confirmed by staff. */
  readonly kept: number;
  /** Suggested, and taken away. */
  readonly removed: number;
  /** Confirmed without having been suggested. */
  readonly added: number;
}

/** A rate does not change by the minute. */
const freshMs = 5 * 60_000;
/** Proposals of one stretch: some milliseconds. All 100,000 at once take half a second, and everybody would wait. */
const stretch = 1_000;

interface Known {
  readonly at: number;
  readonly rates: readonly TagAgreement[];
}

export function createTagAgreement(store: Sql) {
  const { proposal, tag } = store.t;
  const known = new Map<string, Known>();
  const counting = new Map<string, Promise<readonly TagAgreement[]>>();

  /** Where a stretch that begins behind this id ends; null: nothing is left. */
  const endOf = async (after: string): Promise<string | null> => {
    const ids = await store.readOnce((db) =>
      db
        .select({ id: proposal.id })
        .from(proposal)
        .where(gt(proposal.id, after))
        .orderBy(asc(proposal.id))
        .limit(stretch),
    );
    return ids.at(-1)?.id ?? null;
  };

  /** Of the proposals whose areas staff have confirmed. */
  const countStretch = (cycleId: string, after: string, end: string) =>
    store.readOnce((db) => {
      const has = (origin: string) => sql<number>`max(case when ${tag.origin} = ${origin} then 1 else 0 end)`;
      const each = db
        .select({
          area: tag.area,
          suggested: has('suggested').as('suggested'),
          confirmed: has('confirmed').as('confirmed'),
        })
        .from(tag)
        .innerJoin(proposal, eq(proposal.id, tag.proposalId))
        .where(
          and(
            gt(tag.proposalId, after),
            lte(tag.proposalId, end),
            // Not by the cycle's index: SQLite would walk the whole cycle in every stretch.
            sql`(${proposal.cycleId} || '') = ${cycleId}`,
            sql`exists (select 1 from ${tag} c where c.proposal_id = ${proposal.id} and c.origin = 'confirmed')`,
          ),
        )
        .groupBy(tag.proposalId, tag.area)
        .as('each_tag');
      const sum = (suggested: 0 | 1, confirmed: 0 | 1) =>
        sql<number>`sum(case when ${each.suggested} = ${suggested} and ${each.confirmed} = ${confirmed} then 1 else 0 end)`;
      return db
        .select({ area: each.area, kept: sum(1, 1), removed: sum(1, 0), added: sum(0, 1) })
        .from(each)
        .groupBy(each.area);
    });

  const count = async (cycleId: string): Promise<readonly TagAgreement[]> => {
    const total = new Map<string, TagAgreement>();
    let after = '';
    for (let end = await endOf(after); end !== null; end = await endOf(after)) {
      // PostgreSQL gives sums as text.
      for (const { area, ...given } of await countStretch(cycleId, after, end)) {
        const before = total.get(area) ?? { area, kept: 0, removed: 0, added: 0 };
        total.set(area, {
          area,
          kept: before.kept + Number(given.kept),
          removed: before.removed + Number(given.removed),
          added: before.added + Number(given.added),
        });
      }
      after = end;
      await setImmediate();
    }
    return [...total.values()].filter(({ kept, removed, added }) => kept + removed + added > 0);
  };

  const renew = (cycleId: string, now: number): Promise<readonly TagAgreement[]> => {
    const under = counting.get(cycleId);
    if (under !== undefined) return under;
    const fresh = count(cycleId)
      .then((rates) => {
        known.set(cycleId, { at: now, rates });
        return rates;
      })
      .finally(() => counting.delete(cycleId));
    counting.set(cycleId, fresh);
    return fresh;
  };
  const isFresh = (one: Known | undefined, now: number): one is Known =>
    one !== undefined && now >= one.at && now - one.at < freshMs;

  return {
    /** At most some minutes old. */
    tagAgreement: async (cycleId: string, now: number): Promise<readonly TagAgreement[]> => {
      const one = known.get(cycleId);
      return isFresh(one, now) ? one.rates : renew(cycleId, now);
    },
    /** What is known already, for a page that does not wait for it; it is counted anew behind it. */
    tagAgreementSoFar: (cycleId: string, now: number): readonly TagAgreement[] => {
      const one = known.get(cycleId);
      // Who asks next tries again.
      if (!isFresh(one, now)) renew(cycleId, now).catch(() => undefined);
      return one?.rates ?? [];
    },
  };
}
