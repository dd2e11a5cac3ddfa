/** Files of workshops: workbooks and tables in text are read as they are shown; anything else is refused. */
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { readCells, UnreadableFile } from '../../src/assisted/file.js';
import { cellOf, workbook, workbookOf } from '../support/assisted.js';

const rows = [
  ['propuesta', 'acepta'],
  ['Más agua, más árboles', 'sí'],
];
const text = (given: string) => readCells(strToU8(given));
const refused = async (bytes: Uint8Array) => expect(readCells(bytes)).rejects.toBeInstanceOf(UnreadableFile);

describe('a table in text', () => {
  it.each([
    ['semicolons', 'propuesta;acepta\r\nMás agua, más árboles;sí\r\n'],
    ['commas', 'propuesta,acepta\n"Más agua, más árboles",sí\n'],
    ['tabs', 'propuesta\tacepta\nMás agua, más árboles\tsí'],
    ['a mark at its front', '\uFEFFpropuesta;acepta\nMás agua, más árboles;sí\n'],
  ])('is read with %s', async (_, given) => {
    expect(await text(given)).toEqual(rows);
  });

  it('is read as older programs save it', async () => {
    const given = 'propuesta;acepta\nMás agua, más árboles;sí\n';
    expect(await readCells(Uint8Array.from(Buffer.from(given, 'latin1')))).toEqual(rows);
    expect(await readCells(Uint8Array.from(Buffer.from(`\uFEFF${given}`, 'utf16le')))).toEqual(rows);
  });

  it('keeps its rows where they were, also empty ones and those of several lines', async () => {
    expect(await text('propuesta;acepta\n\n"Uno\ndos";sí\nTres;no\n')).toEqual([
      ['propuesta', 'acepta'],
      [''],
      ['Uno\ndos', 'sí'],
      ['Tres', 'no'],
    ]);
  });

  it('keeps quotes inside a cell, and formulas as the words they are', async () => {
    expect(await text('propuesta;acepta\nQue "Qali Warma" llegue;sí\n=1+1;@sum(a1)')).toEqual([
      ['propuesta', 'acepta'],
      ['Que "Qali Warma" llegue', 'sí'],
      ['=1+1', '@sum(a1)'],
    ]);
  });
});

describe('a workbook', () => {
  it('is read with its rows where they were', async () => {
    expect(await readCells(workbook([...rows, ['', ''], ['=1+1', 'sí']]))).toEqual([
      ...rows,
      ['', ''],
      ['=1+1', 'sí'],
    ]);
  });

  it('gives yes, numbers and results of formulas as words', async () => {
    const row = `<c r="A1" t="b"><v>1</v></c><c r="B1"><v>2.5</v></c><c r="C1"><f>1+1</f><v>2</v></c>`;
    expect(await readCells(workbookOf(`<row r="1">${row}</row>`))).toEqual([['true', '2.5', '2']]);
  });

  it('loads nothing from elsewhere', async () => {
    const file = workbookOf(
      `<row r="1"><c r="A1" t="str"><f>WEBSERVICE("https://evil.example")</f></c></row>`,
    );
    expect(await readCells(file)).toEqual([]);
  });
});

describe('what is no sheet', () => {
  it('is refused: nothing, noise, pictures, other zips', async () => {
    await refused(Uint8Array.from({ length: 5_000 }, (_, at) => (at * 197 + (at >> 3)) % 256));
    await refused(Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0));
    await refused(zipSync({ 'hola.txt': strToU8('hola') }));
    await refused(workbook(rows).subarray(0, 300));
    await refused(strToU8('PK y nada más'));
    await refused(strToU8('propuesta;acepta\n"Sin final;sí\n'));
    await refused(new Uint8Array(400_001).fill(0x61));
    expect(await readCells(new Uint8Array(0))).toEqual([]);
  });

  it('is refused where it would grow without end', async () => {
    const bomb = zipSync({ 'xl/worksheets/sheet1.xml': new Uint8Array(9_000_000) });
    expect(bomb.byteLength).toBeLessThan(400_000);
    await refused(bomb);
    // What it says of its own size is changed to nothing, in both places where it is written.
    const view = new DataView(bomb.buffer, bomb.byteOffset);
    view.setUint32(22, 10, true);
    view.setUint32(view.getUint32(bomb.byteLength - 6, true) + 24, 10, true);
    await refused(bomb);
    // And to more than any memory has.
    view.setUint32(22, 0xffff_fff0, true);
    await refused(bomb);
  });

  it('is refused where a few cells stand gigabytes apart', async () => {
    const far = `<row r="1">${cellOf('A1', 'propuesta')}</row><row r="900000">${cellOf('A900000', 'x')}${cellOf('XFD900000', 'x')}</row>`;
    await refused(workbookOf(far));
  }, 20_000);
});
