/** The contract every channel fulfils. A channel knows its platform and nothing of people, flows or tables. */
import type { Hono } from 'hono';
import type { DeliveryStatus, SendResult } from '../talk/failure.js';
import type { Limits } from '../talk/limits.js';
import type { ChannelName, ExternalIds, Inbound, InboundMedia, Outgoing } from '../talk/message.js';

/** What a channel hands inwards. Each call resolves only when the effect is committed; it rejects when it is not. */
export interface Receiver {
  inbound(messages: readonly Inbound[]): Promise<void>;
  statuses(statuses: readonly DeliveryStatus[]): Promise<void>;
  /** Template, quality and account events, as the platform named them. Payload has been parsed by the channel. */
  event(event: PlatformEvent): Promise<void>;
}

export interface PlatformEvent {
  readonly channel: ChannelName;
  /** The platform's field or event name, for example `message_template_status_update`. */
  readonly name: string;
  readonly key: string;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface FetchedMedia {
  readonly bytes: Uint8Array;
  readonly mime: string;
}

/** A refused file: too big, expired, or not there. Passing faults are thrown as ordinary errors and tried again. */
export class MediaRefused extends Error {
  override readonly name = 'MediaRefused';
  readonly reason: 'too-big' | 'expired' | 'not-found' | 'wrong-type';
  constructor(reason: MediaRefused['reason']) {
    super(`media refused: ${reason}`);
    this.reason = reason;
  }
}

/** By whose link a person comes. */
export interface JoinSource {
  /** `RADIO-YARAVI`; stands in Telegram's `?start=`. */
  readonly code: string;
  /** What the person sends first where a link can only carry words (WhatsApp). */
  readonly text: string;
}

/** How fast one chat may be written to. */
export interface ChatRate {
  /** One message each, in the long run. */
  readonly intervalMs: number;
  /** So many at once, paid back by silence afterwards. */
  readonly burst: number;
}

export interface SendOptions {
  /** A message to many; where the platform sells a faster way for those, it may take it. */
  readonly bulk?: boolean;
  /** Ask before each further message that goes with this one: resolves when the budget has room. */
  readonly room?: () => Promise<void>;
}

export interface Channel {
  readonly name: ChannelName;
  readonly limits: Limits;
  /** Outgoing messages per second the platform allows us. */
  readonly maxPerSecond: number;
  /** Set where messages to many have a budget of their own (Telegram's paid broadcasts). */
  readonly bulkPerSecond?: number;
  /** Absent: the platform has no limit for a single chat. */
  readonly perChat?: ChatRate;
  /** Set where free text may go only so long after the person's last message (WhatsApp); such channels report each message's fate. */
  readonly windowMs?: number;
  /** Where a person opens the chat with us, for links and QR codes; null while it is not known. */
  joinLink?(source?: JoinSource): string | null;
  /** The platform reports later what became of each message (statuses). Telegram does not. */
  readonly reportsDelivery: boolean;
  /** Sends one message. Never throws: every end has a `SendResult`. `outboxId` is echoed where the platform can. */
  send(to: ExternalIds, message: Outgoing, outboxId: string, options?: SendOptions): Promise<SendResult>;
  /** @throws MediaRefused when trying again is useless. */
  fetchMedia(media: InboundMedia, maxBytes: number): Promise<FetchedMedia>;
  /** Adds the webhook routes. */
  mount(app: Hono, receiver: Receiver): void;
  /** Registers webhooks, commands and the like, or begins polling. */
  start(receiver: Receiver): Promise<void>;
  /** Stops taking in; resolves when nothing is in hand any more. */
  stop(): Promise<void>;
}
