/** What stands in the chat of a simulated phone: plain data, sent to the page as JSON. */
import type { MediaKind } from '../../talk/message.js';

export interface ShownChoice {
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
}

export interface ShownFile {
  readonly ref: string;
  readonly mime: string;
  readonly name: string;
  readonly bytes: number;
}

/** A message of ours in the form its look gave it. */
export type BotBody =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'buttons'; readonly text: string; readonly choices: readonly ShownChoice[] }
  | {
      readonly kind: 'list';
      readonly text: string;
      readonly open: string;
      readonly choices: readonly ShownChoice[];
    }
  | { readonly kind: 'location-request'; readonly text: string; readonly button: string }
  | {
      readonly kind: 'template';
      readonly name: string;
      readonly text: string;
      readonly choices: readonly ShownChoice[];
    }
  | { readonly kind: 'file'; readonly file: ShownFile; readonly caption?: string };

/** A message of the person. */
export type PersonBody =
  | { readonly kind: 'text'; readonly text: string; readonly edited?: boolean }
  | { readonly kind: 'start' }
  | { readonly kind: 'media'; readonly media: MediaKind; readonly file: ShownFile; readonly caption?: string }
  | { readonly kind: 'location'; readonly latitude: number; readonly longitude: number }
  | { readonly kind: 'unsupported'; readonly type: string };

const noteNames = [
  'clock',
  'blocked',
  'unblocked',
  'repeated',
  'refused-blocked',
  'refused-window',
  'refused-content',
  'refused-template',
  'fault-cut',
  'fault-throttle',
  'fault-error',
] as const;
export type NoteName = (typeof noteNames)[number];

/**
 * How far a message came. For one of ours: `accepted`, `delivered`, `read`, `failed`.
 * For one of the person: `sending`, then `delivered` once the turn is committed, or `failed`.
 */
export type BubbleState = 'sending' | 'accepted' | 'delivered' | 'read' | 'failed';

interface Placed {
  readonly id: string;
  /** UTC ms by the simulator's clock. */
  readonly at: number;
}
export interface BotBubble extends Placed {
  readonly by: 'bot';
  readonly body: BotBody;
  readonly state: BubbleState;
  /** The platform of this look reports states at all. */
  readonly reports: boolean;
  /** Id of the choice that was tapped last. */
  readonly tapped?: string;
}
export interface PersonBubble extends Placed {
  readonly by: 'person';
  readonly body: PersonBody;
  readonly state: BubbleState;
}
/** A line about the simulation itself: the clock moved, a fault was played. */
export interface Note extends Placed {
  readonly by: 'note';
  readonly note: NoteName;
  /** For `clock`: how far it moved, milliseconds. */
  readonly ms?: number;
}
export type Bubble = BotBubble | PersonBubble | Note;
