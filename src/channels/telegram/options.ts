/** What the Telegram channel is made of, and what must be right before it is. */
import type { Log } from '../../log.js';

export interface TelegramOptions {
  readonly token: string;
  /** Without a slash at the end. */
  readonly apiRoot: string;
  readonly maxPerSecond: number;
  /** Set where messages to many are paid for: so many a second. */
  readonly paidPerSecond?: number | null;
  readonly intake:
    | { readonly mode: 'polling' }
    | { readonly mode: 'webhook'; readonly secret: string; readonly url: () => string };
  /** Commands of the menu, by two-letter language; `""` is for everybody else. */
  readonly commands: Readonly<
    Record<string, readonly { readonly command: string; readonly description: string }[]>
  >;
  readonly now: () => number;
  readonly log: Log;
  /** First wait before Telegram is asked again after a fault, doubled each time; milliseconds. */
  readonly retryMs?: number;
  /** Longest wait for an answer; more than a long poll's 25 s. The fate of a message is unknown afterwards. */
  readonly timeoutSeconds?: number;
}

export const defaultRetryMs = 1_000;
export const defaultTimeoutSeconds = 30;

/** An explicit list: `my_chat_member` would be lost without it, and group traffic is not even sent to us. */
export const allowedUpdates = ['message', 'edited_message', 'callback_query', 'my_chat_member'] as const;

/** @throws when the webhook would take anybody's word for Telegram's. */
export function requireSecret(intake: TelegramOptions['intake']): void {
  if (intake.mode === 'webhook' && !/^[\w-]{1,256}$/.test(intake.secret))
    throw new Error('a Telegram webhook needs a secret of 1 to 256 letters, digits, "_" or "-"');
}
