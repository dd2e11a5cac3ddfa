/** What staff ask authors and what they reply: asking, taking a question back, the whole thread. */
import { and, asc, count, desc, eq, gt, inArray, isNotNull, isNull, lte, ne, or, sql } from 'drizzle-orm';
import { type AnswerReplyKind, answerReplies } from '../../answers/answer.js';
import type { Planned } from '../../inbox/turn.js';
import { oneOf } from '../../one-of.js';
import { type ChannelName, channelNamed } from '../../talk/message.js';
import { createAudited } from '../audit.js';
import { createOutboxStatements } from '../outbox/statements.js';
import { once, type Sql, type Statement, wasKept } from '../sql.js';

/** No second question before the first is answered, or this much time has passed. */
const askAgainMs = 7 * 86_400_000;
/** So many in that time, also where each was taken back or answered: nobody is pestered. */
const mostAsked = 3;

/** - `open`: a question waits already. - `many`: enough were asked lately. */
export type Askable = 'yes' | 'nobody' | 'open' | 'many';

export interface ExchangeEntry {
  readonly id: string;
  readonly direction: 'asked' | 'replied';
  readonly text: string;
  readonly at: number;
  /** Who asked; null: the author spoke. */
  readonly by: string | null;
  readonly files: readonly {
    readonly id: string;
    readonly kind: string;
    readonly mime: string | null;
    readonly state: string;
    readonly why: string | null;
    readonly transcript: string | null;
  }[];
  /** What became of the message, of a question. */
  readonly delivery: {
    readonly state: string;
    readonly channel: ChannelName;
    readonly at: number;
    readonly why: string | null;
  } | null;
}

/** What an author said to an answer of ours. */
export interface SaidToAnswer {
  readonly answerId: string;
  /** Null: they only said whether it was clear. */
  readonly reply: { readonly kind: AnswerReplyKind; readonly text: string; readonly at: number } | null;
  readonly seen: boolean;
  /** Was it clear? 1 to 3. */
  readonly score: number | null;
}

export interface NewQuestion {
  /** Chosen by the form, so that a second press finds it. */
  readonly id: string;
  readonly proposalId: string;
  readonly code: string;
  readonly revision: number;
  readonly text: string;
  readonly addressId: string;
  readonly channel: ChannelName;
  readonly planned: Planned;
  readonly staffId: string;
  readonly now: number;
}

const questionKey = (exchangeId: string): string => `question:${exchangeId}`;

export function createExchange(store: Sql, newId: () => string) {
  const { proposal, exchange, attachment, outbox, address, staff } = store.t;
  const { answer, answerReply, survey } = store.t;
  const statements = createOutboxStatements(store);

  const audited = createAudited(store, newId);
  const write = async (all: readonly Statement[]): Promise<'done' | 'changed-meanwhile'> =>
    (await wasKept(store, all)) ? 'done' : 'changed-meanwhile';
  const lately = (proposalId: string, now: number) =>
    and(
      eq(exchange.proposalId, proposalId),
      eq(exchange.direction, 'asked'),
      gt(exchange.at, now - askAgainMs),
    );

  const thread = async (proposalId: string): Promise<readonly ExchangeEntry[]> => {
    const rows = await store.readOnce((db) =>
      db
        .select({ entry: exchange, by: staff.name })
        .from(exchange)
        .leftJoin(staff, eq(staff.id, exchange.staffId))
        .where(eq(exchange.proposalId, proposalId))
        .orderBy(asc(exchange.at), asc(exchange.id)),
    );
    if (rows.length === 0) return [];
    const files = await store.readOnce((db) =>
      db
        .select()
        .from(attachment)
        .where(and(eq(attachment.proposalId, proposalId), isNotNull(attachment.exchangeId)))
        .orderBy(asc(attachment.id)),
    );
    const sent = await store.readOnce((db) =>
      db
        .select()
        .from(outbox)
        .where(and(eq(outbox.proposalId, proposalId), eq(outbox.purpose, 'question'))),
    );
    return rows.map(({ entry, by }) => {
      const row = sent.find(({ key }) => key === questionKey(entry.id));
      return {
        id: entry.id,
        direction: entry.direction === 'asked' ? 'asked' : 'replied',
        text: entry.text,
        at: entry.at,
        by,
        files: files
          .filter(({ exchangeId }) => exchangeId === entry.id)
          .map(({ id, kind, mime, state, why, transcript }) => ({ id, kind, mime, state, why, transcript })),
        delivery: row
          ? {
              state: row.state,
              channel: channelNamed(row.channel),
              at: row.readAt ?? row.deliveredAt ?? row.failedAt ?? row.acceptedAt ?? row.plannedAt,
              why: row.why,
            }
          : null,
      };
    });
  };

  /** Newest answer first. */
  const saidTo = async (proposalId: string): Promise<readonly SaidToAnswer[]> => {
    const rows = await store.readOnce((db) =>
      db
        .select({ answerId: answer.id, reply: answerReply, score: survey.score })
        .from(answer)
        .leftJoin(answerReply, eq(answerReply.answerId, answer.id))
        .leftJoin(survey, eq(survey.answerId, answer.id))
        .where(and(eq(answer.proposalId, proposalId), isNotNull(answer.releasedAt)))
        .orderBy(desc(answer.releasedAt), desc(answer.id)),
    );
    return rows
      .filter(({ reply, score }) => reply !== null || score !== null)
      .map(({ answerId, reply, score }) => ({
        answerId,
        reply: reply && {
          kind: oneOf(answerReplies, reply.kind, 'agreed'),
          text: reply.text,
          at: reply.at,
        },
        seen: reply?.seenAt != null,
        score,
      }));
  };

  return {
    thread,
    saidTo,

    /** Whether one may ask now. */
    askable: async (
      row: {
        readonly id: string;
        readonly personId: string | null;
        readonly addressId: string | null;
        readonly state: string;
        readonly askedAt: number | null;
      },
      now: number,
    ): Promise<Askable> => {
      if (row.personId === null || row.addressId === null || row.state === 'withdrawn') return 'nobody';
      if (row.askedAt !== null && row.askedAt > now - askAgainMs) return 'open';
      const [found] = await store.readOnce((db) =>
        db.select({ count: count() }).from(exchange).where(lately(row.id, now)),
      );
      return (found?.count ?? 0) >= mostAsked ? 'many' : 'yes';
    },

    /** Question, message and note in one transaction; who is second is told. */
    ask: (given: NewQuestion) => {
      const { id, proposalId, revision, text, addressId, channel, planned, staffId, now } = given;
      return write([
        once(
          (db) =>
            db
              .update(proposal)
              .set({
                askedAt: now,
                revision: revision + 1,
                state: sql`case when ${proposal.state} = 'received' then 'in-review' else ${proposal.state} end`,
              })
              .where(
                and(
                  eq(proposal.id, proposalId),
                  eq(proposal.revision, revision),
                  isNotNull(proposal.personId),
                  eq(proposal.addressId, addressId),
                  ne(proposal.state, 'withdrawn'),
                  or(isNull(proposal.askedAt), lte(proposal.askedAt, now - askAgainMs)),
                  sql`(select count(*) from exchange e where e.proposal_id = ${proposalId} and e.direction = 'asked' and e.at > ${now - askAgainMs}) < ${mostAsked}`,
                ),
              )
              .returning({ id: proposal.id }),
          'conflict',
        ),
        once((db) =>
          db
            .insert(exchange)
            .values({ id, proposalId, direction: 'asked', staffId, text, at: now })
            .returning({ id: exchange.id }),
        ),
        ...statements.insert({ id: newId(), planned, addressId, channel, now, lease: null }),
        audited(given, 'proposal.asked', given.code),
      ]);
    },

    /** Nobody needs to reply any more. One that has not left is as if it had never been asked. */
    takeBack: (
      given: Pick<NewQuestion, 'proposalId' | 'code' | 'revision' | 'staffId' | 'now'> & {
        readonly id: string;
      },
    ) => {
      const { id, proposalId, revision } = given;
      const key = questionKey(id);
      return write([
        once(
          (db) =>
            db
              .update(proposal)
              .set({ askedAt: null, revision: revision + 1 })
              .where(
                and(
                  eq(proposal.id, proposalId),
                  eq(proposal.revision, revision),
                  sql`${proposal.askedAt} = (select e.at from exchange e where e.id = ${id} and e.proposal_id = ${proposalId} and e.direction = 'asked')`,
                ),
              )
              .returning({ id: proposal.id }),
          'conflict',
        ),
        once((db) =>
          db
            .update(outbox)
            .set({ state: 'suppressed', why: 'replaced' })
            .where(and(eq(outbox.key, key), inArray(outbox.state, ['planned', 'waiting'])))
            .returning({ id: outbox.id }),
        ),
        once((db) =>
          db
            .update(address)
            .set({
              waiting: sql`(select count(*) from ${outbox} where ${outbox.addressId} = ${address.id} and ${outbox.state} = 'waiting')`,
            })
            .where(
              and(
                ne(address.waiting, 0),
                sql`${address.id} = (select o.address_id from outbox o where o.key = ${key})`,
              ),
            )
            .returning({ id: address.id }),
        ),
        once((db) =>
          db
            .delete(exchange)
            .where(
              and(
                eq(exchange.id, id),
                sql`exists (select 1 from outbox o where o.key = ${key} and o.state = 'suppressed')`,
              ),
            )
            .returning({ id: exchange.id }),
        ),
        audited(given, 'proposal.questionTakenBack', given.code),
      ]);
    },
  };
}

export type Exchange = ReturnType<typeof createExchange>;
