/** The queue of staff: what waits, oldest promise first, filtered, counted, page by page. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Staff } from '../support/staff.js';
import { minute, t0 } from '../support/turns.js';
import { type House, openHouse } from '../support/web.js';

const day = 1440 * minute;
let house: House;
let staff: Staff;
beforeEach(async () => {
  house = await openHouse();
  staff = await house.signIn('triage');
});
afterEach(() => house.close());

const listed = async (search = ''): Promise<string[]> =>
  [...(await staff.page(`/panel/propuestas${search}`)).matchAll(/class="code">(AYNI-\w+)</g)].map(
    (one) => one[1] ?? '',
  );

describe('the queue', () => {
  it('shows what is still owed an answer, oldest promise first', async () => {
    const late = await house.propose({ promisedAt: t0 + 9 * day });
    const soon = await house.propose({ promisedAt: t0 + 2 * day });
    const done = await house.propose({ promisedAt: t0 + day });
    await staff.answers(done, {
      outcome: 'deferred',
      reason: 'Se verá en la etapa de implementación.',
      commitment: '',
    });
    expect(await listed()).toEqual([soon, late]);
    expect(await listed('?estado=answered')).toEqual([done]);
    expect(await listed('?estado=todas')).toEqual([done, soon, late]);
  });

  it('marks what is overdue in words', async () => {
    await house.propose({ promisedAt: t0 + day });
    expect(await staff.page('/panel/propuestas')).toContain('Falta 1 día (2 de junio de 2026)');
    house.now = t0 + 3 * day;
    expect(await staff.page('/panel/propuestas')).toContain('Venció hace 2 días (2 de junio de 2026)');
  });

  it('is filtered by area, region, language, state and words without accents', async () => {
    const green = await house.propose({
      text: 'Más ÁRBOLES en Ñaña',
      chosen: ['environment'],
      place: '150101',
    });
    const cusco = await house.propose({ text: 'Yaku', locale: 'qu', place: '080101' });
    const country = await house.propose({ place: null });
    expect(await listed('?tema=environment')).toEqual([green]);
    expect(await listed('?region=080000')).toEqual([cusco]);
    expect(await listed('?idioma=qu')).toEqual([cusco]);
    expect(await listed('?q=arboles+nana')).toEqual([green]);
    expect(await listed(`?q=${country.toLowerCase()}`)).toEqual([country]);
    expect(await listed('?tema=environment&idioma=qu')).toEqual([]);
    expect(await listed('?estado=received')).toHaveLength(3);
    const html = await staff.page('/panel/propuestas?tema=environment&q=arboles');
    expect(html).toContain('<option value="environment" selected="">');
    expect(html).toContain('value="arboles"');
  });

  it('goes on page by page without losing or repeating one, also with equal dates and filters', async () => {
    const made: string[] = [];
    for (let n = 0; n < 60; n += 1)
      made.push(await house.propose({ promisedAt: t0 + (n % 3) * day, text: 'Que haya luz en la plaza' }));
    const seen: string[] = [];
    const nextOf = (html: string): string | undefined =>
      /rel="next" href="\/panel\/propuestas(\?[^"]*desde=[^"]*)"/.exec(html)?.[1]?.replaceAll('&amp;', '&');
    for (let search: string | undefined = '?q=plaza'; search !== undefined; ) {
      expect(search).toContain('q=plaza');
      seen.push(...(await listed(search)));
      search = nextOf(await staff.page(`/panel/propuestas${search}`));
    }
    expect(seen).toHaveLength(60);
    expect(seen.toSorted()).toEqual(made.toSorted());
  });

  it('counts what waits in each area, and filters by a tap', async () => {
    await house.propose({ chosen: ['environment'] });
    await house.propose({ chosen: ['environment', 'inclusion'] });
    const done = await house.propose({ chosen: ['inclusion'] });
    await staff.answers(done, {
      outcome: 'merged',
      reason: 'Se une a otra propuesta muy parecida.',
      commitment: '',
    });
    const html = await staff.page('/panel/propuestas');
    expect(html).toMatch(/href="\/panel\/propuestas\?tema=environment">[^<]*<strong>2</);
    expect(html).toMatch(/href="\/panel\/propuestas\?tema=inclusion">[^<]*<strong>1</);
  });

  it('says why it is empty', async () => {
    expect(await staff.page('/panel/propuestas')).toContain('Todavía no llegó ninguna propuesta');
    const code = await house.propose();
    expect(await staff.page('/panel/propuestas?q=nada')).toContain('No hay propuestas con estos filtros');
    await staff.answers(code, {
      outcome: 'redirected',
      reason: 'Le toca a la municipalidad, ya se la enviamos.',
      commitment: '',
    });
    expect(await staff.page('/panel/propuestas')).toContain('Nada espera respuesta');
  });

  it('takes any address calmly', async () => {
    await house.propose();
    for (const search of [
      '?desde=nada',
      '?desde=999999999999999999:X',
      '?estado=%27%20or%201=1',
      "?q=%25'%22--%5C",
      '?tema[]=a&tema[]=b',
      `?q=${'a'.repeat(5000)}`,
    ])
      expect([search, (await staff.get(`/panel/propuestas${search}`)).status]).toEqual([search, 200]);
  });

  it('shows words as words, whatever they try to be', async () => {
    await house.propose({ text: '<script>alert(1)</script><img src=x onerror=alert(2)>' });
    const html = await staff.page(`/panel/propuestas?q=${encodeURIComponent('"><script>alert(3)</script>')}`);
    expect(html).not.toContain('<script>alert');
    const all = await staff.page('/panel/propuestas');
    expect(all).toContain('&lt;script&gt;alert(1)');
    expect(all).not.toMatch(/<img[^>]+onerror/);
  });
});
