/**
 * What search looks at. Accents, case and punctuation do not matter; apostrophes of Quechua and Aymara neither
 * (p'unchaw, p’unchaw, punchaw), nor e for i and o for u, which Quechua writes both ways (qosqo, qusqu).
 */
import { fold } from './fold.js';

/** Typed in many ways: ' ’ ‘ ʼ ʻ ` ´ ′ ＇ */
const apostrophes = /['\u2019\u2018\u02BC\u02BB`\u00B4\u2032\uFF07]/g;
const codePrefix = /^ayni(?=[0-9a-z]{4,6}$)/;

/** Folded, without apostrophes: "Más p’unchaw, AYNI-7K3Q" → mas, punchaw, 7k3q */
export const wordsOf = (text: string): string[] =>
  fold(text.replace(apostrophes, '').replace(/\bAYNI-(?=[0-9A-Z]{4,6}\b)/gi, ' '))
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');

/** Letters that Spanish does not write: k, w, q before anything but ue and ui. @param word folded. */
export const isAndean = (word: string): boolean => /[kw]|q(?!u[ei])/.test(word);
/** Three vowels are enough for Quechua and Aymara. @param word folded. */
export const threeVowels = (word: string): string => word.replaceAll('e', 'i').replaceAll('o', 'u');

/**
 * The text search looks at: the words, and once more those of the Andes in three vowels.
 * @param locale of the text: in Quechua and Aymara every word may be written either way.
 */
export function searchable(texts: readonly string[], locale: string): string {
  const words = texts.flatMap(wordsOf);
  const isAll = locale === 'qu' || locale === 'ay';
  const others = words
    .filter((word) => isAll || isAndean(word))
    .map((word) => ({ word, other: threeVowels(word) }))
    .filter(({ word, other }) => word !== other);
  return [...words, ...new Set(others.map(({ other }) => other))].join(' ');
}

/** What must all be found, as `searchable` wrote it. The last letters of a code are enough. */
export const termsOf = (search: string): string[] => [
  ...new Set(
    wordsOf(search)
      .map((word) => word.replace(codePrefix, ''))
      .map((word) => (isAndean(word) ? threeVowels(word) : word)),
  ),
];
