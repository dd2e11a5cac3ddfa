/** Delivery reports: they come late, twice, in any order, even before our own record, and only move a row forward. */
import { and, eq, gt, inArray, type SQL, sql } from 'drizzle-orm';
import { windowMs } from '../../talk/window.js';
import { once, prepared, type Sql, type Statement, value } from '../sql.js';
import type { Outbox, OutboxRow } from '../store.js';
import type { CountCharges } from './ledger.js';
import { createOrphanStatuses, type Status } from './orphan-statuses.js';

const p = sql.placeholder;

/** States each report may replace. A failure counts unless something higher was seen. */
const before = {
  accepted: ['planned', 'leased', 'unknown'],
  failed: ['planned', 'leased', 'unknown', 'accepted'],
  delivered: ['planned', 'leased', 'unknown', 'accepted', 'failed'],
  read: ['planned', 'leased', 'unknown', 'accepted', 'failed', 'delivered'],
} as const;

/** Writes of several rows touch them in one order everywhere: two that meet never wait for each other. */
export const inOneOrder = <Row extends { readonly id: string }>(rows: readonly Row[]): Row[] =>
  rows.toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));

interface Found {
  readonly id: string;
  readonly addressId: string;
  readonly channel: string;
  readonly broadcastId: string | null;
  /** Of the newest attempt. */
  readonly externalKey: string | null;
}
interface Known extends Found {
  readonly status: Status;
  readonly carried: readonly { readonly id: string; readonly addressId: string }[];
}
interface Again {
  readonly why: 'window-closed' | 'template';
  readonly dueAt: number;
}
const isWindowClosed = (status: Status): boolean =>
  status.state === 'failed' && status.failure?.kind === 'window-closed';

/** The template was paused or disabled after it had been taken: nothing has arrived. */
const templateCodes: ReadonlySet<string> = new Set(['132015', '132016']);
const tryTemplateMs = 10 * 60_000;

function againAfter(status: Status, now: number): Again | null {
  if (isWindowClosed(status)) return { why: 'window-closed', dueAt: now };
  return templateCodes.has(status.failure?.code ?? '')
    ? { why: 'template', dueAt: now + tryTemplateMs }
    : null;
}

export function createDelivery(
  store: Sql,
  readRows: (ids: readonly string[]) => Promise<OutboxRow[]>,
  newId: () => string,
  charges: CountCharges,
): Pick<Outbox, 'statuses' | 'applyOrphans'> & { park(id: string, addressId: string): Statement[] } {
  const { outbox, address, broadcast } = store.t;
  const orphans = createOrphanStatuses(store, newId);

  const found = {
    id: outbox.id,
    addressId: outbox.addressId,
    channel: outbox.channel,
    broadcastId: outbox.broadcastId,
    externalKey: outbox.externalKey,
  };
  const byKey = prepared('outbox_by_external', (db) =>
    db
      .select(found)
      .from(outbox)
      .where(and(eq(outbox.externalKey, p('key')), sql`${outbox.externalKey} is not null`)),
  );
  const byId = prepared('outbox_by_id', (db) =>
    db
      .select(found)
      .from(outbox)
      .where(eq(outbox.id, p('id'))),
  );
  /** Rows whose words went along in that one's message. */
  const carried = prepared('outbox_carried', (db) =>
    db
      .select({ id: outbox.id, addressId: outbox.addressId })
      .from(outbox)
      .where(and(eq(outbox.carrierId, p('id')), sql`${outbox.carrierId} is not null`)),
  );
  const forward = (state: keyof typeof before, stamp: Record<string, SQL>) =>
    prepared(`outbox_status_${state}`, (db) =>
      db
        .update(outbox)
        .set({
          state,
          externalKey: sql`coalesce(${value('key', outbox.externalKey)}, ${outbox.externalKey})`,
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
    const [known] = await store.read(byKey, { key: status.externalKey });
    if (known || status.outboxId === undefined) return known;
    const [named] = await store.read(byId, { id: status.outboxId });
    // It has moved to the person's other channel: whatever is told of the first is over.
    return named?.channel === status.channel ? named : undefined;
  };
  const findAll = async (status: Status): Promise<Known | undefined> => {
    const known = await find(status);
    return known && { ...known, status, carried: await store.read(carried, { id: known.id }) };
  };

  /**
   * A broadcast's row whose message failed for sure, and may go again: as a template, or once the template is back.
   * Only for the newest attempt; the platform may tell of the same failure twice, and late.
   */
  const goAgain = ({ id, broadcastId, addressId }: Found, status: Status, again: Again): Statement[] => [
    once((db) =>
      db
        .update(outbox)
        .set({
          state: 'planned',
          why: again.why,
          dueAt: again.dueAt,
          externalKey: status.externalKey,
          leasedBy: null,
          leasedUntil: null,
          leftAt: null,
        })
        .where(
          and(
            eq(outbox.id, id),
            sql`(${outbox.state} = 'accepted' or (${outbox.state} in ('leased', 'unknown') and ${outbox.externalKey} is null))`,
          ),
        )
        .returning({ id: outbox.id }),
    ),
    ...(again.why === 'window-closed' ? [closeWindow(addressId, again.dueAt)] : []),
    // A broadcast that was through has a row to send again.
    once((db) =>
      db
        .update(broadcast)
        .set({ state: 'sending', doneAt: null })
        .where(and(eq(broadcast.id, broadcastId ?? ''), eq(broadcast.state, 'done')))
        .returning({ id: broadcast.id }),
    ),
  ];
  const closeWindow = (addressId: string, now: number): Statement =>
    once((db) =>
      db
        .update(address)
        .set({ lastInboundAt: now - windowMs })
        .where(and(eq(address.id, addressId), gt(address.lastInboundAt, now - windowMs)))
        .returning({ id: address.id }),
    );

  const moveOne = (id: string, addressId: string, status: Status, key: string | null): Statement[] => {
    const { failure } = status;
    if (isWindowClosed(status)) return park(id, addressId);
    const params = {
      id,
      key,
      at: status.at,
      kind: failure?.kind ?? 'fix',
      code: failure?.code ?? '',
      detail: failure?.detail ?? '',
    };
    const statements: Statement[] = [{ query: moves[status.state], params }];
    if (status.state === 'delivered')
      statements.push({ query: stampDelivered, params: { id, at: status.at } });
    return statements;
  };
  const moveStatements = (row: Known, now: number): Statement[] => {
    const { status } = row;
    const { failure } = status;
    const isStale = row.externalKey !== null && row.externalKey !== status.externalKey;
    if (status.state === 'failed' && row.broadcastId !== null) {
      // Of an attempt before the newest one.
      if (isStale) return [];
      const again = againAfter(status, now);
      if (again) return goAgain(row, status, again);
    }
    const statements = moveOne(row.id, row.addressId, status, isStale ? row.externalKey : status.externalKey);
    for (const one of row.carried) statements.push(...moveOne(one.id, one.addressId, status, null));
    if (failure?.kind === 'gone' || failure?.kind === 'blocked')
      statements.push(unreachable(row.addressId, failure.kind));
    return statements;
  };
  /** Rows that turn out to wait for the window. */
  const waitingOf = (rows: readonly Known[]): string[] =>
    rows.flatMap((row) => (isWindowClosed(row.status) && row.broadcastId === null ? [row.id] : []));

  return {
    park,
    statuses: async (statuses, now) => {
      const found = await Promise.all(statuses.map(findAll));
      const known = found.flatMap((row) => (row ? [row] : []));
      const writes = [
        ...inOneOrder(known).flatMap((row) => moveStatements(row, now)),
        ...statuses.filter((_, index) => !found[index]).map((status) => orphans.keep(status, now)),
        ...charges(known),
      ];
      if (writes.length > 0) await store.write(writes);
      return readRows(waitingOf(known));
    },
    applyOrphans: async (now) => {
      const kept = await orphans.oldest();
      const writes: Statement[] = [];
      const told: Known[] = [];
      for (const { id, status } of kept) {
        const known = await findAll(status);
        if (!known) continue;
        writes.push(...moveStatements(known, now), orphans.drop(id));
        told.push(known);
      }
      writes.push(...charges(told));
      writes.push(orphans.forgetOld(now));
      if (kept.length > 0) await store.write(writes);
      return readRows(waitingOf(told));
    },
  };
}
