/** What staff wrote about proposals and may have quoted in: it goes with the words it is about. */
import { and, eq, type SQL, sql } from 'drizzle-orm';
import { once, type Sql, type Statement } from '../sql.js';

export function createStaffWords(store: Sql) {
  const { note, mention, audit, proposal } = store.t;
  return {
    /** Notes, and why a proposal was opened again; that it was stays. @param ids of proposals, as a list or a query. */
    remove: (ids: SQL): Statement[] => [
      once((db) =>
        db
          .delete(mention)
          .where(
            sql`${mention.noteId} in (select written.id from note written where written.proposal_id in (${ids}))`,
          )
          .returning({ id: mention.noteId }),
      ),
      once((db) => db.delete(note).where(sql`${note.proposalId} in (${ids})`).returning({ id: note.id })),
      once((db) =>
        db
          .update(audit)
          .set({ detail: {} })
          .where(
            and(
              eq(audit.action, 'proposal.reopened'),
              sql`${audit.subject} in (select ${proposal.code} from ${proposal} where ${proposal.id} in (${ids}))`,
            ),
          )
          .returning({ id: audit.id }),
      ),
    ],
  };
}
