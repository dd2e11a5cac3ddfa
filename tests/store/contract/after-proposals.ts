/** What follows a proposal besides its answer: surveys, news, objections to its areas, and organisations' links. */
import { describe, expect, it } from 'vitest';
import { askSurveys } from '../../../src/inbox/survey.js';
import { createNews } from '../../../src/proposals/news.js';
import type { OpenedStore } from '../../../src/store/open.js';
import { createNewsStatements } from '../../../src/store/proposals/news.js';
import { once } from '../../../src/store/sql.js';
import { type CitizenKey, createSay } from '../../../src/text/texts.js';
import { exchangeOn } from '../../support/exchange.js';
import { countIds } from '../../support/store.js';
import { outboxOf, proposalOf, t0, turnOf } from '../../support/turns.js';

const day = 86_400_000;
const say = createSay<CitizenKey>('citizen');

export function afterProposalsContract(current: () => OpenedStore): void {
  const { facts, rowOf, author, turn, noticesOf, change, release } = exchangeOn(current);

  describe('an organisation’s link', () => {
    const by = { staffId: 'staff', now: t0 };
    const organisation = (id: string, state: 'listed' | 'proposed' = 'listed') =>
      current().actors.create({
        ...by,
        id,
        code: `RED-${id.toUpperCase()}`,
        kind: 'organisation',
        sector: 'civil-society',
        name: `Red ${id}`,
        about: '',
        areas: ['environment'],
        place: null,
        state,
        sealedContact: null,
      });
    const published = async (id: string, area: string) => {
      const { commitment } = current().sql.t;
      const content = { title: { es: `Compromiso ${id}` }, text: { es: 'Texto' } };
      const row = {
        id,
        cycleId: 'cycle',
        code: `C-${id}`,
        state: 'published',
        version: 1,
        draft: null,
        content,
      };
      const more = { areas: [area], institutionId: null, revision: 1, createdBy: 'staff', createdAt: t0 };
      await current().sql.write([
        once((db) =>
          db
            .insert(commitment)
            .values({ ...row, ...more })
            .returning({ id: commitment.id }),
        ),
      ]);
    };

    it('binds one chat, which may follow what concerns it', async () => {
      await organisation('agua');
      await organisation('otra', 'proposed');
      await published('1', 'environment');
      await published('2', 'inclusion');
      await author('ana');
      await author('ben');
      expect((await facts('ana', { need: 'actor', code: 'RED-OTRA' })).actor).toBeNull();
      expect((await facts('ana', { need: 'actor', code: 'RED-AGUA' })).actor).toMatchObject({
        bound: 'nobody',
        commitments: ['1'],
      });
      const join = { kind: 'actor.join', actorId: 'agua', code: 'RED-AGUA' } as const;
      expect(await turn('ana', [join, { kind: 'actor.follow', commitments: ['1'] }])).toBe('committed');
      expect(await turn('ben', [join])).toBe('conflict');
      expect((await facts('ana', { need: 'actor', code: 'RED-AGUA' })).actor?.bound).toBe('self');
      expect((await facts('ben', { need: 'actor', code: 'RED-AGUA' })).actor?.bound).toBe('other');
      const found = await facts('ana', { need: 'commitment', commitmentId: '1' });
      expect(found.commitment).toMatchObject({ code: 'C-1', follow: 'following' });
      const stop = { kind: 'commitment.follow', commitmentId: '1', follow: 'stopped' } as const;
      expect(await turn('ana', [stop], 2)).toBe('committed');
      expect((await facts('ana', { need: 'commitment', commitmentId: '1' })).commitment?.follow).toBe(
        'stopped',
      );
      expect((await facts('ana', { need: 'commitment', commitmentId: 'none' })).commitment).toBeNull();
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
