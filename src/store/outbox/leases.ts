/** Planned rows in a sender's hand: leased for a while, and read with what sending them takes. */
import { and, asc, eq, inArray, type SQL, sql } from 'drizzle-orm';
import { purposes } from '../../inbox/turn.js';
import { oneOf } from '../../one-of.js';
import { channelNamed } from '../../talk/message.js';
import { once, prepared, type Sql, type Statement, value } from '../sql.js';
import type { OutboxRow } from '../store.js';
import { blank } from './statements.js';

const p = sql.placeholder;

const purposeOf = (name: string): OutboxRow['purpose'] => oneOf(purposes, name, 'reply');

/** Reads outbox rows with what sending them takes. */
export function createRowReader(store: Sql) {
  const { outbox, address, person } = store.t;
  const reply = sql`(select said.reply from calendar_reply said where said.person_id = ${person.id}
    and said.entry_id = (select b.entry_id from broadcast b where b.id = ${outbox.broadcastId}))`;
  /**
   * Baja cannot reach a row in a sender's hand, nor one that is planned at that very moment; "not for me" reaches none:
   * so both are asked for again.
   */
  const unwanted = sql<'stopped' | 'not-for-me' | null>`case when ${outbox.broadcastId} is null then null
    when ${reply} = 'not-for-me' then 'not-for-me'
    when ${person.notices} or ${reply} in ('going', 'remind') then null
    else 'stopped' end`;
  return async (ids: readonly string[]): Promise<OutboxRow[]> => {
    if (ids.length === 0) return [];
    const rows = await store.readOnce((db) =>
      db
        .select({
          row: outbox,
          sealed: address.sealed,
          lastInboundAt: address.lastInboundAt,
          reachable: address.reachable,
          locale: person.locale,
          unwanted,
        })
        .from(outbox)
        .innerJoin(address, eq(address.id, outbox.addressId))
        .leftJoin(person, eq(person.id, address.personId))
        .where(inArray(outbox.id, [...ids]))
        .orderBy(asc(outbox.dueAt), asc(outbox.id)),
    );
    return rows.map(({ row, sealed, lastInboundAt, reachable, locale, unwanted: why }) => ({
      id: row.id,
      addressId: row.addressId,
      channel: channelNamed(row.channel),
      lane: row.lane === 'bulk' ? 'bulk' : 'reply',
      purpose: purposeOf(row.purpose),
      message: row.message,
      sealed,
      lastInboundAt,
      reachable,
      locale: locale ?? 'es',
      proposalId: row.proposalId,
      broadcastId: row.broadcastId,
      ...(why === null ? {} : { unwanted: why }),
      attempts: row.attempts,
      dueAt: row.dueAt,
    }));
  };
}

/** Rows whose address has been erased: nobody can be written to. */
function createSuppressStray(store: Sql) {
  const { outbox } = store.t;
  return async (ids: readonly string[], found: readonly OutboxRow[]): Promise<void> => {
    const known = new Set(found.map((row) => row.id));
    const stray = ids.filter((id) => !known.has(id));
    await store.write([
      once((db) =>
        db
          .update(outbox)
          .set({
            state: 'suppressed',
            why: 'no-address',
            message: blank,
            leasedBy: null,
            leasedUntil: null,
          })
          .where(inArray(outbox.id, stray))
          .returning({ id: outbox.id }),
      ),
    ]);
  };
}

export function createLeases(store: Sql) {
  const { outbox } = store.t;
  const readRows = createRowReader(store);
  const suppressStray = createSuppressStray(store);
  return {
    /**
     * Leases those planned rows `o` that are `which`, first those of `order` (which ends in a limit), for `by` until
     * `until`. Nothing to an address that another one writes to: its messages would change places.
     */
    lease: (name: string, which: SQL, order: SQL) =>
      prepared(name, (db) =>
        db
          .update(outbox)
          .set({
            state: 'leased',
            leasedBy: value('by', outbox.leasedBy),
            leasedUntil: value('until', outbox.leasedUntil),
          })
          .where(
            and(
              // A second claimer re-checks this after the lock.
              sql`${outbox.state} = 'planned'`,
              sql`${outbox.id} ${store.amongFree(sql`
                select o.id from outbox o
                where o.state = 'planned' and ${which}
                  and not exists (
                    select 1 from outbox other
                    where other.address_id = o.address_id and other.state = 'leased' and other.leased_by <> ${p('by')})
                ${order}`)}`,
            ),
          )
          .returning({ id: outbox.id }),
      ),
    /** Makes a write that ends in a lease. @returns what it leased, ready to be sent. */
    take: async (statements: readonly Statement[]): Promise<readonly OutboxRow[]> => {
      const ids = ((await store.write(statements)).at(-1) ?? []).map((row) => (row as { id: string }).id);
      const rows = await readRows(ids);
      if (rows.length < ids.length) await suppressStray(ids, rows);
      return rows;
    },
  };
}
