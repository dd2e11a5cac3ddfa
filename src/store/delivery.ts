/** Delivery reports: they come late, twice, in any order, even before our own record, and only move a row forward. */
import { and, asc, eq, inArray, lt, type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import { failureKinds } from '../talk/failure.js';
import type { CountCharges, DeliveredRow } from './ledger.js';
import { once, prepared, type Sql, type Statement, value } from './sql.js';
import type { KeyedStatus, Outbox, OutboxRow } from './store.js';

const p = sql.placeholder;
const weekMs = 7 * 86_400_000;
const orphanBatch = 500;

/** States each report may replace. A failure counts unless something higher was seen. */
const before = {
  accepted: ['planned', 'leased', 'unknown'],
  failed: ['planned', 'leased', 'unknown', 'accepted'],
  delivered: ['planned', 'leased', 'unknown', 'accepted', 'failed'],
  read: ['planned', 'leased', 'unknown', 'accepted', 'failed', 'delivered'],
} as const;

const keptStatus = z.object({
  state: z.enum(['accepted', 'delivered', 'read', 'failed']),
  at: z.number(),
  outboxId: z.string().nullable(),
  kind: z.enum(failureKinds).nullable(),
  code: z.string().nullable(),
  detail: z.string().nullable(),
  category: z.string().nullish(),
  type: z.string().nullish(),
  billable: z.boolean().nullish(),
});

/** Writes of several rows touch them in one order everywhere: two that meet never wait for each other. */
export const inOneOrder = <Row extends { readonly id: string }>(rows: readonly Row[]): Row[] =>
  rows.toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));

type Found = { readonly id: string; readonly addressId: string };
type Status = Pick<KeyedStatus, 'state' | 'at' | 'externalKey' | 'outboxId' | 'failure' | 'pricing'>;

const statusOf = (externalKey: string, kept: z.infer<typeof keptStatus>): Status => {
  const { state, at, outboxId, kind, code, detail, category, type, billable } = kept;
  return {
    state,
    at,
    externalKey,
    ...(outboxId === null ? {} : { outboxId }),
    ...(kind === null ? {} : { failure: { kind, code: code ?? '', detail: detail ?? '' } }),
    ...(category && type ? { pricing: { category, type, billable: billable ?? true } } : {}),
  };
};

export function createDelivery(
  store: Sql,
  readRows: (ids: readonly string[]) => Promise<OutboxRow[]>,
  newId: () => string,
  charges: CountCharges,
): Pick<Outbox, 'statuses' | 'applyOrphans'> & { park(id: string, addressId: string): Statement[] } {
  const { outbox, address, orphanStatus } = store.t;

  const byKey = prepared('outbox_by_external', (db) =>
    db
      .select({ id: outbox.id, addressId: outbox.addressId })
      .from(outbox)
      .where(and(eq(outbox.externalKey, p('key')), sql`${outbox.externalKey} is not null`)),
  );
  const byId = prepared('outbox_by_id', (db) =>
    db
      .select({ id: outbox.id, addressId: outbox.addressId })
      .from(outbox)
      .where(eq(outbox.id, p('id'))),
  );
  const forward = (state: keyof typeof before, stamp: Record<string, SQL>) =>
    prepared(`outbox_status_${state}`, (db) =>
      db
        .update(outbox)
        .set({
          state,
          externalKey: value('key', outbox.externalKey),
          why: null,
          code: null,
          detail: null,
          leasedBy: null,
          leasedUntil: null,
          ...stamp,
        })
        .where(and(eq(outbox.id, p('id')), inArray(outbox.state, [...before[state]])))
        .returning({ id: outbox.id }),
    );
  const moves = {
    accepted: forward('accepted', { acceptedAt: value('at', outbox.acceptedAt) }),
    delivered: forward('delivered', { deliveredAt: value('at', outbox.deliveredAt) }),
    read: forward('read', { readAt: value('at', outbox.readAt) }),
    failed: forward('failed', {
      failedAt: value('at', outbox.failedAt),
      why: value('kind', outbox.why),
      code: value('code', outbox.code),
      detail: value('detail', outbox.detail),
    }),
  };
  /** "read" may come without "delivered": the earlier instant is noted even when the state is past it. */
  const stampDelivered = prepared('outbox_stamp_delivered', (db) =>
    db
      .update(outbox)
      .set({ deliveredAt: sql`coalesce(${outbox.deliveredAt}, ${value('at', outbox.deliveredAt)})` })
      .where(eq(outbox.id, p('id')))
      .returning({ id: outbox.id }),
  );

  const park = (id: string, addressId: string): Statement[] => [
    once((db) =>
      db
        .update(outbox)
        .set({ state: 'waiting', why: 'window-closed', leasedBy: null, leasedUntil: null })
        .where(and(eq(outbox.id, id), inArray(outbox.state, ['planned', 'leased', 'unknown', 'accepted'])))
        .returning({ id: outbox.id }),
    ),
    once((db) =>
      db
        .update(address)
        .set({
          waiting: sql`(select count(*) from ${outbox} where ${outbox.addressId} = ${addressId} and ${outbox.state} = 'waiting')`,
        })
        .where(eq(address.id, addressId))
        .returning({ id: address.id }),
    ),
  ];

  const unreachable = (addressId: string, why: string): Statement =>
    once((db) =>
      db
        .update(address)
        .set({ reachable: false, unreachableWhy: why })
        .where(eq(address.id, addressId))
        .returning({ id: address.id }),
    );

  const find = async (status: Status): Promise<Found | undefined> => {
    const [found] = await store.read(byKey, { key: status.externalKey });
    if (found || status.outboxId === undefined) return found;
    return (await store.read(byId, { id: status.outboxId }))[0];
  };

  const moveStatements = (found: Found, status: Status): Statement[] => {
    const { failure } = status;
    if (status.state === 'failed' && failure?.kind === 'window-closed')
      return park(found.id, found.addressId);
    const params = {
      id: found.id,
      key: status.externalKey,
      at: status.at,
      kind: failure?.kind ?? 'fix',
      code: failure?.code ?? '',
      detail: failure?.detail ?? '',
    };
    const statements: Statement[] = [{ query: moves[status.state], params }];
    if (status.state === 'delivered')
      statements.push({ query: stampDelivered, params: { id: found.id, at: status.at } });
    if (failure?.kind === 'gone' || failure?.kind === 'blocked')
      statements.push(unreachable(found.addressId, failure.kind));
    return statements;
  };

  const keep = (status: Status, now: number): Statement =>
    once((db) =>
      db
        .insert(orphanStatus)
        .values({
          id: newId(),
          externalKey: status.externalKey,
          status: {
            state: status.state,
            at: status.at,
            outboxId: status.outboxId ?? null,
            kind: status.failure?.kind ?? null,
            code: status.failure?.code ?? null,
            detail: status.failure?.detail ?? null,
            category: status.pricing?.category ?? null,
            type: status.pricing?.type ?? null,
            billable: status.pricing?.billable ?? null,
          },
          receivedAt: now,
        })
        .returning({ id: orphanStatus.id }),
    );

  const isWindowClosed = (status: Status) =>
    status.state === 'failed' && status.failure?.kind === 'window-closed';

  return {
    park,
    statuses: async (statuses, now) => {
      const found = await Promise.all(statuses.map(find));
      const known = statuses.flatMap((status, index) => {
        const row = found[index];
        return row ? [{ ...row, status }] : [];
      });
      const writes = [
        ...inOneOrder(known).flatMap((row) => moveStatements(row, row.status)),
        ...statuses.filter((_, index) => !found[index]).map((status) => keep(status, now)),
        ...charges(known),
      ];
      if (writes.length > 0) await store.write(writes);
      return readRows(known.flatMap((row) => (isWindowClosed(row.status) ? row.id : [])));
    },
    applyOrphans: async (now) => {
      const kept = await store.readOnce((db) =>
        db.select().from(orphanStatus).orderBy(asc(orphanStatus.id)).limit(orphanBatch),
      );
      const writes: Statement[] = [];
      const waiting: string[] = [];
      const told: DeliveredRow[] = [];
      for (const row of kept) {
        const status = statusOf(row.externalKey, keptStatus.parse(row.status));
        const found = await find(status);
        if (!found) continue;
        writes.push(...moveStatements(found, status));
        writes.push(
          once((db) =>
            db.delete(orphanStatus).where(eq(orphanStatus.id, row.id)).returning({ id: orphanStatus.id }),
          ),
        );
        if (isWindowClosed(status)) waiting.push(found.id);
        told.push({ id: found.id, status });
      }
      writes.push(...charges(told));
      writes.push(
        once((db) =>
          db
            .delete(orphanStatus)
            .where(lt(orphanStatus.receivedAt, now - weekMs))
            .returning({ id: orphanStatus.id }),
        ),
      );
      if (kept.length > 0) await store.write(writes);
      return readRows(waiting);
    },
  };
}
