/** The senders of this process, one for each channel, behind one hand that gives each its own rows. */
import type { Channel } from '../channels/channel.js';
import type { Hand } from '../inbox/receive.js';
import type { Log } from '../log.js';
import type { Metrics } from '../metrics.js';
import { createSender, type Sender, type SenderParts } from '../outbox/sender.js';
import type { Failure } from '../talk/failure.js';

type Shared = Pick<SenderParts, 'outbox' | 'bulk' | 'vault' | 'owner' | 'now' | 'invite'>;

interface SendersParts extends Shared {
  /** Empty in a process without the sender role. */
  readonly channels: readonly Channel[];
  readonly metrics: Metrics;
  readonly log: Log;
  /** Of a failure staff must act on. */
  readonly onFailure: (failure: Failure) => Promise<void>;
}

export interface Senders {
  /** Null where nothing is sent: rows stay planned for other processes. */
  readonly hand: Hand | null;
  /** Each looks for due rows no later than this instant. */
  wakeAt(at: number): void;
  start(): void;
  /** Waits for what is being sent, and gives the rest back. */
  stop(): Promise<void>;
  /** Nothing in hand and nothing due. */
  idle(): Promise<void>;
}

export function createSenders(parts: SendersParts): Senders {
  const { channels, metrics, log, onFailure, ...shared } = parts;
  const senders = new Map<string, Sender>();
  for (const channel of channels) {
    const sender = createSender({
      ...shared,
      channel,
      log,
      random: Math.random,
      alert: (failure, row) => {
        metrics.alert(row.channel, failure.code);
        log.error(
          { channel: row.channel, code: failure.code, detail: failure.detail, outbox: row.id },
          'staff must act: a message cannot leave',
        );
        void onFailure(failure);
      },
      observe: (row, outcome, sinceDueMs) =>
        metrics.settled(row.channel, row.lane, outcome, sinceDueMs / 1000),
    });
    senders.set(channel.name, sender);
  }
  const all = [...senders.values()];
  const wakeAt = (at: number): void => {
    for (const sender of all) sender.hand.wakeAt(at);
  };
  const hand: Hand = {
    owner: shared.owner,
    offer: (rows) => senders.get(rows[0]?.channel ?? '')?.hand.offer(rows),
    wakeAt,
  };
  return {
    hand: all.length === 0 ? null : hand,
    wakeAt,
    start: () => {
      for (const sender of all) sender.start();
    },
    stop: async () => {
      await Promise.all(all.map((sender) => sender.stop()));
    },
    idle: async () => {
      await Promise.all(all.map((sender) => sender.idle()));
    },
  };
}
