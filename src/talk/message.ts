/** What people say to us and what we say to them, free of any channel. */

export const channelNames = ['telegram', 'whatsapp', 'simulator'] as const;
export type ChannelName = (typeof channelNames)[number];
/** As it stands in a column: written by us, so anything else is nobody's. */
export const channelNamed = (name: string): ChannelName =>
  channelNames.find((known) => known === name) ?? 'simulator';

/**
 * The ids by which a channel knows someone; at least one is present.
 * WhatsApp may give only a business-scoped user id (2026), only a phone, or both: each is a key of its own.
 */
export interface ExternalIds {
  /** Telegram chat id (decimal), or the simulator's chat name. */
  readonly chat?: string;
  /** WhatsApp `wa_id`: digits with country code, without "+". */
  readonly phone?: string;
  /** WhatsApp business-scoped user id, for example `PE.13491208655302741918`. */
  readonly user?: string;
}

export const mediaKinds = ['voice', 'audio', 'image', 'video', 'document'] as const;
export type MediaKind = (typeof mediaKinds)[number];

/** A file the person sent. It is fetched after the turn is committed, never before. */
export interface InboundMedia {
  readonly kind: MediaKind;
  /** What the channel needs to fetch it: Telegram `file_id`, WhatsApp media id. */
  readonly ref: string;
  readonly mime?: string;
  /** Bytes, as the platform says; not trusted. */
  readonly size?: number;
  readonly name?: string;
}

export type Content =
  | { readonly kind: 'text'; readonly text: string }
  /** A button or list row was tapped; `data` is the `Choice.id` we sent (or something forged). */
  | { readonly kind: 'tap'; readonly data: string }
  | { readonly kind: 'media'; readonly media: InboundMedia; readonly caption?: string }
  | { readonly kind: 'location'; readonly latitude: number; readonly longitude: number }
  /** The conversation was opened by a link: Telegram `/start PAYLOAD`. */
  | { readonly kind: 'start'; readonly payload?: string }
  /** The person edited an earlier message. */
  | { readonly kind: 'edited'; readonly text: string }
  /** The platform says the person blocked or unblocked us. */
  | { readonly kind: 'reachable'; readonly reachable: boolean }
  /** The same person now has other ids (number or user-id change). */
  | { readonly kind: 'moved'; readonly to: ExternalIds }
  /** Sticker, poll, contact card, reaction, order …: answered kindly, and kept by its type name. */
  | { readonly kind: 'unsupported'; readonly type: string };

export interface Inbound {
  readonly channel: ChannelName;
  /** Unique within the channel; a second one with the same id is a repetition. */
  readonly externalId: string;
  readonly from: ExternalIds;
  /** When the person sent it, UTC milliseconds. Decides WhatsApp's 24-hour window, never the arrival. */
  readonly at: number;
  readonly content: Content;
  /** Language of the person's app (BCP 47), when the platform tells. */
  readonly languageHint?: string;
}

/** One thing a person may tap. */
export interface Choice {
  /** At most 64 bytes (Telegram's callback data). */
  readonly id: string;
  readonly label: string;
  /** Second line of a WhatsApp list row. */
  readonly hint?: string;
}

export interface OutgoingText {
  readonly kind: 'text';
  readonly text: string;
}
/** A question with things to tap; each channel shows it in its own form (buttons, list, numbered text). */
export interface OutgoingChoices {
  readonly kind: 'choices';
  readonly text: string;
  readonly choices: readonly Choice[];
  /** Label of the button that opens the list, where the channel needs one (WhatsApp). */
  readonly open?: string;
}
/** Asks the person to share a place, with the channel's own button. */
export interface OutgoingLocationRequest {
  readonly kind: 'location-request';
  readonly text: string;
  readonly button: string;
}
/** A WhatsApp template approved by Meta: the only thing that may go outside the 24-hour window. */
export interface OutgoingTemplate {
  readonly kind: 'template';
  readonly name: string;
  /** Meta's language code, for example `es_PE`. */
  readonly language: string;
  readonly parameters: readonly string[];
  /** Payloads of the quick-reply buttons, in the template's order. */
  readonly payloads: readonly string[];
}
/** A file from us: `.ics`, a person's own data, a recorded prompt. */
export interface OutgoingFile {
  readonly kind: 'file';
  readonly name: string;
  readonly mime: string;
  /** Base64 of the bytes; small files only (an outbox row carries it). */
  readonly base64: string;
  readonly caption?: string;
}
export type Outgoing =
  | OutgoingText
  | OutgoingChoices
  | OutgoingLocationRequest
  | OutgoingTemplate
  | OutgoingFile;
