/** The calendar on the console: a draft, the two-week rule, versions, cancelling, minutes; two writers at once. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Broadcast } from '../../src/broadcasts/broadcast.js';
import type { Role } from '../../src/people/permissions.js';
import { once } from '../../src/store/sql.js';
import { broadcastOf } from '../support/broadcasts.js';
import { day } from '../support/calendar.js';
import type { Staff } from '../support/staff.js';
import { greet, t0 } from '../support/turns.js';
import { type House, openHouse } from '../support/web.js';

let house: House;
let staff: Staff;
const also = (role: Role) => house.signIn(role);
beforeEach(async () => {
  house = await openHouse();
  staff = await house.signIn('broadcaster');
});
afterEach(() => house.close());

/** As the browser sends it. `t0` is Monday, 1 June 2026, 10:00 in Lima. */
const workshop = {
  kind: 'workshop',
  stage: 'dialogue',
  'title-es': 'Taller de presupuesto abierto',
  'title-en': 'Open budget workshop',
  'title-qu': '',
  'title-ay': '',
  startsAt: '2026-07-10T15:00',
  endsAt: '2026-07-10T17:30',
  department: '080000',
  within: '',
  venue: 'Casa de la Cultura, Cusco',
  link: 'www.gob.pe/taller',
  organiser: 'Foro Multiactor',
  'takePart-es': 'Llega 10 minutos antes con tu DNI.',
  'takePart-en': 'Come 10 minutes early.',
  'takePart-qu': '',
  'takePart-ay': '',
  reminders: '14, 3 y 1',
  minutes: '',
};
const proposals = {
  ...workshop,
  kind: 'stage',
  stage: 'proposals',
  'title-es': 'Recepción de propuestas',
  startsAt: '2026-06-14T00:00',
  endsAt: '2026-07-15T00:00',
  department: '',
  venue: '',
  link: '',
  reminders: '',
};

const create = async (fields: Record<string, string>, by = staff) => {
  const made = await by.post('/panel/calendario', fields);
  expect([made.status, made.status === 303 ? '' : await made.text()]).toEqual([303, '']);
  return (made.headers.get('location') ?? '').replace(/^.*calendario\/|\?.*$/g, '');
};
const revisionOf = async (id: string) => String((await house.store.calendar.entry(id))?.revision);
const send = async (id: string, part: string, fields: Record<string, string> = {}, by = staff) =>
  by.post(`/panel/calendario/${id}${part}`, { revision: await revisionOf(id), ...fields });
const publish = async (id: string, fields: Record<string, string> = {}, by = staff) => {
  const answer = await send(id, '/publicar', fields, by);
  expect(answer.status).toBe(303);
};
const aboutEntry = (entryId: string, given: Partial<Broadcast>): Broadcast =>
  broadcastOf({
    purpose: 'event',
    entryId,
    entryVersion: 1,
    title: 'Anuncio',
    texts: {},
    draftedBy: 'system',
    ...given,
  });

describe('a new event', () => {
  it('is a draft that only staff see, in the words of the form and in Lima time', async () => {
    const id = await create(workshop);
    const draft = (await house.store.calendar.entry(id))?.draft;
    expect(draft).toMatchObject({
      startsAt: Date.UTC(2026, 6, 10, 20),
      endsAt: Date.UTC(2026, 6, 10, 22, 30),
      place: '080000',
      link: 'https://www.gob.pe/taller',
      title: { es: 'Taller de presupuesto abierto', en: 'Open budget workshop' },
      reminders: [14, 3, 1],
    });
    const page = await staff.page(`/panel/calendario/${id}`);
    expect(page).toContain('Borrador: todavía no se ve');
    expect(page).toContain('Casa de la Cultura, Cusco');
    expect(await staff.page('/panel/calendario')).toContain('Taller de presupuesto abierto');
    const form = await staff.page(`/panel/calendario/${id}/editar`);
    expect(form).toContain('value="2026-07-10T15:00"');
  });

  it.each([
    [{ 'title-es': '' }, 'title-es', 'Escribe el título en castellano'],
    [{ 'title-es': 'a'.repeat(101) }, 'title-es', 'hasta 100 letras'],
    [{ startsAt: '' }, 'startsAt', 'Di cuándo empieza'],
    [{ startsAt: '2026-02-31T10:00' }, 'startsAt', 'no existe'],
    [{ startsAt: 'mañana' }, 'startsAt', 'no existe'],
    [{ endsAt: '2026-07-10T14:00' }, 'endsAt', 'Termina antes de empezar'],
    [{ endsAt: '99' }, 'endsAt', 'término no existe'],
    [{ venue: '' }, 'venue', 'Di dónde es'],
    [{ link: 'javascript:alert(1)' }, 'link', 'no es una dirección web'],
    [{ minutes: 'en el cajón' }, 'minutes', 'no es una dirección web'],
    [{ reminders: 'catorce' }, 'reminders', 'solo números'],
    [{ reminders: '3, 3' }, 'reminders', 'repetido'],
    [{ reminders: '90' }, 'reminders', 'de 0 a 60'],
    [{ within: 'Atlantis' }, 'within', 'No encuentro ese lugar'],
    [{ 'takePart-es': 'a'.repeat(281) }, 'takePart-es', 'hasta 280 letras'],
  ])('with %j is refused beside %s; nothing typed is lost', async (fields, field, sentence) => {
    const answer = await staff.post('/panel/calendario', { ...workshop, ...fields });
    const page = await answer.text();
    expect(answer.status).toBe(422);
    expect(page).toContain(`href="#${field}"`);
    expect(page).toMatch(new RegExp(`id="${field}-problem"[^>]*>[^<]*${sentence}`));
    expect(page).toContain('Come 10 minutes early.');
    expect(page).toContain('<option value="080000" selected');
  });

  it('is in the hours of the forum, also where clocks are put forward', async () => {
    const chile = await openHouse({ timezone: 'America/Santiago' });
    const member = await chile.signIn('broadcaster');
    const times = { startsAt: '2026-09-05T23:30', endsAt: '2026-09-06T01:15' };
    expect((await member.post('/panel/calendario', { ...workshop, ...times })).status).toBe(303);
    const [entry] = (await chile.store.calendar.entries((await chile.store.cycles.current(t0)).id)).filter(
      ({ draft }) => draft,
    );
    // An hour is missing in between.
    expect([entry?.draft?.startsAt, entry?.draft?.endsAt]).toEqual([
      Date.UTC(2026, 8, 6, 3, 30),
      Date.UTC(2026, 8, 6, 4, 15),
    ]);
    const gap = await member.post('/panel/calendario', {
      ...workshop,
      startsAt: '2026-09-06T00:30',
      endsAt: '',
    });
    expect([gap.status, (await gap.text()).includes('no existe')]).toEqual([422, true]);
    await chile.close();
  });

  it('may be for one district, found by its name', async () => {
    const id = await create({ ...workshop, within: 'pisac' });
    const place = (await house.store.calendar.entry(id))?.draft?.place ?? '';
    expect(place).toMatch(/^08\d{2}(?!00)\d{2}$/);
    expect(await staff.page(`/panel/calendario/${id}/editar`)).toContain('value="Pisac (Cusco)"');
  });

  it('whose draft nobody wants is gone without a trace', async () => {
    const id = await create(workshop);
    const gone = await send(id, '/descartar');
    expect(gone.headers.get('location')).toBe('/panel/calendario?listo=discarded');
    expect((await staff.get(`/panel/calendario/${id}`)).status).toBe(404);
  });
});

describe('the two-week rule', () => {
  it('refuses the start of the process too late, with the day that would have been in time', async () => {
    const id = await create(proposals);
    expect(await staff.page('/panel/calendario')).toContain('debía publicarse hasta el 31 de mayo de 2026');
    const shown = await staff.page(`/panel/calendario/${id}/publicar`);
    expect(shown).toContain('Para empezar el 14 de junio de 2026');
    expect(shown).toContain('a más tardar el 31 de mayo de 2026');
    expect(shown).toContain('puede empezar desde el 15 de junio de 2026');
    expect(shown).not.toContain('name="reason"');
    const reason = 'Una razón escrita por quien no administra el panel.';
    const refused = await send(id, '/publicar', { reason });
    expect(refused.status).toBe(422);
    expect((await house.store.calendar.entry(id))?.version).toBe(0);
  });

  it('lets it pass on the last day, and counts a changed date anew', async () => {
    const id = await create({ ...proposals, startsAt: '2026-06-15T00:00' });
    expect(await staff.page('/panel/calendario')).toContain('publícalo hasta el 1 de junio de 2026');
    await publish(id);
    expect((await send(id, '', { ...proposals, startsAt: '2026-06-14T09:00' })).status).toBe(303);
    expect((await send(id, '/publicar')).status).toBe(422);
    expect((await send(id, '', { ...proposals, startsAt: '2026-06-15T09:00' })).status).toBe(303);
    house.now = t0 + 3 * day;
    await publish(id);
    expect((await house.store.calendar.versions(id)).map(({ change }) => change)).toEqual([
      'created',
      'changed',
    ]);
  });

  it('lets an admin go on with a reason that everybody can read, and with nothing less', async () => {
    const id = await create(proposals);
    const admin = await also('admin');
    const short = await send(id, '/publicar', { reason: 'Porque sí.' }, admin);
    const page = await short.text();
    expect(short.status).toBe(422);
    expect(page).toContain('al menos 30 letras');
    expect(page).toContain('Porque sí.');
    const reason = 'La resolución salió el 30 de mayo y el plan vence este mes.';
    await publish(id, { reason, officialUrl: 'https://www.gob.pe/ogp' }, admin);
    const [version] = await house.store.calendar.versions(id);
    expect(version).toMatchObject({ overrideReason: reason, officialUrl: 'https://www.gob.pe/ogp' });
    expect(await staff.page(`/panel/calendario/${id}`)).toContain(reason);
  });

  it('keeps no reason where none was needed, and no address that leads nowhere', async () => {
    const id = await create(workshop);
    const reason = 'Una razón que nadie había pedido para este taller.';
    expect((await send(id, '/publicar', { officialUrl: 'javascript:alert(1)' })).status).toBe(422);
    await publish(id, { reason }, await also('admin'));
    expect((await house.store.calendar.versions(id))[0]?.overrideReason).toBeNull();
  });
});

describe('what is published', () => {
  it('is changed by a next version, which says what was and what is', async () => {
    const id = await create(workshop);
    await publish(id);
    await send(id, '', { ...workshop, venue: 'Plaza de Armas, Cusco' });
    const shown = await staff.page(`/panel/calendario/${id}/publicar`);
    expect(shown).toContain('Casa de la Cultura, Cusco');
    expect(shown).toContain('Plaza de Armas, Cusco');
    await publish(id);
    const page = await staff.page(`/panel/calendario/${id}`);
    expect(page).toContain('Versión 2 · cambio');
    expect(page).toContain('<del>Casa de la Cultura, Cusco</del>');
    expect(page).toContain('por Miembro broadcaster');
    expect(page).toContain(`/panel/avisos/nuevo?evento=${id}`);
  });

  it('needs no draft where nothing differs', async () => {
    const id = await create(workshop);
    await publish(id);
    const same = await send(id, '', workshop);
    expect(same.headers.get('location')).toContain('listo=same');
    expect((await house.store.calendar.entry(id))?.draft).toBeNull();
  });

  it('tells who was told of which version, and how many', async () => {
    const id = await create(workshop);
    await publish(id);
    const { broadcasts, sql } = house.store;
    await broadcasts.create(aboutEntry(id, { state: 'sending', startedAt: t0 }));
    const row = (state: string) => ({
      id: state,
      key: `told:${id}:1:${state}`,
      addressId: 'a',
      channel: 'telegram',
      lane: 'bulk',
      purpose: 'notice',
      message: { kind: 'text' as const, text: '' },
      state,
      attempts: 0,
      dueAt: t0,
      broadcastId: 'b1',
      segment: '08:es',
      plannedAt: t0,
    });
    const rows = ['accepted', 'delivered', 'read', 'failed', 'suppressed'].map(row);
    await sql.write([once((db) => db.insert(sql.t.outbox).values(rows).returning({ id: sql.t.outbox.id }))]);
    const page = await staff.page(`/panel/calendario/${id}`);
    expect(page).toContain('Anuncio · enviándose');
    expect(page).toContain('salió a 3 de 5');
    expect(page).toContain('/panel/avisos/b1');
    expect(await staff.page('/panel/calendario')).toContain('Personas avisadas: 3');
  });

  it('says beforehand who will hear of a change by itself', async () => {
    const id = await create(workshop);
    await publish(id);
    for (const who of ['ana', 'ben']) {
      const grown = { kind: 'person.set', set: { adultEnoughAt: t0, notices: true } } as const;
      await greet(house.store, who, [], { effects: [grown] });
    }
    await house.store.calendar.reply(id, 'person:ana', 'going', t0);
    expect(await staff.page(`/panel/calendario/${id}/cancelar`)).toContain('Personas: 1.');
    await send(id, '', { ...workshop, startsAt: '2026-07-10T16:00' });
    expect(await staff.page(`/panel/calendario/${id}/publicar`)).toContain('Recibirán el cambio');
    await send(id, '', { ...workshop, reminders: '2' });
    expect(await staff.page(`/panel/calendario/${id}/publicar`)).toContain('Nadie recibe un mensaje');
    expect(await staff.page(`/panel/calendario/${id}`)).toContain('<dt>Dijeron que irán</dt><dd>1</dd>');
  });

  it('is cancelled after a question, and stays to be seen', async () => {
    const id = await create(workshop);
    await publish(id);
    expect(await staff.page(`/panel/calendario/${id}/cancelar`)).toContain('Nadie recibirá un mensaje');
    expect((await send(id, '/cancelar')).status).toBe(303);
    const page = await staff.page(`/panel/calendario/${id}`);
    expect(page).toContain('Cancelado');
    expect(page).toContain('cancelación');
    expect((await send(id, '/cancelar')).headers.get('location')).toBe(`/panel/calendario/${id}`);
  });

  it('gets its minutes once it is over', async () => {
    const id = await create(workshop);
    await publish(id);
    expect((await send(id, '/actas', { minutes: 'gob.pe/acta' })).status).toBe(303);
    expect((await house.store.calendar.entry(id))?.content?.minutes).toBeNull();
    house.now = t0 + 60 * day;
    expect(await staff.page('/panel/calendario')).toContain('faltan las actas');
    expect((await send(id, '/actas', { minutes: 'no es enlace' })).status).toBe(422);
    expect((await send(id, '/actas', { minutes: '' })).status).toBe(422);
    expect((await send(id, '/actas', { minutes: 'gob.pe/acta.pdf' })).status).toBe(303);
    const versions = await house.store.calendar.versions(id);
    expect(versions.at(-1)).toMatchObject({
      change: 'minutes',
      content: { minutes: 'https://gob.pe/acta.pdf' },
    });
    expect(await staff.page('/panel/calendario')).not.toContain('faltan las actas');
  });
});

describe('two members of staff at once', () => {
  it('never overwrite each other: what was typed is kept, beside what the other saved', async () => {
    const id = await create(workshop);
    const late = await revisionOf(id);
    await send(id, '', { ...workshop, venue: 'Plaza de Armas, Cusco' });
    const mine = { ...workshop, venue: 'Colegio Ciencias, Cusco' };
    const answer = await staff.post(`/panel/calendario/${id}`, { revision: late, ...mine });
    const page = await answer.text();
    expect(answer.status).toBe(409);
    expect(page).toContain('Lo que escribiste sigue aquí');
    expect(page).toContain('value="Colegio Ciencias, Cusco"');
    expect(page).toContain('Plaza de Armas, Cusco');
    const revision = /name="revision" value="(\d+)"/.exec(page)?.[1] ?? '';
    expect((await staff.post(`/panel/calendario/${id}`, { revision, ...mine })).status).toBe(303);
  });

  it('publish only what they have seen, and once', async () => {
    const id = await create(workshop);
    const late = await revisionOf(id);
    await send(id, '', { ...workshop, venue: 'Plaza de Armas, Cusco' });
    const stale = await staff.post(`/panel/calendario/${id}/publicar`, { revision: late });
    expect([stale.status, (await stale.text()).includes('Revisa lo nuevo')]).toEqual([409, true]);
    const revision = await revisionOf(id);
    const both = await Promise.all(
      [1, 2].map(() => staff.post(`/panel/calendario/${id}/publicar`, { revision })),
    );
    expect(both.map(({ status }) => status)).toContain(303);
    expect(await house.store.calendar.versions(id)).toHaveLength(1);
  });
});

describe('who may only read', () => {
  it('sees how it stands and finds nothing to press', async () => {
    const id = await create(workshop);
    const reader = await also('reader');
    const page = await reader.page(`/panel/calendario/${id}`);
    expect(page).toContain('Taller de presupuesto abierto');
    expect(page).not.toContain('/editar');
    expect(page).not.toContain('action="/panel/calendario');
    expect(await reader.page('/panel/calendario')).not.toContain('/nuevo');
  });
});
