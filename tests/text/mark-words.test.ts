/** Words are marked as they were written, and the text stays the text. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { markWords } from '../../src/text/mark-words.js';

const shown = (text: string, words: readonly string[]) =>
  markWords(text, words)
    .map((piece) => (piece.marked ? `[${piece.text}]` : piece.text))
    .join('');

describe('marked words', () => {
  it.each([
    ['El RÍO y el río', ['rio'], 'El [RÍO] y el [río]'],
    ['Los árboles del barrio', ['arbol'], 'Los [árboles] del barrio'],
    ['criollo, trío, río', ['río'], 'criollo, trío, [río]'],
    ['acceso  a\nla información pública', ['acceso a la informacion'], '[acceso  a\nla información] pública'],
    ['Nin\u0303o y agua', ['niño', 'agua'], '[Nin\u0303o] y [agua]'],
    ['👩🏽 agua 👩🏽', ['agua'], '👩🏽 [agua] 👩🏽'],
    ['p’unchaw wasi', ['wasi'], 'p’unchaw [wasi]'],
    ['agua agua', ['agua', 'agua agua', ''], '[agua agua]'],
    ['<b>agua</b>', ['agua'], '<b>[agua]</b>'],
    ['nada', [], 'nada'],
    ['', ['agua'], ''],
  ])('%j by %j', (text, words, expected) => {
    expect(shown(text, words)).toBe(expected);
  });

  it('never change a letter of the text', () => {
    const part = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('río ', 'RI\u0301O', ' agua', '\n'));
    const text = fc.array(part, { maxLength: 6 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, fc.array(fc.oneof(part, fc.constantFrom('rio', 'agua'))), (given, words) => {
        const joined = markWords(given, words).map((piece) => piece.text);
        expect(joined.join('')).toBe(given);
      }),
    );
  });
});
