/** Which proposals changed which version of a commitment, and which could. */
import { and, asc, eq, gt, inArray, ne, sql } from 'drizzle-orm';
import type { CommitmentState, Source } from '../../commitments/commitment.js';
import { type ByStaff, createAudited } from '../audit.js';
import { once, type Sql, type Statement } from '../sql.js';

/** A proposal as whoever writes a commitment reads it. */
export interface SourceText {
  readonly id: string;
  readonly code: string;
  readonly text: string;
  readonly locale: string;
}

/** A commitment that a proposal changed. */
export interface WentTo {
  readonly commitmentId: string;
  readonly code: string;
  readonly state: CommitmentState;
  /** 0: its draft. */
  readonly version: number;
}

export function createCommitmentSources(store: Sql, newId: () => string) {
  const { commitment, commitmentSource, proposal, answer } = store.t;

  const audited = createAudited(store, newId);
  /** To be written together with what they are for. A proposal that is there already stays as it is. */
  const adding = (
    commitmentId: string,
    code: string,
    proposals: readonly { readonly id: string; readonly code: string }[],
    by: ByStaff,
  ): Statement[] =>
    proposals.flatMap((one) => [
      once((db) =>
        db
          .insert(commitmentSource)
          .values({ commitmentId, proposalId: one.id, version: 0, staffId: by.staffId, at: by.now })
          .onConflictDoNothing()
          .returning({ id: commitmentSource.proposalId }),
      ),
      audited(by, 'commitment.source', one.code, { commitment: code }),
    ]);
  const text = { id: proposal.id, code: proposal.code, text: proposal.text, locale: proposal.locale };
  const usable = (cycleId: string) => and(eq(proposal.cycleId, cycleId), ne(proposal.state, 'withdrawn'));
  const isSource = (commitmentId: string) =>
    sql`exists (select 1 from ${commitmentSource} where ${commitmentSource.commitmentId} = ${commitmentId}
      and ${commitmentSource.proposalId} = ${proposal.id})`;

  return {
    adding,
    /** Those of these codes that are in the cycle and have words still. */
    proposalsByCode: async (cycleId: string, codes: readonly string[]): Promise<readonly SourceText[]> =>
      codes.length === 0
        ? []
        : store.readOnce((db) =>
            db
              .select(text)
              .from(proposal)
              .where(and(usable(cycleId), inArray(proposal.code, [...codes])))
              .orderBy(asc(proposal.code)),
          ),
    /** Members of a joint idea. */
    proposalsOfJoint: (cycleId: string, jointId: string): Promise<readonly SourceText[]> =>
      store.readOnce((db) =>
        db
          .select(text)
          .from(proposal)
          .where(and(usable(cycleId), eq(proposal.jointId, jointId)))
          .orderBy(asc(proposal.code)),
      ),
    /** Title and text of a joint idea, as staff wrote them; null where it was taken apart. */
    jointWords: async (cycleId: string, jointId: string) => {
      const { joint } = store.t;
      const [found] = await store.readOnce((db) =>
        db
          .select({ title: joint.title, text: joint.text })
          .from(joint)
          .where(and(eq(joint.id, jointId), eq(joint.cycleId, cycleId), sql`${joint.dissolvedAt} is null`)),
      );
      return found ?? null;
    },
    sources: (commitmentId: string): Promise<readonly Source[]> =>
      store.readOnce((db) =>
        db
          .select({
            proposalId: commitmentSource.proposalId,
            code: proposal.code,
            state: proposal.state,
            version: commitmentSource.version,
            at: commitmentSource.at,
          })
          .from(commitmentSource)
          .innerJoin(proposal, eq(proposal.id, commitmentSource.proposalId))
          .where(eq(commitmentSource.commitmentId, commitmentId))
          .orderBy(asc(commitmentSource.version), asc(proposal.code)),
      ),
    /** How many proposals each commitment of a cycle has. */
    sourceCounts: async (
      cycleId: string,
      of: 'all' | 'published' = 'all',
    ): Promise<ReadonlyMap<string, number>> => {
      const rows = await store.readOnce((db) =>
        db
          .select({ id: commitmentSource.commitmentId, count: sql<number>`cast(count(*) as integer)` })
          .from(commitmentSource)
          .innerJoin(commitment, eq(commitment.id, commitmentSource.commitmentId))
          .where(
            and(
              eq(commitment.cycleId, cycleId),
              of === 'published' ? gt(commitmentSource.version, 0) : undefined,
            ),
          )
          .groupBy(commitmentSource.commitmentId),
      );
      return new Map(rows.map(({ id, count }) => [id, count]));
    },
    /** Commitments a proposal went to. */
    wentTo: async (proposalId: string): Promise<readonly WentTo[]> => {
      const rows = await store.readOnce((db) =>
        db
          .select({
            commitmentId: commitment.id,
            code: commitment.code,
            state: commitment.state,
            version: commitmentSource.version,
          })
          .from(commitmentSource)
          .innerJoin(commitment, eq(commitment.id, commitmentSource.commitmentId))
          .where(eq(commitmentSource.proposalId, proposalId))
          .orderBy(asc(commitment.code)),
      );
      return rows.map((row) => ({
        ...row,
        state: row.state === 'published' || row.state === 'withdrawn' ? row.state : 'draft',
      }));
    },
    /** Proposals whose released answer names this commitment, and which are not among its sources. */
    answeredWith: (commitmentId: string): Promise<readonly SourceText[]> =>
      store.readOnce((db) =>
        db
          .selectDistinct(text)
          .from(proposal)
          .innerJoin(answer, eq(answer.proposalId, proposal.id))
          .where(
            and(
              eq(answer.commitmentId, commitmentId),
              eq(answer.state, 'released'),
              ne(proposal.state, 'withdrawn'),
              sql`not ${isSource(commitmentId)}`,
            ),
          )
          .orderBy(asc(proposal.code)),
      ),
    addSources: async (
      { id, code }: { readonly id: string; readonly code: string },
      proposals: readonly { readonly id: string; readonly code: string }[],
      by: ByStaff,
    ): Promise<void> => {
      if (proposals.length > 0) await store.write(adding(id, code, proposals, by));
    },
    /** Only what is not published yet can be taken back: what was is history. @returns whether it was. */
    removeSource: async (
      { id, code }: { readonly id: string; readonly code: string },
      of: { readonly id: string; readonly code: string },
      by: ByStaff,
    ): Promise<boolean> => {
      const [gone = []] = await store.write([
        once((db) =>
          db
            .delete(commitmentSource)
            .where(
              and(
                eq(commitmentSource.commitmentId, id),
                eq(commitmentSource.proposalId, of.id),
                eq(commitmentSource.version, 0),
              ),
            )
            .returning({ id: commitmentSource.proposalId }),
        ),
        audited(by, 'commitment.sourceRemoved', of.code, { commitment: code }),
      ]);
      return gone.length > 0;
    },
  };
}
