/** A conversation put aside while another one has the word: it rides along in the answers and comes back by itself. */

import type { SavedConversation } from '../inbox/turn.js';
import type { Answers, AnswerValue } from './state.js';

export interface Paused {
  readonly flow: string;
  readonly version: number;
  readonly step: string;
  readonly answers: Answers;
}

/** The name under which it is stored; no step uses it. */
const name = 'paused';

/** Worth coming back to: something was said there, or must be said before anything else. */
const keeps = new Set(['welcome', 'proposal', 'reply-which']);
export const isWorthKeeping = (flow: string): boolean => keeps.has(flow);

const isRecord = (value: AnswerValue | undefined): value is Answers =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What waits behind this conversation, if anything. */
export function readPaused(answers: Answers): Paused | undefined {
  const found = answers[name];
  if (!isRecord(found)) return undefined;
  const { flow, version, step, answers: kept } = found;
  if (typeof flow !== 'string' || typeof version !== 'number' || typeof step !== 'string') return undefined;
  return { flow, version, step, answers: isRecord(kept) ? kept : {} };
}

/** Answers to begin an interrupting conversation with. */
export function pause(saved: SavedConversation | undefined): Answers {
  if (!saved?.flow) return {};
  const { flow, version, step, answers } = saved;
  if (keeps.has(flow)) return { [name]: { flow, version, step, answers } };
  const behind = answers[name];
  return behind === undefined ? {} : { [name]: behind };
}

/** What waits behind a conversation, with that one waiting behind it now, if it is worth it. */
export function changePlaces(saved: SavedConversation): Paused | undefined {
  const behind = readPaused(saved.answers);
  const own = Object.fromEntries(Object.entries(saved.answers).filter(([key]) => key !== name));
  return behind && { ...behind, answers: { ...behind.answers, ...pause({ ...saved, answers: own }) } };
}
