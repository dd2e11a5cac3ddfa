/** How names are compared: without accents and little words, by sound, and by slips of the finger. */
import { fold } from '../text/fold.js';

/** Left out when names are compared: "san juan lurigancho" is "San Juan de Lurigancho". */
const particles = new Set(['de', 'del', 'la', 'las', 'los', 'el', 'y', 'e', 'd', 'dl']);

const longForms: Readonly<Record<string, string>> = {
  sta: 'santa',
  sto: 'santo',
  sn: 'san',
  vlla: 'villa',
  pto: 'puerto',
  pte: 'puente',
  gral: 'general',
  mcal: 'mariscal',
  crnl: 'coronel',
  cmdte: 'comandante',
};

/** "¡Sn. Juan de Lurigancho!" → "san juan de lurigancho"; "S.J.L." and "s j l" → "sjl". */
export function plain(text: string): string {
  return fold(text)
    .replace(/(?<![\p{L}\p{N}])(\p{L})[.\s]+(?=\p{L}(?:[.\s]|$))/gu, '$1')
    .replace(/[^\p{L}\p{N}\s]/gu, ' ')
    .split(/\s+/)
    .filter(Boolean)
    .map((word) => (Object.hasOwn(longForms, word) ? (longForms[word] ?? word) : word))
    .join(' ');
}

/** The plain name without its little words. */
export const withoutParticles = (name: string): string =>
  name
    .split(' ')
    .filter((word) => !particles.has(word))
    .join(' ');

export const isParticle = (word: string): boolean => particles.has(word);

/**
 * As it sounds, without spaces: "wanuku" is Huánuco, "kimbiri" Quimbiri, "ariqipa" Arequipa.
 * Quechua and Aymara have three vowels, so e and i are one, and o and u.
 */
export const soundOf = (name: string): string =>
  name
    .replace(/ /g, '')
    .replace(/sh/g, 's')
    .replace(/ch/g, 'X')
    .replace(/x/g, 'j')
    .replace(/^u(?=[aei])/, 'w')
    .replace(/^y(?=[^aeiou])/, 'i')
    .replace(/qu(?=[ei])|qh|kh/g, 'k')
    .replace(/h?[ug]u(?=[aei])|hu(?=[aeio])|gu(?=a)/g, 'w')
    .replace(/c(?=[ei])|z/g, 's')
    .replace(/[cq]/g, 'k')
    .replace(/v/g, 'b')
    .replace(/ll/g, 'y')
    .replace(/h/g, '')
    .replace(/n(?=[bp])/g, 'm')
    .replace(/e/g, 'i')
    .replace(/o/g, 'u')
    .replace(/(.)\1+/g, '$1');

/** At most `limit` changed letters, swaps of neighbours counting once; more is Infinity. */
export function distance(one: string, other: string, limit: number): number {
  if (Math.abs(one.length - other.length) > limit) return Number.POSITIVE_INFINITY;
  let before: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i += 1) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= other.length; j += 1) {
      const cost = one[i - 1] === other[j - 1] ? 0 : 1;
      let best = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + cost);
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1])
        best = Math.min(best, (before[j - 2] ?? 0) + 1);
      row.push(best);
      if (best < least) least = best;
    }
    if (least > limit) return Number.POSITIVE_INFINITY;
    before = last;
    last = row;
  }
  const found = last[other.length] ?? Number.POSITIVE_INFINITY;
  return found <= limit ? found : Number.POSITIVE_INFINITY;
}

/** Slips allowed by length: short names are too alike to guess at. */
export const slipsAllowed = (length: number): number =>
  length < 5 ? 0 : length < 8 ? 1 : length < 14 ? 2 : 3;
