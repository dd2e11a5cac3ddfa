/** The public code of a proposal: short enough to say over the radio, no look-alike letters. */
import { randomInt } from 'node:crypto';

/** Without 0 O 1 I L U (look alike, or make words one would rather not read aloud). */
const alphabet = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
const prefix = 'AYNI-';
const length = 4;

/** About 810,000 codes; a collision is refused by the store and the turn decided again with another. */
export function newCode(random: (max: number) => number = randomInt): string {
  let code = prefix;
  for (let index = 0; index < length; index += 1) code += alphabet[random(alphabet.length)];
  return code;
}
