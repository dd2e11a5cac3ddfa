/** Word by word: what one version says that the one before did not. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diffWords, sideOf } from '../../src/commitments/diff.js';

const textOf = (pieces: ReturnType<typeof diffWords>): string => pieces.map(({ text }) => text).join('');

describe('two versions of a text', () => {
  it('differ in words, not in lines', () => {
    expect(
      diffWords('Publicar los contratos cada mes', 'Publicar los contratos y pagos cada semana'),
    ).toEqual([
      { kind: 'same', text: 'Publicar los contratos ' },
      { kind: 'new', text: 'y pagos ' },
      { kind: 'same', text: 'cada ' },
      { kind: 'gone', text: 'mes' },
      { kind: 'new', text: 'semana' },
    ]);
  });

  it('that are the same have nothing marked; one that is empty has everything', () => {
    expect(diffWords('igual', 'igual')).toEqual([{ kind: 'same', text: 'igual' }]);
    expect(diffWords('', 'todo nuevo')).toEqual([{ kind: 'new', text: 'todo nuevo' }]);
    expect(diffWords('', '')).toEqual([]);
  });

  it('can be read back from either side, whatever they are', () => {
    const text = fc
      .array(fc.constantFrom('a', 'b', ' ', '\n', 'ñandú', '👍'), { maxLength: 30 })
      .map((all) => all.join(''));
    fc.assert(
      fc.property(text, text, (before, after) => {
        const pieces = diffWords(before, after);
        expect(textOf(sideOf(pieces, 'before'))).toBe(before);
        expect(textOf(sideOf(pieces, 'after'))).toBe(after);
      }),
      { numRuns: 200 },
    );
  });

  it('that are longer than any commitment are not compared for ever', () => {
    const long = 'palabra '.repeat(3_000);
    expect(diffWords(long, `${long}fin`).map(({ kind }) => kind)).toEqual(['gone', 'new']);
  });
});
