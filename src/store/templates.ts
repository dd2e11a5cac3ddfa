/** WhatsApp templates as Meta last told us. */
import { and, eq } from 'drizzle-orm';
import { once, type Sql } from './sql.js';
import type { Templates } from './store.js';

export function createTemplates(store: Sql): Templates {
  const { template } = store.t;
  return {
    find: async (name, language) => {
      const rows = await store.readOnce((db) =>
        db
          .select({ status: template.status })
          .from(template)
          .where(and(eq(template.name, name), eq(template.language, language))),
      );
      return rows[0] ?? null;
    },
    replaceAll: async (rows, now) => {
      const insert = rows.map((row) =>
        once((db) => db.insert(template).values({ ...row, why: null, updatedAt: now }).returning({ name: template.name })),
      );
      await store.write([once((db) => db.delete(template).returning({ name: template.name })), ...insert]);
    },
    setStatus: async (name, language, status, why, now) => {
      await store.write([
        once((db) =>
          db
            .insert(template)
            .values({ name, language, category: 'utility', status, why, body: '', updatedAt: now })
            .onConflictDoUpdate({ target: [template.name, template.language], set: { status, why, updatedAt: now } })
            .returning({ name: template.name }),
        ),
      ]);
    },
  };
}
