/** A cycle's own words stand in for ours, where it has some. */
import { expect, it } from 'vitest';
import { createOwnWords } from '../../src/text/own-words.js';
import { type CitizenKey, createSay } from '../../src/text/texts.js';

const say = createSay<CitizenKey>('citizen');
const sayOf = createOwnWords(say);

it('says the cycle’s words with what is filled in, in each language it has', () => {
  const own = sayOf({
    'proposal.nudge': { es: '¿Seguimos, {{code}}?' },
    'help.text': { en: 'Ask {{contact}}.' },
  });
  expect(own('es', 'proposal.nudge', { code: 'AYNI-7K3Q' })).toBe('¿Seguimos, AYNI-7K3Q?');
  expect(own('en', 'help.text', { contact: 'us' })).toBe('Ask us.');
  // English has words of ours; Quechua falls back to Spanish, so to the cycle's.
  expect(own('en', 'proposal.nudge')).toBe(say('en', 'proposal.nudge'));
  expect(own('qu', 'proposal.nudge', { code: 'X' })).toBe('¿Seguimos, X?');
  expect(own('es', 'help.text', { contact: 'c' })).toBe(say('es', 'help.text', { contact: 'c' }));
});

it('says ours where it has none, at no cost', () => {
  expect(sayOf({})).toBe(say);
  expect(sayOf()).toBe(say);
});

it('does not take letters of what is filled in for blanks', () => {
  const own = sayOf({ 'proposal.nudge': { es: '«{{idea}}» {{code}}' } });
  expect(own('es', 'proposal.nudge', { idea: '{{code}} $& $1', code: 'X' })).toBe('«{{code}} $& $1» X');
});
