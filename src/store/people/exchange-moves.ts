/** What becomes of the words people exchanged with staff when they erase their data: the counts stay, the words go. */
import { sql } from 'drizzle-orm';
import { once, type Sql, type Statement } from '../sql.js';

export function createExchangeMoves(store: Sql) {
  const { exchange, answerReply, proposal } = store.t;
  return {
    /** To be written while the proposals still lead to the person. */
    erase: (personId: string): Statement[] => {
      const own = sql`select own.id from proposal own where own.person_id = ${personId}`;
      return [
        // Questions of staff too: they may repeat what was told.
        once((db) =>
          db
            .update(exchange)
            .set({ text: '' })
            .where(sql`${exchange.proposalId} in (${own})`)
            .returning({ id: exchange.id }),
        ),
        once((db) =>
          db
            .update(answerReply)
            .set({ text: '' })
            .where(sql`${answerReply.proposalId} in (${own})`)
            .returning({ id: answerReply.answerId }),
        ),
        once((db) =>
          db
            .update(proposal)
            .set({ askedAt: null })
            .where(sql`${proposal.personId} = ${personId} and ${proposal.askedAt} is not null`)
            .returning({ id: proposal.id }),
        ),
      ];
    },
  };
}
