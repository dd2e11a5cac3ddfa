/** Reports what became of our messages, as the WhatsApp platform does: in order, and again until taken. */
import type { DeliveryStatus } from '../../talk/failure.js';
import { rulesOf } from './look.js';
import type { Phone, Phones } from './phones.js';

export interface StatusFeed {
  /** A message was accepted: it is delivered when the phone has network, and the platform says so. */
  accepted(phone: Phone, bubbleId: string): void;
  /** The phone found its network again. */
  online(phone: Phone): void;
  /** The person has the chat before their eyes. */
  seen(phone: Phone): void;
  /** Sends what is left and takes nothing more. */
  stop(): Promise<void>;
}

export interface StatusFeedOptions {
  readonly phones: Phones;
  readonly now: () => number;
  /** @throws when it was not stored; it is then repeated. */
  readonly report: (statuses: readonly DeliveryStatus[]) => Promise<void>;
  /** How long a message is under way, milliseconds. */
  readonly deliverAfterMs: number;
  readonly retryAfterMs?: number;
}

const steps = ['accepted', 'delivered', 'read'] as const;

export function createStatusFeed(options: StatusFeedOptions): StatusFeed {
  const { phones, now, report, deliverAfterMs, retryAfterMs = 500 } = options;
  let stopped = false;
  /** One report after the other, so that "read" never overtakes "delivered". */
  let line: Promise<void> = Promise.resolve();

  const pause = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      setTimeout(resolve, ms).unref();
    });

  async function insist(status: DeliveryStatus): Promise<void> {
    for (;;) {
      try {
        return await report([status]);
      } catch {
        if (stopped) return;
        await pause(retryAfterMs);
      }
    }
  }

  function move(phone: Phone, bubbleId: string, state: 'delivered' | 'read'): void {
    const bubble = phone.bubbles.get(bubbleId);
    const sent = phone.sent.get(bubbleId);
    if (stopped || bubble?.by !== 'bot' || !sent || sent.state === 'failed') return;
    if (steps.indexOf(sent.state) >= steps.indexOf(state)) return;
    phone.sent.set(bubbleId, { ...sent, state });
    phones.put(phone, { ...bubble, state });
    if (!bubble.reports) return;
    const status: DeliveryStatus = {
      channel: 'simulator',
      externalId: bubbleId,
      outboxId: sent.outboxId,
      state,
      at: now(),
    };
    line = line.then(() => insist(status));
  }

  const moveAll = (phone: Phone, from: 'accepted' | 'delivered', to: 'delivered' | 'read'): void => {
    for (const [id, sent] of phone.sent) if (sent.state === from) move(phone, id, to);
  };

  return {
    accepted(phone, bubbleId) {
      setTimeout(() => {
        const { online, blocked, look } = phone.state;
        // WhatsApp keeps silent about a person who blocked us: the message stays accepted for ever.
        if (online && !(blocked && !rulesOf[look].tellsBlocked)) move(phone, bubbleId, 'delivered');
      }, deliverAfterMs).unref();
    },
    online: (phone) => moveAll(phone, 'accepted', 'delivered'),
    seen: (phone) => moveAll(phone, 'delivered', 'read'),
    async stop() {
      stopped = true;
      await line;
    },
  };
}
