/** Commitments as they are kept: a draft beside what is published, and every publication for ever. */
import { and, asc, eq, sql } from 'drizzle-orm';
import type { Localized } from '../../calendar/entry.js';
import {
  type Commitment,
  type CommitmentContent,
  type CommitmentVersion,
  commitmentStates,
} from '../../commitments/commitment.js';
import { oneOf } from '../../one-of.js';
import { type ByStaff, createAudited } from '../audit.js';
import type { Saved } from '../outreach.js';
import { isDuplicate, once, type Sql, type Statement, wasKept } from '../sql.js';
import { createProgress } from './progress.js';
import { createCommitmentSources } from './sources.js';

interface Change extends ByStaff {
  /** As the form that was sent knew it. */
  readonly revision: number;
}

export interface NewCommitment extends ByStaff {
  readonly id: string;
  readonly cycleId: string;
  readonly draft: CommitmentContent;
  readonly areas: readonly string[];
  readonly institutionId: string | null;
  readonly proposals: readonly { readonly id: string; readonly code: string }[];
}

/** Two members may make one at the same moment. */
const attempts = 8;

const codeOf = (number: number): string => `C-${String(number).padStart(2, '0')}`;

export function createCommitments(store: Sql, newId: () => string) {
  const { commitment, commitmentVersion, commitmentSource, actor, answer } = store.t;
  const sources = createCommitmentSources(store, newId);
  const progress = createProgress(store, newId);

  const row = {
    id: commitment.id,
    cycleId: commitment.cycleId,
    code: commitment.code,
    state: commitment.state,
    version: commitment.version,
    draft: commitment.draft,
    content: commitment.content,
    areas: commitment.areas,
    institutionId: commitment.institutionId,
    institution: actor.name,
    revision: commitment.revision,
    createdBy: commitment.createdBy,
    createdAt: commitment.createdAt,
  };
  const read = async (where: ReturnType<typeof and>): Promise<Commitment[]> => {
    const rows = await store.readOnce((db) =>
      db
        .select(row)
        .from(commitment)
        .leftJoin(actor, eq(actor.id, commitment.institutionId))
        .where(where)
        .orderBy(asc(commitment.code), asc(commitment.id)),
    );
    // "C-100" comes after "C-99".
    return rows
      .map((one) => ({ ...one, state: oneOf(commitmentStates, one.state, 'draft') }))
      .sort((a, b) => a.code.length - b.code.length || (a.code < b.code ? -1 : 1));
  };
  const find = async (id: string): Promise<Commitment | null> =>
    (await read(eq(commitment.id, id)))[0] ?? null;

  const audited = createAudited(store, newId);
  const change = (id: string, revision: number, set: Partial<typeof commitment.$inferInsert>): Statement =>
    once(
      (db) =>
        db
          .update(commitment)
          .set({ ...set, revision: revision + 1 })
          .where(and(eq(commitment.id, id), eq(commitment.revision, revision)))
          .returning({ id: commitment.id }),
      'conflict',
    );
  const save = async (statements: readonly Statement[]): Promise<Saved> =>
    (await wasKept(store, statements)) ? 'saved' : 'stale';
  const version = (commitmentId: string, of: CommitmentVersion): Statement =>
    once((db) =>
      db
        .insert(commitmentVersion)
        .values({ commitmentId, ...of })
        .returning({ version: commitmentVersion.version }),
    );
  const nextNumber = async (cycleId: string): Promise<number> => {
    const codes = await store.readOnce((db) =>
      db.select({ code: commitment.code }).from(commitment).where(eq(commitment.cycleId, cycleId)),
    );
    return Math.max(0, ...codes.map(({ code }) => Number(code.slice(2)) || 0)) + 1;
  };
  const insert = ({ id, cycleId, draft, areas, institutionId, staffId, now }: NewCommitment, code: string) =>
    once((db) =>
      db
        .insert(commitment)
        .values({
          id,
          cycleId,
          code,
          state: 'draft',
          version: 0,
          draft,
          content: null,
          areas,
          institutionId,
          revision: 1,
          createdBy: staffId,
          createdAt: now,
        })
        .returning({ id: commitment.id }),
    );

  return {
    ...sources,
    ...progress,
    find,
    /** All of a cycle in the order of their codes. */
    list: (cycleId: string): Promise<readonly Commitment[]> => read(eq(commitment.cycleId, cycleId)),
    byCode: async (cycleId: string, code: string): Promise<Commitment | null> =>
      (await read(and(eq(commitment.cycleId, cycleId), eq(commitment.code, code))))[0] ?? null,
    versions: (commitmentId: string): Promise<CommitmentVersion[]> =>
      store.readOnce((db) =>
        db
          .select({
            version: commitmentVersion.version,
            content: commitmentVersion.content,
            note: commitmentVersion.note,
            staffId: commitmentVersion.staffId,
            publishedAt: commitmentVersion.publishedAt,
          })
          .from(commitmentVersion)
          .where(eq(commitmentVersion.commitmentId, commitmentId))
          .orderBy(asc(commitmentVersion.version)),
      ),
    /** The id is chosen by the form, so that a second press finds it. @returns its id. */
    create: async (given: NewCommitment): Promise<string> => {
      const first = await nextNumber(given.cycleId);
      for (let attempt = 0; attempt < attempts; attempt += 1) {
        if (await find(given.id)) return given.id;
        const code = codeOf(first + attempt);
        try {
          await store.write([
            insert(given, code),
            ...sources.adding(given.id, code, given.proposals, given),
            audited(given, 'commitment.drafted', given.id, { code }),
          ]);
          return given.id;
        } catch (error) {
          if (!isDuplicate(error)) throw error;
        }
      }
      throw new Error('no code was free for a new commitment');
    },
    saveDraft: (id: string, { draft, ...by }: Change & { readonly draft: CommitmentContent | null }) =>
      save([
        change(id, by.revision, { draft }),
        audited(by, draft ? 'commitment.drafted' : 'commitment.draftDropped', id),
      ]),
    setFacts: (
      id: string,
      {
        areas,
        institutionId,
        ...by
      }: Change & { readonly areas: readonly string[]; readonly institutionId: string | null },
    ) => save([change(id, by.revision, { areas, institutionId }), audited(by, 'commitment.facts', id)]),
    /** The draft becomes the next version, and with it the proposals that changed it. */
    publish: async (id: string, { note, ...by }: Change & { readonly note: string }) => {
      const found = await find(id);
      if (found?.revision !== by.revision || found.draft === null || found.state === 'withdrawn')
        return 'stale';
      const { draft: content } = found;
      const next = found.version + 1;
      return save([
        change(id, by.revision, { state: 'published', version: next, content, draft: null }),
        version(id, { version: next, content, note, staffId: by.staffId, publishedAt: by.now }),
        once((db) =>
          db
            .update(commitmentSource)
            .set({ version: next })
            .where(and(eq(commitmentSource.commitmentId, id), eq(commitmentSource.version, 0)))
            .returning({ version: commitmentSource.version }),
        ),
        audited(by, 'commitment.published', id, { code: found.code, version: next }),
      ]);
    },
    /** Published ones stay to be read, with the reason as their last version; who contributed is told that it stopped. */
    withdraw: async (id: string, { reason, ...by }: Change & { readonly reason: Localized }) => {
      const found = await find(id);
      if (found?.revision !== by.revision || found.content === null || found.state === 'withdrawn')
        return 'stale';
      const { content } = found;
      const next = found.version + 1;
      return save([
        change(id, by.revision, { state: 'withdrawn', version: next, draft: null }),
        version(id, {
          version: next,
          content,
          note: reason.es ?? '',
          staffId: by.staffId,
          publishedAt: by.now,
        }),
        progress.adding({
          id: newId(),
          commitmentId: id,
          status: 'stopped',
          text: reason,
          link: null,
          ...by,
        }),
        audited(by, 'commitment.withdrawn', id, { code: found.code, version: next }),
      ]);
    },
    /** What was never published may go, unless an answer has named it. */
    discard: (id: string, by: Change) =>
      save([
        once(
          (db) =>
            db
              .delete(commitment)
              .where(
                and(
                  eq(commitment.id, id),
                  eq(commitment.revision, by.revision),
                  eq(commitment.version, 0),
                  sql`not exists (select 1 from ${answer} where ${answer.commitmentId} = ${commitment.id})`,
                ),
              )
              .returning({ id: commitment.id }),
          'conflict',
        ),
        once((db) =>
          db
            .delete(commitmentSource)
            .where(eq(commitmentSource.commitmentId, id))
            .returning({ id: commitmentSource.proposalId }),
        ),
        audited(by, 'commitment.discarded', id),
      ]),
  };
}

export type Commitments = ReturnType<typeof createCommitments>;
