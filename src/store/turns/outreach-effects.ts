/** What a turn writes about events, notices and link codes. */
import { and, eq, inArray, ne, notInArray, sql } from 'drizzle-orm';
import type { Effect, Purpose } from '../../inbox/turn.js';
import { createFollowMoves } from '../people/follow-moves.js';
import { once, prepared, type Sql, type Statement } from '../sql.js';
import type { TurnCommit } from '../store.js';

const p = sql.placeholder;

/** Counters of wrong link codes: this and the address. */
export const wrongCodes = 'link-wrong:';
/** About their own proposals: they go on after a baja, in whichever lane. */
const ownPurposes: readonly Purpose[] = ['answer', 'question', 'news'];
/** Wrong codes are forgotten with their hour. */
export const hourOf = (now: number): string => new Date(now).toISOString().slice(0, 13);

type OutreachEffect = Extract<
  Effect,
  { kind: 'calendar.reply' | 'notices.stop' | 'link.open' | 'link.wrong' }
>;

export function createOutreachEffects(store: Sql) {
  const { address, outbox, calendarReply, linkCode, counter, staff } = store.t;
  const follows = createFollowMoves(store);

  const keepReply = prepared('turn_calendar_reply', (db) =>
    db
      .insert(calendarReply)
      .values({ entryId: p('entryId'), personId: p('personId'), reply: p('reply'), at: p('now') })
      .onConflictDoUpdate({
        target: [calendarReply.entryId, calendarReply.personId],
        set: { reply: sql`excluded.reply`, at: sql`excluded.at` },
      })
      .returning({ entryId: calendarReply.entryId }),
  );

  const stop = (personId: string, now: number): Statement[] => {
    const own = sql`${address.id} in (select own.id from address own where own.person_id = ${personId})`;
    const theirs = sql`${outbox.addressId} in (select own.id from address own where own.person_id = ${personId})`;
    return [
      once((db) =>
        db
          .delete(calendarReply)
          .where(and(eq(calendarReply.personId, personId), inArray(calendarReply.reply, ['going', 'remind'])))
          .returning({ entryId: calendarReply.entryId }),
      ),
      ...follows.stop(personId, now),
      // Tries of staff are messages too: whoever wants them again shows a code again.
      once((db) =>
        db
          .update(staff)
          .set({ testAddressId: null })
          .where(
            sql`${staff.testAddressId} in (select own.id from address own where own.person_id = ${personId})`,
          )
          .returning({ id: staff.id }),
      ),
      // A sender that has one in hand asks for it before it leaves. What has left is known to the sender only.
      once((db) =>
        db
          .update(outbox)
          .set({ state: 'suppressed', why: 'stopped', failedAt: now, leasedBy: null, leasedUntil: null })
          .where(
            and(
              theirs,
              eq(outbox.lane, 'bulk'),
              notInArray(outbox.purpose, [...ownPurposes]),
              sql`(${outbox.state} in ('planned', 'waiting') or (${outbox.state} = 'leased' and ${outbox.leftAt} is null))`,
            ),
          )
          .returning({ id: outbox.id }),
      ),
      once((db) =>
        db
          .update(address)
          .set({
            waiting: sql`(select count(*) from ${outbox} where ${outbox.addressId} = ${address.id} and ${outbox.state} = 'waiting')`,
          })
          .where(and(own, ne(address.waiting, 0)))
          .returning({ id: address.id }),
      ),
    ];
  };

  /** A person has one open code: the newest. */
  const open = (key: string, personId: string, expiresAt: number): Statement[] => [
    once((db) => db.delete(linkCode).where(eq(linkCode.personId, personId)).returning({ key: linkCode.key })),
    once((db) => db.insert(linkCode).values({ key, personId, expiresAt }).returning({ key: linkCode.key })),
  ];

  const countWrong = (addressId: string, now: number): Statement[] => {
    const name = `${wrongCodes}${addressId}`;
    const day = hourOf(now);
    return [
      once((db) =>
        db
          .delete(counter)
          .where(and(eq(counter.name, name), ne(counter.day, day)))
          .returning({ name: counter.name }),
      ),
      once((db) =>
        db
          .insert(counter)
          .values({ name, day, count: 1 })
          .onConflictDoUpdate({
            target: [counter.name, counter.day],
            set: { count: sql`${counter.count} + 1` },
          })
          .returning({ name: counter.name }),
      ),
    ];
  };

  return (effect: OutreachEffect, commit: TurnCommit): Statement[] => {
    const { now } = commit;
    const personId = commit.person.id;
    switch (effect.kind) {
      case 'calendar.reply': {
        const { entryId, reply } = effect;
        return [{ query: keepReply, params: { entryId, personId, reply, now } }];
      }
      case 'notices.stop':
        return stop(personId, now);
      case 'link.open':
        return open(effect.key, personId, effect.expiresAt);
      case 'link.wrong':
        return countWrong(commit.address.id, now);
    }
  };
}
