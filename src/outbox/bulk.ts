/** What the sender asks of whoever plans messages to many: which rows, in which words, and whether still. */
import type { OutboxRow, Settlement } from '../store/store.js';
import type { Failure } from '../talk/failure.js';
import type { ChannelName, Outgoing } from '../talk/message.js';

/**
 * - `go`: send these words now.
 * - `later`: back to planned, costs no attempt (quiet hours, tier used up, template paused).
 * - `return`: the broadcast is paused: back to planned, at once due.
 * - `suppress`: it must not go any more.
 */
export type Gate =
  | { readonly gate: 'go'; readonly message: Outgoing }
  | { readonly gate: 'later'; readonly until: number; readonly why: string }
  | { readonly gate: 'return' }
  | { readonly gate: 'suppress'; readonly why: string };

export interface Bulk {
  /** Up to `room` due rows for this channel, fairly over what is running; leased to `by` until `until`. */
  claim(options: {
    channel: ChannelName;
    now: number;
    room: number;
    by: string;
    until: number;
  }): Promise<readonly OutboxRow[]>;
  /** End of the quiet hours it is in; null by day. Bulk outside broadcasts (answers of a batch, progress) waits too. */
  night(at: number): number | null;
  /** Asked for each row at the last moment: in memory, no waiting. Pause and cancel act here. */
  gate(row: OutboxRow, now: number): Gate;
  /** What a failure means for a row of many, where it is not the ordinary; null: the ordinary. */
  refused(row: OutboxRow, failure: Failure, now: number): Settlement | null;
  /** What became of a row, once it is written: first batch, breaker and the person's other channel look at it. */
  settled(row: OutboxRow, settlement: Settlement): void;
}
