/** A line of the action plan, and who can carry it: closed sets and contents. Pure words. */
import type { Localized } from '../calendar/entry.js';

export const commitmentStates = ['draft', 'published', 'withdrawn'] as const;
export type CommitmentState = (typeof commitmentStates)[number];

export interface CommitmentContent {
  readonly title: Localized;
  readonly text: Localized;
}

export interface Commitment {
  readonly id: string;
  readonly cycleId: string;
  /** As people cite it: `C-03`. */
  readonly code: string;
  readonly state: CommitmentState;
  /** Newest published version; 0 before the first. A withdrawal is a version too. */
  readonly version: number;
  readonly draft: CommitmentContent | null;
  /** As published; null before the first publication. */
  readonly content: CommitmentContent | null;
  readonly areas: readonly string[];
  readonly institutionId: string | null;
  /** Name of the institution that owns it. */
  readonly institution: string | null;
  readonly revision: number;
  readonly createdBy: string;
  readonly createdAt: number;
}

/** What was published once, for ever. */
export interface CommitmentVersion {
  readonly version: number;
  readonly content: CommitmentContent;
  /** What changed, in plain words; of a withdrawal the reason. */
  readonly note: string;
  readonly staffId: string;
  readonly publishedAt: number;
}

/** A proposal that changed a version of the text. */
export interface Source {
  readonly proposalId: string;
  readonly code: string;
  readonly state: string;
  /** 0: the draft that is not published yet. */
  readonly version: number;
  readonly at: number;
}

/** How far its implementation is, as the IRM asks. */
export const progressStatuses = ['not-started', 'limited', 'substantial', 'completed', 'stopped'] as const;
export type ProgressStatus = (typeof progressStatuses)[number];

export interface Progress {
  readonly id: string;
  readonly commitmentId: string;
  readonly status: ProgressStatus;
  readonly text: Localized;
  /** Where it can be checked. */
  readonly link: string | null;
  readonly staffId: string;
  readonly at: number;
  /** When its messages had all been planned. */
  readonly toldAt: number | null;
}

/** told: once, and they said nothing. */
export const followStates = ['told', 'following', 'stopped'] as const;
export type FollowState = (typeof followStates)[number];

/** What is shown: the published text, or the draft where nothing is published. */
export const shownContent = ({ content, draft }: Pick<Commitment, 'content' | 'draft'>) => content ?? draft;

/** institution: can own proposals and commitments; the others are the map of who takes part. */
export const actorKinds = ['institution', 'organisation', 'initiative'] as const;
export type ActorKind = (typeof actorKinds)[number];

/** proposed: by itself, through a link; staff have not looked yet. */
export const actorStates = ['proposed', 'listed', 'hidden'] as const;
export type ActorState = (typeof actorStates)[number];

export const actorSectors = ['government', 'civil-society', 'other'] as const;
export type ActorSector = (typeof actorSectors)[number];

export interface ActorEntry {
  readonly id: string;
  /** Stands in the link by which its contact joins: `?start=CODE`. */
  readonly code: string;
  readonly kind: ActorKind;
  readonly sector: ActorSector;
  readonly name: string;
  readonly about: string;
  readonly areas: readonly string[];
  /** INEI code; null: the whole country. */
  readonly place: string | null;
  readonly state: ActorState;
  /** A contact is kept, sealed; whoever reads it is noted. */
  readonly hasContact: boolean;
  readonly contactConsentAt: number | null;
  /** Its contact opened the link and said yes: it can be written to. */
  readonly bound: boolean;
  readonly revision: number;
  readonly createdBy: string;
  readonly createdAt: number;
}
