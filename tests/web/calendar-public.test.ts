/** The public calendar: when, where, since when it was known, what changed; as pages and as files. */
import { inArray } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { once } from '../../src/store/sql.js';
import { addPeople, crowd, rowsOf, sendTo } from '../support/broadcasts.js';
import { day, publishNew, publishNext, workshop } from '../support/calendar.js';
import { t0 } from '../support/turns.js';
import { type House, openHouse } from '../support/web.js';

const minute = 60_000;
let house: House;
beforeEach(async () => {
  house = await openHouse();
});
afterEach(() => house.close());

const publish = (...given: Parameters<typeof workshop>) => publishNew(house.store, workshop(...given));
/** The text of a page without its marks, as it is read. */
const read = async (path: string): Promise<string> =>
  (await house.page(path))
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .replaceAll('&#39;', "'");

describe('the calendar', () => {
  it('says what, when in Peru, where, how, and since when it is known', async () => {
    await publish({ link: 'https://foro.example.pe/inscripcion' });
    const text = await read('/calendario');
    for (const words of [
      'junio de 2026',
      'Taller de presupuesto abierto',
      'lunes 22 de junio de 2026, de 10:00 a. m. a 12:00 p. m. (hora de Perú)',
      'Casa de la Cultura, Cusco',
      'Entrada libre. Trae tu DNI.',
      'Publicado el 1 jun. 2026, 10:00 (hora de Perú), con 21 días de anticipación.',
    ])
      expect(text).toContain(words);
    expect(await house.page('/calendario')).toContain('href="https://foro.example.pe/inscripcion"');
    const english = await read('/calendario?lang=en');
    for (const words of ['Open budget workshop', 'Monday 22 June 2026', '21 days before', 'Free entry'])
      expect(english).toContain(words);
  });

  it('shows the way of the plan with the place of today on it', async () => {
    house.now = t0 + 10 * day;
    const html = await house.page('/calendario');
    expect(html.match(/aria-current="step"/g)).toHaveLength(1);
    const [, now = ''] = /<li class="now"[^>]*>(.*?)<\/li>/s.exec(html) ?? [];
    expect(now).toContain('Recepción de propuestas');
    expect(now).toContain('Ahora · quedan 20 días');
    expect(html.match(/<li class="done"/g)).toHaveLength(1);
    expect(html.match(/<li class="next"/g)).toHaveLength(4);
  });

  it('tells of the start of the process whether it kept the two weeks, and if not, why', async () => {
    const start = { kind: 'stage', stage: 'proposals', endsAt: null, place: null } as const;
    await publish({ ...start, startsAt: t0 + 14 * day, title: { es: 'A tiempo' } });
    const late = workshop({ ...start, startsAt: t0 + 13 * day, title: { es: 'Con apuro' } });
    await publishNew(house.store, late, { overrideReason: 'El plazo lo fijó una ley de esta semana.' });
    const text = await read('/calendario');
    expect(text).toContain('A tiempo. Cumple la regla: al menos 14 días completos antes de empezar.');
    expect(text).toContain(
      'Con apuro. No llega a los 14 días completos de la regla. Razón: El plazo lo fijó una ley de esta semana.',
    );
    // The first start writes a sample that had no two weeks, and says so.
    expect(text).toContain('Calendario de muestra');
  });

  it('shows a region with what is for the whole country', async () => {
    await publish({ title: { es: 'En Cusco' }, place: '080101' });
    await publish({ title: { es: 'En Lima' }, place: '150132', venue: 'Auditorio' });
    await publish({ title: { es: 'Para todos' }, place: null, online: true, venue: '' });
    const lima = await read('/calendario?region=15');
    expect(lima).toContain('En Lima');
    expect(lima).toContain('Auditorio, San Juan de Lurigancho (Lima)');
    expect(lima).toContain('Para todos');
    expect(lima).toContain('en línea, por internet');
    expect(lima).not.toContain('En Cusco');
    const html = await house.page('/calendario?region=15');
    expect(html).toMatch(/<option value="15" selected="">Lima</);
    expect(html).toContain('/calendario.ics?lang=es&amp;region=15');
    expect(html).toContain('href="/calendario?region=15&amp;lang=en"');
    for (const odd of ['99', '1', "15'--", '<script>'])
      expect(await read(`/calendario?region=${encodeURIComponent(odd)}`)).toContain('En Cusco');
  });

  it('marks what changed with what it was, and what is cancelled; what is over stands apart', async () => {
    const moved = await publish();
    await publishNext(house.store, moved, {
      content: workshop({ venue: 'Plaza de Armas, Cusco' }),
      now: t0 + 2 * day,
    });
    const gone = await publish({
      title: { es: 'Mesa de integridad' },
      startsAt: t0 + 25 * day,
      endsAt: null,
    });
    await publishNext(house.store, gone, { change: 'cancelled', now: t0 + 3 * day });
    const past = workshop({ title: { es: 'Ya fue' }, startsAt: t0 + day, endsAt: null });
    const over = await publishNew(house.store, past);
    await publishNext(house.store, over, {
      change: 'minutes',
      content: { ...past, minutes: 'https://www.gob.pe/acta.pdf' },
      now: t0 + 2 * day,
    });
    house.now = t0 + 4 * day;
    const text = await read('/calendario');
    expect(text).toContain('Cambió el 3 jun. 2026, 10:00: el lugar. Antes: Casa de la Cultura, Cusco');
    expect(text).toContain('Dónde Plaza de Armas, Cusco');
    expect(text).toContain('Se canceló el 4 jun. 2026, 10:00.');
    const [before = '', after = ''] = (await house.page('/calendario')).split('<details>');
    expect(before).not.toContain('Ya fue');
    expect(after).toContain('Ya fue');
    expect(after).toContain('href="https://www.gob.pe/acta.pdf"');
  });

  it('keeps drafts to the staff, says kindly that there is nothing, and what is unknown', async () => {
    const { id: cycleId } = await house.store.cycles.current(t0);
    const draft = workshop({ title: { es: 'Secreto' } });
    const id = await house.store.calendar.create({ cycleId, draft, staffId: 'rosa', now: t0 });
    const text = await read('/calendario');
    expect(text).not.toContain('Secreto');
    expect(text).toContain('Todavía no hay fechas publicadas aquí.');
    for (const path of [id, `${id}.ics`, 'nada', 'nada.ics', '%00', "'"]) {
      const answer = await house.request(`/calendario/${path}`);
      expect([path, answer.status]).toEqual([path, 404]);
      expect(await answer.text()).toContain('no está en el calendario');
    }
    expect(await (await house.request('/calendario.ics')).text()).not.toContain('Secreto');
  });

  it('escapes what it shows and makes no link of what is none', async () => {
    const bad = '<script>alert(1)</script>';
    const id = await publish({ title: { es: bad }, venue: bad, link: 'javascript:alert(1)', organiser: bad });
    for (const path of ['/calendario', `/calendario/${id}`, '/']) {
      const html = await house.page(path);
      expect(html).not.toContain('<script');
      expect(html).not.toContain('href="javascript');
    }
  });

  it.each(['/calendario', '/calendario.ics'])('sets no cookie and needs no script: %s', async (path) => {
    const answer = await house.request(path);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('set-cookie')).toBeNull();
    expect(await answer.text()).not.toContain('<script');
  });
});

describe('an entry', () => {
  it('keeps its whole history, with how many were told; few are not counted', async () => {
    const id = await publish();
    await addPeople(house.store, ...crowd(7));
    const { outbox } = house.store.sql.t;
    /** Planned to all seven, and taken by the platform for so many of them. */
    const tell = async (broadcastId: string, version: number, taken: number) => {
      const purpose = version === 1 ? 'event' : 'change';
      await sendTo(house.store, { id: broadcastId, purpose, entryId: id, entryVersion: version });
      const rows = (await rowsOf(house.store, broadcastId)).slice(0, taken).map((row) => row.id);
      await house.store.sql.write([
        once((db) =>
          db
            .update(outbox)
            .set({ state: 'delivered' })
            .where(inArray(outbox.id, rows))
            .returning({ id: outbox.id }),
        ),
      ]);
    };
    await tell('b1', 1, 7);
    await publishNext(house.store, id, {
      content: workshop({ startsAt: t0 + 30 * day, endsAt: null }),
      now: t0 + day,
      overrideReason: 'Se cayó el puente.',
    });
    const text = await read(`/calendario/${id}`);
    expect(text).toContain('Cambió · 2 jun. 2026, 10:00');
    expect(text).toContain('Antes: lunes 22 de junio de 2026');
    expect(text).toContain('Ahora: miércoles 1 de julio de 2026, 10:00 a. m. (hora de Perú)');
    expect(text).toContain('Razón para publicarlo así: Se cayó el puente.');
    expect(text).toContain('Avisamos a 7 personas por el chat.');
    expect(text).toContain('Todavía no avisamos a nadie por el chat.');
    expect(text.indexOf('Cambió ·')).toBeLessThan(text.indexOf('Se publicó ·'));
    await tell('b2', 2, 3);
    // The count is kept for a minute.
    expect(await read(`/calendario/${id}`)).toContain('Todavía no avisamos a nadie');
    house.now += 2 * minute;
    expect(await read(`/calendario/${id}`)).toContain('Avisamos a menos de 5 personas por el chat.');
  });
});

describe('the file', () => {
  it('has stages and events of a region, the version, and what is cancelled', async () => {
    const cusco = await publish({ title: { es: 'En Cusco' } });
    await publish({ title: { es: 'En Lima' }, place: '150101' });
    await publishNext(house.store, cusco, { change: 'cancelled' });
    const answer = await house.request('/calendario.ics?region=08');
    expect(answer.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    const text = (await answer.text()).replaceAll('\r\n ', '');
    expect(text).toContain('SUMMARY:En Cusco');
    expect(text).toContain('STATUS:CANCELLED');
    expect(text).toContain('SEQUENCE:2');
    expect(text).not.toContain('SUMMARY:En Lima');
    expect(text).toContain('SUMMARY:Recepción de propuestas');
    expect(text).toContain('DTSTART;VALUE=DATE:20260601');
    expect(text).toContain(`URL:http://ayni.test/calendario/${cusco}`);
  });

  it('of one event is asked again for nothing, until it changes', async () => {
    const id = await publish();
    const ask = (headers: Record<string, string> = {}) => house.request(`/calendario/${id}.ics`, { headers });
    const first = await ask();
    const tag = first.headers.get('etag') ?? '';
    expect(first.headers.get('last-modified')).toBe('Mon, 01 Jun 2026 15:00:00 GMT');
    expect(await first.text()).toContain('BEGIN:VEVENT');
    const again = await ask({ 'If-None-Match': `W/"other", ${tag}` });
    expect([again.status, await again.text()]).toEqual([304, '']);
    await publishNext(house.store, id, { content: workshop({ venue: 'Plaza' }), now: t0 + day });
    const changed = await ask({ 'If-None-Match': tag });
    expect(changed.status).toBe(200);
    expect(await changed.text()).toContain('LOCATION:Plaza\\, Cusco (Cusco\\, Cusco)');
  });
});

describe('the front page', () => {
  it('shows what comes next and leads to the calendar', async () => {
    expect(await read('/')).not.toContain('Lo que viene');
    const id = await publish();
    const html = await house.page('/?lang=en');
    expect(html).toContain('What comes next');
    expect(html).toContain(`href="/calendario/${id}?lang=en"`);
    expect(html).toContain('href="/calendario?lang=en"');
  });
});
