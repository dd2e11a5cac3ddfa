/** Batches of answers: made, filled, cancelled, and released by one write that looks at everything in them. */
import { and, desc, eq, inArray, sql } from 'drizzle-orm';
import { type Batch, batchStates, type SigningRule } from '../../answers/answer.js';
import { mustBe } from '../../one-of.js';
import type { Answers } from '../answers.js';
import { once, prepared, type Sql, type Statement, value, wasKept } from '../sql.js';
import { inChunks } from './rows.js';
import type { AnswerSteps } from './steps.js';

const p = sql.placeholder;

/** On the answer `a`: two people, one of each sector, on its present words. */
const bothSigned = sql`exists (
  select 1 from signature g join signature c on c.answer_id = g.answer_id
  where g.answer_id = a.id and g.hash = a.hash and g.sector = 'government'
    and c.hash = a.hash and c.sector = 'civil-society' and c.staff_id <> g.staff_id)`;

export function createAnswerBatches(
  store: Sql,
  newId: () => string,
  steps: AnswerSteps,
): Pick<
  Answers,
  'batches' | 'batch' | 'createBatch' | 'cancelBatch' | 'move' | 'releaseBatch' | 'staleIn' | 'releasing'
> {
  const { answer, answerBatch, proposal, cycle } = store.t;

  const ofBatch = sql`a.batch_id = ${answerBatch.id}`;
  const drafts = sql`from answer a where ${ofBatch} and a.state = 'draft'`;
  const rule = sql`(select c.signing from cycle c where c.id = ${answerBatch.cycleId})`;
  const number = (query: ReturnType<typeof sql>) => sql<number>`(${query})`.mapWith(Number);
  const columns = {
    id: answerBatch.id,
    cycleId: answerBatch.cycleId,
    title: answerBatch.title,
    state: answerBatch.state,
    revision: answerBatch.revision,
    createdBy: answerBatch.createdBy,
    createdAt: answerBatch.createdAt,
    releasedBy: answerBatch.releasedBy,
    releasedAt: answerBatch.releasedAt,
    drafts: number(sql`select count(*) ${drafts}`),
    released: number(sql`select count(*) from answer a where ${ofBatch} and a.state = 'released'`),
    // Whatever was released had been signed.
    unsigned: number(sql`select case when ${answerBatch.state} <> 'open' or ${rule} = 'none' then 0
      else (select count(*) ${drafts} and not ${bothSigned}) end`),
  };
  type Row = Omit<Batch, 'state' | 'answers' | 'signed'> & {
    readonly state: string;
    readonly drafts: number;
    readonly unsigned: number;
  };
  const toBatch = ({ drafts: open, unsigned, ...row }: Row): Batch => ({
    ...row,
    state: mustBe(batchStates, row.state),
    answers: open + row.released,
    signed: open + row.released - unsigned,
  });
  const find = async (id: string): Promise<Batch | null> => {
    const [row] = await store.readOnce((db) =>
      db.select(columns).from(answerBatch).where(eq(answerBatch.id, id)).limit(1),
    );
    return row ? toBatch(row) : null;
  };

  /** On the proposal `p` of the draft `a`: not as it was when the answer was written. */
  const isStale = sql`(p.state = 'withdrawn' or p.sha256 <> a.seen_sha256)`;
  const stale = prepared('answer_batch_stale', (db) =>
    db
      .select({ code: proposal.code })
      .from(answer)
      .innerJoin(proposal, eq(proposal.id, answer.proposalId))
      .where(
        and(
          eq(answer.batchId, p('batchId')),
          sql`${answer.batchId} is not null`,
          eq(answer.state, 'draft'),
          sql`(${proposal.state} = 'withdrawn' or ${proposal.sha256} <> ${answer.seenSha256})`,
        ),
      )
      .orderBy(proposal.code),
  );
  const running = prepared('answer_batch_releasing', (db) =>
    db
      .select({ id: answerBatch.id, wording: cycle.wording })
      .from(answerBatch)
      .leftJoin(cycle, eq(cycle.id, answerBatch.cycleId))
      .where(eq(answerBatch.state, 'releasing'))
      .orderBy(answerBatch.releasedAt, answerBatch.id),
  );
  const staleIn = async (batchId: string) => (await store.read(stale, { batchId })).map(({ code }) => code);

  /** Everything the decision rests on, looked at in the write itself. */
  const mayLeave = (expected: number, rule: SigningRule) =>
    and(
      sql`(select count(*) ${drafts}) = ${expected}`,
      sql`not exists (select 1 from answer a join proposal p on p.id = a.proposal_id
        where ${ofBatch} and a.state = 'draft' and ${isStale})`,
      rule === 'none' ? undefined : sql`not exists (select 1 ${drafts} and not ${bothSigned})`,
    );

  const releaseBatch: Answers['releaseBatch'] = async (id, options) => {
    const { revision, expected, rule, staffId, now } = options;
    const seen = await find(id);
    if (!seen) return 'stale';
    // The button was pressed twice.
    if (seen.state !== 'open')
      return seen.releasedBy === staffId && seen.revision === revision + 1 ? 'kept' : 'stale';
    if (seen.revision !== revision) return 'stale';
    if (seen.answers !== expected || expected === 0) return 'count';
    if (rule !== 'none' && seen.signed < seen.answers) return 'unsigned';
    const done = await wasKept(store, [
      once(
        (db) =>
          db
            .update(answerBatch)
            .set({ state: 'releasing', revision: revision + 1, releasedBy: staffId, releasedAt: now })
            .where(
              and(
                eq(answerBatch.id, id),
                eq(answerBatch.revision, revision),
                eq(answerBatch.state, 'open'),
                mayLeave(expected, rule),
              ),
            )
            .returning({ id: answerBatch.id }),
        'conflict',
      ),
      steps.audited({ staffId, now }, 'answers.batch-released', id, { count: expected }),
    ]);
    return done ? 'kept' : 'stale';
  };

  const isFree = and(eq(answer.id, p('id')), sql`${answer.state} = 'draft'`, steps.isNotLeaving);
  const moveOut = prepared('answer_move_out', (db) =>
    db.update(answer).set({ batchId: null }).where(isFree).returning({ id: answer.id }),
  );
  const moveIn = prepared('answer_move_in', (db) =>
    db
      .update(answer)
      .set({ batchId: value('batchId', answer.batchId) })
      .where(
        and(
          isFree,
          sql`(select p.cycle_id from proposal p where p.id = ${answer.proposalId}) =
            (select b.cycle_id from answer_batch b where b.id = ${p('batchId')})`,
        ),
      )
      .returning({ id: answer.id }),
  );
  /** Whoever looks at a batch that one of these stands in sees that something is missing. */
  const raiseBatchesOf = (answerIds: readonly string[]): Statement =>
    once((db) =>
      db
        .update(answerBatch)
        .set({ revision: sql`${answerBatch.revision} + 1` })
        .where(
          and(
            inArray(
              answerBatch.id,
              db
                .select({ id: sql<string>`${answer.batchId}` })
                .from(answer)
                .where(inArray(answer.id, [...answerIds])),
            ),
            eq(answerBatch.state, 'open'),
          ),
        )
        .returning({ id: answerBatch.id }),
    );

  const move: Answers['move'] = async (answerIds, batchId, { staffId, now }) => {
    const chunks = await inChunks(answerIds, async (chunk) => [chunk]);
    const done = await wasKept(store, [
      ...(batchId === null ? [] : [steps.raiseBatch(batchId)]),
      ...chunks.map(raiseBatchesOf),
      ...answerIds.map(
        (id): Statement => ({
          query: batchId === null ? moveOut : moveIn,
          params: batchId === null ? { id } : { id, batchId },
          ifNone: 'conflict',
        }),
      ),
      steps.audited({ staffId, now }, 'answers.moved', batchId ?? 'none', { count: answerIds.length }),
    ]);
    return done ? 'kept' : 'stale';
  };

  return {
    batch: find,
    batches: async (cycleId) => {
      const rows = await store.readOnce((db) =>
        db
          .select(columns)
          .from(answerBatch)
          .where(eq(answerBatch.cycleId, cycleId))
          .orderBy(desc(answerBatch.id)),
      );
      return rows.map(toBatch);
    },
    createBatch: async ({ cycleId, title, staffId, now, id = newId() }) => {
      const row = { id, cycleId, title, state: 'open', revision: 1, createdBy: staffId, createdAt: now };
      // False: it was made already.
      await wasKept(store, [
        once(
          (db) => db.insert(answerBatch).values(row).onConflictDoNothing().returning({ id: answerBatch.id }),
          'duplicate',
        ),
        steps.audited({ staffId, now }, 'answers.batch-made', id),
      ]);
      return id;
    },
    cancelBatch: async (id, { revision, drafts: what, staffId, now }) => {
      const own = and(eq(answer.batchId, id), eq(answer.state, 'draft'));
      const done = await wasKept(store, [
        once(
          (db) =>
            db
              .update(answerBatch)
              .set({ state: 'cancelled', revision: revision + 1 })
              .where(
                and(
                  eq(answerBatch.id, id),
                  eq(answerBatch.revision, revision),
                  eq(answerBatch.state, 'open'),
                ),
              )
              .returning({ id: answerBatch.id }),
          'conflict',
        ),
        once((db) =>
          db
            .update(answer)
            .set(what === 'keep' ? { batchId: null } : { state: 'void' })
            .where(own)
            .returning({ id: answer.id }),
        ),
        steps.audited({ staffId, now }, 'answers.batch-cancelled', id, { drafts: what }),
      ]);
      return done ? 'kept' : 'stale';
    },
    move,
    releaseBatch,
    staleIn,
    releasing: async () =>
      (await store.read(running)).map(({ id, wording }) => ({ id, wording: wording ?? {} })),
  };
}
