/** Withdrawing on the console: what is asked, what is shown before, what is gone after, and who may. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { placesInStore } from '../support/planted.js';
import type { Staff } from '../support/staff.js';
import { outboxOf } from '../support/turns.js';
import { type House, openHouse, photo } from '../support/web.js';

const word = 'Zorzalquipu';
const words = `El alcalde ${word} me cobró por el permiso de mi puesto`;

let house: House;
let rosa: Staff;
let code: string;
beforeEach(async () => {
  house = await openHouse();
  rosa = await house.signIn('triage');
  code = await house.propose({ text: words });
});
afterEach(() => house.close());

const at = (part = '') => `/panel/propuestas/${code}${part}`;
const seenOn = (html: string) => ({
  revision: /name="revision" value="(\d+)"/.exec(html)?.[1] ?? '',
  seen: /name="seen" value="([^"]*)"/.exec(html)?.[1] ?? '',
});
const posts = async (fields: Readonly<Record<string, string>>, who = rosa) => {
  const answer = await who.post(at('/retirar'), fields);
  return { status: answer.status, location: answer.headers.get('location'), html: await answer.text() };
};
const withdraws = async (given: Readonly<Record<string, string>> = {}) => {
  const seen = seenOn(await rosa.page(at('/retirar')));
  return posts({ ...seen, step: 'withdraw', reason: 'complaint', card: 'auto', typed: code, ...given });
};

describe('withdrawing', () => {
  it('asks why, shows the exact message with the card that fits, and then wants the code typed', async () => {
    expect(await rosa.page(at())).toContain(`href="/panel/propuestas/${code}/retirar"`);
    const first = await rosa.page(at('/retirar'));
    expect(first).toContain(words);
    expect((await posts({ ...seenOn(first), step: 'preview' })).html).toContain('Elige por qué se retira.');
    const { status, html } = await posts({
      ...seenOn(first),
      step: 'preview',
      reason: 'complaint',
      card: 'auto',
    });
    expect(status).toBe(200);
    expect(html).toContain('https://denuncias.servicios.gob.pe');
    expect(html).toContain(`Tu mensaje ${code} habla de un caso`);
    expect(html).toContain('No se puede deshacer.');
    expect(html).toContain('Lo que ya le llegó a su teléfono no se puede borrar desde aquí');
    const wrong = await withdraws({ typed: 'AYNI-ZZZZ' });
    expect([wrong.status, wrong.html.includes(`El código no es el mismo. Escribe ${code}.`)]).toEqual([
      422,
      true,
    ]);
    expect((await house.store.proposals.find(code))?.row.text).toBe(words);
  });

  it('takes the words from everywhere, sends the card at once, and its page says what happened', async () => {
    const { status, location } = await withdraws({ typed: code.toLowerCase().replace('-', ' ') });
    expect([status, location]).toEqual([303, `/panel/propuestas/${code}?listo=withdraw.done`]);
    expect(await placesInStore(house.store, word)).toEqual([]);
    const [card] = await outboxOf(house.store);
    expect(card?.message).toMatchObject({ text: expect.stringContaining('denuncias.servicios.gob.pe') });
    expect(house.nudges()).toBe(1);
    const page = await rosa.page(location ?? '');
    expect(page).toContain('Sus palabras ya no están en ninguna parte');
    expect(page).toContain('Motivo: Es una denuncia contra alguien');
    expect(page).not.toContain('/notas');
    expect(page).not.toContain('/retirar');
    expect(await rosa.page('/panel/propuestas?estado=todas')).not.toContain(code);
    const open = await house.page(`/aportes/${code}`);
    expect(open).toContain('Esta propuesta fue retirada.');
    expect(open).not.toContain('Respuesta prometida');
    expect(open).not.toContain(word);
  });

  it('puts help before everything else for somebody in danger, without blame', async () => {
    await withdraws({ reason: 'danger' });
    const [sent] = await outboxOf(house.store);
    const text = sent?.message.kind === 'text' ? sent.message.text : '';
    expect(text).toMatch(/^Nos preocupa lo que cuentas\./);
    expect(text).toContain(`borramos de aquí lo que escribiste o mandaste en ${code}`);
  });

  it('does not send somebody away without a place to turn to, but needs no card where none helps', async () => {
    expect((await withdraws({ reason: 'danger', card: '' })).html).toContain('hace falta una tarjeta');
    expect((await withdraws({ reason: 'spam', card: '' })).status).toBe(303);
  });

  it('says it in the language of its author', async () => {
    code = await house.propose({ text: words, locale: 'en' });
    await withdraws({ reason: 'asked' });
    const [sent] = await outboxOf(house.store);
    expect(sent?.message).toMatchObject({ text: expect.stringContaining('As you asked') });
  });

  it('removes its files from the disk at once', async () => {
    const removed: string[] = [];
    await house.close();
    house = await openHouse({
      media: {
        write: async () => ({ sha256: '' }),
        read: async () => null,
        remove: async (sha256) => {
          removed.push(sha256);
        },
      },
    });
    rosa = await house.signIn('triage');
    code = await house.propose({ media: [photo] });
    await house.storeFile(code, Buffer.from('png'), 'image/png');
    await withdraws();
    expect(removed).toHaveLength(1);
  });
});

describe('two people', () => {
  it('the second sees what the first changed, with what they chose still there', async () => {
    const luis = await house.signIn('admin');
    const seen = seenOn(await rosa.page(at('/retirar')));
    await luis.post(at('/temas'), { revision: await luis.revision(code), area: ['environment'] });
    const late = await posts({ ...seen, step: 'withdraw', reason: 'danger', card: 'danger', typed: code });
    expect(late.status).toBe(409);
    expect(late.html).toContain('Miembro admin');
    expect(late.html).toContain('name="reason" value="danger"');
    expect(late.html).toMatch(/value="" id="typed"/);
    expect(
      (await posts({ ...seenOn(late.html), step: 'withdraw', reason: 'danger', card: 'danger', typed: code }))
        .status,
    ).toBe(303);
  });

  it('whoever withdraws what is gone is led to its page', async () => {
    await withdraws();
    const again = await posts({ revision: '2', step: 'withdraw', reason: 'spam', card: '', typed: code });
    expect([again.status, again.location]).toEqual([303, at()]);
    expect(await outboxOf(house.store)).toHaveLength(1);
  });

  it('nobody writes about it any more', async () => {
    const revision = await rosa.revision(code);
    await withdraws();
    await rosa.post(at('/notas'), { text: `Nota sobre ${word}` });
    await rosa.post(at('/temas'), { revision, area: ['environment'] });
    expect(await placesInStore(house.store, word)).toEqual([]);
    const detail = await house.store.proposals.find(code);
    expect([detail?.row.state, detail?.tags]).toEqual(['withdrawn', []]);
  });
});
