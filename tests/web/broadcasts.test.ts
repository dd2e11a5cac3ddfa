/** A broadcast on the console: drafted, refused, corrected, tried, signed by the other sector, sent, paused, reported. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { linkKeyOf } from '../../src/people/link-key.js';
import { addPeople, crowd, expandAll, rowsOf } from '../support/broadcasts.js';
import type { Staff } from '../support/staff.js';
import { testVault } from '../support/store.js';
import { outboxOf, settleAs, t0 } from '../support/turns.js';
import { type House, openHouse } from '../support/web.js';

let house: House;
/** Writes; government. */
let writer: Staff;
/** Signs; civil society. */
let signer: Staff;
beforeEach(async () => {
  house = await openHouse();
  writer = await house.signIn('broadcaster');
  signer = await house.signIn('signer', 'firma@foro.pe', 'civil-society');
});
afterEach(() => house.close());

const everyone = {
  locale: ['es', 'qu', 'ay', 'en'],
  channel: ['telegram', 'whatsapp'],
  firstBatch: '2',
  startsAt: '',
};
const notice = { ...everyone, revision: '0', title: 'Saludo', 'text.es': 'El foro se reúne el *sábado*.' };
type Fields = Readonly<Record<string, string | readonly string[]>>;

const idOf = (answer: Response): string =>
  /\/panel\/avisos\/([^?/]+)/.exec(answer.headers.get('location') ?? '')?.[1] ?? '';
async function draft(given: Fields = {}, by = writer): Promise<string> {
  const made = await by.post('/panel/avisos', { ...notice, ...given });
  expect([made.status, made.status === 303 ? '' : await made.text()]).toEqual([303, '']);
  return idOf(made);
}
const pageOf = (id: string, by = writer) => by.page(`/panel/avisos/${id}`);
/** The page as a reader sees its words. */
const wordsOf = (html: string): string =>
  html
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .replaceAll('&quot;', '"');
const fieldOf = (html: string, name: string): string =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '';
const found = async (id: string) => {
  const broadcast = await house.store.broadcasts.find(id);
  if (!broadcast) throw new Error('no such broadcast');
  return broadcast;
};

async function approve(id: string, by = signer, change: Fields = {}): Promise<Response> {
  const html = await pageOf(id, by);
  const revision = String((await found(id)).revision);
  return by.post(`/panel/avisos/${id}/aprobar`, { revision, hash: fieldOf(html, 'hash'), ...change });
}
const step = async (id: string, what: 'enviar' | 'pausar' | 'seguir' | 'cancelar', by = writer) =>
  by.post(`/panel/avisos/${id}/${what}`, { revision: String((await found(id)).revision) });

/** Approved, started, and all its rows planned. */
async function sending(people = 5): Promise<string> {
  await addPeople(house.store, ...crowd(people));
  const id = await draft();
  expect((await approve(id)).status).toBe(303);
  expect((await step(id, 'enviar')).status).toBe(303);
  await expandAll(house.store, id);
  return id;
}

describe('a draft', () => {
  it('keeps what was typed when something is missing, and leads to it', async () => {
    const answer = await writer.post('/panel/avisos', { ...notice, title: '', channel: [], region: '08' });
    expect(answer.status).toBe(422);
    const html = await answer.text();
    expect(html).toContain('href="#canales"');
    expect(html).toContain('El foro se reúne el *sábado*.');
    expect(html).toMatch(/value="08" checked/);
    expect(await house.store.broadcasts.list(10)).toEqual([]);
  });

  it('is shown with samples for both channels, also outside the window, and its recipients', async () => {
    await addPeople(
      house.store,
      ...crowd(3),
      { id: 'q1', locale: 'qu', place: '210101' },
      { id: 'stop', withdrew: true, notices: false },
      { id: 'w1', addresses: [{ channel: 'whatsapp', lastInboundAt: t0 - 3 * 86_400_000 }] },
    );
    await house.store.templates.replaceAll(
      [{ name: 'forum_notice', language: 'es', category: 'marketing', status: 'APPROVED', body: '' }],
      t0,
    );
    const html = await pageOf(await draft({ 'text.qu': 'Rimanakuy sabado punchaw.' }));
    const words = wordsOf(html);
    expect(html).toContain('<strong>sábado</strong>');
    expect(words).toContain('plantilla aprobada');
    expect(words).toContain('Lo recibirían ahora: 5');
    expect(words).toContain('Pidieron la baja 1');
    expect(words).toMatch(/Cusco 4 Puno 1/);
    expect(words).toContain('Mensajes que se cobran 1');
    expect(words).toContain('Nada impide enviarlo.');
  });

  it('is refused while a language of its readers has no words, and says where to write them', async () => {
    await addPeople(house.store, ...crowd(2), { id: 'e1', locale: 'en' });
    const id = await draft();
    const html = await pageOf(id, signer);
    expect(wordsOf(html)).toContain('Falta el texto en Inglés: lo lee 1 persona de');
    expect(await pageOf(id)).toContain(`/panel/avisos/${id}/editar#text-en`);
    expect(fieldOf(html, 'hash')).toBe('');
    const forced = await signer.post(`/panel/avisos/${id}/aprobar`, { revision: '1', hash: 'x' });
    expect(forced.status).toBe(409);
    expect((await found(id)).state).toBe('draft');
    const edited = await writer.post(`/panel/avisos/${id}/editar`, {
      ...notice,
      revision: '1',
      'text.en': 'The forum meets on Saturday.',
    });
    expect(edited.status).toBe(303);
    expect(wordsOf(await pageOf(id))).toContain('Nada impide enviarlo.');
  });

  it('gives the second of two writers their own words back', async () => {
    const id = await draft();
    const first = { ...notice, revision: '1', 'text.es': 'Mis palabras' };
    expect((await writer.post(`/panel/avisos/${id}/editar`, first)).status).toBe(303);
    const other = await house.signIn('admin');
    const late = await other.post(`/panel/avisos/${id}/editar`, { ...first, 'text.es': 'Las mías' });
    expect(late.status).toBe(409);
    const html = await late.text();
    expect(html).toContain('Otra persona cambió este aviso');
    expect(html).toContain('Las mías');
    expect(fieldOf(html, 'revision')).toBe('2');
  });

  it('shows hostile words as words', async () => {
    const nasty = '<script>alert(1)</script>"\'><img src=x onerror=alert(2)>';
    const html = await pageOf(await draft({ title: nasty.slice(0, 60), 'text.es': nasty }));
    expect(html).not.toMatch(/<script>|<img|onerror=alert\(2\)>(?!&)/);
    expect(html).not.toContain('style=');
  });
});

describe('the second signature', () => {
  beforeEach(() => addPeople(house.store, ...crowd(4)));

  it('is neither the writer’s nor one of the same sector', async () => {
    const id = await draft();
    const html = await pageOf(id);
    expect(html).toContain('Lo escribiste tú');
    expect((await approve(id, writer)).status).toBe(409);
    const colleague = await house.signIn('admin');
    expect(await pageOf(id, colleague)).toContain('es de tu mismo sector');
    expect((await approve(id, colleague)).status).toBe(409);
    expect((await found(id)).state).toBe('draft');
    expect((await approve(id)).status).toBe(303);
    expect(await found(id)).toMatchObject({ state: 'approved', preview: { recipients: 4 } });
  });

  it('holds for exactly what was shown', async () => {
    const id = await draft();
    const seen = { revision: '1', hash: fieldOf(await pageOf(id, signer), 'hash') };
    expect(seen.hash).toMatch(/^[0-9a-f]{64}$/);
    await writer.post(`/panel/avisos/${id}/editar`, { ...notice, revision: '1', 'text.es': 'Otra cosa' });
    const late = await signer.post(`/panel/avisos/${id}/aprobar`, seen);
    expect(late.status).toBe(409);
    expect(await late.text()).toContain('cambió mientras lo mirabas');
    expect((await found(id)).state).toBe('draft');
  });

  it('is void after an edit', async () => {
    const id = await draft();
    await approve(id);
    const { revision } = await found(id);
    await writer.post(`/panel/avisos/${id}/editar`, {
      ...notice,
      revision: String(revision),
      firstBatch: '3',
    });
    expect(await found(id)).toMatchObject({ state: 'draft', hash: null, approvedBy: null });
    expect((await step(id, 'enviar')).status).toBe(409);
  });

  it('is given once by two who press together, and sent once', async () => {
    const other = await house.signIn('admin', 'otra@foro.pe', 'civil-society');
    const id = await draft();
    const answers = await Promise.all([approve(id), approve(id, other)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 409]);
    const starts = await Promise.all([step(id, 'enviar'), step(id, 'enviar', other)]);
    expect(starts.map(({ status }) => status).toSorted()).toEqual([303, 409]);
    const kind = await starts.find(({ status }) => status === 409)?.text();
    expect(kind).toContain('Otra persona fue más rápida');
  });
});

describe('a try on my own phone', () => {
  it('is linked by a code from the chat and told of on the page', async () => {
    await addPeople(house.store, { id: 'me', addresses: [{ channel: 'telegram' }, { channel: 'whatsapp' }] });
    const id = await draft();
    await house.store.links.open(linkKeyOf(testVault, 'K7Q3MF'), 'me', t0 + 1_000);
    const wrong = await writer.post('/panel/avisos/telefono', { codigo: 'AAAAAA', aviso: id });
    expect(wrong.headers.get('location')).toContain('phoneWrong');
    const right = await writer.post('/panel/avisos/telefono', { codigo: 'vincular K7Q-3MF', aviso: id });
    expect(right.headers.get('location')).toContain('listo=phone#');
    const sent = await writer.post(`/panel/avisos/${id}/prueba`, { n: '0' });
    expect(sent.headers.get('location')).toContain('tested');
    // Pressed twice on the same page: nothing more is planned.
    await writer.post(`/panel/avisos/${id}/prueba`, { n: '0' });
    const rows = await outboxOf(house.store);
    expect(rows.map(({ channel }) => channel).toSorted()).toEqual(['telegram', 'whatsapp']);
    expect(rows[0]).toMatchObject({ lane: 'reply', purpose: 'notice', broadcastId: null });
    expect(rows[0]?.message).toMatchObject({ kind: 'text' });
    expect(house.nudges()).toBeGreaterThan(0);
    const words = wordsOf(await pageOf(id));
    expect(words).toContain('Tus pruebas llegan a: Telegram, WhatsApp');
    expect(words).toContain('Telegram: Por salir');
    await writer.post('/panel/avisos/telefono', { aviso: id, quitar: '1' });
    expect(await pageOf(id)).toContain('Enlazar mi teléfono');
  });

  it('lets nobody guess codes', async () => {
    for (let tries = 0; tries < 5; tries += 1)
      await writer.post('/panel/avisos/telefono', { codigo: 'AAAAAA' });
    await house.store.links.open(linkKeyOf(testVault, 'K7Q3MF'), 'me', t0 + 1_000);
    const held = await writer.post('/panel/avisos/telefono', { codigo: 'K7Q3MF' });
    expect(held.headers.get('location')).toContain('phoneSlow');
  });
});

describe('under way', () => {
  it('is paused, goes on and is cancelled, each by one of two; the page says who and when', async () => {
    const id = await sending();
    const other = await house.signIn('admin');
    const pauses = await Promise.all([step(id, 'pausar'), step(id, 'pausar', other)]);
    expect(pauses.map(({ status }) => status).toSorted()).toEqual([303, 409]);
    expect(wordsOf(await pageOf(id))).toContain('Por qué está en pausa: lo decidió el equipo');
    expect((await step(id, 'seguir')).status).toBe(303);
    expect((await step(id, 'cancelar')).status).toBe(303);
    const words = wordsOf(await pageOf(id));
    for (const line of ['Se aprobó', 'Se dio la orden de enviar', 'Se puso en pausa', 'Siguió', 'Se canceló'])
      expect(words).toContain(line);
    expect(words).toContain('Miembro broadcaster');
  });

  it('reports every fate, and its sums are what was planned', async () => {
    await addPeople(house.store, { id: 'x1', withdrew: true, notices: false }, { id: 'x2', place: null });
    const id = await sending(5);
    await house.store.broadcasts.claim({
      broadcastId: id,
      channel: 'telegram',
      now: t0,
      limit: 10,
      by: 'me',
      until: t0 + 60_000,
    });
    const leased = (await rowsOf(house.store, id)).filter(({ state }) => state === 'leased');
    const [one, two] = leased;
    await settleAs(
      house.store,
      { id: one?.id ?? '', to: 'unknown', detail: 'the line was cut', at: t0 },
      {
        id: two?.id ?? '',
        to: 'failed',
        failure: { kind: 'blocked', code: '403', detail: 'bot was blocked by the user' },
        at: t0,
      },
    );
    const html = await pageOf(id);
    const words = wordsOf(html);
    const { planned } = await found(id);
    const totals = [...html.matchAll(/<td data-total[^>]*>(\d+)<\/td>/g)].map(([, sum]) => Number(sum));
    expect(totals).toEqual([planned, planned, planned]);
    expect(planned).toBe(7);
    expect(words).toContain(`${planned} planificados = `);
    expect(words).toContain('1 fallaron: la persona bloqueó este canal');
    expect(words).toContain('1 no se sabe: la línea se cortó');
    expect(words).toContain('1 no se enviaron: Pidieron la baja');
    expect(html).not.toMatch(/sealed:|key:/);

    const file = await writer.get(`/panel/avisos/${id}/informe.csv`);
    expect(file.headers.get('content-type')).toContain('text/csv');
    const lines = (await file.text()).replace('\ufeff', '').trim().split('\r\n');
    expect(lines[0]).toBe('Canal,Región,Idioma,Estado,Motivo,Cantidad');
    const sum = lines.slice(1).reduce((all, line) => all + Number(line.split(',').at(-1)), 0);
    expect(sum).toBe(planned);
    expect(lines.join('\n')).not.toMatch(/p0000\d/);
  });

  it('is watched live by whoever may read, and by nobody else', async () => {
    const id = await sending();
    const reader = await house.signIn('reader');
    const stream = await reader.get(`/panel/avisos/${id}/progreso`);
    expect(stream.headers.get('content-type')).toContain('text/event-stream');
    const text = new TextDecoder();
    let heard = '';
    const body = stream.body?.getReader();
    while (!heard.includes('event: avance')) heard += text.decode((await body?.read())?.value);
    await body?.cancel();
    expect(heard).toMatch(/id: \d+/);
    expect(heard).toContain('"total":5');
    expect((await house.request(`/panel/avisos/${id}/progreso`)).status).toBe(303);
    const html = await pageOf(id, reader);
    expect(html).toContain(`data-live="/panel/avisos/${id}/progreso"`);
    expect(html).not.toContain('/pausar');
  });

  it('cannot be edited any more', async () => {
    const id = await sending();
    const late = await writer.post(`/panel/avisos/${id}/editar`, { ...notice, revision: '9' });
    expect(late.headers.get('location')).toContain('listo=late');
    expect((await found(id)).texts).toEqual({ es: 'El foro se reúne el *sábado*.' });
  });
});

describe('the list', () => {
  it('tells where each stands, for how many, and who stands behind it', async () => {
    expect(await writer.page('/panel/avisos')).toContain('Todavía no hay avisos');
    const id = await sending();
    const words = wordsOf(await writer.page('/panel/avisos'));
    expect(words).toContain('Saludo');
    expect(words).toContain('Personas: 5');
    expect(words).toContain('Lo escribió Miembro broadcaster');
    expect(words).toContain('Lo aprobó Miembro signer');
    expect((await writer.get(`/panel/avisos/${id}x`)).status).toBe(404);
  });
});
