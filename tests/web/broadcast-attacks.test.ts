/** Broadcasts and the calendar against forged forms: old signatures, wrong people, odd audiences, hostile words. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { linkKeyOf } from '../../src/people/link-key.js';
import { addPeople, crowd, fateByPerson, sendTo } from '../support/broadcasts.js';
import { day, publishNew, publishNext, workshop } from '../support/calendar.js';
import type { Staff } from '../support/staff.js';
import { testVault } from '../support/store.js';
import { greet, outboxOf, t0, turnOf } from '../support/turns.js';
import { cookiesOf, type House, openHouse, origin } from '../support/web.js';

let house: House;
/** Government. */
let writer: Staff;
/** Civil society: may write and sign. */
let other: Staff;
beforeEach(async () => {
  house = await openHouse();
  writer = await house.signIn('broadcaster');
  other = await house.signIn('broadcaster', 'otra@foro.pe', 'civil-society');
});
afterEach(() => house.close());

type Fields = Readonly<Record<string, string | readonly string[]>>;
const notice = {
  locale: ['es', 'qu', 'ay', 'en'],
  channel: ['telegram', 'whatsapp'],
  firstBatch: '2',
  startsAt: '',
  revision: '0',
  title: 'Saludo',
  'text.es': 'El foro se reúne el sábado.',
};
async function draft(given: Fields = {}, by = writer): Promise<string> {
  const made = await by.post('/panel/avisos', { ...notice, ...given });
  expect(made.status).toBe(303);
  return /\/panel\/avisos\/([^?/]+)/.exec(made.headers.get('location') ?? '')?.[1] ?? '';
}
const found = async (id: string) => {
  const broadcast = await house.store.broadcasts.find(id);
  if (!broadcast) throw new Error('no such broadcast');
  return broadcast;
};
/** What the form on the page would send. */
async function seen(id: string, by: Staff) {
  const html = await by.page(`/panel/avisos/${id}`);
  const hash = /<dd class="mono hash">([0-9a-f]{64})</.exec(html)?.[1] ?? '';
  return { revision: String((await found(id)).revision), hash };
}
const edit = async (id: string, given: Fields, by = writer) =>
  by.post(`/panel/avisos/${id}/editar`, {
    ...notice,
    revision: String((await found(id)).revision),
    ...given,
  });

describe('a signature', () => {
  beforeEach(() => addPeople(house.store, ...crowd(3)));

  it('is not that of anybody who wrote in it, although somebody else changed it since', async () => {
    const id = await draft();
    expect((await edit(id, { 'text.es': 'El foro se reúne el domingo.' }, other)).status).toBe(303);
    for (const author of [writer, other]) {
      const answer = await author.post(`/panel/avisos/${id}/aprobar`, await seen(id, author));
      expect(answer.status).toBe(409);
      expect(await answer.text()).toContain('Lo escribiste tú');
    }
    const third = await house.signIn('signer');
    expect((await third.post(`/panel/avisos/${id}/aprobar`, await seen(id, third))).status).toBe(303);
  });

  it('holds for one revision: the same words written again need a new one', async () => {
    const id = await draft();
    const signer = await house.signIn('signer', 'firma@foro.pe', 'civil-society');
    const first = await seen(id, signer);
    await edit(id, { 'text.es': 'Otra cosa' });
    await edit(id, { startsAt: '' });
    expect((await signer.post(`/panel/avisos/${id}/aprobar`, first)).status).toBe(409);
    for (const forged of [{}, { ...first, hash: '' }, { revision: '1e99', hash: first.hash }])
      expect((await signer.post(`/panel/avisos/${id}/aprobar`, forged)).status).toBe(409);
    const fresh = await seen(id, signer);
    expect((await signer.post(`/panel/avisos/${id}/aprobar`, fresh)).status).toBe(303);
    // The same request once more, as from a browser's history.
    expect((await signer.post(`/panel/avisos/${id}/aprobar`, fresh)).status).toBe(409);
    expect((await found(id)).state).toBe('approved');
    const start = { revision: String((await found(id)).revision) };
    expect((await signer.post(`/panel/avisos/${id}/enviar`, start)).status).toBe(403);
    expect((await writer.post(`/panel/avisos/${id}/enviar`, { revision: fresh.revision })).status).toBe(409);
    expect((await writer.post(`/panel/avisos/${id}/enviar`, start)).status).toBe(303);
    expect((await writer.post(`/panel/avisos/${id}/enviar`, start)).status).toBe(409);
  });
});

describe('an audience', () => {
  it.each([
    ['a region', { region: ['99'] }],
    ['a region among others', { region: ['08', "08'--"] }],
    ['an area', { area: ['nothing'] }],
  ])('that names %s nobody knows is refused, never widened to everybody', async (_, given) => {
    const answer = await writer.post('/panel/avisos', { ...notice, ...given });
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain('Mira de nuevo para quién es');
    expect(await house.store.broadcasts.list(1)).toEqual([]);
  });

  it('keeps only languages and channels there are, and cannot be made one of those who were told', async () => {
    const id = await draft({ locale: ['es', 'xx'], channel: ['telegram', 'sms'], told: 'x', reminded: 'x' });
    expect((await found(id)).audience).toMatchObject({
      locales: ['es'],
      channels: ['telegram'],
      told: null,
      reminded: null,
    });
    const nobody = await writer.post('/panel/avisos', { ...notice, locale: 'xx', channel: 'sms' });
    expect(nobody.status).toBe(422);
  });

  it('of an event is one that is published and stands', async () => {
    const { id: cycleId } = await house.store.cycles.current(t0);
    const secret = workshop({ title: { es: 'Secreto' } });
    const hidden = await house.store.calendar.create({ cycleId, draft: secret, staffId: 'rosa', now: t0 });
    const gone = await publishNew(house.store);
    await publishNext(house.store, gone, { change: 'cancelled' });
    for (const evento of [hidden, gone, 'nothing', '../x']) {
      expect((await writer.post('/panel/avisos', { ...notice, evento })).status).toBe(404);
      const page = await writer.get(`/panel/avisos/nuevo?evento=${encodeURIComponent(evento)}`);
      expect(page.status).toBe(404);
    }
  });
});

it('a stream that nobody would read is not begun', async () => {
  const { id } = await sendTo(house.store);
  const link = await house.linkFor('reader');
  const opened = await house.request(link.replace(origin, ''), { headers: { host: 'ayni.test' } });
  const headers = { cookie: cookiesOf(opened) };
  const head = await house.request(`/panel/avisos/${id}/progreso`, { method: 'HEAD', headers });
  expect([head.status, head.headers.get('content-type')]).toEqual([200, null]);
});

it('huge and hostile words stay words, within limits', async () => {
  const nasty = '"><img src=x onerror=alert(1)>{{name}}$t(stop)';
  const id = await draft({ title: nasty, 'text.es': `${nasty}${'a'.repeat(100_000)}` });
  expect((await found(id)).texts.es?.length).toBeLessThanOrEqual(8_000);
  const html = await writer.page(`/panel/avisos/${id}`);
  expect(html).not.toContain('<img');
  expect(html).toContain('$t(stop)');
  expect(html).not.toMatch(/href="javascript:|\son\w+="/);
});

describe('a phone for tries', () => {
  const show = async (code: string, person: string) => {
    await house.store.links.open(linkKeyOf(testVault, code), person, t0 + 60_000);
    return writer.post('/panel/avisos/telefono', { codigo: code });
  };
  const tries = async (id: string) => {
    await writer.post(`/panel/avisos/${id}/prueba`, { n: '0' });
    return (await outboxOf(house.store)).map(({ addressId }) => addressId);
  };

  it('that was changed for another gets its own tries', async () => {
    await addPeople(house.store, { id: 'old' }, { id: 'new' });
    const id = await draft();
    await show('K7Q3MF', 'old');
    expect(await tries(id)).toEqual(['old/0']);
    await show('K7Q3MG', 'new');
    expect((await tries(id)).toSorted()).toEqual(['new/0', 'old/0']);
    expect(await tries(id)).toHaveLength(2);
  });

  it('is none any more once its owner says "baja": codes may have been talked out of them', async () => {
    await greet(house.store, 'rosa', [], {
      effects: [{ kind: 'person.set', set: { adultEnoughAt: t0, notices: true } }],
    });
    const id = await draft();
    await show('K7Q3MF', 'person:rosa');
    expect(await tries(id)).toEqual(['address:rosa']);
    await house.store.turns.commit(turnOf('rosa', false, { effects: [{ kind: 'notices.stop' }] }));
    await writer.post(`/panel/avisos/${id}/prueba`, { n: '1' });
    expect(await outboxOf(house.store)).toHaveLength(1);
    expect(await writer.page(`/panel/avisos/${id}`)).toContain('Enlazar mi teléfono');
  });

  it('takes a code once, and nobody else’s with it', async () => {
    await addPeople(house.store, { id: 'me' });
    await show('K7Q3MF', 'me');
    const again = await other.post('/panel/avisos/telefono', { codigo: 'K7Q3MF', aviso: '//evil.example' });
    expect(again.headers.get('location')).toBe('/panel/avisos?listo=phoneWrong#prueba');
  });
});

it('people who erase their data while it is sent are counted, and get nothing', async () => {
  await greet(house.store, 'rosa', [], {
    effects: [{ kind: 'person.set', set: { adultEnoughAt: t0 - 1, notices: true } }],
    now: t0 - 1,
  });
  await addPeople(house.store, ...crowd(2));
  const { id } = await sendTo(house.store, { approvedAt: t0 });
  await house.store.turns.commit(turnOf('rosa', false, { effects: [{ kind: 'person.erase' }] }));
  expect(await fateByPerson(house.store, id)).toEqual({
    p00000: 'planned',
    p00001: 'planned',
    'person:rosa': 'erased',
  });
  const fates = await house.store.broadcasts.fates(id);
  expect(fates.reduce((sum, { count }) => sum + count, 0)).toBe((await found(id)).planned);
  const file = await (await writer.get(`/panel/avisos/${id}/informe.csv`)).text();
  expect(file).not.toContain('rosa');
});

describe('the two weeks', () => {
  const proposals = workshop({
    kind: 'stage',
    stage: 'proposals',
    title: { es: 'Recepción' },
    startsAt: t0 + 20 * day,
    endsAt: t0 + 40 * day,
    place: null,
    venue: '',
    reminders: [],
  });

  it('count anew after a cancellation, on the console and in public', async () => {
    const id = await publishNew(house.store, proposals);
    await publishNext(house.store, id, { change: 'cancelled', now: t0 + day });
    house.now = t0 + 18 * day;
    const reason = 'El ministerio retiró la cancelación dos días antes del comienzo.';
    const back = { content: { ...proposals, title: { es: 'Recepción, otra vez' } } };
    const revision = (await house.store.calendar.entry(id))?.revision ?? 0;
    await house.store.calendar.saveDraft(id, {
      draft: back.content,
      revision,
      staffId: 'rosa',
      now: house.now,
    });
    const send = async (by: Staff) =>
      by.post(`/panel/calendario/${id}/publicar`, {
        revision: String((await house.store.calendar.entry(id))?.revision),
        reason,
        publishedAt: String(t0),
        officialUrl: 'https://www.gob.pe/ogp',
      });
    expect((await send(writer)).status).toBe(422);
    expect((await send(await house.signIn('admin'))).status).toBe(303);
    expect((await house.store.calendar.versions(id)).at(-1)).toMatchObject({
      publishedAt: house.now,
      overrideReason: reason,
    });
    const page = await house.page(`/calendario/${id}`);
    expect(page).toContain('No llega a los 14 días completos de la regla');
    expect(page).not.toContain('Cumple la regla');
  });

  it('are not dodged by another kind or stage, or by a second one', async () => {
    house.now = t0 + 10 * day;
    const publish = async (id: string, content: typeof proposals) => {
      const revision = (await house.store.calendar.entry(id))?.revision ?? 0;
      await house.store.calendar.saveDraft(id, { draft: content, revision, staffId: 'rosa', now: house.now });
      return writer.post(`/panel/calendario/${id}/publicar`, { revision: String(revision + 1) });
    };
    const disguised = await publishNew(house.store, { ...proposals, stage: 'dialogue' });
    expect((await publish(disguised, proposals)).status).toBe(422);
    const real = await publishNew(house.store, proposals);
    expect((await publish(real, { ...proposals, kind: 'meeting', venue: 'Lima' })).status).toBe(303);
    expect((await publish(real, proposals)).status).toBe(422);
    const second = await house.store.calendar.create({
      cycleId: (await house.store.cycles.current(t0)).id,
      draft: proposals,
      staffId: 'rosa',
      now: house.now,
    });
    expect((await publish(second, proposals)).status).toBe(422);
  });
});

it('a calendar file has one line for each thing, whatever a title holds', async () => {
  const title = { es: 'Taller\r\nATTENDEE:mailto:x@y.z\rBEGIN:VALARM\nX:1' };
  const id = await publishNew(house.store, workshop({ title, venue: 'A\r\nB', organiser: '\rC' }));
  for (const path of ['/calendario.ics', `/calendario/${id}.ics`]) {
    const answer = await house.request(path);
    const lines = (await answer.text()).split(/\r\n|\r|\n/);
    expect(lines.filter((line) => /^(ATTENDEE|BEGIN:VALARM|X:1)/.test(line))).toEqual([]);
    expect(answer.headers.get('content-disposition')).toMatch(/^inline; filename="[\w-]+\.ics"$/);
  }
});
