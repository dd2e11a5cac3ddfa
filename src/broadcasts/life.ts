/** The life of a broadcast as staff may lead it: which step is open, and to whom. Pure. */
import type { Sector } from '../people/permissions.js';
import type { Broadcast, BroadcastState } from './broadcast.js';

export const lifeSteps = ['edit', 'approve', 'start', 'pause', 'resume', 'cancel'] as const;
export type LifeStep = (typeof lifeSteps)[number];

const openIn: Readonly<Record<LifeStep, readonly BroadcastState[]>> = {
  edit: ['draft', 'approved'],
  approve: ['draft'],
  start: ['approved'],
  pause: ['sending'],
  resume: ['paused'],
  cancel: ['draft', 'approved', 'sending', 'paused'],
};
/** Automatic ones say what was published and nothing else: there is nothing to write or to sign. */
const forAutomatic: readonly LifeStep[] = ['pause', 'resume', 'cancel'];

/**
 * - `wrong-state`: it is past that, or not there yet. - `automatic`: it has no words of staff.
 * - `own-words`: who wrote or changed any of it may not approve it, whoever changed it since.
 * - `same-sector`: government and civil society sign together; so nobody can where the writer's sector is unknown.
 * - `not-frozen`: it is not what was approved.
 */
const lifeRefusals = ['wrong-state', 'automatic', 'own-words', 'same-sector', 'not-frozen'] as const;
export type LifeRefusal = (typeof lifeRefusals)[number];

/** Who takes a step. */
export interface Decider {
  readonly id: string;
  readonly sector: Sector;
}

export interface LifeContext {
  readonly by: Decider;
  /** Sector of whoever drafted or edited it last; null: nobody knows any more. */
  readonly drafterSector: Sector | null;
  /** Everybody who ever wrote in it. */
  readonly authors: readonly string[];
  /** `freeze` of what stands there now. */
  readonly hash: string;
}

/** Null: the step may be taken. Whether the role permits it at all is asked elsewhere. */
export function refuseStep(
  broadcast: Pick<Broadcast, 'state' | 'origin' | 'draftedBy' | 'hash'>,
  step: LifeStep,
  { by, drafterSector, authors, hash }: LifeContext,
): LifeRefusal | null {
  if (broadcast.origin === 'calendar' && !forAutomatic.includes(step)) return 'automatic';
  if (!openIn[step].includes(broadcast.state)) return 'wrong-state';
  if (step === 'approve') {
    if (by.id === broadcast.draftedBy || authors.includes(by.id)) return 'own-words';
    if (drafterSector === null || by.sector === drafterSector) return 'same-sector';
  }
  if (step === 'start' && broadcast.hash !== hash) return 'not-frozen';
  return null;
}

/** The states from which `setState` goes on. */
export const statesFor = (step: LifeStep): readonly BroadcastState[] => openIn[step];
