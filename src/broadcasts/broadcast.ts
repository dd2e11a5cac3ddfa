/** One message to many people: its life, its audience, its fates. Pure words. */
import type { Localized } from '../calendar/entry.js';
import type { ChannelName } from '../talk/message.js';

export const broadcastPurposes = [
  'notice',
  'event',
  'change',
  'cancellation',
  'reminder',
  'minutes',
] as const;
export type BroadcastPurpose = (typeof broadcastPurposes)[number];

export const broadcastStates = ['draft', 'approved', 'sending', 'paused', 'done', 'cancelled'] as const;
export type BroadcastState = (typeof broadcastStates)[number];

/** How far `sending` is: rows are being planned, the first batch is out, all may go. */
export const phases = ['expanding', 'first', 'full'] as const;
export type Phase = (typeof phases)[number];

/** Body by locale for a `notice`; an event's words are made from its published facts, and this is a line above them. */
export type BroadcastTexts = Localized;

export interface Audience {
  /** Two-digit INEI codes of departments; empty: everywhere. People whose place is unknown belong to "everywhere" only. */
  readonly regions: readonly string[];
  /** Areas of interest; empty: all. Who chose none is interested in all. */
  readonly areas: readonly string[];
  /** Empty: all. */
  readonly channels: readonly ChannelName[];
  /** Empty: all. */
  readonly locales: readonly string[];
  /** Only people who were told of this entry before (a change, a cancellation, minutes). */
  readonly told: string | null;
  /** Only people who asked to be reminded of this entry, or said they are going. */
  readonly reminded: string | null;
}

/** Why a person of the audience gets no message; each is a suppressed row and a line of the preview. */
export const exclusions = [
  'no-consent',
  'stopped',
  'unreachable',
  'already-told',
  'weekly-limit',
  'not-for-me',
  'no-template',
] as const;
export type Exclusion = (typeof exclusions)[number];

/** Why a person is not in the audience at all: counted, no row. */
export const outsides = [
  'other-region',
  'other-language',
  'other-channel',
  'other-areas',
  'came-later',
] as const;
export type Outside = (typeof outsides)[number];

export interface BroadcastPreview {
  /** People who would get it now. */
  readonly recipients: number;
  readonly byChannel: Readonly<Record<string, number>>;
  readonly byLocale: Readonly<Record<string, number>>;
  /** By two-digit department code; `''` where unknown. */
  readonly byRegion: Readonly<Record<string, number>>;
  readonly excluded: Readonly<Record<Exclusion, number>>;
  readonly outside: Readonly<Record<Outside, number>>;
  /** WhatsApp recipients whose window is closed: each is one template, and counts against the tier. */
  readonly templates: number;
}

/** One line of a report: how many rows of a segment are in a state. */
export interface FateCount {
  readonly channel: ChannelName;
  /** Two-digit department code; `''` where unknown. */
  readonly region: string;
  readonly locale: string;
  /** State of the outbox row. */
  readonly state: string;
  readonly why: string | null;
  readonly count: number;
}

export interface Broadcast {
  readonly id: string;
  readonly cycleId: string;
  readonly purpose: BroadcastPurpose;
  readonly origin: 'staff' | 'calendar';
  readonly entryId: string | null;
  readonly entryVersion: number | null;
  /** For staff only. */
  readonly title: string;
  readonly texts: BroadcastTexts;
  readonly audience: Audience;
  readonly firstBatch: number;
  readonly state: BroadcastState;
  readonly phase: Phase;
  readonly why: string | null;
  readonly revision: number;
  readonly hash: string | null;
  readonly preview: BroadcastPreview | null;
  readonly draftedBy: string;
  readonly approvedBy: string | null;
  readonly approvedAt: number | null;
  readonly startsAt: number;
  readonly planned: number;
  readonly startedBy: string | null;
  readonly startedAt: number | null;
  readonly doneAt: number | null;
  readonly createdAt: number;
}
