/** Codes by which a person links a second chat: hashed, short-lived, used once. */
import { and, eq, lte, sql } from 'drizzle-orm';
import type { Links } from '../outreach.js';
import { once, type Sql } from '../sql.js';

export function createLinks(store: Sql): Links & { sweep(now: number): Promise<void> } {
  const { linkCode } = store.t;
  return {
    open: async (key, personId, expiresAt) => {
      await store.write([
        once((db) =>
          db.delete(linkCode).where(eq(linkCode.personId, personId)).returning({ key: linkCode.key }),
        ),
        once((db) =>
          db.insert(linkCode).values({ key, personId, expiresAt }).returning({ key: linkCode.key }),
        ),
      ]);
    },
    take: async (key, now) => {
      const [rows = []] = await store.write([
        once((db) =>
          db
            .delete(linkCode)
            .where(and(eq(linkCode.key, key), sql`${linkCode.expiresAt} > ${now}`))
            .returning({ personId: linkCode.personId }),
        ),
      ]);
      const [taken] = rows as { personId: string }[];
      return taken?.personId ?? null;
    },
    /** Forgets codes that do not count any more. */
    sweep: async (now) => {
      await store.write([
        once((db) =>
          db.delete(linkCode).where(lte(linkCode.expiresAt, now)).returning({ key: linkCode.key }),
        ),
      ]);
    },
  };
}
