/** After an answer: who was not reached, what was done instead, and opening a proposal again. */
import { describe, expect, it } from 'vitest';
import { createNews } from '../../../src/proposals/news.js';
import type { OpenedStore } from '../../../src/store/open.js';
import {
  auditOf,
  changeProposal,
  citizenSay,
  noticesOf,
  pageOf,
  proposalBy,
  proposalRow,
  seen,
  tell,
  wordsOf,
} from '../../support/answer-words.js';
import { minute, outboxOf, settleAs, t0, turnOf } from '../../support/turns.js';

const day = 1440 * minute;

export function answersAfterContract(current: () => OpenedStore): void {
  const by = { staffId: 'rosa', now: t0 };
  const answer = async (who: string, given: Parameters<typeof changeProposal>[2] = {}) => {
    const store = current();
    const { proposalId } = await proposalBy(store, who);
    if (Object.keys(given).length > 0) await changeProposal(store, proposalId, given);
    const id = `answer-${who}`;
    await store.answers.saveDraft({ ...by, ...(await seen(store, proposalId)), id, words: wordsOf() });
    await store.answers.release(id, { ...by, revision: 1, rule: 'none', tell });
    return { id, proposalId };
  };
  const rowOf = async (answerId: string) =>
    (await outboxOf(current())).find(({ key }) => key === `answer:${answerId}`)?.id ?? '';
  const unreached = async (given: { now?: number; handled?: boolean } = {}) =>
    (await current().answers.unreached({ cycleId: 'cycle', now: t0, ...given }, 10)).map(
      ({ id, why, way }) => [id, why, way] as const,
    );

  describe('who was not reached', () => {
    it('is found with why: nobody behind it, refused, lost, or a window that stayed shut', async () => {
      const store = current();
      await answer('arrived');
      const blocked = await answer('blocked');
      const waits = await answer('waits');
      await answer('assisted', { personId: null, addressId: null, channel: 'assisted' });
      await settleAs(
        store,
        { id: await rowOf('answer-arrived'), to: 'accepted', externalKey: null, at: t0 },
        {
          id: await rowOf(blocked.id),
          to: 'failed',
          failure: { kind: 'blocked', code: '403', detail: '' },
          at: t0,
        },
        { id: await rowOf(waits.id), to: 'waiting', addressId: 'address:waits', at: t0 },
      );
      expect(await unreached()).toEqual([
        ['answer-blocked', 'blocked', null],
        ['answer-assisted', 'nobody', null],
      ]);
      expect(await unreached({ now: t0 + 8 * day })).toContainEqual(['answer-waits', 'waiting', null]);
      expect(await store.answers.unreached({ cycleId: 'past', now: t0 }, 10)).toEqual([]);
    });

    it('is told in another way, and the last word counts', async () => {
      const store = current();
      const { id } = await answer('assisted', {
        personId: null,
        addressId: null,
        channel: 'assisted',
        place: '080101',
      });
      await store.answers.setFallback(id, { ...by, way: 'radio', partnerId: 'p1', note: 'En quechua' });
      await store.answers.setFallback(id, { ...by, way: 'office', partnerId: null, note: '' });
      await store.answers.setFallback('nothing', { ...by, way: 'office', partnerId: null, note: '' });
      expect(await unreached()).toEqual([[id, 'nobody', 'office']]);
      expect(await unreached({ handled: false })).toEqual([]);
      expect(await unreached({ handled: true })).toHaveLength(1);
      expect((await auditOf(store)).filter(({ action }) => action === 'answer.fallback')).toHaveLength(2);
    });

    it('is not who erased their data, nor who was answered again', async () => {
      const store = current();
      await answer('gone');
      await store.turns.commit(turnOf('gone', false, { effects: [{ kind: 'person.erase' }] }));
      const { proposalId } = await answer('twice', { addressId: null, channel: 'practice', personId: null });
      const own = await seen(store, proposalId);
      await store.answers.saveDraft({ ...by, ...own, id: 'answer-z', words: wordsOf() });
      await store.answers.release('answer-z', { ...by, revision: 1, rule: 'none', tell });
      expect(await unreached()).toEqual([['answer-z', 'nobody', null]]);
    });
  });

  describe('an answered proposal', () => {
    it('can be opened again: with a new promise, a notice to who deals with it, and news to its author', async () => {
      const store = current();
      const { id, proposalId } = await answer('ana', { assigneeId: 'luz' });
      const { reopenedNews } = createNews(citizenSay, () => 'n1');
      const reopen = async () =>
        store.answers.reopen({
          ...by,
          ...(await seen(store, proposalId)),
          why: 'Nos faltó leer el audio',
          promisedAt: t0 + 30 * day,
          page: pageOf,
          news: (author) => reopenedNews(author, t0),
        });
      expect(await reopen()).toBe('kept');
      expect(await proposalRow(store, proposalId)).toMatchObject({
        state: 'in-review',
        reopenedAt: t0,
        promisedAt: t0 + 30 * day,
      });
      const [notice] = await noticesOf(store);
      expect(notice).toMatchObject({ staffId: 'luz', href: expect.stringMatching(/^\/panel\/propuestas\//) });
      expect((await outboxOf(store)).map(({ purpose }) => purpose).sort()).toEqual(['answer', 'news']);
      expect((await store.answers.find(id))?.state).toBe('released');
      // It is open now.
      expect(await reopen()).toBe('stale');
    });
  });
}
