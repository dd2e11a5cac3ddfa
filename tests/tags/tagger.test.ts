/** The suggester: areas with the words that counted, several or none, and never one for what proposes nothing. */
import { Readable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tagLines } from '../../src/cli/tag.js';
import { createTagger } from '../../src/tags/suggest.js';
import { fold } from '../../src/text/fold.js';

const tagger = createTagger();
const areasOf = (text: string) =>
  tagger
    .suggest(text)
    .map(({ area }) => area)
    .sort();

describe('suggesting', () => {
  it.each([
    ['que el alcalde no pida coima pa dar licencia', ['anticorruption']],
    ['rampas en la posta para los que andan en silla d ruedas', ['inclusion']],
    ['publiquen en la web cuanto gasta la muni', ['access_to_information']],
    ['ya no boten relave al rio, se mueren las truchas', ['environment']],
    ['RECICLAJE EN TODOS LOS MERCADOS', ['environment']],
    ['la mineria contamina el rio y el alcalde recibe coima', ['anticorruption', 'environment']],
    ['q la pagina de transparencia tambien este en quechua', ['access_to_information', 'inclusion']],
    ['fuera los corruptos, que los inhabiliten de por vida', ['anticorruption']],
    ['que asco el rio, limpien la basura y el desmonte', ['environment']],
    ['rampas para todos en el hospital', ['inclusion']],
    ['mas canchas de futbol en el barrio', []],
    ['arreglen las pistas de la av. universitaria', []],
  ])('%s', (text, areas) => {
    expect(areasOf(text)).toEqual(areas);
  });

  it.each([
    'hola',
    'Hola!! buenas tardes 😀',
    'ok gracias',
    'asdkjh asd',
    '👍👍👍',
    '',
    '   ',
    '12345',
    'todos los politicos son corruptos',
    'fuera corruptos',
    'el congreso es una basura',
    'nunca hacen nada por nosotros',
    'ya me canse de este gobierno',
    'PRESTAMOS PARA MUJERES SIN AVAL, llame ya',
    'vendo paneles solares baratos',
    'Gana dinero desde casa, escribeme al interno',
    'cuando pagan pension 65',
    'donde queda la contraloria',
    '<script>alert(1)</script>',
    "' OR 1=1 --",
  ])('no area for %j', (text) => {
    expect(tagger.suggest(text)).toEqual([]);
  });

  it('shows words that stand in the text', () => {
    const text = 'Q publiquen cuánto gastan y siembren ARBOLITOS en la avenida';
    const suggested = tagger.suggest(text);
    expect(suggested.length).toBe(2);
    for (const { words } of suggested) {
      expect(words.length).toBeGreaterThan(0);
      for (const word of words) expect(fold(text)).toContain(word);
    }
  });

  it('survives anything, and stays the same', () => {
    const other = createTagger();
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
        expect(tagger.suggest(text)).toEqual(other.suggest(text));
      }),
      { numRuns: 300 },
    );
  });

  it('reads a bounded part of an endless text', () => {
    expect(areasOf(`basura y reciclaje en el rio ${'ja '.repeat(100_000)}`)).toEqual(['environment']);
  });
});

describe('ayni tag', () => {
  it('answers good lines, names bad ones, and fails at the end', async () => {
    const input = Readable.from([
      '{"id":"1","text":"que no boten basura al rio"}',
      '{"id":',
      '',
      '{"id":"3"}',
      '{"id":4,"text":"hola"}',
    ]);
    const out: string[] = [];
    const complaints: string[] = [];
    const code = await tagLines(
      input,
      (line) => out.push(line),
      (line) => complaints.push(line),
    );
    expect(code).toBe(1);
    expect(complaints.map((line) => line.slice(0, 7))).toEqual(['line 2:', 'line 4:']);
    const [first, second] = out.map((line) => JSON.parse(line));
    expect(first).toMatchObject({ id: '1', areas: ['environment'] });
    expect(first.why.environment.length).toBeGreaterThan(0);
    expect(second).toEqual({ id: 4, areas: [], why: {} });
  });
});
