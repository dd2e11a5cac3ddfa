/** Commitments on the console and in public: made of proposals, published with what changed, withdrawn with a reason. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Staff } from '../support/staff.js';
import { type House, openHouse } from '../support/web.js';

let house: House;
let staff: Staff;
let reader: Staff;
beforeAll(async () => {
  house = await openHouse();
  staff = await house.signIn('triage');
  reader = await house.signIn('reader');
});
afterAll(() => house.close());

const text = 'El ministerio publicará cada mes el avance de las obras';
const form = { 'title-es': 'Obras a la vista', 'text-es': text };
const idOf = (page: string): string => /name="id" value="([^"]+)"/.exec(page)?.[1] ?? '';
const revisionOf = (page: string): string => /name="revision" value="(\d+)"/.exec(page)?.[1] ?? '';
const pathOf = (answer: Response): string => (answer.headers.get('location') ?? '').replace(/[?#].*$/, '');

async function create(given: Readonly<Record<string, string>> = {}): Promise<string> {
  const page = await staff.page('/panel/compromisos/nuevo');
  const made = await staff.post('/panel/compromisos', { ...form, id: idOf(page), ...given });
  expect(made.status).toBe(303);
  return pathOf(made);
}
async function publish(path: string, note = ''): Promise<void> {
  const page = await staff.page(`${path}/publicar`);
  const sent = await staff.post(`${path}/publicar`, { revision: revisionOf(page), note });
  expect(sent.status).toBe(303);
}

describe('a commitment', () => {
  it('is made from proposals, whose words stand beside the form', async () => {
    const [one, two] = [await house.propose({ text: 'Quiero <b>ver</b> las obras' }), await house.propose()];
    const page = await staff.page(`/panel/compromisos/nuevo?propuestas=${one},${two}`);
    expect(page).toContain('Quiero &lt;b&gt;ver&lt;/b&gt; las obras');
    expect(page).toContain(`name="codes" value="${one}, ${two}"`);
    const made = await staff.post('/panel/compromisos', {
      ...form,
      id: idOf(page),
      codes: `${one}, ${two}`,
      area: 'anticorruption',
    });
    const path = pathOf(made);
    // A second press of the same form.
    expect(pathOf(await staff.post('/panel/compromisos', { ...form, id: idOf(page) }))).toBe(path);
    const shown = await staff.page(path);
    for (const code of [one, two]) expect(shown).toContain(`/panel/propuestas/${code}`);
    expect(await staff.page(`/panel/propuestas/${one}`)).toContain(`${path}"`);
    expect(await staff.page('/panel/compromisos')).toContain('Obras a la vista');
  });

  it('takes a proposal from its own page, and gives it back while it is a draft', async () => {
    const code = await house.propose();
    const path = await create({ 'title-es': 'Otro compromiso' });
    const proposal = await staff.page(`/panel/propuestas/${code}`);
    const id = /<option value="([^"]+)">[^<]*Otro compromiso/.exec(proposal)?.[1] ?? '';
    const put = await staff.post(`/panel/propuestas/${code}/compromiso`, { commitment: id });
    expect(put.status).toBe(303);
    expect(await staff.page(path)).toContain(code);
    await staff.post(`${path}/aportes/quitar`, { codes: code });
    expect(await staff.page(path)).not.toContain(code);
    const anew = await staff.post(`/panel/propuestas/${code}/compromiso`, { commitment: '' });
    expect(anew.headers.get('location')).toBe(`/panel/compromisos/nuevo?propuestas=${code}`);
    expect((await staff.post(`${path}/aportes`, { codes: 'AYNI-ZZZZ' })).headers.get('location')).toContain(
      'sourcesNone',
    );
  });

  it.each([
    [{ 'title-es': 'Ya' }, 'El título necesita al menos 5 letras'],
    [{ 'title-es': 'a'.repeat(121) }, 'hasta 120 letras'],
    [{ 'text-es': 'corto' }, 'El texto necesita al menos 20 letras'],
  ])('%j is refused in words, with all that was typed', async (given, sentence) => {
    const answer = await staff.post('/panel/compromisos', {
      ...form,
      'title-en': 'Works in sight',
      ...given,
    });
    const page = await answer.text();
    expect([answer.status, page.includes(sentence)]).toEqual([422, true]);
    expect(page).toContain('value="Works in sight"');
  });

  it('is published with what changed; versions stand side by side, with who changed them', async () => {
    const code = await house.propose();
    const path = await create();
    await publish(path);
    await staff.post(`${path}/aportes`, { codes: code });
    const edit = await staff.page(`${path}/editar`);
    const changed = text.replace('cada mes', 'cada semana');
    await staff.post(`${path}/borrador`, { ...form, 'text-es': changed, revision: revisionOf(edit) });
    const before = await staff.page(path);
    expect(before).toContain('<del>mes</del>');
    expect(before).toContain('<ins>semana</ins>');
    const ask = await staff.page(`${path}/publicar`);
    expect(ask).toContain(code);
    const silent = await staff.post(`${path}/publicar`, { revision: revisionOf(ask), note: '' });
    expect([silent.status, (await silent.text()).includes('Escribe de 5 a 500 letras')]).toEqual([422, true]);
    await publish(path, 'Ahora es cada semana');
    const versions = await staff.page(`${path}/versiones`);
    expect(versions).toMatch(/id="v2"[\s\S]*Ahora es cada semana[\s\S]*<del>mes<\/del>[\s\S]*id="v1"/);
    expect(versions.split('id="v1"')[0]).toContain(code);
    const open = await house.page(path.replace('/panel', ''));
    expect(open).toContain('Ahora es cada semana');
    expect(open).toContain(`/aportes/${code}`);
    expect(await house.page(`${path.replace('/panel', '')}?lang=en`)).toContain('Its history');
  });

  it('keeps what a second editor typed, and shows what the first one wrote', async () => {
    const path = await create();
    const edit = await staff.page(`${path}/editar`);
    await staff.post(`${path}/borrador`, {
      ...form,
      'title-es': 'De la primera',
      revision: revisionOf(edit),
    });
    const late = await staff.post(`${path}/borrador`, {
      ...form,
      'title-es': 'De la segunda',
      revision: revisionOf(edit),
    });
    const page = await late.text();
    expect([late.status, page.includes('value="De la segunda"')]).toEqual([409, true]);
    expect(page).toContain('Otra persona cambió este compromiso');
  });

  it('is nobody’s business before it is published, and says why when it is withdrawn', async () => {
    const path = await create({ 'title-es': 'Lo que todavía no' });
    const open = path.replace('/panel', '');
    expect((await house.request(open)).status).toBe(404);
    expect(await house.page('/compromisos')).not.toContain('Lo que todavía no');
    await publish(path);
    expect(await house.page('/compromisos')).toContain('Lo que todavía no');
    const ask = await staff.page(`${path}/retirar`);
    const sent = await staff.post(`${path}/retirar`, {
      revision: revisionOf(ask),
      note: 'Una ley nueva ya obliga a hacerlo.',
    });
    expect(sent.status).toBe(303);
    expect(await house.page(open)).toContain('Una ley nueva ya obliga a hacerlo.');
    expect(await staff.page(path)).not.toContain('/publicar"');
    expect((await staff.get(`${path}/editar`)).status).toBe(303);
  });

  it('tells its progress only after a look at the exact message', async () => {
    const code = await house.propose();
    const path = await create({ codes: code });
    await publish(path);
    const ask = await staff.page(`${path}/avance`);
    expect(ask).toContain('Lo recibirá 1 persona.');
    const given = {
      id: idOf(ask),
      status: 'limited',
      'text-es': 'Ya hay fotos de veinte obras.',
      link: 'gob.pe/obras',
    };
    const bad = await staff.post(`${path}/avance`, { ...given, link: 'javascript:alert(1)' });
    expect([bad.status, (await bad.text()).includes('Eso no parece un enlace')]).toEqual([422, true]);
    const look = await (await staff.post(`${path}/avance`, { ...given, step: 'preview' })).text();
    expect(look).toContain(`Tu propuesta ${code} ayudó a escribir`);
    expect(look).toContain('Seguir avisándome');
    expect(await staff.page(path)).not.toContain('veinte obras');
    for (let press = 0; press < 2; press += 1) await staff.post(`${path}/avance`, { ...given, step: 'send' });
    expect((await staff.page(path)).match(/veinte obras/g)).toHaveLength(1);
    const open = await house.page(path.replace('/panel', ''));
    expect(open).toContain('Ya empezó');
    expect(open).toContain('href="https://gob.pe/obras"');
  });

  it('is read by everybody of the team, and changed only by who may', async () => {
    const path = await create();
    await publish(path);
    const page = await reader.page(path);
    expect(page).not.toContain('<form method="post" action="/panel/compromisos');
    expect(page).not.toContain(`${path}/editar`);
    expect((await reader.post(`${path}/retirar`, {})).status).toBe(403);
    for (const wrong of ['C-9999', 'nada', '..%2F'])
      expect((await staff.get(`/panel/compromisos/${wrong}`)).status).toBe(404);
  });
});
