/** Suggests areas from the words of a text, and says which words fired. Rules only; nothing leaves the machine. */
import type { SuggestedTag } from '../inbox/turn.js';
import { fold } from '../text/fold.js';
import { against, type Cue, cues } from './words.js';

export interface Tagger {
  /** Best first; empty when nothing speaks clearly for an area. */
  suggest(text: string): SuggestedTag[];
}

/** One strong word, or two weak ones. */
const enough = 2;
const maxWords = 6;
/** Longer texts say the same again; this bounds the time on a hostile one. */
const readLength = 3_000;

interface Found {
  readonly area: string;
  readonly weight: number;
  readonly words: readonly string[];
}

const escape = (stem: string) => stem.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** One expression an area: all its cues at once, each at the beginning of a word. */
function compile(list: readonly Cue[]): { pattern: RegExp; weights: ReadonlyMap<string, number> } {
  const longestFirst = [...list].sort((one, other) => other.stem.length - one.stem.length);
  // Short stems are whole words, or "rio" would find "riojano".
  const parts = longestFirst.map(({ stem }) =>
    stem.length <= 4 ? `${escape(stem)}(?![\\p{L}])` : escape(stem),
  );
  return {
    pattern: new RegExp(`(?<![\\p{L}\\p{N}])(${parts.join('|')})[\\p{L}]*`, 'gu'),
    weights: new Map(list.map(({ stem, weight }) => [stem, weight])),
  };
}

export function createTagger(): Tagger {
  const areas = Object.entries(cues).map(([area, list]) => ({
    area,
    ...compile(list),
    against: against[area] ?? [],
  }));

  const look = (folded: string, { area, pattern, weights, against: no }: (typeof areas)[number]): Found => {
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

  return {
    suggest: (text) => {
      const folded = fold(text.slice(0, readLength));
      return areas
        .map((area) => look(folded, area))
        .filter((found) => found.weight >= enough)
        .sort((one, other) => other.weight - one.weight)
        .map(({ area, words }) => ({ area, words }));
    },
  };
}
