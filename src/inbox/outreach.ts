/** What a turn may know of calendar, notices and linked chats. Types only. */
import type { BroadcastPurpose } from '../broadcasts/broadcast.js';
import type { EntryContent, EventReply, Localized } from '../calendar/entry.js';
import type { ChannelName } from '../talk/message.js';

/** A published entry as a person may hear of it. */
export interface EventGlance {
  readonly id: string;
  readonly cancelled: boolean;
  readonly content: EntryContent;
  /** What this person said to it. */
  readonly reply: EventReply | null;
}

export interface CalendarGlance {
  /** Nearest first; no more than one message shows. */
  readonly events: readonly EventGlance[];
  /** There are more than these. */
  readonly more: boolean;
  /** The stage that runs now; null between two. */
  readonly stage: { readonly title: Localized; readonly endsAt: number | null } | null;
}

/** A notice that was sent to this person, in its frozen words. */
export interface NoticeGlance {
  readonly purpose: BroadcastPurpose;
  readonly texts: Localized;
  readonly entryId: string | null;
  /** The row itself waits for the window, and leaves with this very turn. */
  readonly waiting: boolean;
}

/** A chat of the person who gave a code. */
export interface LinkedChat {
  readonly addressId: string;
  readonly channel: ChannelName;
}

export interface LinkGlance {
  /** Null: wrong, used or too old. */
  readonly owner: {
    readonly personId: string;
    readonly locale: string;
    /** The one who was here first goes on. */
    readonly isOlder: boolean;
    readonly chats: readonly LinkedChat[];
  } | null;
  /** Wrong codes of this chat within the hour. */
  readonly wrong: number;
}

/** Two chats become one person; the younger row goes into the older. */
export interface Merge {
  readonly kind: 'person.merge';
  /** Of the code, which is used up. */
  readonly key: string;
  readonly owner: string;
  readonly keep: 'owner' | 'self';
  /** Said in the chats of the one who gave the code. */
  readonly tell: readonly (LinkedChat & { readonly text: string })[];
}
