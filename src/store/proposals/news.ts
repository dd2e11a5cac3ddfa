/** Writes news about proposals, in the transaction of what they tell of. */
import { and, eq, inArray, like, ne, sql } from 'drizzle-orm';
import type { News, NewsTopic } from '../../proposals/news.js';
import { createOutboxStatements } from '../outbox/statements.js';
import { once, type Sql, type Statement } from '../sql.js';

const unsent = ['planned', 'waiting'] as const;
const left = ['leased', 'accepted', 'delivered', 'read', 'unknown'] as const;

export function createNewsStatements(store: Sql, newId: () => string) {
  const { outbox, address } = store.t;
  const statements = createOutboxStatements(store);
  const suppressed = { state: 'suppressed', why: 'replaced', leasedBy: null, leasedUntil: null };

  return {
    /**
     * @param news null: nothing is to be told (nobody is behind it, or all is as the author knows);
     * what was planned before on this topic is taken back all the same.
     */
    tell: (proposalId: string, topic: NewsTopic, news: News | null, now: number): Statement[] => {
      const prefix = `${topic}:${proposalId}:%`;
      const key = news?.planned.key ?? '';
      const older = and(
        eq(outbox.proposalId, proposalId),
        like(outbox.key, prefix),
        ne(outbox.key, key),
        inArray(outbox.state, [...unsent]),
      );
      const hold = once((db) => db.update(outbox).set(suppressed).where(older).returning({ id: outbox.id }));
      const recount = once((db) =>
        db
          .update(address)
          .set({
            waiting: sql`(select count(*) from ${outbox} where ${outbox.addressId} = ${address.id} and ${outbox.state} = 'waiting')`,
          })
          .where(
            and(
              ne(address.waiting, 0),
              sql`${address.id} in (select o.address_id from outbox o where o.proposal_id = ${proposalId})`,
            ),
          )
          .returning({ id: address.id }),
      );
      if (!news) return [hold, recount];
      const { addressId, channel, planned } = news;
      const insert = statements.insert({ id: newId(), planned, addressId, channel, now, lease: null });
      const unheard = once((db) =>
        db
          .update(outbox)
          .set(suppressed)
          .where(
            and(
              eq(outbox.key, key),
              sql`not exists (select 1 from outbox o where o.proposal_id = ${proposalId} and o.key like ${prefix} and o.key <> ${key} and o.state in ${[...left]})`,
            ),
          )
          .returning({ id: outbox.id }),
      );
      return [hold, ...insert, ...(news.onlyAfterAnother ? [unheard] : []), recount];
    },
  };
}

export type NewsStatements = ReturnType<typeof createNewsStatements>;
