/** What search looks at: however a word of the Andes is written, and never two words of Spanish for one. */
import { describe, expect, it } from 'vitest';
import { contentWords } from '../../src/text/content-words.js';
import { searchable, termsOf } from '../../src/text/searchable.js';

const finds = (search: string, text: string, locale = 'es') => {
  const looked = searchable([text], locale);
  return termsOf(search).every((term) => looked.includes(term));
};

describe('search', () => {
  it.each([
    ['qosqo', 'Qusqu llaqta'],
    ['QUSQU', 'el qosqo'],
    ['p’unchaw', "p'unchaw"],
    ['punchaw', 'pʼunchaw'],
    ["jach'a", 'jacha uta'],
    ['sunqu', 'sonqoykipi'],
    ['ayni-7k3q', 'AYNI-7K3Q'],
    ['7K3Q', 'AYNI-7K3Q'],
    ['arboles NANA', 'Más ÁRBOLES en Ñaña'],
    ['kiosko', 'los kioskos'],
  ])('for %s finds %s', (search, text) => {
    expect(finds(search, text)).toBe(true);
  });
  it.each([
    ['peso', 'el piso de la escuela'],
    ['que', 'qosqo'],
    ['agua luz', 'solo agua'],
  ])('for %s does not find %s', (search, text) => {
    expect(finds(search, text)).toBe(false);
  });
  it('takes every word of a Quechua text in both spellings', () => {
    expect(finds('maya', 'hatun maya', 'qu')).toBe(true);
    expect(finds('mayu', 'hatun mayo', 'qu')).toBe(true);
    expect(finds('mayu', 'en mayo', 'es')).toBe(false);
  });
  it('has nothing left of what are no words', () => {
    expect(termsOf(`%_\\ '"--`)).toEqual([]);
  });
});

describe('the words a text is about', () => {
  it('are the same in singular and plural, for him and for her', () => {
    expect(contentWords(['Los semáforos para niñas ciegas'])).toEqual(
      contentWords(['un semáforo, niño ciego']),
    );
    expect(contentWords(['Las luces de las calles'])).toEqual(contentWords(['luz calle']));
    expect(contentWords(['municipalidades'])).toEqual(contentWords(['municipalidad']));
    expect(contentWords(['qosqopi'])).toEqual(contentWords(['qusqupi']));
  });
  it('are not those of any text or any proposal, and not too many', () => {
    expect(contentWords(['Que el gobierno haga algo por la gente, por favor'])).toEqual([]);
    const many = Array.from(
      { length: 60 },
      (_, n) => `palabra${'abcdefghij'[n % 10]}${'klmnopqrst'[Math.floor(n / 10)]}x`,
    );
    expect(contentWords([many.join(' ')])).toHaveLength(16);
  });
});
