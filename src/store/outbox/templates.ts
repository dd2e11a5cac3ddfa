/** WhatsApp templates as Meta last told us. */
import { and, asc, eq, ne, sql } from 'drizzle-orm';
import { once, type Sql } from '../sql.js';
import type { Templates } from '../store.js';

export function createTemplates(store: Sql): Templates {
  const { template } = store.t;
  /** What the row would have got, where it was there already. */
  const told = (column: 'category' | 'status' | 'why' | 'quality' | 'body') =>
    sql.raw(`excluded.${template[column].name}`);
  const templates: Templates = {
    find: async (name, language) => {
      const rows = await store.readOnce((db) =>
        db
          .select({ status: template.status })
          .from(template)
          .where(and(eq(template.name, name), eq(template.language, language))),
      );
      return rows[0] ?? null;
    },
    list: () =>
      store.readOnce((db) => db.select().from(template).orderBy(asc(template.name), asc(template.language))),
    replaceAll: async (rows, now) => {
      const upserts = rows.map((row) =>
        once((db) =>
          db
            .insert(template)
            .values({ why: null, quality: null, ...row, updatedAt: now })
            .onConflictDoUpdate({
              target: [template.name, template.language],
              set: {
                category: sql`${told('category')}`,
                // Why it was paused is told by webhook only: it stays true as long as the status does.
                why: sql`coalesce(${told('why')}, case when ${template.status} = ${told('status')} then ${template.why} end)`,
                quality: sql`coalesce(${told('quality')}, ${template.quality})`,
                status: sql`${told('status')}`,
                body: sql`${told('body')}`,
                updatedAt: now,
              },
            })
            .returning({ name: template.name }),
        ),
      );
      const gone = once((db) =>
        db.delete(template).where(ne(template.updatedAt, now)).returning({ name: template.name }),
      );
      await store.write([...upserts, gone]);
    },
    change: async ({ name, language, ...set }, now) => {
      await store.write([
        once((db) =>
          db
            .insert(template)
            .values({
              name,
              language,
              category: '',
              status: 'PENDING',
              why: null,
              body: '',
              ...set,
              updatedAt: now,
            })
            .onConflictDoUpdate({
              target: [template.name, template.language],
              set: { ...set, updatedAt: now },
            })
            .returning({ name: template.name }),
        ),
      ]);
    },
    setStatus: (name, language, status, why, now) => templates.change({ name, language, status, why }, now),
  };
  return templates;
}
