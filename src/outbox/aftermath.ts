/** What follows from an attempt to send: what the platform asks for is obeyed, and what became of the row is written. */
import type { Outbox, OutboxRow, Settlement } from '../store/store.js';
import type { Failure } from '../talk/failure.js';
import type { Bulk } from './bulk.js';
import type { Chats } from './chats.js';
import type { LeasedRow } from './lanes.js';
import type { Outcome } from './settle.js';
import type { Silence } from './silence.js';
import type { Slots } from './slots.js';
import type { Writer } from './writer.js';

export interface Aftermath {
  /** Falls silent or slows down as the platform asks. @param sentAt when the refused message left, UTC ms. */
  obey(row: LeasedRow, outcome: Outcome, sentAt: number): void;
  /** Writes how the row ended, and does once that stands what depends on it. */
  apply(row: LeasedRow, outcome: Outcome): void;
}

export interface AftermathParts {
  readonly outbox: Pick<Outbox, 'markUnreachable' | 'closeWindow'>;
  readonly bulk: Bulk | undefined;
  readonly chats: Chats;
  readonly silence: Silence;
  readonly slots: Slots;
  readonly writer: Writer;
  readonly now: () => number;
  readonly invite: (row: OutboxRow) => Promise<void>;
  readonly alert: (failure: Failure, row: OutboxRow) => void;
  readonly observe: (row: OutboxRow, outcome: Settlement['to'], sinceDueMs: number) => void;
  /** Rows are due at this instant, UTC ms. */
  readonly wakeAt: (at: number) => void;
  /** Other processes could not be told of a silence. */
  readonly onUntold: (error: unknown) => void;
}

export function createAftermath(parts: AftermathParts): Aftermath {
  const { outbox, bulk, chats, silence, slots, writer, now, wakeAt } = parts;
  return {
    obey: (row, { silence: asked, slower }, sentAt) => {
      const at = now();
      if (slower) slots.slower(row.lane, at);
      if (asked?.scope === 'address') chats.silent(row.addressId, asked.until);
      if (asked?.scope !== 'channel') return;
      slots.drop();
      silence.refused({ sentAt, now: at, until: asked.until }).catch(parts.onUntold);
    },
    apply: (row, outcome) => {
      const { settlement } = outcome;
      parts.observe(row, settlement.to, now() - row.dueAt);
      if (outcome.alert) parts.alert(outcome.alert, row);
      writer.settle(settlement, async () => {
        if (outcome.unreachable) await outbox.markUnreachable(row.addressId, outcome.unreachable, now());
        if (outcome.closed) await outbox.closeWindow(row.addressId, now());
        if (outcome.invite) await parts.invite(row);
        if (row.broadcastId !== null) bulk?.settled(row, settlement);
        if (settlement.to === 'planned') wakeAt(settlement.dueAt);
        if (outcome.invite) wakeAt(now());
      });
    },
  };
}
