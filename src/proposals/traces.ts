/** Finds the words of a proposal where they were quoted: in messages, in conversations, in texts of staff. Pure. */
import { fold } from '../text/fold.js';

/** Code points. Lists show the first 59 of a text, a look before sending 450. */
const quoteLength = 50;
/** Words in a row that nobody writes by chance. */
const runLength = 6;

const inOneLine = (text: string): string => text.replace(/\s+/gu, ' ').trim();

function stringsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(stringsOf);
}

/**
 * @param names ids and codes that lead to it. @param texts what its author said.
 * @returns whether anything in a message, or in what a conversation remembers, leads to it or begins as one of its texts.
 */
export function createTraces(
  names: readonly string[],
  texts: readonly string[],
): { readonly names: (value: unknown) => boolean; readonly quotes: (value: unknown) => boolean } {
  const beginnings = texts
    .map((text) => [...inOneLine(text)].slice(0, quoteLength).join('').trim())
    .filter((text) => text !== '');
  const known = new Set(names);
  return {
    names: (value) => stringsOf(value).some((one) => known.has(one)),
    quotes: (value) =>
      stringsOf(value)
        .map(inOneLine)
        .some((one) => beginnings.some((beginning) => one.includes(beginning))),
  };
}

const wordsOf = (text: string): string[] => fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];

/** Whether `text` takes six words in a row from `source`, or all of a shorter one; case, accents and signs do not matter. */
export function copiesFrom(source: string, text: string): boolean {
  const words = wordsOf(source);
  const length = Math.min(runLength, words.length);
  if (length < 2) return false;
  const inside = ` ${wordsOf(text).join(' ')} `;
  return words.some(
    (_, at) => at + length <= words.length && inside.includes(` ${words.slice(at, at + length).join(' ')} `),
  );
}
