/** How the end of one attempt to send is written; prepared, since a busy broadcast writes a thousand a second. */
import { and, eq, inArray, type SQL, sql } from 'drizzle-orm';
import { prepared, type Sql, type Statement, value } from '../sql.js';
import type { Settlement } from '../store.js';

const p = sql.placeholder;

/** @param park makes a row wait for the window. */
export function createSettle(store: Sql, park: (id: string, addressId: string) => Statement[]) {
  const { outbox } = store.t;
  const free = { leasedBy: null, leasedUntil: null };
  /** The platform has said more about this row, or about this very message, than "accepted". */
  const reported = sql`(${outbox.state} in ('delivered', 'read', 'failed', 'waiting')
    or (${outbox.state} = 'planned' and ${outbox.externalKey} = ${value('externalKey', outbox.externalKey)}))`;
  const accept = prepared('outbox_accepted', (db) =>
    db
      .update(outbox)
      .set({
        // A status may have been quicker than our own record: never backwards.
        state: sql`case when ${reported} then ${outbox.state} else 'accepted' end`,
        externalKey: value('externalKey', outbox.externalKey),
        carrierId: value('carrierId', outbox.carrierId),
        acceptedAt: value('at', outbox.acceptedAt),
        templatedAt: value('templatedAt', outbox.templatedAt),
        attempts: sql`${outbox.attempts} + 1`,
        why: sql`case when ${reported} then ${outbox.why} end`,
        code: sql`case when ${reported} then ${outbox.code} end`,
        detail: sql`case when ${reported} then ${outbox.detail} end`,
        ...free,
      })
      .where(eq(outbox.id, p('id')))
      .returning({ id: outbox.id }),
  );

  const open = and(eq(outbox.id, p('id')), inArray(outbox.state, ['leased', 'planned', 'unknown']));
  const ended = (name: string, set: Record<string, SQL | string | null>, where = open) =>
    prepared(`outbox_${name}`, (db) =>
      db
        .update(outbox)
        .set({ ...set, ...free })
        .where(where)
        .returning({ id: outbox.id }),
    );
  const attempts = sql`${outbox.attempts} + 1`;
  const said = {
    why: value('why', outbox.why),
    code: value('code', outbox.code),
    detail: value('detail', outbox.detail),
  };
  const failedAt = value('at', outbox.failedAt);
  const failed = ended('failed', { state: 'failed', ...said, failedAt, attempts });
  const carrierId = value('carrierId', outbox.carrierId);
  const unknown = ended('unknown', { state: 'unknown', ...said, carrierId, failedAt, attempts });
  const suppressed = ended('suppressed', {
    state: 'suppressed',
    why: value('why', outbox.why),
    failedAt,
  });
  const again = { state: 'planned', dueAt: value('dueAt', outbox.dueAt), leftAt: null, ...said };
  const planned = ended('planned_again', again);
  const tried = ended('planned_tried', { ...again, attempts });
  const own = and(open, eq(outbox.leasedBy, p('by')));
  const plannedOwn = ended('planned_own', again, own);
  const plannedUnsent = ended(
    'planned_unsent',
    again,
    and(
      open,
      sql`(${outbox.leasedBy} = ${p('by')} or (${outbox.leasedBy} is null and ${outbox.state} = 'unknown'))`,
    ),
  );

  const planAgain = (end: Extract<Settlement, { to: 'planned' }>): Statement => {
    const params = {
      id: end.id,
      dueAt: end.dueAt,
      why: end.failure?.kind ?? end.why ?? null,
      code: end.failure?.code ?? null,
      detail: end.failure?.detail ?? null,
    };
    if (end.counts) return { query: tried, params };
    if (end.by === undefined) return { query: planned, params };
    return { query: end.unsent ? plannedUnsent : plannedOwn, params: { ...params, by: end.by } };
  };

  return (end: Settlement): Statement[] => {
    const { id } = end;
    switch (end.to) {
      case 'accepted': {
        const { externalKey, carrierId = null, at } = end;
        const templatedAt = end.template ? at : null;
        return [{ query: accept, params: { id, externalKey, carrierId, at, templatedAt } }];
      }
      case 'failed': {
        const { kind, code, detail } = end.failure;
        return [{ query: failed, params: { id, why: kind, code, detail, at: end.at } }];
      }
      case 'planned':
        return [planAgain(end)];
      case 'unknown': {
        const { carrierId = null, detail, at } = end;
        const params = { id, why: 'unknown', code: null, detail, carrierId, at };
        return [{ query: unknown, params }];
      }
      case 'suppressed':
        return [{ query: suppressed, params: { id, why: end.why, at: end.at } }];
      case 'waiting':
        return park(id, end.addressId);
    }
  };
}
