/** Somebody without a phone: written down by staff, answered, told by radio, and heard from any phone by the code. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { inspect } from '../support/database.js';
import { Staff } from '../support/staff.js';
import { meet, startWorld, type World } from '../support/world.js';

const idea = 'Que la posta de Ocongate atienda también los sábados';
const reason = 'La red de salud ya contrató a una enfermera para los sábados, desde marzo.';

let world: World;
let staff: Staff;
beforeEach(async () => {
  world = await startWorld();
  staff = await Staff.signIn(world);
});
afterEach(() => world.stop());

const words = (html: string): string => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

it('hears the answer by the code of the paper, and nobody is written to', async () => {
  const data = inspect(world.folder);
  const kept = await staff.post('/panel/anotar', {
    ...{ text: idea, consent: 'sí', publish: 'no', place: 'Ocongate', code: '7k3qwz' },
  });
  const code = /AYNI-\w{6}/.exec(kept.headers.get('location') ?? '')?.[0] ?? '';
  expect(code).toBe('AYNI-7K3QWZ');
  // A neighbour lends their phone.
  const phone = meet(world, 'whatsapp');
  await phone.arrives();
  const waiting = await phone.says('estado ayni-7k3qwz');
  expect(waiting.text).toContain('AYNI-7K3QWZ: la recibimos el');
  expect(waiting.text).not.toContain('Ocongate');

  const before = data.count('select count(*) n from outbox');
  await staff.answers(code, { outcome: 'partly-adopted', reason, commitment: 'Compromiso 3' });
  await world.settle();
  expect(data.count('select count(*) n from outbox')).toBe(before);
  const answered = await phone.says('AYNI 7K3QWZ');
  expect(answered.text).toContain('Adoptada en parte');
  expect(answered.text).toContain(reason);
  expect(answered.taps).toEqual([]);

  const unreached = await staff.page('/panel/seguimiento');
  expect(words(unreached)).toContain('No tiene teléfono: se anotó en un taller');
  const answer = /name="answer" value="([\w-]+)"/.exec(unreached)?.[1] ?? '';
  const told = await staff.post('/panel/seguimiento', { answer, way: 'radio', note: 'Radio Ocongate' });
  expect(told.status).toBe(303);
  expect(await staff.page('/panel/seguimiento')).not.toContain(code);
  expect(words(await staff.page(`/panel/propuestas/${code}`))).toContain('Le avisó por otra vía: radio');
  // A survey would have nobody to ask.
  world.clock.advance(29 * 86_400_000);
  await world.settle();
  expect(data.count('select count(*) n from outbox where address_id is null')).toBe(0);
  data.close();
});
