/** One proposal written down: all that is wrong is named, and nothing passes without a spoken yes. */
import { describe, expect, it } from 'vitest';
import { type AssistedTyped, readAssisted, readPaperCode } from '../../src/assisted/proposal.js';
import { newPaperCode } from '../../src/codes.js';
import { plainWorld, typedWell } from '../support/assisted.js';

const read = (given: Partial<AssistedTyped>) => readAssisted({ ...typedWell, ...given }, plainWorld);
const problems = (given: Partial<AssistedTyped>) => {
  const found = read(given);
  return 'wrong' in found ? found.wrong.map(({ field, problem }) => `${field}: ${problem}`) : [];
};

describe('what was said', () => {
  it('is kept as it was typed, with what was meant by the rest', () => {
    expect(read({ text: '  Que la posta atienda también los sábados \n' })).toEqual({
      proposal: {
        code: null,
        text: typedWell.text,
        place: '080000',
        locale: 'es',
        areas: ['inclusion'],
        publish: 'without-name',
      },
    });
  });

  it('needs no more than the words and the yes', () => {
    expect(read({ place: '', locale: '', area: '', publish: '' })).toMatchObject({
      proposal: { place: null, locale: 'es', areas: [], publish: 'no' },
    });
    expect(read({ place: 'Nacional' })).toMatchObject({ proposal: { place: null } });
  });

  it('may have several areas, each once', () => {
    expect(read({ area: 'inclusión; Medio ambiente, INCLUSIÓN' })).toMatchObject({
      proposal: { areas: ['inclusion', 'environment'] },
    });
  });

  it.each(['', 'no', 'tal vez', ' ', 'síp'])('is not kept where the yes is "%s"', (consent) => {
    expect(problems({ consent })).toEqual(['consent: consent-missing']);
  });

  it('is told all that is wrong at once', () => {
    expect(
      problems({
        text: 'Agua',
        place: 'Atlántida',
        locale: 'élfico',
        area: 'magia',
        publish: 'quizás',
        consent: '',
        code: 'AYNI-7K3Q',
      }),
    ).toEqual([
      'text: text-short',
      'place: place-unknown',
      'locale: locale-unknown',
      'area: area-unknown',
      'publish: publish-unknown',
      'consent: consent-missing',
      'code: code-wrong',
    ]);
    expect(problems({ text: '' })).toEqual(['text: text-missing']);
    expect(problems({ text: 'x'.repeat(3_001) })).toEqual(['text: text-long']);
    expect(problems({ text: '🦙'.repeat(3_000) })).toEqual([]);
  });

  it('asks which place was meant', () => {
    const found = read({ place: 'San Juan' });
    const [wrong] = 'wrong' in found ? found.wrong : [];
    expect(wrong?.problem).toBe('place-which');
    expect(wrong?.options?.length).toBeGreaterThan(1);
  });
});

describe('the code of a printed form', () => {
  it.each([
    ['AYNI-7K3QWZ', 'AYNI-7K3QWZ'],
    ['ayni 7k3qwz', 'AYNI-7K3QWZ'],
    ['7k3qwz', 'AYNI-7K3QWZ'],
    [' KQRTWZ ', 'AYNI-KQRTWZ'],
    ['AYNI-7K3QWO', 'AYNI-7K3QWQ'],
  ])('"%s" is %s', (typed, code) => {
    expect(readPaperCode(typed.trim())).toBe(code);
  });
  it.each(['', 'AYNI-7K3Q', '7K3QW', 'AYNI-7K3QWZ2', '<b>'])('"%s" is none', (typed) => {
    expect(readPaperCode(typed)).toBeNull();
  });
  it('is what is printed', () => {
    for (let time = 0; time < 200; time += 1) {
      const code = newPaperCode();
      expect(readPaperCode(code)).toBe(code);
    }
  });
});
