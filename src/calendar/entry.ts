/** What the calendar holds: the stages of a cycle and its events. Pure words. */

/** Texts by locale; Spanish is always there. */
export type Localized = Readonly<Record<string, string>>;

/** Stages of an OGP co-creation; feedback is a stage of its own, before approval (IRM recommendations 2024). */
export const stages = ['notice', 'proposals', 'dialogue', 'feedback', 'approval', 'implementation'] as const;
export type StageId = (typeof stages)[number];

export const entryKinds = ['stage', 'workshop', 'deadline', 'meeting'] as const;
export type EntryKind = (typeof entryKinds)[number];

export const entryStates = ['draft', 'published', 'cancelled'] as const;
export type EntryState = (typeof entryStates)[number];

export interface EntryContent {
  readonly kind: EntryKind;
  /** The stage it is, or belongs to. */
  readonly stage: StageId;
  readonly title: Localized;
  readonly startsAt: number;
  /** Null where there is no end to tell (a deadline). */
  readonly endsAt: number | null;
  /** INEI code (6 digits) of the place it is for; null: the whole country. */
  readonly place: string | null;
  readonly online: boolean;
  /** Address or meeting point as people find it; empty when online only. */
  readonly venue: string;
  /** Where to join or register. */
  readonly link: string | null;
  readonly organiser: string;
  /** How to take part, in one or two sentences. */
  readonly takePart: Localized;
  /** Address of the minutes, once they are public. */
  readonly minutes: string | null;
  /** Days before the start on which people who asked for it are reminded. */
  readonly reminders: readonly number[];
}

export const changes = ['created', 'changed', 'cancelled', 'minutes'] as const;
export type Change = (typeof changes)[number];

export interface EntryVersion {
  readonly entryId: string;
  readonly version: number;
  readonly change: Change;
  readonly content: EntryContent;
  /** When it stood on the web, UTC ms: the two-week rule counts from here. */
  readonly publishedAt: number;
  readonly officialUrl: string | null;
  readonly overrideReason: string | null;
  readonly staffId: string;
}

export interface Entry {
  readonly id: string;
  readonly cycleId: string;
  readonly kind: EntryKind;
  readonly state: EntryState;
  readonly version: number;
  readonly draft: EntryContent | null;
  readonly content: EntryContent | null;
  readonly revision: number;
}

export const eventReplies = ['going', 'remind', 'not-for-me'] as const;
export type EventReply = (typeof eventReplies)[number];

export const defaultReminders: readonly number[] = [14, 3, 1];
