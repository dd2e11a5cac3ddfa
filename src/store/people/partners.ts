/** Community partners and how many people first came by each one's link. */
import { asc, eq, type SQL, sql } from 'drizzle-orm';
import { createAudited } from '../audit.js';
import type { Partner, Partners } from '../outreach.js';
import { once, type Sql, wasKept } from '../sql.js';

export function createPartners(store: Sql, newId: () => string): Partners {
  const { partner, person } = store.t;
  const audited = createAudited(store, newId);
  const columns = {
    id: partner.id,
    code: partner.code,
    name: partner.name,
    place: partner.place,
    // One walk of the index of sources for each partner; a count is text on PostgreSQL.
    joined: sql<number>`cast((select count(*) from ${person} where ${person.source} = ${partner.code}) as integer)`,
  };
  const read = (where: SQL | undefined): Promise<Partner[]> =>
    store.readOnce((db) =>
      db.select(columns).from(partner).where(where).orderBy(asc(partner.name), asc(partner.id)),
    );
  return {
    list: () => read(undefined),
    find: async (id) => (await read(eq(partner.id, id)))[0] ?? null,
    create: async ({ staffId, now, ...given }) => {
      const insert = once(
        (db) =>
          db
            .insert(partner)
            .values({ ...given, createdBy: staffId, createdAt: now })
            .onConflictDoNothing()
            .returning({ id: partner.id }),
        'duplicate',
      );
      const note = audited({ staffId, now }, 'partner.created', given.id, { code: given.code });
      return (await wasKept(store, [insert, note])) ? 'created' : 'taken';
    },
  };
}
