/** What the channels call: messages to the conversation, statuses to the outbox, platform events to their keepers. */
import type { PlatformEvent, Receiver } from '../channels/channel.js';
import type { Log } from '../log.js';
import type { Vault } from '../people/vault.js';
import type { OutboxRow, Store } from '../store/store.js';
import type { DeliveryStatus, Failure } from '../talk/failure.js';
import type { Inbound } from '../talk/message.js';

export interface ReceiverParts {
  readonly receive: (message: Inbound) => Promise<void>;
  readonly store: Pick<Store, 'outbox'>;
  readonly vault: Vault;
  readonly now: () => number;
  readonly log: Log;
  readonly onEvent: (event: PlatformEvent) => Promise<void>;
  /** A report said that the window was closed: the row waits, and somebody must invite the person to open it. */
  readonly invite: (row: OutboxRow) => Promise<void>;
  /** A report said that this row's address is gone: another one of the person may be tried. */
  readonly onLost?: (outboxId: string) => Promise<void>;
  /** A report told of a failure: some concern more than their message. */
  readonly onFailure?: (failure: Failure) => Promise<void>;
  readonly observe: {
    inbound(channel: string, kind: string): void;
    turn(channel: string, seconds: number): void;
    status(channel: string, state: string): void;
  };
}

/** NUL and half a character (a text cut inside an emoji) are refused by PostgreSQL and never meant. */
const clean = (text: string) => text.replace(/\0/g, '').replace(/\p{Surrogate}/gu, '\uFFFD');

/** All words of what came in cleaned: what the database refuses, the platform would send again for days. */
function cleanWords<Part>(part: Part): Part {
  // The casts: the same shape comes out, only words have changed.
  if (typeof part === 'string') return clean(part) as Part;
  if (typeof part !== 'object' || part === null) return part;
  return Object.fromEntries(Object.entries(part).map(([name, value]) => [name, cleanWords(value)])) as Part;
}

const dayMs = 86_400_000;
/** A time that no clock shows (before 1970, a fraction, days ahead) is refused by PostgreSQL or opens windows: ours then. */
const saneInstant = (at: number, now: number): number =>
  at >= 1 && at <= now + dayMs ? Math.trunc(at) : now;

export function createReceiver(parts: ReceiverParts): Receiver {
  const one = async (message: Inbound): Promise<void> => {
    const began = performance.now();
    parts.observe.inbound(message.channel, message.content.kind);
    const at = saneInstant(message.at, parts.now());
    await parts.receive({ ...message, at, content: cleanWords(message.content) });
    parts.observe.turn(message.channel, (performance.now() - began) / 1000);
  };
  const keyed = (status: DeliveryStatus) => ({
    ...status,
    at: saneInstant(status.at, parts.now()),
    externalKey: parts.vault.keyOf(status.channel, 'outbound', status.externalId),
  });
  return {
    inbound: async (messages) => {
      const [only] = messages;
      if (messages.length === 1 && only) return one(only);
      // Each is committed on its own: one that fails makes the platform repeat all, and doubles end at their ids.
      const ends = await Promise.allSettled(messages.map(one));
      const failed = ends.find((end) => end.status === 'rejected');
      if (failed) throw failed.reason;
    },
    statuses: async (statuses) => {
      for (const status of statuses) parts.observe.status(status.channel, status.state);
      const waiting = await parts.store.outbox.statuses(statuses.map(keyed), parts.now());
      for (const row of waiting) await parts.invite(row);
      for (const { failure, outboxId } of statuses) {
        if (!failure) continue;
        await parts.onFailure?.(failure);
        const isLost = failure.kind === 'gone' || failure.kind === 'blocked';
        if (isLost && outboxId !== undefined) await parts.onLost?.(outboxId);
      }
    },
    event: parts.onEvent,
  };
}
