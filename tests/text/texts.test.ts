/** The words people read: every language, every fall-back, plurals, dates. */
import { describe, expect, it } from 'vitest';
import { formatDate, formatMoment } from '../../src/text/dates.js';
import { type CitizenKey, createSay, locales, pick, readTexts } from '../../src/text/texts.js';

const say = createSay<CitizenKey>('citizen');
const texts = readTexts('citizen');

describe('say', () => {
  it('speaks each language, key by key, and Spanish where a word is missing', () => {
    expect(say('en', 'common.yes')).toBe('Yes');
    expect(say('qu', 'common.yes')).toBe('Arí');
    expect(say('ay', 'common.yes')).toBe('Jïsa');
    expect(say('ay', 'menu.text')).toBe(say('es', 'menu.text'));
    expect(say('fr', 'common.yes')).toBe('Sí');
  });

  it('fills in words as they are, also those that look like commands', () => {
    const idea = '{{area}} $t(common.yes) $& <b>"ñ"</b>';
    const said = say('es', 'proposal.preview', { idea, area: 'Inclusión', place: 'Puno' });
    expect(said).toContain(idea);
    expect(said).toContain('Tema: Inclusión');
  });

  it('counts', () => {
    expect(say('es', 'proposal.preview.media', { count: 1 })).toBe('+ 1 archivo');
    expect(say('es', 'proposal.preview.media', { count: 2 })).toBe('+ 2 archivos');
    expect(say('ay', 'proposal.preview.media', { count: 2 })).toBe('+ 2 archivos');
    expect(say('en', 'proposal.preview.media', { count: 1 })).toBe('+ 1 file');
    // A form of its own in Spanish.
    expect(say('es', 'proposal.preview.media', { count: 1_000_000 })).toBe('+ 1000000 archivos');
    expect(say('qu', 'proposal.preview.media', { count: 1_000_000 })).toBe('+ 1000000 archivos');
  });

  it('says the same twice', () => {
    for (let round = 0; round < 2; round += 1)
      expect(say('es', 'status.unknown', { code: `AYNI-${round}` })).toContain(`AYNI-${round}`);
  });
});

describe('the files', () => {
  it('there is one for each language', () => {
    expect(Object.keys(texts).sort()).toEqual([...locales].sort());
  });
  it('nobody reads officialese, shouting or stray spaces', () => {
    const odd = Object.entries(texts).flatMap(([locale, words]) =>
      Object.entries(words)
        .filter(([, words]) =>
          /\b(usuario|ciudadanía|mediante|asimismo|coadyuvar)\b|[A-ZÁÉÍÓÚ]{9,}| {2}|^\s| $/u.test(words),
        )
        .map(([key]) => `${locale} ${key}`),
    );
    expect(odd).toEqual([]);
  });
  it('sentences are short: no more than 30 words', () => {
    const long = Object.entries(texts.es ?? {}).flatMap(([key, words]) =>
      words
        .split(/[.:;?!\n]+/u)
        .filter((sentence) => sentence.trim().split(/\s+/u).length > 30)
        .map(() => key),
    );
    expect(long).toEqual([]);
  });
});

describe('dates', () => {
  // 3:30 in the morning in London is still the day before in Lima.
  const at = Date.UTC(2026, 11, 25, 3, 30);
  it.each([
    ['es', '24 de diciembre de 2026'],
    ['qu', '24 de diciembre de 2026'],
    ['ay', '24 de diciembre de 2026'],
    ['en', '24 December 2026'],
  ])('%s: %s', (locale, words) => expect(formatDate(locale, at, 'America/Lima')).toBe(words));
  it('a moment has its hour', () => {
    expect(formatMoment('es', at, 'America/Lima')).toContain('22:30');
  });
});

describe('labels kept as data', () => {
  it('are picked in the language, else in Spanish, else whatever there is', () => {
    expect(pick({ es: 'a', en: 'b' }, 'en')).toBe('b');
    expect(pick({ es: 'a' }, 'qu')).toBe('a');
    expect(pick({ en: 'b' }, 'qu')).toBe('b');
    expect(pick({}, 'es')).toBe('');
  });
});
