/** A workshop's sheet: every row is read, every mistake named by its row, and nothing passes without a yes. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codesIn, mostRows, readSheet } from '../../src/assisted/sheet.js';
import { plainWorld } from '../support/assisted.js';

const heads = ['Propuesta', 'Acepta', 'Lugar', 'Código'];
const idea = 'Que la posta atienda los sábados';
const good = [idea, 'sí', 'Cusco', ''];
const read = (rows: readonly (readonly string[])[], taken: readonly string[] = []) =>
  readSheet([heads, ...rows], plainWorld, new Set(taken));
const mistakes = (...given: Parameters<typeof read>) => {
  const sheet = read(...given);
  return 'wrong' in sheet ? sheet.wrong.map(({ row, problem }) => `${row} ${problem}`) : [];
};

describe('a sheet', () => {
  it('is read by the names of its columns, wherever they stand', () => {
    const sheet = readSheet(
      [
        ['N°', 'Idea', 'Consentimiento (sí/no)', '¿Se puede publicar?', 'TEMA'],
        ['1', idea, 'SÍ', 'sí', 'medio ambiente'],
      ],
      plainWorld,
      new Set(),
    );
    expect(sheet).toEqual({
      rows: [
        {
          row: 2,
          code: null,
          text: idea,
          place: null,
          locale: 'es',
          areas: ['environment'],
          publish: 'without-name',
        },
      ],
    });
  });

  it('counts rows as the program that shows it, empty ones too', () => {
    expect(read([good, ['', '', '', ''], [], good])).toMatchObject({ rows: [{ row: 2 }, { row: 5 }] });
    expect(mistakes([good, ['Agua', 'sí'], good, [idea, '']])).toEqual(['3 text-short', '5 consent-missing']);
  });

  it('knows codes that stand in it twice, and those of others', () => {
    const coded = (code: string) => [idea, 'sí', '', code];
    expect(mistakes([coded('AYNI-7K3QWZ'), coded('ayni 7k3qwz')])).toEqual(['3 code-twice']);
    expect(mistakes([good, coded('7k3qwz')], ['AYNI-7K3QWZ'])).toEqual(['3 code-taken']);
    expect(codesIn([heads, good, coded('ayni-7k3qwz'), coded('7K3Q')])).toEqual(['AYNI-7K3QWZ']);
    expect(codesIn([])).toEqual([]);
  });

  it('says what it lacks', () => {
    expect(readSheet([], plainWorld, new Set())).toEqual({
      unreadable: 'no-columns',
      missing: ['text', 'consent'],
    });
    expect(readSheet([['idea'], [idea]], plainWorld, new Set())).toEqual({
      unreadable: 'no-columns',
      missing: ['consent'],
    });
    expect(read([['', ' ']])).toMatchObject({ unreadable: 'empty' });
    expect(read(Array.from({ length: mostRows + 1 }, () => good))).toMatchObject({ unreadable: 'too-many' });
    expect(read(Array.from({ length: mostRows }, () => good))).toHaveProperty('rows');
  });
});

describe('whatever stands in the cells', () => {
  const odd = fc.constantFrom(
    'sí',
    'no',
    '',
    ' ',
    'Cusco',
    'AYNI-7K3QWZ',
    idea,
    '=1+1',
    '\u0000',
    '__proto__',
  );
  const cell = fc.oneof(fc.string({ maxLength: 40, unit: 'grapheme' }), odd);
  const sheets = fc.array(fc.array(cell, { maxLength: 6 }), { maxLength: 12 });

  it('is read without a fall, each row once, none without its yes', () => {
    fc.assert(
      fc.property(sheets, fc.boolean(), (rows, named) => {
        const cells = named ? [heads, ...rows] : rows;
        const sheet = readSheet(cells, plainWorld, new Set());
        if ('unreadable' in sheet) return;
        const found = 'rows' in sheet ? sheet.rows : sheet.wrong;
        for (const { row } of found) {
          expect(row).toBeGreaterThan(1);
          expect((cells[row - 1] ?? []).some((one) => one.trim() !== '')).toBe(true);
        }
        if (!('rows' in sheet)) return;
        const filled = rows.filter((one) => one.some((text) => text.trim() !== ''));
        expect(sheet.rows).toHaveLength(named ? filled.length : sheet.rows.length);
        for (const { row, text } of sheet.rows) {
          const given = cells[row - 1] ?? [];
          expect(given.map((one) => one.trim())).toContain(text);
          expect(given.some((one) => plainWorld.isYes(one.trim()))).toBe(true);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('keeps none when one is wrong', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 1, maxLength: 20 }), (yes) => {
        const sheet = read(yes.map((said) => [idea, said ? 'sí' : 'no']));
        if (yes.every(Boolean)) expect(sheet).toHaveProperty('rows');
        else
          expect(sheet).toEqual({
            wrong: yes.flatMap((said, at) =>
              said ? [] : [{ field: 'consent', problem: 'consent-missing', row: at + 2 }],
            ),
          });
      }),
    );
  });
});
