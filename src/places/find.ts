/** Finds the place somebody typed: capitals, nicknames, no accents, slips of the finger. Unsure means asking. */
import { fold } from '../text/fold.js';
import { departmentOf, type PlaceRow, provinceOf } from './data.js';
import { nicknames } from './nicknames.js';

/** Left out when names are compared: "san juan lurigancho" is "San Juan de Lurigancho". */
const particles = new Set(['de', 'del', 'la', 'las', 'los', 'el', 'y', 'e', 'd']);
const lead =
  /^(?:(?:yo|nosotros|somos|soy|vivo|vengo|estoy|es|aqui|aca|para|por|en|desde|de|del|la|el|mi|toda|todo|region|departamento|depto|dpto|dep|provincia|prov|distrito|dist|ciudad|pueblo|comunidad|cercado|centro)\s+)+/;
const abbreviations: readonly (readonly [RegExp, string])[] = [
  [/\bsta\b/g, 'santa'],
  [/\bsto\b/g, 'santo'],
  [/\bsn\b/g, 'san'],
  [/\bs\.\s*/g, 'san '],
  [/\bvlla\b/g, 'villa'],
  [/\bpto\b/g, 'puerto'],
  [/\bgral\b/g, 'general'],
  [/\bj\.?\s*l\.?\s*bustamante\b/g, 'jose luis bustamante'],
];

const squash = (text: string): string =>
  fold(text)
    // "S.J.L." and "s j l" are one word.
    .replace(/\b(\p{L})[.\s]+(?=\p{L}(?:[.\s]|$))/gu, '$1')
    .replace(/[^\p{L}\p{N}\s]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
/** As it sounds, for Quechua spellings and quick typing: "wanuku" is Huánuco, "kimbiri" Quimbiri. */
const soundOf = (key: string): string =>
  key
    .replace(/qu(?=[ei])/g, 'k')
    .replace(/[cq](?![hei])/g, 'k')
    .replace(/\bhu(?=[aei])|gu(?=[aei])/g, 'w')
    .replace(/c(?=[ei])|z/g, 's')
    .replace(/v/g, 'b')
    .replace(/ll/g, 'y')
    .replace(/h(?!u)/g, '')
    .replace(/e/g, 'i')
    .replace(/o/g, 'u')
    .replace(/(.)\1/g, '$1');

const keyOf = (text: string): string =>
  squash(text)
    .split(' ')
    .filter((word) => !particles.has(word))
    .join(' ');

/** At most `limit` changed letters, swaps of neighbours counting once; more is Infinity. */
export function distance(one: string, other: string, limit: number): number {
  if (Math.abs(one.length - other.length) > limit) return Number.POSITIVE_INFINITY;
  let before: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const cost = one[i - 1] === other[j - 1] ? 0 : 1;
      let best = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + cost);
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1])
        best = Math.min(best, (before[j - 2] ?? 0) + 1);
      row.push(best);
    }
    if (Math.min(...row) > limit) return Number.POSITIVE_INFINITY;
    before = last;
    last = row;
  }
  const found = last[other.length] ?? Number.POSITIVE_INFINITY;
  return found <= limit ? found : Number.POSITIVE_INFINITY;
}

/** Short names are too alike to guess at. */
const slipsAllowed = (length: number): number => (length < 5 ? 0 : length < 8 ? 1 : 2);

const isInside = (code: string, parent: string): boolean =>
  parent.endsWith('0000')
    ? departmentOf(code) === parent
    : parent.endsWith('00')
      ? provinceOf(code) === parent
      : code === parent;

export function createFinder(rows: readonly PlaceRow[]): (typed: string) => readonly string[] {
  const byKey = new Map<string, string[]>();
  const add = (name: string, code: string): void => {
    const key = keyOf(name);
    if (key === '') return;
    const codes = byKey.get(key) ?? [];
    if (!codes.includes(code)) codes.push(code);
    byKey.set(key, codes);
  };
  for (const place of rows) add(place.name, place.code);
  // A provincial capital that is no district's name leads to its province (Pucallpa → Coronel Portillo).
  for (const place of rows)
    if (place.level === 'province' && !byKey.has(keyOf(place.capital))) add(place.capital, place.code);
  const nicknameOf = new Map(Object.entries(nicknames).map(([name, codes]) => [keyOf(name), codes]));
  const keys = [...byKey.keys()];
  const bySound = new Map<string, string[]>();
  for (const key of keys) bySound.set(soundOf(key), [...(bySound.get(soundOf(key)) ?? []), key]);

  /** A department's name means the department; a province's the province, unless the name also lies elsewhere. */
  const settle = (codes: readonly string[]): readonly string[] => {
    const department = codes.find((code) => code.endsWith('0000'));
    if (department) return [department];
    const provinces = codes.filter((code) => code.endsWith('00'));
    const outside = codes.filter(
      (code) => !code.endsWith('00') && !provinces.some((province) => isInside(code, province)),
    );
    return [...provinces, ...outside];
  };

  const alike = (key: string): readonly string[] => {
    const sounds = key.length < 4 ? undefined : bySound.get(soundOf(key));
    if (sounds) return sounds.flatMap((known) => byKey.get(known) ?? []);
    const limit = slipsAllowed(key.length);
    let best = limit + 1;
    let found: string[] = [];
    for (const known of limit === 0 ? [] : keys) {
      const far = distance(key, known, Math.min(limit, best));
      if (far < best) {
        best = far;
        found = [known];
      } else if (far === best && far <= limit) found.push(known);
    }
    return found.flatMap((known) => byKey.get(known) ?? []);
  };

  /** All codes a single name can mean; the exact name before its look-alikes. */
  const codesOf = (name: string): readonly string[] => {
    const key = keyOf(name);
    if (key === '') return [];
    return nicknameOf.get(key) ?? byKey.get(key) ?? alike(key);
  };

  /** "Juliaca, Puno": what the first part means inside what the second means. */
  const inside = (child: string, parent: string): readonly string[] => {
    const key = keyOf(child);
    const parents = nicknameOf.get(keyOf(parent)) ?? byKey.get(keyOf(parent)) ?? [];
    const children = [...new Set([...(byKey.get(key) ?? []), ...(nicknameOf.get(key) ?? [])])];
    const exact = children.filter((code) => parents.some((above) => code !== above && isInside(code, above)));
    if (exact.length > 0) return narrowest(exact);
    const near = alike(key).filter((code) =>
      parents.some((above) => code !== above && isInside(code, above)),
    );
    if (near.length > 0) return narrowest(near);
    // "Cusco, Cusco": the same name twice means the capital.
    return parents.filter((code) => children.includes(code));
  };
  /** Province and its capital district share a name: inside a named department the province is meant. */
  const narrowest = (codes: readonly string[]): readonly string[] => {
    const settled = settle(codes);
    return settled.length > 0 ? settled : codes;
  };

  /** Without a comma: "juliaca puno", "miraflores arequipa", "puno juliaca". */
  const splitWords = (text: string): readonly string[] => {
    const words = text.split(' ');
    for (let cut = words.length - 1; cut >= 1; cut -= 1) {
      const head = words.slice(0, cut).join(' ');
      const tail = words.slice(cut).join(' ');
      const found = inside(head, tail);
      if (found.length > 0) return found;
      const turned = inside(tail, head);
      if (turned.length > 0) return turned;
    }
    return [];
  };

  const single = (text: string): readonly string[] => {
    const key = keyOf(text);
    const nickname = nicknameOf.get(key);
    if (nickname) return nickname;
    const exact = byKey.get(key);
    if (exact) return settle(exact);
    const pair = splitWords(text);
    return pair.length > 0 ? pair : settle(codesOf(text));
  };

  return (typed) => {
    const full = squash(
      typed
        .replace(/[,;/|()–—-]/g, ' , ')
        .replace(/ , /g, ' § ')
        .replace(/§/g, 'zzsep'),
    );
    const spelled = abbreviations.reduce((text, [short, long]) => text.replace(short, long), full);
    const parts = spelled
      .split('zzsep')
      .map((part) => part.trim())
      .map((part) => part.replace(/\s+(?:cercado|centro|ciudad|peru|provincia|region|departamento)$/, ''))
      .map((part) => (byKey.has(keyOf(part)) || nicknameOf.has(keyOf(part)) ? part : part.replace(lead, '')))
      .filter((part) => part !== '' && keyOf(part) !== 'peru');
    const [first, ...rest] = parts;
    if (first === undefined) return [];
    if (rest.length === 0) return single(first);
    for (const other of rest) {
      const found = inside(first, other);
      if (found.length > 0) return found;
      const turned = inside(other, first);
      if (turned.length > 0) return turned;
    }
    return [];
  };
}
