/** A line of the action plan, and who can carry it: closed sets and contents. Pure words. */
import type { Localized } from '../calendar/entry.js';

export const commitmentStates = ['draft', 'published', 'withdrawn'] as const;
export type CommitmentState = (typeof commitmentStates)[number];

export interface CommitmentContent {
  readonly title: Localized;
  readonly text: Localized;
}

/** How far its implementation is, as the IRM asks. */
export const progressStatuses = ['not-started', 'limited', 'substantial', 'completed', 'stopped'] as const;
export type ProgressStatus = (typeof progressStatuses)[number];

/** institution: can own proposals and commitments; the others are the map of who takes part. */
export const actorKinds = ['institution', 'organisation', 'initiative'] as const;
export type ActorKind = (typeof actorKinds)[number];

/** proposed: by itself, through a link; staff have not looked yet. */
export const actorStates = ['proposed', 'listed', 'hidden'] as const;
export type ActorState = (typeof actorStates)[number];
