/** What a decision may ask for of what staff and authors say to each other: own things only, by one read each. */
import { and, asc, desc, eq, gte, inArray, isNotNull, isNull, sql } from 'drizzle-orm';
import { answerReplies } from '../../answers/answer.js';
import { followStates } from '../../commitments/commitment.js';
import type {
  ActorGlance,
  AnswerGlance,
  AreasGlance,
  CommitmentGlance,
  OpenQuestion,
} from '../../inbox/exchange.js';
import type { Facts, Need } from '../../inbox/turn.js';
import { oneOf } from '../../one-of.js';
import { commitmentsOfActor } from '../actors/commitments.js';
import { prepared, type Sql } from '../sql.js';

const p = sql.placeholder;

export function createExchangeGlances(store: Sql) {
  const { proposal, exchange, answer, answerReply, survey, tag, objection } = store.t;
  const { commitment, commitmentFollow, actor } = store.t;

  // On the way of each idea told out of the blue: most people have no open question, and the index says so at once.
  const openQuestions = prepared('glance_questions', (db) =>
    db
      .select({
        proposalId: proposal.id,
        code: proposal.code,
        askedAt: proposal.askedAt,
        text: exchange.text,
      })
      .from(proposal)
      .innerJoin(exchange, eq(exchange.proposalId, proposal.id))
      .where(
        and(
          eq(proposal.personId, p('personId')),
          sql`${proposal.askedAt} is not null`,
          eq(exchange.direction, 'asked'),
          sql`${exchange.at} = ${proposal.askedAt}`,
        ),
      )
      .orderBy(asc(proposal.askedAt)),
  );
  const questions = async (personId: string): Promise<OpenQuestion[]> => {
    const rows = await store.read(openQuestions, { personId });
    return rows.map(({ askedAt, ...row }) => ({ ...row, askedAt: askedAt ?? 0 }));
  };

  const answerColumns = {
    answerId: answer.id,
    proposalId: answer.proposalId,
    code: proposal.code,
    reply: answerReply.kind,
    surveyed: survey.askedAt,
    score: survey.score,
  };
  type AnswerRow = { [Name in keyof typeof answerColumns]: unknown } & {
    answerId: string;
    proposalId: string;
    code: string;
    reply: string | null;
    surveyed: number | null;
    score: number | null;
  };
  const toAnswer = ({ surveyed, score, reply, ...row }: AnswerRow): AnswerGlance => ({
    ...row,
    reply: oneOf(answerReplies, reply, null),
    ...(surveyed === null ? {} : { score }),
  });
  const answerOf = async (personId: string, answerId: string): Promise<AnswerGlance | null> => {
    const [row] = await store.readOnce((db) =>
      db
        .select(answerColumns)
        .from(answer)
        .innerJoin(proposal, eq(proposal.id, answer.proposalId))
        .leftJoin(answerReply, eq(answerReply.answerId, answer.id))
        .leftJoin(survey, eq(survey.answerId, answer.id))
        .where(
          and(
            eq(answer.id, answerId),
            isNotNull(answer.releasedAt),
            eq(proposal.personId, personId),
            sql`${proposal.state} <> 'withdrawn'`,
          ),
        ),
    );
    return row ? toAnswer(row) : null;
  };
  const openSurvey = async (personId: string, since: number): Promise<AnswerGlance | null> => {
    const [row] = await store.readOnce((db) =>
      db
        .select(answerColumns)
        .from(proposal)
        .innerJoin(answer, eq(answer.proposalId, proposal.id))
        .innerJoin(survey, eq(survey.answerId, answer.id))
        .leftJoin(answerReply, eq(answerReply.answerId, answer.id))
        .where(and(eq(proposal.personId, personId), isNull(survey.score), gte(survey.askedAt, since)))
        .orderBy(desc(survey.askedAt), desc(survey.answerId))
        .limit(1),
    );
    return row ? toAnswer(row) : null;
  };

  const areasOf = async (personId: string, proposalId: string): Promise<AreasGlance | null> => {
    const [row] = await store.readOnce((db) =>
      db
        .select({ id: proposal.id, code: proposal.code, objected: objection.at })
        .from(proposal)
        .leftJoin(objection, eq(objection.proposalId, proposal.id))
        .where(
          and(
            eq(proposal.id, proposalId),
            eq(proposal.personId, personId),
            inArray(proposal.state, ['received', 'in-review', 'answered']),
          ),
        ),
    );
    if (!row) return null;
    const confirmed = await store.readOnce((db) =>
      db
        .select({ area: tag.area })
        .from(tag)
        .where(and(eq(tag.proposalId, proposalId), eq(tag.origin, 'confirmed'))),
    );
    return {
      proposalId: row.id,
      code: row.code,
      confirmed: confirmed.map(({ area }) => area),
      hasObjected: row.objected !== null,
    };
  };

  const commitmentOf = async (personId: string, id: string): Promise<CommitmentGlance | null> => {
    const [row] = await store.readOnce((db) =>
      db
        .select({ id: commitment.id, code: commitment.code, content: commitment.content })
        .from(commitment)
        .where(and(eq(commitment.id, id), inArray(commitment.state, ['published', 'withdrawn']))),
    );
    if (!row?.content) return null;
    const [followed] = await store.readOnce((db) =>
      db
        .select({ state: commitmentFollow.state })
        .from(commitmentFollow)
        .where(and(eq(commitmentFollow.commitmentId, id), eq(commitmentFollow.personId, personId))),
    );
    return {
      id: row.id,
      code: row.code,
      title: row.content.title,
      follow: oneOf(followStates, followed?.state, null),
    };
  };

  /** Only what staff put on the map: who put themselves there waits until they looked. */
  const actorOf = async (code: string, personId: string | undefined): Promise<ActorGlance | null> => {
    const [row] = await store.readOnce((db) =>
      db
        .select()
        .from(actor)
        .where(and(eq(actor.code, code), eq(actor.state, 'listed'))),
    );
    if (!row) return null;
    const concerned = await store.readOnce((db) =>
      db
        .select({ id: commitment.id, areas: commitment.areas, institutionId: commitment.institutionId })
        .from(commitment)
        .where(eq(commitment.state, 'published')),
    );
    const bound = row.personId === null ? 'nobody' : row.personId === personId ? 'self' : 'other';
    const commitments = commitmentsOfActor(row, concerned).map(({ id }) => id);
    return { id: row.id, code: row.code, name: row.name, bound, commitments };
  };

  return {
    /** Null: it is about something else. */
    add: async (need: Need, facts: Facts): Promise<Facts | null> => {
      const who = facts.person?.id;
      const own = async <T>(read: (personId: string) => Promise<T>): Promise<T | null> =>
        who === undefined ? null : read(who);
      switch (need.need) {
        case 'questions':
          return { ...facts, questions: (await own(questions)) ?? [] };
        case 'answer':
          return { ...facts, answer: await own((id) => answerOf(id, need.answerId)) };
        case 'open-survey':
          return { ...facts, survey: await own((id) => openSurvey(id, need.since)) };
        case 'areas':
          return { ...facts, areas: await own((id) => areasOf(id, need.proposalId)) };
        case 'commitment':
          return { ...facts, commitment: await own((id) => commitmentOf(id, need.commitmentId)) };
        case 'actor':
          return { ...facts, actor: await actorOf(need.code, who) };
        default:
          return null;
      }
    },
  };
}
