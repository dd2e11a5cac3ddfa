/** What one version of a text says that the one before did not, word by word. Pure. */

export interface Piece {
  readonly kind: 'same' | 'gone' | 'new';
  readonly text: string;
}

/** Words with the space behind them, so that pieces joined again are the text. */
const wordsOf = (text: string): readonly string[] => text.match(/\s+|[^\s]+/gu) ?? [];

/** Longer texts than any commitment: beyond this all of it counts as new, rather than holding the loop. */
const mostCells = 4_000_000;

/** Lengths of the longest common run of words from each pair of places on. */
function lengths(before: readonly string[], after: readonly string[]): Uint16Array[] {
  const rows = Array.from({ length: before.length + 1 }, () => new Uint16Array(after.length + 1));
  for (let i = before.length - 1; i >= 0; i -= 1)
    for (let j = after.length - 1; j >= 0; j -= 1) {
      const [here, below] = [rows[i], rows[i + 1]];
      if (here && below)
        here[j] =
          before[i] === after[j] ? (below[j + 1] ?? 0) + 1 : Math.max(below[j] ?? 0, here[j + 1] ?? 0);
    }
  return rows;
}

/** Neighbours of one kind are one piece; in each place what is gone stands before what is new. */
function joined(pieces: readonly Piece[]): readonly Piece[] {
  const found: Piece[] = [];
  for (const piece of pieces) {
    const last = found.at(-1);
    if (last?.kind === piece.kind)
      found[found.length - 1] = { kind: piece.kind, text: last.text + piece.text };
    else found.push(piece);
  }
  return found;
}

export function diffWords(before: string, after: string): readonly Piece[] {
  const [one, other] = [wordsOf(before), wordsOf(after)];
  if (one.length * other.length > mostCells)
    return joined([
      { kind: 'gone', text: before },
      { kind: 'new', text: after },
    ]);
  const rows = lengths(one, other);
  const pieces: Piece[] = [];
  let [i, j] = [0, 0];
  while (i < one.length || j < other.length) {
    const [gone, fresh] = [one[i], other[j]];
    if (gone !== undefined && gone === fresh) {
      pieces.push({ kind: 'same', text: gone });
      i += 1;
      j += 1;
    } else if (
      gone !== undefined &&
      (fresh === undefined || (rows[i + 1]?.[j] ?? 0) >= (rows[i]?.[j + 1] ?? 0))
    ) {
      pieces.push({ kind: 'gone', text: gone });
      i += 1;
    } else {
      pieces.push({ kind: 'new', text: fresh ?? '' });
      j += 1;
    }
  }
  return joined(pieces);
}

/** For one column of two: what stood there, or what stands there now. */
export const sideOf = (pieces: readonly Piece[], side: 'before' | 'after'): readonly Piece[] =>
  pieces.filter(({ kind }) => kind === 'same' || kind === (side === 'before' ? 'gone' : 'new'));
