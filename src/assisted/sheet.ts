/** The rows of a workshop's sheet: columns by their heads, every row read, every mistake named. Pure. */
import { fold } from '../text/fold.js';
import {
  type AssistedField,
  type AssistedProposal,
  type AssistedTyped,
  type AssistedWorld,
  type FieldWrong,
  readAssisted,
  readPaperCode,
} from './proposal.js';

/** What people write over their columns. */
const heads: Readonly<Record<AssistedField, readonly string[]>> = {
  text: ['propuesta', 'idea', 'texto', 'aporte', 'contribucion', 'proposal'],
  place: ['lugar', 'region', 'distrito', 'provincia', 'departamento', 'place'],
  locale: ['idioma', 'lengua', 'language'],
  area: ['tema', 'temas', 'area', 'areas', 'eje'],
  publish: ['publicar', 'se puede publicar', 'publicacion', 'publish'],
  consent: ['acepta', 'consentimiento', 'consentimiento hablado', 'dijo que si', 'consent'],
  code: ['codigo', 'code'],
};
const fields = [
  'text',
  'place',
  'locale',
  'area',
  'publish',
  'consent',
  'code',
] as const satisfies readonly AssistedField[];
/** Without these a sheet cannot be read at all. */
const needed = ['text', 'consent'] as const satisfies readonly AssistedField[];

export const mostRows = 500;

export interface RowWrong extends FieldWrong {
  /** As the program that shows the sheet counts: heads are row 1. */
  readonly row: number;
}

export type SheetRead =
  | { readonly rows: readonly (AssistedProposal & { readonly row: number })[] }
  | { readonly wrong: readonly RowWrong[] }
  | { readonly unreadable: 'empty' | 'too-many' | 'no-columns'; readonly missing: readonly AssistedField[] };

const empty: AssistedTyped = {
  code: '',
  text: '',
  place: '',
  locale: '',
  area: '',
  publish: '',
  consent: '',
};

function columnsOf(names: readonly string[]): ReadonlyMap<AssistedField, number> {
  const folded = names.map((name) =>
    fold(name)
      // "acepta (sí/no)"
      .replace(/\(.*/, '')
      .replace(/[^a-z ]+/g, ' ')
      .replace(/\s+/g, ' ')
      .trim(),
  );
  const columns = new Map<AssistedField, number>();
  for (const field of fields) {
    const at = folded.findIndex((name) => heads[field].includes(name));
    if (at >= 0) columns.set(field, at);
  }
  return columns;
}

/** Codes of the same sheet that stand in it twice. */
function twice(rows: readonly (AssistedProposal & { readonly row: number })[]): RowWrong[] {
  const seen = new Set<string>();
  return rows.flatMap(({ row, code }): RowWrong[] => {
    if (code === null) return [];
    if (seen.has(code)) return [{ row, field: 'code', problem: 'code-twice' }];
    seen.add(code);
    return [];
  });
}

/** @param cells as text, heads first. @param taken which of these codes are somebody's already. */
export function readSheet(
  cells: readonly (readonly string[])[],
  world: AssistedWorld,
  taken: ReadonlySet<string>,
): SheetRead {
  const [names = [], ...body] = cells;
  const columns = columnsOf(names);
  const missing = needed.filter((field) => !columns.has(field));
  if (missing.length > 0) return { unreadable: 'no-columns', missing };
  const filled = body
    .map((cell, index) => ({ cell, row: index + 2 }))
    .filter(({ cell }) => cell.some((one) => one.trim() !== ''));
  if (filled.length === 0) return { unreadable: 'empty', missing: [] };
  if (filled.length > mostRows) return { unreadable: 'too-many', missing: [] };

  const rows: (AssistedProposal & { readonly row: number })[] = [];
  const wrong: RowWrong[] = [];
  for (const { cell, row } of filled) {
    const typed = { ...empty };
    for (const [field, at] of columns) typed[field] = (cell[at] ?? '').trim();
    const read = readAssisted(typed, world);
    if ('wrong' in read) wrong.push(...read.wrong.map((one) => ({ ...one, row })));
    else if (read.proposal.code !== null && taken.has(read.proposal.code))
      wrong.push({ row, field: 'code', problem: 'code-taken' });
    else rows.push({ ...read.proposal, row });
  }
  wrong.push(...twice(rows));
  return wrong.length > 0 ? { wrong: wrong.toSorted((a, b) => a.row - b.row) } : { rows };
}

/** Codes a sheet names, to be looked up before it is read. */
export function codesIn(cells: readonly (readonly string[])[]): readonly string[] {
  const at = columnsOf(cells[0] ?? []).get('code');
  if (at === undefined) return [];
  return cells.slice(1).flatMap((cell) => readPaperCode((cell[at] ?? '').trim()) ?? []);
}
