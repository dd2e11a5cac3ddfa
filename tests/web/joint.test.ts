/** Joint ideas on the console: made of what was picked, all or nothing, refused by name, and taken apart again. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Staff } from '../support/staff.js';
import { outboxOf } from '../support/turns.js';
import { type House, openHouse } from '../support/web.js';

const title = 'Obras a la vista de todos';
const text = 'Piden que cada obra muestre en qué se gasta y cuándo termina.';

let house: House;
let rosa: Staff;
let codes: string[];
beforeEach(async () => {
  house = await openHouse();
  rosa = await house.signIn('triage');
  codes = [
    await house.propose({ text: 'Que pongan un cartel con el gasto de cada obra del barrio' }),
    await house.propose({ text: 'Quiero saber cuánto costó la pista y quién la hizo', place: '150101' }),
    await house.propose({ text: 'Que no haya obras a medias por tantos años', publish: 'no' }),
  ];
});
afterEach(() => house.close());

const first = (): string => codes[0] ?? '';
const hiddenIn = (html: string, name: string): string =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '';
const picks = async (...given: readonly string[]) =>
  (await rosa.post('/panel/ideas/nueva', { code: given })).text();
const creates = async (html: string, given: Readonly<Record<string, string>> = {}) => {
  const answer = await rosa.post('/panel/ideas', {
    id: hiddenIn(html, 'id'),
    ideas: hiddenIn(html, 'ideas'),
    title,
    text,
    ...given,
  });
  return { status: answer.status, location: answer.headers.get('location') ?? '', html: await answer.text() };
};
const made = async (...given: readonly string[]) => {
  const { location } = await creates(await picks(...given));
  return /\/panel\/ideas\/([^?]+)/.exec(location)?.[1] ?? '';
};
const rowOf = async (code: string) => (await house.store.proposals.find(code))?.row;

describe('a joint idea', () => {
  it('is written beside the words of each, and then stands with links to answer all or to commit', async () => {
    const form = await picks(...codes);
    expect(form).toContain('Que pongan un cartel');
    expect(form).toContain('No quiso publicarla');
    const { status, location } = await creates(form);
    expect(status).toBe(303);
    const page = await rosa.page(location);
    expect(page).toContain('Lista. La idea conjunta está hecha.');
    for (const part of [title, text, ...codes]) expect(page).toContain(part);
    const id = /ideas\/([^?]+)/.exec(location)?.[1];
    expect(page).toContain(`href="/panel/respuestas/lote?idea=${id}"`);
    expect(page).toContain(`href="/panel/compromisos/nuevo?idea=${id}"`);
    const list = await rosa.page('/panel/ideas');
    expect(list).toContain('3 propuestas');
    expect(list).toContain('Lima');
    const own = await rosa.page(`/panel/propuestas/${first()}`);
    expect(own).toContain('Forma parte de');
    expect(own).toContain('con 2 más');
    expect(own).toContain('La unió a una idea conjunta');
    expect(await outboxOf(house.store)).toHaveLength(3);
    expect(house.nudges()).toBe(1);
    expect((await creates(form)).location).toBe(location);
    expect(await outboxOf(house.store)).toHaveLength(3);
  });

  it('wants words of its own: none of who did not publish theirs, and two proposals at least', async () => {
    const form = await picks(...codes);
    const copied = await creates(form, {
      text: 'Todos piden que no haya obras a medias por tantos años en su barrio.',
    });
    expect(copied.status).toBe(422);
    expect(copied.html).toContain(`Repite palabras de quien no quiso publicarlas: ${codes[2]}`);
    expect(copied.html).toContain('Todos piden que no haya obras');
    expect((await creates(form, { text: 'corto', title: '' })).html).toContain(
      'El título va de 5 a 120 letras.',
    );
    expect((await creates(await picks(first()))).html).toContain('tiene por lo menos dos propuestas');
    expect(await rosa.page('/panel/ideas')).toContain('Todavía no hay ideas conjuntas');
  });

  it('is made of none where one changed meanwhile: it is named, and what was written stays', async () => {
    const form = await picks(...codes);
    await rosa.post(`/panel/propuestas/${first()}/temas`, {
      revision: await rosa.revision(first()),
      area: ['environment'],
    });
    const late = await creates(form);
    expect(late.status).toBe(409);
    expect(late.html).toContain(`Cambiaron: ${first()}.`);
    expect(late.html).toContain(text);
    expect((await rowOf(codes[1] ?? ''))?.jointId).toBeNull();
    expect((await creates(late.html, { id: hiddenIn(late.html, 'id') })).status).toBe(303);
  });

  it('refuses by name who is elsewhere, withdrawn or unknown', async () => {
    const another = await house.propose();
    const id = await made(first(), another);
    const html = await rosa.page(`/panel/ideas/nueva?code=${first()}&code=${codes[1]},AYNI-ZZZZ`);
    expect(html).toContain(`${first()}: ya es parte de otra idea, «${title}».`);
    expect(html).toContain('AYNI-ZZZZ: no hay ninguna con ese código');
    const into = await rosa.post('/panel/ideas/agregar', { idea: id, code: [first(), codes[1] ?? ''] });
    expect([into.status, (await into.text()).includes(`${first()}: ya está en esta idea.`)]).toEqual([
      422,
      true,
    ]);
    expect((await rowOf(codes[1] ?? ''))?.jointId).toBeNull();
  });

  it('takes more by code or from a new selection, and lets one go from either page', async () => {
    const id = await made(first(), codes[1] ?? '');
    const added = await rosa.post('/panel/ideas/agregar', {
      idea: id,
      code: `  ${codes[2]?.toLowerCase()} `,
    });
    expect(added.headers.get('location')).toBe(`/panel/ideas/${id}?listo=joint.added`);
    const page = await rosa.page(`/panel/propuestas/${codes[2]}`);
    const out = await rosa.post(`/panel/ideas/${id}/sacar`, {
      code: codes[2] ?? '',
      revision: hiddenIn(page, 'revision'),
      from: 'proposal',
    });
    expect(out.headers.get('location')).toContain(`/panel/propuestas/${codes[2]}?listo=joint.removed`);
    const again = await rosa.post(`/panel/ideas/${id}/sacar`, { code: codes[2] ?? '', revision: '1' });
    expect(again.status).toBe(409);
    expect((await rosa.post('/panel/ideas/agregar', { idea: id, code: '' })).status).toBe(422);
    expect((await rosa.post('/panel/ideas/agregar', { idea: 'NADA', code: first() })).status).toBe(404);
  });

  it('is reworded by one of two, and taken apart as it was shown', async () => {
    const id = await made(first(), codes[1] ?? '');
    const reword = (words: string) =>
      rosa.post(`/panel/ideas/${id}/textos`, { seenTitle: title, seenText: text, title: words, text });
    expect((await reword('Obras claras')).status).toBe(303);
    const late = await reword('Obras limpias');
    expect([late.status, (await late.text()).includes('value="Obras limpias"')]).toEqual([409, true]);
    const apart = (expected: string) => rosa.post(`/panel/ideas/${id}/deshacer`, { expected });
    expect((await apart('5')).status).toBe(409);
    expect((await apart('2')).headers.get('location')).toBe('/panel/ideas?listo=joint.undone');
    expect(await rosa.page('/panel/ideas?listo=joint.undone')).toContain('Cada propuesta está como antes.');
    expect((await rowOf(first()))?.jointId).toBeNull();
  });

  it('is made of a whole view of the queue, and read by who may not change it', async () => {
    const html = await (await rosa.post('/panel/ideas/nueva', { todas: '1', vista: '' })).text();
    const id = /ideas\/([^?]+)/.exec((await creates(html)).location)?.[1] ?? '';
    const reader = await house.signIn('reader');
    const page = await reader.page(`/panel/ideas/${id}`);
    expect(page).toContain(title);
    expect(page).not.toContain('/sacar');
    expect(page).not.toContain('/deshacer');
    expect(await reader.page('/panel/ideas')).not.toContain('/ideas/nueva');
  });
});
