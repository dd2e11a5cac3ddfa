/** Places: what people type is found or asked back, never guessed. */
import { once } from 'node:events';
import { Readable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeLines } from '../../src/cli/place.js';
import { createPlaces } from '../../src/places/places.js';
import { spellings } from './spellings.js';

const places = createPlaces();
const codeOf = (typed: string) => {
  const found = places.find(typed);
  return found.kind === 'found' ? found.place.code : null;
};

describe('what people type', () => {
  it.each(spellings)('$typed → $code', ({ typed, code }) => {
    expect(codeOf(typed)).toBe(code);
  });

  it('offers the regions of a wide name', () => {
    const found = places.find('vraem');
    expect(found.kind === 'ambiguous' && found.options.map(({ name }) => name)).toEqual([
      'Ayacucho',
      'Cusco',
      'Junín',
      'Huancavelica',
      'Apurímac',
    ]);
  });

  it('tells options of one name apart', () => {
    const found = places.find('Miraflores');
    const names = found.kind === 'ambiguous' ? found.options.map(({ name }) => name) : [];
    expect(names).toContain('Miraflores (Lima, Lima)');
    expect(names).toContain('Miraflores (Yauyos, Lima)');
    expect(new Set(names).size).toBe(names.length);
  });

  it('asks about a short name that is only nearly right', () => {
    expect(places.find('lari')).toMatchObject({ kind: 'found' });
    expect(places.find('larii')).toMatchObject({ kind: 'ambiguous', options: [{ name: 'Lari (Arequipa)' }] });
  });

  it('survives anything', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (typed) => {
        const found = places.find(typed);
        if (found.kind === 'ambiguous') expect(found.options.length).toBeGreaterThan(0);
      }),
      { numRuns: 300 },
    );
  });

  it('finds every place by its own full name, or asks', () => {
    const wrong = places
      .departments()
      .flatMap(({ code, name }) => [
        { code, typed: name },
        ...places.provinces(code).map((place) => ({ code: place.code, typed: place.name })),
      ])
      .filter(({ code, typed }) => {
        const found = places.find(typed);
        const options =
          found.kind === 'found' ? [found.place] : found.kind === 'ambiguous' ? found.options : [];
        return !options.some((option) => option.code === code);
      });
    expect(wrong).toEqual([]);
  });

  it('finds every district by "district, province, department" and never another one', () => {
    const all = places.departments().flatMap((department) =>
      places.provinces(department.code).flatMap((province) =>
        places.districts(province.code).map((district) => ({
          code: district.code,
          typed: [district, province, department].map(({ name }) => name.replace(/ \(.*/, '')).join(', '),
        })),
      ),
    );
    expect(all.length).toBe(1_892);
    const wrong = all.filter(({ code, typed }) => codeOf(typed) !== code);
    expect(wrong).toEqual([]);
  });
});

describe('a shared location', () => {
  it.each([
    ['Plaza de Armas, Cusco', -13.5167, -71.9788, '0801'],
    ['Juliaca', -15.5, -70.13, '2111'],
    ['Iquitos', -3.75, -73.25, '1601'],
    ['deep in Loreto', -3.9, -76.5, '16'],
  ])('%s', (_where, latitude, longitude, start) => {
    expect(places.nearest(latitude, longitude)?.code.startsWith(start)).toBe(true);
  });

  it.each([
    ['Madrid', 40.4, -3.7],
    ['Buenos Aires', -34.6, -58.4],
    ['nowhere', Number.NaN, 0],
  ])('%s is not in Peru', (_where, latitude, longitude) => {
    expect(places.nearest(latitude, longitude)).toBeNull();
  });
});

describe('names', () => {
  it.each([
    ['020000', 'Áncash'],
    ['080000', 'Cusco'],
    ['080100', 'Cusco (Cusco)'],
    ['080101', 'Cusco (Cusco, Cusco)'],
    ['150132', 'San Juan de Lurigancho (Lima)'],
    ['180200', 'General Sánchez Cerro (Moquegua)'],
    ['150501', 'San Vicente de Cañete (Lima)'],
    ['999999', null],
  ])('%s is %s', (code, name) => {
    expect(places.name(code)).toBe(name);
  });

  it('no two places read alike', () => {
    const names = places
      .departments()
      .flatMap(({ code, name }) => [
        name,
        ...places
          .provinces(code)
          .flatMap((province) => [
            province.name,
            ...places.districts(province.code).map((district) => district.name),
          ]),
      ]);
    expect(names.length).toBe(25 + 196 + 1_892);
    expect(new Set(names).size).toBe(names.length);
  });

  it('knows ISO codes', () => {
    expect(places.iso('150132')).toBe('PE-LIM');
    expect(places.iso('070106')).toBe('PE-CAL');
    expect(places.iso('999999')).toBeNull();
  });
});

describe('ayni place', () => {
  it('answers each line, with null when unsure', async () => {
    const input = Readable.from(['cuzco', '', 'Santa Rosa', 'sjl']);
    const lines: string[] = [];
    expect(await placeLines(input, (line) => lines.push(line))).toBe(0);
    if (!input.closed) await once(input, 'close');
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      { typed: 'cuzco', code: '080000', name: 'Cusco' },
      { typed: 'Santa Rosa', code: null, name: null },
      { typed: 'sjl', code: '150132', name: 'San Juan de Lurigancho (Lima)' },
    ]);
  });
});
