/** What can become of a message on its way out: a closed set, each row of the outbox is in one of them. */
import { failureKinds } from './failure.js';

/** In the order of a message's life. */
export const rowStates = [
  'planned',
  'leased',
  'waiting',
  'accepted',
  'delivered',
  'read',
  'failed',
  'unknown',
  'suppressed',
] as const;
export type RowState = (typeof rowStates)[number];

/** Why a row is unknown that our own end cut off; other unknowns were lost on the line to the platform. */
export const crashed = 'crash';
export const isCrashed = ({ state, why }: { readonly state: string; readonly why: string | null }): boolean =>
  state === 'unknown' && why === crashed;

/** The platform took it, and has not said that it failed. */
const takenStates: ReadonlySet<string> = new Set<RowState>(['accepted', 'delivered', 'read']);
export const isTaken = ({ state }: { readonly state: string }): boolean => takenStates.has(state);

/** Every reason that may stand beside a fate: the platform's refusals, and our own. */
export const fateReasons = [
  ...failureKinds,
  'unknown',
  crashed,
  'unreachable',
  'erased',
  'replaced',
  'no-address',
] as const;
