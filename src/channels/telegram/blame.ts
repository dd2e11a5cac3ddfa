/** Guesses whom a "too many requests" concerns, since Telegram does not say: one chat, or the whole bot. */

export interface Blame {
  /** Call before each attempt. */
  tried(chat: string): void;
  of(chat: string): 'address' | 'channel';
}

/** What was tried within one second of the clock. */
interface Tally {
  readonly second: number;
  readonly byChat: Map<string, number>;
  total: number;
}

const emptyTally = (second: number): Tally => ({ second, byChat: new Map(), total: 0 });

/**
 * About one message a second is allowed per chat, and many more in all. So a chat that just got another message
 * while the bot was far from its rate is itself the reason; else one person's chatter would silence everybody.
 * A wrong guess mends itself: the next chats are refused too, and they got nothing before.
 */
export function createBlame(maxPerSecond: number, now: () => number): Blame {
  let current = emptyTally(0);
  let previous = emptyTally(-1);
  const turn = (): void => {
    const second = Math.floor(now() / 1000);
    if (second === current.second) return;
    previous = second === current.second + 1 ? current : emptyTally(second - 1);
    current = emptyTally(second);
  };
  return {
    tried: (chat) => {
      turn();
      current.total += 1;
      current.byChat.set(chat, (current.byChat.get(chat) ?? 0) + 1);
    },
    of: (chat) => {
      turn();
      const own = (current.byChat.get(chat) ?? 0) + (previous.byChat.get(chat) ?? 0);
      const others = current.total + previous.total - own;
      return own > 1 && others < maxPerSecond / 2 ? 'address' : 'channel';
    },
  };
}
