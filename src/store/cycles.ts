/** The cycle people propose to. The first start writes one that staff then make their own. */
import { eq } from 'drizzle-orm';
import type { CycleView } from '../inbox/turn.js';
import { defaultCycle } from './default-cycle.js';
import { once, type Sql } from './sql.js';
import type { Cycles } from './store.js';

export function createCycles(store: Sql, newId: () => string): Cycles {
  const { cycle } = store.t;
  const read = () => store.readOnce((db) => db.select().from(cycle).where(eq(cycle.current, true)).limit(1));
  const toView = (row: typeof cycle.$inferSelect, now: number): CycleView => {
    const next = row.stages.find((stage) => stage.startsAt > now);
    return {
      id: row.id,
      plan: row.plan,
      forum: row.forum,
      areas: row.areas,
      answerDays: row.answerDays,
      nextStage: next ? { label: next.label, startsAt: next.startsAt } : null,
      dataContact: row.dataContact,
    };
  };
  return {
    current: async (now) => {
      const [found] = await read();
      if (found) return toView(found, now);
      // Two processes may start together: the slug lets one win.
      await store.write([
        once((db) =>
          db
            .insert(cycle)
            .values(defaultCycle(newId(), now))
            .onConflictDoNothing()
            .returning({ id: cycle.id }),
        ),
      ]);
      const [made] = await read();
      if (!made) throw new Error('no current cycle: mark one as current');
      return toView(made, now);
    },
  };
}
