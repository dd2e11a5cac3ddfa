/** What every change of staff to a proposal shares: the guard of its revision, the audit row, and how it ended. */
import { and, eq, ne, sql } from 'drizzle-orm';
import { NothingTouched, once, type Sql, type Statement } from '../sql.js';

export type StaffWrite = 'done' | 'changed-meanwhile';

/** Which proposal a form was about, as its writer saw it. */
export interface SeenProposal {
  readonly id: string;
  readonly code: string;
  readonly revision: number;
}
export interface ByStaff {
  readonly staffId: string;
  readonly now: number;
}

export function createStaffWrites(store: Sql, newId: () => string) {
  const { proposal, audit } = store.t;
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
    audited: (
      actor: string,
      action: string,
      subject: string,
      detail: Readonly<Record<string, string | number | boolean | null>>,
      at: number,
    ): Statement =>
      once((db) =>
        db
          .insert(audit)
          .values({ id: newId(), at, actor, action, subject, detail })
          .returning({ id: audit.id }),
      ),
    write: async (statements: readonly Statement[]): Promise<StaffWrite> => {
      try {
        await store.write(statements);
        return 'done';
      } catch (error) {
        if (error instanceof NothingTouched) return 'changed-meanwhile';
        throw error;
      }
    },
  };
}
