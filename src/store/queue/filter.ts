/** What the queue can be narrowed to, as conditions of a query. */
import { and, eq, gte, inArray, isNotNull, isNull, like, lt, type SQL, sql } from 'drizzle-orm';
import { termsOf } from '../../text/searchable.js';
import type { Sql } from '../sql.js';

export interface ProposalFilter {
  readonly cycleId: string;
  /** Absent: all but those withdrawn, whose words are gone. */
  readonly states?: readonly string[];
  /** `none`: what staff said is not a proposal. */
  readonly area?: string;
  /** INEI code of a department; `country`: no place was named. */
  readonly department?: string;
  readonly locale?: string;
  /** Words that must all be there, or letters of a code; see `searchable`. */
  readonly search?: string;
  /** Null: nobody. */
  readonly assigneeId?: string | null;
  /** Null: none is named. */
  readonly institutionId?: string | null;
  /** Received at these instants, UTC ms; `until` is not part of it. */
  readonly received?: { readonly from: number; readonly until: number | null };
  /** Answer promised before this instant. */
  readonly promisedBefore?: number;
  /** A question of staff waits for its author. */
  readonly asked?: boolean;
  /** An answer is written and not released. */
  readonly drafted?: boolean;
  /** Id of a joint idea, or whether it is part of any. */
  readonly joint?: string | true;
  /** Outcome of its answer. */
  readonly outcome?: string;
  /** Its author objected to the areas, and nobody dealt with it yet. */
  readonly objected?: boolean;
  /** Its author disagreed with the answer, and nobody dealt with it yet. */
  readonly disagreed?: boolean;
}

/** Still owed an answer. */
export const openStates = ['received', 'in-review'] as const;
/** Withdrawn ones have no words to list. */
export const listedStates = ['received', 'in-review', 'answered'] as const;

export type FilterConditions = ReturnType<typeof createFilterConditions>;

export function createFilterConditions(store: Sql) {
  const { proposal, tag, answer, objection, answerReply } = store.t;

  /** The tags that count: confirmed by staff, else chosen by the author, else suggested. */
  const counts = sql`(${tag.origin} = 'confirmed'
    or (${tag.origin} = 'chosen' and not exists (
      select 1 from ${tag} best where best.proposal_id = ${proposal.id} and best.origin = 'confirmed'))
    or (${tag.origin} = 'suggested' and not exists (
      select 1 from ${tag} best where best.proposal_id = ${proposal.id} and best.origin <> 'suggested')))`;
  const hasArea = (area: string): SQL =>
    sql`exists (select 1 from ${tag} where ${tag.proposalId} = ${proposal.id} and ${tag.area} = ${area} and ${counts})`;
  const hasOutcome = (outcome: string): SQL =>
    sql`exists (select 1 from ${answer} where ${answer.proposalId} = ${proposal.id} and ${answer.outcome} = ${outcome}
      and ${answer.state} = 'released' and not exists (select 1 from ${answer} later
        where later.proposal_id = ${proposal.id} and later.released_at > ${answer.releasedAt}))`;
  // Few rows each, found by their own index: as a list they are asked once, not for every proposal.
  const drafted = sql`${proposal.id} in (select ${answer.proposalId} from ${answer} where ${answer.state} = 'draft')`;
  const objected = sql`${proposal.id} in
    (select ${objection.proposalId} from ${objection} where ${objection.resolvedAt} is null)`;
  const disagreed = sql`${proposal.id} in (select ${answerReply.proposalId} from ${answerReply}
    where ${answerReply.seenAt} is null and ${answerReply.kind} = 'disagreed')`;

  const belongs = (column: typeof proposal.assigneeId | typeof proposal.institutionId, id: string | null) =>
    id === null ? isNull(column) : eq(column, id);
  const inDepartment = (code: string): SQL =>
    code === 'country' ? isNull(proposal.place) : like(proposal.place, `${code.slice(0, 2)}%`);

  /** What needs the row of the proposal itself. */
  const ofRow = (filter: ProposalFilter): (SQL | undefined)[] => [
    filter.locale ? eq(proposal.locale, filter.locale) : undefined,
    filter.department ? inDepartment(filter.department) : undefined,
    filter.assigneeId === null ? isNull(proposal.assigneeId) : undefined,
    filter.institutionId === null ? isNull(proposal.institutionId) : undefined,
    filter.received ? gte(proposal.createdAt, filter.received.from) : undefined,
    filter.received?.until ? lt(proposal.createdAt, filter.received.until) : undefined,
    ...(filter.search ? termsOf(filter.search).map((word) => like(proposal.folded, `%${word}%`)) : []),
  ];
  /** What an index answers. */
  const ofIndexes = (filter: ProposalFilter): (SQL | undefined)[] => [
    filter.promisedBefore === undefined ? undefined : lt(proposal.promisedAt, filter.promisedBefore),
    filter.assigneeId ? belongs(proposal.assigneeId, filter.assigneeId) : undefined,
    filter.institutionId ? belongs(proposal.institutionId, filter.institutionId) : undefined,
    filter.asked ? isNotNull(proposal.askedAt) : undefined,
    filter.joint === true ? isNotNull(proposal.jointId) : undefined,
    typeof filter.joint === 'string' ? eq(proposal.jointId, filter.joint) : undefined,
    filter.area ? hasArea(filter.area) : undefined,
    filter.drafted ? drafted : undefined,
    filter.objected ? objected : undefined,
    filter.disagreed ? disagreed : undefined,
    filter.outcome ? hasOutcome(filter.outcome) : undefined,
  ];

  return {
    counts,
    /** Every row has to be looked at: then in one pass over the table, not by an index and back again. */
    readsRows: (filter: ProposalFilter): boolean => ofRow(filter).some((one) => one !== undefined),
    /** Some index of its own leads to few rows. */
    isNarrow: (filter: ProposalFilter): boolean =>
      Boolean(filter.assigneeId || filter.institutionId || filter.asked || filter.joint),
    /** The whole filter but cycle and state; what few rows pass comes first (SQLite asks in this order: a quarter less). */
    narrowing: (filter: ProposalFilter): SQL | undefined => and(...ofRow(filter), ...ofIndexes(filter)),
    statesOf: (filter: ProposalFilter): readonly string[] =>
      (filter.states ?? listedStates).filter((state) => state !== 'withdrawn'),
    inState: (state: string): SQL => eq(proposal.state, state),
    inCycle: (cycleId: string): SQL => eq(proposal.cycleId, cycleId),
    /** The same without its index: a pass over all rows is quicker than going by the index and back to each row. */
    passing: (cycleId: string, states: readonly string[]): SQL | undefined =>
      and(sql`${proposal.cycleId} || '' = ${cycleId}`, inArray(sql`${proposal.state} || ''`, [...states])),
  };
}
