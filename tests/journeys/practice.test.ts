/** Practice: everything staff do with proposals works on invented ones, and no one ever hears of it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inspect } from '../support/database.js';
import { formsOf } from '../support/forms.js';
import { Staff } from '../support/staff.js';
import { startWorld, type World } from '../support/world.js';

let world: World;
let data: ReturnType<typeof inspect>;
let real: Staff;
let staff: Staff;
let codes: readonly string[];

const codesOn = (html: string) => [...new Set(html.match(/AYNI-[2-9A-Z]{4}/g))];
const queued = () => data.count('select count(*) n from outbox');

beforeAll(async () => {
  world = await startWorld();
  data = inspect(world.folder);
  real = await Staff.signIn(world);
  const entered = await real.post('/panel/practica', { do: 'in' });
  const cookie = entered.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  expect(cookie).toBe('ayni_practice=1');
  staff = real.with(cookie);
  codes = codesOn(await staff.page('/panel/propuestas'));
});
afterAll(async () => {
  data.close();
  await world.stop();
});

describe('practice', () => {
  it('has a queue of its own, marked on every page, with what the rules suggest', async () => {
    expect(codes.length).toBeGreaterThan(15);
    expect(data.count("select count(*) n from proposal where channel = 'practice'")).toBeGreaterThan(55);
    expect(data.count('select count(distinct locale) n from proposal')).toBe(3);
    expect(data.count("select count(*) n from tag where origin = 'suggested'")).toBeGreaterThan(20);
    for (const path of [
      '/panel/propuestas',
      `/panel/propuestas/${codes[0]}`,
      '/panel/cuenta',
      '/panel/compromisos',
    ])
      expect(await staff.page(path)).toContain('Práctica: nadie recibe nada');
    expect(await real.page('/panel/propuestas')).not.toContain('Práctica: nadie');
    expect(codesOn(await real.page('/panel/propuestas'))).toEqual([]);
  });

  it('shuts what has real effects, on the page and behind it', async () => {
    const html = await staff.page('/panel/propuestas');
    for (const path of [
      '/panel/calendario',
      '/panel/avisos',
      '/panel/aliados',
      '/panel/entrega',
      '/panel/ajustes',
    ]) {
      expect(html).not.toContain(`href="${path}"`);
      expect([path, (await staff.get(path)).status]).toEqual([path, 409]);
      expect((await staff.post(path, {})).status).toBe(409);
    }
    expect((await staff.post('/panel/equipo', { name: 'Ana' })).status).toBe(409);
    expect((await staff.post('/panel/actores', { name: 'Ana' })).status).toBe(409);
  });

  it('plans no message, whatever form of a proposal’s page is sent', async () => {
    const shown = await staff.page(`/panel/propuestas/${codes[0]}`);
    const kinds = formsOf(shown).map(({ action }) => action.replace(codes[0] ?? '', ':code'));
    expect(kinds.length).toBeGreaterThan(5);
    let left = [...codes];
    const said: string[] = [];
    for (const [index, kind] of kinds.entries()) {
      if (!kind.startsWith('/panel/propuestas/:code')) continue;
      const [code = '', ...others] = left;
      left = others.length > 0 ? others : [...codes];
      const form = formsOf(await staff.page(`/panel/propuestas/${code}`)).find(
        ({ action }, place) => place >= index && action === kind.replace(':code', code),
      );
      if (!form) continue;
      const typed = Object.fromEntries(
        form.writable.map((name) => [name, 'Un texto de práctica, bastante largo.']),
      );
      const chosen = Object.fromEntries(
        Object.entries(form.choices).map(([name, values]) => [name, values.at(-1) ?? '']),
      );
      const [name = '', value = ''] = form.buttons.at(-1) ?? [];
      const answer = await staff.post(form.action, {
        ...form.fields,
        ...typed,
        ...chosen,
        ...(name ? { [name]: value } : {}),
      });
      said.push(`${kind} ${answer.status}`);
      expect([kind, answer.status < 500]).toEqual([kind, true]);
    }
    expect(said.filter((line) => line.endsWith('303')).length).toBeGreaterThan(3);
    await world.settle();
    expect(queued()).toBe(0);
    expect(world.platform.got).toEqual([]);
  });

  it('answers one, and a batch, to the end: released, and nobody told', async () => {
    const [first = '', second = ''] = codes.slice(-2);
    const reason = 'Entra al plan: desde marzo se publicará cada mes en la puerta de la municipalidad.';
    const draft = { outcome: 'adopted', 'reason.es': reason, reason, commitment: 'Compromiso 3' };
    const open = async (code: string) => {
      const form = formsOf(await staff.page(`/panel/propuestas/${code}/respuesta`)).find(({ action }) =>
        action.endsWith('/respuesta'),
      );
      return { action: form?.action ?? '', fields: { ...form?.fields, ...draft } };
    };
    const sent = await open(first);
    expect((await staff.post(sent.action, { ...sent.fields, step: 'send' })).status).toBe(303);
    expect(data.text(`select state text from proposal where code = '${first}'`)).toBe('answered');

    const kept = await open(second);
    expect((await staff.post(kept.action, { ...kept.fields, step: 'draft' })).status).toBe(303);
    const answer = data.text("select id text from answer where state = 'draft'");
    const moved = await staff.post(`/panel/propuestas/${second}/respuesta/lote`, { answer, batch: 'new' });
    expect(moved.status).toBe(303);
    const batch = data.text('select batch_id text from answer where batch_id is not null');
    const revision = data.text(`select cast(revision as text) text from answer_batch where id = '${batch}'`);
    const released = await staff.post(`/panel/respuestas/lotes/${batch}/soltar`, { revision, count: '1' });
    expect(released.headers.get('location')).toContain('leaving');
    await world.settle();
    expect(data.text(`select state text from answer_batch where id = '${batch}'`)).toBe('released');
    expect(data.text(`select state text from proposal where code = '${second}'`)).toBe('answered');
    expect(queued()).toBe(0);
    expect(world.platform.got).toEqual([]);
  });

  it('is seen by nobody else: neither the public pages nor the calendar know of it', async () => {
    for (const code of codes.slice(0, 3)) {
      const page = await world.request(`/aportes/${code}`);
      expect([code, page.status]).toEqual([code, 404]);
    }
    for (const path of ['/', '/calendario', '/calendario.ics', '/compromisos', '/actores']) {
      const page = await world.request(path);
      expect([path, page.status]).toEqual([path, 200]);
      const text = await page.text();
      expect([path, codes.filter((code) => text.includes(code))]).toEqual([path, []]);
      expect(text).not.toMatch(/práctica|Gasto público a la vista/i);
    }
  });

  it('begins anew for an administrator, and ends by one press', async () => {
    expect((await staff.post('/panel/practica', { do: 'again' })).status).toBe(303);
    const fresh = codesOn(await staff.page('/panel/propuestas'));
    expect(fresh.length).toBeGreaterThan(15);
    expect(fresh.some((code) => codes.includes(code))).toBe(false);
    expect(data.count("select count(*) n from answer where state = 'draft'")).toBe(0);
    const left = await staff.post('/panel/practica', { do: 'out' });
    expect(left.headers.getSetCookie()[0]).toMatch(/^ayni_practice=;.*Max-Age=0/);
  });
});
