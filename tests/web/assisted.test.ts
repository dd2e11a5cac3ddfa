/** Writing down for people without a phone, as its forms are sent: nothing without a yes, a sheet whole or not at all. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { workbook } from '../support/assisted.js';
import { publishNew } from '../support/calendar.js';
import type { Staff } from '../support/staff.js';
import { type House, openHouse, origin } from '../support/web.js';

const idea = 'Que la posta atienda también los sábados';
const well = {
  event: '',
  consent: 'sí',
  publish: 'si',
  text: idea,
  area: '',
  locale: 'es',
  place: '',
  code: '',
};
const sheetPath = '/panel/anotar/hoja';

let house: House;
let staff: Staff;
beforeEach(async () => {
  house = await openHouse();
  staff = await house.signIn('broadcaster');
});
afterEach(() => house.close());

const write = (given: Partial<typeof well> = {}, by = staff) =>
  by.post('/panel/anotar', { ...well, ...given });
const codeOf = (answer: Response): string =>
  /AYNI-\w{6}/.exec(answer.headers.get('location') ?? '')?.[0] ?? '';
const queue = () => staff.page('/panel/propuestas');
const words = (html: string): string => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

/** As a browser sends a file. */
async function send(
  path: string,
  fields: Readonly<Record<string, string | File>>,
  by = staff,
): Promise<Response> {
  const form = new FormData();
  for (const [name, one] of Object.entries(fields)) form.set(name, one);
  const made = new Request(origin, { method: 'POST', body: form });
  const body = await made.arrayBuffer();
  return by.send(path, Buffer.from(body), { 'content-type': made.headers.get('content-type') ?? '' });
}
const upload = (bytes: Uint8Array, by = staff, name = 'taller.xlsx') =>
  send(sheetPath, { event: '', file: new File([Buffer.from(bytes)], name) }, by);
/** Presses "save" on the page that shows what was understood. */
function confirm(html: string, by = staff): Promise<Response> {
  const field = (name: string): string =>
    (new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '')
      .replaceAll('&quot;', '"')
      .replaceAll('&#39;', "'")
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&amp;', '&');
  return send(`${sheetPath}/guardar`, { event: '', name: field('name'), cells: field('cells') }, by);
}
const heads = ['propuesta', 'acepta', 'lugar', 'codigo'];

describe('one proposal', () => {
  it('is kept with its event, and gives a code with its page', async () => {
    const event = await publishNew(house.store);
    expect(await staff.page(`/panel/calendario/${event}`)).toContain(`/panel/anotar?event=${event}`);
    expect(await staff.page(`/panel/anotar?event=${event}`)).toContain(`value="${event}" selected`);
    const kept = await write({ event, place: 'Cusco' });
    expect(kept.status).toBe(303);
    const slip = await staff.page(kept.headers.get('location') ?? '');
    expect(slip).toContain(codeOf(kept));
    expect(slip).toContain(`ayni.test/aportes/${codeOf(kept)}`);
    expect(words(slip)).toContain('Responderemos antes del');
    // The next one is of the same event and place.
    expect(slip).toMatch(new RegExp(`/panel/anotar\\?event=${event}&amp;place=Cusco&amp;locale=es`));

    const page = words(await staff.page(`/panel/propuestas/${codeOf(kept)}`));
    expect(page).toContain(idea);
    expect(page).toContain('Taller de presupuesto abierto');
    expect(page).toContain('Miembro broadcaster');
    expect(page).toContain('La anotó por una persona sin teléfono');
    expect(await house.page(`/aportes/${codeOf(kept)}`)).toContain(idea);
    expect(await house.page(`/aportes/${codeOf(await write({ publish: 'no' }))}`)).not.toContain(idea);
  });

  it('is not kept without the spoken yes, and what was typed is there again', async () => {
    const refused = await write({ consent: '', place: 'Atlántida' });
    expect(refused.status).toBe(422);
    const html = await refused.text();
    expect(html).toContain('Sin su «sí» no se guarda nada.');
    expect(html).toContain('No conocemos ese lugar');
    expect(html).toContain(idea);
    expect(html).toContain('value="Atlántida"');
    expect(await queue()).not.toContain('AYNI-');
  });

  it('may have the code of a printed form, once', async () => {
    expect(codeOf(await write({ code: '7k3q wz'.replace(' ', '') }))).toBe('AYNI-7K3QWZ');
    const again = await write({ code: 'ayni-7k3qwz' });
    expect(again.status).toBe(422);
    expect(await again.text()).toContain('Ese código ya es de otra propuesta.');
    expect((await write({ code: 'AYNI-7K3Q' })).status).toBe(422);
  });

  it('shows hostile words as words', async () => {
    const text = '<script>alert(1)</script> =HYPERLINK("http://evil.example")';
    const refused = await (await write({ text, consent: '', place: '"><img src=x>' })).text();
    expect(refused).not.toContain('<script>alert');
    expect(refused).not.toContain('<img src=x');
    const code = codeOf(await write({ text }));
    expect(await staff.page(`/panel/propuestas/${code}`)).not.toContain('<script>alert');
    expect(words(await staff.page(`/panel/propuestas/${code}`))).toContain('=HYPERLINK(');
  });

  it('is looked up by its code only in its own cycle, and only if it was written down', async () => {
    const real = codeOf(await write());
    const practised = await practise();
    expect((await practised.get(`/panel/anotar/codigo/${real}`)).status).toBe(404);
    const sent = await house.propose();
    expect((await staff.get(`/panel/anotar/codigo/${sent}`)).status).toBe(404);
    const invented = codeOf(await write({}, practised));
    expect((await practised.get(`/panel/anotar/codigo/${invented}`)).status).toBe(200);
    expect((await staff.get(`/panel/anotar/codigo/${invented}`)).status).toBe(404);
    expect((await house.store.proposals.find(invented))?.row.channel).toBe('practice');
    expect((await house.request(`/aportes/${invented}`)).status).toBe(404);
  });
});

const practise = async (): Promise<Staff> => {
  const entered = await staff.post('/panel/practica', { do: 'in' });
  return staff.with(entered.headers.getSetCookie()[0]?.split(';')[0] ?? '');
};

describe('a sheet', () => {
  const good = (text = idea) => [text, 'sí', 'Cusco', ''];

  it('with mistakes keeps nothing, names them by row, and comes in once it is right', async () => {
    const wrong = await upload(workbook([heads, good(), ['Agua', 'sí'], good(), [idea, '', 'Atlántida']]));
    expect(wrong.status).toBe(422);
    const said = words(await wrong.text());
    expect(said).toContain('Hay 3 cosas por corregir. No se guardó nada.');
    expect(said).toContain('3 propuesta La idea es muy corta: al menos 15 letras.');
    expect(said).toContain('5 lugar No conocemos ese lugar.');
    expect(said).toContain('5 acepta Sin su «sí» no se guarda nada.');
    expect(await queue()).not.toContain('AYNI-');

    const shown = await upload(workbook([heads, good(), [`${idea}, y en "Qosqo"`, 'sí', '', 'ayni 7k3qwz']]));
    expect(shown.status).toBe(200);
    const html = await shown.text();
    expect(words(html)).toContain('Esto entendimos: 2 propuestas');
    expect(await queue()).not.toContain('AYNI-');
    const kept = await confirm(html);
    expect(kept.status).toBe(303);
    const codes = words(await staff.page(kept.headers.get('location') ?? ''));
    expect(codes).toContain('Se guardaron 2 propuestas.');
    expect(codes).toContain(`3 AYNI-7K3QWZ ${idea}, y en &quot;Qosqo&quot;`);
    const slips = words(await staff.page(`${kept.headers.get('location')?.split('?')[0]}?papelitos=1`));
    expect(slips).toContain(`Fila 2: ${idea}`);
    expect(await queue()).toContain('AYNI-7K3QWZ');

    // The same once more, from another tab.
    const twice = await confirm(html);
    expect(await twice.text()).toContain('Esta misma hoja ya se guardó antes');
    expect(await staff.page(sheetPath)).toContain('taller.xlsx');
  });

  it('is kept by what stands in it, not by what a changed form says of it', async () => {
    const forged = [heads, [idea, 'no', '', '']];
    const refused = await send(`${sheetPath}/guardar`, { name: 'x', cells: JSON.stringify(forged) });
    expect(refused.status).toBe(422);
    for (const cells of ['', '{', '{"a":1}', '[[1]]', 'null'])
      expect((await send(`${sheetPath}/guardar`, { cells })).status).toBe(422);
    expect(await queue()).not.toContain('AYNI-');
  });

  it('that is none is refused kindly', async () => {
    const noise = await upload(Uint8Array.from({ length: 2_000 }, (_, at) => (at * 91) % 256));
    expect(noise.status).toBe(422);
    expect(await noise.text()).toContain('No pudimos leer ese archivo.');
    const none = await send(sheetPath, { event: '', file: new File([], '') });
    expect(await none.text()).toContain('Elige un archivo.');
    const strange = await upload(Buffer.from('nombre;edad\nAna;14\n'), staff, 'lista.csv');
    expect(await strange.text()).toContain('Faltan columnas en la primera fila: propuesta, acepta.');
  });

  it('may be as long as a workshop is, and no longer than what comes back', async () => {
    const many = (count: number, letters: number) =>
      workbook([
        heads,
        ...Array.from({ length: count }, (_, at) => good(`${at} ${'ñandú '.repeat(letters / 6)}`)),
      ]);
    const shown = await upload(many(400, 600));
    const kept = await confirm(await shown.text());
    expect(kept.status).toBe(303);
    const page = await staff.page(kept.headers.get('location') ?? '');
    expect(page).toContain('Papelitos 361 a 400');
    const tooLong = await upload(many(400, 1_200));
    expect(await tooLong.text()).toContain('La hoja es muy larga. Divídela en partes.');
    expect(await (await upload(many(501, 18))).text()).toContain('La hoja tiene más de 500 filas.');
  });

  it('of a practice may be sent again and again, and stays there', async () => {
    const practised = await practise();
    for (const time of [1, 2]) {
      const shown = await upload(workbook([heads, good(`${idea} ${time > 0}`)]), practised);
      const kept = await confirm(await shown.text(), practised);
      expect(kept.headers.get('location')).toBe(`${sheetPath}?listo=1`);
    }
    expect(await queue()).not.toContain('AYNI-');
    expect(await staff.page(sheetPath)).not.toContain('Hojas guardadas');
  });

  it('has a model that is right itself', async () => {
    const model = await (await staff.get(`${sheetPath}/modelo.csv`)).arrayBuffer();
    const shown = await upload(new Uint8Array(model), staff, 'modelo-ayni.csv');
    expect(words(await shown.text())).toContain('Esto entendimos: 1 propuesta');
  });
});

describe('the door', () => {
  it('lets only who may write down', async () => {
    const reader = await house.signIn('reader');
    expect((await reader.get('/panel/anotar')).status).toBe(403);
    expect((await write({}, reader)).status).toBe(403);
    expect((await upload(workbook([heads]), reader)).status).toBe(403);
  });

  it('takes files nowhere else, and none that is too large', async () => {
    expect((await send('/panel/anotar', well)).status).toBe(403);
    expect((await send('/panel/propuestas/vistas', { name: 'x' })).status).toBe(403);
    const large = new Uint8Array(600_000).fill(0x61);
    expect((await upload(large)).status).toBe(413);
    expect(await (await upload(large.subarray(0, 450_000))).text()).toContain('No pudimos leer ese archivo.');
  });
});

describe('paper', () => {
  it('has a code of its own on every sheet, and the notice that is read', async () => {
    const event = await publishNew(house.store);
    const html = await staff.page(`/panel/anotar/papel?event=${event}&cuantas=3&hacer=1`);
    const codes = new Set(html.match(/AYNI-[2-9A-Z]{6}/g));
    expect(codes.size).toBe(3);
    expect(words(html)).toContain('Esto no es para denuncias.');
    expect(words(html)).toContain('Taller de presupuesto abierto');
    expect(new Set((await staff.page('/panel/anotar/papel')).match(/AYNI-[2-9A-Z]{6}/g)).size).toBe(0);
    expect((await staff.get('/panel/anotar/papel?cuantas=100000&hacer=1')).status).toBe(200);
  });
});
