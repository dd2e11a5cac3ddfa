/** Partners: a code belongs to one; people are counted by the first link they came by. */
import { describe, expect, it } from 'vitest';
import type { OpenedStore } from '../../../src/store/open.js';
import { greet, t0, turnOf } from '../../support/turns.js';

export function partnersContract(current: () => OpenedStore): void {
  const add = (code: string, id = code) =>
    current().partners.create({ id, code, name: `De ${code}`, place: null, staffId: 'staff', now: t0 });

  describe('a partner', () => {
    it('has its code for itself, also when two are made at once', async () => {
      const ends = await Promise.all([add('RADIO-A', 'one'), add('RADIO-A', 'two')]);
      expect(ends.toSorted()).toEqual(['created', 'taken']);
      const [only, ...others] = await current().partners.list();
      expect([only?.code, others]).toEqual(['RADIO-A', []]);
      expect(await current().partners.find(only?.id ?? '')).toEqual(only);
      expect(await current().partners.find('nobody')).toBeNull();
    });

    it('counts who first came by it; words count only where they are its code', async () => {
      await add('RADIO-A');
      await add('RADIO-B');
      const from = (source: string, fromWords?: true) => ({
        kind: 'person.source' as const,
        source,
        ...(fromWords ? { fromWords } : {}),
      });
      await greet(current(), 'ana', [], { effects: [from('RADIO-A')] });
      await greet(current(), 'ben', [], { effects: [from('RADIO-A', true)] });
      await greet(current(), 'cid', [], { effects: [from('JUANA-QUISPE', true)] });
      await current().turns.commit(turnOf('cid', false, { effects: [from('RADIO-B', true)] }));
      await current().turns.commit(turnOf('ana', false, { effects: [from('RADIO-B')] }));
      const counts = (await current().partners.list()).map(({ code, joined }) => [code, joined]);
      expect(counts).toEqual([
        ['RADIO-A', 2],
        ['RADIO-B', 1],
      ]);
    });
  });
}
