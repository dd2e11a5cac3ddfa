/** What members of staff think of a proposal: one rubric each, 1 to 3 by criterion. */
import { and, asc, eq } from 'drizzle-orm';
import { oneOf } from '../../one-of.js';
import { type Criterion, type Score, scores } from '../../proposals/triage.js';
import type { ByStaff } from '../audit.js';
import { once, type Sql } from '../sql.js';
import { createStaffWrites, type SeenProposal } from '../staff/writes.js';

export type Marks = Readonly<Record<Criterion, Score | null>>;
export interface Rubric extends Marks {
  readonly staffId: string;
  readonly by: string | null;
  readonly at: number;
}

const scoreOf = (stored: number | null): Score | null => oneOf(scores, stored, null);

export function createRubrics(store: Sql, newId: () => string) {
  const { rubric, staff } = store.t;
  const { audited, write } = createStaffWrites(store, newId);

  return {
    rubricsOf: async (proposalId: string): Promise<readonly Rubric[]> => {
      const rows = await store.readOnce((db) =>
        db
          .select({ rubric, by: staff.name })
          .from(rubric)
          .leftJoin(staff, eq(staff.id, rubric.staffId))
          .where(eq(rubric.proposalId, proposalId))
          .orderBy(asc(rubric.at), asc(rubric.staffId)),
      );
      return rows.map(({ rubric: row, by }) => ({
        staffId: row.staffId,
        by,
        at: row.at,
        relevance: scoreOf(row.relevance),
        ambition: scoreOf(row.ambition),
        feasibility: scoreOf(row.feasibility),
        lasting: scoreOf(row.lasting),
      }));
    },

    /** A member's own, instead of the one before; all null takes it back. What they gave is theirs: not in the audit. */
    rate: (given: Omit<SeenProposal, 'revision'> & ByStaff & { readonly marks: Marks }) => {
      const { id, code, staffId, now, marks } = given;
      const row = { proposalId: id, staffId, ...marks, at: now };
      const isEmpty = Object.values(marks).every((mark) => mark === null);
      return write([
        once((db) =>
          isEmpty
            ? db
                .delete(rubric)
                .where(and(eq(rubric.proposalId, id), eq(rubric.staffId, staffId)))
                .returning({ id: rubric.proposalId })
            : db
                .insert(rubric)
                .values(row)
                .onConflictDoUpdate({
                  target: [rubric.proposalId, rubric.staffId],
                  set: { ...marks, at: now },
                })
                .returning({ id: rubric.proposalId }),
        ),
        audited({ staffId, now }, isEmpty ? 'proposal.unrated' : 'proposal.rated', code),
      ]);
    },
  };
}
