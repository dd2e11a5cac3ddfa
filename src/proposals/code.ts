/** The public code of a proposal: short enough to say over the radio, no look-alike letters. */
import { randomInt } from 'node:crypto';

/** Without 0 O 1 I L U (look alike, or make words one would rather not read aloud). */
const alphabet = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
const prefix = 'AYNI-';
const length = 4;

/** Some letters of that alphabet, by chance. */
function draw(length: number, random: (max: number) => number): string {
  let letters = '';
  for (let index = 0; index < length; index += 1) letters += alphabet[random(alphabet.length)];
  return letters;
}

/** About 810,000 codes; a collision is refused by the store and the turn decided again with another. */
export function newCode(random: (max: number) => number = randomInt): string {
  return prefix + draw(length, random);
}

/** Links a second chat within minutes: 700 million, and a few wrong tries an hour. */
export function newLinkCode(random: (max: number) => number = randomInt): string {
  return draw(6, random);
}
