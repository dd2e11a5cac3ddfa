/** Similar proposals: found by the rarer words they share, near ones first, withdrawn ones never. */
import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import type { OpenedStore } from '../../../src/store/open.js';
import { once } from '../../../src/store/sql.js';
import { greet, proposalOf, t0, turnOf } from '../../support/turns.js';

export function similarContract(current: () => OpenedStore): void {
  const propose = async (id: string, text: string, given: Parameters<typeof proposalOf>[0] = {}) => {
    const proposal = proposalOf({ id, text, ...given });
    await greet(current(), `by-${id}`, [], { effects: [{ kind: 'proposal.submit', proposal }] });
    return proposal;
  };
  const like = async (id: string, limit = 5) => {
    while ((await current().similar.index(2)) > 0);
    const found = await current().similar.similar(id, { cycleId: 'cycle', limit });
    return found.map((one) => one.id);
  };

  describe('similar proposals', () => {
    it('share what is rare, in singular or plural; those of the same department come first', async () => {
      await propose('a', 'Queremos semáforos para ciegos en las avenidas', { place: '080101' });
      await propose('b', 'Un semáforo para personas ciegas en la avenida', { place: '150101' });
      await propose('c', 'Semáforo para ciegas en cada avenida', { place: '080201' });
      await propose('d', 'Que haya agua potable en el colegio', { place: '080101' });
      await propose('e', 'Semáforos para ciegos en las avenidas', { cycleId: 'another' });
      expect(await like('a')).toEqual(['c', 'b']);
      expect(await like('a', 1)).toEqual(['c']);
      expect(await like('d')).toEqual([]);
      const [best] = await current().similar.similar('a', { cycleId: 'cycle', limit: 1 });
      expect(best).toMatchObject({ score: 1, place: '080201', state: 'received', jointId: null });
      expect(best?.summary).toBe('Semáforo para ciegas en cada avenida');
      const asked = { cycleId: 'cycle', limit: 5, place: '150101' };
      const typed = await current().similar.similarToText('semáforos en avenidas para un ciego', asked);
      expect(typed.map((one) => one.id)).toEqual(['b', 'c', 'a']);
      expect(await current().similar.similarToText('que el gobierno haga algo', asked)).toEqual([]);
    });

    it('follow a correction, and forget who erased their data', async () => {
      await propose('a', 'Reciclar botellas de plástico en los mercados');
      const b = await propose('b', 'Arreglar la pista del aeródromo');
      expect(await like('a')).toEqual([]);
      const text = 'Que los mercados reciclen cada botella de plástico';
      const effect = { kind: 'proposal.correct', code: b.code, text, sha256: 'b'.repeat(64) } as const;
      await current().turns.commit(turnOf('by-b', false, { effects: [effect] }));
      expect(await like('a')).toEqual(['b']);
      await current().turns.commit(
        turnOf('by-b', false, { revision: 2, effects: [{ kind: 'person.erase' }] }),
      );
      expect(await like('a')).toEqual([]);
      const { proposalWord } = current().sql.t;
      const left = await current().sql.readOnce((db) =>
        db.select().from(proposalWord).where(eq(proposalWord.proposalId, 'b')),
      );
      expect(left).toEqual([]);
    });

    it('are never those that were withdrawn while their words were read', async () => {
      await propose('a', 'Bibliotecas abiertas los domingos');
      const { proposal } = current().sql.t;
      await current().sql.write([
        once((db) =>
          db
            .update(proposal)
            .set({ state: 'withdrawn', text: '', folded: '' })
            .where(eq(proposal.id, 'a'))
            .returning({ id: proposal.id }),
        ),
      ]);
      expect(await current().similar.index(10)).toBe(0);
      const found = await current().similar.similarToText('bibliotecas abiertas domingos', {
        ...{ cycleId: 'cycle', limit: 5, place: null },
      });
      expect(found).toEqual([]);
    });
  });

  describe('views that are kept', () => {
    it('are one’s own and the team’s; only who keeps one changes it', async () => {
      const { savedViews } = current();
      const keep = (staffId: string, name: string, isShared: boolean) =>
        savedViews.keep({ staffId, name, query: 'tema=other', isShared, now: t0 });
      const mine = await keep('ana', 'Mi tema', false);
      const shared = await keep('rosa', 'Del equipo', true);
      await keep('rosa', 'Solo de Rosa', false);
      const names = async () => (await savedViews.of('ana')).map(({ name }) => name);
      expect(await names()).toEqual(['Mi tema', 'Del equipo']);
      const change = { staffId: 'ana', name: 'Otro nombre', isShared: true, now: t0 };
      await savedViews.change(mine, change);
      await expect(savedViews.change(shared, change)).rejects.toThrow('rolled back');
      await expect(savedViews.remove(shared, { staffId: 'ana', now: t0 })).rejects.toThrow('rolled back');
      expect(await names()).toEqual(['Otro nombre', 'Del equipo']);
      await savedViews.remove(mine, { staffId: 'ana', now: t0 });
      expect(await names()).toEqual(['Del equipo']);
    });
  });
}
