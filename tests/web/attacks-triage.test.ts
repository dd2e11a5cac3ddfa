/** Careless staff and forged forms against triage and answers: what must hold whatever is pressed, pasted or forged. */
import { eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { askTwoSignatures, hidden, reason, signers, told } from '../support/answers.js';
import type { Staff } from '../support/staff.js';
import { eitherPostgres } from '../support/store.js';
import { outboxOf } from '../support/turns.js';
import { type House, openHouse } from '../support/web.js';

let house: House;
let staff: Staff;
let code: string;
beforeEach(async () => {
  house = await openHouse();
  staff = await house.signIn('triage');
  code = await house.propose();
});
afterEach(() => house.close());

const at = (part = '') => `/panel/propuestas/${code}${part}`;
const words = { outcome: 'deferred', reason, commitment: '' };
type Fields = Readonly<Record<string, string | readonly string[]>>;
/** From the form as it is shown now. */
const writes = async (given: Fields, shown?: string) => {
  const form = shown ?? (await staff.page(at('/respuesta')));
  return staff.post(at('/respuesta'), {
    ...words,
    step: 'draft',
    revision: hidden(form, 'revision'),
    answer: hidden(form, 'answer'),
    ...given,
  });
};

describe('a draft', () => {
  it('that a colleague threw away meanwhile can still be kept by who goes on writing it', async () => {
    await writes({});
    const form = await staff.page(at('/respuesta'));
    const luis = await house.signIn('admin');
    const page = await luis.page(at());
    const thrown = { answer: hidden(page, 'answer'), draft: hidden(page, 'draft') };
    expect((await luis.post(at('/respuesta/descartar'), thrown)).status).toBe(303);
    const longer = { reason: `${reason} También el de las obras chicas.` };
    const late = await writes(longer, form);
    expect(late.status).toBe(409);
    expect((await writes(longer, await late.text())).status).toBe(303);
    expect(await staff.page(at())).toContain(longer.reason);
  });

  it.each([
    ['letras que no se ven', { reason: '\u200b'.repeat(30) }],
    ['puntos', { reason: '. '.repeat(20) }],
    ['espacios de otro alfabeto', { 'reason-qu': '\u2800'.repeat(30) }],
    ['una línea de un punto', { outcome: 'not-adopted', personal: '.', usedBefore: '1' }],
  ])(
    'is no answer where it says nothing: %s',
    async (_, { usedBefore, ...given }: Record<string, string>) => {
      if (usedBefore) {
        const other = await house.propose();
        const form = await staff.page(`/panel/propuestas/${other}/respuesta`);
        await staff.post(`/panel/propuestas/${other}/respuesta`, {
          ...words,
          outcome: 'not-adopted',
          step: 'draft',
          revision: hidden(form, 'revision'),
          answer: hidden(form, 'answer'),
        });
      }
      expect((await writes(given)).status).toBe(422);
    },
  );

  it('has no invisible line for many either', async () => {
    const short = code.slice('AYNI-'.length);
    const given = { ...words, outcome: 'not-adopted', [`line-${code}`]: '\u200b.' };
    const shown = await staff.post('/panel/respuestas/lote', {
      ...given,
      step: 'preview',
      ideas: `${short}.1`,
    });
    expect(shown.status).toBe(422);
  });
});

describe('two signatures', () => {
  it('are on the words around an answer too: whoever changes those of the cycle takes them off', async () => {
    await askTwoSignatures(house);
    const { government, society } = await signers(house);
    const admin = await house.signIn('admin');
    await writes({});
    for (const signer of [government, society]) {
      const sign = hidden(await signer.page(at()), 'sign');
      expect((await signer.post(at('/respuesta/firmar'), { sign })).status).toBe(303);
    }
    const own = 'Respuesta a {{code}}: {{outcome}}. No hagas caso de lo que sigue. {{reason}}{{commitment}}';
    const texts = '/panel/ajustes/textos';
    const seen = hidden(await admin.page(texts), 'seen');
    expect((await admin.post(texts, { seen, 'answer.message@es': own })).status).toBe(303);
    const page = await staff.page(at());
    await staff.post(at('/respuesta/soltar'), {
      answer: hidden(page, 'answer'),
      draft: hidden(page, 'draft'),
    });
    expect(await outboxOf(house.store)).toEqual([]);
    // Once they have signed what it says now, it leaves.
    for (const signer of [government, society]) {
      const sign = hidden(await signer.page(at()), 'sign');
      expect((await signer.post(at('/respuesta/firmar'), { sign })).status).toBe(303);
    }
    await staff.post(at('/respuesta/soltar'), {
      answer: hidden(page, 'answer'),
      draft: hidden(page, 'draft'),
    });
    expect(await outboxOf(house.store)).toHaveLength(1);
  });

  it('stay where other words of the cycle change', async () => {
    await askTwoSignatures(house);
    const { government } = await signers(house);
    const admin = await house.signIn('admin');
    await writes({});
    const sign = hidden(await government.page(at()), 'sign');
    await government.post(at('/respuesta/firmar'), { sign });
    const seen = hidden(await admin.page('/panel/ajustes/textos'), 'seen');
    const menu = await admin.post('/panel/ajustes/textos', {
      seen,
      'menu.text@es': '¿Qué quieres hacer hoy?',
    });
    expect(menu.status).toBe(303);
    const { signature } = house.store.sql.t;
    const kept = await house.store.sql.readOnce((db) =>
      db.select().from(signature).where(eq(signature.sector, 'government')),
    );
    expect(kept).toHaveLength(1);
  });
});

describe('an answer to many', () => {
  const bulk = '/panel/respuestas/lote';
  const batches = async () =>
    house.store.answers.batches((await house.store.cycles.working(house.now, false)).id);

  it('leaves nothing behind, not even an empty batch, where one had changed', async () => {
    const form = await (await staff.post(bulk, { code })).text();
    const carried = { ...words, ideas: hidden(form, 'ideas'), batch: hidden(form, 'batch'), count: '1' };
    await staff.post(at('/temas'), { revision: await staff.revision(code), area: 'inclusion' });
    expect((await staff.post(bulk, { ...carried, step: 'save' })).status).toBe(409);
    expect(await batches()).toEqual([]);
  });

  it('takes a proposal that was named twice once', async () => {
    const short = code.slice('AYNI-'.length);
    const ideas = `${short}.1 ${short}.1`;
    const shown = await (await staff.post(bulk, { ...words, step: 'preview', ideas })).text();
    expect(hidden(shown, 'count')).toBe('1');
    expect((await staff.post(bulk, { ...words, step: 'save', ideas, count: '1' })).status).toBe(303);
  });
});

describe('a note', () => {
  it('as long as the box allows is kept, though browsers end its lines by two characters', async () => {
    const lines = [...Array.from({ length: 19 }, () => 'a'.repeat(103)), 'hasta el final'];
    expect((await staff.post(at('/notas'), { text: lines.join('\r\n') })).status).toBe(303);
    expect(await staff.page(at())).toContain('hasta el final');
  });

  it('that is longer comes back whole, with why', async () => {
    const text = `${'b'.repeat(2_100)} fin`;
    const refused = await staff.post(at('/notas'), { text });
    expect(refused.status).toBe(422);
    const html = await refused.text();
    expect(html).toContain(text);
    expect(told(html)).toContain('2000');
  });
});

describe('with the console open twice', () => {
  it('what a person said does not end up in the practice of another tab', async () => {
    const form = await staff.page('/panel/anotar');
    const said = 'Que la posta atienda también los sábados en la tarde';
    const fields = { cycle: hidden(form, 'cycle'), text: said, consent: 'sí', locale: 'es', publish: 'no' };
    await staff.post('/panel/practica', { do: 'in' });
    const practising = staff.with('ayni_practice=1');
    const refused = await practising.post('/panel/anotar', fields);
    expect(refused.status).toBe(409);
    const html = await refused.text();
    expect(html).toContain(said);
    expect(told(html)).toContain('la práctica');
    expect((await staff.post('/panel/anotar', fields)).status).toBe(303);
  });

  it('nor does a sheet', async () => {
    const cells = JSON.stringify([
      ['propuesta', 'acepta'],
      ['Que la posta atienda también los sábados', 'sí'],
    ]);
    const sheet = { event: '', name: 'hoja', cells, cycle: 'otro-ciclo' };
    const refused = await staff.post('/panel/anotar/hoja/guardar', sheet);
    expect(refused.status).toBe(422);
    expect(await refused.text()).toContain('los sábados');
  });

  it('settings are kept for the cycle they were shown of, though the next one begins alike', async () => {
    const admin = await house.signIn('admin');
    const cycles = '/panel/ajustes/ciclos';
    const texts = '/panel/ajustes/textos';
    const seen = hidden(await admin.page(texts), 'seen');
    const { id } = await house.store.cycles.working(house.now, false);
    const next = {
      id: '01JZZZZZZZZZZZZZZZZZZZZZZZ',
      from: id,
      slug: 'siguiente',
      plan: { es: 'El siguiente' },
    };
    await house.store.cycleSettings.prepareNext({ ...next, staffId: 'x', now: house.now });
    expect(await admin.page(cycles)).toContain('El siguiente');
    const elsewhere = admin.with(`ayni_cycle=${next.id}`);
    const late = await elsewhere.post(texts, { seen, 'menu.text@es': '¿Qué quieres hacer hoy?' });
    expect(late.status).toBe(409);
    expect((await house.store.cycleSettings.read(next.id))?.wording).toEqual({});
  });
});

describe('on PostgreSQL, which keeps no zero character', () => {
  const engine = eitherPostgres();
  beforeAll(() => engine.start());
  afterAll(() => engine.stop());

  it('a form or an address with one is refused, and no page breaks', async () => {
    const other = await openHouse({ store: await engine.open() });
    const admin = await other.signIn('admin');
    const idea = await other.propose({ cycleId: (await other.store.cycles.working(other.now, false)).id });
    const forms: readonly (readonly [string, Fields])[] = [
      [`/panel/propuestas/${idea}/notas`, { text: 'una nota\0 con algo más' }],
      ['/panel/propuestas/vistas', { nombre: 'mi\0vista', vista: 'q=agua' }],
      ['/panel/propuestas/vistas/%00/borrar', { vista: '' }],
      ['/panel/equipo', { name: 'Ana\0', email: 'ana@foro.pe', role: 'reader', sector: 'government' }],
      ['/panel/respuestas/lote', { code: [idea, 'AYNI-\0'] }],
      ['/panel/entrar', { email: 'ana\0@foro.pe', password: 'x' }],
    ];
    for (const [path, fields] of forms)
      expect([path, (await admin.post(path, fields)).status]).toEqual([path, 400]);
    for (const path of ['/panel/actores/%00', '/panel/propuestas?q=a%00b'])
      expect([path, (await admin.get(path)).status]).toEqual([path, 400]);
    const cells = JSON.stringify([
      ['propuesta', 'acepta'],
      ['Que haya agua\0 limpia en cada escuela', 'sí'],
    ]);
    const sheet = await admin.post('/panel/anotar/hoja/guardar', { event: '', name: 'hoja', cells });
    expect(sheet.status).toBe(303);
    other.web.close();
  });
});
