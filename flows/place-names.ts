/** Place names as choices: short enough for a list row, and still telling one from another. */
import type { Context, Option } from '../src/flow/step.js';
import { codePoints, whatsappLimits } from '../src/talk/limits.js';

const row = whatsappLimits.list?.label ?? 24;

const fits = (label: string): boolean => codePoints(label) <= row;

/** "San Juan de Lurigancho (Lima)" → both parts; a region has no second one. */
function partsOf(name: string): { base: string; where: string } {
  const [, base = name, where = ''] = /^(.+?) \((.+)\)$/u.exec(name) ?? [];
  return { base, where };
}

/** Each name at its longest that fits a row: whole, without its region, only its region, else cut with "…". */
function shortNames(names: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  const bases = names.map((name) => partsOf(name).base);
  return names.map((name) => {
    const { base, where } = partsOf(name);
    const isAlone = bases.filter((other) => other === base).length === 1;
    const forms = [name, ...(isAlone ? [base] : []), where].filter((form) => form !== '');
    const cut = `${[...name].slice(0, row - 1).join('')}…`;
    const label = forms.find((form) => fits(form) && !taken.has(form)) ?? cut;
    taken.add(label);
    return label;
  });
}

/** Codes nobody knows any more are left out. The whole name stands below a shortened one. */
export function placeOptions(codes: readonly string[], { env }: Context): readonly Option[] {
  const known = codes.flatMap((code) => {
    const name = env.placeName(code);
    return name === null ? [] : [{ code, name }];
  });
  const labels = shortNames(known.map(({ name }) => name));
  return known.map(({ code, name }, index) => {
    const label = labels[index] ?? name;
    return {
      value: code,
      label: { words: label },
      whole: true,
      ...(label === name ? {} : { hint: name }),
    };
  });
}
