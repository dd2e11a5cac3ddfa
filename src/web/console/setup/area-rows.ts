/** The areas of a cycle as rows of a form: read, moved, checked, made into areas again. Pure. */
import type { Localized } from '../../../calendar/entry.js';
import type { Area } from '../../../inbox/turn.js';
import { notAProposal } from '../../../proposals/triage.js';
import { codePoints } from '../../../talk/limits.js';
import { fold } from '../../../text/fold.js';

export interface AreaRow {
  /** Empty: a new one. */
  readonly id: string;
  readonly label: Localized;
  readonly retired: boolean;
  /** Nobody used it, and it shall vanish. */
  readonly gone: boolean;
}

/** The area of what fits nowhere: always there, always last. */
export const otherArea = 'other';
/** https://developers.facebook.com/documentation/business-messaging/whatsapp: a button shows 20 characters, a list 10 rows. */
export const labelMax = 20;
const offeredMax = 10;

/** "Agua y saneamiento" → "agua_y_saneamiento", never one that is taken. */
export function newAreaId(label: string, taken: ReadonlySet<string>): string {
  const base =
    fold(label)
      .replace(/[^a-z0-9]+/g, '_')
      .replace(/^_+|_+$/g, '')
      .slice(0, 32) || 'area';
  const free = (id: string): boolean => !taken.has(id) && id !== notAProposal;
  if (free(base)) return base;
  let count = 2;
  while (!free(`${base}_${count}`)) count += 1;
  return `${base}_${count}`;
}

export const toRows = (areas: readonly Area[]): AreaRow[] =>
  areas.map(({ id, label, retired }) => ({ id, label, retired: retired === true, gone: false }));

/** One place up (-1) or down (1). */
export function moved(rows: readonly AreaRow[], index: number, by: -1 | 1): AreaRow[] {
  const row = rows[index];
  const other = rows[index + by];
  if (!row || !other || row.id === otherArea || other.id === otherArea) return [...rows];
  const swapped = [...rows];
  swapped[index] = other;
  swapped[index + by] = row;
  return swapped;
}

export type AreaProblem =
  | { readonly problem: 'empty' | 'long' | 'twice'; readonly row: number; readonly locale: string }
  | { readonly problem: 'many' | 'few' };

export function rowProblems(rows: readonly AreaRow[]): AreaProblem[] {
  const kept = rows.map((row, index) => ({ row, index })).filter(({ row }) => !row.gone);
  const offered = kept.filter(({ row }) => !row.retired);
  const labels = kept.flatMap(({ row, index }) =>
    Object.entries(row.label).map(([locale, label]) => ({ locale, label, index, retired: row.retired })),
  );
  const isTwice = (one: (typeof labels)[number]): boolean =>
    labels.some(
      (other) =>
        other.index < one.index && other.locale === one.locale && fold(other.label) === fold(one.label),
    );
  return [
    ...kept
      .filter(({ row }) => row.label.es === undefined)
      .map(({ index }) => ({ problem: 'empty', row: index, locale: 'es' }) as const),
    ...labels
      .filter(({ label }) => codePoints(label) > labelMax)
      .map(({ index, locale }) => ({ problem: 'long', row: index, locale }) as const),
    ...labels.filter(isTwice).map(({ index, locale }) => ({ problem: 'twice', row: index, locale }) as const),
    ...(offered.length > offeredMax ? [{ problem: 'many' } as const] : []),
    ...(offered.filter(({ row }) => row.id !== otherArea).length === 0 ? [{ problem: 'few' } as const] : []),
  ];
}

/** `other` comes last; ids stay, new ones are made of the label. */
export function toAreas(rows: readonly AreaRow[]): Area[] {
  const taken = new Set(rows.map(({ id }) => id));
  const areas = rows
    .filter(({ gone }) => !gone)
    .map(({ id, label, retired }) => {
      const known = id === '' ? newAreaId(label.es ?? '', taken) : id;
      taken.add(known);
      return { id: known, label, ...(retired ? { retired } : {}) };
    });
  return [...areas.filter(({ id }) => id !== otherArea), ...areas.filter(({ id }) => id === otherArea)];
}
