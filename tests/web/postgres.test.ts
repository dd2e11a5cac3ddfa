/** The console on PostgreSQL's dialect: the sign-in library writes its own queries, so it is tried on both. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eitherPostgres } from '../support/store.js';
import { cookiesOf, type House, openHouse, phoneCode, postForm } from '../support/web.js';

const engine = eitherPostgres();
const password = 'una clave larga y segura';
let house: House;
beforeAll(async () => {
  await engine.start();
  house = await openHouse({ store: await engine.open() });
});
afterAll(() => engine.stop());

describe('the console on PostgreSQL', () => {
  it('signs in by link, password and second step, and slows down guessing', async () => {
    const staff = await house.signIn('triage');
    await staff.post('/panel/cuenta/contrasena', { fresh: password });
    const html = await (await staff.post('/panel/cuenta/segundo-paso', { password })).text();
    const [, secret = ''] = /class="mono">([A-Z2-7]{16,})</.exec(html) ?? [];
    const code = phoneCode(secret, Date.now());
    const on = await staff.post('/panel/cuenta/segundo-paso/confirmar', { code });
    expect(on.headers.get('location')).toContain('second.on');
    const enter = (given: string) =>
      postForm(house, '/panel/entrar', { email: 'triage@foro.pe', password: given });
    const half = await enter(password);
    expect(half.headers.get('location')).toBe('/panel/entrar/codigo');
    const cookie = cookiesOf(half);
    const wrong = await postForm(house, '/panel/entrar/codigo', { code: '000000' }, { cookie });
    expect(wrong.status).toBe(401);
    const right = await postForm(
      house,
      '/panel/entrar/codigo',
      { code: phoneCode(secret, Date.now()) },
      { cookie },
    );
    expect(right.headers.get('location')).toBe('/panel/propuestas');
    for (let n = 0; n < 4; n += 1) expect((await enter('adivina')).status).toBe(401);
    expect((await enter('adivina')).status).toBe(429);
  });

  it('lists, counts, tags and answers', async () => {
    const staff = await house.signIn('admin');
    const code = await house.propose({ text: 'Más ÁRBOLES en la plaza', chosen: ['environment'] });
    const found = await staff.page('/panel/propuestas?q=arboles&tema=environment');
    expect(found).toContain(code);
    expect(found).toMatch(/aria-current="true">Medio ambiente <strong>1</);
    const revision = await staff.revision(code);
    expect((await staff.post(`/panel/propuestas/${code}/temas`, { revision, area: 'other' })).status).toBe(
      303,
    );
    await staff.answers(code, {
      outcome: 'merged',
      reason: 'Se une a otra propuesta muy parecida.',
      commitment: '',
    });
    expect(await staff.page(`/panel/propuestas/${code}`)).toContain('Por salir');
    await (await house.web.accounts()).disable('admin@foro.pe');
    expect((await staff.get('/panel/propuestas')).headers.get('location')).toBe('/panel/entrar');
  });
});
