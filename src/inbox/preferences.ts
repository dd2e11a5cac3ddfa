/** A person stopped our notices on WhatsApp itself: as good as "baja", and as silent as they did it. */
import { z } from 'zod';
import type { PlatformEvent } from '../channels/channel.js';
import type { Vault } from '../people/vault.js';
import type { Store } from '../store/store.js';
import type { Effect, Turn } from './turn.js';

export interface PreferenceParts {
  readonly store: Pick<Store, 'turns'>;
  readonly vault: Vault;
  readonly now: () => number;
}

/** https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/user_preferences */
const preference = z.object({
  phone: z.string().optional(),
  user: z.string().optional(),
  value: z.string(),
});
/** What stands in the ledger where others have the wording they read. */
const wording = 'platform:user_preferences';
/** A draft is put aside after this, as if they had just written. */
const draftMs = 3 * 86_400_000;
/** A turn may be decided at the same moment: read again then. */
const maxTries = 5;

const withdrawal: readonly Effect[] = [
  { kind: 'person.set', set: { notices: false } },
  { kind: 'consent', purpose: 'notices', given: false, wording },
];

/** "resume" changes nothing: coming back is a yes the person gives us, in the chat. */
export async function takePreference(event: PlatformEvent, parts: PreferenceParts): Promise<void> {
  const read = preference.safeParse(event.data);
  if (!read.success || read.data.value !== 'stop') return;
  const { phone, user } = read.data;
  const keys = parts.vault.addressKeys(event.channel, {
    ...(user === undefined ? {} : { user }),
    ...(phone === undefined ? {} : { phone }),
  });
  for (let attempt = 0; attempt < maxTries && keys.length > 0; attempt += 1) {
    const loaded = await parts.store.turns.load(keys);
    const { person, address, conversation } = loaded;
    if (!person || !address || !conversation) return;
    const { revision: _, ...state } = conversation;
    const turn: Turn = {
      // Whatever is going on goes on, without a nudge: they have just asked for silence.
      conversation: {
        ...state,
        nudgeAt: null,
        expiresAt: state.flow === null ? null : parts.now() + draftMs,
      },
      messages: [],
      // Told twice, it is written down once. Who has no notices may still have asked for reminders.
      effects: [...(person.notices ? withdrawal : []), { kind: 'notices.stop' }],
    };
    const outcome = await parts.store.turns.commit({
      inboundKey: null,
      inboundKind: 'preference',
      sentAt: address.lastInboundAt,
      now: parts.now(),
      channel: event.channel,
      keys: [],
      person: { id: person.id, isNew: false, locale: person.locale },
      address: { id: address.id, isNew: false, sealed: null },
      revision: loaded.revision ?? 0,
      turn,
      rows: [],
      lease: null,
      touch: false,
      releaseWaiting: false,
    });
    if (outcome === 'committed') return;
  }
}
