/** What was shown of a template of wording, in short: a form that carries another digest is about older words. */
import { createHash } from 'node:crypto';
import { canonical } from '../../../broadcasts/freeze.js';
import type { Wording } from '../../../store/answers/wordings.js';

export const digestOfWording = ({ name, outcome, reason }: Omit<Wording, 'id'>): string =>
  createHash('sha256').update(canonical({ name, outcome, reason })).digest('hex').slice(0, 16);
