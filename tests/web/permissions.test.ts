/** Every route of the console × every role: what the table does not allow is refused on the server. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Action, may, permissions, type Role, roles } from '../../src/people/permissions.js';
import type { Staff } from '../support/staff.js';
import { type House, openHouse, photo, postForm } from '../support/web.js';

/** A new route without a line here fails the first test. */
const guarded: Readonly<Record<string, Action | 'everyone'>> = {
  'GET /panel/auth/magic-link/verify': 'everyone',
  'GET /panel/entrar': 'everyone',
  'POST /panel/entrar': 'everyone',
  'GET /panel/entrar/codigo': 'everyone',
  'POST /panel/entrar/codigo': 'everyone',
  'POST /panel/salir': 'everyone',
  'GET /panel': 'account',
  'GET /panel/propuestas': 'proposals.read',
  'POST /panel/propuestas/asignar': 'proposals.assign',
  'POST /panel/propuestas/vistas': 'proposals.read',
  'POST /panel/propuestas/vistas/:id': 'proposals.read',
  'POST /panel/propuestas/vistas/:id/borrar': 'proposals.read',
  'GET /panel/propuestas/:code': 'proposals.read',
  'GET /panel/propuestas/:code/archivos/:file': 'proposals.read',
  'POST /panel/propuestas/:code/temas': 'proposals.tag',
  'POST /panel/propuestas/:code/objecion': 'proposals.tag',
  'POST /panel/propuestas/:code/preguntas': 'proposals.ask',
  'POST /panel/propuestas/:code/preguntas/:id/retirar': 'proposals.ask',
  'POST /panel/propuestas/:code/reabrir': 'proposals.answer',
  'POST /panel/propuestas/:code/notas': 'proposals.note',
  'POST /panel/propuestas/:code/archivos/:file/transcripcion': 'proposals.note',
  'POST /panel/propuestas/:code/responsable': 'proposals.assign',
  'POST /panel/propuestas/:code/institucion': 'proposals.assign',
  'POST /panel/propuestas/:code/valoracion': 'proposals.assign',
  'GET /panel/pendientes': 'account',
  'POST /panel/pendientes/visto': 'account',
  'POST /panel/cuenta/chat': 'account',
  'GET /panel/propuestas/:code/respuesta': 'proposals.answer',
  'POST /panel/propuestas/:code/respuesta': 'proposals.answer',
  'POST /panel/propuestas/:code/respuesta/firmar': 'answers.sign',
  'POST /panel/propuestas/:code/respuesta/pedir': 'proposals.answer',
  'POST /panel/propuestas/:code/respuesta/soltar': 'proposals.answer',
  'POST /panel/propuestas/:code/respuesta/descartar': 'proposals.answer',
  'POST /panel/propuestas/:code/respuesta/lote': 'proposals.answer',
  'GET /panel/respuestas': 'proposals.read',
  'POST /panel/respuestas/mover': 'proposals.answer',
  'GET /panel/respuestas/enviadas': 'proposals.read',
  'GET /panel/respuestas/por-firmar': 'proposals.read',
  'POST /panel/respuestas/firmar': 'answers.sign',
  'GET /panel/respuestas/lotes': 'proposals.read',
  'POST /panel/respuestas/lotes': 'proposals.answer',
  'GET /panel/respuestas/lotes/:id': 'proposals.read',
  'POST /panel/respuestas/lotes/:id/pedir': 'proposals.answer',
  'POST /panel/respuestas/lotes/:id/firmar': 'answers.sign',
  'POST /panel/respuestas/lotes/:id/sacar': 'proposals.answer',
  'POST /panel/respuestas/lotes/:id/soltar': 'proposals.answer',
  'POST /panel/respuestas/lotes/:id/cancelar': 'proposals.answer',
  'GET /panel/respuestas/lote': 'proposals.answer',
  'POST /panel/respuestas/lote': 'proposals.answer',
  'GET /panel/respuestas/textos': 'proposals.read',
  'POST /panel/respuestas/textos': 'proposals.answer',
  'GET /panel/respuestas/textos/:id': 'proposals.answer',
  'POST /panel/respuestas/textos/:id': 'proposals.answer',
  'POST /panel/respuestas/textos/:id/quitar': 'proposals.answer',
  'POST /panel/propuestas/:code/reenviar': 'messages.resend',
  'GET /panel/compromisos': 'commitments.read',
  'GET /panel/compromisos/nuevo': 'commitments.edit',
  'POST /panel/compromisos': 'commitments.edit',
  'GET /panel/compromisos/:code': 'commitments.read',
  'GET /panel/compromisos/:code/editar': 'commitments.edit',
  'POST /panel/compromisos/:code/borrador': 'commitments.edit',
  'POST /panel/compromisos/:code/descartar': 'commitments.edit',
  'POST /panel/compromisos/:code/datos': 'commitments.edit',
  'GET /panel/compromisos/:code/versiones': 'commitments.read',
  'GET /panel/compromisos/:code/publicar': 'commitments.edit',
  'POST /panel/compromisos/:code/publicar': 'commitments.edit',
  'GET /panel/compromisos/:code/retirar': 'commitments.edit',
  'POST /panel/compromisos/:code/retirar': 'commitments.edit',
  'GET /panel/compromisos/:code/avance': 'commitments.edit',
  'POST /panel/compromisos/:code/avance': 'commitments.edit',
  'POST /panel/compromisos/:code/aportes': 'commitments.edit',
  'POST /panel/compromisos/:code/aportes/quitar': 'commitments.edit',
  'POST /panel/compromisos/:code/invitar': 'actors.edit',
  'POST /panel/propuestas/:code/compromiso': 'commitments.edit',
  'GET /panel/actores': 'calendar.read',
  'GET /panel/actores.csv': 'calendar.read',
  'GET /panel/actores/nuevo': 'actors.edit',
  'POST /panel/actores': 'actors.edit',
  'GET /panel/actores/:id': 'calendar.read',
  'GET /panel/actores/:id/editar': 'actors.edit',
  'POST /panel/actores/:id/editar': 'actors.edit',
  'POST /panel/actores/:id/estado': 'actors.edit',
  'POST /panel/actores/:id/soltar': 'actors.edit',
  'POST /panel/actores/:id/contacto': 'actors.contact',
  'GET /panel/propuestas/:code/retirar': 'proposals.withdraw',
  'POST /panel/propuestas/:code/retirar': 'proposals.withdraw',
  'GET /panel/ideas': 'proposals.read',
  'POST /panel/ideas': 'proposals.merge',
  'GET /panel/ideas/nueva': 'proposals.merge',
  'POST /panel/ideas/nueva': 'proposals.merge',
  'POST /panel/ideas/agregar': 'proposals.merge',
  'GET /panel/ideas/:id': 'proposals.read',
  'POST /panel/ideas/:id/textos': 'proposals.merge',
  'POST /panel/ideas/:id/sacar': 'proposals.merge',
  'POST /panel/ideas/:id/deshacer': 'proposals.merge',
  'GET /panel/calendario': 'calendar.read',
  'GET /panel/calendario/nuevo': 'calendar.edit',
  'POST /panel/calendario': 'calendar.edit',
  'GET /panel/calendario/:id': 'calendar.read',
  'POST /panel/calendario/:id': 'calendar.edit',
  'GET /panel/calendario/:id/editar': 'calendar.edit',
  'POST /panel/calendario/:id/descartar': 'calendar.edit',
  'GET /panel/calendario/:id/publicar': 'calendar.edit',
  'POST /panel/calendario/:id/publicar': 'calendar.edit',
  'GET /panel/calendario/:id/cancelar': 'calendar.edit',
  'POST /panel/calendario/:id/cancelar': 'calendar.edit',
  'POST /panel/calendario/:id/actas': 'calendar.edit',
  'GET /panel/aliados': 'calendar.read',
  'POST /panel/aliados': 'partners.edit',
  'GET /panel/aliados/:id': 'calendar.read',
  'GET /panel/aliados/:id/hoja': 'calendar.read',
  'GET /panel/aliados/:id/qr/:file': 'calendar.read',
  'GET /panel/entrega': 'delivery.read',
  'GET /panel/anotar': 'proposals.assist',
  'POST /panel/anotar': 'proposals.assist',
  'GET /panel/anotar/codigo/:code': 'proposals.assist',
  'GET /panel/anotar/hoja': 'proposals.assist',
  'POST /panel/anotar/hoja': 'proposals.assist',
  'POST /panel/anotar/hoja/guardar': 'proposals.assist',
  'GET /panel/anotar/hoja/modelo.csv': 'proposals.assist',
  'GET /panel/anotar/hojas/:id': 'proposals.assist',
  'GET /panel/anotar/papel': 'proposals.assist',
  'GET /panel/resumen': 'proposals.read',
  'GET /panel/seguimiento': 'proposals.read',
  'POST /panel/seguimiento': 'proposals.answer',
  'GET /panel/seguimiento/desacuerdos': 'proposals.read',
  'POST /panel/seguimiento/desacuerdos': 'proposals.answer',
  'GET /panel/seguimiento/claridad': 'proposals.read',
  'GET /panel/avisos': 'broadcasts.read',
  'GET /panel/avisos/nuevo': 'broadcasts.edit',
  'POST /panel/avisos': 'broadcasts.edit',
  'POST /panel/avisos/telefono': 'broadcasts.approve',
  'GET /panel/avisos/:id': 'broadcasts.read',
  'GET /panel/avisos/:id/editar': 'broadcasts.edit',
  'POST /panel/avisos/:id/editar': 'broadcasts.edit',
  'POST /panel/avisos/:id/prueba': 'broadcasts.approve',
  'POST /panel/avisos/:id/aprobar': 'broadcasts.approve',
  'POST /panel/avisos/:id/enviar': 'broadcasts.edit',
  'POST /panel/avisos/:id/pausar': 'broadcasts.edit',
  'POST /panel/avisos/:id/seguir': 'broadcasts.edit',
  'POST /panel/avisos/:id/cancelar': 'broadcasts.edit',
  'GET /panel/avisos/:id/progreso': 'broadcasts.read',
  'GET /panel/avisos/:id/informe.csv': 'broadcasts.read',
  'GET /panel/ajustes': 'cycle.edit',
  'GET /panel/ajustes/nombres': 'cycle.edit',
  'POST /panel/ajustes/nombres': 'cycle.edit',
  'GET /panel/ajustes/temas': 'cycle.edit',
  'POST /panel/ajustes/temas': 'cycle.edit',
  'GET /panel/ajustes/respuestas': 'cycle.edit',
  'POST /panel/ajustes/respuestas': 'cycle.edit',
  'GET /panel/ajustes/tarjetas': 'cycle.edit',
  'POST /panel/ajustes/tarjetas': 'cycle.edit',
  'GET /panel/ajustes/silencio': 'cycle.edit',
  'POST /panel/ajustes/silencio': 'cycle.edit',
  'GET /panel/ajustes/textos': 'cycle.edit',
  'POST /panel/ajustes/textos': 'cycle.edit',
  'GET /panel/ajustes/ciclos': 'cycle.edit',
  'POST /panel/ajustes/ciclos': 'cycle.edit',
  'POST /panel/ajustes/ciclos/empezar': 'cycle.edit',
  'POST /panel/ajustes/ciclos/leer': 'account',
  'GET /panel/guia': 'account',
  'POST /panel/guia': 'cycle.edit',
  'POST /panel/practica': 'account',
  'GET /panel/equipo': 'staff.edit',
  'POST /panel/equipo': 'staff.edit',
  'POST /panel/equipo/:id': 'staff.edit',
  'POST /panel/equipo/:id/estado': 'staff.edit',
  'GET /panel/cuenta': 'account',
  'POST /panel/cuenta/contrasena': 'account',
  'POST /panel/cuenta/teclas': 'account',
  'POST /panel/cuenta/sesiones': 'account',
  'POST /panel/cuenta/segundo-paso': 'account',
  'POST /panel/cuenta/segundo-paso/confirmar': 'account',
  'POST /panel/cuenta/segundo-paso/quitar': 'account',
};
const routes = Object.entries(guarded).flatMap(([route, action]) => {
  const [method = '', path = ''] = route.split(' ');
  return action === 'everyone' ? [] : [{ route, method, path, action }];
});

let house: House;
let code: string;
let file: string;
const staff = new Map<Role, Staff>();
beforeAll(async () => {
  house = await openHouse();
  code = await house.propose({ media: [photo] });
  file = await house.storeFile(code, Buffer.from('png'), 'image/png');
  for (const role of roles) staff.set(role, await house.signIn(role));
});
afterAll(() => house.close());

const filled = (path: string) => path.replace(':code', code).replace(':file', file);
const ask = (role: Role, method: string, path: string) => {
  const one = staff.get(role);
  if (!one) throw new Error('nobody has this role');
  return method === 'GET' ? one.get(filled(path)) : one.post(filled(path), {});
};

describe('the console', () => {
  it('has a line in this table for every route', () => {
    const mounted = house.routes.routes
      .filter(({ method, path }) => path.startsWith('/panel') && method !== 'ALL')
      .map(({ method, path }) => `${method} ${path}`);
    expect([...new Set(mounted)].toSorted()).toEqual(Object.keys(guarded).toSorted());
  });

  it.each(routes)('$route leads strangers to the sign-in page', async ({ method, path }) => {
    const answer =
      method === 'GET' ? await house.request(filled(path)) : await postForm(house, filled(path), {});
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/panel/entrar']);
  });

  it.each(routes)('$route opens to the roles that may "$action", and to no other', async (given) => {
    for (const role of roles) {
      const { status } = await ask(role, given.method, given.path);
      if (may(role, given.action)) expect([role, status]).not.toEqual([role, 403]);
      else expect([role, status]).toEqual([role, 403]);
    }
  });

  it('lets readers change nothing, and only triage and admins correct tags', () => {
    expect(permissions.reader.filter((action) => !/^account$|\.read$/.test(action))).toEqual([]);
    expect(roles.filter((role) => may(role, 'proposals.tag'))).toEqual(['admin', 'triage']);
    expect(roles.filter((role) => may(role, 'proposals.answer'))).toEqual(['admin', 'triage', 'signer']);
  });

  it('shows no form to who may not use it', async () => {
    const html = await (await ask('reader', 'GET', '/panel/propuestas/:code')).text();
    expect(html).not.toContain('/respuesta"');
    expect(html).not.toContain('/notas');
    expect(html).toContain('disabled');
  });

  it('knows no pages beyond its own, and says so in words', async () => {
    const answer = await ask('admin', 'GET', '/panel/propuestas/AYNI-ZZZZ');
    expect(answer.status).toBe(404);
    expect(await answer.text()).toContain('Eso no existe.');
    expect((await ask('admin', 'GET', '/panel/nada')).status).toBe(404);
  });
});

describe('a form from elsewhere', () => {
  const origins = ['https://evil.example', 'null', 'http://ayni.test.evil.example', ''];
  // One guard stands before all of them: each form meets one of the strangers, in turn.
  const posts = routes
    .filter(({ method }) => method === 'POST')
    .map((one, index) => ({ ...one, origin: origins[index % origins.length] ?? '' }));

  it.each(posts)('$route is refused from "$origin"', async ({ path, origin }) => {
    const answer = await staff.get('admin')?.post(filled(path), {}, origin === '' ? {} : { origin });
    expect(answer?.status).toBe(403);
  });

  it.each([
    ['of another kind', 'multipart/form-data; boundary=x', 'x', 403],
    ['that is huge', 'application/x-www-form-urlencoded', `email=${'a'.repeat(600_000)}`, 413],
  ])('and one %s is not even read, whoever sends it', async (_, kind, body, status) => {
    const headers = { origin: 'http://ayni.test', 'content-type': kind };
    for (const path of ['/panel/entrar', '/panel/avisos']) {
      const answer = await house.request(path, { method: 'POST', headers, body });
      expect([path, answer.status]).toEqual([path, status]);
    }
  });

  it('cannot sign anyone in or out', async () => {
    for (const path of ['/panel/entrar', '/panel/salir', '/panel/entrar/codigo']) {
      const answer = await house.request(path, {
        method: 'POST',
        headers: { origin: 'https://evil.example' },
      });
      expect(answer.status).toBe(403);
      expect(await answer.text()).toContain('Ese formulario no vino de esta página');
    }
  });
});

describe('every page', () => {
  it.each(['/', '/aportes', '/panel/entrar', '/panel/propuestas'])(
    '%s takes nothing from elsewhere',
    async (path) => {
      const answer = await ask('admin', 'GET', path);
      const policy = answer.headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toContain('unsafe');
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
      expect(answer.headers.get('referrer-policy')).toBe('same-origin');
      const html = await answer.text();
      expect(html).not.toMatch(/<style|style="|<script(?![^>]+src="\/assets\/)|\son\w+="/);
      if (path.startsWith('/panel')) expect(answer.headers.get('cache-control')).toBe('no-store');
      for (const [, href = ''] of html.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)) {
        const asset = await house.request(href);
        expect([href, asset.status, asset.headers.get('cache-control')]).toEqual([
          href,
          200,
          'public, max-age=31536000, immutable',
        ]);
      }
    },
  );

  it('tells operators that it lives, and whether its database does', async () => {
    expect((await house.request('/healthz')).status).toBe(200);
    expect((await house.request('/readyz')).status).toBe(200);
    const shut = await openHouse();
    await shut.close();
    expect((await shut.request('/readyz')).status).toBe(503);
  });
});
