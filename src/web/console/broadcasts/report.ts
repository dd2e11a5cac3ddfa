/** The report of a broadcast: its fates by region, language and channel, and why some did not arrive. Pure. */
import type { FateCount } from '../../../broadcasts/broadcast.js';
import { type Fate, fateOf, type Tally, tallyOf, totalOf } from './tally.js';

export interface ReportRow {
  readonly key: string;
  readonly tally: Tally;
  readonly total: number;
}
export interface Reason {
  readonly fate: Fate;
  /** Failure kind or exclusion; empty where none was noted. */
  readonly why: string;
  readonly count: number;
}

export const dimensions = ['region', 'locale', 'channel'] as const;
export type Dimension = (typeof dimensions)[number];

/** One row for each value, most people first; every row of the broadcast is in exactly one. */
export function rowsBy(counts: readonly FateCount[], dimension: Dimension): readonly ReportRow[] {
  const groups = new Map<string, FateCount[]>();
  for (const one of counts) {
    const group = groups.get(one[dimension]);
    if (group) group.push(one);
    else groups.set(one[dimension], [one]);
  }
  return [...groups]
    .map(([key, rows]) => {
      const tally = tallyOf(rows);
      return { key, tally, total: totalOf(tally) };
    })
    .toSorted((a, b) => b.total - a.total || (a.key < b.key ? -1 : 1));
}

const explained: readonly Fate[] = ['suppressed', 'failed', 'unknown', 'waiting', 'planned'];

/** Why rows are where they are, most first. A fate that explains itself (it arrived) has no line. */
export function reasonsOf(counts: readonly FateCount[]): readonly Reason[] {
  const found = new Map<string, { fate: Fate; why: string; count: number }>();
  for (const { state, why, count } of counts) {
    const fate = fateOf(state);
    if (!explained.includes(fate) || (fate === 'planned' && why === null)) continue;
    const key = `${fate}:${why ?? ''}`;
    const known = found.get(key);
    if (known) known.count += count;
    else found.set(key, { fate, why: why ?? '', count });
  }
  return [...found.values()].toSorted(
    (a, b) => explained.indexOf(a.fate) - explained.indexOf(b.fate) || b.count - a.count,
  );
}

/** A cell that a spreadsheet takes as text, whatever it holds. */
const cell = (text: string): string => {
  const safe = /^[=+\-@\t]/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

/** Marked as UTF-8, so that spreadsheets read accents. */
export const csvOf = (lines: readonly (readonly (string | number)[])[]): string =>
  `\ufeff${lines.map((line) => line.map((value) => cell(String(value))).join(',')).join('\r\n')}\r\n`;
