/** Finds words in a text as they were written, whatever accents and case: to show which of them counted. Pure. */
import { fold } from './fold.js';

export interface Piece {
  readonly text: string;
  readonly marked: boolean;
}

const isLetter = (letter: string | undefined): boolean =>
  letter !== undefined && /[\p{L}\p{N}]/u.test(letter);

/** Each folded letter beside where it stands in the text: folding may make two of one, or none. */
function foldedLetters(text: string): { readonly folded: string; readonly at: readonly number[] } {
  let folded = '';
  const at: number[] = [];
  let place = 0;
  for (const letter of text) {
    const plain = /\s/u.test(letter) ? ' ' : fold(letter);
    // A line break after a space is one space, as `fold` has it.
    if (plain !== ' ' || !folded.endsWith(' ')) {
      folded += plain;
      for (let index = 0; index < plain.length; index += 1) at.push(place);
    }
    place += letter.length;
  }
  return { folded, at };
}

/** The text in pieces; joined they are the text again. A word is marked whole where it begins with one of `words`. */
export function markWords(text: string, words: readonly string[]): readonly Piece[] {
  const { folded, at } = foldedLetters(text);
  const wanted = [...new Set(words.map(fold))].filter((word) => word !== '');
  const spans: [number, number][] = [];
  for (const word of wanted) {
    for (let from = folded.indexOf(word); from !== -1; from = folded.indexOf(word, from + 1)) {
      if (isLetter(folded[from - 1])) continue;
      let to = from + word.length;
      while (isLetter(folded[to])) to += 1;
      spans.push([at[from] ?? 0, at[to] ?? text.length]);
    }
  }
  const pieces: Piece[] = [];
  let done = 0;
  for (const [from, to] of spans.toSorted((one, other) => one[0] - other[0] || other[1] - one[1])) {
    if (from < done) continue;
    if (from > done) pieces.push({ text: text.slice(done, from), marked: false });
    pieces.push({ text: text.slice(from, to), marked: true });
    done = to;
  }
  if (done < text.length) pieces.push({ text: text.slice(done), marked: false });
  return pieces;
}
