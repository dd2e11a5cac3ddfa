/** What a turn writes of replies to staff, to answers, and of what somebody wants to hear of. */
import { and, eq, isNull, or, sql } from 'drizzle-orm';
import type { ExchangeEffect } from '../../inbox/exchange.js';
import type { StaffNoticeKind } from '../../proposals/triage.js';
import type { InboundMedia } from '../../talk/message.js';
import { once, type Sql, type Statement } from '../sql.js';
import type { TurnCommit } from '../store.js';

export interface ExchangeEffectParts {
  readonly newId: () => string;
  /** A file that came along, to be fetched after the commit. */
  readonly attach: (
    file: InboundMedia,
    to: { readonly proposalId: string; readonly exchangeId: string },
    commit: TurnCommit,
  ) => Statement;
  readonly audited: (action: string, subject: string, now: number) => Statement;
}

export function createExchangeEffects(store: Sql, { newId, attach, audited }: ExchangeEffectParts) {
  const { proposal, exchange, answer, answerReply, survey, objection, tag, staffNotice } = store.t;
  const { commitmentFollow, actor, attachment } = store.t;

  /** For whom this select of one staff id names: the assignee, who asked, who wrote it. Nobody is told twice. */
  const notice = (
    kind: StaffNoticeKind,
    code: string,
    anchor: string,
    whom: ReturnType<typeof sql>,
    now: number,
  ): Statement =>
    once((db) =>
      db
        .insert(staffNotice)
        .select(
          sql`select ${newId()}, who.id, ${kind}, ${`/panel/propuestas/${code}#${anchor}`}, ${sql.param({ code }, staffNotice.detail)}, ${now}, null, null
            from (${whom}) who where who.id is not null
            and not exists (select 1 from staff_notice n where n.staff_id = who.id and n.kind = ${kind} and n.at = ${now}
              and n.href = ${`/panel/propuestas/${code}#${anchor}`})`,
        )
        .returning({ id: staffNotice.id }),
    );
  const assignee = (proposalId: string) =>
    sql`select assignee_id as id from proposal where id = ${proposalId}`;

  const isOwn = (proposalId: string, commit: TurnCommit) =>
    and(eq(proposal.id, proposalId), eq(proposal.personId, commit.person.id));

  const said = (
    { exchangeId, proposalId, text }: { exchangeId: string; proposalId: string; text: string },
    { now }: TurnCommit,
  ): Statement =>
    once((db) =>
      db
        .insert(exchange)
        .values({ id: exchangeId, proposalId, direction: 'replied', staffId: null, text, at: now })
        .returning({ id: exchange.id }),
    );

  const reply = (effect: Extract<ExchangeEffect, { kind: 'exchange.reply' }>, commit: TurnCommit) => {
    const { proposalId, exchangeId, code, media } = effect;
    const { now } = commit;
    return [
      // Taken back, or answered in the other chat at this very moment: decided again, and said so.
      once(
        (db) =>
          db
            .update(proposal)
            .set({ askedAt: null, revision: sql`${proposal.revision} + 1` })
            .where(and(isOwn(proposalId, commit), sql`${proposal.askedAt} is not null`))
            .returning({ id: proposal.id }),
        'conflict',
      ),
      said(effect, commit),
      ...media.map((file) => attach(file, { proposalId, exchangeId }, commit)),
      notice('replied', code, 'exchange', assignee(proposalId), now),
      notice(
        'replied',
        code,
        'exchange',
        sql`select staff_id as id from exchange where id = (select max(id) from exchange where proposal_id = ${proposalId} and direction = 'asked')`,
        now,
      ),
      audited('proposal.replied', code, now),
    ];
  };

  /** Erased or withdrawn at this very moment: files and words that follow belong to nobody. */
  const dropStrays = (exchangeId: string, proposalId: string, { person }: TurnCommit): Statement[] => {
    const isNobodys = sql`not exists (select 1 from proposal q where q.id = ${proposalId} and q.person_id = ${person.id})`;
    return [
      once((db) =>
        db
          .delete(attachment)
          .where(and(eq(attachment.exchangeId, exchangeId), isNobodys))
          .returning({ id: attachment.id }),
      ),
      once((db) =>
        db
          .update(exchange)
          .set({ text: '' })
          .where(and(eq(exchange.id, exchangeId), isNobodys))
          .returning({ id: exchange.id }),
      ),
    ];
  };

  const more = (
    { exchangeId, proposalId, text, media }: Extract<ExchangeEffect, { kind: 'exchange.more' }>,
    commit: TurnCommit,
  ): Statement[] => [
    ...(text === ''
      ? []
      : [
          once((db) =>
            db
              .update(exchange)
              .set({
                text: sql`case when ${exchange.text} = '' then ${text} else ${exchange.text} || ${`\n${text}`} end`,
              })
              .where(and(eq(exchange.id, exchangeId), eq(exchange.proposalId, proposalId)))
              .returning({ id: exchange.id }),
          ),
        ]),
    ...media.map((file) => attach(file, { proposalId, exchangeId }, commit)),
    ...dropStrays(exchangeId, proposalId, commit),
  ];

  const replyToAnswer = (
    { answerId, proposalId, code, reply: kind }: Extract<ExchangeEffect, { kind: 'answer.reply' }>,
    { now }: TurnCommit,
  ): Statement[] => [
    // Said in the other chat at this very moment: decided again, and told so.
    once(
      (db) =>
        db
          .insert(answerReply)
          .values({ answerId, proposalId, kind, text: '', at: now, seenAt: null, seenBy: null })
          .onConflictDoNothing()
          .returning({ id: answerReply.answerId }),
      'conflict',
    ),
    ...(kind === 'agreed'
      ? []
      : [
          notice('disagreed', code, 'author-said', assignee(proposalId), now),
          notice(
            'disagreed',
            code,
            'author-said',
            sql`select staff_id as id from ${answer} where ${answer.id} = ${answerId}`,
            now,
          ),
        ]),
    audited(`answer.${kind}`, code, now),
  ];

  /** Once: what was said stays as it is. */
  const reason = (
    effect: Extract<ExchangeEffect, { kind: 'answer.reason' }>,
    commit: TurnCommit,
  ): Statement[] => [
    once((db) =>
      db
        .update(answerReply)
        .set({ text: effect.text })
        .where(
          and(
            eq(answerReply.answerId, effect.answerId),
            eq(answerReply.text, ''),
            sql`exists (select 1 from proposal q where q.id = ${effect.proposalId} and q.person_id = ${commit.person.id})`,
          ),
        )
        .returning({ id: answerReply.answerId }),
    ),
    ...(effect.media.length === 0
      ? []
      : [
          said({ ...effect, text: '' }, commit),
          ...effect.media.map((file) => attach(file, effect, commit)),
          ...dropStrays(effect.exchangeId, effect.proposalId, commit),
        ]),
  ];

  const object = (
    { proposalId, code, area }: Extract<ExchangeEffect, { kind: 'areas.object' }>,
    { now }: TurnCommit,
  ): Statement[] => [
    once(
      (db) =>
        db
          .insert(objection)
          .values({ proposalId, area, at: now, resolution: null, resolvedBy: null, resolvedAt: null })
          .onConflictDoNothing()
          .returning({ id: objection.proposalId }),
      'conflict',
    ),
    notice('objected', code, 'tags', assignee(proposalId), now),
    notice(
      'objected',
      code,
      'tags',
      sql`select max(${tag.staffId}) as id from ${tag} where ${tag.proposalId} = ${proposalId} and ${tag.origin} = 'confirmed'`,
      now,
    ),
    audited('proposal.objected', code, now),
  ];

  const follow = (commitmentId: string, state: string, { person, now }: TurnCommit): Statement =>
    once((db) =>
      db
        .insert(commitmentFollow)
        .values({ commitmentId, personId: person.id, state, at: now })
        .onConflictDoUpdate({
          target: [commitmentFollow.commitmentId, commitmentFollow.personId],
          set: { state: sql`excluded.state`, at: sql`excluded.at` },
        })
        .returning({ id: commitmentFollow.commitmentId }),
    );

  return (effect: ExchangeEffect, commit: TurnCommit): Statement[] => {
    switch (effect.kind) {
      case 'exchange.reply':
        return reply(effect, commit);
      case 'exchange.more':
        return more(effect, commit);
      case 'answer.reply':
        return replyToAnswer(effect, commit);
      case 'answer.reason':
        return reason(effect, commit);
      case 'survey.score':
        return [
          once(
            (db) =>
              db
                .update(survey)
                .set({ score: effect.score, scoredAt: commit.now })
                .where(and(eq(survey.answerId, effect.answerId), isNull(survey.score)))
                .returning({ id: survey.answerId }),
            'conflict',
          ),
        ];
      case 'areas.object':
        return object(effect, commit);
      case 'commitment.follow':
        return [follow(effect.commitmentId, effect.follow, commit)];
      case 'actor.join':
        return [
          once(
            (db) =>
              db
                .update(actor)
                .set({ personId: commit.person.id })
                .where(
                  and(
                    eq(actor.id, effect.actorId),
                    eq(actor.state, 'listed'),
                    or(isNull(actor.personId), eq(actor.personId, commit.person.id)),
                  ),
                )
                .returning({ id: actor.id }),
            'conflict',
          ),
          audited('actor.bound', effect.actorId, commit.now),
        ];
      case 'actor.follow':
        return effect.commitments.map((id) => follow(id, 'following', commit));
    }
  };
}
