/** Organisations that were asked whether they want to hear of a commitment: once each, and noted. */
import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import type { Outgoing } from '../../talk/message.js';
import { channelNamed } from '../../talk/message.js';
import { createAudited } from '../audit.js';
import { createOutboxStatements } from '../outbox/statements.js';
import { type Sql, wasKept } from '../sql.js';

export interface Asked {
  readonly actorId: string;
  readonly name: string;
  readonly at: number;
  /** told, following, stopped; null where they said nothing. */
  readonly state: string | null;
}

const action = 'actor.invited';
/** The person stands in it: who links two chats is asked once. */
const keyOf = (commitmentId: string, personId: string): string => `follow-invite:${commitmentId}:${personId}`;

export function createActorInvites(store: Sql, newId: () => string) {
  const { actor, audit, person, address, commitmentFollow } = store.t;
  const audited = createAudited(store, newId);
  const statements = createOutboxStatements(store);

  const ofCommitment = async (commitmentId: string): Promise<readonly Asked[]> => {
    const notes = await store.readOnce((db) =>
      db
        .select({ detail: audit.detail, at: audit.at })
        .from(audit)
        .where(and(eq(audit.subject, commitmentId), eq(audit.action, action)))
        .orderBy(asc(audit.at), asc(audit.id)),
    );
    const ids = notes.map(({ detail }) => String(detail.actor));
    if (ids.length === 0) return [];
    const known = await store.readOnce((db) =>
      db
        .select({ id: actor.id, name: actor.name, state: commitmentFollow.state })
        .from(actor)
        .leftJoin(
          commitmentFollow,
          and(eq(commitmentFollow.commitmentId, commitmentId), eq(commitmentFollow.personId, actor.personId)),
        )
        .where(inArray(actor.id, ids)),
    );
    return notes.flatMap(({ detail, at }) => {
      const one = known.find(({ id }) => id === detail.actor);
      return one ? [{ actorId: one.id, name: one.name, at, state: one.state }] : [];
    });
  };

  return {
    ofCommitment,
    /** @returns how many messages were planned: who cannot be reached, or follows already, gets none and is not noted. */
    invite: async (
      commitment: { readonly id: string },
      given: {
        readonly actors: readonly { readonly id: string; readonly name: string }[];
        readonly message: (name: string, locale: string) => Outgoing;
        readonly dueAt: number;
        readonly staffId: string;
        readonly now: number;
      },
    ): Promise<number> => {
      const { now, staffId, dueAt } = given;
      if (given.actors.length === 0) return 0;
      const chats = await store.readOnce((db) =>
        db
          .select({
            actorId: actor.id,
            personId: person.id,
            locale: person.locale,
            addressId: address.id,
            channel: address.channel,
          })
          .from(actor)
          .innerJoin(person, eq(person.id, actor.personId))
          .innerJoin(address, eq(address.personId, person.id))
          .where(
            sql`${actor.id} in ${given.actors.map(({ id }) => id)} and ${address.reachable}
              and not exists (select 1 from commitment_follow f where f.commitment_id = ${commitment.id}
                and f.person_id = ${person.id} and f.state <> 'told')`,
          )
          .orderBy(
            sql`case when ${address.channel} = ${person.preferredChannel} then 0 else 1 end`,
            sql`${address.lastInboundAt} desc`,
          ),
      );
      let planned = 0;
      for (const { id, name } of given.actors) {
        const chat = chats.find(({ actorId }) => actorId === id);
        if (!chat) continue;
        const rows = statements.insert({
          id: newId(),
          addressId: chat.addressId,
          channel: channelNamed(chat.channel),
          now,
          lease: null,
          planned: {
            key: keyOf(commitment.id, chat.personId),
            purpose: 'progress',
            lane: 'bulk',
            message: given.message(name, chat.locale),
            dueAt,
          },
        });
        const noted = [
          // Two members press at the same moment: one of them asked.
          ...rows.map((row) => ({ ...row, ifNone: 'duplicate' as const })),
          audited({ staffId, now }, action, commitment.id, { actor: id }),
        ];
        if (await wasKept(store, noted)) planned += 1;
      }
      return planned;
    },
  };
}

export type ActorInvites = ReturnType<typeof createActorInvites>;
