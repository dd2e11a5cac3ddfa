/** How far commitments have come, and who is to hear of it: contributors once, then those who want to. */
import { asc, desc, eq, isNull, sql } from 'drizzle-orm';
import type { Localized } from '../../calendar/entry.js';
import { type Progress, progressStatuses } from '../../commitments/commitment.js';
import { progressKey } from '../../commitments/message.js';
import { oneOf } from '../../one-of.js';
import { createAudited } from '../audit.js';
import { isDuplicate, once, type Sql, type Statement } from '../sql.js';
import { contributors, followers } from './audience.js';
import { createTelling } from './telling.js';

export interface NewProgress {
  /** Chosen by the form, so that a second press is the same update. */
  readonly id: string;
  readonly commitmentId: string;
  readonly status: Progress['status'];
  readonly text: Localized;
  readonly link: string | null;
  readonly staffId: string;
  readonly now: number;
}

export interface Audience {
  /** Contributors who have never heard of it. */
  readonly first: number;
  readonly following: number;
}

export function createProgress(store: Sql, newId: () => string) {
  const { commitmentProgress, commitmentFollow, commitment, outbox, person } = store.t;
  type Row = typeof commitmentProgress.$inferSelect;
  const toProgress = (row: Row): Progress => ({
    ...row,
    status: oneOf(progressStatuses, row.status, 'not-started'),
  });

  const adding = ({ now, ...given }: NewProgress): Statement =>
    once((db) =>
      db
        .insert(commitmentProgress)
        .values({ ...given, at: now, toldAt: null })
        .returning({ id: commitmentProgress.id }),
    );
  const audited = createAudited(store, newId);

  return {
    ...createTelling(store, newId),
    adding,
    /** Newest first. */
    progress: async (commitmentId: string): Promise<readonly Progress[]> =>
      (
        await store.readOnce((db) =>
          db
            .select()
            .from(commitmentProgress)
            .where(eq(commitmentProgress.commitmentId, commitmentId))
            .orderBy(desc(commitmentProgress.at), desc(commitmentProgress.id)),
        )
      ).map(toProgress),
    /** The newest update of each commitment of a cycle. */
    latestProgress: async (cycleId: string): Promise<ReadonlyMap<string, Progress>> => {
      const rows = await store.readOnce((db) =>
        db
          .select({ progress: commitmentProgress })
          .from(commitmentProgress)
          .innerJoin(commitment, eq(commitment.id, commitmentProgress.commitmentId))
          .where(eq(commitment.cycleId, cycleId))
          .orderBy(asc(commitmentProgress.at), asc(commitmentProgress.id)),
      );
      return new Map(rows.map(({ progress: row }) => [row.commitmentId, toProgress(row)]));
    },
    /** @returns false where this very update was there already. */
    addProgress: async (given: NewProgress): Promise<boolean> => {
      try {
        await store.write([
          adding(given),
          audited(given, 'commitment.progress', given.commitmentId, { status: given.status }),
        ]);
        return true;
      } catch (error) {
        if (isDuplicate(error)) return false;
        throw error;
      }
    },
    /** Whom the next update would reach. */
    audience: async (commitmentId: string): Promise<Audience> => {
      const [row] = await store.readOnce((db) =>
        db
          .select({
            following: sql<number>`cast(coalesce(sum(case when ${followers(commitmentId)} then 1 else 0 end), 0) as integer)`,
            all: sql<number>`cast(count(*) as integer)`,
          })
          .from(person)
          .where(
            sql`${person.id} in (${contributors(commitmentId).people})
              and exists (select 1 from address a where a.person_id = ${person.id} and a.reachable)`,
          ),
      );
      const following = row?.following ?? 0;
      return { following, first: (row?.all ?? 0) - following };
    },
    /** How many messages an update has led to. A range of letters: signs are sorted differently by each database. */
    toldCount: async (progressId: string): Promise<number> => {
      const prefix = progressKey(progressId, '');
      const [row] = await store.readOnce((db) =>
        db
          .select({ count: sql<number>`cast(count(*) as integer)` })
          .from(outbox)
          .where(sql`${outbox.key} > ${prefix} and ${outbox.key} <= ${`${prefix}${'z'.repeat(30)}`}`),
      );
      return row?.count ?? 0;
    },
    untold: async (limit: number): Promise<readonly Progress[]> =>
      (
        await store.readOnce((db) =>
          db
            .select()
            .from(commitmentProgress)
            .where(isNull(commitmentProgress.toldAt))
            .orderBy(asc(commitmentProgress.at), asc(commitmentProgress.id))
            .limit(limit),
        )
      ).map(toProgress),
    /** All of it has been planned. */
    told: async (progressId: string, now: number): Promise<void> => {
      await store.write([
        once((db) =>
          db
            .update(commitmentProgress)
            .set({ toldAt: now })
            .where(eq(commitmentProgress.id, progressId))
            .returning({ id: commitmentProgress.id }),
        ),
      ]);
    },
    /** How many follow it. */
    followCount: async (commitmentId: string): Promise<number> => {
      const [row] = await store.readOnce((db) =>
        db
          .select({ count: sql<number>`cast(count(*) as integer)` })
          .from(commitmentFollow)
          .where(
            sql`${commitmentFollow.commitmentId} = ${commitmentId} and ${commitmentFollow.state} = 'following'`,
          ),
      );
      return row?.count ?? 0;
    },
  };
}
