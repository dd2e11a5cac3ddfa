/** Rows of the table `broadcast`, as the domain knows them. */
import {
  type Broadcast,
  broadcastPurposes,
  broadcastStates,
  type Phase,
  phases,
} from '../../broadcasts/broadcast.js';
import { mustBe } from '../../one-of.js';
import type { Sql } from '../sql.js';

type Row = Sql['t']['broadcast']['$inferSelect'];

export function toBroadcast({ expandedTo: _, ...row }: Row): Broadcast {
  return {
    ...row,
    purpose: mustBe(broadcastPurposes, row.purpose),
    origin: mustBe(['staff', 'calendar'], row.origin),
    state: mustBe(broadcastStates, row.state),
    phase: mustBe<Phase>(phases, row.phase),
  };
}
