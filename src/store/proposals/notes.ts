/** Private notes of staff on a proposal, and the colleagues they name. */
import { asc, eq, inArray } from 'drizzle-orm';
import type { ByStaff } from '../audit.js';
import { once, type Sql } from '../sql.js';
import { createStaffNotices } from '../staff/notices.js';
import { createStaffWrites, type SeenProposal } from '../staff/writes.js';

export interface Note {
  readonly id: string;
  readonly staffId: string;
  readonly by: string | null;
  readonly text: string;
  readonly at: number;
  /** Members named in it. */
  readonly mentions: readonly string[];
}

export function createNotes(store: Sql, newId: () => string) {
  const { note, mention, staff } = store.t;
  const { isThere, audited, write } = createStaffWrites(store, newId);
  const notices = createStaffNotices(store, newId);

  return {
    /** Oldest first. */
    notesOf: async (proposalId: string): Promise<readonly Note[]> => {
      const rows = await store.readOnce((db) =>
        db
          .select({ id: note.id, staffId: note.staffId, text: note.text, at: note.at, by: staff.name })
          .from(note)
          .leftJoin(staff, eq(staff.id, note.staffId))
          .where(eq(note.proposalId, proposalId))
          .orderBy(asc(note.id)),
      );
      if (rows.length === 0) return [];
      const named = await store.readOnce((db) =>
        db
          .select()
          .from(mention)
          .where(
            inArray(
              mention.noteId,
              rows.map(({ id }) => id),
            ),
          ),
      );
      return rows.map((row) => ({
        ...row,
        mentions: named.filter(({ noteId }) => noteId === row.id).map(({ staffId }) => staffId),
      }));
    },

    /** A note stands beside others: nobody is ever too late with one. Who is named in it is told, but not its writer. */
    addNote: (
      given: Omit<SeenProposal, 'revision'> &
        ByStaff & { readonly text: string; readonly mentions?: readonly string[]; readonly href?: string },
    ) => {
      const { id, code, staffId, now, text, mentions = [], href = `/panel/propuestas/${code}` } = given;
      const noteId = newId();
      const named = [...new Set(mentions)];
      return write([
        isThere(id),
        once((db) =>
          db
            .insert(note)
            .values({ id: noteId, proposalId: id, staffId, text, at: now })
            .returning({ id: note.id }),
        ),
        ...named.map((one) =>
          once((db) => db.insert(mention).values({ noteId, staffId: one }).returning({ id: mention.noteId })),
        ),
        ...named
          .filter((one) => one !== staffId)
          .map((one) => notices.add({ staffId: one, kind: 'mentioned', href, detail: { code }, now })),
        audited({ staffId, now }, 'proposal.noted', code, { mentions: named.length }),
      ]);
    },
  };
}
