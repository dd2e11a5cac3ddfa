/** Groups a broadcast's rows by what staff ask: still to go, arrived, refused, nobody knows. Pure. */
import { oneOf } from '../../../one-of.js';
import { rowStates } from '../../../talk/fate.js';

/** Every row is in exactly one of these, so their sum is what was planned. */
export const fates = rowStates.filter((state) => state !== 'leased');
export type Fate = (typeof fates)[number];
export type Tally = Readonly<Record<Fate, number>>;

/** A leased row is about to leave: for staff it is still to go. A state nobody knows is nobody's to hide. */
export const fateOf = (state: string): Fate =>
  state === 'leased' ? 'planned' : oneOf(fates, state, 'unknown');

export const tallyOf = (rows: readonly { readonly state: string; readonly count: number }[]): Tally => {
  const tally: Record<Fate, number> = {
    planned: 0,
    waiting: 0,
    accepted: 0,
    delivered: 0,
    read: 0,
    failed: 0,
    unknown: 0,
    suppressed: 0,
  };
  for (const { state, count } of rows) tally[fateOf(state)] += count;
  return tally;
};

export const totalOf = (tally: Tally): number => fates.reduce((sum, fate) => sum + tally[fate], 0);
/** Handed to a platform, whatever became of it. */
export const leftOf = ({ accepted, delivered, read, failed, unknown }: Tally): number =>
  accepted + delivered + read + failed + unknown;
