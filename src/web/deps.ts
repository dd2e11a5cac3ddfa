/** What the pages are given by `app.ts`. */
import type { QuietHours } from '../broadcasts/quiet.js';
import type { EventWords } from '../calendar/words.js';
import type { JoinSource } from '../channels/channel.js';
import type { Samples } from '../channels/sample.js';
import type { SuggestedTag } from '../inbox/turn.js';
import type { Log } from '../log.js';
import type { Metrics } from '../metrics.js';
import type { Vault } from '../people/vault.js';
import type { Places } from '../places/places.js';
import type { MediaStore } from '../proposals/media.js';
import type { OpenedStore } from '../store/open.js';
import type { ChannelName } from '../talk/message.js';

/** What holds for every message to many. */
export interface OutreachSettings {
  /** Channels people can be written to, with what each may send in a second. */
  readonly rates: Readonly<Partial<Record<ChannelName, number>>>;
  /** Notices a person gets in seven days, at most. */
  readonly weeklyLimit: number;
  readonly quiet: QuietHours;
}

export interface WebDeps {
  readonly store: OpenedStore;
  readonly vault: Vault;
  readonly media: MediaStore;
  readonly places: Places;
  /** Areas the rules suggest for a text, with the words that fired. */
  readonly suggestAreas: (text: string) => readonly SuggestedTag[];
  /** The messages about the calendar, as the sender makes them. */
  readonly eventWords: EventWords;
  readonly metrics: Metrics;
  readonly log: Log;
  readonly now: () => number;
  readonly newId: () => string;
  readonly timezone: string;
  readonly publicUrl: () => string;
  readonly simulator: boolean;
  /** Where people open the chat, by channel; by a partner's link when it is given. */
  readonly joinLinks: (
    source?: JoinSource,
  ) => readonly { readonly channel: ChannelName; readonly href: string }[];
  readonly outreach: OutreachSettings;
  /** How a message will look on a platform. */
  readonly samples: Samples;
  /** Of one billed message by the platform's category, in soles; absent: only counts are shown. */
  readonly prices?: Readonly<Record<string, number>> | null;
  /** A message was planned: send it now rather than at the next look. */
  readonly nudgeSender: () => void;
}
