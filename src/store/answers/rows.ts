/** Rows of `answer`, as the domain knows them, with whose signatures stand on their present words. */
import { and, asc, desc, eq, inArray, lt, ne, type SQL, sql } from 'drizzle-orm';
import { type Answer, answerStates } from '../../answers/answer.js';
import { keyOfReason } from '../../answers/words.js';
import { mustBe } from '../../one-of.js';
import { outcomes } from '../../proposals/proposal.js';
import type { AnswerFilter, Answers } from '../answers.js';
import { isPlainly, prepared, type Sql } from '../sql.js';

const p = sql.placeholder;

/** Ids in one query: SQLite takes 32,766 parameters, PostgreSQL 65,535. */
const chunkSize = 2_000;

/** Reads for many ids, some at a time. */
export async function inChunks<Id, Row>(
  ids: readonly Id[],
  read: (chunk: Id[]) => Promise<readonly Row[]>,
): Promise<Row[]> {
  const rows: Row[] = [];
  for (let at = 0; at < ids.length; at += chunkSize)
    for (const row of await read(ids.slice(at, at + chunkSize))) rows.push(row);
  return rows;
}

export function createAnswerRows(store: Sql) {
  const { answer, proposal, signature, staff } = store.t;

  const columns = {
    id: answer.id,
    proposalId: answer.proposalId,
    code: proposal.code,
    outcome: answer.outcome,
    reason: answer.reason,
    personal: answer.personal,
    commitment: answer.commitment,
    commitmentId: answer.commitmentId,
    state: answer.state,
    hash: answer.hash,
    revision: answer.revision,
    batchId: answer.batchId,
    staffId: answer.staffId,
    by: staff.name,
    createdAt: answer.createdAt,
    releasedAt: answer.releasedAt,
  };
  type Row = Omit<Answer, 'outcome' | 'state' | 'signatures'> & {
    readonly outcome: string;
    readonly state: string;
  };

  const signaturesOf = (ids: readonly string[]) =>
    inChunks(ids, (chunk) =>
      store.readOnce((db) =>
        db
          .select({
            answerId: signature.answerId,
            staffId: signature.staffId,
            name: sql<string>`coalesce(${staff.name}, '')`,
            sector: signature.sector,
            at: signature.at,
          })
          .from(signature)
          .innerJoin(answer, and(eq(answer.id, signature.answerId), eq(answer.hash, signature.hash)))
          .leftJoin(staff, eq(staff.id, signature.staffId))
          .where(inArray(signature.answerId, chunk))
          .orderBy(asc(signature.at), asc(signature.staffId)),
      ),
    );
  const withSignatures = async (rows: readonly Row[]): Promise<Answer[]> => {
    const all = rows.length === 0 ? [] : await signaturesOf(rows.map(({ id }) => id));
    const of = new Map<string, Omit<(typeof all)[number], 'answerId'>[]>();
    for (const { answerId, ...one } of all) of.set(answerId, [...(of.get(answerId) ?? []), one]);
    return rows.map((row) => ({
      ...row,
      outcome: mustBe(outcomes, row.outcome),
      state: mustBe(answerStates, row.state),
      signatures: of.get(row.id) ?? [],
    }));
  };

  const where = async (condition: SQL | undefined, limit: number): Promise<Answer[]> =>
    withSignatures(
      await store.readOnce((db) =>
        db
          .select(columns)
          .from(answer)
          .innerJoin(proposal, eq(proposal.id, answer.proposalId))
          .leftJoin(staff, eq(staff.id, answer.staffId))
          .where(condition)
          .orderBy(desc(answer.id))
          .limit(limit),
      ),
    );

  const conditions = ({ cycleId, drafts, unsignedBy, batchId }: AnswerFilter): SQL | undefined =>
    and(
      isPlainly(proposal.cycleId, cycleId),
      // As the index has it, or SQLite walks all answers.
      drafts ? sql`${answer.state} = 'draft'` : sql`${answer.state} = 'released'`,
      batchId === undefined ? undefined : eq(answer.batchId, batchId),
      unsignedBy === undefined
        ? undefined
        : sql`not exists (select 1 from signature s where s.answer_id = ${answer.id} and s.hash = ${answer.hash}
            and s.sector = ${unsignedBy})`,
    );

  const sameReason = prepared('answer_same_reason', (db) =>
    db
      .select({ code: proposal.code })
      .from(answer)
      .innerJoin(proposal, eq(proposal.id, answer.proposalId))
      .where(
        and(
          eq(answer.reasonKey, p('key')),
          sql`${answer.reasonKey} is not null`,
          inArray(answer.state, ['draft', 'released']),
          eq(proposal.cycleId, p('cycleId')),
          ne(proposal.id, p('proposalId')),
        ),
      )
      .limit(1),
  );

  const reads: Pick<Answers, 'find' | 'ofProposal' | 'draftOf' | 'list' | 'count' | 'reasonUsed'> = {
    find: async (id) => (await where(eq(answer.id, id), 1))[0] ?? null,
    ofProposal: (proposalId) => where(eq(answer.proposalId, proposalId), 1_000),
    draftOf: async (proposalId) =>
      (await where(and(eq(answer.proposalId, proposalId), sql`${answer.state} = 'draft'`), 1))[0] ?? null,
    list: (filter, limit, after) =>
      where(and(conditions(filter), after === undefined ? undefined : lt(answer.id, after)), limit),
    count: async (filter) => {
      const [row] = await store.readOnce((db) =>
        db
          .select({ count: sql<number>`count(*)` })
          .from(answer)
          .innerJoin(proposal, eq(proposal.id, answer.proposalId))
          .where(conditions(filter)),
      );
      return Number(row?.count ?? 0);
    },
    reasonUsed: async ({ cycleId, reason, proposalId }) =>
      (await store.read(sameReason, { key: keyOfReason(reason), cycleId, proposalId }))[0]?.code ?? null,
  };

  return {
    reads,
    /** Those of these ids, in no order. */
    byIds: async (ids: readonly string[]): Promise<Answer[]> => {
      const rows = await inChunks(ids, (chunk) =>
        store.readOnce((db) =>
          db
            .select(columns)
            .from(answer)
            .innerJoin(proposal, eq(proposal.id, answer.proposalId))
            .leftJoin(staff, eq(staff.id, answer.staffId))
            .where(inArray(answer.id, chunk)),
        ),
      );
      return withSignatures(rows);
    },
  };
}

export type AnswerRows = ReturnType<typeof createAnswerRows>;
