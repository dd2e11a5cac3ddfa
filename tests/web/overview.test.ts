/** The overview and what comes after an answer: figures that lead to their lists, and people no phone could reach. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Settlement } from '../../src/store/store.js';
import type { Staff } from '../support/staff.js';
import { minute, t0 } from '../support/turns.js';
import { type House, openHouse } from '../support/web.js';

const day = 1440 * minute;
let house: House;
let staff: Staff;
beforeEach(async () => {
  house = await openHouse();
  staff = await house.signIn('triage');
});
afterEach(() => house.close());

const answerOne = async (code: string): Promise<void> => {
  await staff.answers(code, {
    outcome: 'deferred',
    reason: 'Se verá en la etapa de implementación.',
    commitment: '',
  });
};

type End = (id: string) => Settlement;
/** What became of the messages that are due. */
async function settle(end: End): Promise<void> {
  for (const channel of ['telegram', 'whatsapp'] as const) {
    const claimed = await house.store.outbox.claim({
      channel,
      lane: 'reply',
      now: house.now,
      limit: 50,
      by: 'test',
      until: house.now + minute,
    });
    await house.store.outbox.settle(claimed.map(({ id }) => end(id)));
  }
}
const failed: End = (id) => ({
  id,
  to: 'failed',
  failure: { kind: 'blocked', code: '403', detail: 'blocked' },
  at: house.now,
});
const accepted: End = (id) => ({ id, to: 'accepted', externalKey: `sent-${id}`, at: house.now });

const words = (html: string): string => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
const figures = async (): Promise<string> => {
  // Figures may be as old as it took to make them, many times over.
  house.now += 10 * minute;
  return words(await staff.page('/panel/resumen'));
};

describe('the overview', () => {
  it('tells how often suggestions were corrected once that is counted, and waits for no count', async () => {
    const suggested = [{ area: 'environment', words: ['río'] }];
    const code = await house.propose({ suggested, chosen: [] });
    const revision = await staff.revision(code);
    await staff.post(`/panel/propuestas/${code}/temas`, { revision, area: 'other' });
    expect(await figures()).not.toContain('de los sugeridos');
    await vi.waitFor(async () =>
      expect(await figures()).toContain('El equipo quitó el 100 % de los sugeridos'),
    );
  });

  it('counts people from being heard to having an answer, and says what waits', async () => {
    expect(await figures()).toContain('0 propuestas');
    const cusco = await house.propose({ place: '080101', chosen: ['environment'], promisedAt: t0 + day });
    await house.propose({ place: null, chosen: ['inclusion'], promisedAt: t0 + 40 * day });
    await answerOne(cusco);
    await settle(accepted);
    house.now = t0 + 3 * day;
    const said = await figures();
    expect(said).toContain('2 personas escuchadas');
    expect(said).toContain('1 tiene respuesta 50 %');
    expect(said).toContain('1 respuesta salió a su chat 50 %');
    expect(said).toContain('0 confirmadas en su teléfono 0 %');
    expect(said).toContain('1 tienen más tiempo'.replace('tienen', 'tiene'));
    expect(said).toMatch(/Medio ambiente 1 0/);
    expect(said).toMatch(/Inclusión 0 1/);
    expect(said).toMatch(/Cusco 1 0/);
    expect(said).toContain('Queda para más adelante 1');
  });

  it('leads from each number to the list behind it', async () => {
    const code = await house.propose({ place: '080101', chosen: ['environment'] });
    house.now += 10 * minute;
    const html = await staff.page('/panel/resumen');
    for (const href of [
      'tema=environment&amp;estado=todas',
      'region=080000&amp;estado=todas',
      'estado=todas',
    ])
      expect(html).toContain(`/panel/propuestas?${href}`);
    expect(await staff.page('/panel/propuestas?region=080000&estado=todas')).toContain(code);
  });

  it('is for everybody who may read, and changes nothing for who may not write', async () => {
    const reader = await house.signIn('reader');
    expect(await reader.page('/panel/resumen')).toContain('Resumen del ciclo');
    expect((await reader.post('/panel/seguimiento', { answer: 'x', way: 'radio' })).status).toBe(403);
  });
});

describe('people no phone could tell', () => {
  it('are listed with why, and noted once they heard of it otherwise', async () => {
    const code = await house.propose({ place: '080101' });
    await answerOne(code);
    expect(await staff.page('/panel/seguimiento')).toContain('Nadie: todas las respuestas');
    await settle(failed);
    const html = await staff.page('/panel/seguimiento');
    expect(words(html)).toContain(`${code} Cusco`);
    expect(html).toContain('Bloqueó el chat');
    const answer = /name="answer" value="([\w-]+)"/.exec(html)?.[1] ?? '';
    const done = await staff.post('/panel/seguimiento', {
      answer,
      way: 'radio',
      note: 'Radio La Salle, 7 am',
    });
    expect(done.status).toBe(303);
    expect(await staff.page('/panel/seguimiento')).not.toContain(code);
    const told = words(await staff.page('/panel/seguimiento?ver=hechas'));
    expect(told).toContain('Avisada por radio. Radio La Salle, 7 am');
    expect(await figures()).toContain('Además, 1 persona fue avisada');
  });

  it('refuses kindly an answer that is not there', async () => {
    const answered = await staff.post('/panel/seguimiento', { answer: 'nothing', way: 'radio' });
    expect(answered.status).toBe(422);
    expect(await answered.text()).toContain('No encontramos esa respuesta');
  });
});
