/** What messages cost, who got templates, and what the platform last told about itself. */
import { and, asc, desc, eq, gte, sql } from 'drizzle-orm';
import type { DeliveryStatus, Pricing } from '../../talk/failure.js';
import { channelNames } from '../../talk/message.js';
import type { Charge, Ledger } from '../outreach.js';
import { once, prepared, type Sql, type Statement, value } from '../sql.js';

const p = sql.placeholder;

export interface DeliveredRow {
  /** Of the outbox. */
  readonly id: string;
  readonly status: Pick<DeliveryStatus, 'state' | 'at' | 'pricing'>;
}

/** Writes each delivered message into the ledger once, whichever report names its price first. */
export type CountCharges = (rows: readonly DeliveredRow[]) => Statement[];

/** Outside the window only templates are billed, and none of them as `service`. */
const isTemplate = ({ category, type }: Pricing): boolean => category !== 'service' && type === 'regular';

/** `2026-11-24` where the forum is. */
function createDayOf(timezone: string): (at: number) => string {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: timezone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  return (at) => format.format(at);
}

/**
 * Prices come with `sent`, which is not billed, and with one of `delivered` and `read`: the row remembers that it was
 * counted. The statements belong at the end of a write: everybody's write meets at the same few rows of the ledger.
 */
export function createCharges(store: Sql, timezone: string): CountCharges {
  const { charge, outbox } = store.t;
  const dayOf = createDayOf(timezone);
  const count = prepared('charge_count', (db) =>
    db
      .insert(charge)
      .select(
        sql`select cast(${p('day')} as text), o.channel, o.purpose, cast(${p('category')} as text), cast(${p('type')} as text), 1
          from ${outbox} o where o.id = ${p('id')} and o.billed is null`,
      )
      .onConflictDoUpdate({
        target: [charge.day, charge.channel, charge.purpose, charge.category, charge.type],
        set: { count: sql`${charge.count} + 1` },
      })
      .returning({ count: charge.count }),
  );
  const mark = prepared('charge_mark', (db) =>
    db
      .update(outbox)
      .set({
        billed: sql`coalesce(${outbox.billed}, ${p('billed')})`,
        // Of a message whose line was cut nobody else says that it was a template.
        templatedAt: sql`coalesce(${outbox.templatedAt}, ${value('templatedAt', outbox.templatedAt)})`,
      })
      .where(eq(outbox.id, p('id')))
      .returning({ id: outbox.id }),
  );
  return (rows) => {
    const counted = new Map<string, { readonly billed: string; readonly statements: Statement[] }>();
    for (const { id, status } of rows) {
      const { pricing } = status;
      if (!pricing || (status.state !== 'delivered' && status.state !== 'read') || counted.has(id)) continue;
      const { category, type } = pricing;
      const billed = `${category}:${type}`;
      const day = dayOf(status.at);
      counted.set(id, {
        billed: `${day}:${billed}`,
        statements: [
          { query: count, params: { id, day, category, type } },
          { query: mark, params: { id, billed, templatedAt: isTemplate(pricing) ? status.at : null } },
        ],
      });
    }
    // In one order everywhere: two writes that meet never wait for each other.
    return [...counted.values()]
      .toSorted((a, b) => (a.billed < b.billed ? -1 : a.billed > b.billed ? 1 : 0))
      .flatMap(({ statements }) => statements);
  };
}

export function createLedger(store: Sql): Ledger {
  const { charge, outbox, platformState } = store.t;
  const templated = prepared('ledger_templated', (db) =>
    db
      .select({ people: sql<number>`cast(count(distinct ${outbox.addressId}) as integer)` })
      .from(outbox)
      .where(
        and(
          // As the index has it, or SQLite walks the table.
          sql`${outbox.templatedAt} is not null`,
          eq(outbox.channel, p('channel')),
          gte(outbox.templatedAt, p('since')),
        ),
      ),
  );
  const state = prepared('ledger_platform', (db) =>
    db
      .select({ value: platformState.value, at: platformState.at })
      .from(platformState)
      .where(eq(platformState.name, p('name'))),
  );
  const month = sql<string>`substr(${charge.day}, 1, 7)`;
  return {
    months: async (limit) => {
      const rows = await store.readOnce((db) =>
        db
          .select({
            month,
            channel: charge.channel,
            purpose: charge.purpose,
            category: charge.category,
            type: charge.type,
            count: sql<number>`cast(sum(${charge.count}) as integer)`,
          })
          .from(charge)
          .groupBy(month, charge.channel, charge.purpose, charge.category, charge.type)
          .orderBy(desc(month), charge.channel, charge.purpose, charge.category, charge.type),
      );
      const shown = [...new Set(rows.map((row) => row.month))].slice(0, limit);
      return rows.flatMap((row): Charge[] => {
        const channel = channelNames.find((known) => known === row.channel);
        return channel && shown.includes(row.month) ? [{ ...row, channel }] : [];
      });
    },
    templatedSince: async (channel, since) => {
      const [row] = await store.read(templated, { channel, since });
      return row?.people ?? 0;
    },
    platform: async (name) => (await store.read(state, { name }))[0] ?? null,
    platforms: () =>
      store.readOnce((db) =>
        db
          .select({ name: platformState.name, value: platformState.value, at: platformState.at })
          .from(platformState)
          .orderBy(asc(platformState.name)),
      ),
    setPlatform: async (name, value, now) => {
      await store.write([
        once((db) =>
          db
            .insert(platformState)
            .values({ name, value, at: now })
            .onConflictDoUpdate({ target: platformState.name, set: { value, at: now } })
            .returning({ name: platformState.name }),
        ),
      ]);
    },
  };
}
