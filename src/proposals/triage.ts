/** What staff may say of a proposal besides its areas and its answer: closed sets and shapes. Pure words. */
import type { Localized } from '../calendar/entry.js';

/** IRM Peru 2024, recommendation 2: ambition over routine, pre-assess whether a reform will last. */
export const criteria = ['relevance', 'ambition', 'feasibility', 'lasting'] as const;
export type Criterion = (typeof criteria)[number];
export const scores = [1, 2, 3] as const;
export type Score = (typeof scores)[number];

/** Confirmed as area of a text that proposes nothing; `ayni tag` says it by an empty list. */
export const notAProposal = 'none';

/** How a proposal of somebody without a phone came in. */
export interface Assisted {
  /** Member of staff who wrote it down. */
  readonly staffId: string;
  /** Event at which it was said; null: elsewhere. */
  readonly entryId: string | null;
  /** The person said yes aloud, after the notice was read to them. */
  readonly spokenConsent: true;
  /** Sheet it was imported from, and its row there. */
  readonly importId?: string;
  readonly row?: number;
}

/** Where a complaint, or somebody in danger, finds help. Settable per cycle. */
export interface Card {
  readonly id: string;
  readonly label: Localized;
  /** What the person reads: kind, without blame, with the address or number. */
  readonly text: Localized;
}

/** What a member of staff is told of, in the console and in their own chat. */
export const staffNoticeKinds = [
  'assigned',
  'mentioned',
  'replied',
  'disagreed',
  'objected',
  'to-sign',
  'signed',
  'digest',
  /** An organisation put itself on the map. */
  'actor',
] as const;
export type StaffNoticeKind = (typeof staffNoticeKinds)[number];

/** Way in of a proposal that no platform carried. */
export const assistedChannel = 'assisted';
/** Of invented proposals: nobody is behind them, nothing is ever sent. */
export const practiceChannel = 'practice';
