/** Who deals with a proposal, which institution would own it, and what is heard in its recordings. */
import { and, eq } from 'drizzle-orm';
import { searchable } from '../../text/searchable.js';
import type { ByStaff } from '../audit.js';
import { once, type Sql } from '../sql.js';
import { createStaffNotices } from '../staff/notices.js';
import { createStaffWrites, type SeenProposal } from '../staff/writes.js';

export function createHandling(store: Sql, newId: () => string) {
  const { attachment } = store.t;
  const { guard, audited, write } = createStaffWrites(store, newId);
  const notices = createStaffNotices(store, newId);

  return {
    /** To a member, who is told unless they took it themselves, or to nobody. */
    assign: (given: SeenProposal & ByStaff & { readonly to: string | null; readonly href: string }) => {
      const { id, code, revision, staffId, now, to, href } = given;
      return write([
        guard(id, revision, { assigneeId: to }),
        audited({ staffId, now }, 'proposal.assigned', code, { to }),
        ...(to === null || to === staffId
          ? []
          : [notices.add({ staffId: to, kind: 'assigned', href, detail: { code }, now })]),
      ]);
    },

    setInstitution: (given: SeenProposal & ByStaff & { readonly institutionId: string | null }) => {
      const { id, code, revision, staffId, now, institutionId } = given;
      return write([
        guard(id, revision, { institutionId }),
        audited({ staffId, now }, 'proposal.institution', code, { institution: institutionId }),
      ]);
    },

    /**
     * What staff heard in a recording; empty takes it back. It is found by search like the words themselves.
     * @param words the proposal's own text, and the transcripts of its other files.
     */
    setTranscript: (
      given: SeenProposal &
        ByStaff & {
          readonly file: string;
          readonly text: string;
          readonly words: readonly string[];
          readonly locale: string;
        },
    ) => {
      const { id, code, revision, staffId, now, file, text, words, locale } = given;
      return write([
        guard(id, revision, { folded: searchable([...words, text], locale), indexed: false }),
        once(
          (db) =>
            db
              .update(attachment)
              .set({ transcript: text === '' ? null : text, transcriptBy: text === '' ? null : staffId })
              .where(and(eq(attachment.id, file), eq(attachment.proposalId, id)))
              .returning({ id: attachment.id }),
          'conflict',
        ),
        audited({ staffId, now }, 'proposal.transcribed', code, { file }),
      ]);
    },
  };
}
