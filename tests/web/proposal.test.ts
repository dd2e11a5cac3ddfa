/** One proposal on the console: words, files, tags, notes, messages; and that nobody's number is ever on it. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { partOf } from '../../src/web/console/file.js';
import type { Staff } from '../support/staff.js';
import { claimAs, settleAs, t0 } from '../support/turns.js';
import { type House, openHouse, photo } from '../support/web.js';

let house: House;
let staff: Staff;
beforeEach(async () => {
  house = await openHouse();
  staff = await house.signIn('triage');
});
afterEach(() => house.close());

const nasty = '<script>alert(1)</script>"\'><svg onload=alert(2)> javascript:alert(3) {{constructor}}';
const answer = {
  outcome: 'partly-adopted',
  reason: 'Se incluye en el segundo año del plan.',
  commitment: 'Compromiso 4',
};
const pageOf = (code: string) => staff.page(`/panel/propuestas/${code}`);

describe('the page of a proposal', () => {
  it('shows words as written, also hostile ones, wherever they can stand', async () => {
    const code = await house.propose({ text: nasty, suggested: [{ area: 'environment', words: [nasty] }] });
    await staff.post(`/panel/propuestas/${code}/notas`, { text: nasty });
    await staff.answers(code, { ...answer, reason: nasty, commitment: nasty.slice(0, 100) });
    const html = await pageOf(code);
    expect(html).not.toMatch(/<script>|<svg onload|<[^>]+\sonload=/);
    expect(html.match(/&lt;script&gt;alert\(1\)/g)?.length).toBeGreaterThanOrEqual(4);
    const preview = await staff.post(`/panel/propuestas/${code}/respuesta`, {
      ...answer,
      reason: nasty,
      revision: await staff.revision(code),
      step: 'preview',
    });
    expect(await preview.text()).not.toMatch(/<script>|<svg onload/);
  });

  it('never holds a number, a chat or anything that leads to the person', async () => {
    const code = await house.propose({ media: [photo] });
    await staff.answers(code, answer);
    const html = await pageOf(code);
    for (const secret of ['person:person-1', 'address:person-1', 'key:person-1', 'sealed:', 'secret-ref'])
      expect(html).not.toContain(secret);
  });

  it('suggests tags with the words that fired, and keeps what staff tick', async () => {
    const code = await house.propose({
      suggested: [{ area: 'environment', words: ['río', 'árboles'] }],
      chosen: ['inclusion'],
    });
    expect(await pageOf(code)).toContain('Sugerido por palabras: río, árboles');
    expect(await pageOf(code)).toContain('Elegido por la persona');
    const saved = await staff.post(`/panel/propuestas/${code}/temas`, {
      revision: await staff.revision(code),
      area: ['environment', 'anticorruption', 'not-an-area'],
    });
    expect(saved.status).toBe(303);
    const found = await house.store.proposals.find(code);
    const confirmed = found?.tags.filter((tag) => tag.origin === 'confirmed').map((tag) => tag.area);
    expect(confirmed?.toSorted()).toEqual(['anticorruption', 'environment']);
    expect(found?.row.state).toBe('in-review');
    expect(await pageOf(code)).toContain('Confirmado por el equipo');
  });

  it('keeps the ticks of the second of two who corrected at once, and shows what changed', async () => {
    const code = await house.propose({ suggested: [], chosen: ['inclusion'] });
    const revision = await staff.revision(code);
    const other = await house.signIn('admin');
    await other.post(`/panel/propuestas/${code}/temas`, { revision, area: 'environment' });
    const late = await staff.post(`/panel/propuestas/${code}/temas`, { revision, area: 'other' });
    expect(late.status).toBe(409);
    const html = await late.text();
    expect(html).toContain('Otra persona cambió esta propuesta');
    expect(html).toMatch(/value="other" checked/);
    expect(html).not.toMatch(/value="environment" checked/);
    const again = await staff.post(`/panel/propuestas/${code}/temas`, {
      revision: /name="revision" value="(\d+)"/.exec(html)?.[1] ?? '',
      area: 'other',
    });
    expect(again.status).toBe(303);
  });

  it('takes notes that only staff see', async () => {
    const code = await house.propose({ publish: 'without-name' });
    await staff.post(`/panel/propuestas/${code}/notas`, { text: 'Preguntar al ministerio' });
    await staff.post(`/panel/propuestas/${code}/notas`, { text: '   ' });
    expect((await house.store.proposals.find(code))?.notes).toHaveLength(1);
    expect(await pageOf(code)).toContain('Preguntar al ministerio');
    expect(await house.page(`/aportes/${code}`)).not.toContain('ministerio');
  });

  it('tells each step of a message apart: accepted is not delivered, and a failure has its reason', async () => {
    const code = await house.propose({ channel: 'whatsapp' });
    await staff.answers(code, answer);
    expect(await pageOf(code)).toContain('Por salir');
    const [row] = await house.store.outbox.claim({
      channel: 'whatsapp',
      lane: 'reply',
      now: t0,
      limit: 1,
      by: 'me',
      until: t0 + 1,
    });
    const id = row?.id ?? '';
    await settleAs(house.store, { id, to: 'accepted', externalKey: 'key', at: t0 });
    expect(await pageOf(code)).toContain('Aceptado por la plataforma; aún no consta que llegó');
    const report = (state: 'delivered' | 'read') =>
      house.store.outbox.statuses(
        [{ channel: 'whatsapp', externalId: 'x', externalKey: 'key', state, at: t0 }],
        t0,
      );
    await report('delivered');
    expect(await pageOf(code)).toContain('Llegó a su teléfono');
    await report('read');
    expect(await pageOf(code)).toContain('>Leído<');
  });

  it('says why a message failed, and sends it again when asked', async () => {
    const code = await house.propose();
    await staff.answers(code, answer);
    const [row] = await claimAs(house.store, 'me');
    const id = row?.id ?? '';
    const failure = { kind: 'blocked', code: '403', detail: 'bot was blocked by the user' } as const;
    await settleAs(house.store, { id, to: 'failed', failure, at: t0 });
    const html = await pageOf(code);
    expect(html).toContain('No llegó');
    expect(html).toContain('la persona bloqueó este chat · código 403');
    const before = house.nudges();
    await staff.post(`/panel/propuestas/${code}/reenviar`, { outbox: id });
    expect(house.nudges()).toBe(before + 1);
    expect(await pageOf(code)).toContain('Por salir');
    const neighbour = await house.propose();
    await staff.post(`/panel/propuestas/${neighbour}/reenviar`, { outbox: id });
    expect(house.nudges()).toBe(before + 1);
  });

  it('tells its history with who did what', async () => {
    const code = await house.propose();
    await staff.post(`/panel/propuestas/${code}/temas`, {
      revision: await staff.revision(code),
      area: 'environment',
    });
    await staff.answers(code, answer);
    const html = await pageOf(code);
    for (const words of ['Llegó la propuesta', 'Temas: Medio ambiente', 'Respondida: Adoptada en parte'])
      expect(html).toContain(words);
    expect(html).toContain('Miembro triage');
  });
});

describe('a file of a citizen', () => {
  const bytes = Buffer.from('0123456789');
  const fetch = async (mime: string, headers: Record<string, string> = {}) => {
    const code = await house.propose({ media: [photo] });
    const file = await house.storeFile(code, bytes, mime);
    return staff.get(`/panel/propuestas/${code}/archivos/${file}`, headers);
  };

  it('is shown when it is a recording, and never run', async () => {
    const recording = await fetch('audio/ogg');
    expect(recording.headers.get('content-type')).toBe('audio/ogg');
    expect(recording.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
    expect(recording.headers.get('cache-control')).toBe('no-store');
    expect(Buffer.from(await recording.arrayBuffer())).toEqual(bytes);
    for (const mime of ['text/html', 'image/svg+xml', 'application/javascript', 'audio/ogg\r\nx: y']) {
      const other = await fetch(mime);
      expect([mime, other.headers.get('content-type')]).toEqual([mime, 'application/octet-stream']);
      expect(other.headers.get('content-disposition')).toBe('attachment');
    }
  });

  it('can be played in parts, as phones do', async () => {
    const part = await fetch('audio/ogg; codecs=opus', { range: 'bytes=2-5' });
    expect(part.status).toBe(206);
    expect(part.headers.get('content-type')).toBe('audio/ogg');
    expect(part.headers.get('content-range')).toBe('bytes 2-5/10');
    expect(await part.text()).toBe('2345');
    expect((await fetch('audio/ogg', { range: 'bytes=99-' })).status).toBe(416);
  });

  it.each([
    ['bytes=0-', { from: 0, to: 9 }],
    ['bytes=-3', { from: 7, to: 9 }],
    ['bytes=4-400', { from: 4, to: 9 }],
    ['bytes=9-2', 'none'],
    ['bytes=-0', 'none'],
    ['bytes=0-1,4-5', null],
    ['pages=1-2', null],
    [undefined, null],
  ] as const)('reads the range %s', (range, part) => {
    expect(partOf(range, 10)).toEqual(part);
  });

  it('belongs to its own proposal only', async () => {
    const code = await house.propose({ media: [photo] });
    const file = await house.storeFile(code, bytes, 'image/png');
    const other = await house.propose();
    expect((await staff.get(`/panel/propuestas/${other}/archivos/${file}`)).status).toBe(404);
    expect((await staff.get(`/panel/propuestas/${code}/archivos/..%2f..%2fetc`)).status).toBe(404);
  });
});
