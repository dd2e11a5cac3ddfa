/** What people type where there are buttons. */
import { describe, expect, it } from 'vitest';
import { isSmallTalk, matchOption } from '../../src/flow/words.js';

const yesNo = [
  { value: 'yes', label: 'Sí' },
  { value: 'no', label: 'No' },
];
const areas = [
  { value: 'a', label: 'Anticorrupción' },
  { value: 'i', label: 'Inclusión' },
  { value: 'f', label: 'Acceso a información' },
  { value: 'm', label: 'Medio ambiente' },
  { value: 'o', label: 'Otro tema' },
];

describe('typed answers', () => {
  it.each([
    'sí',
    'si',
    'SI',
    '¡Sí!',
    'siii',
    'ya',
    'ok',
    'claro',
    'dale',
    'arí',
    'jïsa',
    'Jisa',
    'yes',
    '1',
    'uno',
    '1.',
    '1️⃣',
    'huk',
    'maya',
    'acepto',
  ])('"%s" is yes', (typed) => expect(matchOption(typed, yesNo)).toBe('yes'));
  it.each(['no', 'NO', 'No.', 'nop', 'mana', 'manam', 'janiwa', '2', 'dos', 'iskay', 'paya', 'no acepto'])(
    '"%s" is no',
    (typed) => expect(matchOption(typed, yesNo)).toBe('no'),
  );
  it.each([
    ['anticorrupcion', 'a'],
    ['ANTICORRUPCIÓN', 'a'],
    ['anti', 'a'],
    ['ambiente', 'm'],
    ['el cuarto', 'm'],
    ['acceso', 'f'],
    ['5', 'o'],
  ])('"%s" is one of the areas', (typed, value) => expect(matchOption(typed, areas)).toBe(value));
  it.each(['', ' ', '6', 'sí', 'a', 'no sé', '🤷', 'tema de acceso y ambiente', 'x'.repeat(5_000)])(
    '"%s" is none of them',
    (typed) => expect(matchOption(typed, areas)).toBeUndefined(),
  );
  it('a part of two labels is none', () => {
    const both = [
      { value: 'publish', label: 'Enviar y publicar' },
      { value: 'private', label: 'Enviar sin publicar' },
    ];
    expect(matchOption('enviar', both)).toBeUndefined();
    expect(matchOption('enviar sin publicar', both)).toBe('private');
  });
  it('names of places count whole only', () => {
    const places = [
      { value: 'known', label: 'Lima Metropolitana', whole: true },
      { value: 'list', label: 'Elegir de una lista' },
    ] as const;
    expect(matchOption('lima', places)).toBeUndefined();
    expect(matchOption('lista', places)).toBe('list');
  });
});

describe('small talk', () => {
  it.each([
    'hola',
    'Hola, buenas tardes',
    '¿Qué tal? ¡Buenos días!',
    'muchas gracias por todo',
    'gracias, hasta luego',
    'thank you very much',
  ])('"%s" is', (typed) => expect(isSmallTalk(typed)).toBe(true));
  it.each(['hola, quiero que arreglen la pista', 'ok', 'bien', '', '🙏', 'que haya buenas carreteras'])(
    '"%s" is not',
    (typed) => expect(isSmallTalk(typed)).toBe(false),
  );
});
