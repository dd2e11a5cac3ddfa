/** Rows of the table `broadcast`, as the domain knows them. */
import {
  type Broadcast,
  broadcastPurposes,
  broadcastStates,
  type Phase,
  phases,
} from '../../broadcasts/broadcast.js';
import type { Sql } from '../sql.js';

/** A column holds one of `known`: whatever else stands there was written by nobody of ours. */
function oneOf<T extends string>(known: readonly T[], found: string): T {
  const match = known.find((one) => one === found);
  if (match === undefined) throw new Error(`a broadcast holds an unknown word: ${found}`);
  return match;
}

type Row = Sql['t']['broadcast']['$inferSelect'];

export function toBroadcast({ expandedTo: _, ...row }: Row): Broadcast {
  return {
    ...row,
    purpose: oneOf(broadcastPurposes, row.purpose),
    origin: oneOf(['staff', 'calendar'], row.origin),
    state: oneOf(broadcastStates, row.state),
    phase: oneOf<Phase>(phases, row.phase),
  };
}
