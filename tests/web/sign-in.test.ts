/** Who comes in: one-time links, passwords, the second step; and how guessing is slowed down. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cookiesOf, type House, openHouse, origin, phoneCode, postForm } from '../support/web.js';

const password = 'una clave larga y segura';
const member = 'triage@foro.pe';

let house: House;
beforeEach(async () => {
  house = await openHouse();
});
afterEach(() => house.close());

const enter = (given: string, headers: Record<string, string> = {}, email = member) =>
  postForm(house, '/panel/entrar', { email, password: given }, headers);
const queueAs = (cookie: string) => house.request('/panel/propuestas', { headers: { cookie } });

async function withPassword() {
  const staff = await house.signIn('triage');
  const saved = await staff.post('/panel/cuenta/contrasena', { fresh: password });
  expect(saved.headers.get('location')).toContain('passwordSaved');
  return staff;
}

describe('a one-time link', () => {
  it('lets its member in once, and nobody twice', async () => {
    const link = (await house.linkFor('reader')).replace(origin, '');
    const first = await house.request(link);
    expect(first.headers.get('location')).toMatch(/\/panel$/);
    expect((await queueAs(cookiesOf(first))).status).toBe(200);
    const second = await house.request(link);
    expect(second.headers.get('location')).toContain('/panel/entrar?vencido=1');
    expect(cookiesOf(second)).not.toContain('session_token');
    expect(await house.page('/panel/entrar?vencido=1')).toContain('Ese enlace ya se usó o venció');
  });

  it('is printed for the first administrator until somebody else is staff', async () => {
    expect(await (await house.web.accounts()).firstAdminLink()).toContain(
      '/panel/auth/magic-link/verify?token=',
    );
    // Nobody has used it, so a restart prints another.
    expect(await (await house.web.accounts()).firstAdminLink()).not.toBeNull();
    await house.linkFor('admin', 'rosa@foro.pe');
    expect(await (await house.web.accounts()).firstAdminLink()).toBeNull();
  });

  it('cannot be asked for from outside: no other door of the library is open', async () => {
    await withPassword();
    const paths = ['sign-in/magic-link', 'sign-in/email', 'sign-up/email', 'update-user', 'get-session'];
    for (const path of paths) {
      const answer = await house.request(`/panel/auth/${path}`, {
        method: 'POST',
        headers: { origin, 'content-type': 'application/json' },
        body: JSON.stringify({ email: member, password, name: 'Nadie' }),
      });
      expect([path, answer.headers.get('location')]).toEqual([path, '/panel/entrar']);
      expect(cookiesOf(answer)).toBe('');
    }
    expect(await house.store.staff.list()).toHaveLength(1);
  });
});

describe('a password', () => {
  it('lets its member in, with a cookie no script and no other site can use', async () => {
    await withPassword();
    const answer = await enter(password);
    expect(answer.headers.get('location')).toBe('/panel/propuestas');
    const session = answer.headers.getSetCookie().find((one) => one.includes('session_token')) ?? '';
    expect(session).toMatch(/HttpOnly/i);
    expect(session).toMatch(/SameSite=Lax/i);
    expect((await queueAs(cookiesOf(answer))).status).toBe(200);
  });

  it('travels over https only where the house has https, which browsers then insist on', async () => {
    const secure = await openHouse({ publicUrl: () => 'https://ayni.test' });
    const link = (await secure.linkFor('reader')).replace('https://ayni.test', '');
    const opened = await secure.request(link);
    expect(opened.headers.getSetCookie().every((one) => /;\s*Secure/i.test(one))).toBe(true);
    expect(opened.headers.get('strict-transport-security')).toMatch(/max-age=\d{8}/);
    await secure.close();
  });

  it('that is wrong says the same for members and strangers', async () => {
    await withPassword();
    const [wrong, stranger] = [await enter('otra clave larga'), await enter(password, {}, 'nadie@foro.pe')];
    expect([wrong.status, stranger.status]).toEqual([401, 401]);
    const said = 'El correo o la contraseña no son correctos.';
    expect(await wrong.text()).toContain(said);
    expect(await stranger.text()).toContain(said);
  });

  it('can be guessed at ten times in a quarter of an hour, from wherever the guesses claim to come', async () => {
    await withPassword();
    const guess = (n: number, given = 'adivina') => enter(given, { 'x-forwarded-for': `198.51.100.${n}` });
    for (let n = 0; n < 10; n += 1) expect((await guess(n)).status).toBe(401);
    const held = await guess(99, password);
    expect(held.status).toBe(429);
    expect(await held.text()).toContain('Demasiados intentos');
    house.now += 15 * 60_000 + 1;
    expect((await guess(100, password)).status).toBe(303);
  });

  it('is slowed down by address too, and earlier hops cannot be forged', async () => {
    await withPassword();
    const from = (n: number) => ({ 'x-forwarded-for': `203.0.113.${n}, 198.51.100.7` });
    const ends: number[] = [];
    for (let n = 0; n < 6; n += 1) ends.push((await enter('adivina', from(n), `otro${n}@foro.pe`)).status);
    expect(ends).toEqual([401, 401, 401, 401, 401, 429]);
  });

  it('must be long, and the old one known to change it', async () => {
    const staff = await withPassword();
    for (const fields of [
      { now: password, fresh: 'corta' },
      { now: 'otra cosa', fresh: `${password}!` },
    ]) {
      const answer = await staff.post('/panel/cuenta/contrasena', fields);
      expect(answer.headers.get('location')).toContain('passwordWrong');
    }
    expect((await enter(password)).status).toBe(303);
  });
});

describe('a session', () => {
  it('ends at once when its account is switched off, and no new one helps', async () => {
    const staff = await withPassword();
    await (await house.web.accounts()).disable(member);
    expect((await staff.get('/panel/propuestas')).headers.get('location')).toBe('/panel/entrar');
    const again = await enter(password);
    expect((await queueAs(cookiesOf(again))).headers.get('location')).toBe('/panel/entrar');
  });

  it('ends by signing out', async () => {
    const staff = await house.signIn('reader');
    expect((await staff.post('/panel/salir', {})).status).toBe(303);
    expect((await staff.get('/panel/propuestas')).status).toBe(303);
  });

  it('can be ended from another one: one of them, or all others', async () => {
    const staff = await withPassword();
    const [phone, library] = [cookiesOf(await enter(password)), cookiesOf(await enter(password))];
    const ids = () =>
      staff.page('/panel/cuenta').then((html) => [...html.matchAll(/name="id" value="(\w+)"/g)]);
    const found = await ids();
    expect(found).toHaveLength(2);
    await staff.post('/panel/cuenta/sesiones', { id: found[0]?.[1] ?? '' });
    expect(await ids()).toHaveLength(1);
    await staff.post('/panel/cuenta/sesiones', {});
    expect((await queueAs(phone)).status).toBe(303);
    expect((await queueAs(library)).status).toBe(303);
    expect((await staff.get('/panel/cuenta')).status).toBe(200);
  });
});

describe('the second step', () => {
  /** Sets it up as a member does: secret to the phone, codes to paper, one code back. */
  async function turnOn() {
    const staff = await withPassword();
    const html = await (await staff.post('/panel/cuenta/segundo-paso', { password })).text();
    const [, secret = ''] = /class="mono">([A-Z2-7]{16,})</.exec(html) ?? [];
    const paper = [...html.matchAll(/<li>([\w-]{8,14})<\/li>/g)].map((one) => one[1] ?? '');
    const code = phoneCode(secret, Date.now());
    const confirmed = await staff.post('/panel/cuenta/segundo-paso/confirmar', { code });
    expect(confirmed.headers.get('location')).toContain('second.on');
    return { secret, paper, cookie: cookiesOf(confirmed) };
  }
  const second = (cookie: string, code: string) =>
    postForm(house, '/panel/entrar/codigo', { code }, { cookie });

  it('asks for the code of the phone after the password, and nothing opens before', async () => {
    const { secret } = await turnOn();
    const first = await enter(password);
    expect(first.headers.get('location')).toBe('/panel/entrar/codigo');
    const half = cookiesOf(first);
    expect((await queueAs(half)).headers.get('location')).toBe('/panel/entrar');
    const wrong = await second(half, '000000');
    expect(wrong.status).toBe(401);
    expect(await wrong.text()).toContain('Ese código no sirve');
    const right = await second(half, phoneCode(secret, Date.now()));
    expect(right.headers.get('location')).toBe('/panel/propuestas');
    expect((await queueAs(cookiesOf(right))).status).toBe(200);
  });

  it('takes each code from the paper once', async () => {
    const { paper } = await turnOn();
    expect(paper).toHaveLength(10);
    const [code = ''] = paper;
    expect((await second(cookiesOf(await enter(password)), code)).status).toBe(303);
    expect((await second(cookiesOf(await enter(password)), code)).status).toBe(401);
  });

  it('is not turned on without the password or with a wrong code, nor off without the password', async () => {
    const staff = await withPassword();
    const refused = await staff.post('/panel/cuenta/segundo-paso', { password: 'otra clave larga' });
    expect(refused.headers.get('location')).toContain('second.password');
    await staff.post('/panel/cuenta/segundo-paso', { password });
    const wrong = await staff.post('/panel/cuenta/segundo-paso/confirmar', { code: '000000' });
    expect(wrong.headers.get('location')).toContain('second.notConfirmed');
    expect((await enter(password)).headers.get('location')).toBe('/panel/propuestas');
    const { cookie } = await turnOnAgain();
    const off = (given: string) =>
      postForm(house, '/panel/cuenta/segundo-paso/quitar', { password: given }, { cookie });
    expect((await off('otra clave larga')).headers.get('location')).toContain('second.password');
    expect((await off(password)).headers.get('location')).toContain('second.off');
    expect((await enter(password)).headers.get('location')).toBe('/panel/propuestas');

    async function turnOnAgain() {
      const html = await (await staff.post('/panel/cuenta/segundo-paso', { password })).text();
      const [, secret = ''] = /class="mono">([A-Z2-7]{16,})</.exec(html) ?? [];
      const code = phoneCode(secret, Date.now());
      return { cookie: cookiesOf(await staff.post('/panel/cuenta/segundo-paso/confirmar', { code })) };
    }
  });
});
