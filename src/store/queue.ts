/** The queue of staff: pages of proposals by promised date, and how many wait in each area. */
import { and, asc, eq, inArray, like, or, type SQL, sql } from 'drizzle-orm';
import { proposalStates } from '../proposals/proposal.js';
import { fold } from '../text/fold.js';
import type { Sql } from './sql.js';

export interface ProposalFilter {
  /** Absent: all states. */
  readonly states?: readonly string[];
  readonly area?: string;
  /** INEI code of a department. */
  readonly department?: string;
  readonly locale?: string;
  /** Accents and case do not matter. */
  readonly search?: string;
}

/** Where the next page begins: promised date and id of the last row shown. */
export interface Cursor {
  readonly promisedAt: number;
  readonly id: string;
}

/** Still owed an answer. */
export const openStates = ['received', 'in-review'] as const;

/** Counting 40,000 open proposals takes 90 ms: above this many, counts are shared for a while. */
const sharedFrom = 2_000;
const sharedMs = 20_000;

const wordsOf = (search: string): string[] =>
  fold(search)
    .replace(/[%_\\]/g, ' ')
    .split(/\s+/)
    .filter(Boolean);

const inOrder = (a: Cursor, b: Cursor): number => a.promisedAt - b.promisedAt || (a.id < b.id ? -1 : 1);

export function createQueue(store: Sql) {
  const { proposal, tag } = store.t;
  let shared: { readonly at: number; readonly counts: Readonly<Record<string, number>> } | null = null;

  /** The tags that count: confirmed by staff, else chosen by the author, else suggested. */
  const counts = sql`(${tag.origin} = 'confirmed'
    or (${tag.origin} = 'chosen' and not exists (
      select 1 from ${tag} best where best.proposal_id = ${proposal.id} and best.origin = 'confirmed'))
    or (${tag.origin} = 'suggested' and not exists (
      select 1 from ${tag} best where best.proposal_id = ${proposal.id} and best.origin <> 'suggested')))`;
  const hasArea = (area: string): SQL =>
    sql`exists (select 1 from ${tag} where ${tag.proposalId} = ${proposal.id} and ${tag.area} = ${area} and ${counts})`;

  const matches = (search: string): (SQL | undefined)[] =>
    wordsOf(search).map((word) =>
      or(like(proposal.folded, `%${word}%`), like(proposal.code, `%${word.toUpperCase()}%`)),
    );
  const conditions = (filter: ProposalFilter): (SQL | undefined)[] => [
    filter.locale ? eq(proposal.locale, filter.locale) : undefined,
    filter.department ? like(proposal.place, `${filter.department.slice(0, 2)}%`) : undefined,
    filter.area ? hasArea(filter.area) : undefined,
    ...(filter.search ? matches(filter.search) : []),
  ];

  const tagsOf = async (ids: readonly string[]) =>
    ids.length === 0
      ? []
      : store.readOnce((db) =>
          db
            .select()
            .from(tag)
            .where(inArray(tag.proposalId, [...ids])),
        );

  return {
    tagsOf,

    list: async (filter: ProposalFilter, limit: number, after?: Cursor) => {
      const later = after
        ? sql`(${proposal.promisedAt}, ${proposal.id}) > (${after.promisedAt}, ${after.id})`
        : undefined;
      // One read for each state, so that each walks its part of the index in order:
      // measured with 100,000 rows on SQLite, 0.3 ms where one read over all states sorted for 43 ms.
      const parts = await Promise.all(
        (filter.states ?? proposalStates).map((state) =>
          store.readOnce((db) =>
            db
              .select()
              .from(proposal)
              .where(and(eq(proposal.state, state), later, ...conditions(filter)))
              .orderBy(asc(proposal.promisedAt), asc(proposal.id))
              .limit(limit + 1),
          ),
        ),
      );
      const rows = parts.flat().sort(inOrder);
      const shown = rows.slice(0, limit);
      const tags = await tagsOf(shown.map((row) => row.id));
      const last = shown.at(-1);
      return {
        rows: shown.map((row) => ({ ...row, tags: tags.filter((one) => one.proposalId === row.id) })),
        next: rows.length > limit && last ? { promisedAt: last.promisedAt, id: last.id } : null,
      };
    },

    countByState: async (): Promise<Record<string, number>> => {
      const rows = await store.readOnce((db) =>
        db
          .select({ state: proposal.state, count: sql<number>`count(*)` })
          .from(proposal)
          .groupBy(proposal.state),
      );
      return Object.fromEntries(rows.map((row) => [row.state, Number(row.count)]));
    },

    /** How many open proposals each area has; one with two areas counts in both. @param now UTC ms. */
    countOpenByArea: async (now: number): Promise<Readonly<Record<string, number>>> => {
      if (shared && Math.abs(now - shared.at) < sharedMs) return shared.counts;
      const rows = await store.readOnce((db) =>
        db
          .select({ area: tag.area, count: sql<number>`count(*)` })
          .from(proposal)
          .innerJoin(tag, eq(tag.proposalId, proposal.id))
          .where(and(inArray(proposal.state, [...openStates]), counts))
          .groupBy(tag.area),
      );
      const found = Object.fromEntries(rows.map((row) => [row.area, Number(row.count)]));
      const total = Object.values(found).reduce((sum, count) => sum + count, 0);
      shared = total < sharedFrom ? null : { at: now, counts: found };
      return found;
    },
  };
}

export type Queue = ReturnType<typeof createQueue>;
export type ProposalRow = Awaited<ReturnType<Queue['list']>>['rows'][number];
