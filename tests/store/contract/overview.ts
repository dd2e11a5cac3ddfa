/** Figures of a cycle, what authors said to their answers, and the digest of the day. */
import { describe, expect, it } from 'vitest';
import type { OpenedStore } from '../../../src/store/open.js';
import { once } from '../../../src/store/sql.js';
import { greet, minute, proposalOf, t0 } from '../../support/turns.js';

const day = 1440 * minute;

export function overviewContract(current: () => OpenedStore): void {
  const propose = async (who: string, given: Parameters<typeof proposalOf>[0] = {}) => {
    const proposal = proposalOf(given);
    await greet(current(), who, [], { effects: [{ kind: 'proposal.submit', proposal }] });
    return proposal;
  };
  const insertAnswer = (proposalId: string, id: string, given: { outcome?: string; at?: number } = {}) =>
    once((db) =>
      db
        .insert(current().sql.t.answer)
        .values({
          id,
          proposalId,
          outcome: given.outcome ?? 'deferred',
          reason: { es: 'Más adelante.' },
          commitment: null,
          state: 'released',
          staffId: 'staff',
          createdAt: t0,
          releasedAt: given.at ?? t0,
        })
        .returning({ id: current().sql.t.answer.id }),
    );
  const insertReply = (proposalId: string, answerId: string) =>
    once((db) =>
      db
        .insert(current().sql.t.answerReply)
        .values({ answerId, proposalId, kind: 'disagreed', text: 'No me queda claro', at: t0 })
        .returning({ id: current().sql.t.answerReply.answerId }),
    );
  const insertSurvey = (proposalId: string, answerId: string, score: number | null) =>
    once((db) =>
      db
        .insert(current().sql.t.survey)
        .values({ answerId, proposalId, askedAt: t0, score, scoredAt: score === null ? null : t0 })
        .returning({ id: current().sql.t.survey.answerId }),
    );

  describe('the figures of a cycle', () => {
    it('are of this cycle, by area that counts, region and language', async () => {
      await propose('ana', { promisedAt: t0 - day });
      await propose('ben', { place: null, locale: 'qu', promisedAt: t0 + day });
      await propose('cid', { cycleId: 'another' });
      const figures = await current().overview.figures('cycle', t0);
      expect(figures.people).toEqual({ heard: 2, answered: 0, sent: 0, delivered: 0, read: 0 });
      expect(figures.proposals).toEqual({ open: 2, answered: 0, withdrawn: 0 });
      expect([...figures.byArea]).toEqual([['anticorruption', { open: 2, answered: 0 }]]);
      expect(figures.byDepartment.get('08')).toEqual({ open: 1, answered: 0 });
      expect(figures.byDepartment.get('')).toEqual({ open: 1, answered: 0 });
      expect(figures.byLocale.get('qu')).toEqual({ open: 1, answered: 0 });
      expect(figures.waiting).toEqual({ overdue: 1, week: 1, later: 0 });
      expect(figures.oldestPromise).toBe(t0 - day);
    });
  });

  describe('answers in the figures', () => {
    it('are the newest of each proposal, with what became of its message and how else it was told', async () => {
      const { t } = current().sql;
      const { id } = await propose('ana');
      const { id: assisted } = await propose('ben');
      await current().sql.write([
        // Written later, released first: the moment it was released counts.
        insertAnswer(id, 'a2', { outcome: 'deferred', at: t0 }),
        insertAnswer(id, 'a1', { outcome: 'adopted', at: t0 + day }),
        insertAnswer(assisted, 'a3', { outcome: 'adopted' }),
        once((db) =>
          db
            .insert(t.fallback)
            .values({ answerId: 'a3', way: 'radio', partnerId: null, note: '', staffId: 'staff', at: t0 })
            .returning({ id: t.fallback.answerId }),
        ),
        once((db) =>
          db.update(t.proposal).set({ state: 'answered', answeredAt: t0 }).returning({ id: t.proposal.id }),
        ),
      ]);
      const figures = await current().overview.figures('cycle', t0);
      expect([...figures.byOutcome]).toEqual([['adopted', 2]]);
      expect(figures.people).toEqual({ heard: 2, answered: 2, sent: 0, delivered: 0, read: 0 });
      expect(figures.toldOtherwise).toBe(1);
      expect(figures.oldestPromise).toBeNull();
    });
  });

  describe('what authors said', () => {
    it('is listed until somebody of staff has dealt with it', async () => {
      const { id, code } = await propose('ana');
      await current().sql.write([insertAnswer(id, 'a1'), insertReply(id, 'a1')]);
      const open = { cycleId: 'cycle', seen: false, limit: 5 };
      const [one, ...others] = await current().feedback.disagreements(open);
      expect([one?.code, one?.text, others]).toEqual([code, 'No me queda claro', []]);
      expect(await current().feedback.disagreements(open, 'a1')).toEqual([]);
      const settle = { answerId: 'a1', code, staffId: 'staff', now: t0 + minute };
      expect(await current().feedback.settle(settle)).toBe('done');
      expect(await current().feedback.settle(settle)).toBe('changed-meanwhile');
      expect(await current().feedback.disagreements(open)).toEqual([]);
      expect(await current().feedback.disagreements({ ...open, seen: true })).toHaveLength(1);
    });

    it('is added up: how clear, how many agree', async () => {
      const { id, code } = await propose('ana');
      await current().sql.write([
        insertAnswer(id, 'a1'),
        insertReply(id, 'a1'),
        insertSurvey(id, 'a1', 1),
        insertSurvey(id, 'a0', null),
      ]);
      expect(await current().feedback.clarity('cycle')).toEqual({
        asked: 2,
        scores: { 1: 1, 2: 0, 3: 0 },
        agreed: 0,
        disagreed: 1,
      });
      expect((await current().feedback.unclear('cycle', 5)).map((one) => one.code)).toEqual([code]);
      expect((await current().feedback.clarity('another')).asked).toBe(0);
    });
  });

  describe('the digest of the day', () => {
    it('is written once a day for each member', async () => {
      const add = (on: string) => current().digests.add('ana', on, { mine: 1 }, t0);
      expect(await Promise.all([add('2026-06-01'), add('2026-06-01')])).toContain(true);
      expect(await add('2026-06-01')).toBe(false);
      expect(await add('2026-06-02')).toBe(true);
    });
    it('is for members with a chat of their own', async () => {
      expect(await current().digests.readers('cycle')).toEqual([]);
    });
  });
}
