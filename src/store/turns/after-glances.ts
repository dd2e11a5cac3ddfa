/** What happened to proposals after they were sent, and what their authors said to it since. */
import { and, asc, eq, inArray, ne, sql } from 'drizzle-orm';
import { type AnswerReplyKind, answerReplies } from '../../answers/answer.js';
import type { OwnData, ProposalGlance } from '../../inbox/turn.js';
import { oneOf } from '../../one-of.js';
import type { Sql } from '../sql.js';

/** The newest of what they said, of many. */
const saidShown = 50;

type After = Pick<ProposalGlance, 'moved' | 'hasObjected' | 'joined'>;

export function createAfterGlances(store: Sql) {
  const { proposal, tag, answerReply, objection, exchange, commitmentFollow, commitment } = store.t;

  const joinedOf = async (ids: readonly string[]): Promise<ReadonlyMap<string, number>> => {
    if (ids.length === 0) return new Map();
    const rows = await store.readOnce((db) =>
      db
        .select({ id: proposal.jointId, count: sql<number>`cast(count(*) as integer)` })
        .from(proposal)
        .where(and(inArray(proposal.jointId, [...ids]), ne(proposal.state, 'withdrawn')))
        .groupBy(proposal.jointId),
    );
    return new Map(rows.map(({ id, count }) => [id ?? '', count]));
  };

  return {
    after: async (
      rows: readonly { readonly id: string; readonly jointId: string | null }[],
    ): Promise<ReadonlyMap<string, After>> => {
      const ids = rows.map(({ id }) => id);
      const tags = await store.readOnce((db) =>
        db
          .select({ id: tag.proposalId, area: tag.area, origin: tag.origin })
          .from(tag)
          .where(and(inArray(tag.proposalId, ids), inArray(tag.origin, ['chosen', 'confirmed']))),
      );
      const objected = await store.readOnce((db) =>
        db.select({ id: objection.proposalId }).from(objection).where(inArray(objection.proposalId, ids)),
      );
      const joined = await joinedOf(rows.flatMap(({ jointId }) => jointId ?? []));
      const areas = (id: string, origin: string) =>
        tags
          .filter((one) => one.id === id && one.origin === origin)
          .map(({ area }) => area)
          .sort()
          .join();
      return new Map(
        rows.map(({ id, jointId }) => {
          const confirmed = areas(id, 'confirmed');
          const others = jointId === null ? 0 : (joined.get(jointId) ?? 1) - 1;
          return [
            id,
            {
              moved: confirmed !== '' && confirmed !== areas(id, 'chosen'),
              hasObjected: objected.some((one) => one.id === id),
              joined: Math.max(0, others),
            },
          ];
        }),
      );
    },

    repliesTo: async (answerIds: readonly string[]): Promise<ReadonlyMap<string, AnswerReplyKind>> => {
      if (answerIds.length === 0) return new Map();
      const rows = await store.readOnce((db) =>
        db
          .select({ id: answerReply.answerId, kind: answerReply.kind })
          .from(answerReply)
          .where(inArray(answerReply.answerId, [...answerIds])),
      );
      return new Map(rows.map(({ id, kind }) => [id, oneOf(answerReplies, kind, 'agreed')]));
    },

    /** Newest first. */
    said: async (personId: string): Promise<OwnData['said']> => {
      const own = eq(proposal.personId, personId);
      const replies = await store.readOnce((db) =>
        db
          .select({ code: proposal.code, text: exchange.text, at: exchange.at })
          .from(proposal)
          .innerJoin(exchange, eq(exchange.proposalId, proposal.id))
          .where(and(own, eq(exchange.direction, 'replied'))),
      );
      const reactions = await store.readOnce((db) =>
        db
          .select({ code: proposal.code, text: answerReply.text, at: answerReply.at })
          .from(proposal)
          .innerJoin(answerReply, eq(answerReply.proposalId, proposal.id))
          .where(own),
      );
      const objections = await store.readOnce((db) =>
        db
          .select({ code: proposal.code, text: sql<string>`''`, at: objection.at })
          .from(proposal)
          .innerJoin(objection, eq(objection.proposalId, proposal.id))
          .where(own),
      );
      return [...replies, ...reactions, ...objections].sort((a, b) => b.at - a.at).slice(0, saidShown);
    },

    follows: async (personId: string): Promise<readonly string[]> => {
      const rows = await store.readOnce((db) =>
        db
          .select({ code: commitment.code })
          .from(commitmentFollow)
          .innerJoin(commitment, eq(commitment.id, commitmentFollow.commitmentId))
          .where(and(eq(commitmentFollow.personId, personId), eq(commitmentFollow.state, 'following')))
          .orderBy(asc(commitment.code)),
      );
      return rows.map(({ code }) => code);
    },
  };
}
