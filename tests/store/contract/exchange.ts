/** What staff and authors say to each other after a proposal: questions, replies, surveys, news, and who may say what. */
import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ExchangeEffect } from '../../../src/inbox/exchange.js';
import { askSurveys } from '../../../src/inbox/survey.js';
import type { Facts, Need, NewProposal } from '../../../src/inbox/turn.js';
import { createNews } from '../../../src/proposals/news.js';
import { createNewsStatements } from '../../../src/store/news.js';
import type { OpenedStore } from '../../../src/store/open.js';
import { once } from '../../../src/store/sql.js';
import { type CitizenKey, createSay } from '../../../src/text/texts.js';
import { countIds } from '../../support/store.js';
import { greet, outboxOf, proposalOf, reply, t0, turnOf } from '../../support/turns.js';

const day = 86_400_000;
const say = createSay<CitizenKey>('citizen');

export function exchangeContract(current: () => OpenedStore): void {
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

  describe('the survey', () => {
    const later = t0 + 29 * day;
    const run = (now = later) =>
      askSurveys({ surveys: current().surveys, say, quietUntil: async () => null, now: () => now });
    const inCycle = async () => ({ cycleId: (await current().cycles.current(t0)).id });

    it('asks once an answer, one a day, and nobody who said no to notices', async () => {
      const cycle = await inCycle();
      const one = await author('ana', cycle);
      const two = proposalOf(cycle);
      await current().turns.commit(
        turnOf('ana', false, { effects: [{ kind: 'proposal.submit', proposal: two }] }),
      );
      const silent = await author('ben', cycle);
      const stop = { kind: 'consent', purpose: 'notices', given: false, wording: 'w' } as const;
      await current().turns.commit(turnOf('ben', false, { effects: [stop] }));
      await release(one, 'A1', t0);
      await release(two, 'A2', t0 + 1);
      await release(silent, 'A3', t0);
      expect(await run(t0 + 20 * day)).toBe(0);
      expect(await run()).toBe(1);
      expect(await run()).toBe(0);
      expect(await run(later + day)).toBe(1);
      expect(await run(later + 60 * day)).toBe(0);
      const asked = (await outboxOf(current())).filter(({ purpose }) => purpose === 'survey');
      expect(asked.map(({ key }) => key)).toEqual(['survey:A1', 'survey:A2']);
      expect((await facts('ana', { need: 'open-survey', since: t0 })).survey).toMatchObject({
        answerId: 'A2',
        score: null,
      });
      const score = { kind: 'survey.score', answerId: 'A2', score: 3 } as const;
      expect(await turn('ana', [score], 2)).toBe('committed');
      expect(await turn('ana', [score], 3)).toBe('conflict');
      expect((await facts('ana', { need: 'answer', answerId: 'A2' })).answer).toMatchObject({ score: 3 });
    });

    it('is silent at night, and about what was opened again', async () => {
      const one = await author('ana', await inCycle());
      await release(one, 'A1', t0);
      const night = {
        surveys: current().surveys,
        say,
        quietUntil: async () => later + day,
        now: () => later,
      };
      expect(await askSurveys(night)).toBe(0);
      await current().sql.write([change(one.id, { state: 'in-review' })]);
      expect(await run()).toBe(0);
    });
  });

  describe('areas', () => {
    it('are objected to once, and whoever confirmed them hears of it', async () => {
      const { id, code } = await author('ana');
      const { revision } = await rowOf(code);
      const confirmed = {
        id,
        code,
        revision,
        areas: ['environment'],
        staffId: 'tagger',
        now: t0,
        told: null,
      };
      await current().proposals.confirmTags(confirmed);
      expect((await facts('ana', { need: 'areas', proposalId: id })).areas).toEqual({
        proposalId: id,
        code,
        confirmed: ['environment'],
        hasObjected: false,
      });
      const object = { kind: 'areas.object', proposalId: id, code, area: 'inclusion' } as const;
      expect(await turn('ana', [object])).toBe('committed');
      expect(await turn('ana', [object], 2)).toBe('conflict');
      expect(await noticesOf()).toEqual(['tagger objected']);
      const found = await facts('ana', { need: 'proposal-by-code', code });
      expect(found.proposalByCode).toMatchObject({ moved: true, hasObjected: true });
    });
  });

  describe('news', () => {
    const tell = async (code: string, topic: 'joint', make: 'jointNews' | 'unjointNews') => {
      const row = await rowOf(code);
      const { sql } = current();
      const news = createNews(say, countIds(make));
      const told = make === 'jointNews' ? news.jointNews(row, 3, t0) : news.unjointNews(row, t0);
      await sql.write(createNewsStatements(sql, countIds(`row-${make}`)).tell(row.id, topic, told, t0));
    };
    const states = async () =>
      (await outboxOf(current())).filter(({ purpose }) => purpose === 'news').map(({ state }) => state);

    it('taken back before they left are not told, nor is that they were', async () => {
      const { code } = await author('ana');
      await tell(code, 'joint', 'jointNews');
      await tell(code, 'joint', 'unjointNews');
      expect(await states()).toEqual(['suppressed', 'suppressed']);
    });

    it('taken back after they left are', async () => {
      const { code } = await author('ana');
      await tell(code, 'joint', 'jointNews');
      const [row] = (await outboxOf(current())).filter(({ purpose }) => purpose === 'news');
      await current().outbox.settle([{ id: row?.id ?? '', to: 'accepted', externalKey: null, at: t0 }]);
      await tell(code, 'joint', 'unjointNews');
      expect(await states()).toEqual(['accepted', 'planned']);
    });

    it('go on after a baja: they are about one’s own proposal', async () => {
      const { code } = await author('ana');
      await tell(code, 'joint', 'jointNews');
      await current().turns.commit(turnOf('ana', false, { effects: [{ kind: 'notices.stop' }] }));
      expect(await states()).toEqual(['planned']);
    });
  });
}
