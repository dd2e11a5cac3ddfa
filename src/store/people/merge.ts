/** Two people become one, and one chat a person of its own again: nothing of either is lost, nothing told twice. */
import { and, eq, ne, or, sql } from 'drizzle-orm';
import type { Merge } from '../../inbox/outreach.js';
import { createOutboxStatements } from '../outbox/statements.js';
import { once, type Sql, type Statement } from '../sql.js';
import type { TurnCommit } from '../store.js';
import { createFollowMoves } from './follow-moves.js';

export function createMerge(store: Sql, newId: () => string) {
  const { person, address, conversation, proposal, consent, calendarReply, outbox, linkCode } = store.t;
  const statements = createOutboxStatements(store);
  const follows = createFollowMoves(store);

  const take = ({ key, owner }: Merge, now: number): Statement =>
    once(
      (db) =>
        db
          .delete(linkCode)
          .where(
            and(eq(linkCode.key, key), eq(linkCode.personId, owner), sql`${linkCode.expiresAt} > ${now}`),
          )
          .returning({ key: linkCode.key }),
      'conflict',
    );

  /** What one has chosen and the other has not; notices are as the newest line of both ledgers says. */
  const join = (kept: string, gone: string): Statement => {
    const theirs = (column: string) =>
      sql`(select other.${sql.raw(column)} from person other where other.id = ${gone})`;
    return once(
      (db) =>
        db
          .update(person)
          .set({
            locale: sql`case when ${person.localeChosen} or not ${theirs('locale_chosen')} then ${person.locale} else ${theirs('locale')} end`,
            localeChosen: sql`${person.localeChosen} or ${theirs('locale_chosen')}`,
            adultEnoughAt: sql`coalesce(${person.adultEnoughAt}, ${theirs('adult_enough_at')})`,
            place: sql`coalesce(${person.place}, ${theirs('place')})`,
            areas: sql`case when cast(${person.areas} as text) = '[]' then ${theirs('areas')} else ${person.areas} end`,
            notices: sql`coalesce((select c.given from consent c where c.person_id in (${kept}, ${gone}) and c.purpose = 'notices' order by c.at desc, c.id desc limit 1), ${person.notices})`,
            source: sql`coalesce(${person.source}, ${theirs('source')})`,
            preferredChannel: sql`coalesce(${person.preferredChannel}, ${theirs('preferred_channel')})`,
          })
          .where(and(eq(person.id, kept), sql`exists (select 1 from person other where other.id = ${gone})`))
          .returning({ id: person.id }),
      'conflict',
    );
  };

  /** The last word to an event counts, whichever chat it came from. */
  const joinReplies = (kept: string, gone: string): Statement[] => {
    const outdone = (one: string, other: string, newer: '>' | '>=') =>
      once((db) =>
        db
          .delete(calendarReply)
          .where(
            and(
              eq(calendarReply.personId, one),
              sql`exists (select 1 from calendar_reply r where r.entry_id = ${calendarReply.entryId} and r.person_id = ${other} and r.at ${sql.raw(newer)} ${calendarReply.at})`,
            ),
          )
          .returning({ entryId: calendarReply.entryId }),
      );
    return [outdone(kept, gone, '>'), outdone(gone, kept, '>='), move(calendarReply, kept, gone)];
  };

  const move = (
    table: typeof address | typeof proposal | typeof consent | typeof calendarReply,
    kept: string,
    gone: string,
  ): Statement =>
    once((db) =>
      db
        .update(table)
        .set({ personId: kept })
        .where(eq(table.personId, gone))
        .returning({ personId: table.personId }),
    );

  const rowsOf = (who: string) =>
    sql`${outbox.addressId} in (select own.id from address own where own.person_id = ${who})`;
  /** The other's row of the same broadcast, or about the same entry or progress: the person stands in its key. */
  const twinOf = (who: string, other: string) =>
    sql`select 1 from outbox twin where twin.key = replace(${outbox.key}, ${who}, ${other})`;
  const ofMany = sql`(${outbox.broadcastId} is not null or ${outbox.purpose} = 'progress')`;

  /** What leaves or has left for one chat is not said in the other as well; a sender that has it in hand asks first. */
  const silenceTwins = (who: string, other: string, twin: readonly string[]): Statement =>
    once((db) =>
      db
        .update(outbox)
        .set({ state: 'suppressed', why: 'already-told', leasedBy: null, leasedUntil: null })
        .where(
          and(
            rowsOf(who),
            ofMany,
            sql`(${outbox.state} in ('planned', 'waiting') or (${outbox.state} = 'leased' and ${outbox.leftAt} is null))`,
            sql`exists (${twinOf(who, other)} and twin.state in ${[...twin]})`,
          ),
        )
        .returning({ id: outbox.id }),
    );
  const left = ['leased', 'accepted', 'delivered', 'read', 'unknown'];

  const joinRows = (kept: string, gone: string): Statement[] => [
    silenceTwins(gone, kept, [...left, 'planned', 'waiting']),
    // After it: one of theirs that was claimed just before could not be held back, and is seen only now.
    silenceTwins(kept, gone, left),
    once((db) =>
      db
        .update(outbox)
        .set({ key: sql`replace(${outbox.key}, ${gone}, ${kept})` })
        .where(and(rowsOf(gone), ofMany, sql`not exists (${twinOf(gone, kept)})`))
        .returning({ id: outbox.id }),
    ),
  ];

  /** The conversations first: whoever decides there at this moment waits or decides again, and their rows move too. */
  const moveConversations = (kept: string, gone: string): Statement =>
    once((db) =>
      db
        .update(conversation)
        .set({ personId: kept, revision: sql`${conversation.revision} + 1` })
        .where(eq(conversation.personId, gone))
        .returning({ id: conversation.addressId }),
    );

  const recount = (personId: string): Statement =>
    once((db) =>
      db
        .update(address)
        .set({
          waiting: sql`(select count(*) from ${outbox} where ${outbox.addressId} = ${address.id} and ${outbox.state} = 'waiting')`,
        })
        .where(and(eq(address.personId, personId), ne(address.waiting, 0)))
        .returning({ id: address.id }),
    );

  const merge = (effect: Merge, commit: TurnCommit): Statement[] => {
    const [kept, gone] =
      effect.keep === 'owner' ? [effect.owner, commit.person.id] : [commit.person.id, effect.owner];
    return [
      // A stretch of people being planned at this moment still sees two of them.
      ...store.oneAtATime('fan-out'),
      take(effect, commit.now),
      moveConversations(kept, gone),
      join(kept, gone),
      ...joinReplies(kept, gone),
      ...joinRows(kept, gone),
      ...follows.join(kept, gone),
      move(proposal, kept, gone),
      move(consent, kept, gone),
      move(address, kept, gone),
      recount(kept),
      once((db) =>
        db
          .delete(linkCode)
          .where(or(eq(linkCode.personId, kept), eq(linkCode.personId, gone)))
          .returning({ key: linkCode.key }),
      ),
      once((db) => db.delete(person).where(eq(person.id, gone)).returning({ id: person.id }), 'conflict'),
      ...effect.tell.flatMap(({ addressId, channel, text }) =>
        statements.insert({
          id: newId(),
          addressId,
          channel,
          now: commit.now,
          lease: null,
          planned: {
            key: `linked:${newId()}`,
            purpose: 'reply',
            lane: 'reply',
            message: { kind: 'text', text },
            dueAt: commit.now,
          },
        }),
      ),
    ];
  };

  /** The chat takes its proposals and a copy of settings and ledger along; what was said to events stays behind. */
  const split = (commit: TurnCommit): Statement[] => {
    const before = commit.person.id;
    const own = newId();
    const here = commit.address.id;
    const others = sql`exists (select 1 from address other where other.person_id = ${before} and other.id <> ${here})`;
    return [
      once((db) =>
        db
          .insert(person)
          .select(
            sql`select ${own}, locale, locale_chosen, adult_enough_at, place, areas, notices, source, null, ${commit.now}
              from person where id = ${before}`,
          )
          .returning({ id: person.id }),
      ),
      once(
        (db) =>
          db
            .update(address)
            .set({ personId: own })
            .where(and(eq(address.id, here), eq(address.personId, before), others))
            .returning({ id: address.id }),
        'conflict',
      ),
      once((db) =>
        db
          .update(conversation)
          .set({ personId: own })
          .where(eq(conversation.addressId, here))
          .returning({ id: conversation.addressId }),
      ),
      once((db) =>
        db
          .update(proposal)
          .set({ personId: own })
          .where(and(eq(proposal.personId, before), eq(proposal.addressId, here)))
          .returning({ id: proposal.id }),
      ),
      once((db) =>
        db
          .insert(consent)
          .select(
            sql`select id || ':' || ${own}, ${own}, purpose, given, wording, channel, at from consent where person_id = ${before}`,
          )
          .returning({ id: consent.id }),
      ),
      ...follows.copy(before, own),
      once((db) =>
        db
          .update(person)
          .set({ preferredChannel: null })
          .where(eq(person.id, before))
          .returning({ id: person.id }),
      ),
    ];
  };

  return { merge, split };
}
