/** What staff do with proposals: find, tag, answer, send again; two at once never overwrite each other. */
import { describe, expect, it } from 'vitest';
import type { OpenedStore } from '../../../src/store/open.js';
import { tell, wordsOf } from '../../support/answer-words.js';
import {
  claimAs,
  greet,
  minute,
  proposalOf,
  reply,
  rowOf,
  settleAs,
  t0,
  turnOf,
} from '../../support/turns.js';

export function staffContract(current: () => OpenedStore): void {
  const propose = (who: string, given: Parameters<typeof proposalOf>[0]) =>
    greet(current(), who, [], { effects: [{ kind: 'proposal.submit', proposal: proposalOf(given) }] });
  const codes = async (filter: Omit<Parameters<OpenedStore['proposals']['list']>[0], 'cycleId'>) =>
    (await current().proposals.list({ cycleId: 'cycle', ...filter }, 10)).rows.map((row) => row.code);
  const member = {
    id: 'staff',
    name: 'Rosa',
    email: 'rosa@example.pe',
    role: 'triage',
    sector: 'government',
    disabledAt: null,
  };

  describe('the queue of staff', () => {
    it('is found by words without accents, by area, place, language and state; oldest promise first', async () => {
      const environment = { suggested: [], chosen: ['environment'] };
      await propose('ana', {
        code: 'AYNI-AAAA',
        text: 'Más ÁRBOLES en la plaza',
        ...environment,
        promisedAt: t0 + 2,
      });
      await propose('ben', {
        code: 'AYNI-BBBB',
        text: 'Obras 100% a la vista',
        place: '150101',
        promisedAt: t0 + 1,
      });
      await propose('cid', { code: 'AYNI-CCCC', text: 'Yaku', locale: 'qu', promisedAt: t0 + 3 });
      expect(await codes({})).toEqual(['AYNI-BBBB', 'AYNI-AAAA', 'AYNI-CCCC']);
      expect(await codes({ search: 'arboles PLAZA' })).toEqual(['AYNI-AAAA']);
      expect(await codes({ search: '%' })).toHaveLength(3);
      expect(await codes({ search: 'cccc' })).toEqual(['AYNI-CCCC']);
      expect(await codes({ area: 'environment' })).toEqual(['AYNI-AAAA']);
      // Chosen by the person: what was only suggested does not count any more.
      expect(await codes({ area: 'access_to_information' })).toEqual([]);
      expect(await codes({ department: '150000' })).toEqual(['AYNI-BBBB']);
      expect(await codes({ locale: 'qu', states: ['received'] })).toEqual(['AYNI-CCCC']);
      expect(await codes({ states: ['answered', 'withdrawn'] })).toEqual([]);
      const counts = await current().proposals.queueCounts('cycle', t0);
      expect(counts).toMatchObject({ open: 3, unassigned: 3, areas: { environment: 1, anticorruption: 2 } });
      const all = { cycleId: 'cycle' };
      const first = await current().proposals.list(all, 2);
      const rest = await current().proposals.list(all, 2, first.next ?? undefined);
      expect(rest.rows.map((row) => row.code)).toEqual(['AYNI-CCCC']);
      expect(rest.next).toBeNull();
    });

    it('refuses the second of two who corrected the same tags', async () => {
      await propose('ana', { id: 'p', code: 'AYNI-AAAA' });
      const tag = (areas: string[]) =>
        current().proposals.confirmTags({
          id: 'p',
          code: 'AYNI-AAAA',
          revision: 1,
          areas,
          staffId: 'staff',
          now: t0,
        });
      const outcomes = await Promise.all([tag(['environment', 'inclusion']), tag(['other'])]);
      expect(outcomes.toSorted()).toEqual(['changed-meanwhile', 'done']);
      const found = await current().proposals.find('AYNI-AAAA');
      expect(found?.row).toMatchObject({ state: 'in-review', revision: 2 });
      expect(found?.history.map((entry) => entry.action)).toEqual(['proposal.received', 'proposal.tagged']);
    });

    it('shows what was answered, by whom, and how the author can be reached; never who they are', async () => {
      await current().staff.add(member, { staffId: 'system', now: t0 });
      await propose('ana', { id: 'p', code: 'AYNI-AAAA' });
      const { answers } = current();
      const by = { staffId: 'staff', now: t0 };
      const seen = { proposalId: 'p', code: 'AYNI-AAAA', revision: 1 };
      await answers.saveDraft({ ...by, ...seen, id: 'answer', words: wordsOf() });
      await answers.release('answer', { ...by, revision: 1, rule: 'none', tell });
      const [row] = await claimAs(current(), 'me');
      expect(row).toMatchObject({ purpose: 'answer', proposalId: 'p' });
      const found = await current().proposals.find('AYNI-AAAA');
      expect(found?.row).toMatchObject({ state: 'answered', answeredAt: t0 });
      expect(found?.answers).toEqual([expect.objectContaining({ by: 'Rosa', outcome: 'partly-adopted' })]);
      expect(found?.reach).toEqual({ channel: 'telegram', reachable: true, lastInboundAt: t0 });
      expect(JSON.stringify(found)).not.toContain('sealed:ana');
    });

    it('sends a failed message again, and only a failed one', async () => {
      const [id = ''] = await greet(current(), 'ana', [reply('hola')]);
      const again = () =>
        current().proposals.resend({ outboxId: id, code: 'AYNI-AAAA', staffId: 'staff', now: t0 + minute });
      expect(await again()).toBe('changed-meanwhile');
      await claimAs(current(), 'me');
      const failure = { kind: 'fix', code: '1', detail: 'set-up' } as const;
      await settleAs(current(), { id, to: 'failed', failure, at: t0 });
      expect(await again()).toBe('done');
      expect(await rowOf(current(), id)).toMatchObject({ state: 'planned', why: null, dueAt: t0 + minute });
      await claimAs(current(), 'me', { now: t0 + minute });
      await settleAs(current(), { id, to: 'failed', failure, at: t0 });
      await current().turns.commit(turnOf('ana', false, { effects: [{ kind: 'person.erase' }] }));
      expect(await again()).toBe('changed-meanwhile');
    });

    it('shows the public no words without consent, nor after an erasure', async () => {
      await propose('ana', { code: 'AYNI-AAAA', publish: 'no' });
      await propose('ben', { code: 'AYNI-BBBB', publish: 'without-name' });
      expect((await current().proposals.publicByCode('AYNI-AAAA'))?.text).toBeNull();
      expect((await current().proposals.publicByCode('AYNI-BBBB'))?.text).toMatch(/^Que publiquen/);
      await current().turns.commit(turnOf('ben', false, { effects: [{ kind: 'person.erase' }] }));
      expect((await current().proposals.publicByCode('AYNI-BBBB'))?.text).toBeNull();
    });
  });

  describe('staff accounts', () => {
    it('are added once, found, listed and switched off', async () => {
      await current().staff.add(member, { staffId: 'system', now: t0 });
      await current().staff.add({ ...member, id: 'other' }, { staffId: 'system', now: t0 });
      expect(await current().staff.list()).toEqual([member]);
      const noted = await current().sql.readOnce((db) => db.select().from(current().sql.t.audit));
      expect(noted.map((entry) => entry.subject)).toEqual(['staff']);
      await current().staff.disable('staff', { staffId: 'system', now: t0 + 1 });
      expect((await current().staff.find('rosa@example.pe'))?.disabledAt).toBe(t0 + 1);
      expect(await current().staff.find('nobody@example.pe')).toBeNull();
    });
  });
}
