/** Templates of wording for answers: words to start from, never sent by themselves. */
import { and, asc, eq } from 'drizzle-orm';
import type { Localized } from '../../calendar/entry.js';
import { oneOf } from '../../one-of.js';
import { type Outcome, outcomes } from '../../proposals/proposal.js';
import { type ByStaff, createAudited } from '../audit.js';
import { once, type Sql, type Statement, wasKept } from '../sql.js';

export interface Wording {
  readonly id: string;
  readonly name: string;
  /** Outcome it is meant for; null: any. */
  readonly outcome: Outcome | null;
  readonly reason: Localized;
}

interface By extends ByStaff {
  readonly cycleId: string;
}

export function createWordings(store: Sql, newId: () => string) {
  const { wording } = store.t;
  const columns = {
    id: wording.id,
    name: wording.name,
    outcome: wording.outcome,
    reason: wording.reason,
  };
  const typed = (row: Omit<Wording, 'outcome'> & { readonly outcome: string | null }): Wording => ({
    ...row,
    outcome: oneOf(outcomes, row.outcome, null),
  });
  const audited = createAudited(store, newId);
  const own = (id: string, { cycleId }: By) => and(eq(wording.id, id), eq(wording.cycleId, cycleId));
  /** False: there is none of that id in this cycle any more, and nothing was kept. */
  const write = (statements: readonly Statement[]): Promise<boolean> => wasKept(store, statements);

  return {
    /** By name. */
    list: async (cycleId: string): Promise<readonly Wording[]> => {
      const rows = await store.readOnce((db) =>
        db
          .select(columns)
          .from(wording)
          .where(eq(wording.cycleId, cycleId))
          .orderBy(asc(wording.name), asc(wording.id)),
      );
      return rows.map(typed);
    },

    find: async (cycleId: string, id: string): Promise<Wording | null> => {
      const [row] = await store.readOnce((db) =>
        db
          .select(columns)
          .from(wording)
          .where(and(eq(wording.id, id), eq(wording.cycleId, cycleId)))
          .limit(1),
      );
      return row ? typed(row) : null;
    },

    /** A second press of the same form finds its id there already: nothing is made twice. */
    create: ({ id, name, outcome, reason }: Wording, by: By) =>
      write([
        once(
          (db) =>
            db
              .insert(wording)
              .values({
                id,
                name,
                outcome,
                reason,
                cycleId: by.cycleId,
                createdBy: by.staffId,
                createdAt: by.now,
              })
              .onConflictDoNothing()
              .returning({ id: wording.id }),
          'duplicate',
        ),
        audited(by, 'wording.created', id),
      ]),

    change: ({ id, name, outcome, reason }: Wording, by: By) =>
      write([
        once(
          (db) =>
            db
              .update(wording)
              .set({ name, outcome, reason })
              .where(own(id, by))
              .returning({ id: wording.id }),
          'conflict',
        ),
        audited(by, 'wording.changed', id),
      ]),

    remove: (id: string, by: By) =>
      write([
        once((db) => db.delete(wording).where(own(id, by)).returning({ id: wording.id }), 'conflict'),
        audited(by, 'wording.removed', id),
      ]),
  };
}

export type Wordings = ReturnType<typeof createWordings>;
