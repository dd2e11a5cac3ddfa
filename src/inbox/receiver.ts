/** What the channels call: messages to the conversation, statuses to the outbox, platform events to their keepers. */
import type { PlatformEvent, Receiver } from '../channels/channel.js';
import type { Log } from '../log.js';
import type { Vault } from '../people/vault.js';
import type { Store } from '../store/store.js';
import type { DeliveryStatus } from '../talk/failure.js';
import type { Inbound } from '../talk/message.js';

export interface ReceiverParts {
  readonly receive: (message: Inbound) => Promise<void>;
  readonly store: Pick<Store, 'outbox'>;
  readonly vault: Vault;
  readonly now: () => number;
  readonly log: Log;
  readonly onEvent: (event: PlatformEvent) => Promise<void>;
  readonly observe: {
    inbound(channel: string, kind: string): void;
    turn(channel: string, seconds: number): void;
    status(channel: string, state: string): void;
  };
}

/** NUL is refused by PostgreSQL and never meant; stripped where words come in. */
const withoutNul = (message: Inbound): Inbound => {
  const { content } = message;
  const clean = (text: string) => (text.includes('\0') ? text.replaceAll('\0', '') : text);
  if (content.kind === 'text' || content.kind === 'edited')
    return { ...message, content: { ...content, text: clean(content.text) } };
  if (content.kind === 'media' && content.caption !== undefined)
    return { ...message, content: { ...content, caption: clean(content.caption) } };
  return message;
};

export function createReceiver(parts: ReceiverParts): Receiver {
  const one = async (message: Inbound): Promise<void> => {
    const began = performance.now();
    parts.observe.inbound(message.channel, message.content.kind);
    await parts.receive(withoutNul(message));
    parts.observe.turn(message.channel, (performance.now() - began) / 1000);
  };
  const keyed = (status: DeliveryStatus) => ({
    ...status,
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
      await parts.store.outbox.statuses(statuses.map(keyed), parts.now());
    },
    event: parts.onEvent,
  };
}
