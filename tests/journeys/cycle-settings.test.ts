/** What staff set reaches people within seconds: names, areas, words. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openBeside } from '../support/second-hand.js';
import { meet, startWorld, type World } from '../support/world.js';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.stop());

it('a retired area is not offered, a new one is, and the cycle’s own words are said', async () => {
  const rosa = meet(world, 'telegram');
  await rosa.proposes();
  const store = await openBeside(world);
  const now = Date.now();
  const { id } = await store.cycles.working(now, false);
  const seen = await store.cycleSettings.read(id);
  if (!seen) throw new Error('no cycle');
  const { areas, wording } = seen;
  const ended = await store.cycleSettings.save(id, {
    seen: { areas, wording },
    to: {
      areas: [
        { id: 'agua', label: { es: 'Agua para todos' } },
        ...areas.map((area) => (area.id === 'inclusion' ? { ...area, retired: true } : area)),
      ],
      wording: { 'menu.text': { es: '¿En qué te ayudamos, hermana, hermano?' } },
    },
    ...{ action: 'cycle.areas', detail: {}, staffId: 'rosa', now },
  });
  expect(ended).toBe('kept');
  await store.close();

  // As long as a conversation remembers the cycle.
  world.clock.advance(6_000);
  expect((await rosa.says('menú')).text).toContain('¿En qué te ayudamos, hermana, hermano?');
  await rosa.says('proponer');
  const asked = await rosa.says('Que llegue agua potable a mi barrio de lunes a domingo, por favor');
  const shown = JSON.stringify(asked);
  expect(shown).toContain('Agua para todos');
  expect(shown).not.toContain('Inclusión');
});
