/** A broadcast's rows on their way: claimed by its name, moved to another address, swept when it is cancelled. */
import { and, asc, eq, inArray, type SQL, sql } from 'drizzle-orm';
import { crashed } from '../../talk/fate.js';
import { channelNames } from '../../talk/message.js';
import { createLeases } from '../outbox/leases.js';
import type { Broadcasts } from '../outreach.js';
import { once, prepared, type Sql, type Statement, value } from '../sql.js';

const p = sql.placeholder;

/** States of rows that are out, or were: the first batch is counted by them, without those our own end cut off. */
const outStates = sql`('leased', 'accepted', 'delivered', 'read', 'failed', 'unknown', 'waiting')`;

export function createClaim(
  store: Sql,
): Pick<Broadcasts, 'claim' | 'sweepCancelled' | 'isOpen' | 'fallback'> {
  const { outbox, address, person, broadcast } = store.t;
  const leases = createLeases(store);

  const asked = sql`cast(${p('limit')} as integer)`;
  const left = sql`(b.first_batch - (select count(*) from outbox o
    where o.broadcast_id = b.id and o.broadcast_id is not null and o.state in ${outStates}
      and coalesce(o.why, '') <> ${sql.raw(`'${crashed}'`)}))`;
  /** Asked in the same statement: a pause acts at once, and processes together keep to the first batch. */
  const room = sql`coalesce((select case
      when b.state <> 'sending' then 0
      when b.phase = 'full' then ${asked}
      when b.phase = 'first' then ${store.later(0, sql`case when ${left} < ${asked} then ${left} else ${asked} end`)}
      else 0 end from broadcast b where b.id = ${p('broadcastId')}), 0)`;
  const claimRows = leases.lease(
    'broadcast_claim',
    sql`o.broadcast_id is not null and o.broadcast_id = ${p('broadcastId')}
      and o.channel = ${p('channel')} and o.due_at <= ${p('now')}`,
    // Ordered as the index is: a million rows due at once are never sorted.
    sql`order by o.due_at limit ${room}`,
  );

  const openRow = (name: string, states: readonly string[]) =>
    prepared(name, (db) =>
      db
        .select({ id: outbox.id })
        .from(outbox)
        .where(
          and(
            eq(outbox.broadcastId, p('broadcastId')),
            sql`${outbox.broadcastId} is not null`,
            inArray(outbox.state, [...states]),
          ),
        )
        .limit(1),
    );
  const openRows = {
    any: openRow('broadcast_open', ['planned', 'leased', 'waiting']),
    planned: openRow('broadcast_planned', ['planned']),
    sweepable: openRow('broadcast_sweepable', ['planned', 'waiting']),
  };
  const isOpen: Broadcasts['isOpen'] = async (id, only) =>
    (await store.read(openRows[only ?? 'any'], { broadcastId: id })).length > 0;

  const sweep = (name: string, some: SQL) =>
    prepared(name, (db) =>
      store.unheard(
        db
          .update(outbox)
          .set({ state: 'suppressed', why: 'cancelled', failedAt: value('now', outbox.failedAt) })
          .where(
            and(sql`${outbox.state} in ('planned', 'waiting')`, sql`${outbox.id} ${store.amongFree(some)}`),
          ),
      ),
    );
  const ofBroadcast = sql`o.broadcast_id = ${p('broadcastId')} and o.broadcast_id is not null`;
  // In the order in which they were planned: rows that stand together are written together.
  const sweepPlanned = sweep(
    'broadcast_sweep',
    sql`select o.id from outbox o where o.state = 'planned' and ${ofBroadcast} and o.channel = ${p('channel')}
      order by o.due_at limit cast(${p('chunk')} as integer)`,
  );
  const sweepWaiting = sweep(
    'broadcast_sweep_waiting',
    sql`select o.id from outbox o where ${ofBroadcast} and o.state = 'waiting' limit cast(${p('chunk')} as integer)`,
  );
  const plannedOn = prepared('broadcast_planned_on', (db) =>
    db
      .select({ channel: outbox.channel })
      .from(outbox)
      .where(
        and(
          sql`${outbox.state} = 'planned' and ${outbox.broadcastId} is not null`,
          eq(outbox.broadcastId, p('broadcastId')),
          eq(outbox.channel, p('channel')),
        ),
      )
      .limit(1),
  );
  const sweepStep = async (broadcastId: string, chunk: number, now: number): Promise<Statement> => {
    for (const channel of channelNames)
      if ((await store.read(plannedOn, { broadcastId, channel })).length > 0)
        return { query: sweepPlanned, params: { broadcastId, channel, chunk, now } };
    return { query: sweepWaiting, params: { broadcastId, chunk, now } };
  };

  return {
    isOpen,
    claim: ({ broadcastId, channel, now, limit, by, until }) =>
      leases.take([
        ...store.oneAtATime(`claim:${channel}`),
        ...store.oneAtATime(`claim:${broadcastId}`),
        { query: claimRows, params: { broadcastId, channel, now, limit, by, until } },
      ]),
    sweepCancelled: async (id, chunk, now) => {
      await store.write([await sweepStep(id, chunk, now)]);
      if (await isOpen(id)) return false;
      await store.write([
        once((db) =>
          db
            .update(broadcast)
            .set({ doneAt: now })
            .where(and(eq(broadcast.id, id), eq(broadcast.state, 'cancelled')))
            .returning({ id: broadcast.id }),
        ),
      ]);
      return true;
    },
    fallback: async (rowId, now) => {
      const [row] = await store.readOnce((db) =>
        db
          .select({ addressId: outbox.addressId, audience: broadcast.audience, personId: address.personId })
          .from(outbox)
          .innerJoin(broadcast, eq(broadcast.id, outbox.broadcastId))
          .innerJoin(address, eq(address.id, outbox.addressId))
          .where(and(eq(outbox.id, rowId), inArray(broadcast.state, ['sending', 'paused', 'done']))),
      );
      if (!row || row.personId === '') return false;
      const channels = row.audience.channels.length > 0 ? row.audience.channels : channelNames;
      const [other] = await store.readOnce((db) =>
        db
          .select({ id: address.id, channel: address.channel })
          .from(address)
          .innerJoin(person, eq(person.id, address.personId))
          .where(
            and(
              eq(address.personId, row.personId),
              eq(address.reachable, true),
              inArray(address.channel, [...channels]),
              sql`${address.id} <> ${row.addressId}`,
            ),
          )
          .orderBy(
            asc(sql`case when ${address.channel} = ${person.preferredChannel} then 0 else 1 end`),
            sql`${address.lastInboundAt} desc`,
            asc(address.id),
          )
          .limit(1),
      );
      if (!other) return false;
      const [moved = []] = await store.write([
        once((db) =>
          db
            .update(outbox)
            .set({
              addressId: other.id,
              channel: other.channel,
              state: 'planned',
              why: null,
              code: null,
              detail: null,
              attempts: 0,
              dueAt: now,
              leasedBy: null,
              leasedUntil: null,
              leftAt: null,
              externalKey: null,
              failedAt: null,
            })
            .where(
              and(
                eq(outbox.id, rowId),
                eq(outbox.addressId, row.addressId),
                sql`((${outbox.state} = 'failed' and ${outbox.why} in ('blocked', 'gone'))
                  or (${outbox.state} = 'suppressed' and ${outbox.why} = 'unreachable'))`,
              ),
            )
            .returning({ id: outbox.id }),
        ),
        // A broadcast that was through has a row to send again.
        once((db) =>
          db
            .update(broadcast)
            .set({ state: 'sending', doneAt: null })
            .where(
              and(
                sql`${broadcast.id} = (select o.broadcast_id from outbox o where o.id = ${rowId} and o.state = 'planned')`,
                eq(broadcast.state, 'done'),
              ),
            )
            .returning({ id: broadcast.id }),
        ),
      ]);
      return moved.length > 0;
    },
  };
}
