/** Questions of staff and what authors reply, to them and to their answers; what comes too late is kept of nobody. */
import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ExchangeEffect } from '../../../src/inbox/exchange.js';
import type { NewProposal } from '../../../src/inbox/turn.js';
import type { OpenedStore } from '../../../src/store/open.js';
import { once } from '../../../src/store/sql.js';
import { exchangeOn } from '../../support/exchange.js';
import { outboxOf, t0, turnOf } from '../../support/turns.js';

const day = 86_400_000;

export function exchangeContract(current: () => OpenedStore): void {
  const { facts, rowOf, author, turn, ask, noticesOf, assign, release } = exchangeOn(current);

  describe('a question', () => {
    it('is open for its author until it is replied to, and tells who asked and whose it is', async () => {
      const proposal = await author('ana');
      await author('ben');
      expect(await ask(proposal, 'Q1')).toBe('done');
      await assign(proposal.id, 'owner');
      expect((await facts('ana', { need: 'questions' })).questions).toEqual([
        { proposalId: proposal.id, code: proposal.code, text: '¿En qué barrio?', askedAt: t0 },
      ]);
      expect((await facts('ben', { need: 'questions' })).questions).toEqual([]);
      expect((await rowOf(proposal.code)).state).toBe('in-review');
      const said = {
        proposalId: proposal.id,
        code: proposal.code,
        exchangeId: 'R1',
        text: 'En San Blas',
        media: [],
      };
      expect(await turn('ben', [{ kind: 'exchange.reply', ...said }])).toBe('conflict');
      expect(await turn('ana', [{ kind: 'exchange.reply', ...said }])).toBe('committed');
      const media = [{ kind: 'voice', ref: 'ref' }] as const;
      const more = {
        kind: 'exchange.more',
        exchangeId: 'R1',
        proposalId: proposal.id,
        text: 'desde enero',
        media,
      } as const;
      expect(await turn('ana', [more], 2)).toBe('committed');
      expect((await facts('ana', { need: 'questions' })).questions).toEqual([]);
      const thread = await current().exchange.thread(proposal.id);
      expect(thread.map(({ direction, text, files }) => [direction, text, files.length])).toEqual([
        ['asked', '¿En qué barrio?', 0],
        ['replied', 'En San Blas\ndesde enero', 1],
      ]);
      expect(await noticesOf()).toEqual(['asker replied', 'owner replied']);
      expect((await facts('ana', { need: 'own-data' })).ownData?.said[0]?.text).toBe(
        'En San Blas\ndesde enero',
      );
    });

    it('is one at a time, three in a week, and none where nobody is behind it', async () => {
      const proposal = await author('ana');
      expect(await ask(proposal, 'Q1')).toBe('done');
      expect(await ask(proposal, 'Q2')).toBe('changed-meanwhile');
      const open = await rowOf(proposal.code);
      expect(await current().exchange.askable(open, t0)).toBe('open');
      expect(await current().exchange.askable(open, t0 + 7 * day)).toBe('yes');
      expect(await current().exchange.askable({ ...open, personId: null }, t0)).toBe('nobody');
      for (const id of ['R1', 'R2', 'R3']) {
        const { revision } = await current().turns.load(['key:ana']);
        const said = { proposalId: proposal.id, code: proposal.code, exchangeId: id, text: 'Sí', media: [] };
        await turn('ana', [{ kind: 'exchange.reply', ...said }], revision ?? 1);
        if (id !== 'R3') expect(await ask(proposal, `Q${id}`)).toBe('done');
      }
      expect(await current().exchange.askable(await rowOf(proposal.code), t0)).toBe('many');
      expect(await ask(proposal, 'Q5')).toBe('changed-meanwhile');
    });

    it('that has not left is taken back as if it had never been; one that has stays in the thread', async () => {
      const proposal = await author('ana');
      await ask(proposal, 'Q1');
      const takeBack = async (id: string) => {
        const { revision } = await rowOf(proposal.code);
        const { code } = proposal;
        return current().exchange.takeBack({
          id,
          proposalId: proposal.id,
          code,
          revision,
          staffId: 's',
          now: t0,
        });
      };
      expect(await takeBack('Q1')).toBe('done');
      expect(await takeBack('Q1')).toBe('changed-meanwhile');
      expect(await current().exchange.thread(proposal.id)).toEqual([]);
      await ask(proposal, 'Q2');
      const row = (await outboxOf(current())).find(({ key }) => key === 'question:Q2');
      await current().outbox.settle([{ id: row?.id ?? '', to: 'accepted', externalKey: null, at: t0 }]);
      expect(await takeBack('Q2')).toBe('done');
      expect(await current().exchange.thread(proposal.id)).toMatchObject([{ id: 'Q2' }]);
      expect((await facts('ana', { need: 'questions' })).questions).toEqual([]);
    });

    it('and its reply lose their words when the author erases their data', async () => {
      const proposal = await author('ana');
      await ask(proposal, 'Q1');
      const said = {
        proposalId: proposal.id,
        code: proposal.code,
        exchangeId: 'R1',
        text: 'Calle Saphi',
        media: [],
      };
      await turn('ana', [{ kind: 'exchange.reply', ...said }]);
      await current().turns.commit(
        turnOf('ana', false, { effects: [{ kind: 'person.erase' }], revision: 2 }),
      );
      const thread = await current().exchange.thread(proposal.id);
      expect(thread.map(({ text }) => text)).toEqual(['', '']);
      expect((await rowOf(proposal.code)).askedAt).toBeNull();
    });
  });

  describe('an answer', () => {
    let proposal: NewProposal;
    beforeEach(async () => {
      proposal = await author('ana');
      await release(proposal, 'A1', t0, { es: 'Lo tuyo es primero.' });
    });
    const say1 = (kind: 'agreed' | 'disagreed'): ExchangeEffect => ({
      kind: 'answer.reply',
      answerId: 'A1',
      proposalId: proposal.id,
      code: proposal.code,
      reply: kind,
    });

    it('is said something to once, by its author alone; who wrote it hears of a no', async () => {
      await author('ben');
      expect((await facts('ben', { need: 'answer', answerId: 'A1' })).answer).toBeNull();
      expect((await facts('ana', { need: 'answer', answerId: 'A1' })).answer).toMatchObject({ reply: null });
      expect(await turn('ana', [say1('disagreed')])).toBe('committed');
      expect(await turn('ana', [say1('agreed')], 2)).toBe('conflict');
      const reason = {
        kind: 'answer.reason',
        answerId: 'A1',
        proposalId: proposal.id,
        exchangeId: 'R1',
      } as const;
      expect(await turn('ana', [{ ...reason, text: 'Falta mi barrio', media: [] }], 2)).toBe('committed');
      expect((await facts('ana', { need: 'answer', answerId: 'A1' })).answer).toMatchObject({
        reply: 'disagreed',
      });
      expect(await noticesOf()).toEqual(['writer disagreed']);
    });

    it('shows its line for the author to the author alone', async () => {
      await author('ben');
      const own = await facts('ana', { need: 'proposal-by-code', code: proposal.code });
      expect(own.proposalByCode).toMatchObject({ own: true, personal: 'Lo tuyo es primero.', reply: null });
      const other = await facts('ben', { need: 'proposal-by-code', code: proposal.code });
      expect(other.proposalByCode).toMatchObject({ own: false, personal: null, summary: '' });
    });
  });

  describe('what comes too late', () => {
    it('is kept of nobody: erased or withdrawn meanwhile', async () => {
      const proposal = await author('ana');
      await ask(proposal, 'Q1');
      const said = { proposalId: proposal.id, code: proposal.code, exchangeId: 'R1', text: 'Sí', media: [] };
      await turn('ana', [{ kind: 'exchange.reply', ...said }]);
      const { proposal: table } = current().sql.t;
      await current().sql.write([
        once((db) =>
          db
            .update(table)
            .set({ personId: null })
            .where(eq(table.id, proposal.id))
            .returning({ id: table.id }),
        ),
      ]);
      const media = [{ kind: 'voice', ref: 'ref' }] as const;
      const more = {
        kind: 'exchange.more',
        exchangeId: 'R1',
        proposalId: proposal.id,
        text: 'Saphi',
        media,
      } as const;
      expect(await turn('ana', [more], 2)).toBe('committed');
      const thread = await current().exchange.thread(proposal.id);
      expect(thread.at(-1)).toMatchObject({ text: '', files: [] });
    });
  });
}
