/** Writes a conversation down as the test that repeats it. */

/** What was done, and the first words that came back. */
export interface Said {
  /** A method of the tests' phone with its arguments, for example `says('hola')`. */
  readonly call: string;
  readonly heard: string | null;
}

export const quote = (text: string): string =>
  `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n').replaceAll('\r', '\\r')}'`;

/** Codes and dates differ in the next run: the longest piece between them is what a test can expect. */
export function firstWords(text: string): string {
  const [line = ''] = text.split('\n');
  const pieces = line.split(/AYNI-\w+|\*|\d+/u).map((piece) => piece.trim());
  return pieces.reduce((longest, piece) => (piece.length > longest.length ? piece : longest), '');
}

/** @param isKnown the conversation began with somebody who had consented before. */
export function asTest(said: readonly Said[], isKnown: boolean): string {
  const lines = said.flatMap(({ call, heard }) => [
    `    .${call}`,
    ...(heard ? [`    .hears(${quote(firstWords(heard))})`] : []),
  ]);
  return [
    '/** Printed by `ayni talk --repro`: a whole conversation, repeated without a channel or a database. */',
    "import { it } from 'vitest';",
    "import { createPhone } from '../support/phone.js';",
    '',
    "it('repeats a conversation', () => {",
    `  createPhone(${isKnown ? '' : '{ person: null }'})`,
    `${lines.join('\n')};`,
    '});',
    '',
  ].join('\n');
}
