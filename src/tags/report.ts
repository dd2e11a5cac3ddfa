/** How well suggestions agree with labels. */
import { type AreaId, areas, type Labelled } from './samples.js';

export interface Counts {
  right: number;
  /** Suggested, but not labelled. */
  extra: number;
  /** Labelled, but not suggested. */
  missed: number;
}

export interface Quality {
  readonly texts: number;
  readonly area: Readonly<Record<AreaId, Counts>>;
  readonly micro: Counts;
  /** The class "no area". */
  readonly none: Counts;
  /** Share of texts with an area that got at least one right one. */
  readonly oneRight: number;
}

const empty = (): Counts => ({ right: 0, extra: 0, missed: 0 });

export function count(counts: Counts, suggested: boolean, labelled: boolean): void {
  if (suggested && labelled) counts.right += 1;
  else if (suggested) counts.extra += 1;
  else if (labelled) counts.missed += 1;
}

export const precision = ({ right, extra }: Counts): number => right / Math.max(1, right + extra);
const recall = ({ right, missed }: Counts): number => right / Math.max(1, right + missed);
export const f1 = ({ right, extra, missed }: Counts): number =>
  (2 * right) / Math.max(1, 2 * right + extra + missed);

export function measure(texts: readonly Labelled[], suggest: (one: Labelled) => readonly string[]): Quality {
  const area: Record<AreaId, Counts> = {
    anticorruption: empty(),
    inclusion: empty(),
    access_to_information: empty(),
    environment: empty(),
  };
  const micro = empty();
  const none = empty();
  let withArea = 0;
  let hit = 0;
  for (const one of texts) {
    const suggested = suggest(one);
    for (const id of areas) {
      count(area[id], suggested.includes(id), one.areas.includes(id));
      count(micro, suggested.includes(id), one.areas.includes(id));
    }
    count(none, suggested.length === 0, one.areas.length === 0);
    if (one.areas.length === 0) continue;
    withArea += 1;
    if (one.areas.some((id) => suggested.includes(id))) hit += 1;
  }
  return { texts: texts.length, area, micro, none, oneRight: hit / Math.max(1, withArea) };
}

const number = (value: number) => value.toFixed(3);

/** Markdown rows: one for each set. */
export function tabulate(rows: readonly (readonly [string, Quality])[]): string {
  const head =
    '| texts | n | micro P | micro R | micro F1 | none F1 | one right |\n|---|---|---|---|---|---|---|';
  const lines = rows.map(
    ([name, { texts, micro, none, oneRight }]) =>
      `| ${name} | ${texts} | ${number(precision(micro))} | ${number(recall(micro))} | ${number(f1(micro))} | ${number(f1(none))} | ${number(oneRight)} |`,
  );
  return [head, ...lines].join('\n');
}

export function tabulateAreas(quality: Quality): string {
  const head =
    '| area | precision | recall | F1 | right | too many | missed |\n|---|---|---|---|---|---|---|';
  const lines = areas.map((id) => {
    const counts = quality.area[id];
    return `| ${id} | ${number(precision(counts))} | ${number(recall(counts))} | ${number(f1(counts))} | ${counts.right} | ${counts.extra} | ${counts.missed} |`;
  });
  return [head, ...lines].join('\n');
}
