/** What stands in the way of a row at the last moment: its lease, its chat, the window, its broadcast. */
import type { Channel } from '../channels/channel.js';
import { isWindowOpen } from '../talk/window.js';
import type { Bulk } from './bulk.js';
import type { Chats } from './chats.js';
import type { LeasedRow } from './lanes.js';
import { type Outcome, settleClosed } from './settle.js';

/** The row in the words it goes with, or its end without asking the platform. */
export type Check = { readonly send: LeasedRow } | { readonly end: Outcome };

/** A row is not sent in the last moments of its lease: the send may last until its end. */
const leaseMarginMs = 32_000;

export interface ChecksParts {
  readonly channel: Channel;
  readonly bulk: Bulk | undefined;
  readonly chats: Chats;
  readonly owner: string;
  readonly now: () => number;
  readonly leasedUntil: (row: LeasedRow) => number;
}

export function createChecks({ channel, bulk, chats, owner, now, leasedUntil }: ChecksParts): {
  check(row: LeasedRow): Check;
  /** Back to planned; costs no attempt. */
  later(row: LeasedRow, dueAt: number, why?: string): Outcome;
} {
  const later = (row: LeasedRow, dueAt: number, why?: string): Outcome => ({
    settlement: {
      id: row.id,
      to: 'planned',
      dueAt: Math.ceil(dueAt),
      counts: false,
      failure: null,
      by: owner,
      ...(why === undefined ? {} : { why }),
    },
  });
  const suppress = (row: LeasedRow, why: string, at: number): Check => ({
    end: { settlement: { id: row.id, to: 'suppressed', why, at } },
  });
  const askGate = (row: LeasedRow, at: number): Check => {
    const verdict = bulk?.gate(row, at) ?? { gate: 'return' };
    switch (verdict.gate) {
      case 'go':
        return { send: { ...row, message: verdict.message } };
      case 'later':
        return { end: later(row, verdict.until, verdict.why) };
      case 'return':
        return { end: later(row, row.dueAt) };
      case 'suppress':
        return suppress(row, verdict.why, at);
    }
  };
  return {
    later,
    check: (row) => {
      const at = now();
      if (!row.reachable) return suppress(row, 'unreachable', at);
      if (leasedUntil(row) - leaseMarginMs < at) return { end: later(row, at) };
      const chatReadyAt = chats.readyAt(row.addressId, row.lane, at);
      if (chatReadyAt > at) return { end: later(row, chatReadyAt) };
      if (row.broadcastId !== null) return askGate(row, at);
      const morning = row.lane === 'bulk' ? (bulk?.night(at) ?? null) : null;
      if (morning !== null) return { end: later(row, morning, 'quiet-hours') };
      const closed =
        channel.windowMs !== undefined &&
        row.message.kind !== 'template' &&
        !isWindowOpen(row.lastInboundAt, at);
      return closed ? { end: settleClosed(row, at) } : { send: row };
    },
  };
}

/** The same for a row that was noted as leaving: whoever took it for lost meanwhile was wrong. */
export const unsent = (outcome: Outcome): Outcome =>
  outcome.settlement.to === 'planned'
    ? { ...outcome, settlement: { ...outcome.settlement, unsent: true } }
    : outcome;
