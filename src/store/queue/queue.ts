/** The queue of staff: pages of proposals in order, what stands beside one, and the ids of all that match. */
import { and, asc, desc, inArray, type SQL, sql } from 'drizzle-orm';
import type { Sql } from '../sql.js';
import { createQueueCounts } from './counts.js';
import { createFilterConditions, type ProposalFilter } from './filter.js';
import { createQueueMarks } from './marks.js';

export { listedStates, openStates, type ProposalFilter } from './filter.js';

/** oldest: by promised date, the oldest first; newest: by arrival, the newest first. */
export type QueueOrder = 'oldest' | 'newest';

/** A place in the queue: the instant it is ordered by (promised, or received) and the id. */
export interface Cursor {
  readonly at: number;
  readonly id: string;
}

/** How many there are: exactly, or more than were counted. */
export interface Total {
  readonly count: number;
  readonly isMore: boolean;
}

/** Who is given a list of ids takes them to be all: no more than this many at once. */
export const mostAtOnce = 5_000;
/** Counted exactly up to here: all of what can be taken at once. */
const counted = mostAtOnce;
/** Read from the front of a view that an index counts anyway: its first pages are linked from these. */
const front = 500;

const inOrder = (order: QueueOrder) => (a: Cursor, b: Cursor) => {
  const ahead = a.at - b.at || Number(a.id > b.id) - Number(a.id < b.id);
  return order === 'oldest' ? ahead : -ahead;
};

export function createQueue(store: Sql) {
  const { proposal, tag } = store.t;
  const conditions = createFilterConditions(store);
  const marks = createQueueMarks(store);
  const counts = createQueueCounts(store, conditions);

  const instantOf = (order: QueueOrder) => (order === 'oldest' ? proposal.promisedAt : proposal.createdAt);
  const beyond = (order: QueueOrder, place: Cursor, isBack: boolean): SQL =>
    (order === 'oldest') === isBack
      ? sql`(${instantOf(order)}, ${proposal.id}) < (${place.at}, ${place.id})`
      : sql`(${instantOf(order)}, ${proposal.id}) > (${place.at}, ${place.id})`;

  /**
   * Reads of which each walks an index in order, one for each state: measured with 100,000 rows on SQLite, 0.3 ms where
   * one read over all states sorted for 43 ms. Where every row has to be looked at, one pass (30 ms, by the index 80).
   */
  const readsOf = (filter: ProposalFilter): (SQL | undefined)[] => {
    const states = conditions.statesOf(filter);
    const narrowing = conditions.narrowing(filter);
    if (conditions.readsRows(filter) || conditions.isNarrow(filter))
      return [and(narrowing, conditions.passing(filter.cycleId, states))];
    return states.map((state) =>
      and(conditions.inCycle(filter.cycleId), conditions.inState(state), narrowing),
    );
  };

  /** @param place where to begin, not included; `isBack`: towards the front of the queue, nearest first. */
  const places = async (
    filter: ProposalFilter,
    order: QueueOrder,
    limit: number,
    place?: Cursor,
    isBack = false,
  ): Promise<Cursor[]> => {
    const direction = (order === 'oldest') === isBack ? desc : asc;
    const parts = await Promise.all(
      readsOf(filter).map((wanted) =>
        store.readOnce((db) =>
          db
            .select({ id: proposal.id, at: instantOf(order) })
            .from(proposal)
            .where(and(wanted, place ? beyond(order, place, isBack) : undefined))
            .orderBy(direction(instantOf(order)), direction(proposal.id))
            .limit(limit),
        ),
      ),
    );
    const ahead = inOrder(order);
    return parts
      .flat()
      .sort((a, b) => (isBack ? ahead(b, a) : ahead(a, b)))
      .slice(0, limit);
  };

  const tagsOf = async (ids: readonly string[]) =>
    ids.length === 0
      ? []
      : store.readOnce((db) =>
          db
            .select()
            .from(tag)
            .where(inArray(tag.proposalId, [...ids])),
        );

  const rowsOf = async (ids: readonly string[]) => {
    if (ids.length === 0) return [];
    const [found, tags, marked] = await Promise.all([
      store.readOnce((db) =>
        db
          .select()
          .from(proposal)
          .where(inArray(proposal.id, [...ids])),
      ),
      tagsOf(ids),
      marks.of(ids),
    ]);
    const byId = new Map(found.map((row) => [row.id, row]));
    return ids.flatMap((id) => {
      const row = byId.get(id);
      if (!row) return [];
      return [{ ...row, tags: tags.filter((one) => one.proposalId === id), marks: marked(id) }];
    });
  };

  /** The front of a view in order, and how many there are: for most filters one pass over the proposals gives both. */
  const measure = async (filter: ProposalFilter, order: QueueOrder) => {
    const exact = await counts.byIndex(filter);
    const limit = exact === null ? counted : front;
    const found = await places(filter, order, limit + 1);
    const seen = found.slice(0, limit);
    const isWhole = found.length <= limit;
    const total: Total = { count: exact ?? seen.length, isMore: exact === null && !isWhole };
    return { seen, isWhole, total };
  };

  /** @returns one place more than fits, if there is one, and where the page before begins. */
  const cut = async (filter: ProposalFilter, order: QueueOrder, size: number, after?: Cursor) => {
    const { seen, isWhole, total } = await measure(filter, order);
    const ahead = inOrder(order);
    const found = after ? seen.findIndex((one) => ahead(one, after) > 0) : 0;
    const from = found === -1 ? seen.length : found;
    if (isWhole || from + size < seen.length) {
      const before = from > size ? (seen[from - size - 1] ?? null) : null;
      return { page: seen.slice(from, from + size + 1), before, total };
    }
    const page = await places(filter, order, size + 1, after);
    const [first] = page;
    const back = first ? await places(filter, order, size + 1, first, true) : [];
    return { page, before: back[size] ?? null, total };
  };

  return {
    tagsOf,
    ...counts,

    /** One page and how many there are; one pass over the proposals for both. */
    page: async (
      filter: ProposalFilter,
      given: { readonly order: QueueOrder; readonly size: number; readonly after?: Cursor },
    ) => {
      const { order, size, after } = given;
      const { page, before, total } = await cut(filter, order, size, after);
      const shown = page.slice(0, size);
      const last = shown.at(-1);
      return {
        rows: await rowsOf(shown.map(({ id }) => id)),
        total,
        next: page.length > size && last ? last : null,
        /** Where the page before this one begins; `cursor: null` is the first page. */
        before: after ? { cursor: before } : null,
      };
    },

    /** The first proposals of a filter, oldest promise first, without counting them. */
    list: async (filter: ProposalFilter, limit: number, after?: Cursor) => {
      const found = await places(filter, 'oldest', limit + 1, after);
      const shown = found.slice(0, limit);
      const last = shown.at(-1);
      return {
        rows: await rowsOf(shown.map(({ id }) => id)),
        next: found.length > limit ? (last ?? null) : null,
      };
    },

    /** What stands before and after one proposal in a view, also when it does not belong to it any more. */
    neighbours: async (
      filter: ProposalFilter,
      order: QueueOrder,
      row: { readonly id: string; readonly promisedAt: number; readonly createdAt: number },
    ): Promise<{ readonly previous: string | null; readonly next: string | null }> => {
      const place = { id: row.id, at: order === 'oldest' ? row.promisedAt : row.createdAt };
      const [[previous], [next]] = await Promise.all([
        places(filter, order, 1, place, true),
        places(filter, order, 1, place),
      ]);
      const ids = [previous?.id, next?.id].filter((id) => id !== undefined);
      const found = await store.readOnce((db) =>
        db.select({ id: proposal.id, code: proposal.code }).from(proposal).where(inArray(proposal.id, ids)),
      );
      const codeOf = (id: string | undefined) => found.find((one) => one.id === id)?.code ?? null;
      return { previous: codeOf(previous?.id), next: codeOf(next?.id) };
    },

    /** All that match, up to `limit`; `revision` guards what is then done to them. */
    idsOf: async (
      filter: ProposalFilter,
      limit: number = mostAtOnce,
    ): Promise<readonly { readonly id: string; readonly code: string; readonly revision: number }[]> => {
      const parts = await Promise.all(
        readsOf(filter).map((wanted) =>
          store.readOnce((db) =>
            db
              .select({
                id: proposal.id,
                code: proposal.code,
                revision: proposal.revision,
                at: proposal.promisedAt,
              })
              .from(proposal)
              .where(wanted)
              .orderBy(asc(proposal.promisedAt), asc(proposal.id))
              .limit(limit),
          ),
        ),
      );
      return parts
        .flat()
        .sort(inOrder('oldest'))
        .slice(0, limit)
        .map(({ id, code, revision }) => ({ id, code, revision }));
    },

    /** Those with these codes in one cycle; unknown and withdrawn ones are left out. */
    idsOfCodes: async (cycleId: string, codes: readonly string[]) => {
      const found = await Promise.all(
        chunksOf(codes, codesAtOnce).map((some) =>
          store.readOnce((db) =>
            db
              .select({ id: proposal.id, code: proposal.code, revision: proposal.revision })
              .from(proposal)
              .where(
                and(
                  inArray(proposal.code, [...some]),
                  sql`${proposal.cycleId} = ${cycleId} and ${proposal.state} <> 'withdrawn'`,
                ),
              ),
          ),
        ),
      );
      return found.flat();
    },
  };
}

/** SQLite takes some thousands of parameters. */
const codesAtOnce = 500;
const chunksOf = <T>(list: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(list.length / size) }, (_, index) =>
    list.slice(index * size, (index + 1) * size),
  );

export type Queue = ReturnType<typeof createQueue>;
export type ProposalRow = Awaited<ReturnType<Queue['list']>>['rows'][number];
