/** What authors said to their answers: disagreements to look at, and whether answers were clear. */
import { and, asc, desc, eq, gt, isNotNull, isNull, lt, sql } from 'drizzle-orm';
import { isPlainly, once, type Sql } from '../sql.js';
import { createStaffWrites } from '../staff/writes.js';

export interface Disagreement {
  readonly answerId: string;
  readonly proposalId: string;
  readonly code: string;
  /** Of the proposal, for who opens it again. */
  readonly revision: number;
  readonly state: string;
  readonly outcome: string;
  /** The author's words; empty where they gave no reason. */
  readonly text: string;
  readonly locale: string;
  readonly at: number;
  readonly seenAt: number | null;
}

export interface Clarity {
  readonly asked: number;
  /** How many gave 1, 2 and 3. */
  readonly scores: Readonly<Record<1 | 2 | 3, number>>;
  readonly agreed: number;
  readonly disagreed: number;
}

export interface UnclearAnswer {
  readonly answerId: string;
  readonly code: string;
  readonly outcome: string;
  readonly scoredAt: number;
}

export function createFeedback(store: Sql, newId: () => string) {
  const { answerReply, survey, answer, proposal } = store.t;
  const { audited, write } = createStaffWrites(store, newId);

  return {
    /** Oldest first where nobody looked yet, else newest first. @param after id of the answer shown last. */
    disagreements: (
      given: { readonly cycleId: string; readonly seen: boolean; readonly limit: number },
      after?: string,
    ): Promise<readonly Disagreement[]> =>
      store.readOnce((db) =>
        db
          .select({
            answerId: answerReply.answerId,
            proposalId: proposal.id,
            code: proposal.code,
            revision: proposal.revision,
            state: proposal.state,
            outcome: answer.outcome,
            text: answerReply.text,
            locale: proposal.locale,
            at: answerReply.at,
            seenAt: answerReply.seenAt,
          })
          .from(answerReply)
          .innerJoin(proposal, eq(proposal.id, answerReply.proposalId))
          .innerJoin(answer, eq(answer.id, answerReply.answerId))
          .where(
            and(
              sql`${answerReply.kind} = 'disagreed'`,
              isPlainly(proposal.cycleId, given.cycleId),
              given.seen ? isNotNull(answerReply.seenAt) : isNull(answerReply.seenAt),
              after === undefined ? undefined : (given.seen ? lt : gt)(answerReply.answerId, after),
            ),
          )
          .orderBy((given.seen ? desc : asc)(answerReply.answerId))
          .limit(given.limit),
      ),

    /** Somebody read it and leaves the answer as it is. */
    settle: (given: {
      readonly answerId: string;
      readonly code: string;
      readonly staffId: string;
      readonly now: number;
    }) =>
      write([
        once(
          (db) =>
            db
              .update(answerReply)
              .set({ seenAt: given.now, seenBy: given.staffId })
              .where(and(eq(answerReply.answerId, given.answerId), isNull(answerReply.seenAt)))
              .returning({ id: answerReply.answerId }),
          'conflict',
        ),
        audited(given, 'reply.seen', given.code),
      ]),

    clarity: async (cycleId: string): Promise<Clarity> => {
      const scored = await store.readOnce((db) =>
        db
          .select({ score: survey.score, count: sql<number>`count(*)` })
          .from(survey)
          .innerJoin(proposal, eq(proposal.id, survey.proposalId))
          .where(eq(proposal.cycleId, cycleId))
          .groupBy(survey.score),
      );
      const said = await store.readOnce((db) =>
        db
          .select({ kind: answerReply.kind, count: sql<number>`count(*)` })
          .from(answerReply)
          .innerJoin(proposal, eq(proposal.id, answerReply.proposalId))
          .where(eq(proposal.cycleId, cycleId))
          .groupBy(answerReply.kind),
      );
      const of = (score: number) => Number(scored.find((row) => row.score === score)?.count ?? 0);
      const saying = (kind: string) => Number(said.find((row) => row.kind === kind)?.count ?? 0);
      return {
        asked: scored.reduce((sum, row) => sum + Number(row.count), 0),
        scores: { 1: of(1), 2: of(2), 3: of(3) },
        agreed: saying('agreed'),
        disagreed: saying('disagreed'),
      };
    },

    /** Answers their authors found hard to understand (1), newest first. */
    unclear: async (cycleId: string, limit: number): Promise<readonly UnclearAnswer[]> => {
      const rows = await store.readOnce((db) =>
        db
          .select({
            answerId: survey.answerId,
            code: proposal.code,
            outcome: answer.outcome,
            scoredAt: survey.scoredAt,
          })
          .from(survey)
          .innerJoin(proposal, eq(proposal.id, survey.proposalId))
          .innerJoin(answer, eq(answer.id, survey.answerId))
          .where(and(eq(proposal.cycleId, cycleId), sql`${survey.score} = 1`))
          .orderBy(desc(survey.answerId))
          .limit(limit),
      );
      return rows.map((row) => ({ ...row, scoredAt: row.scoredAt ?? 0 }));
    },
  };
}

export type Feedback = ReturnType<typeof createFeedback>;
