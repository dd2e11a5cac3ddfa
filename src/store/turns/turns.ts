/** Commits what a turn decided, in one transaction: the hot path, prepared queries only. */
import { and, asc, eq, isNotNull, lte, sql } from 'drizzle-orm';
import type { Facts, Need } from '../../inbox/turn.js';
import { channelNamed } from '../../talk/message.js';
import { blank, createOutboxStatements } from '../outbox/statements.js';
import type { Calendar } from '../outreach.js';
import {
  isDuplicate,
  isSerialization,
  NothingTouched,
  once,
  prepared,
  type Sql,
  type Statement,
  value,
} from '../sql.js';
import type { CommitResult, TurnCommit, Turns } from '../store.js';
import { createEffects } from './effects.js';
import { createExchangeGlances } from './exchange-glances.js';
import { createGlances } from './glances.js';
import { createTurnLoader } from './loader.js';
import { createOutreachGlances } from './outreach-glances.js';

const p = sql.placeholder;

export function createTurns(
  store: Sql,
  seal: (plain: string) => string,
  newId: () => string,
  calendar: Pick<Calendar, 'entry' | 'entries' | 'upcoming'>,
): Turns {
  const { t } = store;
  const effects = createEffects(store, seal, newId);
  const outbox = createOutboxStatements(store);
  const glances = createGlances(store);
  const exchange = createExchangeGlances(store);
  const outreach = createOutreachGlances(store, calendar);
  const { person, address, addressKey, conversation, inbound } = t;

  const insertInbound = prepared('inbound_insert', (db) =>
    db
      .insert(inbound)
      .values({
        key: p('key'),
        addressId: p('addressId'),
        kind: p('kind'),
        kept: p('kept'),
        sentAt: p('sentAt'),
        receivedAt: p('now'),
      })
      .onConflictDoNothing()
      .returning({ key: inbound.key }),
  );
  const insertPerson = prepared('person_insert', (db) =>
    db
      .insert(person)
      .values({
        id: p('id'),
        locale: p('locale'),
        localeChosen: false,
        adultEnoughAt: null,
        place: null,
        areas: [],
        notices: false,
        source: null,
        preferredChannel: null,
        createdAt: p('now'),
      })
      .returning({ id: person.id }),
  );
  const insertAddress = prepared('address_insert', (db) =>
    db
      .insert(address)
      .values({
        id: p('id'),
        personId: p('personId'),
        channel: p('channel'),
        sealed: p('sealed'),
        reachable: true,
        unreachableWhy: null,
        lastInboundAt: p('sentAt'),
        waiting: 0,
        createdAt: p('now'),
      })
      .returning({ id: address.id }),
  );
  const insertKey = prepared('address_key_insert', (db) =>
    db
      .insert(addressKey)
      .values({ key: p('key'), addressId: p('addressId') })
      .returning({ key: addressKey.key }),
  );
  const linkKey = prepared('address_key_link', (db) =>
    db
      .insert(addressKey)
      .values({ key: p('key'), addressId: p('addressId') })
      .onConflictDoNothing()
      .returning({ key: addressKey.key }),
  );
  const reseal = prepared('address_reseal', (db) =>
    db
      .update(address)
      .set({ sealed: value('sealed', address.sealed) })
      .where(eq(address.id, p('id')))
      .returning({ id: address.id }),
  );
  const touch = prepared('address_touch', (db) =>
    db
      .update(address)
      .set({
        lastInboundAt: store.later(sql`${address.lastInboundAt}`, value('sentAt', address.lastInboundAt)),
        reachable: true,
        unreachableWhy: null,
      })
      .where(eq(address.id, p('id')))
      .returning({ id: address.id }),
  );
  const state = {
    flow: p('flow'),
    version: p('version'),
    step: p('step'),
    answers: p('answers'),
    tries: p('tries'),
    since: p('since'),
    nudged: p('nudged'),
    nudgeAt: p('nudgeAt'),
    expiresAt: p('expiresAt'),
  };
  const insertConversation = prepared('conversation_insert', (db) =>
    db
      .insert(conversation)
      .values({ addressId: p('addressId'), personId: p('personId'), revision: 1, ...state })
      .returning({ id: conversation.addressId }),
  );
  const updateConversation = prepared('conversation_update', (db) =>
    db
      .update(conversation)
      .set({
        flow: value('flow', conversation.flow),
        version: value('version', conversation.version),
        step: value('step', conversation.step),
        answers: value('answers', conversation.answers),
        tries: value('tries', conversation.tries),
        since: value('since', conversation.since),
        nudged: value('nudged', conversation.nudged),
        nudgeAt: value('nudgeAt', conversation.nudgeAt),
        expiresAt: value('expiresAt', conversation.expiresAt),
        revision: sql`${conversation.revision} + 1`,
      })
      .where(and(eq(conversation.addressId, p('addressId')), eq(conversation.revision, p('revision'))))
      .returning({ id: conversation.addressId }),
  );

  const identity = (commit: TurnCommit): Statement[] => {
    const { person: who, address: where, now, sentAt, channel } = commit;
    if (who.isNew || where.isNew) {
      return [
        { query: insertPerson, params: { id: who.id, locale: who.locale, now } },
        {
          query: insertAddress,
          params: { id: where.id, personId: who.id, channel, sealed: where.sealed, sentAt, now },
        },
        ...commit.keys.map((key) => ({ query: insertKey, params: { key, addressId: where.id } })),
        {
          query: insertConversation,
          params: { addressId: where.id, personId: who.id, ...commit.turn.conversation },
        },
      ];
    }
    const statements: Statement[] = [
      {
        query: updateConversation,
        params: { addressId: where.id, revision: commit.revision, ...commit.turn.conversation },
        ifNone: 'conflict',
      },
    ];
    if (commit.touch) statements.push({ query: touch, params: { id: where.id, sentAt } });
    if (where.sealed !== null) {
      statements.push({ query: reseal, params: { id: where.id, sealed: where.sealed } });
      for (const key of commit.keys)
        statements.push({ query: linkKey, params: { key, addressId: where.id } });
    }
    return statements;
  };

  const statementsOf = (commit: TurnCommit): Statement[] => {
    const { turn, now } = commit;
    const statements: Statement[] = [];
    if (commit.inboundKey !== null) {
      const params = {
        key: commit.inboundKey,
        addressId: commit.address.id,
        kind: commit.inboundKind,
        kept: turn.kept ?? null,
        sentAt: commit.sentAt,
        now,
      };
      statements.push({ query: insertInbound, params, ifNone: 'duplicate' });
    }
    statements.push(...identity(commit));
    for (const effect of turn.effects) statements.push(...effects.statements(effect, commit));
    for (const { id, planned } of commit.rows) {
      const lease = commit.lease && planned.dueAt <= now ? commit.lease : null;
      statements.push(
        ...outbox.insert({ id, planned, addressId: commit.address.id, channel: commit.channel, now, lease }),
      );
    }
    if (commit.releaseWaiting) statements.push(...outbox.release(commit.address.id, now));
    return statements;
  };

  const due = (column: 'nudgeAt' | 'expiresAt') =>
    prepared(`conversation_due_${column === 'nudgeAt' ? 'nudge' : 'expire'}`, (db) =>
      db
        .select({ addressId: conversation.addressId, channel: address.channel })
        .from(conversation)
        .innerJoin(address, eq(address.id, conversation.addressId))
        .where(and(isNotNull(conversation[column]), lte(conversation[column], p('now'))))
        .orderBy(asc(conversation[column]))
        .limit(p('limit')),
    );
  const dueNudges = due('nudgeAt');
  const dueExpiries = due('expiresAt');

  return {
    ...createTurnLoader(store),
    need: async (need: Need, facts: Facts) =>
      (await glances.add(need, facts)) ??
      (await exchange.add(need, facts)) ??
      (await outreach.add(need, facts)),
    commit: async (commit): Promise<CommitResult> => {
      try {
        await store.write(statementsOf(commit));
        return 'committed';
      } catch (error) {
        if (error instanceof NothingTouched) return error.reason === 'duplicate' ? 'duplicate' : 'conflict';
        if (isDuplicate(error) || isSerialization(error)) return 'conflict';
        throw error;
      }
    },
    sweepErased: async () => {
      const { outbox } = t;
      const gone = sql`select ${address.id} from ${address} where ${address.personId} = '' and not exists (
        select 1 from ${outbox} where ${outbox.addressId} = ${address.id} and (${outbox.state} in ('planned', 'leased') or (${outbox.state} = 'unknown' and ${outbox.attempts} < 2)))`;
      await store.write([
        once((db) =>
          db
            .update(outbox)
            .set({ message: blank })
            .where(sql`${outbox.addressId} in (${gone})`)
            .returning({ id: outbox.id }),
        ),
        once((db) => db.delete(address).where(sql`${address.id} in (${gone})`).returning({ id: address.id })),
      ]);
    },
    due: async (now, limit) => {
      // Whoever is past the end is not nudged any more.
      const expired = await store.read(dueExpiries, { now, limit });
      const ended = new Set(expired.map((row) => row.addressId));
      const nudged = await store.read(dueNudges, { now, limit });
      return [
        ...expired.map((row) => ({
          addressId: row.addressId,
          channel: channelNamed(row.channel),
          due: 'expire' as const,
        })),
        ...nudged
          .filter((row) => !ended.has(row.addressId))
          .map((row) => ({
            addressId: row.addressId,
            channel: channelNamed(row.channel),
            due: 'nudge' as const,
          })),
      ];
    },
  };
}
