/** Lets answers go: one by itself in one transaction, or the next stretch of a batch that was released. */
import { and, asc, eq, sql } from 'drizzle-orm';
import type { Answer, AnswerWords } from '../../answers/answer.js';
import { planAnswer, type Tell } from '../../answers/message.js';
import { isSigned } from '../../answers/signing.js';
import { mustBe } from '../../one-of.js';
import { outcomes } from '../../proposals/proposal.js';
import { channelNamed } from '../../talk/message.js';
import type { Answers } from '../answers.js';
import { createOutboxStatements } from '../outbox/statements.js';
import { NothingTouched, once, prepared, type Sql, type Statement, value, wasKept } from '../sql.js';
import type { AnswerRows } from './rows.js';
import type { AnswerSteps } from './steps.js';

const p = sql.placeholder;

/** Whom it goes to. */
interface To {
  readonly proposalId: string;
  readonly code: string;
  readonly locale: string;
  readonly personId: string | null;
  readonly addressId: string | null;
  readonly channel: string;
}
type Leaving = AnswerWords & { readonly id: string };
interface How {
  readonly lane: 'reply' | 'bulk';
  readonly now: number;
  readonly dueAt: number;
  readonly staffId: string;
  readonly tell: Tell;
}

export function createAnswerRelease(
  store: Sql,
  newId: () => string,
  { reads }: AnswerRows,
  steps: AnswerSteps,
): Pick<Answers, 'release' | 'releaseNext'> {
  const { answer, answerBatch, proposal } = store.t;
  const outbox = createOutboxStatements(store);

  const to = {
    proposalId: proposal.id,
    code: proposal.code,
    locale: proposal.locale,
    personId: proposal.personId,
    addressId: proposal.addressId,
    channel: proposal.channel,
  };
  const findTo = prepared('answer_goes_to', (db) =>
    db
      .select(to)
      .from(proposal)
      .where(eq(proposal.id, p('id')))
      .limit(1),
  );
  const letGo = prepared('answer_release', (db) =>
    db
      .update(answer)
      .set({
        state: 'released',
        releasedAt: value('now', answer.releasedAt),
        batchId: value('batchId', answer.batchId),
        revision: sql`${answer.revision} + 1`,
      })
      .where(and(eq(answer.id, p('id')), eq(answer.revision, p('revision')), sql`${answer.state} = 'draft'`))
      .returning({ id: answer.id }),
  );
  const answered = {
    state: 'answered',
    answeredAt: value('now', proposal.answeredAt),
    revision: sql`${proposal.revision} + 1`,
  };
  const isNotWithdrawn = and(eq(proposal.id, p('id')), sql`${proposal.state} <> 'withdrawn'`);
  const close = prepared('answer_close_proposal', (db) =>
    db.update(proposal).set(answered).where(isNotWithdrawn).returning({ id: proposal.id }),
  );
  /** As it was when its answer was written, and nothing else of its answers leaving. */
  const closeSeen = prepared('answer_close_seen', (db) =>
    db
      .update(proposal)
      .set(answered)
      .where(
        and(
          isNotWithdrawn,
          sql`${proposal.sha256} = (select a.seen_sha256 from answer a where a.id = ${p('answerId')})`,
          sql`not exists (select 1 from answer a join answer_batch b on b.id = a.batch_id
            where a.id = ${p('answerId')} and b.state = 'releasing')`,
        ),
      )
      .returning({ id: proposal.id }),
  );

  const isTold = ({ personId, addressId }: To): boolean => personId !== null && addressId !== null;
  const planned = (leaving: Leaving, who: To, { lane, now, dueAt, tell }: How): Statement[] => {
    if (who.personId === null || who.addressId === null) return [];
    const message = tell(leaving, { code: who.code, locale: who.locale });
    return outbox.insert({
      id: newId(),
      planned: planAnswer({ answerId: leaving.id, proposalId: who.proposalId, message, lane, dueAt }),
      addressId: who.addressId,
      channel: channelNamed(who.channel),
      now,
      lease: null,
    });
  };
  const noted = (leaving: Leaving, who: To, { staffId, now }: How): Statement =>
    steps.audited({ staffId, now }, 'proposal.answered', who.code, {
      outcome: leaving.outcome,
      told: isTold(who),
    });

  const release: Answers['release'] = async (id, { revision, rule, tell, staffId, now }) => {
    const found: Answer | null = await reads.find(id);
    if (found?.state !== 'draft' || found.revision !== revision) return 'stale';
    if (!isSigned(found.signatures, rule)) return 'unsigned';
    const [who] = await store.read(findTo, { id: found.proposalId });
    if (!who) return 'stale';
    const how: How = { lane: 'reply', now, dueAt: now, staffId, tell };
    const done = await wasKept(store, [
      steps.raiseBatchOf(found.proposalId),
      // While the answer still stands in its batch.
      { query: closeSeen, params: { id: who.proposalId, answerId: id, now }, ifNone: 'conflict' },
      { query: letGo, params: { id, revision, now, batchId: null }, ifNone: 'conflict' },
      ...planned(found, who, how),
      noted(found, who, how),
    ]);
    return done ? { told: isTold(who) } : 'stale';
  };

  const batchById = prepared('answer_batch_leaving', (db) =>
    db
      .select({ state: answerBatch.state, releasedBy: answerBatch.releasedBy })
      .from(answerBatch)
      .where(eq(answerBatch.id, p('id')))
      .limit(1),
  );
  const nextOf = (batchId: string, size: number) =>
    store.readOnce((db) =>
      db
        .select({
          id: answer.id,
          outcome: answer.outcome,
          reason: answer.reason,
          personal: answer.personal,
          commitment: answer.commitment,
          commitmentId: answer.commitmentId,
          revision: answer.revision,
          proposalState: proposal.state,
          ...to,
        })
        .from(answer)
        .innerJoin(proposal, eq(proposal.id, answer.proposalId))
        .where(and(eq(answer.batchId, batchId), eq(answer.state, 'draft')))
        .orderBy(asc(answer.id))
        .limit(size),
    );
  const voidOne = (id: string): Statement =>
    once((db) =>
      db.update(answer).set({ state: 'void' }).where(eq(answer.id, id)).returning({ id: answer.id }),
    );
  const end = (batchId: string, now: number): Promise<boolean> =>
    wasKept(store, [
      once(
        (db) =>
          db
            .update(answerBatch)
            .set({ state: 'released' })
            .where(and(eq(answerBatch.id, batchId), eq(answerBatch.state, 'releasing')))
            .returning({ id: answerBatch.id }),
        'conflict',
      ),
      steps.audited({ staffId: 'system', now }, 'answers.batch-left', batchId),
    ]);

  const releaseNext: Answers['releaseNext'] = async (batchId, { now, dueAt, size, tell }) => {
    const [batch] = await store.read(batchById, { id: batchId });
    if (batch?.state !== 'releasing') return { answers: 0, done: true, ms: 0 };
    const began = performance.now();
    const rows = await nextOf(batchId, size);
    if (rows.length === 0) {
      await end(batchId, now);
      return { answers: 0, done: true, ms: performance.now() - began };
    }
    const how: How = { lane: 'bulk', now, dueAt, staffId: batch.releasedBy ?? 'system', tell };
    const statements = rows.flatMap(({ outcome, revision, proposalState, ...row }): Statement[] => {
      // Withdrawn, or erased, in the moments since.
      if (proposalState === 'withdrawn') return [voidOne(row.id)];
      const leaving: Leaving = { ...row, outcome: mustBe(outcomes, outcome) };
      return [
        { query: letGo, params: { id: row.id, revision, now, batchId }, ifNone: 'conflict' },
        { query: close, params: { id: row.proposalId, now } },
        ...planned(leaving, row, how),
        noted(leaving, row, how),
      ];
    });
    try {
      await store.write(statements);
    } catch (error) {
      // Another process took this stretch, or one of them was withdrawn at this moment: looked at again.
      if (!(error instanceof NothingTouched)) throw error;
      return { answers: 0, done: false, ms: performance.now() - began };
    }
    return { answers: rows.length, done: false, ms: performance.now() - began };
  };

  return { release, releaseNext };
}
