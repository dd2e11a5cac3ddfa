/** Many answers at once: written once, kept all or none, held in a batch, signed and let go together. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { askTwoSignatures, hidden, reason, signers } from '../support/answers.js';
import type { Staff } from '../support/staff.js';
import { type House, openHouse } from '../support/web.js';

const bulk = '/panel/respuestas/lote';
const words = { outcome: 'deferred', reason, commitment: '', title: 'Obras, marzo' };
const lineOf = (code: string) => `line-${code}`;

let house: House;
let staff: Staff;
let codes: string[];
beforeEach(async () => {
  house = await openHouse();
  staff = await house.signIn('triage');
  codes = [
    await house.propose({ text: 'Que pongan cámaras en la comisaría de mi barrio' }),
    await house.propose({ locale: 'qu', channel: 'whatsapp' }),
    await house.propose(),
  ];
});
afterEach(() => house.close());

type Fields = Readonly<Record<string, string | readonly string[]>>;
const choose = async (who = staff, chosen: readonly string[] = codes) =>
  (await who.post(bulk, { code: chosen })).text();
const preview = async (fields: Fields = {}) => {
  const form = await choose();
  return staff.post(bulk, {
    ...words,
    ...fields,
    step: 'preview',
    ideas: hidden(form, 'ideas'),
    batch: hidden(form, 'batch'),
  });
};
const save = (html: string, fields: Fields = {}) =>
  staff.post(bulk, {
    ...words,
    ...fields,
    step: 'save',
    ideas: hidden(html, 'ideas'),
    batch: hidden(html, 'batch'),
    count: hidden(html, 'count'),
  });
/** @returns address of the batch. */
async function made(fields: Fields = {}): Promise<string> {
  const kept = await save(await (await preview(fields)).text(), fields);
  expect(kept.status).toBe(303);
  return (kept.headers.get('location') ?? '').split('?')[0] ?? '';
}
const cycle = () => house.store.cycles.working(house.now, false);
const drafts = async () => house.store.answers.count({ cycleId: (await cycle()).id, drafts: true });

describe('an answer to many', () => {
  it('is chosen by code, by a whole view, or by a joint idea that is there', async () => {
    expect(await choose()).toContain('Propuestas elegidas: 3');
    const view = await (await staff.post(bulk, { todas: '1', vista: 'idioma=qu' })).text();
    expect(view).toContain('Propuestas elegidas: 1');
    expect(view).toContain(codes[1]);
    expect(await staff.page(`${bulk}?idea=01JZZZZZZZZZZZZZZZZZZZZZZZ`)).toContain('No elegiste propuestas.');
    expect(await choose(staff, ['AYNI-ZZZZ', 'nonsense'])).toContain('No elegiste propuestas.');
  });

  it('is shown as each kind of phone will show it, before anything is kept', async () => {
    const html = await (await preview()).text();
    for (const text of ['Telegram, en castellano: 2', 'WhatsApp, en quechua: 1', reason, ...codes])
      expect(html).toContain(text);
    expect(html).toContain('La persona habla quechua y leerá la razón en castellano.');
    expect(await drafts()).toBe(0);
  });

  it('becomes one batch of drafts, once, however often the button is pressed', async () => {
    const html = await (await preview()).text();
    const [first, second] = [await save(html), await save(html)];
    expect(first.headers.get('location')).toBe(second.headers.get('location'));
    expect(await drafts()).toBe(3);
    expect(await house.store.answers.batches((await cycle()).id)).toHaveLength(1);
    const batch = await staff.page(first.headers.get('location') ?? '');
    for (const text of ['Obras, marzo', '3 respuestas', '1 texto', ...codes]) expect(batch).toContain(text);
  });

  it('is kept for none where one changed meanwhile, and names it; nothing typed is lost', async () => {
    const html = await (await preview()).text();
    const quick = await house.signIn('admin', 'otra@foro.pe');
    const changed = codes[1] ?? '';
    await quick.post(`/panel/propuestas/${changed}/temas`, {
      revision: await quick.revision(changed),
      area: 'inclusion',
    });
    const late = await save(html);
    expect(late.status).toBe(409);
    const again = await late.text();
    expect(again).toContain('No se guardó ninguna');
    expect(again).toContain(`name="out" value="${changed}"`);
    expect(again).toContain(reason);
    expect(await drafts()).toBe(0);
    // Having seen it, they leave it out.
    const carried = { ideas: hidden(again, 'ideas'), batch: hidden(again, 'batch'), out: changed };
    const next = await (await staff.post(bulk, { ...words, ...carried, step: 'preview' })).text();
    expect((await save(next)).status).toBe(303);
    expect(await drafts()).toBe(2);
  });

  it('does not go on where something changed between choosing and looking', async () => {
    const form = await choose();
    await staff.answers(codes[0] ?? '', { outcome: 'deferred', reason, commitment: '' });
    const carried = { ideas: hidden(form, 'ideas'), batch: hidden(form, 'batch') };
    const late = await staff.post(bulk, { ...words, ...carried, step: 'preview' });
    expect(late.status).toBe(409);
    expect(await late.text()).toContain('1 ya tiene respuesta');
  });

  it('needs a line for each where it says no, and carries each to its own author', async () => {
    const no = { outcome: 'not-adopted' };
    const refused = await preview({ ...no, [lineOf(codes[0] ?? '')]: 'Lo de las cámaras lo ve la policía.' });
    expect(refused.status).toBe(422);
    const html = await refused.text();
    expect(html).toContain('Falta algo en 2 propuestas:');
    expect(html).toContain('Lo de las cámaras lo ve la policía.');
    const lines = Object.fromEntries(codes.map((code) => [lineOf(code), `Una frase para ${code}.`]));
    await made({ ...no, ...lines, [`line-${codes[1]}-qu`]: 'Qampaqmi kay rimay.' });
    const found = await house.store.answers.list({ cycleId: (await cycle()).id, drafts: true }, 10);
    expect(Object.fromEntries(found.map(({ code, personal }) => [code, personal]))).toEqual({
      [codes[0] ?? '']: { es: `Una frase para ${codes[0]}.` },
      [codes[1] ?? '']: { es: `Una frase para ${codes[1]}.`, qu: 'Qampaqmi kay rimay.' },
      [codes[2] ?? '']: { es: `Una frase para ${codes[2]}.` },
    });
  });

  it('may start from a template of wording, which sends nothing', async () => {
    await staff.post('/panel/respuestas/textos', { name: 'Más adelante', outcome: 'deferred', reason });
    const form = await choose();
    const modelo = /<option value="([^"]*)">Más adelante/.exec(form)?.[1] ?? '';
    const carried = { ideas: hidden(form, 'ideas'), batch: hidden(form, 'batch') };
    const html = await (await staff.post(bulk, { ...carried, modelo, step: 'wording' })).text();
    expect(html).toContain(reason);
    expect(html).toContain('Propuestas elegidas: 3');
    expect(html).toMatch(/value="deferred" selected/);
    expect(await drafts()).toBe(0);
  });

  it('names what is missing, and is not another cycle’s business', async () => {
    const refused = await preview({ outcome: 'adopted', reason: 'corta' });
    expect(refused.status).toBe(422);
    const html = await refused.text();
    expect(html).toContain('Explica la razón con al menos 20 letras.');
    expect(html).toContain('Di a qué compromiso o borrador fue.');
    const elsewhere = await house.propose({ cycleId: 'another' });
    expect(await choose(staff, [elsewhere])).toContain('No elegiste propuestas.');
  });
});

describe('a batch', () => {
  const release = async (page: string, typed: string, who = staff) =>
    who.post(`${page}/soltar`, { revision: hidden(await who.page(page), 'revision'), count: typed });

  it('leaves when the number typed is the number there, and tells how far it is', async () => {
    const page = await made();
    const wrong = await release(page, '4');
    expect(wrong.status).toBe(409);
    expect(await wrong.text()).toContain('ese número no es el de las respuestas del lote');
    expect((await release(page, 'tres')).status).toBe(409);
    expect(await drafts()).toBe(3);
    expect((await release(page, '3')).status).toBe(303);
    const leaving = await staff.get(page);
    expect(leaving.headers.get('refresh')).toBe('3');
    expect(await leaving.text()).toContain('Van 0 de 3');
    // Pressed again: it is on its way, not twice.
    expect((await staff.post(`${page}/soltar`, { revision: '1', count: '3' })).status).toBe(303);
  });

  it('does not leave where something in it changed since the page was shown', async () => {
    const page = await made();
    const stale = hidden(await staff.page(page), 'revision');
    const [taken] = await house.store.answers.list({ cycleId: (await cycle()).id, drafts: true }, 1);
    expect((await staff.post(`${page}/sacar`, { answer: taken?.id ?? '' })).status).toBe(303);
    expect((await staff.post(`${page}/soltar`, { revision: stale, count: '2' })).status).toBe(409);
    expect((await release(page, '2')).status).toBe(303);
  });

  it('is signed whole by each sector, on exactly what was read', async () => {
    await askTwoSignatures(house);
    const { government, society } = await signers(house);
    const page = await made();
    expect(await staff.page(page)).toContain('Todavía no puede salir: faltan firmas.');
    expect((await staff.post(`${page}/pedir`, { sector: 'government' })).status).toBe(303);
    const digest = hidden(await government.page(page), 'digest');
    expect((await government.post(`${page}/firmar`, { digest })).status).toBe(409);
    const [taken] = await house.store.answers.list({ cycleId: (await cycle()).id, drafts: true }, 1);
    await staff.post(`${page}/sacar`, { answer: taken?.id ?? '' });
    expect((await government.post(`${page}/firmar`, { digest, read: '1' })).status).toBe(409);
    for (const who of [government, society]) {
      const seen = hidden(await who.page(page), 'digest');
      expect((await who.post(`${page}/firmar`, { digest: seen, read: '1' })).status).toBe(303);
    }
    expect((await release(page, '2')).status).toBe(303);
  });

  it('can be given up, with its drafts kept or not', async () => {
    const page = await made();
    const revision = hidden(await staff.page(page), 'revision');
    expect((await staff.post(`${page}/cancelar`, { revision, drafts: 'keep' })).status).toBe(303);
    expect(await drafts()).toBe(3);
    expect(await staff.page(page)).toContain('deshecho');
  });

  it('is filled from the list of drafts, and is nobody’s of another cycle', async () => {
    const page = await made();
    const [taken] = await house.store.answers.list({ cycleId: (await cycle()).id, drafts: true }, 1);
    const moved = await staff.post('/panel/respuestas/mover', { answer: taken?.id ?? '', batch: 'new' });
    expect(moved.status).toBe(303);
    expect(await staff.page(page)).toContain('2 respuestas');
    expect((await staff.post('/panel/respuestas/mover', { batch: 'new' })).status).toBe(409);
    const foreign = await house.store.answers.createBatch({
      cycleId: 'another',
      title: 'Ajeno',
      staffId: 'x',
      now: 0,
    });
    expect((await staff.get(`/panel/respuestas/lotes/${foreign}`)).status).toBe(404);
  });
});
