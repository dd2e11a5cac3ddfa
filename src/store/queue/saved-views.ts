/** Filters of the queue that members of staff keep, for themselves or for the team. */
import { and, asc, eq, or } from 'drizzle-orm';
import { type ByStaff, createAudited } from '../audit.js';
import { once, type Sql } from '../sql.js';

export interface SavedView {
  readonly id: string;
  readonly staffId: string;
  readonly name: string;
  /** Query string of the queue. */
  readonly query: string;
  readonly isShared: boolean;
}

export function createSavedViews(store: Sql, newId: () => string) {
  const { savedView } = store.t;
  const columns = {
    id: savedView.id,
    staffId: savedView.staffId,
    name: savedView.name,
    query: savedView.query,
    isShared: savedView.isShared,
  };
  const audited = createAudited(store, newId);
  /** Somebody else's is never touched, shared or not. */
  const own = (id: string, staffId: string) => and(eq(savedView.id, id), eq(savedView.staffId, staffId));

  return {
    /** A member's own and those of the team, in the order they were kept. */
    of: (staffId: string): Promise<readonly SavedView[]> =>
      store.readOnce((db) =>
        db
          .select(columns)
          .from(savedView)
          .where(or(eq(savedView.staffId, staffId), eq(savedView.isShared, true)))
          .orderBy(asc(savedView.createdAt), asc(savedView.id)),
      ),

    keep: async (given: Omit<SavedView, 'id'> & { readonly now: number }): Promise<string> => {
      const id = newId();
      const { now, ...view } = given;
      await store.write([
        once((db) =>
          db
            .insert(savedView)
            .values({ id, ...view, createdAt: now })
            .returning({ id: savedView.id }),
        ),
        audited(given, 'view.kept', id, { shared: view.isShared }),
      ]);
      return id;
    },

    /** @throws NothingTouched where it is not theirs, or gone. */
    change: async (
      id: string,
      given: ByStaff & { readonly name: string; readonly isShared: boolean },
    ): Promise<void> => {
      const { staffId, name, isShared } = given;
      await store.write([
        once(
          (db) =>
            db
              .update(savedView)
              .set({ name, isShared })
              .where(own(id, staffId))
              .returning({ id: savedView.id }),
          'conflict',
        ),
        audited(given, 'view.changed', id, { shared: isShared }),
      ]);
    },

    /** @throws NothingTouched where it is not theirs, or gone. */
    remove: async (id: string, given: ByStaff): Promise<void> => {
      await store.write([
        once(
          (db) => db.delete(savedView).where(own(id, given.staffId)).returning({ id: savedView.id }),
          'conflict',
        ),
        audited(given, 'view.removed', id),
      ]);
    },
  };
}

export type SavedViews = ReturnType<typeof createSavedViews>;
