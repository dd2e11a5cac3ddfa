/** Setting up a cycle on its pages: what is kept, what is refused kindly, and what two at once see. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Staff } from '../support/staff.js';
import { type House, openHouse } from '../support/web.js';

let house: House;
let admin: Staff;
beforeEach(async () => {
  house = await openHouse();
  admin = await house.signIn('admin');
});
afterEach(() => house.close());

const cycle = () => house.store.cycles.working(house.now, false);
const decode = (html: string) =>
  html
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&lt;/g, '<')
    .replace(/&amp;/g, '&');

/** All that the form of a page would send as it stands. */
async function formOf(path: string, staff = admin): Promise<Record<string, string>> {
  const html = await staff.page(path);
  const form = /<form class="setup"[\s\S]*?<\/form>/.exec(html)?.[0] ?? '';
  const fields: Record<string, string> = {};
  for (const [tag] of form.matchAll(/<input[^>]*>/g)) {
    const name = /name="([^"]+)"/.exec(tag)?.[1];
    const choice = /type="(radio|checkbox)"/.test(tag);
    if (name && (!choice || / checked/.test(tag)))
      fields[name] = decode(/value="([^"]*)"/.exec(tag)?.[1] ?? '');
  }
  for (const [, name = '', text = ''] of form.matchAll(
    /<textarea[^>]*name="([^"]+)"[^>]*>([\s\S]*?)<\/textarea>/g,
  ))
    fields[name] = decode(text);
  for (const [, name = '', options = ''] of form.matchAll(
    /<select[^>]*name="([^"]+)"[^>]*>([\s\S]*?)<\/select>/g,
  ))
    fields[name] = /value="([^"]*)" selected/.exec(options)?.[1] ?? '';
  return fields;
}
async function save(path: string, changed: Record<string, string>, staff = admin) {
  return staff.post(path, { ...(await formOf(path, staff)), ...changed });
}

describe('names', () => {
  it('are kept per language, reach the public page, and are noted', async () => {
    const saved = await save('/panel/ajustes/nombres', {
      'plan.es': 'VII Plan',
      'plan.qu': 'VII Ruwana',
      dataContact: 'datos@foro.pe',
    });
    expect(saved.headers.get('location')).toBe('/panel/ajustes/nombres?listo=1');
    expect(await cycle()).toMatchObject({
      plan: { es: 'VII Plan', qu: 'VII Ruwana' },
      dataContact: 'datos@foro.pe',
    });
    expect(await house.page('/')).toContain('datos@foro.pe');
    const entries = await house.store.sql.readOnce((db) => db.select().from(house.store.sql.t.audit));
    expect(entries.map(({ action }) => action)).toContain('cycle.names');
  });

  it('are refused with what was typed kept', async () => {
    const refused = await save('/panel/ajustes/nombres', { 'forum.es': '', dataContact: 'ninguno <b>' });
    expect(refused.status).toBe(422);
    const html = await refused.text();
    expect(html).toContain('Nombre del foro: escríbelo en castellano.');
    expect(html).toContain('ninguno &lt;b&gt;');
  });

  it('show the second of two what the first kept, and lose nothing', async () => {
    const mine = await formOf('/panel/ajustes/nombres');
    await save('/panel/ajustes/nombres', { 'plan.es': 'El de Ana', dataContact: 'a@foro.pe' });
    const second = await admin.post('/panel/ajustes/nombres', {
      ...mine,
      'plan.es': 'El de Ben',
      dataContact: 'b@foro.pe',
    });
    expect(second.status).toBe(409);
    const html = await second.text();
    expect(html).toContain('<li>El de Ana</li>');
    expect(html).toContain('value="El de Ben"');
    const again = decode(/name="seen" value="([^"]+)"/.exec(html)?.[1] ?? '');
    const kept = await admin.post('/panel/ajustes/nombres', {
      ...mine,
      'plan.es': 'El de Ben',
      dataContact: 'b@foro.pe',
      seen: again,
    });
    expect(kept.status).toBe(303);
    expect((await cycle()).plan.es).toBe('El de Ben');
  });
});

describe('areas', () => {
  it('are renamed, moved, added and retired; ids stay', async () => {
    const path = '/panel/ajustes/temas';
    const lifted = await admin.post(path, { ...(await formOf(path)), move: '1:-1' });
    expect(lifted.status).toBe(200);
    expect(await lifted.text()).toMatch(/name="id\.0" value="inclusion"/);
    expect((await cycle()).areas[0]?.id).toBe('anticorruption');
    const saved = await save(path, {
      'label.0.es': 'Lucha anticorrupción',
      'fate.1': 'retired',
      'label.5.es': 'Agua y saneamiento',
    });
    expect(saved.status).toBe(303);
    const { areas, retiredAreas } = await cycle();
    expect(areas.map(({ id, label }) => [id, label.es])).toEqual([
      ['anticorruption', 'Lucha anticorrupción'],
      ['access_to_information', 'Acceso a información'],
      ['environment', 'Medio ambiente'],
      ['agua_y_saneamiento', 'Agua y saneamiento'],
      ['other', 'Otro tema'],
    ]);
    expect(retiredAreas?.map(({ id }) => id)).toEqual(['inclusion']);
  });

  it('with proposals cannot vanish', async () => {
    const { id } = await cycle();
    await house.propose({ cycleId: id, chosen: ['inclusion'] });
    expect(await admin.page('/panel/ajustes/temas')).toMatch(/id="fate\.0"[\s\S]*?value="gone"/);
    const refused = await save('/panel/ajustes/temas', { 'fate.1': 'gone' });
    expect(refused.status).toBe(422);
    expect(await refused.text()).toContain('ya hay propuestas con este tema');
    expect((await save('/panel/ajustes/temas', { 'fate.0': 'gone' })).status).toBe(303);
    expect((await cycle()).areas.map((area) => area.id)).not.toContain('anticorruption');
  });
});

describe('signatures', () => {
  it('are asked for at once; giving them up needs a reason', async () => {
    const path = '/panel/ajustes/respuestas';
    expect((await save(path, { signing: 'two-sectors', answerDays: '20' })).status).toBe(303);
    expect(await cycle()).toMatchObject({ signing: 'two-sectors', answerDays: 20 });
    const refused = await save(path, { signing: 'none', why: 'porque sí' });
    expect(refused.status).toBe(422);
    expect(await refused.text()).toContain('hay que decir por qué');
    const why = 'Solo queda una persona hasta la elección de marzo.';
    expect((await save(path, { signing: 'none', why })).status).toBe(303);
    expect((await cycle()).signing).toBe('none');
    const entries = await house.store.sql.readOnce((db) => db.select().from(house.store.sql.t.audit));
    expect(entries.find(({ detail }) => detail.why === why)).toMatchObject({ action: 'cycle.answers' });
  });

  it.each(['0', '366', 'pronto', '2.5'])('promise no answer in %s days', async (answerDays) => {
    expect((await save('/panel/ajustes/respuestas', { answerDays })).status).toBe(422);
  });
});

describe('quiet hours, cards and words', () => {
  it('are the cycle’s own, or ours again', async () => {
    const quiet = '/panel/ajustes/silencio';
    expect((await save(quiet, { own: 'yes', from: '22', to: '22' })).status).toBe(422);
    expect((await save(quiet, { own: 'yes', from: '22', to: '7' })).status).toBe(303);
    expect((await cycle()).quiet).toEqual({ from: 22, to: 7 });
    expect((await save(quiet, { own: 'no' })).status).toBe(303);
    expect((await cycle()).quiet).toBeNull();
  });

  it('a card is changed, added, ordered; the ones we come with are one press away', async () => {
    const path = '/panel/ajustes/tarjetas';
    expect(await admin.page(path)).toContain('Le falta un teléfono o una dirección');
    const saved = await save(path, {
      'text.1.es': 'Llama ahora al 0800 00000.',
      'gone.2': 'yes',
      'label.3.es': 'Violencia',
      'text.3.es': 'Llama al 0800 11111.',
    });
    expect(saved.status).toBe(303);
    expect((await cycle()).cards.map(({ id }) => id)).toEqual(['corruption', 'danger', 'violencia']);
    expect(await admin.page(path)).not.toContain('Le falta un teléfono');
    const ours = await admin.post(path, { ...(await formOf(path)), step: 'ours' });
    expect(await ours.text()).toContain('Reclamo por una atención');
    expect((await save(path, { 'text.0.es': '' })).status).toBe(422);
  });

  it('words keep their blanks and ways out, and are seen as they will be read', async () => {
    const path = '/panel/ajustes/textos';
    const refused = await save(path, { 'proposal.receipt@es': 'Llegó.' });
    expect(refused.status).toBe(422);
    expect(decode(await refused.text())).toContain('falta {{code}}');
    const own = '¡Kawsachun! Somos del {{forum}}.\n\n¿En qué idioma hablamos?';
    const seen = await admin.post(path, {
      ...(await formOf(path)),
      'welcome.language@es': own,
      step: 'preview',
    });
    expect(await seen.text()).toContain('Somos del Foro Multiactor de Gobierno Abierto.');
    expect((await cycle()).wording).toEqual({});
    expect((await save(path, { 'welcome.language@es': own })).status).toBe(303);
    expect((await cycle()).wording).toEqual({ 'welcome.language': { es: own } });
    const back = await admin.post(path, { ...(await formOf(path)), ours: 'welcome.language@es' });
    expect(await back.text()).not.toContain('Kawsachun');
  });
});

describe('the next cycle', () => {
  it('is prepared, looked at, set up, and begun; the one before stays open', async () => {
    const before = await cycle();
    const code = await house.propose({ cycleId: before.id, text: 'Idea del plan anterior' });
    const path = '/panel/ajustes/ciclos';
    expect((await admin.post(path, { 'plan.es': 'VII Plan', slug: 'Plan VII' })).status).toBe(422);
    expect((await admin.post(path, { 'plan.es': 'VII Plan', slug: 'plan-vii' })).status).toBe(303);
    expect((await admin.post(path, { 'plan.es': 'VII Plan', slug: 'plan-vii' })).status).toBe(422);
    const next = (await house.store.cycleSettings.list()).find(({ slug }) => slug === 'plan-vii')?.id ?? '';
    const unsure = await admin.post(`${path}/empezar`, { id: next, seen: before.id });
    expect(unsure.headers.get('location')).toContain('unsure');
    expect((await cycle()).id).toBe(before.id);
    const begun = await admin.post(`${path}/empezar`, { id: next, seen: before.id, sure: 'yes' });
    expect(begun.headers.get('location')).toContain('begun');
    expect((await cycle()).id).toBe(next);
    expect(await admin.page('/panel/propuestas')).not.toContain(code);

    const chosen = await admin.post(`${path}/leer`, { id: before.id });
    const cookie = chosen.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const old = await admin.with(cookie).page('/panel/propuestas');
    expect(old).toContain('Estás viendo otro ciclo');
    expect(old).toContain(code);
  });
});
