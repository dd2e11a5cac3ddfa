/** Why a message did not leave or arrive, and what follows from it. */
import type { ChannelName } from './message.js';

/**
 * - `wait`: passing (fault or throttle); try again. Throttling costs no attempt.
 * - `fix`: our set-up, template, account or payload is wrong; staff must act. Unknown codes land here.
 * - `gone`: this address does not exist any more, or never did.
 * - `blocked`: the person blocked us on this address.
 * - `opted-out`: the person refused this kind of message on the platform itself.
 * - `window-closed`: WhatsApp's 24 hours are over; the row waits for the window.
 * - `content`: the platform refuses this very message; repeating it is useless.
 */
export const failureKinds = [
  'wait',
  'fix',
  'gone',
  'blocked',
  'opted-out',
  'window-closed',
  'content',
] as const;
export type FailureKind = (typeof failureKinds)[number];

export interface Failure {
  readonly kind: FailureKind;
  /** The platform's code as text, for example `131047` or `429`. */
  readonly code: string;
  /** One sentence for staff. Never holds message text, a name, a number or a token. */
  readonly detail: string;
  /** How long the platform asks us to wait. */
  readonly retryAfterMs?: number;
  /** Whom the wait concerns: this chat only, or the whole channel. Present when the platform throttles. */
  readonly throttled?: 'address' | 'channel';
  /** The platform finds our rate too high, and leaves it to us to find the right one. */
  readonly tooFast?: true;
}

/** What became of one attempt to send. */
export type SendResult =
  | { readonly outcome: 'accepted'; readonly externalId: string }
  | { readonly outcome: 'failed'; readonly failure: Failure }
  /** The line broke after the request left: it may or may not have been accepted. */
  | { readonly outcome: 'unknown'; readonly detail: string };

/** How the platform bills one message, in its own words. */
export interface Pricing {
  /** service, utility, marketing, authentication … */
  readonly category: string;
  /** `regular` is billed; whatever begins with `free` is not. */
  readonly type: string;
  readonly billable: boolean;
}

/** What the platform reports later about a message (WhatsApp statuses). */
export interface DeliveryStatus {
  readonly channel: ChannelName;
  /** The platform's id of our message. */
  readonly externalId: string;
  /** Our outbox row id, when the platform echoes it (`biz_opaque_callback_data`). */
  readonly outboxId?: string;
  readonly state: 'accepted' | 'delivered' | 'read' | 'failed';
  readonly at: number;
  readonly failure?: Failure;
  /** Billing class as the platform names it, for the cost ledger. */
  readonly pricing?: Pricing;
}
