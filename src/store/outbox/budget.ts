/** Sending budgets: one row each, shared by all processes (generic cell rate algorithm). */
import { eq, sql } from 'drizzle-orm';
import { once, prepared, type Sql, value } from '../sql.js';
import type { Outbox } from '../store.js';

const p = sql.placeholder;
/** No process reserves more than this ahead. */
const farAheadMs = 60_000;
const farAheadSlots = 100;

export function createBudget(store: Sql): Pick<Outbox, 'reserve' | 'pause' | 'pausedUntil'> {
  const { budget } = store.t;
  const open = prepared('budget_open', (db) =>
    db
      .insert(budget)
      .values({ name: p('name'), nextAt: 0, pausedUntil: 0 })
      .onConflictDoNothing()
      .returning({ name: budget.name }),
  );
  const look = prepared('budget_look', (db) =>
    db
      .select({ pausedUntil: budget.pausedUntil })
      .from(budget)
      .where(eq(budget.name, p('name'))),
  );
  /** Far ahead only because the clock was set back since: nobody reserves so much. */
  const planned = sql`case when ${budget.nextAt} > ${value('farthest', budget.nextAt)} then 0 else ${budget.nextAt} end`;
  /** The next slot is never in the past, and never inside a silence the platform asked for. */
  const take = prepared('budget_take', (db) =>
    db
      .update(budget)
      .set({
        nextAt: sql`${store.later(
          store.later(planned, value('earliest', budget.nextAt)),
          sql`${budget.pausedUntil}`,
        )} + ${value('span', budget.nextAt)}`,
      })
      .where(eq(budget.name, p('name')))
      .returning({ nextAt: budget.nextAt }),
  );
  const known = new Set<string>();
  return {
    reserve: async (name, count, intervalMs, burst, now) => {
      const span = count * intervalMs;
      const farthest = now + farAheadMs + farAheadSlots * intervalMs;
      const params = { name, earliest: now - burst * intervalMs, farthest, span };
      const rows = known.has(name)
        ? await store.write([{ query: take, params }])
        : await store.write([
            { query: open, params: { name } },
            { query: take, params },
          ]);
      known.add(name);
      const taken = rows.at(-1)?.[0] as { nextAt: number } | undefined;
      return taken ? taken.nextAt - span : now;
    },
    pausedUntil: async (name) => (await store.read(look, { name }))[0]?.pausedUntil ?? 0,
    pause: async (name, until) => {
      await store.write([
        { query: open, params: { name } },
        once((db) =>
          db
            .update(budget)
            .set({ pausedUntil: store.later(sql`${budget.pausedUntil}`, sql`${until}`) })
            .where(eq(budget.name, name))
            .returning({ name: budget.name }),
        ),
      ]);
    },
  };
}
