/** Partners: made by staff, counted by who first came by their link, on every channel. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSimulator } from '../../src/channels/simulator/simulator.js';
import { partnerCode } from '../../src/people/partner-code.js';
import { createMovableClock } from '../../src/time.js';
import { createSimulatorPages } from '../../src/web/simulator/pages.js';
import type { Staff } from '../support/staff.js';
import { greet } from '../support/turns.js';
import { type House, openHouse } from '../support/web.js';

let house: House;
let staff: Staff;
let reader: Staff;
beforeAll(async () => {
  house = await openHouse({
    joinLinks: (source) => [
      { channel: 'telegram', href: `https://t.me/ayni_bot?start=${source?.code}` },
      {
        channel: 'whatsapp',
        href: `https://wa.me/51987654321?text=${encodeURIComponent(source?.text ?? '')}`,
      },
    ],
  });
  staff = await house.signIn('broadcaster');
  reader = await house.signIn('reader');
});
afterAll(() => house.close());

const form = { name: 'Radio Yaraví', department: '040000', within: 'Arequipa', code: '' };
const create = async (fields: Partial<typeof form>) => {
  const made = await staff.post('/panel/aliados', { ...form, ...fields });
  expect(made.status).toBe(303);
  return (made.headers.get('location') ?? '').replace('?listo=1', '');
};

describe('a new partner', () => {
  it('gets a code that can be said on the air, and a link for each channel', async () => {
    const page = await staff.page(await create({}));
    expect(page).toContain('RADIO-YARAVI');
    expect(page).toContain('https://t.me/ayni_bot?start=RADIO-YARAVI');
    expect(page).toContain('https://wa.me/51987654321?text=Hola%2C%20vengo%20de%20RADIO-YARAVI');
    expect(page).toContain('Arequipa (Arequipa)');
    expect(page.match(/<svg class="qr"/g)).toHaveLength(2);
  });

  it('with the name of another is told apart by its number', async () => {
    expect(await staff.page(await create({}))).toContain('RADIO-YARAVI-2');
  });

  it.each<[fields: Partial<typeof form>, sentence: string]>([
    [{ name: 'Ñ' }, 'al menos 3 letras'],
    [{ name: 'a'.repeat(81) }, 'hasta 80 letras'],
    [{ code: 'RADIO' }, 'al menos un guion'],
    [{ code: '"><script>' }, 'al menos un guion'],
    [{ code: 'radio yaravi' }, 'ya es de otro aliado'],
    [{ department: '', within: 'Lince' }, 'Elige primero la región'],
    [{ within: 'Atlantis' }, 'No encuentro ese lugar'],
    [{ department: '020000', within: 'Pampas' }, 'Pampas (Huaraz, Áncash) · Pampas (Pallasca, Áncash)'],
  ])('%j is refused beside its field, with all that was typed', async (fields, sentence) => {
    const typed = { ...form, name: 'Parroquia San José', ...fields };
    const answer = await staff.post('/panel/aliados', typed);
    const page = await answer.text();
    expect([answer.status, page.includes(sentence)]).toEqual([422, true]);
    expect(page).toContain('aria-invalid="true"');
    expect(page).not.toContain('<script>');
    if (!fields.name) expect(page).toContain('value="Parroquia San José"');
  });

  it('is not made by who may only read, who sees the counts', async () => {
    const answer = await reader.post('/panel/aliados', form);
    expect(answer.status).toBe(403);
    const page = await reader.page('/panel/aliados');
    expect(page).toContain('Radio Yaraví');
    expect(page).not.toContain('action="/panel/aliados"');
  });

  it('has codes to download and a sheet to print', async () => {
    const path = await create({ name: 'Parroquia San José' });
    const png = await staff.get(`${path}/qr/whatsapp.png`);
    expect(
      Buffer.from(await png.arrayBuffer())
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG');
    expect(png.headers.get('content-disposition')).toContain('PARROQUIA-SAN-JOSE-whatsapp.png');
    const svg = await staff.get(`${path}/qr/telegram.svg`);
    expect(svg.headers.get('content-type')).toContain('image/svg+xml');
    expect(await svg.text()).toContain('<svg');
    for (const file of ['simulator.png', 'telegram.exe', '..%2Fx.png'])
      expect((await staff.get(`${path}/qr/${file}`)).status).toBe(404);
    const sheet = await staff.page(`${path}/hoja`);
    expect(sheet).toContain('Parroquia San José te invita');
    expect(sheet).toContain('wa.me/51987654321');
    expect(sheet).toContain('«Hola, vengo de PARROQUIA-SAN-JOSE»');
  });
});

describe('the count', () => {
  it('is of people by the first link they came by, and of partners only', async () => {
    const partner = await create({ name: 'Minga Perú' });
    const come = (who: string, source: string) =>
      greet(house.store, who, [], { effects: [{ kind: 'person.source', source }] });
    await come('ana', 'MINGA-PERU');
    await come('ben', 'MINGA-PERU');
    await come('cid', 'volante');
    await greet(house.store, 'dora', [], {
      effects: [
        { kind: 'person.source', source: 'MINGA-PERU', fromWords: true },
        { kind: 'person.source', source: 'RADIO-YARAVI' },
      ],
    });
    await greet(house.store, 'eva', [], {
      effects: [{ kind: 'person.source', source: 'JUANA-QUISPE', fromWords: true }],
    });
    const list = await house.store.partners.list();
    expect(list.find(({ code }) => code === 'MINGA-PERU')?.joined).toBe(3);
    expect(list.find(({ code }) => code === 'RADIO-YARAVI')?.joined).toBe(0);
    expect(await staff.page(partner)).toContain('<strong>3</strong>');
    const people = await house.store.sql.readOnce((db) => db.select().from(house.store.sql.t.person));
    expect(people.map(({ source }) => source)).not.toContain('JUANA-QUISPE');
  });
});

describe('the link to the simulator', () => {
  it('opens a new phone with the code behind its button, and the sentence in its box', async () => {
    const simulator = createSimulator({ clock: createMovableClock() });
    expect(simulator.joinLink?.()).toBeNull();
    const link = simulator.joinLink?.({ code: 'RADIO-A', text: 'Hola, vengo de RADIO-A' }) ?? '';
    expect(link).toContain('persona=nueva');
    const pages = createSimulatorPages({ timezone: 'America/Lima' });
    const html = await (await pages.request(link)).text();
    expect(html).toContain('data-payload="RADIO-A"');
    expect(html).toContain('>Hola, vengo de RADIO-A</textarea>');
  });
});

describe('a generated code', () => {
  it.each([
    ['Radio Yaraví', 'RADIO-YARAVI'],
    ['Ñusta', 'NUSTA-AYNI'],
    ['Asociación de Mujeres Quechuas y Aymaras del Perú', 'ASOCIACION-MUJERES-QUECHUAS'],
    ['¡¡!!', 'ALIADO-AYNI'],
    ['Institución supercalifragilisticoespialidoso', 'INSTITUCION-AYNI'],
  ])('%s → %s', (name, code) => expect(partnerCode(name)).toBe(code));
});
