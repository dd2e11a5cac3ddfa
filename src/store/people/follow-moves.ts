/** What becomes of who follows a commitment, or speaks for an organisation, when people are joined, split or erased. */
import { and, eq, sql } from 'drizzle-orm';
import { once, type Sql, type Statement } from '../sql.js';

export function createFollowMoves(store: Sql) {
  const { commitmentFollow, actor } = store.t;

  /** What somebody said outdoes having been told; of two sayings the newer counts. */
  const outdone = (one: string, other: string, newer: '>' | '>='): Statement =>
    once((db) =>
      db
        .delete(commitmentFollow)
        .where(
          and(
            eq(commitmentFollow.personId, one),
            sql`exists (select 1 from commitment_follow f
              where f.commitment_id = ${commitmentFollow.commitmentId} and f.person_id = ${other}
                and ((f.state <> 'told' and ${commitmentFollow.state} = 'told')
                  or ((f.state = 'told') = (${commitmentFollow.state} = 'told') and f.at ${sql.raw(newer)} ${commitmentFollow.at})))`,
          ),
        )
        .returning({ personId: commitmentFollow.personId }),
    );
  const speaksAs = (personId: string, next: string): Statement =>
    once((db) =>
      db
        .update(actor)
        .set({ personId: next })
        .where(eq(actor.personId, personId))
        .returning({ id: actor.id }),
    );

  return {
    /** Two people become one. */
    join: (kept: string, gone: string): Statement[] => [
      outdone(kept, gone, '>'),
      outdone(gone, kept, '>='),
      once((db) =>
        db
          .update(commitmentFollow)
          .set({ personId: kept })
          .where(eq(commitmentFollow.personId, gone))
          .returning({ personId: commitmentFollow.personId }),
      ),
      speaksAs(gone, kept),
    ],
    /** A chat becomes a person of its own, who has heard what was told before. */
    copy: (before: string, own: string): Statement[] => [
      once((db) =>
        db
          .insert(commitmentFollow)
          .select(
            sql`select commitment_id, ${own}, state, at from commitment_follow where person_id = ${before}`,
          )
          .returning({ personId: commitmentFollow.personId }),
      ),
    ],
    /** Baja: nothing more of any commitment; who wants to hear of one again says so. */
    stop: (personId: string, now: number): Statement[] => [
      once((db) =>
        db
          .update(commitmentFollow)
          .set({ state: 'stopped', at: now })
          .where(and(eq(commitmentFollow.personId, personId), eq(commitmentFollow.state, 'following')))
          .returning({ personId: commitmentFollow.personId }),
      ),
    ],
    /** The organisation stays on the map; the person who spoke for it, and their number, do not. */
    erase: (personId: string): Statement[] => [
      once((db) =>
        db
          .delete(commitmentFollow)
          .where(eq(commitmentFollow.personId, personId))
          .returning({ personId: commitmentFollow.personId }),
      ),
      once((db) =>
        db
          .update(actor)
          .set({ personId: null, sealedContact: null, contactConsentAt: null })
          .where(eq(actor.personId, personId))
          .returning({ id: actor.id }),
      ),
    ],
  };
}
