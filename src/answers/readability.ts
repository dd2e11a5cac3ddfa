/** How hard a Spanish text is to read, and what would make it easier. Hints for who writes; nothing is refused. Pure. */
import { fold } from '../text/fold.js';
import { readTexts } from '../text/texts.js';

/**
 * Syllables of a Spanish word: one for each group of vowels, two where strong vowels meet or a weak one is stressed
 * ("país", "aéreo").
 */
export function syllables(word: string): number {
  const letters = word
    .toLowerCase()
    // A silent u: "que", "guía".
    .replace(/([qg])u(?=[eéií])/gu, '$1')
    // An h between vowels is not heard; at the end of a word, y is.
    .replace(/h/gu, '')
    .replace(/y$/u, 'i');
  let count = 0;
  for (const group of letters.match(/[aeiouáéíóúü]+/gu) ?? []) {
    count += 1;
    for (let at = 1; at < group.length; at += 1)
      if (isStrong(group[at - 1]) && isStrong(group[at])) count += 1;
  }
  return Math.max(1, count);
}
/** Only unstressed i and u join their neighbour. */
const isStrong = (vowel: string | undefined): boolean => vowel !== undefined && !'iuü'.includes(vowel);

export type Level = 'very-easy' | 'easy' | 'normal' | 'hard' | 'very-hard';

export type ReadabilityHint =
  /** @see Level */
  | { readonly kind: 'hard-text' }
  /** First words of the sentence, and how many it has. */
  | { readonly kind: 'long-sentence'; readonly begins: string; readonly words: number }
  /** As it was written; `plain` is empty where it can simply go. */
  | { readonly kind: 'hard-word'; readonly word: string; readonly plain: string };

export interface Readability {
  /** INFLESZ: 0 (impossible) to 100 (a child's book); null: too short to tell. */
  readonly score: number | null;
  readonly level: Level | null;
  readonly hints: readonly ReadabilityHint[];
}

/** INFLESZ (Barrio-Cantalejo 2008): below 55 it is hard for most people. */
function levelOf(score: number): Level {
  if (score > 80) return 'very-easy';
  if (score > 65) return 'easy';
  if (score >= 55) return 'normal';
  return score >= 40 ? 'hard' : 'very-hard';
}

/** A sentence of more words is lost on a phone. */
const longSentence = 25;
/** Below so many words a score says nothing. */
const fewWords = 8;
const shownWords = 6;
const mostHints = 8;

const wordsOf = (text: string): string[] => text.match(/[\p{L}\p{M}]+/gu) ?? [];
const sentencesOf = (text: string): string[] =>
  text
    // "S/ 3.50", "Ley 29.733", "p. m.": no ends of sentences.
    .replace(/(\d)\.(?=\d)/g, '$1')
    .split(/[.!?…:;]+(?=\s|$)|\n+/u)
    .filter((sentence) => wordsOf(sentence).length > 0);

/** Szigriszt-Pazos: 206.835 − 62.3 × syllables ⁄ words − words ⁄ sentences. */
function scoreOf(words: readonly string[], sentences: number): number {
  const total = words.reduce((sum, word) => sum + syllables(word), 0);
  return 206.835 - (62.3 * total) / words.length - words.length / sentences;
}

const isLetter = (letter: string | undefined): boolean => letter !== undefined && /\p{L}/u.test(letter);

/** Folds letter by letter, so that a place in the folded text is the same place in the written one. */
function foldInPlace(text: string): { readonly written: string; readonly folded: string } {
  const written = text.normalize('NFC').replace(/\s/gu, ' ');
  const folded = Array.from({ length: written.length }, (_, at) => fold(written[at] ?? '') || ' ').join('');
  return { written, folded };
}

/**
 * Words of offices that people do not use, folded, with what they would say; nothing where they can simply go.
 * The longest first: one may hold another.
 */
const byLength = Object.entries(readTexts('hard-words').es ?? {}).toSorted(([a], [b]) => b.length - a.length);

function hardWordsIn(text: string): ReadabilityHint[] {
  const { written, folded } = foldInPlace(text);
  const taken = new Set<number>();
  const found: { readonly at: number; readonly hint: ReadabilityHint }[] = [];
  for (const [hard, plain] of byLength) {
    for (let at = folded.indexOf(hard); at >= 0; at = folded.indexOf(hard, at + 1)) {
      const end = at + hard.length;
      // "Dicho" is no part of "desdichoso"; "en el marco del" holds "en el marco de".
      if (isLetter(folded[at - 1]) || isLetter(folded[end]) || taken.has(at)) continue;
      for (let place = at; place < end; place += 1) taken.add(place);
      found.push({ at, hint: { kind: 'hard-word', word: written.slice(at, end), plain } });
      break;
    }
  }
  return found.toSorted((a, b) => a.at - b.at).map(({ hint }) => hint);
}

function longSentencesIn(sentences: readonly string[]): ReadabilityHint[] {
  return sentences.flatMap((sentence) => {
    const words = wordsOf(sentence);
    if (words.length <= longSentence) return [];
    const begins = sentence.trim().split(/\s+/u).slice(0, shownWords).join(' ');
    return [{ kind: 'long-sentence', begins, words: words.length }];
  });
}

/** Of a Spanish text, before it is sent. */
export function readability(text: string): Readability {
  const words = wordsOf(text);
  const sentences = sentencesOf(text);
  const score =
    words.length < fewWords
      ? null
      : Math.round(Math.min(100, Math.max(0, scoreOf(words, Math.max(1, sentences.length)))));
  const level = score === null ? null : levelOf(score);
  const isHard = level === 'hard' || level === 'very-hard';
  const hints = [
    ...(isHard ? ([{ kind: 'hard-text' }] as const) : []),
    ...longSentencesIn(sentences),
    ...hardWordsIn(text),
  ];
  return { score, level, hints: hints.slice(0, mostHints) };
}
