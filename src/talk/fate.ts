/** What can become of a message on its way out: a closed set, each row of the outbox is in one of them. */

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

/** The platform took it, and has not said that it failed. */
const takenStates: ReadonlySet<string> = new Set<RowState>(['accepted', 'delivered', 'read']);
export const isTaken = ({ state }: { readonly state: string }): boolean => takenStates.has(state);
