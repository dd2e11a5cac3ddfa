/** What staff do with one proposal before it is answered; two at once lose nothing, and who is meant is told. */
import { eq } from 'drizzle-orm';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { once } from '../../src/store/sql.js';
import type { Staff } from '../support/staff.js';
import { t0 } from '../support/turns.js';
import { type House, openHouse, photo } from '../support/web.js';

let house: House;
let rosa: Staff;
let luis: Staff;
let code: string;
const href = () => `/panel/propuestas/${code}`;
beforeEach(async () => {
  house = await openHouse();
  rosa = await house.signIn('triage', 'rosa@foro.pe');
  luis = await house.signIn('admin', 'luis@foro.pe');
  code = await house.propose({
    text: 'Que cuiden el RÍO\ny los árboles del barrio',
    suggested: [{ area: 'environment', words: ['rio', 'árboles'] }],
    chosen: [],
  });
});
afterEach(() => house.close());

const detail = async () => {
  const found = await house.store.proposals.find(code);
  if (!found) throw new Error('it is gone');
  return found;
};
const hidden = (html: string, name: string) =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '';
/** What every form of the page carries. */
const carried = async (staff: Staff, page = href()) => {
  const html = await staff.page(page);
  return { revision: hidden(html, 'revision'), seen: hidden(html, 'seen') };
};
const confirmed = async () =>
  (await detail()).tags.filter(({ origin }) => origin === 'confirmed').map(({ area }) => area);
const memberOf = async (email: string) => (await house.store.staff.find(email))?.id ?? '';
const noticesOf = async (email: string) =>
  house.store.staffNotices.list(await memberOf(email), { unseen: true, limit: 9 });

describe('the words of a proposal', () => {
  it('are marked where an area was suggested by them, as they were written', async () => {
    const html = await rosa.page(href());
    expect(html).toContain('Que cuiden el <mark>RÍO</mark>\ny los <mark>árboles</mark> del barrio');
  });

  it('come with where they are from, how they came and what was promised', async () => {
    const html = await rosa.page(href());
    for (const words of [
      'Mapa del Perú: Cusco',
      'Se puede publicar sin nombre',
      '1 de julio de 2026',
      'Castellano',
    ])
      expect(html).toContain(words);
    expect(html).toMatch(/shade-here[^>]*><rect[^>]*><\/rect><text[^>]*>CUS</);
  });

  it('say who wrote them down for somebody without a phone', async () => {
    const { row } = await detail();
    const { sql } = house.store;
    const assisted = { staffId: await memberOf('luis@foro.pe'), entryId: null, spokenConsent: true } as const;
    await sql.write([
      once((db) =>
        db
          .update(sql.t.proposal)
          .set({ channel: 'assisted', personId: null, addressId: null, assisted })
          .returning({ id: sql.t.proposal.id }),
      ),
    ]);
    const html = await rosa.page(`/panel/propuestas/${row.code}`);
    expect(html).toContain('de palabra, con ayuda');
    expect(html).toContain('La escribió Miembro admin por una persona sin teléfono');
    expect(html).toContain('La persona dio su permiso en voz alta');
  });
});

describe('areas', () => {
  const tag = async (fields: Readonly<Record<string, string | readonly string[]>>, staff = rosa) =>
    staff.post(`${href()}/temas`, { ...(await carried(staff)), ...fields });

  it('may be several, or other, or none at all, but not both', async () => {
    await tag({ area: ['environment', 'other'] });
    expect((await confirmed()).toSorted()).toEqual(['environment', 'other']);
    const both = await tag({ area: ['none', 'environment'] });
    expect(both.status).toBe(422);
    const html = await both.text();
    expect(html).toContain('o tiene temas, o no es una propuesta');
    expect(html).toMatch(/value="none" checked/);
    await tag({ area: 'none' });
    expect(await confirmed()).toEqual(['none']);
    expect(await rosa.page(href())).toContain('Temas: No es una propuesta');
  });

  it('lead on to the next of the view when asked, and say when there is none', async () => {
    const first = code;
    const second = await house.propose({ promisedAt: t0 + 40 * 86_400_000 });
    const on = await tag({ area: 'environment', seguir: '1', vista: 'tema=environment' });
    expect(on.headers.get('location')).toContain('tags.savedLast');
    code = first;
    const next = await tag({ area: 'environment', entonces: 'siguiente' });
    expect(next.headers.get('location')).toBe(`/panel/propuestas/${second}?listo=tags.saved`);
    const html = await rosa.page(`${href()}?seguir=1&vista=${encodeURIComponent('orden=nuevas')}`);
    expect(html).toMatch(/name="seguir" value="1" checked/);
    expect(html).toContain('name="vista" value="orden=nuevas"');
  });

  it('tell their author, who may object; staff keep or change them, once', async () => {
    await tag({ area: 'inclusion' });
    expect((await detail()).deliveries).toMatchObject([{ purpose: 'news', state: 'planned' }]);
    const { sql } = house.store;
    const { row } = await detail();
    const object = () =>
      sql.write([
        once((db) =>
          db
            .insert(sql.t.objection)
            .values({
              proposalId: row.id,
              area: 'environment',
              at: t0,
              resolution: null,
              resolvedBy: null,
              resolvedAt: null,
            })
            .returning({ id: sql.t.objection.proposalId }),
        ),
      ]);
    await object();
    expect(await rosa.page(href())).toContain('Cambiar a Medio ambiente');
    const answer = await rosa.post(`${href()}/objecion`, { ...(await carried(rosa)), decision: 'change' });
    expect(answer.status).toBe(303);
    expect(await confirmed()).toEqual(['environment']);
    const html = await rosa.page(href());
    expect(html).toContain('Miembro triage los cambió.');
    expect(html).not.toContain('/objecion"');
    const late = await luis.post(`${href()}/objecion`, { ...(await carried(luis)), decision: 'keep' });
    expect(late.status).toBe(409);
  });

  it('say how often staff correct a suggestion', async () => {
    for (let count = 0; count < 5; count += 1) {
      code = await house.propose({ suggested: [{ area: 'environment', words: ['río'] }], chosen: [] });
      await tag({ area: count === 0 ? 'inclusion' : 'environment' });
      house.now += 6 * 60_000;
    }
    // The page does not wait for the count.
    await expect
      .poll(() => rosa.page(href()))
      .toContain('En este tema el equipo corrige 1 de cada 5 sugerencias.');
  });
});

describe('two who work on one proposal', () => {
  it('see what the other did meanwhile, with who did it, and keep what they typed', async () => {
    const before = await carried(rosa);
    await luis.post(`${href()}/temas`, { ...(await carried(luis)), area: 'environment' });
    await luis.post(`${href()}/notas`, { text: 'Ya llamé' });
    const late = await rosa.post(`${href()}/responsable`, {
      ...before,
      assignee: await memberOf('rosa@foro.pe'),
    });
    expect(late.status).toBe(409);
    const html = await late.text();
    expect(html).toContain('Mientras escribías:');
    expect(html).toContain('Miembro admin: Temas: Medio ambiente');
    expect(html).toContain('Miembro admin: Nota del equipo');
    expect(html).toMatch(new RegExp(`value="${await memberOf('rosa@foro.pe')}" selected`));
    // Having seen it, they may still send theirs.
    const again = { revision: hidden(html, 'revision'), seen: hidden(html, 'seen') };
    const saved = await rosa.post(`${href()}/responsable`, { ...again, me: '1' });
    expect(saved.status).toBe(303);
    expect((await detail()).row.assigneeId).toBe(await memberOf('rosa@foro.pe'));
  });
});

describe('a member of the team', () => {
  it('is given a proposal and told; opening it is having seen it', async () => {
    const saved = await rosa.post(`${href()}/responsable`, {
      ...(await carried(rosa)),
      assignee: await memberOf('luis@foro.pe'),
    });
    expect(saved.status).toBe(303);
    expect(await luis.page('/panel/propuestas')).toContain('1 novedad sin ver');
    const page = await luis.page('/panel/pendientes');
    expect(page).toContain(`<a href="${href()}">Te encargaron ${code}</a>`);
    expect(await luis.page(href())).toContain('Se encarga Miembro admin');
    expect(await luis.page('/panel/propuestas')).not.toContain('novedad sin ver');
    expect(await luis.page('/panel/pendientes')).toContain('Ya visto');
  });

  it('who is not there cannot be given anything', async () => {
    const given = { ...(await carried(rosa)), assignee: 'nobody', institution: 'nowhere' };
    expect((await rosa.post(`${href()}/responsable`, given)).status).toBe(422);
    expect((await rosa.post(`${href()}/institucion`, given)).status).toBe(422);
    const { assigneeId, institutionId } = (await detail()).row;
    expect([assigneeId, institutionId]).toEqual([null, null]);
  });

  it('is named in a note by their name, and finds it marked', async () => {
    const { sql } = house.store;
    const { staff } = sql.t;
    await sql.write([
      once((db) =>
        db
          .update(staff)
          .set({ name: 'Ana María Núñez' })
          .where(eq(staff.email, 'luis@foro.pe'))
          .returning({ id: staff.id }),
      ),
    ]);
    const note = 'Mira esto @ana maría nunez, escribe a x@luis.pe';
    const added = await rosa.post(`${href()}/notas`, { ...(await carried(rosa)), text: note });
    expect(added.headers.get('location')).toContain('notes.addedTold');
    expect(await rosa.page(href())).toContain('Mira esto <strong>@ana maría nunez</strong>, escribe');
    expect(await noticesOf('luis@foro.pe')).toMatchObject([
      { kind: 'mentioned', href: `${href()}#notes`, detail: { code } },
    ]);
    await luis.post('/panel/pendientes/visto', {});
    expect(await noticesOf('luis@foro.pe')).toEqual([]);
  });

  it('gives a rubric of their own; the page says what all think', async () => {
    const rate = (staff: Staff, marks: Readonly<Record<string, string>>) =>
      staff.post(`${href()}/valoracion`, marks);
    await rate(rosa, { relevance: '3', ambition: '2', feasibility: '', lasting: '9' });
    await rate(luis, { relevance: '2', ambition: '' });
    const html = await rosa.page(href());
    expect(html).toContain('La valoraron 2 personas.');
    expect(html).toContain('2,5 de 3 (2)');
    expect(html).toContain('2,0 de 3 (1)');
    expect(html).toMatch(/name="relevance" value="3" checked/);
    expect(html).not.toMatch(/name="lasting" value="\d" checked/);
  });
});

describe('a file', () => {
  const withFile = async (bytes: Uint8Array, mime: string, kind: 'voice' | 'image') => {
    code = await house.propose({ media: [{ ...photo, kind }] });
    const file = await house.storeFile(code, bytes, mime);
    return `${href()}/archivos/${file}`;
  };
  const camera = () =>
    sharp({ create: { width: 3000, height: 1500, channels: 3, background: '#884422' } })
      .jpeg()
      .withExif({ IFD0: { Make: 'TelefonoDeAna' }, IFD3: { GPSLatitude: '12/1 2/1 3/1' } })
      .toBuffer();

  it('that is a picture is drawn anew: smaller, upright, without where and with what it was taken', async () => {
    const bytes = await camera();
    expect(bytes.includes('TelefonoDeAna')).toBe(true);
    const path = await withFile(bytes, 'image/jpeg', 'image');
    for (const [address, width] of [
      [`${path}?mini=1`, 720],
      [path, 2400],
    ] as const) {
      const answer = await rosa.get(address);
      expect(answer.headers.get('content-type')).toBe('image/webp');
      const drawn = Buffer.from(await answer.arrayBuffer());
      const meta = await sharp(drawn).metadata();
      expect([meta.width, meta.exif]).toEqual([width, undefined]);
      expect(drawn.includes('TelefonoDeAna')).toBe(false);
    }
    expect(await rosa.page(href())).toContain(`<img class="photo" src="${path}?mini=1"`);
  });

  it('that only says it is a picture is never shown', async () => {
    const path = await withFile(Buffer.from('<svg onload="alert(1)"/>'), 'image/png', 'image');
    const answer = await rosa.get(path);
    expect(answer.headers.get('content-type')).toBe('application/octet-stream');
    expect(answer.headers.get('content-disposition')).toBe('attachment');
  });

  it('that speaks is played, written down, found by what it says, and kept for the second of two', async () => {
    const path = await withFile(Buffer.from('ogg'), 'audio/ogg', 'voice');
    expect(await rosa.page(href())).toMatch(new RegExp(`<audio controls[^>]*src="${path}"`));
    const before = await carried(rosa);
    const saved = await luis.post(`${path}/transcripcion`, {
      ...(await carried(luis)),
      text: 'Falta agua en la posta',
    });
    expect(saved.status).toBe(303);
    const late = await rosa.post(`${path}/transcripcion`, { ...before, text: 'Falta agua' });
    expect(late.status).toBe(409);
    const html = await late.text();
    expect(html).toMatch(/>\s*Falta agua<\/textarea>/);
    expect(html).toContain('Escribió lo que se escucha');
    const found = await rosa.page('/panel/propuestas?q=agua+posta');
    expect(found).toContain(code);
  });
});
