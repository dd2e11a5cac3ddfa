/** Batches of answers: all or nothing when they are written, when they are released, and once each when they leave. */
import { describe, expect, it } from 'vitest';
import type { AnswerWords } from '../../../src/answers/answer.js';
import type { OpenedStore } from '../../../src/store/open.js';
import {
  auditOf,
  changeProposal,
  hireStaff,
  noticesOf,
  pageOf,
  proposalBy,
  proposalRow,
  refusal,
  seen,
  tell,
  wordsOf,
} from '../../support/answer-words.js';
import { outboxOf, t0 } from '../../support/turns.js';

export function answerBatchesContract(
  current: () => OpenedStore,
  second: (() => Promise<OpenedStore>) | undefined,
): void {
  const by = (staffId = 'rosa') => ({ staffId, now: t0 });
  const names = ['ana', 'ben', 'cid'];
  const make = () => current().answers.createBatch({ ...by(), cycleId: 'cycle', title: 'Agua' });
  const propose = async () => {
    const all = [];
    for (const who of names) all.push(await proposalBy(current(), who));
    return all;
  };
  const draftMany = (
    batchId: string,
    proposals: Awaited<ReturnType<typeof propose>>,
    words: AnswerWords = wordsOf(),
    personal: Readonly<Record<string, AnswerWords['personal']>> = {},
  ) => current().answers.draftMany({ ...by(), batchId, proposals, words, personal });
  const filled = async () => {
    const proposals = await propose();
    const id = await make();
    expect(await draftMany(id, proposals)).toEqual({ kept: 3 });
    return { id, proposals };
  };
  const drafts = (batchId: string) => current().answers.list({ cycleId: 'cycle', drafts: true, batchId }, 10);
  const batchOf = async (id: string) => {
    const found = await current().answers.batch(id);
    if (!found) throw new Error('there is no such batch');
    return found;
  };
  const release = async (id: string, given: { expected?: number; rule?: 'none' | 'two-sectors' } = {}) =>
    current().answers.releaseBatch(id, {
      ...by(),
      revision: (await batchOf(id)).revision,
      expected: 3,
      rule: 'none',
      ...given,
    });
  const next = (id: string, size = 10, store = current()) =>
    store.answers.releaseNext(id, { now: t0 + 1, dueAt: t0 + 5, size, tell });

  describe('one answer for many', () => {
    it('becomes a draft for each, with a line of their own', async () => {
      const proposals = await propose();
      const id = await make();
      const personal = Object.fromEntries(
        proposals.map(({ proposalId, code }) => [proposalId, { es: `Gracias por ${code}.` }]),
      );
      expect(await draftMany(id, proposals, refusal(), personal)).toEqual({ kept: 3 });
      expect((await drafts(id)).map((one) => one.personal)).toEqual(
        expect.arrayContaining(Object.values(personal)),
      );
      expect(await batchOf(id)).toMatchObject({ answers: 3, released: 0, state: 'open' });
      expect(await current().answers.batches('cycle')).toMatchObject([{ id, title: 'Agua', answers: 3 }]);
      expect(await current().answers.batches('past')).toEqual([]);
      // A second press.
      expect(await draftMany(id, proposals, refusal(), personal)).toEqual({ kept: 3 });
      expect(await drafts(id)).toHaveLength(3);
    });

    it('is for all or nobody: it names who changed meanwhile', async () => {
      const [ana, ben, cid] = await propose();
      if (!ana || !ben || !cid) throw new Error('three were proposed');
      const id = await make();
      await changeProposal(current(), ben.proposalId, { revision: ben.revision + 1 });
      await changeProposal(current(), cid.proposalId, { state: 'withdrawn' });
      expect(await draftMany(id, [ana, ben, cid])).toEqual({ stale: [ben.code, cid.code] });
      expect(await drafts(id)).toEqual([]);
      expect(await proposalRow(current(), ana.proposalId)).toMatchObject({
        revision: ana.revision,
        state: 'received',
      });
      await changeProposal(current(), ana.proposalId, { cycleId: 'past' });
      expect(await draftMany(id, [ana])).toEqual({ stale: [ana.code] });
    });

    it('takes the place of drafts that were there', async () => {
      const { id, proposals } = await filled();
      const other = await make();
      const now = await Promise.all(proposals.map(({ proposalId }) => seen(current(), proposalId)));
      const before = await batchOf(id);
      expect(await draftMany(other, now, refusal())).toEqual({ kept: 3 });
      expect(await batchOf(id)).toMatchObject({ answers: 0 });
      expect((await batchOf(id)).revision).toBeGreaterThan(before.revision);
    });
  });

  describe('a batch', () => {
    it('is filled and emptied by moving drafts, and any change in it is seen', async () => {
      const { id } = await filled();
      const [one, two] = await drafts(id);
      if (!one || !two) throw new Error('there are three drafts');
      const { answers } = current();
      const before = (await batchOf(id)).revision;
      expect(await answers.move([one.id, 'nobody'], null, by())).toBe('stale');
      expect(await answers.move([one.id], null, by())).toBe('kept');
      expect(await batchOf(id)).toMatchObject({ answers: 2, revision: before + 1 });
      expect(await answers.move([one.id], 'nowhere', by())).toBe('stale');
      expect(await answers.move([one.id], id, by())).toBe('kept');
      const own = await seen(current(), two.proposalId);
      const words = wordsOf({ personal: { es: 'Gracias.' } });
      expect(await answers.saveDraft({ ...by(), ...own, id: two.id, words })).toBe('kept');
      expect(await batchOf(id)).toMatchObject({ answers: 3, revision: before + 3 });
      const old = { ...by(), revision: before, expected: 3, rule: 'none' } as const;
      expect(await answers.releaseBatch(id, old)).toBe('stale');
    });

    it('can be cancelled: its drafts stay by themselves, or go with it', async () => {
      const { answers } = current();
      const kept = await filled();
      const options = { ...by(), revision: (await batchOf(kept.id)).revision };
      expect(await answers.cancelBatch(kept.id, { ...options, drafts: 'keep' })).toBe('kept');
      expect(await answers.cancelBatch(kept.id, { ...options, drafts: 'keep' })).toBe('stale');
      expect(await answers.count({ cycleId: 'cycle', drafts: true })).toBe(3);
      const id = await make();
      const all = (await answers.list({ cycleId: 'cycle', drafts: true }, 10)).map((one) => one.id);
      expect(await answers.move(all, id, by())).toBe('kept');
      await answers.cancelBatch(id, { ...by(), revision: (await batchOf(id)).revision, drafts: 'void' });
      expect(await answers.count({ cycleId: 'cycle', drafts: true })).toBe(0);
      expect(await release(id)).toBe('stale');
    });

    it('is signed as a whole; its writer is told once', async () => {
      await hireStaff(current());
      const { id } = await filled();
      const hashes = Object.fromEntries((await drafts(id)).map((one) => [one.id, one.hash]));
      const sign = (staffId: string, sector: string) =>
        current().answers.sign(hashes, { ...by(staffId), sector, page: pageOf });
      expect(await release(id, { rule: 'two-sectors' })).toBe('unsigned');
      await sign('ana', 'government');
      expect(await batchOf(id)).toMatchObject({ answers: 3, signed: 0 });
      expect(await release(id, { rule: 'two-sectors' })).toBe('unsigned');
      expect(await sign('luz', 'civil-society')).toBe('kept');
      expect(await batchOf(id)).toMatchObject({ answers: 3, signed: 3 });
      expect(await noticesOf(current())).toMatchObject([
        { staffId: 'rosa', kind: 'signed', detail: { count: 3 }, href: `/panel/lotes/${id}` },
      ]);
      expect(await release(id, { rule: 'two-sectors' })).toBe('kept');
    });
  });

  describe('the release of a batch', () => {
    it('is refused where a count, a text or a proposal is not as the screen said', async () => {
      const { id, proposals } = await filled();
      const [ana, ben] = proposals;
      if (!ana || !ben) throw new Error('three were proposed');
      expect(await release(id, { expected: 2 })).toBe('count');
      expect(await release(await make(), { expected: 0 })).toBe('count');
      await changeProposal(current(), ana.proposalId, { sha256: 'b'.repeat(64) });
      await changeProposal(current(), ben.proposalId, { state: 'withdrawn' });
      expect(await release(id)).toBe('stale');
      expect(await current().answers.staleIn(id)).toEqual([ana.code, ben.code].toSorted());
      expect(await batchOf(id)).toMatchObject({ state: 'open', released: 0 });
    });

    it('is decided at once, and leaves in stretches, each once', async () => {
      const { id, proposals } = await filled();
      const options = { ...by(), revision: (await batchOf(id)).revision, expected: 3, rule: 'none' } as const;
      expect(await current().answers.releaseBatch(id, options)).toBe('kept');
      expect(await current().answers.releaseBatch(id, options)).toBe('kept');
      expect(await current().answers.releasing()).toEqual([{ id, wording: {} }]);
      expect(await next(id, 2)).toMatchObject({ answers: 2, done: false });
      expect(await batchOf(id)).toMatchObject({ state: 'releasing', answers: 3, released: 2 });
      const other = second ? await second() : current();
      expect(await next(id, 2, other)).toMatchObject({ answers: 1, done: false });
      expect(await next(id, 2)).toMatchObject({ answers: 0, done: true });
      expect(await next(id, 2, other)).toMatchObject({ answers: 0, done: true });
      expect(await batchOf(id)).toMatchObject({
        state: 'released',
        answers: 3,
        released: 3,
        releasedBy: 'rosa',
      });
      const rows = await outboxOf(current());
      expect(new Set(rows.map(({ key }) => key)).size).toBe(3);
      for (const row of rows)
        expect(row).toMatchObject({
          lane: 'bulk',
          purpose: 'answer',
          broadcastId: null,
          dueAt: t0 + 5,
          state: 'planned',
        });
      for (const { proposalId } of proposals)
        expect(await proposalRow(current(), proposalId)).toMatchObject({
          state: 'answered',
          answeredAt: t0 + 1,
        });
      const told = (await auditOf(current())).filter(({ action }) => action === 'proposal.answered');
      expect(told.map(({ subject }) => subject).sort()).toEqual(proposals.map(({ code }) => code).sort());
      expect(await current().answers.releasing()).toEqual([]);
    });

    it('lets nobody change what is leaving; who is withdrawn in these moments is left out', async () => {
      const { id, proposals } = await filled();
      await release(id);
      const { answers } = current();
      const [one] = await drafts(id);
      if (!one) throw new Error('nothing left yet');
      const own = await seen(current(), one.proposalId);
      expect(await answers.saveDraft({ ...by(), ...own, id: one.id, words: refusal() })).toBe('stale');
      expect(await answers.saveDraft({ ...by(), ...own, id: 'other', words: refusal() })).toBe('stale');
      expect(await draftMany(await make(), [own])).toEqual({ stale: [own.code] });
      expect(await answers.discard(one.id, { ...by(), revision: 1 })).toBe('stale');
      expect(await answers.move([one.id], null, by())).toBe('stale');
      expect(await answers.release(one.id, { ...by(), revision: 1, rule: 'none', tell })).toBe('stale');
      const sign = { ...by(), sector: 'government', page: pageOf };
      expect(await answers.sign({ [one.id]: one.hash }, sign)).toBe('stale');
      const gone = proposals[0]?.proposalId ?? '';
      await changeProposal(current(), gone, { state: 'withdrawn' });
      await next(id);
      expect(await outboxOf(current())).toHaveLength(2);
      expect((await answers.ofProposal(gone))[0]?.state).toBe('void');
      expect((await proposalRow(current(), gone)).state).toBe('withdrawn');
    });
  });
}
