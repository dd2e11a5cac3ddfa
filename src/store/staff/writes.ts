/** What every change of staff to a proposal shares: the guard of its revision, the audit row, and how it ended. */
import { and, eq, ne, sql } from 'drizzle-orm';
import { createAudited } from '../audit.js';
import { once, type Sql, type Statement, wasKept } from '../sql.js';

export type StaffWrite = 'done' | 'changed-meanwhile';

/** Which proposal a form was about, as its writer saw it. */
export interface SeenProposal {
  readonly id: string;
  readonly code: string;
  readonly revision: number;
}

export function createStaffWrites(store: Sql, newId: () => string) {
  const { proposal } = store.t;
  return {
    /** Refuses when somebody else changed the proposal since the form was shown, or took it away. */
    guard: (id: string, revision: number, change: Record<string, unknown> = {}): Statement =>
      once(
        (db) =>
          db
            .update(proposal)
            .set({ ...change, revision: revision + 1 })
            .where(and(eq(proposal.id, id), eq(proposal.revision, revision), ne(proposal.state, 'withdrawn')))
            .returning({ id: proposal.id }),
        'conflict',
      ),
    /** For what stands beside others and needs no revision: refuses only where the proposal was taken away. */
    isThere: (id: string): Statement =>
      once(
        (db) =>
          db
            .update(proposal)
            .set({ revision: sql`${proposal.revision}` })
            .where(and(eq(proposal.id, id), ne(proposal.state, 'withdrawn')))
            .returning({ id: proposal.id }),
        'conflict',
      ),
    audited: createAudited(store, newId),
    write: async (statements: readonly Statement[]): Promise<StaffWrite> =>
      (await wasKept(store, statements)) ? 'done' : 'changed-meanwhile',
  };
}
