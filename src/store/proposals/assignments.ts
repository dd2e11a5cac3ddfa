/** Giving many proposals to one member at once: all of them or none. */
import { and, eq, ne, sql } from 'drizzle-orm';
import { createAudited } from '../audit.js';
import { prepared, type Sql, type Statement, value, wasKept } from '../sql.js';
import { createStaffNotices } from '../staff/notices.js';

const p = sql.placeholder;

export interface Assignment {
  readonly proposals: readonly { readonly id: string; readonly code: string }[];
  /** Null: nobody. */
  readonly to: string | null;
  readonly staffId: string;
  /** Page the member finds them on. */
  readonly href: string;
  readonly now: number;
}

export function createAssignments(store: Sql, newId: () => string) {
  const { proposal } = store.t;
  const notices = createStaffNotices(store, newId);

  // Prepared: five thousand are given at once.
  const give = prepared('proposal_assign', (db) =>
    db
      .update(proposal)
      .set({ assigneeId: value('to', proposal.assigneeId), revision: sql`${proposal.revision} + 1` })
      .where(and(eq(proposal.id, p('id')), ne(proposal.state, 'withdrawn')))
      .returning({ id: proposal.id }),
  );
  const audited = createAudited(store, newId);

  return {
    /**
     * One notice for all of them, unless the member took them.
     * @returns false where one of them was withdrawn meanwhile: nothing was changed then.
     */
    assignMany: async ({ proposals, to, staffId, href, now }: Assignment): Promise<boolean> => {
      const given = proposals.flatMap(({ id, code }): Statement[] => [
        { query: give, params: { id, to }, ifNone: 'conflict' },
        audited({ staffId, now }, 'proposal.assigned', code, { to }),
      ]);
      const isTold = to !== null && to !== staffId && proposals.length > 0;
      const detail =
        proposals.length === 1 ? { code: proposals[0]?.code ?? '' } : { count: proposals.length };
      const told = isTold ? [notices.add({ staffId: to, kind: 'assigned', href, detail, now })] : [];
      return wasKept(store, [...given, ...told]);
    },
  };
}
