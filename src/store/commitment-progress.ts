/** How far commitments have come, and who is to hear of it: contributors once, then those who want to. */
import { asc, desc, eq, isNull, sql } from 'drizzle-orm';
import type { Localized } from '../calendar/entry.js';
import { type FollowState, type Progress, progressStatuses } from '../commitments/commitment.js';
import type { Planned } from '../inbox/turn.js';
import { type ChannelName, channelNamed } from '../talk/message.js';
import { contributors, followers } from './commitment-audience.js';
import { createOutboxStatements } from './outbox-statements.js';
import { isDuplicate, once, type Sql, type Statement } from './sql.js';

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

/** Somebody who is to hear of an update, and where. */
export interface Listener {
  readonly personId: string;
  readonly locale: string;
  readonly addressId: string;
  readonly channel: ChannelName;
  /** Hears of this commitment for the first time, because a proposal of theirs is in it. */
  readonly first: boolean;
  /** Their proposals in it. */
  readonly proposals: readonly { readonly id: string; readonly code: string }[];
}

export interface Audience {
  /** Contributors who have never heard of it. */
  readonly first: number;
  readonly following: number;
}

export const progressKey = (progressId: string, personId: string): string =>
  `progress:${progressId}:${personId}`;

export function createProgress(store: Sql, newId: () => string) {
  const { commitmentProgress, commitmentFollow, commitment, proposal, outbox, person, address } = store.t;
  const statements = createOutboxStatements(store);
  type Row = typeof commitmentProgress.$inferSelect;
  const toProgress = (row: Row): Progress => ({
    ...row,
    status: progressStatuses.find((known) => known === row.status) ?? 'not-started',
  });

  const adding = ({ now, ...given }: NewProgress): Statement =>
    once((db) =>
      db
        .insert(commitmentProgress)
        .values({ ...given, at: now, toldAt: null })
        .returning({ id: commitmentProgress.id }),
    );
  const noted = ({ commitmentId, status, staffId, now }: NewProgress): Statement =>
    once((db) =>
      db
        .insert(store.t.audit)
        .values({
          id: newId(),
          at: now,
          actor: staffId,
          action: 'commitment.progress',
          subject: commitmentId,
          detail: { status },
        })
        .returning({ id: store.t.audit.id }),
    );

  /** Their reachable chats: the preferred one first, then the one used last. */
  const chatsOf = (ids: readonly string[]) =>
    store.readOnce((db) =>
      db
        .select({
          personId: person.id,
          locale: person.locale,
          addressId: address.id,
          channel: address.channel,
        })
        .from(person)
        .innerJoin(address, eq(address.personId, person.id))
        .where(sql`${person.id} in ${[...ids]} and ${address.reachable}`)
        .orderBy(
          asc(person.id),
          desc(sql`case when ${address.channel} = ${person.preferredChannel} then 1 else 0 end`),
          desc(address.lastInboundAt),
          asc(address.id),
        ),
    );
  const ownSources = (commitmentId: string, ids: readonly string[]) =>
    store.readOnce((db) =>
      db
        .select({ id: proposal.id, code: proposal.code, personId: proposal.personId })
        .from(proposal)
        .where(
          sql`${proposal.personId} in ${[...ids]} and ${proposal.state} <> 'withdrawn'
            and ${proposal.id} in (${contributors(commitmentId).proposals})`,
        )
        .orderBy(asc(proposal.code)),
    );

  const listeners = async (
    progress: Pick<Progress, 'id' | 'commitmentId'>,
    { limit, after }: { readonly limit: number; readonly after: string },
  ): Promise<readonly Listener[]> => {
    const { commitmentId } = progress;
    const prefix = progressKey(progress.id, '');
    const found = await store.readOnce((db) =>
      db
        .select({ id: person.id, first: sql<number>`case when ${followers(commitmentId)} then 0 else 1 end` })
        .from(person)
        .where(
          sql`${person.id} > ${after} and ${person.id} in (${contributors(commitmentId).people})
            and not exists (select 1 from outbox o where o.key = ${prefix} || ${person.id})
            and exists (select 1 from address a where a.person_id = ${person.id} and a.reachable)`,
        )
        .orderBy(asc(person.id))
        .limit(limit),
    );
    if (found.length === 0) return [];
    const ids = found.map(({ id }) => id);
    const [chats, own] = await Promise.all([chatsOf(ids), ownSources(commitmentId, ids)]);
    return found.flatMap(({ id, first }) => {
      const chat = chats.find(({ personId }) => personId === id);
      if (!chat) return [];
      return [
        {
          ...chat,
          channel: channelNamed(chat.channel),
          first: Number(first) === 1,
          proposals: own
            .filter(({ personId }) => personId === id)
            .map(({ id: of, code }) => ({ id: of, code })),
        },
      ];
    });
  };

  /** Who is somebody else since the rows were read (linked chats, erased data) is looked at anew by the next stretch. */
  const dropMoved = (progress: Pick<Progress, 'id' | 'commitmentId'>, keys: readonly string[]) => [
    once((db) =>
      db
        .delete(outbox)
        .where(
          sql`${outbox.key} in ${[...keys]} and ${outbox.state} = 'planned' and not exists (select 1 from address a
            where a.id = ${outbox.addressId} and ${outbox.key} = ${progressKey(progress.id, '')} || a.person_id)`,
        )
        .returning({ id: outbox.id }),
    ),
    once((db) =>
      db
        .delete(commitmentFollow)
        .where(
          sql`${commitmentFollow.commitmentId} = ${progress.commitmentId} and ${commitmentFollow.state} = 'told'
            and not exists (select 1 from person p where p.id = ${commitmentFollow.personId})`,
        )
        .returning({ id: commitmentFollow.personId }),
    ),
  ];

  return {
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
        await store.write([adding(given), noted(given)]);
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
    /** How many rows each update of a commitment has led to, by state. */
    toldCounts: async (progressId: string): Promise<number> => {
      const prefix = progressKey(progressId, '');
      const [row] = await store.readOnce((db) =>
        db
          .select({ count: sql<number>`cast(count(*) as integer)` })
          .from(outbox)
          .where(sql`${outbox.key} >= ${prefix} and ${outbox.key} < ${`${prefix}~`}`),
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
    listeners,
    /** Rows and what is remembered of them, together. @returns how many were planned. */
    tell: async (
      progress: Pick<Progress, 'id' | 'commitmentId'>,
      told: readonly (Listener & { readonly planned: Planned })[],
      now: number,
    ): Promise<number> => {
      if (told.length === 0) return 0;
      const heard = told
        .filter(({ first }) => first)
        .map(({ personId }) => ({
          commitmentId: progress.commitmentId,
          personId,
          state: 'told' satisfies FollowState,
          at: now,
        }));
      const rows = told.flatMap(({ planned, addressId, channel }) =>
        statements.insert({ id: newId(), planned, addressId, channel, now, lease: null }),
      );
      // Linking two chats waits for it: see `merge.ts`.
      const lock = store.oneAtATime('fan-out');
      const written = await store.write([
        ...lock,
        ...rows,
        ...(heard.length === 0
          ? []
          : [
              once((db) =>
                db
                  .insert(commitmentFollow)
                  .values(heard)
                  .onConflictDoNothing()
                  .returning({ id: commitmentFollow.personId }),
              ),
            ]),
        ...dropMoved(
          progress,
          told.map(({ planned }) => planned.key),
        ),
      ]);
      return written.slice(lock.length, lock.length + rows.length).flat().length;
    },
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
