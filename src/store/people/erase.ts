/** Erases a person: what identifies them goes, every count stays. */
import { eq, sql } from 'drizzle-orm';
import { createOutboxStatements } from '../outbox/statements.js';
import { createStaffWords } from '../proposals/staff-words.js';
import { once, type Sql, type Statement } from '../sql.js';
import type { TurnCommit } from '../store.js';
import { wrongCodes } from '../turns/outreach-effects.js';
import { createExchangeMoves } from './exchange-moves.js';
import { createFollowMoves } from './follow-moves.js';

/** Whom the consents of erased people belong to: everybody's the same, so that nothing links them. */
const nobody = 'erased';

export function createErase(store: Sql, newId: () => string) {
  const { person, address, addressKey, conversation, consent, proposal, attachment, calendarReply } = store.t;
  const { linkCode, counter, answer, proposalWord, tag } = store.t;
  const outbox = createOutboxStatements(store);
  const follows = createFollowMoves(store);
  const exchange = createExchangeMoves(store);
  const staffWords = createStaffWords(store);

  /** The sealed address stays until the farewell has left (see `sweepErased`). */
  return (commit: TurnCommit): Statement[] => {
    const who = commit.person.id;
    const own = sql`select ${proposal.id} from ${proposal} where ${proposal.personId} = ${who}`;
    const addresses = sql`select ${address.id} from ${address} where ${address.personId} = ${who}`;
    return [
      ...exchange.erase(who),
      ...staffWords.remove(own),
      // What was written to them alone goes; that they were answered stays.
      once((db) =>
        db
          .update(answer)
          .set({
            personal: {},
            state: sql`case when ${answer.state} = 'draft' then 'void' else ${answer.state} end`,
          })
          .where(sql`${answer.proposalId} in (${own})`)
          .returning({ id: answer.id }),
      ),
      once((db) =>
        db
          .update(attachment)
          .set({ state: 'refused', why: 'erased', sealedRef: '', transcript: null, transcriptBy: null })
          .where(sql`${attachment.proposalId} in (${own})`)
          .returning({ id: attachment.id }),
      ),
      // The words that led to an area are quoted from theirs; the area stays countable.
      once((db) =>
        db
          .update(tag)
          .set({ words: [] })
          .where(sql`${tag.proposalId} in (${own})`)
          .returning({ area: tag.area }),
      ),
      once((db) =>
        db
          .delete(proposalWord)
          .where(sql`${proposalWord.proposalId} in (${own})`)
          .returning({ word: proposalWord.word }),
      ),
      once((db) =>
        db
          .update(proposal)
          .set({
            text: '',
            folded: '',
            // Whoever is reading its words for the index at this moment finds it taken.
            indexed: true,
            personId: null,
            addressId: null,
            publish: 'no',
            state: sql`case when ${proposal.state} = 'answered' then 'answered' else 'withdrawn' end`,
            revision: sql`${proposal.revision} + 1`,
          })
          .where(eq(proposal.personId, who))
          .returning({ id: proposal.id }),
      ),
      once((db) =>
        db
          .delete(addressKey)
          .where(sql`${addressKey.addressId} in (${addresses})`)
          .returning({ key: addressKey.key }),
      ),
      once((db) =>
        db
          .delete(conversation)
          .where(eq(conversation.personId, who))
          .returning({ id: conversation.addressId }),
      ),
      ...outbox.silence(addresses, 'erased'),
      once((db) => db.delete(linkCode).where(eq(linkCode.personId, who)).returning({ key: linkCode.key })),
      once((db) =>
        db
          .delete(counter)
          .where(
            sql`${counter.name} in (select ${wrongCodes} || own.id from address own where own.person_id = ${who})`,
          )
          .returning({ name: counter.name }),
      ),
      once((db) =>
        db
          .update(address)
          .set({ personId: '' })
          .where(eq(address.personId, who))
          .returning({ id: address.id }),
      ),
      // The ledger stays countable, but its lines belong to nobody any more.
      once((db) =>
        db
          .update(consent)
          .set({ personId: nobody })
          .where(eq(consent.personId, who))
          .returning({ id: consent.id }),
      ),
      // So do the counts of who goes to an event.
      once((db) =>
        db
          .update(calendarReply)
          .set({ personId: `${nobody}:${newId()}` })
          .where(eq(calendarReply.personId, who))
          .returning({ entryId: calendarReply.entryId }),
      ),
      ...follows.erase(who),
      once((db) => db.delete(person).where(eq(person.id, who)).returning({ id: person.id })),
    ];
  };
}
