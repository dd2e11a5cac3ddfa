/** The rules: words that speak for an area. They explain a suggestion, and are what the model knows first. */
import { fold } from '../text/fold.js';
import { against, type Cue, cues } from './words.js';

const maxWords = 6;
/** Longer texts say the same again; this bounds the time on a hostile one. */
const readLength = 3_000;

export interface Cues {
  readonly area: string;
  readonly weight: number;
  readonly words: readonly string[];
}

const quote = (stem: string) => stem.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** One expression an area: all its cues at once, each at the beginning of a word. */
function compile(list: readonly Cue[]): { pattern: RegExp; weights: ReadonlyMap<string, number> } {
  const longestFirst = [...list].sort((one, other) => other.stem.length - one.stem.length);
  // Short stems are whole words, or "rio" would find "riojano".
  const parts = longestFirst.map(({ stem }) =>
    stem.length <= 4 ? `${quote(stem)}(?![\\p{L}])` : quote(stem),
  );
  return {
    pattern: new RegExp(`(?<![\\p{L}\\p{N}])(${parts.join('|')})[\\p{L}]*`, 'gu'),
    weights: new Map(list.map(({ stem, weight }) => [stem, weight])),
  };
}

const areas = Object.entries(cues).map(([area, list]) => ({
  area,
  ...compile(list),
  against: against[area] ?? [],
}));

const look = (folded: string, { area, pattern, weights, against: no }: (typeof areas)[number]): Cues => {
  const words = new Map<string, number>();
  for (const [word, stem = ''] of folded.matchAll(pattern)) {
    if (no.some((phrase) => word.startsWith(phrase) || (phrase.includes(' ') && folded.includes(phrase))))
      continue;
    words.set(word, weights.get(stem) ?? 0);
  }
  let weight = 0;
  for (const one of words.values()) weight += one;
  return { area, weight, words: [...words.keys()].slice(0, maxWords) };
};

/** What the rules find for each area; weight 2 is enough to speak alone. */
export function findCues(text: string): Cues[] {
  const folded = fold(text.slice(0, readLength));
  return areas.map((area) => look(folded, area));
}
