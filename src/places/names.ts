/** The names places go by: which codes a piece of text can mean, exactly or nearly. */
import { departmentOf, levelOf, type PlaceRow, provinceOf } from './data.js';
import { nicknames } from './nicknames.js';
import { commonWords } from './phrases.js';
import { distance, plain, slipsAllowed, soundOf, withoutParticles } from './spelling.js';

export interface Near {
  readonly codes: readonly string[];
  /** What each of the nearest names means alone. */
  readonly alone: readonly string[];
  /** False when only short names of districts are near: 1,900 of them lie close to everyday words. */
  readonly sure: boolean;
}

export interface Names {
  /** Codes a name means alone, spelled right (accents, little words and spaces aside). */
  exact(name: string): readonly string[];
  /** Codes a name can mean beside another one: "Lima" is then also the province. */
  beside(name: string): { readonly named: readonly string[]; readonly seats: readonly string[] };
  /** Codes of the nearest names that sound alike or differ by slips. */
  near(name: string): Near;
}

export const isInside = (code: string, parent: string): boolean =>
  code === parent || departmentOf(code) === parent || provinceOf(code) === parent;

/** Of places that bear one name and lie in each other, the widest: the question asks for the region. */
export const widest = (codes: readonly string[]): readonly string[] =>
  codes.filter((code) => !codes.some((other) => other !== code && isInside(code, other)));

/** A department's name means the department, wherever else the name is found. */
export function settle(codes: readonly string[]): readonly string[] {
  const department = codes.find((code) => levelOf(code) === 'department');
  return department && codes.filter((code) => levelOf(code) === 'department').length === 1
    ? [department]
    : widest(codes);
}

type Index = Map<string, string[]>;

function put(index: Index, key: string, code: string): void {
  if (key === '') return;
  const codes = index.get(key);
  if (!codes) index.set(key, [code]);
  else if (!codes.includes(code)) codes.push(code);
}

/** Particles may be missing, but "mar" is not yet "La Mar": only longer names stand without theirs. */
const looseLength = 5;
/** Part of a name is enough when it is long: "gregorio albarracin", "bustamante y rivero". */
const partLength = 9;
/** From these lengths on a district heard or misspelt is no guess. */
const soundLength = 5;
const slipLength = 7;

const isLarge = (code: string): boolean => code.endsWith('00');
const nowhere: Near = { codes: [], alone: [], sure: true };

export function createNames(rows: readonly PlaceRow[]): Names {
  const full: Index = new Map();
  const loose: Index = new Map();
  const seats: Index = new Map();
  const nick: Index = new Map();

  const register = (name: string, code: string, index: Index): void => {
    put(index, name, code);
    put(index, name.replaceAll(' ', ''), code);
  };
  for (const place of rows) {
    const name = plain(place.name);
    register(name, place.code, full);
    register(withoutParticles(name), place.code, loose);
  }
  for (const place of rows) {
    const seat = plain(place.capital);
    register(seat, place.code, seats);
    register(withoutParticles(seat), place.code, seats);
  }
  for (const [name, codes] of Object.entries(nicknames))
    for (const code of codes) register(withoutParticles(plain(name)), code, nick);

  /** Where a town gives no place its name: its province if it is the seat of one, else its district. */
  const seatOf = (key: string): readonly string[] => {
    const codes = seats.get(key) ?? [];
    const provinces = codes.filter((code) => code.endsWith('00') && !code.endsWith('0000'));
    const others = codes.filter(
      (code) => !code.endsWith('00') && !provinces.some((above) => isInside(code, above)),
    );
    return [...provinces, ...others];
  };

  const known = new Map<string, readonly string[]>();
  for (const index of [full, loose])
    for (const [key, codes] of index) if (!key.includes(' ')) known.set(key, codes);
  for (const key of seats.keys())
    if (!key.includes(' ') && !known.has(key) && key.length >= looseLength) known.set(key, seatOf(key));
  for (const [key, codes] of nick) if (!key.includes(' ')) known.set(key, codes);
  const largeNames = [...known.keys()].filter((key) => known.get(key)?.some(isLarge));
  const spaced = [...loose.keys()].filter((key) => key.includes(' '));

  const partOf = (key: string): readonly string[] => {
    if (!key.includes(' ') || key.length < partLength) return [];
    return spaced.filter((name) => ` ${name} `.includes(` ${key} `)).flatMap((name) => loose.get(name) ?? []);
  };

  const sameAs = (name: string, key: string): readonly string[] =>
    full.get(name) ?? (key.length >= looseLength || key !== name ? loose.get(key) : undefined) ?? [];

  const exact = (name: string): readonly string[] => {
    const key = withoutParticles(name);
    const options = [
      () => nick.get(key) ?? [],
      () => sameAs(name, key),
      () => seatOf(key),
      () => partOf(key),
    ];
    for (const option of options) if (option().length > 0) return option();
    return [];
  };

  const beside = (name: string) => {
    const key = withoutParticles(name);
    const named = [...new Set([...(nick.get(key) ?? []), ...sameAs(name, key)])];
    return { named: named.length > 0 ? named : partOf(key), seats: seatOf(key) };
  };

  const codesOf = (keys: readonly string[]): readonly string[] => [
    ...new Set(keys.flatMap((key) => known.get(key) ?? [])),
  ];

  const isOwn = (key: string) => loose.has(key) || full.has(key) || nick.has(key);
  /** A place's own name before that of a seat. */
  const namesFirst = (keys: readonly string[]): readonly string[] => {
    const own = keys.filter(isOwn);
    return own.length > 0 ? own : keys;
  };
  const meaning = (keys: readonly string[], sureLength: number): Near => {
    const codes = codesOf(keys);
    return {
      codes,
      alone: [...new Set(keys.flatMap((key) => settle(known.get(key) ?? [])))],
      sure: codes.some(isLarge) || keys.every((key) => key.length >= sureLength && isOwn(key)),
    };
  };

  // Only a misspelt name needs these, and hearing 6,000 names takes longer than all the rest.
  let heard: Index | null = null;
  const soundsLike = (tight: string): readonly string[] => {
    if (!heard) {
      heard = new Map();
      for (const key of known.keys()) put(heard, soundOf(key), key);
    }
    return heard.get(soundOf(tight)) ?? [];
  };

  /** Names within the allowed slips; of `pool`, the nearest only. */
  const misspelt = (tight: string, pool: Iterable<string>, limit: number): readonly string[] => {
    let best = limit;
    let nearest: string[] = [];
    for (const candidate of limit === 0 ? [] : pool) {
      // A short name that begins otherwise is another name.
      if (candidate.length < looseLength || (tight.length < 8 && candidate[0] !== tight[0])) continue;
      const far = distance(tight, candidate, Math.min(best, slipsAllowed(candidate.length)));
      if (far < best) nearest = [];
      if (far <= best) {
        best = far;
        nearest.push(candidate);
      }
    }
    return nearest;
  };

  const near = (name: string): Near => {
    const key = withoutParticles(name);
    const tight = key.replaceAll(' ', '');
    if (tight.length < 4 || key.split(' ').every((word) => commonWords.has(word))) return nowhere;
    const alike = namesFirst(soundsLike(tight));
    if (alike.length > 0) {
      // "atequipa" sounds like Atiquipa, and is one letter from Arequipa.
      const large = codesOf(alike).some(isLarge) ? [] : misspelt(tight, largeNames, 1);
      return meaning([...new Set([...alike, ...large])], soundLength);
    }
    return meaning(namesFirst(misspelt(tight, known.keys(), slipsAllowed(tight.length))), slipLength);
  };

  return { exact, beside, near };
}
