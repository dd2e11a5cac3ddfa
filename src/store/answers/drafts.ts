/** Writes drafts of answers, one or many at once; whoever was second changes nothing. */
import { and, eq, inArray, sql } from 'drizzle-orm';
import type { AnswerWords } from '../../answers/answer.js';
import { hashOf, reasonKeyOf } from '../../answers/words.js';
import type { Answers } from '../answers.js';
import { isDuplicate, once, type Sql, type Statement, wasKept } from '../sql.js';
import { type AnswerRows, inChunks } from './rows.js';
import type { AnswerSteps } from './steps.js';

export function createAnswerDrafts(
  store: Sql,
  newId: () => string,
  { reads }: AnswerRows,
  steps: AnswerSteps,
): Pick<Answers, 'saveDraft' | 'discard' | 'draftMany'> {
  const { answer, answerBatch, proposal } = store.t;

  const keptUnlessTwice = async (statements: readonly Statement[]): Promise<boolean> => {
    try {
      return await wasKept(store, statements);
    } catch (error) {
      if (isDuplicate(error)) return false;
      throw error;
    }
  };
  const columnsOf = (code: string, words: AnswerWords) => ({
    ...words,
    hash: hashOf(code, words),
    reasonKey: reasonKeyOf(words),
  });
  /** As the proposals stand now; those of other cycles are not among them. */
  const standing = (ids: readonly string[], cycleId?: string) =>
    inChunks(ids, (chunk) =>
      store.readOnce((db) =>
        db
          .select({
            id: proposal.id,
            code: proposal.code,
            revision: proposal.revision,
            state: proposal.state,
            sha256: proposal.sha256,
            draftId: answer.id,
            draftHash: answer.hash,
            draftBatch: answer.batchId,
            batchState: answerBatch.state,
          })
          .from(proposal)
          .leftJoin(answer, and(eq(answer.proposalId, proposal.id), sql`${answer.state} = 'draft'`))
          .leftJoin(answerBatch, eq(answerBatch.id, answer.batchId))
          .where(
            and(
              inArray(proposal.id, chunk),
              cycleId === undefined ? undefined : eq(proposal.cycleId, cycleId),
            ),
          ),
      ),
    );

  const saveDraft: Answers['saveDraft'] = async (options) => {
    const { id, proposalId, revision, code, words, staffId, now } = options;
    const [seen] = await standing([proposalId]);
    if (!seen) return 'stale';
    const columns = columnsOf(code, words);
    const before = await reads.find(id);
    const params = { id, proposalId, seenSha256: seen.sha256, staffId, ...columns };
    const done = await keptUnlessTwice([
      steps.takeProposal(proposalId, revision),
      steps.raiseBatchOf(proposalId),
      steps.voidOthers(proposalId, id),
      before ? steps.changeDraft(params) : steps.insertDraft({ ...params, batchId: null, now }),
      steps.audited({ staffId, now }, 'answer.drafted', code, { outcome: words.outcome }),
    ]);
    if (done) return 'kept';
    // The button was pressed twice.
    const stands = await reads.find(id);
    return stands && stands.state !== 'void' && stands.hash === columns.hash ? 'kept' : 'stale';
  };

  const discard: Answers['discard'] = async (id, { revision, staffId, now }) => {
    const found = await reads.find(id);
    if (!found) return 'stale';
    const done = await wasKept(store, [
      once((db) =>
        db
          .update(proposal)
          .set({ revision: sql`${proposal.revision} + 1` })
          .where(eq(proposal.id, found.proposalId))
          .returning({ id: proposal.id }),
      ),
      steps.raiseBatchOf(found.proposalId),
      once(
        (db) =>
          db
            .update(answer)
            .set({ state: 'void', revision: revision + 1 })
            .where(
              and(
                eq(answer.id, id),
                eq(answer.revision, revision),
                eq(answer.state, 'draft'),
                steps.isNotLeaving,
              ),
            )
            .returning({ id: answer.id }),
        'conflict',
      ),
      steps.audited({ staffId, now }, 'answer.discarded', found.code),
    ]);
    return done ? 'kept' : 'stale';
  };

  const draftMany: Answers['draftMany'] = async (options) => {
    const { batchId, proposals, words, personal, staffId, now } = options;
    const [batch] = await store.readOnce((db) =>
      db.select().from(answerBatch).where(eq(answerBatch.id, batchId)).limit(1),
    );
    if (!batch) return { stale: [] };
    const given = proposals.map((one) => ({
      ...one,
      columns: columnsOf(one.code, { ...words, personal: personal[one.proposalId] ?? words.personal }),
    }));
    const look = async () => {
      const now = await standing(
        given.map(({ proposalId }) => proposalId),
        batch.cycleId,
      );
      const byId = new Map(now.map((one) => [one.id, one]));
      const isThere = given.every(({ proposalId, columns }) => {
        const one = byId.get(proposalId);
        return one?.draftBatch === batchId && one.draftHash === columns.hash;
      });
      const stale = given.filter(({ proposalId, revision }) => {
        const one = byId.get(proposalId);
        return one?.revision !== revision || one.state === 'withdrawn' || one.batchState === 'releasing';
      });
      return { byId, isThere, stale: stale.map(({ code }) => code) };
    };
    const seen = await look();
    if (seen.isThere) return { kept: given.length };
    if (seen.stale.length > 0) return { stale: seen.stale };
    const done = await keptUnlessTwice([
      steps.raiseBatch(batchId),
      ...given.flatMap(({ proposalId, revision, columns }): Statement[] => {
        const one = seen.byId.get(proposalId);
        const id = newId();
        return [
          steps.takeProposal(proposalId, revision),
          ...(one?.draftId ? [steps.raiseBatchOf(proposalId), steps.voidOthers(proposalId, id)] : []),
          steps.insertDraft({
            id,
            proposalId,
            seenSha256: one?.sha256 ?? '',
            staffId,
            batchId,
            now,
            ...columns,
          }),
        ];
      }),
      steps.audited({ staffId, now }, 'answer.drafted-many', batchId, {
        count: given.length,
        outcome: words.outcome,
      }),
    ]);
    if (done) return { kept: given.length };
    const after = await look();
    return after.isThere ? { kept: given.length } : { stale: after.stale };
  };

  return { saveDraft, discard, draftMany };
}
