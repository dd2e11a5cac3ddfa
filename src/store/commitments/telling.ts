/** Who is to hear of an update of a commitment's progress, and the rows that tell them: each person once. */
import { asc, desc, eq, sql } from 'drizzle-orm';
import type { FollowState, Progress } from '../../commitments/commitment.js';
import { progressKey } from '../../commitments/message.js';
import type { Listener } from '../../commitments/tell.js';
import type { Planned } from '../../inbox/turn.js';
import { channelNamed } from '../../talk/message.js';
import { createOutboxStatements } from '../outbox/statements.js';
import { once, type Sql } from '../sql.js';
import { contributors, followers } from './audience.js';

export function createTelling(store: Sql, newId: () => string) {
  const { commitmentFollow, proposal, outbox, person, address } = store.t;
  const statements = createOutboxStatements(store);

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
    /** By id from `after` on; who has a row of this update already is left out. */
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
  };
}
