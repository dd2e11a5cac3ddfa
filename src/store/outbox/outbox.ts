/** The outbox as the sender uses it: claim, settle, recover, plan. */
import { and, asc, eq, gt, inArray, lt, lte, or, type SQL, sql } from 'drizzle-orm';
import { crashed } from '../../talk/fate.js';
import { windowMs } from '../../talk/window.js';
import { isDuplicate, once, prepared, type Sql, type Statement } from '../sql.js';
import type { Outbox, Settlement } from '../store.js';
import { createBudget } from './budget.js';
import { createDelivery, inOneOrder } from './delivery.js';
import { createLeases, createRowReader } from './leases.js';
import type { CountCharges } from './ledger.js';
import { createSettle } from './settlements.js';
import { createOutboxStatements } from './statements.js';

const p = sql.placeholder;

const lanesOf = ['reply', 'bulk'] as const;

export function createOutbox(store: Sql, newId: () => string, charges: CountCharges): Outbox {
  const { outbox, address, broadcast } = store.t;
  const statements = createOutboxStatements(store);
  const leases = createLeases(store);
  const delivery = createDelivery(store, createRowReader(store), newId, charges);

  const free = { leasedBy: null, leasedUntil: null };
  const settleOne = createSettle(store, delivery.park);

  /** A platform that gives one id to two messages cannot report on the second; that must not hold up anybody. */
  const settleAlone = async (end: Settlement): Promise<void> => {
    try {
      await store.write(settleOne(end));
    } catch (error) {
      if (!isDuplicate(error) || end.to !== 'accepted') throw error;
      await store.write(settleOne({ ...end, externalKey: null }));
    }
  };

  const claimRows = leases.lease(
    'outbox_claim',
    sql`o.broadcast_id is null and o.channel = ${p('channel')} and o.lane = ${p('lane')} and o.due_at <= ${p('now')}`,
    sql`order by o.due_at, o.id limit ${p('limit')}`,
  );
  const nextDue = prepared('outbox_next_due', (db) =>
    db
      .select({ dueAt: outbox.dueAt })
      .from(outbox)
      .where(
        and(
          // Both as the index has them, or SQLite walks the whole table.
          sql`${outbox.state} = 'planned'`,
          sql`${outbox.broadcastId} is null`,
          eq(outbox.channel, p('channel')),
          eq(outbox.lane, p('lane')),
        ),
      )
      .orderBy(asc(outbox.dueAt))
      .limit(1),
  );

  const nextBulkDue = prepared('outbox_next_bulk_due', (db) =>
    db
      .select({
        dueAt: sql<number | null>`min((select o.due_at from outbox o
          where o.state = 'planned' and o.broadcast_id is not null and o.broadcast_id = broadcast.id
            and o.channel = ${p('channel')} order by o.due_at limit 1))`.mapWith((at: unknown) =>
          at === null ? null : Number(at),
        ),
      })
      .from(broadcast)
      // As the index of running ones has it; paused ones are not sent.
      .where(and(sql`${broadcast.state} in ('sending', 'paused')`, sql`${broadcast.state} = 'sending'`)),
  );

  const again = (now: number) => ({ state: 'planned', dueAt: now, ...free });
  const recoverWhere = (which: SQL, set: Record<string, unknown>, now: number, by: string): Statement => {
    const ended = or(eq(outbox.leasedBy, by), lt(outbox.leasedUntil, now));
    const where = and(sql`${outbox.state} = 'leased'`, which, ended);
    return once((db) => db.update(outbox).set(set).where(where).returning({ id: outbox.id }));
  };

  return {
    claim: ({ channel, lane, now, limit, by, until }) =>
      leases.take([
        ...store.oneAtATime(`claim:${channel}`),
        { query: claimRows, params: { channel, lane, now, limit, by, until } },
      ]),
    nextDue: async (channel) => {
      // One look per lane: across lanes the index would have to be sorted, a broadcast's every row of it.
      const lanes = await Promise.all(lanesOf.map((lane) => store.read(nextDue, { channel, lane })));
      const many = await store.read(nextBulkDue, { channel });
      const instants = [...lanes.flat(), ...many].flatMap(({ dueAt }) => (dueAt === null ? [] : [dueAt]));
      return instants.length === 0 ? null : Math.min(...instants);
    },
    settle: async (ends) => {
      if (ends.length === 0) return;
      try {
        await store.write(inOneOrder(ends).flatMap(settleOne));
      } catch (error) {
        if (!isDuplicate(error)) throw error;
        for (const end of ends) await settleAlone(end);
      }
    },
    statuses: delivery.statuses,
    applyOrphans: delivery.applyOrphans,
    leave: async (ids, by, at) => {
      if (ids.length === 0) return [];
      const ours = and(
        inArray(outbox.id, [...ids]),
        sql`${outbox.state} = 'leased'`,
        eq(outbox.leasedBy, by),
      );
      const note = once((db) =>
        db.update(outbox).set({ leftAt: at }).where(ours).returning({ id: outbox.id }),
      );
      const [rows = []] = await store.write([note]);
      return rows.map((row) => (row as { id: string }).id);
    },
    recover: async ({ now, by }) => {
      const unknown = {
        state: 'unknown',
        why: crashed,
        detail: 'the process ended while it was being sent',
        failedAt: now,
        ...free,
      };
      const [replies = [], unsent = [], cut = []] = await store.write([
        recoverWhere(sql`${outbox.lane} = 'reply'`, again(now), now, by),
        recoverWhere(sql`${outbox.lane} = 'bulk' and ${outbox.leftAt} is null`, again(now), now, by),
        recoverWhere(sql`${outbox.lane} = 'bulk' and ${outbox.leftAt} is not null`, unknown, now, by),
      ]);
      return { replanned: replies.length + unsent.length, unknown: cut.length };
    },
    replanUnknown: async ({ now, olderThan }) => {
      const cut = and(
        sql`${outbox.state} = 'unknown'`,
        eq(outbox.lane, 'reply'),
        lt(outbox.attempts, 2),
        lte(outbox.failedAt, olderThan),
      );
      const again = once((db) =>
        db.update(outbox).set({ state: 'planned', dueAt: now }).where(cut).returning({ id: outbox.id }),
      );
      const [rows = []] = await store.write([again]);
      return rows.length;
    },
    plan: async (rows, now) => {
      const inserted = await store.write(
        rows.flatMap((row) => statements.insert({ ...row, now, lease: null })),
      );
      return inserted.flat().map((row) => (row as { id: string }).id);
    },
    markUnreachable: async (addressId, why, _now) => {
      await store.write([
        once((db) =>
          db
            .update(address)
            .set({ reachable: false, unreachableWhy: why })
            .where(eq(address.id, addressId))
            .returning({ id: address.id }),
        ),
      ]);
    },
    closeWindow: async (addressId, now) => {
      const { lastInboundAt } = address;
      const open = and(eq(address.id, addressId), gt(lastInboundAt, now - windowMs));
      await store.write([
        once((db) =>
          db
            .update(address)
            .set({ lastInboundAt: now - windowMs })
            .where(open)
            .returning({ id: address.id }),
        ),
      ]);
    },
    ...createBudget(store),
  };
}
