/** The map of actors: contacts only with consent and each look noted, organisations that add themselves, sheets without contacts. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Staff } from '../support/staff.js';
import { type House, openHouse, postForm } from '../support/web.js';

let house: House;
let admin: Staff;
let staff: Staff;
let reader: Staff;
beforeAll(async () => {
  house = await openHouse({
    joinLinks: (source) => [{ channel: 'telegram', href: `https://t.me/ayni_bot?start=${source?.code}` }],
  });
  admin = await house.signIn('admin');
  staff = await house.signIn('triage');
  reader = await house.signIn('reader');
});
afterAll(() => house.close());

const form = {
  name: 'Red de Veedoras',
  kind: 'organisation',
  sector: 'civil-society',
  area: 'anticorruption',
  department: '080000',
  within: '',
  about: 'Miramos las obras de cerca.',
};
const contact = { contactName: 'Rosa Quispe', contact: '984 000 111', consent: 'si' };
const create = async (given: Readonly<Record<string, string>> = {}): Promise<string> => {
  const made = await staff.post('/panel/actores', { ...form, ...given });
  expect(made.status).toBe(303);
  return (made.headers.get('location') ?? '').replace(/\?.*/, '');
};
const revisionOf = (page: string): string => /name="revision" value="(\d+)"/.exec(page)?.[1] ?? '';

describe('an actor', () => {
  it('has a contact only with consent; it is kept sealed, and who looks is noted', async () => {
    const refused = await staff.post('/panel/actores', { ...form, ...contact, consent: '' });
    expect([refused.status, (await refused.text()).includes('Sin permiso no se guarda')]).toEqual([
      422,
      true,
    ]);
    const path = await create({ ...contact, name: 'Con contacto' });
    expect(await staff.page(path)).not.toContain('984 000 111');
    expect((await reader.post(`${path}/contacto`, {})).status).toBe(403);
    expect(await reader.page(path)).not.toContain('/contacto"');
    const shown = await staff.post(`${path}/contacto`, {});
    expect(await shown.text()).toContain('984 000 111');
    const { audit, actor } = house.store.sql.t;
    const looks = await house.store.sql.readOnce((db) => db.select().from(audit));
    expect(looks.filter(({ action }) => action === 'actor.contactRead')).toHaveLength(1);
    const kept = await house.store.sql.readOnce((db) => db.select().from(actor));
    expect(JSON.stringify([kept, looks])).not.toMatch(/984|Quispe/);
    await staff.post(`${path}/editar`, { ...form, name: 'Con contacto', revision: '1', forget: 'si' });
    expect(await staff.page(path)).toContain('No hay un contacto guardado');
  });

  it('has a link for its contact once it is on the list, and is found by what it is', async () => {
    const path = await create({ name: 'Comité de Agua', department: '210000' });
    // Its name is public: whoever guessed the rest could speak for it.
    expect(await staff.page(path)).toMatch(
      /"https:\/\/t\.me\/ayni_bot\?start=ACTOR-COMITE-AGUA-[2-9A-Z]{5}"/,
    );
    expect(await house.page('/actores')).not.toContain('ACTOR-');
    const list = await staff.page('/panel/actores?region=21');
    expect(list).toContain('Comité de Agua');
    expect(list).not.toContain('Con contacto');
    expect(await staff.page('/panel/actores?tipo=institution')).toContain('No hay actores con estos filtros');
    expect(await house.page('/actores?region=21')).toContain('Comité de Agua');
  });

  it('that is an institution can own a commitment; hidden, it is nowhere', async () => {
    const path = await create({ name: 'Ministerio de Obras', kind: 'institution', sector: 'government' });
    expect(await staff.page('/panel/compromisos/nuevo')).toContain('Ministerio de Obras');
    await staff.post(`${path}/estado`, { revision: revisionOf(await staff.page(path)), state: 'hidden' });
    expect(await house.page('/actores')).not.toContain('Ministerio de Obras');
    expect(await staff.page('/panel/compromisos/nuevo')).not.toContain('Ministerio de Obras');
  });

  it('keeps what a second editor typed', async () => {
    const path = await create({ name: 'De dos' });
    await staff.post(`${path}/editar`, { ...form, name: 'De la primera', revision: '1' });
    const late = await staff.post(`${path}/editar`, { ...form, name: 'De la segunda', revision: '1' });
    expect([late.status, (await late.text()).includes('value="De la segunda"')]).toEqual([409, true]);
  });
});

describe('the sheet', () => {
  it('holds no contact, and no cell is a formula', async () => {
    await create({ ...contact, name: '=HYPERLINK("http://evil.example")', about: '@SUM(1)' });
    const csv = await (await staff.get('/panel/actores.csv')).text();
    expect(csv).toContain(`"'=HYPERLINK(""http://evil.example"")"`);
    expect(csv).toContain("'@SUM(1)");
    expect(csv).not.toMatch(/984|Quispe/);
  });
});

describe('an organisation that adds itself', () => {
  const send = (given: Readonly<Record<string, string>> = {}, hop = '203.0.113.1') =>
    postForm(
      house,
      '/actores/sumate',
      { ...form, name: 'Nuestra Minga', ...given },
      { 'x-forwarded-for': hop },
    );
  const names = async () => (await house.store.actors.list({ state: 'proposed' })).map(({ name }) => name);

  it('waits for staff, who hear of it without its words, and is shown once they list it', async () => {
    expect(await house.page('/actores/sumate')).not.toContain('<script');
    expect((await send(contact)).headers.get('location')).toBe('/actores/gracias?lang=es');
    expect(await names()).toEqual(['Nuestra Minga']);
    expect(await house.page('/actores')).not.toContain('Nuestra Minga');
    const { staffNotice } = house.store.sql.t;
    const notices = await house.store.sql.readOnce((db) => db.select().from(staffNotice));
    expect(notices).toEqual([expect.objectContaining({ kind: 'actor', detail: {} })]);
    const path = notices[0]?.href ?? '';
    const page = await admin.page(path);
    expect(page).toContain('Se sumó por el formulario público');
    await admin.post(`${path}/estado`, { revision: revisionOf(page), state: 'listed' });
    const open = await house.page('/actores');
    expect(open).toContain('Nuestra Minga');
    expect(open).not.toMatch(/984|Quispe/);
  });

  it('cannot make itself an institution, nor leave a contact without saying yes', async () => {
    await send({ name: 'Falso Ministerio', kind: 'institution' }, '203.0.113.2');
    expect((await house.store.actors.list({ kind: 'institution', state: 'proposed' })).length).toBe(0);
    const answer = await send({ ...contact, consent: '' }, '203.0.113.2');
    expect([answer.status, (await answer.text()).includes('Marca que la persona acepta')]).toEqual([
      422,
      true,
    ]);
  });

  it('is not kept from a program, nor in a flood, nor when it is huge', async () => {
    const before = (await names()).length;
    expect((await send({ web: 'http://spam.example' }, '203.0.113.3')).status).toBe(303);
    expect((await names()).length).toBe(before);
    const statuses = [];
    for (let count = 0; count < 6; count += 1)
      statuses.push((await send({ name: `Minga ${count}` }, '203.0.113.4')).status);
    expect(statuses).toEqual([303, 303, 303, 303, 303, 429]);
    expect((await send({ about: 'a'.repeat(70_000) }, '203.0.113.5')).status).toBe(413);
    expect((await send({ name: '<script>alert(1)</script>' }, '203.0.113.6')).status).toBe(303);
    expect(await staff.page('/panel/actores?estado=proposed')).not.toContain('<script>alert');
  });

  it('in English gets English', async () => {
    const answer = await postForm(
      house,
      '/actores/sumate?lang=en',
      { name: 'x' },
      { 'x-forwarded-for': '203.0.113.7' },
    );
    expect([answer.status, (await answer.text()).includes('The name needs at least 3 letters')]).toEqual([
      422,
      true,
    ]);
  });
});
