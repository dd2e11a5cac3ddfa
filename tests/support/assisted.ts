/** What tests of assisted entry need: the world as a reader knows it, and workbooks as office programs write them. */
import { strToU8, zipSync } from 'fflate';
import type { AssistedTyped, AssistedWorld } from '../../src/assisted/proposal.js';
import { createPlaces } from '../../src/places/places.js';
import { fold } from '../../src/text/fold.js';

const places = createPlaces();
const areas: Readonly<Record<string, string>> = { 'medio ambiente': 'environment', inclusion: 'inclusion' };
const languages: Readonly<Record<string, string>> = { castellano: 'es', quechua: 'qu' };

export const plainWorld: AssistedWorld = {
  findPlace: places.find,
  findArea: (typed) => areas[fold(typed)] ?? null,
  findLocale: (typed) => languages[fold(typed)] ?? null,
  findPublish: (typed) => (({ si: 'without-name', no: 'no' })[fold(typed)] as 'no' | undefined) ?? null,
  isYes: (typed) => fold(typed) === 'si',
  isEverywhere: (typed) => fold(typed) === 'nacional',
};

export const typedWell: AssistedTyped = {
  code: '',
  text: 'Que la posta atienda también los sábados',
  place: 'Cusco',
  locale: 'castellano',
  area: 'Inclusión',
  publish: 'sí',
  consent: 'sí',
};

const escaped = (text: string): string => text.replace(/[&<>"]/g, (letter) => `&#${letter.codePointAt(0)};`);
const column = (index: number): string => String.fromCharCode(65 + index);
const head = '<?xml version="1.0" encoding="UTF-8"?>';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const links = 'http://schemas.openxmlformats.org/package/2006/relationships';

/** @param inside what stands in the sheet, as XML. */
export const workbookOf = (inside: string): Uint8Array =>
  zipSync({
    'xl/_rels/workbook.xml.rels': strToU8(
      `${head}<Relationships xmlns="${links}"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    ),
    'xl/workbook.xml': strToU8(
      `${head}<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="Taller" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ),
    'xl/worksheets/sheet1.xml': strToU8(
      `${head}<worksheet xmlns="${main}"><sheetData>${inside}</sheetData></worksheet>`,
    ),
  });

export const cellOf = (address: string, text: string): string =>
  `<c r="${address}" t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`;

/** Empty cells are left out, as office programs do. */
export const workbook = (rows: readonly (readonly string[])[]): Uint8Array =>
  workbookOf(
    rows
      .map((cells, row) => {
        const written = cells.map((text, at) => (text === '' ? '' : cellOf(`${column(at)}${row + 1}`, text)));
        return `<row r="${row + 1}">${written.join('')}</row>`;
      })
      .join(''),
  );
