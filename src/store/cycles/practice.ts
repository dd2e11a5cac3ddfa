/** The cycle staff practise in: made of invented rows, emptied and made anew; nothing of it can be sent. */
import { and, eq, inArray, or, sql } from 'drizzle-orm';
import type { PracticeData } from '../../practice/sample.js';
import { type ByStaff, createAudited } from '../audit.js';
import { once, type Sql, type Statement, wasKept } from '../sql.js';

/** In the database's own words: people never see it. */
const slug = 'practica';

interface PracticeGiven extends ByStaff {
  readonly id: string;
  /** The cycle whose settings it copies. */
  readonly from: string;
  readonly data: PracticeData;
}

export function createPractice(store: Sql, newId: () => string) {
  const { t } = store;
  const { cycle, proposal, tag, note, answer, commitment, commitmentSource } = t;

  const find = async (): Promise<string | null> => {
    const [row] = await store.readOnce((db) =>
      db.select({ id: cycle.id }).from(cycle).where(eq(cycle.practice, true)).limit(1),
    );
    return row?.id ?? null;
  };
  const audited = createAudited(store, newId);

  const fill = (data: PracticeData, staffId: string): Statement[] => {
    const sources = data.commitments.flatMap(({ row, sources: from }) =>
      from.map((proposalId) => ({
        ...{ commitmentId: row.id, proposalId, version: 0, staffId, at: row.createdAt },
      })),
    );
    return [
      once((db) => db.insert(proposal).values(data.proposals).returning({ id: proposal.id })),
      once((db) => db.insert(tag).values(data.tags).returning({ id: tag.proposalId })),
      once((db) => db.insert(note).values(data.notes).returning({ id: note.id })),
      once((db) => db.insert(answer).values(data.answers).returning({ id: answer.id })),
      once((db) =>
        db
          .insert(commitment)
          .values(data.commitments.map(({ row }) => row))
          .returning({ id: commitment.id }),
      ),
      once((db) =>
        db.insert(commitmentSource).values(sources).returning({ id: commitmentSource.proposalId }),
      ),
    ];
  };

  /** Whatever hangs on the invented proposals, innermost first. */
  const empty = (cycleId: string): Statement[] => {
    const proposals = sql`(select ${proposal.id} from ${proposal} where ${proposal.cycleId} = ${cycleId})`;
    const answers = sql`(select ${answer.id} from ${answer} where ${answer.proposalId} in ${proposals})`;
    const notes = sql`(select ${note.id} from ${note} where ${note.proposalId} in ${proposals})`;
    const commitments = sql`(select ${commitment.id} from ${commitment} where ${commitment.cycleId} = ${cycleId})`;
    const ofAnswers = [t.signature, t.answerReply, t.survey, t.fallback].map((table) =>
      once((db) =>
        db.delete(table).where(inArray(table.answerId, answers)).returning({ id: table.answerId }),
      ),
    );
    const ofProposals = [t.answer, t.note, t.tag, t.attachment, t.rubric, t.exchange].map((table) =>
      once((db) =>
        db.delete(table).where(inArray(table.proposalId, proposals)).returning({ id: table.proposalId }),
      ),
    );
    const more = [t.objection, t.proposalWord].map((table) =>
      once((db) =>
        db.delete(table).where(inArray(table.proposalId, proposals)).returning({ id: table.proposalId }),
      ),
    );
    const ofCommitments = [t.commitmentVersion, t.commitmentProgress, t.commitmentFollow].map((table) =>
      once((db) =>
        db
          .delete(table)
          .where(inArray(table.commitmentId, commitments))
          .returning({ id: table.commitmentId }),
      ),
    );
    const ofCycle = [t.commitment, t.joint, t.answerBatch, t.wording, t.proposal].map((table) =>
      once((db) => db.delete(table).where(eq(table.cycleId, cycleId)).returning({ id: table.id })),
    );
    return [
      ...ofAnswers,
      once((db) =>
        db.delete(t.mention).where(inArray(t.mention.noteId, notes)).returning({ id: t.mention.noteId }),
      ),
      once((db) =>
        db
          .delete(t.staffNotice)
          .where(
            sql`exists (select 1 from ${proposal} where ${proposal.cycleId} = ${cycleId}
              and ${t.staffNotice.href} like '/panel/propuestas/' || ${proposal.code} || '%')`,
          )
          .returning({ id: t.staffNotice.id }),
      ),
      once((db) =>
        db
          .delete(commitmentSource)
          .where(
            or(
              inArray(commitmentSource.commitmentId, commitments),
              inArray(commitmentSource.proposalId, proposals),
            ),
          )
          .returning({ id: commitmentSource.proposalId }),
      ),
      ...ofProposals,
      ...more,
      ...ofCommitments,
      ...ofCycle,
    ];
  };
  /** The settings of the cycle people propose to, so that practice is like it. */
  const settingsOf = async (from: string) => {
    const [row] = await store.readOnce((db) => db.select().from(cycle).where(eq(cycle.id, from)).limit(1));
    if (!row) throw new Error('no such cycle to practise');
    return row;
  };

  return {
    find,
    /** `there`: somebody else made it at the same moment. */
    make: async (given: PracticeGiven): Promise<'made' | 'there'> => {
      const { id, from, data, staffId, now } = given;
      const row = {
        ...(await settingsOf(from)),
        ...{ id, slug, plan: data.plan, current: false, practice: true, guide: [], createdAt: now },
      };
      const insert = once(
        (db) => db.insert(cycle).values(row).onConflictDoNothing().returning({ id: cycle.id }),
        'duplicate',
      );
      return (await wasKept(store, [insert, ...fill(data, staffId), audited(given, 'practice.made', id)]))
        ? 'made'
        : 'there';
    },
    /** All invented rows go, whatever was done with them, and others take their place. */
    again: async (given: PracticeGiven): Promise<void> => {
      const { id, from, data, staffId } = given;
      const { areas, signing, cards, wording, answerDays, surveyDays } = await settingsOf(from);
      const guard = once(
        (db) =>
          db
            .update(cycle)
            .set({ areas, signing, cards, wording, answerDays, surveyDays })
            .where(and(eq(cycle.id, id), eq(cycle.practice, true)))
            .returning({ id: cycle.id }),
        'conflict',
      );
      await store.write([guard, ...empty(id), ...fill(data, staffId), audited(given, 'practice.again', id)]);
    },
  };
}

export type Practice = ReturnType<typeof createPractice>;
