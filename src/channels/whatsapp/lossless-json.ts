/** JSON whose whole numbers beyond 2^53 come out as text: Meta writes template ids as numbers of 16 digits and more. */

/** Cheap sign that a long number may stand outside a string. */
const hint = /[:[,]\s*-?\d{16}/;
/** A string (kept as it is), or a long whole number (put in quotes). */
const token = /"(?:[^"\\]|\\.)*"|-?\d{16,}(?![\d.eE])/g;

const quote = (found: string): string => (found.startsWith('"') ? found : `"${found}"`);

/** @throws SyntaxError */
export function parseLossless(text: string): unknown {
  return JSON.parse(hint.test(text) ? text.replace(token, quote) : text);
}
