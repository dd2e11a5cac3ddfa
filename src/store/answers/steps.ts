/** Steps that writes of answers are made of: guards, revisions, audit. Prepared, since a bulk answer takes each 5,000 times. */
import { and, eq, sql } from 'drizzle-orm';
import { createAudited } from '../audit.js';
import { once, prepared, type Sql, type Statement, value } from '../sql.js';

const p = sql.placeholder;

export function createAnswerSteps(store: Sql, newId: () => string) {
  const { answer, answerBatch, proposal } = store.t;

  /** What leaves is not changed any more; nor is what was withdrawn. */
  const isOpen = sql`${proposal.state} <> 'withdrawn' and not exists (
    select 1 from answer d join answer_batch b on b.id = d.batch_id
    where d.proposal_id = ${proposal.id} and d.state = 'draft' and b.state = 'releasing')`;
  const takeProposal = prepared('answer_take_proposal', (db) =>
    db
      .update(proposal)
      .set({
        revision: sql`${proposal.revision} + 1`,
        state: sql`case when ${proposal.state} = 'received' then 'in-review' else ${proposal.state} end`,
      })
      .where(and(eq(proposal.id, p('id')), eq(proposal.revision, p('revision')), isOpen))
      .returning({ id: proposal.id }),
  );
  const voidOthers = prepared('answer_void_others', (db) =>
    db
      .update(answer)
      .set({ state: 'void' })
      .where(
        and(
          eq(answer.proposalId, p('proposalId')),
          sql`${answer.state} = 'draft'`,
          sql`${answer.id} <> ${p('id')}`,
        ),
      )
      .returning({ id: answer.id }),
  );
  const insertDraft = prepared('answer_insert', (db) =>
    db
      .insert(answer)
      .values({
        id: p('id'),
        proposalId: p('proposalId'),
        outcome: p('outcome'),
        reason: p('reason'),
        personal: p('personal'),
        commitment: p('commitment'),
        commitmentId: p('commitmentId'),
        state: 'draft',
        hash: p('hash'),
        seenSha256: p('seenSha256'),
        reasonKey: p('reasonKey'),
        revision: 1,
        batchId: p('batchId'),
        staffId: p('staffId'),
        createdAt: p('now'),
        releasedAt: null,
      })
      .returning({ id: answer.id }),
  );
  const changeDraft = prepared('answer_change', (db) =>
    db
      .update(answer)
      .set({
        outcome: value('outcome', answer.outcome),
        reason: value('reason', answer.reason),
        personal: value('personal', answer.personal),
        commitment: value('commitment', answer.commitment),
        commitmentId: value('commitmentId', answer.commitmentId),
        hash: value('hash', answer.hash),
        seenSha256: value('seenSha256', answer.seenSha256),
        reasonKey: value('reasonKey', answer.reasonKey),
        staffId: value('staffId', answer.staffId),
        revision: sql`${answer.revision} + 1`,
      })
      .where(
        and(eq(answer.id, p('id')), eq(answer.proposalId, p('proposalId')), sql`${answer.state} = 'draft'`),
      )
      .returning({ id: answer.id }),
  );

  return {
    audited: createAudited(store, newId),
    /** Refuses what changed since it was seen, was withdrawn, or has an answer that leaves. */
    takeProposal: (id: string, revision: number): Statement => ({
      query: takeProposal,
      params: { id, revision },
      ifNone: 'conflict',
    }),
    voidOthers: (proposalId: string, id: string): Statement => ({
      query: voidOthers,
      params: { proposalId, id },
    }),
    insertDraft: (params: Statement['params']): Statement => ({ query: insertDraft, params }),
    changeDraft: (params: Statement['params']): Statement => ({
      query: changeDraft,
      params,
      ifNone: 'conflict',
    }),
    /** Whoever looks at the batch of a proposal's draft sees that something in it changed. */
    raiseBatchOf: (proposalId: string): Statement =>
      once((db) =>
        db
          .update(answerBatch)
          .set({ revision: sql`${answerBatch.revision} + 1` })
          .where(
            sql`${answerBatch.id} in (select d.batch_id from answer d where d.proposal_id = ${proposalId} and d.state = 'draft')`,
          )
          .returning({ id: answerBatch.id }),
      ),
    /** Refuses a batch that is not open any more. */
    raiseBatch: (id: string): Statement =>
      once(
        (db) =>
          db
            .update(answerBatch)
            .set({ revision: sql`${answerBatch.revision} + 1` })
            .where(and(eq(answerBatch.id, id), eq(answerBatch.state, 'open')))
            .returning({ id: answerBatch.id }),
        'conflict',
      ),
    /** A condition on `answer`: its batch has not been released. */
    isNotLeaving: sql`not exists (select 1 from answer_batch b where b.id = ${answer.batchId} and b.state = 'releasing')`,
  };
}

export type AnswerSteps = ReturnType<typeof createAnswerSteps>;
