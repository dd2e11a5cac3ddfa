/** The simulated phones, kept in memory only: what stands in each chat, and who watches it. */
import type { Inbound } from '../../talk/message.js';
import type { Bubble, NoteName } from './bubble.js';
import type { Look } from './look.js';

export const faults = ['twice', 'cut', 'throttle', 'error'] as const;
/** `twice`: the next message of the person arrives two times at once. The others befall our next message. */
export type Fault = (typeof faults)[number];

/** What the page shows around the chat. */
export interface PhoneState {
  readonly look: Look;
  readonly blocked: boolean;
  /** Without network messages are accepted by the platform, but not delivered. */
  readonly online: boolean;
  /** Plays once, then it is gone. */
  readonly fault: Fault | null;
  /** When the person wrote last; null while nothing is known. UTC ms. */
  readonly lastInboundAt: number | null;
}

export type PhoneEvent =
  | { readonly kind: 'bubble'; readonly bubble: Bubble }
  | { readonly kind: 'phone'; readonly phone: PhoneState }
  | { readonly kind: 'clock'; readonly now: number };

/** Our message on its way to `read`, with what a status needs. */
export interface Sent {
  readonly outboxId: string;
  readonly state: 'accepted' | 'delivered' | 'read' | 'failed';
}

export interface Phone {
  readonly chat: string;
  state: PhoneState;
  /** In the order they appeared; a Map keeps it and finds by id. */
  readonly bubbles: Map<string, Bubble>;
  /** What each bubble of the person was to us, to send it again. */
  readonly inbound: Map<string, Inbound>;
  readonly sent: Map<string, Sent>;
  readonly watchers: Set<(event: PhoneEvent) => void>;
}

export interface Phones {
  /** The phone of a chat; a new one when nobody knows it, for example after a restart. */
  open(chat: string, look?: Look): Phone;
  all(): Iterable<Phone>;
  change(phone: Phone, change: Partial<PhoneState>): void;
  /** Adds a bubble, or changes the one with the same id. */
  put(phone: Phone, bubble: Bubble): void;
  note(phone: Phone, note: NoteName, ms?: number): void;
  tell(phone: Phone, event: PhoneEvent): void;
}

export interface PhonesOptions {
  readonly now: () => number;
  readonly newId: () => string;
  /** Above these the oldest go: the simulator must not eat the memory of a long demonstration. */
  readonly maxPhones?: number;
  readonly maxBubbles?: number;
}

/** Drops the oldest entries of a map that keeps insertion order. */
function trim<K>(map: Map<K, unknown>, max: number): void {
  for (const key of map.keys()) {
    if (map.size <= max) return;
    map.delete(key);
  }
}

export function createPhones({ now, newId, maxPhones = 500, maxBubbles = 400 }: PhonesOptions): Phones {
  const known = new Map<string, Phone>();

  const phones: Phones = {
    open(chat, look = 'telegram') {
      const found = known.get(chat);
      if (found) {
        // To the end of the line: the phone that is used is not the one that is forgotten.
        known.delete(chat);
        known.set(chat, found);
        return found;
      }
      const phone: Phone = {
        chat,
        state: { look, blocked: false, online: true, fault: null, lastInboundAt: null },
        bubbles: new Map(),
        inbound: new Map(),
        sent: new Map(),
        watchers: new Set(),
      };
      known.set(chat, phone);
      trim(known, maxPhones);
      return phone;
    },
    all: () => known.values(),
    change(phone, change) {
      phone.state = { ...phone.state, ...change };
      phones.tell(phone, { kind: 'phone', phone: phone.state });
    },
    put(phone, bubble) {
      phone.bubbles.set(bubble.id, bubble);
      trim(phone.bubbles, maxBubbles);
      trim(phone.inbound, maxBubbles);
      trim(phone.sent, maxBubbles);
      phones.tell(phone, { kind: 'bubble', bubble });
    },
    note: (phone, note, ms) =>
      phones.put(phone, { by: 'note', id: newId(), at: now(), note, ...(ms === undefined ? {} : { ms }) }),
    tell(phone, event) {
      for (const watcher of phone.watchers) watcher(event);
    },
  };
  return phones;
}
