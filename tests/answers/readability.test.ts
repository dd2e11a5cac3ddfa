/** Whether a Spanish text is easy to read: known words, real texts of offices, and the same thing said plainly. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readability, syllables } from '../../src/answers/readability.js';
import { readTexts } from '../../src/text/texts.js';

/** As answers of offices are written. */
const office =
  'En el marco de las competencias asignadas al ente rector, y de conformidad con la normativa vigente, se ha procedido a desestimar la propuesta presentada, toda vez que su implementación excede la disponibilidad presupuestal de la entidad; asimismo, cabe precisar que la misma podrá ser evaluada oportunamente en el siguiente período de planificación institucional.';
const plain =
  'Este año no hay dinero para hacer lo que pides. Por eso tu idea no entra en el plan. La veremos otra vez en marzo, con la gente de tu distrito.';

describe('the syllables of a word', () => {
  it.each([
    ['casa', 2],
    ['país', 2],
    ['aéreo', 4],
    ['ciudad', 2],
    ['día', 2],
    ['guía', 2],
    ['que', 1],
    ['vergüenza', 3],
    ['ley', 1],
    ['muy', 1],
    ['ahora', 3],
    ['construcción', 3],
    ['participación', 5],
    ['municipalidad', 6],
    ['leer', 2],
    ['y', 1],
  ])('%s: %i', (word, count) => expect(syllables(word)).toBe(count));
});

describe('readability', () => {
  it('tells an office’s letter from plain words', () => {
    const hard = readability(office);
    expect(hard.level).toMatch(/hard/);
    expect(hard.hints[0]).toEqual({ kind: 'hard-text' });
    expect(hard.hints).toContainEqual({
      kind: 'long-sentence',
      begins: 'En el marco de las competencias',
      words: 37,
    });
    const easy = readability(plain);
    expect(easy.level).toMatch(/easy/);
    expect(easy.hints).toEqual([]);
    expect(easy.score).toBeGreaterThan((hard.score ?? 0) + 30);
  });

  it('names hard words as they were written, with a plainer one', () => {
    const { hints } = readability('ASIMISMO, se hará en el marco del plan, a efectos de que lleguen.');
    expect(hints).toEqual([
      { kind: 'hard-word', word: 'ASIMISMO', plain: 'también' },
      { kind: 'hard-word', word: 'en el marco del', plain: 'dentro del' },
      { kind: 'hard-word', word: 'a efectos de', plain: 'para' },
    ]);
    expect(readability('Sin Viabilización ni entidades: predicho.').hints).toEqual([]);
    expect(readability('La implementación es para todos.').hints).toMatchObject([{ word: 'implementación' }]);
  });

  it('knows ends of sentences from dots in numbers, and asks nothing of few words', () => {
    expect(readability('Sí, gracias.')).toEqual({ score: null, level: null, hints: [] });
    const said = (number: string) =>
      readability(
        `Construiremos instituciones educativas con ${number} soles para las comunidades de tu distrito`,
      ).score;
    expect(said('1.500.000')).toBe(said('1500'));
    expect(said('mucho. Son')).toBeGreaterThan(said('mucho') ?? 100);
  });

  it('finds our own words to citizens easy', () => {
    const texts = Object.values(readTexts('citizen').es ?? {}).filter((text) => text.length > 120);
    const hard = texts.filter((text) => ['hard', 'very-hard'].includes(readability(text).level ?? ''));
    expect(texts.length).toBeGreaterThan(20);
    expect(hard).toEqual([]);
  });

  it('never fails, and never says too much', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
        const { score, hints } = readability(text);
        expect(score === null || (score >= 0 && score <= 100)).toBe(true);
        expect(hints.length).toBeLessThanOrEqual(8);
      }),
    );
  });
});
