/** A turn: what one inbound message (or one time-out) leads to, decided purely and committed at once. */

import type { AnswerReplyKind } from '../answers/answer.js';
import type { EventReply, Localized } from '../calendar/entry.js';
import type { Answers } from '../flow/state.js';
import type { Outcome, ProposalState } from '../proposals/proposal.js';
import type { ChannelName, Content, Inbound, InboundMedia, Outgoing } from '../talk/message.js';
import type { ExchangeEffect, ExchangeFacts, ExchangeNeed } from './exchange.js';
import type { CalendarGlance, EventGlance, LinkGlance, Merge, NoticeGlance } from './outreach.js';
import type { Env } from './world.js';

export type { CalendarGlance, EventGlance } from './outreach.js';
export { type Area, type CycleView, type Env, everyArea, type PlaceFound, type PlaceName } from './world.js';

/** What is known of who speaks, read before deciding. */
export interface Person {
  readonly id: string;
  readonly locale: string;
  /** The person chose the language themself (not guessed from the app). */
  readonly localeChosen: boolean;
  /** When they said they are 14 or older; null until then. Nothing of theirs is stored before. */
  readonly adultEnoughAt: number | null;
  /** INEI code (6 digits) of department, province or district; null when unknown. */
  readonly place: string | null;
  /** Areas of interest for notices; empty means all. */
  readonly areas: readonly string[];
  readonly notices: boolean;
  /** Where notices go, of several linked channels; null: the one used last. */
  readonly preferredChannel: ChannelName | null;
}

export interface Address {
  readonly id: string;
  readonly channel: ChannelName;
  /** UTC ms of the person's newest message: opens WhatsApp's window. */
  readonly lastInboundAt: number;
  /** Rows that wait for the window to open. */
  readonly waiting: number;
  readonly reachable: boolean;
}

export interface SavedConversation {
  readonly flow: string | null;
  readonly version: number;
  readonly step: string;
  readonly answers: Answers;
  /** Invalid answers in a row at this step. */
  readonly tries: number;
  /** Guards against a second turn decided at the same time. */
  readonly revision: number;
  /** When the current step was entered; UTC ms. */
  readonly since: number;
  readonly nudged: boolean;
}

/** One proposal as its author may hear of it; nothing personal. */
export interface ProposalGlance {
  readonly id: string;
  readonly code: string;
  readonly state: ProposalState;
  /** First words of the text; only for the author's own list. */
  readonly summary: string;
  readonly createdAt: number;
  /** When an answer was promised; UTC ms. */
  readonly promisedAt: number;
  readonly areas: readonly string[];
  readonly outcome: Outcome | null;
  /** The reason of the answer, only when it has been released. */
  readonly reason: string | null;
  readonly commitment: string | null;
  /** Whoever asks is its author; what follows here is told to them alone. */
  readonly own: boolean;
  /** A line of the answer for its author. */
  readonly personal: string | null;
  /** The released answer, and what its author said to it. */
  readonly answerId: string | null;
  readonly reply: AnswerReplyKind | null;
  /** A question of staff waits for its author. */
  readonly asked: boolean;
  /** Its areas were confirmed by staff, and are not what its author chose. */
  readonly moved: boolean;
  readonly hasObjected: boolean;
  /** How many others are in the same joint idea; 0: it is read by itself. */
  readonly joined: number;
  /** Opened again after its last answer. */
  readonly reopened: boolean;
}

/** What a turn may need beyond the first read. `decide` asks, `receive` loads, `decide` runs again. */
export type Need =
  | { readonly need: 'own-proposals'; readonly limit: number }
  | { readonly need: 'proposal-by-code'; readonly code: string }
  | { readonly need: 'own-data' }
  | { readonly need: 'own-channels' }
  | {
      readonly need: 'calendar';
      readonly cycleId: string;
      /** Two digits of the department; null: the whole country. */
      readonly region: string | null;
      readonly now: number;
    }
  | { readonly need: 'event'; readonly entryId: string }
  | { readonly need: 'notice'; readonly broadcastId: string }
  /** By the key of a code somebody showed in another chat. */
  | { readonly need: 'link'; readonly key: string; readonly now: number }
  | ExchangeNeed;

/** All we hold of one person, for "mis datos". */
export interface OwnData {
  readonly proposals: readonly {
    code: string;
    text: string;
    createdAt: number;
    state: ProposalState;
    place: string | null;
    areas: readonly string[];
    publish: PublishConsent;
  }[];
  readonly consents: readonly {
    purpose: ConsentPurpose;
    given: boolean;
    wording: string;
    at: number;
    channel: ChannelName;
  }[];
  /** What they said to events, newest first. */
  readonly replies: readonly { title: Localized; reply: EventReply; at: number }[];
  /** Channels of their linked chats, this one among them. */
  readonly channels: readonly ChannelName[];
  /** What they said after their proposals: to staff's questions, to answers. */
  readonly said: readonly { readonly code: string; readonly text: string; readonly at: number }[];
  /** Commitments they hear of, as people cite them. */
  readonly follows: readonly string[];
}

export interface Facts extends ExchangeFacts {
  /** Absent: nobody we know. */
  readonly person?: Person;
  readonly address?: Address;
  readonly conversation?: SavedConversation;
  readonly ownProposals?: readonly ProposalGlance[];
  /** Present after a `proposal-by-code` need; null when there is no such code. */
  readonly proposalByCode?: ProposalGlance | null;
  readonly ownData?: OwnData;
  /** Channels of the person's chats, this one among them. */
  readonly ownChannels?: readonly ChannelName[];
  readonly calendar?: CalendarGlance;
  /** Present after an `event` need; null when nothing was published under that id. */
  readonly event?: EventGlance | null;
  /** Present after a `notice` need; null when it was not sent to this person. */
  readonly notice?: NoticeGlance | null;
  readonly link?: LinkGlance;
}

export const consentPurposes = ['answer-me', 'publish-without-name', 'publish-with-name', 'notices'] as const;
export type ConsentPurpose = (typeof consentPurposes)[number];
export type PublishConsent = 'no' | 'without-name' | 'with-name';

export interface SuggestedTag {
  readonly area: string;
  /** The words of the text that fired. */
  readonly words: readonly string[];
}

export interface NewProposal {
  readonly id: string;
  readonly code: string;
  readonly cycleId: string;
  /** Word for word as sent; empty when only media was sent. */
  readonly text: string;
  readonly locale: string;
  readonly place: string | null;
  readonly publish: PublishConsent;
  readonly suggested: readonly SuggestedTag[];
  readonly chosen: readonly string[];
  readonly media: readonly InboundMedia[];
  /** SHA-256 (hex) of the UTF-8 text. */
  readonly sha256: string;
  readonly promisedAt: number;
  /** Deep-link source through which the person came, when known. */
  readonly source: string | null;
}

/** A domain row to write, in the same transaction as the state and the messages. */
export type Effect =
  | {
      readonly kind: 'person.set';
      readonly set: Partial<
        Pick<
          Person,
          'locale' | 'localeChosen' | 'adultEnoughAt' | 'place' | 'areas' | 'notices' | 'preferredChannel'
        >
      >;
    }
  | {
      readonly kind: 'consent';
      readonly purpose: ConsentPurpose;
      readonly given: boolean;
      readonly wording: string;
    }
  | { readonly kind: 'proposal.submit'; readonly proposal: NewProposal }
  | {
      readonly kind: 'proposal.correct';
      readonly code: string;
      readonly text: string;
      readonly sha256: string;
    }
  /** Erases everything that identifies the person; counts stay. Ends the conversation. */
  | { readonly kind: 'person.erase' }
  | { readonly kind: 'address.reachable'; readonly reachable: boolean }
  | { readonly kind: 'address.moved'; readonly to: import('../talk/message.js').ExternalIds }
  /** The source of a deep link, kept on first contact only; one read out of words only where a partner has it. */
  | { readonly kind: 'person.source'; readonly source: string; readonly fromWords?: true }
  /** What a person says to an event; the last word counts. */
  | { readonly kind: 'calendar.reply'; readonly entryId: string; readonly reply: EventReply }
  /** Baja: takes back the requests to be reminded, and suppresses what many were to get and they have not yet. */
  | { readonly kind: 'notices.stop' }
  /** Keeps a code by which another chat is linked to this person. */
  | { readonly kind: 'link.open'; readonly key: string; readonly expiresAt: number }
  | { readonly kind: 'link.wrong' }
  | Merge
  /** This chat becomes a person of its own again, with what came through it. */
  | { readonly kind: 'person.split' }
  | ExchangeEffect
  /** Counts something without keeping it: a redirected complaint, a refused minor. */
  | { readonly kind: 'count'; readonly name: string };

export const lanes = ['reply', 'bulk'] as const;
export type Lane = (typeof lanes)[number];

export const purposes = [
  'reply',
  'nudge',
  'answer',
  'window-invite',
  'notice',
  'reminder',
  'survey',
  /** Staff ask the author something. */
  'question',
  /** How far a commitment has come. */
  'progress',
  /** Not worth a paid template: waits until the person writes or is invited for something else. */
  'news',
  /** To a member of staff in their own chat. */
  'staff',
] as const;
export type Purpose = (typeof purposes)[number];
/** They wait for WhatsApp's window without asking anybody to open it. */
export const quietPurposes: readonly Purpose[] = ['news', 'survey', 'staff'];

/** One message to be sent, before it has an outbox row. */
export interface Planned {
  /** Unique for ever: a second insert with the same key is the same message. */
  readonly key: string;
  readonly purpose: Purpose;
  readonly lane: Lane;
  readonly message: Outgoing;
  /** Not before this instant (UTC ms). */
  readonly dueAt: number;
  /** A row planned under this key and not yet leased is suppressed by this one (a joined answer asks once). */
  readonly replaces?: string;
  readonly proposalId?: string;
  readonly answerId?: string;
}

/** The conversation as it shall be; `flow: null` is at rest. */
export interface NextConversation {
  readonly flow: string | null;
  readonly version: number;
  readonly step: string;
  readonly answers: Answers;
  readonly tries: number;
  readonly since: number;
  readonly nudged: boolean;
  readonly nudgeAt: number | null;
  readonly expiresAt: number | null;
}

export interface Turn {
  readonly conversation: NextConversation;
  readonly messages: readonly Planned[];
  readonly effects: readonly Effect[];
  /** Content types kept by name because nothing could be done with them. */
  readonly kept?: string;
}

export type Decide = (
  inbound: Pick<Inbound, 'channel' | 'content' | 'at' | 'languageHint' | 'externalId'>,
  facts: Facts,
  env: Env,
) => Turn | Need;
/** Time-outs are inputs: a nudge or an expiry that fell due. */
export type DecideDue = (
  due: 'nudge' | 'expire',
  channel: ChannelName,
  facts: Facts,
  env: Env,
) => Turn | Need;

export type { Content };
