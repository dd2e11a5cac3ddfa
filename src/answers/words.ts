/** What makes two answers the same: hashes over all that is read, and over bare words. Pure. */
import { createHash } from 'node:crypto';
import { canonical } from '../broadcasts/freeze.js';
import type { Localized } from '../calendar/entry.js';
import { fold } from '../text/fold.js';
import type { AnswerWords } from './answer.js';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** SHA-256 (hex) of all that its author will read: a signature on it means these very words. */
export function hashOf(code: string, words: AnswerWords): string {
  const { outcome, reason, personal, commitment, commitmentId } = words;
  return sha256(canonical({ code, outcome, reason, personal, commitment, commitmentId }));
}

/** Letters and numbers only: case, accents, spaces and dots make no other text of it. */
export const bareWords = (text: string): string =>
  fold(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** Dots, and characters nobody can see, say nothing; an emoji does. */
export const saysSomething = (text: string): boolean => /[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(text);

const hasWords = (line: Localized): boolean => Object.values(line).some(saysSomething);

/** By which a reason is found again among others. */
export const keyOfReason = (reason: string): string => sha256(bareWords(reason));

/** Kept with a "not adopted" that says nothing to its author alone; null: its words may stand elsewhere too. */
export const reasonKeyOf = ({ outcome, reason, personal }: AnswerWords): string | null =>
  outcome === 'not-adopted' && !hasWords(personal) ? keyOfReason(reason.es ?? '') : null;
