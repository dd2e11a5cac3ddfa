/** The team on its page: invited by a link that works once, changed, switched off; and never left without an administrator. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Staff } from '../support/staff.js';
import { type House, openHouse, origin } from '../support/web.js';

let house: House;
let admin: Staff;
beforeEach(async () => {
  house = await openHouse();
  admin = await house.signIn('admin', 'rosa@foro.pe');
});
afterEach(() => house.close());

const invite = (fields: Record<string, string> = {}) =>
  admin.post('/panel/equipo', {
    ...{ name: 'Ben Quispe', email: 'Ben@foro.pe', role: 'signer', sector: 'civil-society' },
    ...fields,
  });
const linkIn = (html: string) =>
  /id="handover"[^>]*value="([^"]+)"/.exec(html)?.[1]?.replace(/&amp;/g, '&') ?? '';
const idOf = async (email: string) => (await house.store.staff.find(email))?.id ?? '';
const enter = (link: string) => Staff.signIn({ request: house.request, staffLink: link });

describe('an invitation', () => {
  it('is a link shown once, by which its member comes in as what they were invited to be', async () => {
    const invited = await invite();
    expect(invited.status).toBe(200);
    expect(invited.headers.get('cache-control')).toBe('no-store');
    const link = linkIn(await invited.text());
    expect(link.startsWith(origin)).toBe(true);
    expect(await admin.page('/panel/equipo')).not.toContain('magic-link');
    const ben = await enter(link);
    expect(await ben.page('/panel/cuenta')).toContain('sociedad civil');
    expect((await ben.get('/panel/equipo')).status).toBe(403);
    const again = await house.request(link.replace(origin, ''));
    expect(again.headers.get('location')).toContain('vencido');
    const { audit } = house.store.sql.t;
    const entries = await house.store.sql.readOnce((db) => db.select().from(audit));
    expect(entries.find(({ action, actor }) => action === 'staff.added' && actor !== 'system')).toMatchObject(
      {
        detail: { role: 'signer', sector: 'civil-society' },
      },
    );
    expect(JSON.stringify(entries)).not.toMatch(/foro\.pe|Quispe|token/);
  });

  it('says all that is missing, and keeps what was typed', async () => {
    const refused = await invite({ name: '', email: 'ben', sector: '' });
    expect(refused.status).toBe(422);
    const html = await refused.text();
    for (const words of ['Escribe su nombre', 'Escribe su correo', 'Elige si es del gobierno'])
      expect(html).toContain(words);
    expect(html).toContain('value="ben"');
    await invite();
    expect(await (await invite()).text()).toContain('ya está en el equipo');
  });
});

describe('a member', () => {
  it('is given another role, which holds at the next page they open', async () => {
    const ben = await enter(linkIn(await (await invite()).text()));
    expect((await ben.get('/panel/ajustes')).status).toBe(403);
    const seen = { seenRole: 'signer', seenSector: 'civil-society' };
    const id = await idOf('ben@foro.pe');
    const changed = await admin.post(`/panel/equipo/${id}`, {
      role: 'admin',
      sector: 'civil-society',
      ...seen,
    });
    expect(changed.headers.get('location')).toContain('changed');
    expect((await ben.get('/panel/ajustes')).status).toBe(200);
    const stale = await admin.post(`/panel/equipo/${id}`, { role: 'reader', sector: 'government', ...seen });
    expect(stale.headers.get('location')).toContain('stale');
  });

  it('is switched off, loses every session, and comes back by a new link only', async () => {
    const ben = await enter(linkIn(await (await invite()).text()));
    const id = await idOf('ben@foro.pe');
    expect(await admin.page('/panel/equipo')).toContain('1 sesión');
    await admin.post(`/panel/equipo/${id}/estado`, { do: 'sessions' });
    expect((await ben.get('/panel/cuenta')).status).toBe(303);
    await admin.post(`/panel/equipo/${id}/estado`, { do: 'off' });
    expect(await admin.page('/panel/equipo')).toContain('apagada');
    const none = await admin.post(`/panel/equipo/${id}/estado`, { do: 'link' });
    expect(none.headers.get('location')).toContain('stale');
    await admin.post(`/panel/equipo/${id}/estado`, { do: 'on' });
    const link = linkIn(await (await admin.post(`/panel/equipo/${id}/estado`, { do: 'link' })).text());
    expect((await (await enter(link)).get('/panel/cuenta')).status).toBe(200);
  });

  it('cannot change themself; the last administrator stays', async () => {
    const id = await idOf('rosa@foro.pe');
    const seen = { seenRole: 'admin', seenSector: 'government' };
    const own = await admin.post(`/panel/equipo/${id}`, { role: 'reader', sector: 'government', ...seen });
    expect(own.headers.get('location')).toContain('own');
    for (const what of ['off', 'sessions']) {
      const ended = await admin.post(`/panel/equipo/${id}/estado`, { do: what });
      expect(ended.headers.get('location')).toContain('own');
    }
    expect((await admin.get('/panel/ajustes')).status).toBe(200);
  });
});

describe('the guide', () => {
  it('comes first once, counts what is really done, and lets a step be left out', async () => {
    const first = await admin.get('/panel');
    expect(first.headers.get('location')).toBe('/panel/guia');
    const cookie = first.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    expect((await admin.with(cookie).get('/panel')).headers.get('location')).not.toBe('/panel/guia');
    expect(await admin.page('/panel/propuestas')).toContain('Guía de inicio: 1 de 11 pasos');
    await invite();
    expect(await admin.page('/panel/guia')).toContain('Listos 2 de 11 pasos');
    await admin.post('/panel/guia', { step: 'quiet', leave: 'yes' });
    expect(await admin.page('/panel/guia')).toContain('Listos 3 de 11 pasos');
    await admin.post('/panel/guia', { step: 'quiet', leave: 'no' });
    expect(await admin.page('/panel/guia')).toContain('Listos 2 de 11 pasos');
  });

  it('is a short tour for everybody else', async () => {
    const ben = await enter(linkIn(await (await invite()).text()));
    expect((await ben.get('/panel')).headers.get('location')).toBe('/panel/guia');
    const tour = await ben.page('/panel/guia');
    expect(tour).toContain('Hola, Ben Quispe');
    expect(tour).toContain('Tú firmas respuestas');
    expect(tour).not.toContain('/panel/ajustes');
  });
});
