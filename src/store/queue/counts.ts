/** How many proposals each view of the queue holds. */
import { and, asc, eq, inArray, lt, type SQL, sql } from 'drizzle-orm';
import type { Sql } from '../sql.js';
import { type FilterConditions, openStates, type ProposalFilter } from './filter.js';

/** Of the open proposals of a cycle, if not said otherwise. */
export interface QueueCounts {
  readonly open: number;
  readonly unassigned: number;
  /** Promised before now, and before a week from now. */
  readonly overdue: number;
  readonly dueSoon: number;
  readonly asked: number;
  /** Of all of them, answered ones too. */
  readonly drafted: number;
  readonly objected: number;
  readonly disagreed: number;
  /** By area; one with two areas counts in both. Null: there are many, and they have not been counted yet. */
  readonly areas: Readonly<Record<string, number>> | null;
}

interface Place {
  readonly at: number;
  readonly id: string;
}

const weekMs = 7 * 86_400_000;
/** Counting 70,000 open proposals takes 30 ms, by area 100 ms: above this many, counts are shared for a while. */
const sharedFrom = 2_000;
const sharedMs = 20_000;
/** Proposals counted by area before others get their turn. */
const stretch = 4_000;

export function createQueueCounts(store: Sql, conditions: FilterConditions) {
  const { proposal, tag, answer, objection, answerReply } = store.t;
  const shared = new Map<string, { at: number; counts: QueueCounts; isRenewing: boolean }>();
  const number = (given: unknown): number => Number(given ?? 0);

  const readOpen = async (cycleId: string, now: number) => {
    const when = (condition: ReturnType<typeof sql>) =>
      sql<number>`coalesce(sum(case when ${condition} then 1 else 0 end), 0)`;
    const [row] = await store.readOnce((db) =>
      db
        .select({
          open: sql<number>`count(*)`,
          unassigned: when(sql`${proposal.assigneeId} is null`),
          overdue: when(sql`${proposal.promisedAt} < ${now}`),
          dueSoon: when(sql`${proposal.promisedAt} < ${now + weekMs}`),
          asked: when(sql`${proposal.askedAt} is not null`),
        })
        .from(proposal)
        .where(conditions.passing(cycleId, openStates)),
    );
    return {
      open: number(row?.open),
      unassigned: number(row?.unassigned),
      overdue: number(row?.overdue),
      dueSoon: number(row?.dueSoon),
      asked: number(row?.asked),
    };
  };

  /** Where a stretch of the queue ends; null: it is the last. */
  const endOf = async (within: SQL | undefined): Promise<Place | null> => {
    const [last] = await store.readOnce((db) =>
      db
        .select({ at: proposal.promisedAt, id: proposal.id })
        .from(proposal)
        .where(within)
        .orderBy(asc(proposal.promisedAt), asc(proposal.id))
        .limit(1)
        .offset(stretch - 1),
    );
    return last ?? null;
  };

  const readAreas = async (cycleId: string): Promise<Record<string, number>> => {
    const sums: Record<string, number> = {};
    const upTo = (sign: '>' | '<=', place: Place | null) =>
      place
        ? sql`(${proposal.promisedAt}, ${proposal.id}) ${sql.raw(sign)} (${place.at}, ${place.id})`
        : undefined;
    for (const state of openStates) {
      const all = and(eq(proposal.cycleId, cycleId), eq(proposal.state, state));
      for (let from: Place | null = null, isLast = false; !isLast; ) {
        const rest: SQL | undefined = and(all, upTo('>', from));
        const end = await endOf(rest);
        const rows = await store.readOnce((db) =>
          db
            .select({ area: tag.area, count: sql<number>`count(*)` })
            .from(proposal)
            .innerJoin(tag, eq(tag.proposalId, proposal.id))
            .where(and(rest, upTo('<=', end), conditions.counts))
            .groupBy(tag.area),
        );
        for (const { area, count } of rows) sums[area] = (sums[area] ?? 0) + number(count);
        isLast = end === null;
        from = end;
        // Many are counted beside other work.
        if (!isLast) await new Promise((resolve) => setImmediate(resolve));
      }
    }
    return sums;
  };

  /** What few proposals have, each found by an index of its own. */
  const readFew = async (cycleId: string) => {
    const [drafts, objections, replies] = await Promise.all([
      store.readOnce((db) =>
        db
          .select({ count: sql<number>`count(*)` })
          .from(answer)
          .innerJoin(proposal, eq(proposal.id, answer.proposalId))
          .where(
            sql`${answer.state} = 'draft' and ${proposal.cycleId} || '' = ${cycleId} and ${proposal.state} <> 'withdrawn'`,
          ),
      ),
      store.readOnce((db) =>
        db
          .select({ count: sql<number>`count(*)` })
          .from(objection)
          .innerJoin(proposal, eq(proposal.id, objection.proposalId))
          .where(
            sql`${objection.resolvedAt} is null and ${proposal.cycleId} || '' = ${cycleId} and ${proposal.state} <> 'withdrawn'`,
          ),
      ),
      store.readOnce((db) =>
        db
          .select({ count: sql<number>`count(*)` })
          .from(answerReply)
          .innerJoin(proposal, eq(proposal.id, answerReply.proposalId))
          .where(
            sql`${answerReply.seenAt} is null and ${answerReply.kind} = 'disagreed' and ${proposal.cycleId} || '' = ${cycleId} and ${proposal.state} <> 'withdrawn'`,
          ),
      ),
    ]);
    const [drafted, objected, disagreed] = [drafts, objections, replies].map(([row]) => number(row?.count));
    return { drafted: drafted ?? 0, objected: objected ?? 0, disagreed: disagreed ?? 0 };
  };

  const readMost = async (cycleId: string, now: number) => ({
    ...(await readOpen(cycleId, now)),
    ...(await readFew(cycleId)),
  });

  /** Never waited for: counts are an addition, and the next look tries again. */
  const renew = (cycleId: string, now: number): void => {
    const known = shared.get(cycleId);
    if (known?.isRenewing) return;
    if (known) known.isRenewing = true;
    const work = async () => {
      const most = await readMost(cycleId, now);
      const areas = await readAreas(cycleId);
      if (most.open < sharedFrom) shared.delete(cycleId);
      else shared.set(cycleId, { at: now, counts: { ...most, areas }, isRenewing: false });
    };
    setImmediate(() => {
      work().catch(() => {
        if (known) known.isRenewing = false;
      });
    });
  };

  return {
    /** Many are counted now and then, beside other work: whoever asks gets the last counts. @param now UTC ms. */
    queueCounts: async (cycleId: string, now: number): Promise<QueueCounts> => {
      const known = shared.get(cycleId);
      if (known) {
        if (known.counts.areas === null || Math.abs(now - known.at) >= sharedMs) renew(cycleId, now);
        return known.counts;
      }
      const most = await readMost(cycleId, now);
      if (most.open < sharedFrom) return { ...most, areas: await readAreas(cycleId) };
      const counts = { ...most, areas: null };
      shared.set(cycleId, { at: now, counts, isRenewing: false });
      renew(cycleId, now);
      return counts;
    },

    /** How many a filter holds that an index alone can count; null where it cannot. */
    byIndex: async (filter: ProposalFilter): Promise<number | null> => {
      const { cycleId, states, promisedBefore, ...more } = filter;
      if (Object.values(more).some((value) => value !== undefined && value !== false)) return null;
      const [row] = await store.readOnce((db) =>
        db
          .select({ count: sql<number>`count(*)` })
          .from(proposal)
          .where(
            and(
              eq(proposal.cycleId, cycleId),
              inArray(proposal.state, [...conditions.statesOf(filter)]),
              promisedBefore === undefined ? undefined : lt(proposal.promisedAt, promisedBefore),
            ),
          ),
      );
      return number(row?.count);
    },

    /** Whether anything was ever sent in this cycle. */
    isEmpty: async (cycleId: string): Promise<boolean> => {
      const found = await store.readOnce((db) =>
        db.select({ id: proposal.id }).from(proposal).where(eq(proposal.cycleId, cycleId)).limit(1),
      );
      return found.length === 0;
    },

    countAssigned: async (cycleId: string, staffId: string): Promise<number> => {
      const [row] = await store.readOnce((db) =>
        db
          .select({ count: sql<number>`count(*)` })
          .from(proposal)
          .where(and(eq(proposal.assigneeId, staffId), conditions.passing(cycleId, openStates))),
      );
      return number(row?.count);
    },
  };
}
