/** What staff do with the queue: keep views, take proposals for themselves or give many away, switch keys off. */
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

const codesOn = (html: string): string[] =>
  [...html.matchAll(/class="code">(AYNI-\w+)</g)].map((one) => one[1] ?? '');
const listed = async (search = '') => codesOn(await staff.page(`/panel/propuestas${search}`));
const idOf = async (email: string) => (await house.store.staff.find(email))?.id ?? '';
const assign = (fields: Readonly<Record<string, string | readonly string[]>>, by = staff) =>
  by.post('/panel/propuestas/asignar', fields);
const leadsTo = (answer: Response) => [answer.status, answer.headers.get('location')];

describe('many proposals at once', () => {
  it('are given to a member, who is told once', async () => {
    const luis = await house.signIn('triage', 'luis@foro.pe');
    const made = [await house.propose(), await house.propose(), await house.propose()];
    const to = await idOf('luis@foro.pe');
    const answer = await assign({ code: made.slice(0, 2), otro: to, vista: 'tema=anticorruption' });
    expect(leadsTo(answer)).toEqual([303, '/panel/propuestas?tema=anticorruption&listo=queue.assigned&n=2']);
    expect(await staff.page(answer.headers.get('location') ?? '')).toContain('2 propuestas encargadas.');
    expect(await listed(`?quien=${to}`)).toEqual(made.slice(0, 2));
    expect(await listed('?quien=nadie')).toEqual(made.slice(2));
    expect(codesOn(await luis.page('/panel/propuestas?quien=mias'))).toEqual(made.slice(0, 2));
    const notices = await house.store.sql.readOnce((db) => db.select().from(house.store.sql.t.staffNotice));
    expect(notices).toEqual([
      expect.objectContaining({ staffId: to, kind: 'assigned', href: '/panel/propuestas?quien=mias' }),
    ]);
  });

  it('are all of a view where that is asked for, whatever is ticked', async () => {
    const green = await house.propose({ chosen: ['environment'] });
    const other = await house.propose({ chosen: ['inclusion'] });
    const fields = {
      code: [other],
      todas: '1',
      vista: 'tema=environment',
      miembro: await idOf('triage@foro.pe'),
    };
    expect((await assign(fields)).status).toBe(303);
    expect(await listed('?quien=mias')).toEqual([green]);
    expect((await assign({ code: [green], otro: '-' })).status).toBe(303);
    expect(await listed('?quien=mias')).toEqual([]);
  });

  it('are left as they are where nothing was picked, nobody chosen, or nobody of that id is here', async () => {
    const code = await house.propose();
    for (const [fields, words] of [
      [{ otro: await idOf('triage@foro.pe') }, 'No elegiste ninguna propuesta'],
      [{ code: 'AYNI-ZZZZ', otro: await idOf('triage@foro.pe') }, 'No elegiste ninguna propuesta'],
      [{ code, otro: '' }, 'Elige a quién encargarlas'],
      [{ code, otro: 'nobody' }, 'Elige a quién encargarlas'],
    ] as const) {
      const answer = await assign(fields);
      expect(answer.status).toBe(422);
      expect(await answer.text()).toContain(words);
    }
    expect(await listed('?quien=nadie')).toEqual([code]);
  });

  it('cannot be picked by who may do nothing with them', async () => {
    await house.propose();
    const reader = await house.signIn('reader');
    const html = await reader.page('/panel/propuestas');
    expect(codesOn(html)).toHaveLength(1);
    expect(html).not.toContain('type="checkbox"');
    const signer = await house.signIn('signer');
    const signing = await signer.page('/panel/propuestas');
    expect(signing).toContain('/panel/respuestas/lote');
    expect(signing).not.toContain('/panel/propuestas/asignar');
  });
});

describe('a view', () => {
  const keep = (fields: Readonly<Record<string, string>>, path = '') =>
    staff.post(`/panel/propuestas/vistas${path}`, fields);
  const idOfView = async (vista: string) =>
    /action="\/panel\/propuestas\/vistas\/([^"]+)"/.exec(await staff.page(`/panel/propuestas?${vista}`))?.[1];

  it('is kept under a name, shown above the list, renamed, shared, forgotten', async () => {
    const vista = 'tema=environment&region=080000';
    const kept = await keep({ nombre: 'Verde en Cusco', vista: `${vista}&desde=1:X&nada=1` });
    expect(leadsTo(kept)).toEqual([303, `/panel/propuestas?${vista}&listo=queue.viewKept`]);
    const html = await staff.page(`/panel/propuestas?${vista}`);
    expect(html).toMatch(/aria-current="page" data-key="1">Verde en Cusco/);
    const other = await house.signIn('triage', 'luis@foro.pe');
    expect(await other.page('/panel/propuestas')).not.toContain('Verde en Cusco');

    const id = await idOfView(vista);
    await keep({ nombre: 'Verde', compartida: '1', vista }, `/${id}`);
    expect(await other.page('/panel/propuestas')).toMatch(/Verde.*\(del equipo\)/);
    expect((await other.post(`/panel/propuestas/vistas/${id}/borrar`, { vista })).status).toBe(404);
    expect((await other.post(`/panel/propuestas/vistas/${id}`, { nombre: 'Mía', vista })).status).toBe(404);

    expect((await keep({ vista }, `/${id}/borrar`)).status).toBe(303);
    expect(await staff.page('/panel/propuestas')).not.toContain('Verde');
  });

  it('needs a name, and shows its words as words', async () => {
    const refused = await keep({ nombre: '   ', vista: 'tema=environment' });
    expect(refused.status).toBe(422);
    expect(await refused.text()).toContain('Ponle un nombre a la vista');
    await keep({ nombre: '<b>alto</b>', vista: 'q="><script>' });
    const html = await staff.page('/panel/propuestas');
    expect(html).toContain('&lt;b&gt;alto&lt;/b&gt;');
    expect(html).not.toContain('<script>');
  });

  it('counts what it holds', async () => {
    await house.propose({ promisedAt: t0 - day });
    await house.propose({ promisedAt: t0 + 3 * day });
    await house.propose({ promisedAt: t0 + 20 * day });
    const html = await staff.page('/panel/propuestas');
    for (const [name, count] of [
      ['Por responder', 3],
      ['Mías', 0],
      ['Sin encargar', 3],
      ['Vencidas', 1],
      ['Vencen en 7 días', 2],
    ] as const)
      expect(html).toMatch(new RegExp(`>${name} <strong>${count}<`));
    expect(await listed('?plazo=vencidas')).toHaveLength(1);
    expect(await listed('?plazo=semana')).toHaveLength(2);
  });
});

describe('the filters', () => {
  it('are shown as parts that can be taken away one by one', async () => {
    const code = await house.propose({ text: 'Más luz', chosen: ['environment'] });
    const html = await staff.page('/panel/propuestas?tema=environment&q=luz&orden=nuevas');
    expect(codesOn(html)).toEqual([code]);
    const chosen = /<ul class="chosen".*?<\/ul>/s.exec(html)?.[0].replaceAll('&amp;', '&') ?? '';
    expect(chosen).toContain('href="/panel/propuestas?tema=environment&orden=nuevas"');
    expect(chosen).toContain('href="/panel/propuestas?q=luz&orden=nuevas"');
    expect(chosen).toContain('«luz»');
    expect(chosen).toContain('Tema: Medio ambiente');
    expect(html).toContain(
      `/panel/propuestas/${code}?vista=${encodeURIComponent('q=luz&tema=environment&orden=nuevas')}`,
    );
  });

  it('know the stage in which a proposal came, and say nothing of stages that are gone', async () => {
    const stages = (await house.store.calendar.entries((await house.store.cycles.current(t0)).id)).filter(
      ({ content }) => content?.kind === 'stage',
    );
    const named = (stage: string) => stages.find(({ content }) => content?.stage === stage)?.id ?? '';
    const code = await house.propose();
    expect(await listed(`?etapa=${named('proposals')}`)).toEqual([code]);
    expect(await listed(`?etapa=${named('implementation')}`)).toEqual([]);
    expect(await listed('?etapa=no-such-stage')).toEqual([]);
  });
});

describe('keys of a single letter', () => {
  it('can be switched off, and on again', async () => {
    expect(await staff.page('/panel/cuenta')).toContain('Apagar las teclas');
    const off = await staff.post('/panel/cuenta/teclas', { teclas: 'off' });
    expect(off.headers.get('set-cookie')).toMatch(
      /ayni_keys=off; Max-Age=31536000; Path=\/panel; SameSite=Lax/,
    );
    const on = await staff.post('/panel/cuenta/teclas', { teclas: 'on' });
    expect(on.headers.get('set-cookie')).toMatch(/ayni_keys=on; Max-Age=0/);
  });
});
