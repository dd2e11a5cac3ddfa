/** Somebody with a proposal, staff who ask and answer, and what is known of both: for the contracts of the exchange. */
import { eq } from 'drizzle-orm';
import type { ExchangeEffect } from '../../src/inbox/exchange.js';
import type { Facts, Need, NewProposal } from '../../src/inbox/turn.js';
import type { OpenedStore } from '../../src/store/open.js';
import { once } from '../../src/store/sql.js';
import { greet, proposalOf, reply, t0, turnOf } from './turns.js';

export function exchangeOn(current: () => OpenedStore) {
  const facts = async (who: string, need: Need): Promise<Facts> =>
    current().turns.need(need, await current().turns.load([`key:${who}`]));
  const rowOf = async (code: string) => {
    const found = await current().proposals.find(code);
    if (!found) throw new Error(`no ${code}`);
    return found.row;
  };
  /** Somebody new with a proposal. */
  const author = async (who: string, given: Partial<NewProposal> = {}) => {
    const proposal = proposalOf(given);
    await greet(current(), who, [], { effects: [{ kind: 'proposal.submit', proposal }] });
    return proposal;
  };
  const turn = (who: string, effects: readonly ExchangeEffect[], revision = 1) =>
    current().turns.commit(turnOf(who, false, { effects, revision }));
  const ask = async ({ id, code }: NewProposal, question: string, given: { now?: number } = {}) => {
    const { revision, addressId } = await rowOf(code);
    const now = given.now ?? t0;
    return current().exchange.ask({
      id: question,
      proposalId: id,
      code,
      revision,
      text: '¿En qué barrio?',
      addressId: addressId ?? '',
      channel: 'telegram',
      planned: reply('¿En qué barrio?', { key: `question:${question}`, purpose: 'question', proposalId: id }),
      staffId: 'asker',
      now,
    });
  };
  const noticesOf = async () => {
    const { staffNotice } = current().sql.t;
    const rows = await current().sql.readOnce((db) => db.select().from(staffNotice));
    return rows.map(({ staffId, kind }) => `${staffId} ${kind}`).sort();
  };
  const change = (id: string, set: { assigneeId?: string; state?: string }) => {
    const { proposal } = current().sql.t;
    return once((db) =>
      db.update(proposal).set(set).where(eq(proposal.id, id)).returning({ id: proposal.id }),
    );
  };
  const assign = (id: string, staffId: string) => current().sql.write([change(id, { assigneeId: staffId })]);
  const release = async ({ id }: NewProposal, answerId: string, releasedAt: number, personal = {}) => {
    const { answer } = current().sql.t;
    await current().sql.write([
      once((db) =>
        db
          .insert(answer)
          .values({
            id: answerId,
            proposalId: id,
            outcome: 'deferred',
            reason: { es: 'Queda para el plan siguiente.' },
            personal,
            staffId: 'writer',
            createdAt: releasedAt,
            releasedAt,
          })
          .returning({ id: answer.id }),
      ),
      change(id, { state: 'answered' }),
    ]);
  };
  return { facts, rowOf, author, turn, ask, noticesOf, change, assign, release };
}
