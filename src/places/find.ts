/** Finds the place somebody typed: capitals, nicknames, no accents, slips of the finger. Unsure means asking. */
import { type Level, levelOf, type PlaceRow } from './data.js';
import { createNames, isInside, settle, widest } from './names.js';
import { fillers, leadsIn, levelWords, refusals, smaller } from './phrases.js';
import { isParticle, plain } from './spelling.js';

/** A run of words that may be a name. */
interface Piece {
  /** All it can mean beside another name. */
  readonly codes: readonly string[];
  /** Towns of this name that are the seat of another place. */
  readonly seats: readonly string[];
  /** What it means alone. */
  readonly alone: readonly string[];
  readonly near: boolean;
}

type Lookup = (words: readonly string[], level: Level | null) => Piece | null;

/** More words than this is a story, not an answer. */
const maxWords = 14;
/** "Carmen de la Legua Reynoso" has five; with little words left in, eight is the longest. */
const longestName = 8;

const lineage = (code: string): readonly string[] => [
  ...new Set([code, `${code.slice(0, 4)}00`, `${code.slice(0, 2)}0000`]),
];

/** Every piece must name a different level of one place: "Miraflores, Lima, Lima". */
function usesDistinct(above: readonly string[], pieces: readonly Piece[], used: readonly string[]): boolean {
  const [piece, ...rest] = pieces;
  if (!piece) return true;
  return above.some(
    (code) =>
      !used.includes(code) && piece.codes.includes(code) && usesDistinct(above, rest, [...used, code]),
  );
}

/** What several names mean together; empty when they contradict each other. */
function combine(pieces: readonly Piece[]): readonly string[] {
  const [only] = pieces;
  if (only && pieces.length === 1) return settle(only.alone);
  const named = agree(pieces);
  return named.length > 0
    ? named
    : agree(pieces.map((piece) => ({ ...piece, codes: [...piece.codes, ...piece.seats] })));
}

function agree(pieces: readonly Piece[]): readonly string[] {
  const all = [...new Set(pieces.flatMap((piece) => piece.codes))];
  const fits = (code: string) => pieces.every((piece) => piece.codes.some((named) => isInside(code, named)));
  const consistent = all.filter(fits);
  const distinct = consistent.filter((code) => usesDistinct(lineage(code), pieces, []));
  // "Ate Vitarte" says one place twice.
  const left = distinct.length > 0 ? distinct : consistent;
  const score = (code: string) => lineage(code).filter((above) => all.includes(above)).length;
  // "Huamanga, Ayacucho" fits the province and its capital: the wider one, as with a single name.
  const wide = widest(left);
  // "Miraflores, Lima" is meant in the city, whose province and department are both Lima.
  if (new Set(wide.map(levelOf)).size > 1) return wide;
  const best = Math.max(...wide.map(score));
  return wide.filter((code) => score(code) === best);
}

/** Cuts the words into names and fillers, fewest names first. */
function cut(words: readonly string[], lookup: Lookup, lenient: boolean): readonly string[] {
  for (let count = 1; count <= 4; count += 1) {
    const found = new Set<string>();
    walk(words, [], count, null);
    if (found.size > 0) return settleMany([...found]);

    function walk(
      rest: readonly string[],
      pieces: readonly Piece[],
      left: number,
      level: Level | null,
    ): void {
      const [word] = rest;
      if (word === undefined) {
        if (left === 0) for (const code of combine(pieces)) found.add(code);
        return;
      }
      if (left > 0)
        for (let size = Math.min(longestName, rest.length); size >= 1; size -= 1) {
          const taken = rest.slice(0, size);
          if (taken.includes(separator)) continue;
          const after = rest[size];
          // "Cusco distrito": the level may also follow.
          const behind = level === null && after !== undefined ? (levelWords[after] ?? null) : null;
          const piece = lookup(taken, level ?? behind);
          if (piece && !(piece.near && pieces.some((other) => other.near)))
            walk(rest.slice(size), [...pieces, piece], left - 1, null);
        }
      const hint = Object.hasOwn(levelWords, word) ? levelWords[word] : undefined;
      if (hint) walk(rest.slice(1), pieces, left, hint);
      else if (word === separator) walk(rest.slice(1), pieces, left, null);
      else if (fillers.has(word) || isParticle(word)) walk(rest.slice(1), pieces, left, level);
      else if (lenient) walk(rest.slice(1), pieces, left, null);
    }
  }
  return [];
}

/** The same run of words comes up in many cuts, and comparing it with all names takes a millisecond. */
function remember(lookup: Lookup): Lookup {
  const known = new Map<string, Piece | null>();
  return (words, level) => {
    const key = `${words.join(' ')}/${level}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const piece = lookup(words, level);
    known.set(key, piece);
    return piece;
  };
}

const settleMany = (codes: readonly string[]): readonly string[] =>
  codes.length > 1 ? widest(codes) : codes;

const separator = '|';
const nothing: Found = { codes: [], sure: true };

const wordsOf = (typed: string): readonly string[] =>
  typed
    .replace(/(\p{L})['’](?=\p{L})/gu, '$1')
    // A hyphen between letters joins a name: "Anco-Huallo".
    .replace(/(?<=\p{L})-(?=\p{L})/gu, ' ')
    .split(/[,;/|()[\]:–—\n>-]+|\.\s+(?=\p{L}{3})/u)
    // A district whose name is made of fillers.
    .map((part) => plain(part).replace(/\bmi peru\b/, 'miperu'))
    .filter(Boolean)
    .join(` ${separator} `)
    .split(' ')
    .filter(Boolean);

/** "Barrio San José, Juliaca": what is smaller than a district is left out, with its name. */
function withoutSmaller(words: readonly string[]): readonly string[] {
  const start = words.findIndex((word) => smaller.has(word));
  if (start < 0) return words;
  const rest = words.slice(start + 1);
  const end = rest.findIndex((word) => word === separator || leadsIn.has(word));
  return end < 0 ? words.slice(0, start) : [...words.slice(0, start), ...withoutSmaller(rest.slice(end))];
}

/** Quechua says "from" and "in" at the end of the word: "Qusqumanta kani". */
const withoutSuffix = (words: readonly string[]): readonly string[] =>
  words.map((word) => word.replace(/(?<=\p{L}{3})(?:mantam?|mantan|tuqita|markata|pi)$/u, ''));

export interface Found {
  /** All codes the text can mean: none is unknown, several is unsure. */
  readonly codes: readonly string[];
  /** False for one code that is a guess: a short name spelt otherwise. */
  readonly sure: boolean;
}

export function createFinder(rows: readonly PlaceRow[]): (typed: string) => Found {
  const names = createNames(rows);

  const only = (codes: readonly string[], level: Level | null): readonly string[] => {
    if (level === null) return codes;
    const right = codes.filter((code) => levelOf(code) === level);
    return right.length > 0 ? right : codes;
  };
  const exactly: Lookup = (words, level) => {
    const name = words.join(' ');
    const { named, seats } = names.beside(name);
    if (named.length + seats.length === 0) return null;
    return {
      codes: only(named, level),
      seats: only(seats, level),
      alone: level === null ? names.exact(name) : only([...named, ...seats], level),
      near: false,
    };
  };
  const lookNear: Lookup = (words, level) => {
    const exact = exactly(words, level);
    if (exact) return exact;
    if (words.every((word) => fillers.has(word) || Object.hasOwn(levelWords, word))) return null;
    const found = names.near(words.join(' '));
    const codes = only(found.codes, level);
    return codes.length > 0 ? { codes, seats: [], alone: only(found.alone, level), near: true } : null;
  };

  return (typed) => {
    const nearly = remember(lookNear);
    const words = wordsOf(typed);
    if (words.length === 0 || words.length > maxWords || words.some((word) => refusals.has(word)))
      return nothing;
    const whole = words.filter((word) => word !== separator);
    const named = names.exact(whole.join(' '));
    if (named.length > 0) return { codes: settle(named), sure: true };
    const nearest = names.near(whole.join(' '));
    const tries: readonly (() => readonly string[])[] = [
      () => cut(words, exactly, false),
      () => nearest.alone,
      () => (whole.length > 8 ? [] : cut(words, nearly, false)),
      () => cut(withoutSmaller(words), exactly, false),
      () => lastNamed(words),
      () => cut(withoutSuffix(words), nearly, false),
      () => (words.some((word) => leadsIn.has(word) || word === separator) ? inSentence(words) : []),
    ];
    for (const attempt of tries) {
      const found = attempt();
      if (found.length > 0) return { codes: found, sure: found !== nearest.alone || nearest.sure };
    }
    return nothing;
  };

  /** "Barrio San José Juliaca": the end of what follows is the place. */
  function lastNamed(words: readonly string[]): readonly string[] {
    const start = words.findIndex((word) => smaller.has(word));
    const rest = start < 0 ? [] : words.slice(start + 1);
    for (let from = 1; from < rest.length; from += 1) {
      const found = cut(rest.slice(from), exactly, false);
      if (found.length > 0) return found;
    }
    return [];
  }

  /** "Vengo de una comunidad en las alturas de Huancané": only what a preposition or a comma leads in counts. */
  function inSentence(words: readonly string[]): readonly string[] {
    const start = words.findIndex((word) => leadsIn.has(word) || word === separator);
    return cut(withoutSmaller(words.slice(start)), exactly, true);
  }
}
