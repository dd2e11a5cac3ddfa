/** How many proposals each view of the queue holds. */
import { and, eq, inArray, lt, sql } from 'drizzle-orm';
import { type FilterConditions, openStates, type ProposalFilter } from './queue-filter.js';
import type { Sql } from './sql.js';

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
  /** By area; one with two areas counts in both. */
  readonly areas: Readonly<Record<string, number>>;
}

const weekMs = 7 * 86_400_000;
/** Counting 70,000 open proposals takes 130 ms: above this many, counts are shared for a while. */
const sharedFrom = 2_000;
const sharedMs = 20_000;

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

  const readAreas = async (cycleId: string): Promise<Record<string, number>> => {
    const rows = await store.readOnce((db) =>
      db
        .select({ area: tag.area, count: sql<number>`count(*)` })
        .from(proposal)
        .innerJoin(tag, eq(tag.proposalId, proposal.id))
        .where(
          and(eq(proposal.cycleId, cycleId), inArray(proposal.state, [...openStates]), conditions.counts),
        )
        .groupBy(tag.area),
    );
    return Object.fromEntries(rows.map((row) => [row.area, number(row.count)]));
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

  const read = async (cycleId: string, now: number): Promise<QueueCounts> => ({
    ...(await readOpen(cycleId, now)),
    ...(await readFew(cycleId)),
    areas: await readAreas(cycleId),
  });

  const renew = async (cycleId: string, now: number): Promise<QueueCounts> => {
    const counts = await read(cycleId, now);
    if (counts.open < sharedFrom) shared.delete(cycleId);
    else shared.set(cycleId, { at: now, counts, isRenewing: false });
    return counts;
  };

  return {
    /** Many are counted now and then: whoever asks meanwhile gets the last counts. @param now UTC ms. */
    counts: async (cycleId: string, now: number): Promise<QueueCounts> => {
      const known = shared.get(cycleId);
      if (!known) return renew(cycleId, now);
      if (Math.abs(now - known.at) >= sharedMs && !known.isRenewing) {
        known.isRenewing = true;
        setImmediate(() => {
          renew(cycleId, now).catch(() => {
            known.isRenewing = false;
          });
        });
      }
      return known.counts;
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
