/** The life of an answer: drafted, signed on its exact words, released. Closed sets and shapes. Pure words. */
import type { Localized } from '../calendar/entry.js';
import type { Outcome } from '../proposals/proposal.js';

/** void: replaced by a later one before it was released, or its proposal was withdrawn. */
export const answerStates = ['draft', 'released', 'void'] as const;
export type AnswerState = (typeof answerStates)[number];

/** open: being filled and signed; releasing: decided, its messages are being planned in stretches. */
export const batchStates = ['open', 'releasing', 'released', 'cancelled'] as const;
export type BatchState = (typeof batchStates)[number];

/** Of a cycle: whose signatures an answer needs before it can be released. */
export const signingRules = ['none', 'two-sectors'] as const;
export type SigningRule = (typeof signingRules)[number];

/** What an author says to an answer, once. */
export const answerReplies = ['agreed', 'disagreed'] as const;
export type AnswerReplyKind = (typeof answerReplies)[number];

/** How somebody who cannot be reached by phone hears of the answer. */
export const fallbackWays = ['radio', 'office', 'partner'] as const;
export type FallbackWay = (typeof fallbackWays)[number];

/** All that one author will read of an answer but the fixed words around it. */
export interface AnswerWords {
  readonly outcome: Outcome;
  /** Plain words, per locale; Spanish is always there, the author's language where staff wrote it. */
  readonly reason: Localized;
  /** A line for this author alone; follows the reason. Must not be empty in a bulk "not adopted". */
  readonly personal: Localized;
  /** Commitment or draft it went to, as people read it. */
  readonly commitment: string | null;
  readonly commitmentId: string | null;
}

export interface Signature {
  readonly staffId: string;
  readonly name: string;
  readonly sector: string;
  readonly at: number;
}

export interface Answer extends AnswerWords {
  readonly id: string;
  readonly proposalId: string;
  readonly code: string;
  readonly state: AnswerState;
  /** SHA-256 (hex) of code and words; a signature is on it, so that any edit voids it. */
  readonly hash: string;
  readonly revision: number;
  readonly batchId: string | null;
  /** Who wrote or last changed it, and their name. */
  readonly staffId: string;
  readonly by: string | null;
  readonly createdAt: number;
  readonly releasedAt: number | null;
  /** Those on the present hash. */
  readonly signatures: readonly Signature[];
}

export interface Batch {
  readonly id: string;
  readonly cycleId: string;
  readonly title: string;
  readonly state: BatchState;
  readonly revision: number;
  readonly createdBy: string;
  readonly createdAt: number;
  readonly releasedBy: string | null;
  readonly releasedAt: number | null;
  /** Answers in it, and how many of them have all signatures the cycle asks for, and how many are released. */
  readonly answers: number;
  readonly signed: number;
  readonly released: number;
}
