/** The public pages: no sign-in, no cookies, no script, and nobody's words without consent. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { turnOf } from '../support/turns.js';
import { type House, openHouse } from '../support/web.js';

const text = 'Que el agua del río se analice cada mes y se publique';
let house: House;
beforeEach(async () => {
  house = await openHouse({
    joinLinks: () => [
      { channel: 'telegram', href: 'https://t.me/ayni_peru_bot' },
      { channel: 'whatsapp', href: 'https://wa.me/51900000001' },
    ],
  });
});
afterEach(() => house.close());

describe('a proposal by its code', () => {
  it.each([
    ['no', false],
    ['without-name', true],
    ['with-name', true],
  ] as const)('with consent "%s" shows its words: %s', async (publish, shown) => {
    const code = await house.propose({ text, publish, place: '080101' });
    const html = await house.page(`/aportes/${code}`);
    expect(html.includes(text)).toBe(shown);
    expect(html).toContain('Recibida');
    expect(html).toContain('1 de julio de 2026');
    if (!shown) expect(html).toContain('Su autor no pidió publicar el texto.');
    for (const secret of ['person', 'sealed', 'address']) expect(html).not.toContain(`${secret}:`);
  });

  it('names only the department where the words stay private', async () => {
    const open = await house.page(
      `/aportes/${await house.propose({ publish: 'without-name', place: '150132' })}`,
    );
    const closed = await house.page(`/aportes/${await house.propose({ publish: 'no', place: '150132' })}`);
    expect(open).toContain('San Juan de Lurigancho');
    expect(closed).not.toContain('Lurigancho');
    expect(closed).toContain('<dd>Lima');
  });

  it('tells outcome, reason and where it went, once answered', async () => {
    const staff = await house.signIn('signer');
    const code = await house.propose({ publish: 'no' });
    const reason = 'Ya lo hace otra entidad desde este año, con más alcance.';
    await staff.answers(code, { outcome: 'not-adopted', reason, commitment: 'Borrador 2' });
    const html = await house.page(`/aportes/${code}?lang=en`);
    for (const words of ['Not adopted', reason, 'Borrador 2']) expect(html).toContain(words);
    expect(html).toContain('<html lang="en">');
    expect(html).not.toContain('Miembro');
  });

  it('keeps neither words nor their fingerprint after an erasure', async () => {
    const code = await house.propose({ text, publish: 'with-name', sha256: 'f'.repeat(64) });
    expect(await house.page(`/aportes/${code}`)).toContain('f'.repeat(64));
    await house.store.turns.commit(turnOf('person-1', false, { effects: [{ kind: 'person.erase' }] }));
    const html = await house.page(`/aportes/${code}`);
    expect(html).not.toContain(text);
    expect(html).not.toContain('f'.repeat(64));
    expect(html).toContain('fue retirada');
  });

  it('shows no fingerprint of words that are not published: a guess could be confirmed by it', async () => {
    const code = await house.propose({ text, publish: 'no', sha256: 'f'.repeat(64) });
    expect(await house.page(`/aportes/${code}`)).not.toContain('f'.repeat(64));
  });

  it('escapes what it shows', async () => {
    const code = await house.propose({ text: '<script>alert(1)</script>', publish: 'without-name' });
    expect(await house.page(`/aportes/${code}`)).not.toContain('<script>');
    expect(await house.page('/aportes?codigo=%3Cscript%3Ealert(1)%3C/script%3E')).not.toContain('<script>');
  });

  it('is found however the code is typed, and a wrong one is answered kindly', async () => {
    const code = await house.propose();
    const short = code.slice(5).toLowerCase();
    for (const typed of [code, code.toLowerCase(), short, ` ayni ${short} `]) {
      const answer = await house.request(`/aportes?codigo=${encodeURIComponent(typed)}`);
      expect([typed, answer.headers.get('location')]).toEqual([typed, `/aportes/${code}?lang=es`]);
    }
    for (const path of [
      '/aportes',
      '/aportes?codigo=mi+idea',
      '/aportes/AYNI-ZZZZ',
      '/aportes/%00',
      "/aportes/'",
    ]) {
      const answer = await house.request(path);
      expect([path, answer.status]).toEqual([path, 404]);
    }
    expect(await house.page('/aportes/AYNI-ZZZZ')).toContain('No hay una propuesta con ese código');
  });
});

describe('the front page', () => {
  it.each(['es', 'en'])('in "%s" says what this is, how to join and what happens to data', async (lang) => {
    const answer = await house.request(`/?lang=${lang}`);
    const html = await answer.text();
    expect(html).toContain(`<html lang="${lang}">`);
    expect(html).toContain('href="https://t.me/ayni_peru_bot"');
    expect(html).toContain('href="https://wa.me/51900000001"');
    expect(html.match(/<svg class="qr"/g)).toHaveLength(2);
    expect(html).toContain('29733');
    expect(html).toContain(lang === 'es' ? 'lang="en">English' : 'lang="es">');
    expect(answer.headers.get('set-cookie')).toBeNull();
    expect(html).not.toContain('<script');
  });

  it('weighs less than 50 KB with all it loads', async () => {
    const html = await house.page('/');
    let bytes = Buffer.byteLength(html);
    for (const [, href = ''] of html.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g))
      bytes += (await (await house.request(href)).arrayBuffer()).byteLength;
    expect(bytes).toBeLessThan(50_000);
  });

  it('offers the simulator only where there is one, and says when nothing is open yet', async () => {
    expect(await house.page('/')).not.toContain('/simulador');
    const trial = await openHouse({ simulator: true });
    expect(await trial.page('/')).toContain('href="/simulador"');
    await trial.close();
    const closed = await openHouse();
    expect(await closed.page('/')).toContain('El chat se abrirá pronto.');
    await closed.close();
  });
});
