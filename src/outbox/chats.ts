/** Each chat's own budget: replies may come in a burst, bulk waits until the chat has been quiet a moment. */
import type { ChatRate } from '../channels/channel.js';

export interface Chats {
  /** The instant from which this may go to the chat; `now` or earlier when it may go at once. */
  readyAt(chat: string, lane: 'reply' | 'bulk', now: number): number;
  sent(chat: string, now: number): void;
  /** The platform asks to leave this chat alone until then. */
  silent(chat: string, until: number): void;
}

interface Chat {
  /** When the burst is all paid back (GCRA's theoretical arrival time). */
  readonly paidAt: number;
  readonly lastAt: number;
  readonly silentUntil: number;
}

/** Kept in memory on purpose: one row a chat in the database would cost more than an occasional refusal. */
const mostChats = 10_000;

/** @param rate null where the platform has no limit for a chat. */
export function createChats(rate: ChatRate | null): Chats {
  const chats = new Map<string, Chat>();
  const put = (chat: string, state: Chat): void => {
    chats.delete(chat);
    const [oldest] = chats.keys();
    if (chats.size >= mostChats && oldest !== undefined) chats.delete(oldest);
    chats.set(chat, state);
  };
  return {
    readyAt: (chat, lane, now) => {
      const known = chats.get(chat);
      if (!known) return now;
      const { intervalMs = 0, burst = 0 } = rate ?? {};
      const paid = known.paidAt - (burst - 1) * intervalMs;
      const quiet = lane === 'bulk' ? known.lastAt + intervalMs : 0;
      // The clock was set back: a wait longer than any burst is not one of ours.
      const own = Math.max(paid, quiet);
      const sane = own - now > burst * intervalMs ? now : own;
      return Math.max(known.silentUntil, sane);
    },
    sent: (chat, now) => {
      if (!rate) return;
      const known = chats.get(chat);
      const paidAt = Math.max(known?.paidAt ?? 0, now) + rate.intervalMs;
      put(chat, { paidAt, lastAt: now, silentUntil: known?.silentUntil ?? 0 });
    },
    silent: (chat, until) => {
      const known = chats.get(chat);
      put(chat, {
        paidAt: known?.paidAt ?? 0,
        lastAt: known?.lastAt ?? 0,
        silentUntil: Math.max(known?.silentUntil ?? 0, until),
      });
    },
  };
}
