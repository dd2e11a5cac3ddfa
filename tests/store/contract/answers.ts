/** Drafts, signatures and releases of answers: what was seen is what leaves, or nothing does. */
import { describe, expect, it } from 'vitest';
import { hashOf } from '../../../src/answers/words.js';
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
import { outboxOf, t0, turnOf } from '../../support/turns.js';

export function answersContract(current: () => OpenedStore): void {
  const by = (staffId: string) => ({ staffId, now: t0 });
  const draft = async (who: string, words = wordsOf(), id = `answer-${who}`) => {
    const store = current();
    const one = await proposalBy(store, who);
    expect(await store.answers.saveDraft({ ...by('rosa'), ...one, id, words })).toBe('kept');
    return { id, ...one };
  };
  const find = async (id: string) => {
    const found = await current().answers.find(id);
    if (!found) throw new Error('there is no such answer');
    return found;
  };
  const release = async (id: string, rule: 'none' | 'two-sectors' = 'none') =>
    current().answers.release(id, { ...by('rosa'), revision: (await find(id)).revision, rule, tell });
  const sign = async (staffId: string, sector: string, ids: readonly string[]) => {
    const hashes = Object.fromEntries(
      await Promise.all(ids.map(async (id) => [id, (await find(id)).hash] as const)),
    );
    return current().answers.sign(hashes, { ...by(staffId), sector, page: pageOf });
  };

  describe('a draft of an answer', () => {
    it('is seen by staff only, and takes the proposal into review', async () => {
      const { id, proposalId, code } = await draft('ana');
      expect(await find(id)).toMatchObject({
        ...wordsOf(),
        code,
        state: 'draft',
        revision: 1,
        releasedAt: null,
      });
      expect(await find(id)).toMatchObject({ hash: hashOf(code, wordsOf()), signatures: [], batchId: null });
      expect(await proposalRow(current(), proposalId)).toMatchObject({
        state: 'in-review',
        answeredAt: null,
      });
      expect(await current().glance(code)).toMatchObject({ outcome: null, reason: null });
      expect((await current().proposals.find(code))?.answers).toEqual([]);
      expect(await outboxOf(current())).toEqual([]);
    });

    it('is one for each proposal: a second press keeps it, another one makes it void', async () => {
      const store = current();
      const { id, ...one } = await draft('ana');
      expect(await store.answers.saveDraft({ ...by('rosa'), ...one, id, words: wordsOf() })).toBe('kept');
      const changed = wordsOf({ reason: { es: 'Otra razón, que nadie ha visto.' } });
      expect(await store.answers.saveDraft({ ...by('luz'), ...one, id, words: changed })).toBe('stale');
      const now = await seen(store, one.proposalId);
      expect(await store.answers.saveDraft({ ...by('luz'), ...now, id, words: changed })).toBe('kept');
      expect(await find(id)).toMatchObject({ ...changed, revision: 2, staffId: 'luz' });
      const again = await seen(store, one.proposalId);
      expect(await store.answers.saveDraft({ ...by('ana'), ...again, id: 'other', words: changed })).toBe(
        'kept',
      );
      expect((await store.answers.ofProposal(one.proposalId)).map(({ state }) => state).sort()).toEqual([
        'draft',
        'void',
      ]);
      expect((await store.answers.draftOf(one.proposalId))?.id).toBe('other');
    });

    it('is refused for what was withdrawn, and can be discarded', async () => {
      const store = current();
      const { id, proposalId } = await draft('ana');
      expect(await store.answers.discard(id, { ...by('luz'), revision: 7 })).toBe('stale');
      expect(await store.answers.discard(id, { ...by('luz'), revision: 1 })).toBe('kept');
      expect(await store.answers.draftOf(proposalId)).toBeNull();
      await changeProposal(store, proposalId, { state: 'withdrawn' });
      const now = await seen(store, proposalId);
      expect(await store.answers.saveDraft({ ...by('luz'), ...now, id: 'b', words: wordsOf() })).toBe(
        'stale',
      );
    });

    it('goes with who erases their data, and so does what was written to them alone', async () => {
      const store = current();
      const own = wordsOf({ personal: { es: 'Rosa, gracias por contarnos de tu posta.' } });
      const { id } = await draft('ana', own);
      const told = await draft('ben', own);
      await release(told.id);
      for (const who of ['ana', 'ben'])
        await store.turns.commit(turnOf(who, false, { effects: [{ kind: 'person.erase' }] }));
      expect(await find(id)).toMatchObject({ state: 'void', personal: {} });
      expect(await find(told.id)).toMatchObject({ state: 'released', personal: {} });
    });

    it('finds a reason that another "not adopted" had already, however it is written', async () => {
      const store = current();
      const first = await draft('ana', refusal());
      const other = await proposalBy(store, 'ben');
      const ask = (reason: string, proposalId = other.proposalId) =>
        store.answers.reasonUsed({ cycleId: 'cycle', reason, proposalId });
      expect(await ask('LA LEY no deja, que el plan decida sobre éso')).toBe(first.code);
      expect(await ask('La ley no deja que el plan decida')).toBeNull();
      expect(await ask(refusal().reason.es ?? '', first.proposalId)).toBeNull();
      expect(
        await store.answers.reasonUsed({
          cycleId: 'past',
          reason: refusal().reason.es ?? '',
          proposalId: '',
        }),
      ).toBeNull();
      const own = { ...(await seen(store, first.proposalId)), id: first.id };
      const words = refusal({ personal: { es: 'Tu idea de la posta sí va a la comuna.' } });
      await store.answers.saveDraft({ ...by('rosa'), ...own, words });
      expect(await ask(refusal().reason.es ?? '')).toBeNull();
    });

    it('is listed and counted by cycle, newest first, and by who has not signed', async () => {
      const store = current();
      await hireStaff(store);
      const ids = [await draft('ana'), await draft('ben'), await draft('cid')].map(({ id }) => id);
      await release('answer-ben');
      await sign('rosa', 'government', ['answer-ana']);
      const list = async (filter: Parameters<typeof store.answers.list>[0], limit = 10, after?: string) =>
        (await store.answers.list(filter, limit, after)).map(({ id }) => id);
      const drafts = { cycleId: 'cycle', drafts: true };
      expect(await list(drafts)).toEqual([ids[2], ids[0]]);
      expect(await list(drafts, 1)).toEqual([ids[2]]);
      expect(await list(drafts, 1, ids[2])).toEqual([ids[0]]);
      expect(await list({ ...drafts, unsignedBy: 'government' })).toEqual([ids[2]]);
      expect(await store.answers.count({ ...drafts, unsignedBy: 'civil-society' })).toBe(2);
      expect(await list({ cycleId: 'cycle', drafts: false })).toEqual([ids[1]]);
      expect(await store.answers.count({ cycleId: 'past', drafts: true })).toBe(0);
    });
  });

  describe('signatures', () => {
    it('are needed from both sectors, by two people, where the cycle says so', async () => {
      await hireStaff(current());
      const { id, code } = await draft('ben');
      expect(await release(id, 'two-sectors')).toBe('unsigned');
      await sign('rosa', 'government', [id]);
      await sign('ana', 'government', [id]);
      expect(await release(id, 'two-sectors')).toBe('unsigned');
      expect(await sign('luz', 'civil-society', [id])).toBe('kept');
      expect((await find(id)).signatures.map(({ name, sector }) => [name, sector])).toEqual(
        expect.arrayContaining([
          ['Rosa', 'government'],
          ['Luz', 'civil-society'],
        ]),
      );
      // Whoever wrote it hears that it may leave.
      expect(await noticesOf(current())).toMatchObject([
        { staffId: 'rosa', kind: 'signed', detail: { code }, href: `/panel/propuestas/${code}` },
      ]);
      expect(await release(id, 'two-sectors')).toEqual({ told: true });
    });

    it('are on the exact words: an edit voids them, taking it back makes them valid again', async () => {
      const store = current();
      await hireStaff(store);
      const { id, proposalId } = await draft('ben');
      await sign('rosa', 'government', [id]);
      const save = async (words: ReturnType<typeof wordsOf>) =>
        store.answers.saveDraft({ ...by('ana'), ...(await seen(store, proposalId)), id, words });
      const before = (await find(id)).hash;
      await save(wordsOf({ personal: { es: 'Gracias, Ben.' } }));
      expect((await find(id)).signatures).toEqual([]);
      const old = await store.answers.sign(
        { [id]: before },
        { ...by('luz'), sector: 'civil-society', page: pageOf },
      );
      expect(old).toBe('stale');
      await save(wordsOf());
      expect((await find(id)).signatures).toMatchObject([{ staffId: 'rosa' }]);
    });

    it('are all or none', async () => {
      const store = current();
      await hireStaff(store);
      const one = await draft('ana');
      const two = await draft('ben');
      const hashes = { [one.id]: (await find(one.id)).hash, [two.id]: 'of other words' };
      expect(await store.answers.sign(hashes, { ...by('rosa'), sector: 'government', page: pageOf })).toBe(
        'stale',
      );
      expect((await find(one.id)).signatures).toEqual([]);
    });
  });

  describe('a release', () => {
    it('is answer, state, message and note at once', async () => {
      const store = current();
      const { id, proposalId, code, revision } = await draft('ana');
      expect(await release(id)).toEqual({ told: true });
      expect(await find(id)).toMatchObject({ state: 'released', releasedAt: t0 });
      const row = await proposalRow(store, proposalId);
      expect(row).toMatchObject({ state: 'answered', answeredAt: t0, revision: revision + 2 });
      expect(await outboxOf(store)).toMatchObject([
        {
          key: `answer:${id}`,
          purpose: 'answer',
          lane: 'reply',
          addressId: 'address:ana',
          proposalId,
          answerId: id,
        },
      ]);
      const [message] = (await outboxOf(store)).map((one) => one.message);
      expect(message).toEqual(tell(await find(id), { code, locale: 'es' }));
      expect((await auditOf(store)).map(({ action }) => action)).toEqual(
        expect.arrayContaining(['answer.drafted', 'proposal.answered']),
      );
      expect(await store.glance(code)).toMatchObject({ state: 'answered', outcome: 'partly-adopted' });
    });

    it('happens once, only on the words that were seen, and not to what changed since', async () => {
      const store = current();
      const { id, proposalId } = await draft('ana');
      const options = { ...by('rosa'), rule: 'none', tell } as const;
      expect(await store.answers.release(id, { ...options, revision: 9 })).toBe('stale');
      await changeProposal(store, proposalId, { sha256: 'b'.repeat(64) });
      expect(await release(id)).toBe('stale');
      await changeProposal(store, proposalId, { sha256: 'a'.repeat(64) });
      expect(await release(id)).toEqual({ told: true });
      expect(await release(id)).toBe('stale');
      expect(await outboxOf(store)).toHaveLength(1);
    });

    it('answers a proposal without a phone, and sends nothing', async () => {
      const store = current();
      const { id, proposalId } = await draft('ana');
      await changeProposal(store, proposalId, { personId: null, addressId: null, channel: 'practice' });
      expect(await release(id)).toEqual({ told: false });
      expect(await outboxOf(store)).toEqual([]);
      expect((await proposalRow(store, proposalId)).state).toBe('answered');
    });
  });
}
