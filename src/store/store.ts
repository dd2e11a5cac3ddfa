/** What the rest of the house may ask of the database. Implementations stand beside this file. */
import type { SigningRule } from '../answers/answer.js';
import type { Localized } from '../calendar/entry.js';
import type { CycleView, Facts, Need, Planned, Turn } from '../inbox/turn.js';
import type { Card } from '../proposals/triage.js';
import type { DeliveryStatus, Failure } from '../talk/failure.js';
import type { ChannelName, Outgoing } from '../talk/message.js';
import type { TemplateChange } from '../templates/account-event.js';

/** An outbox row as the sender needs it. */
export interface OutboxRow {
  readonly id: string;
  readonly addressId: string;
  readonly channel: ChannelName;
  readonly lane: 'reply' | 'bulk';
  readonly purpose: Planned['purpose'];
  readonly message: Outgoing;
  /** Encrypted external ids of the address. */
  readonly sealed: string;
  /** UTC ms of the person's newest message (the window). */
  readonly lastInboundAt: number;
  readonly reachable: boolean;
  readonly locale: string;
  readonly proposalId: string | null;
  /** Set on the rows of a broadcast: their words are made when they leave. */
  readonly broadcastId: string | null;
  /** Of a broadcast: what the person has said since it was planned; nothing: that they want it. */
  readonly unwanted?: 'stopped' | 'not-for-me';
  readonly attempts: number;
  readonly dueAt: number;
}

/** One turn with everything needed to commit it in one transaction. */
export interface TurnCommit {
  /** Hashed inbound id; null for a time-out. */
  readonly inboundKey: string | null;
  readonly inboundKind: string;
  readonly sentAt: number;
  readonly now: number;
  readonly channel: ChannelName;
  /** Address keys (HMAC) this message showed; missing ones are linked to the address. */
  readonly keys: readonly string[];
  readonly person: { readonly id: string; readonly isNew: boolean; readonly locale: string };
  readonly address: { readonly id: string; readonly isNew: boolean; readonly sealed: string | null };
  /** Revision of the conversation that was read; 0 for a new one. */
  readonly revision: number;
  readonly turn: Turn;
  /** Outbox rows of `turn.messages`, in order, with their ids. */
  readonly rows: readonly { readonly id: string; readonly planned: Planned }[];
  /** Who leases the rows at once (the sender of this process), or null to leave them planned. */
  readonly lease: { readonly by: string; readonly until: number } | null;
  /** The address row is worth an update: the window moved, or the person is back. */
  readonly touch: boolean;
  /** Rows wait for the window and it is open now: plan them. */
  readonly releaseWaiting: boolean;
}

/**
 * - `committed`: done. - `duplicate`: this inbound id was there already; nothing changed.
 * - `conflict`: the conversation moved on meanwhile (or a new code or person collided); nothing changed, read again.
 */
export type CommitResult = 'committed' | 'duplicate' | 'conflict';

/** The end of one attempt to send. */
export type Settlement =
  | {
      readonly id: string;
      readonly to: 'accepted';
      readonly externalKey: string | null;
      readonly at: number;
      /** It left as a template, outside WhatsApp's window: counts against the tier. */
      readonly template?: boolean;
      /** The row whose message carried this one's words too; it holds the key, and this one shares its fate. */
      readonly carrierId?: string;
    }
  | { readonly id: string; readonly to: 'failed'; readonly failure: Failure; readonly at: number }
  /** Try again at `dueAt`; a throttled attempt is not counted. */
  | {
      readonly id: string;
      readonly to: 'planned';
      readonly dueAt: number;
      readonly counts: boolean;
      readonly failure: Failure | null;
      /** What it waits for, where nothing failed: quiet hours, a template, the tier. */
      readonly why?: string;
      /** Only while this owner still holds the lease: another process may have taken the row since. */
      readonly by?: string;
      /** It was noted as leaving and has not left: also when a sweep has taken it for unknown since. */
      readonly unsent?: true;
    }
  | {
      readonly id: string;
      readonly to: 'unknown';
      readonly detail: string;
      readonly at: number;
      readonly carrierId?: string;
    }
  | { readonly id: string; readonly to: 'suppressed'; readonly why: string; readonly at: number }
  /** Waits for the window; `invite` is the template row to plan, unless one is on its way already. */
  | { readonly id: string; readonly to: 'waiting'; readonly addressId: string; readonly at: number };

export interface Turns {
  /** One read: person, address and conversation by address keys. */
  load(keys: readonly string[]): Promise<Facts & { readonly sealed?: string; readonly revision?: number }>;
  loadByAddress(addressId: string): Promise<Facts & { readonly sealed?: string; readonly revision?: number }>;
  /** Adds what a decision asked for. */
  need(need: Need, facts: Facts): Promise<Facts>;
  commit(commit: TurnCommit): Promise<CommitResult>;
  /** Removes what is left of erased people once their farewell is out. */
  sweepErased(): Promise<void>;
  /** Conversations whose nudge or expiry is due, oldest first. */
  due(
    now: number,
    limit: number,
  ): Promise<
    readonly { readonly addressId: string; readonly channel: ChannelName; readonly due: 'nudge' | 'expire' }[]
  >;
}

export type KeyedStatus = DeliveryStatus & { readonly externalKey: string };

export interface Outbox {
  /** Leases due rows of one lane, oldest due first. Only rows whose address has nothing else in hand. */
  claim(options: {
    channel: ChannelName;
    lane: 'reply' | 'bulk';
    now: number;
    limit: number;
    by: string;
    until: number;
  }): Promise<readonly OutboxRow[]>;
  /** Earliest due instant of any planned row, or null. */
  nextDue(channel: ChannelName): Promise<number | null>;
  settle(settlements: readonly Settlement[]): Promise<void>;
  /**
   * Notes that these leased bulk rows are about to be handed to the platform: after a crash only such a row is unknown.
   * Returns those still ours; the others were suppressed or taken meanwhile and must not go.
   */
  leave(ids: readonly string[], by: string, at: number): Promise<readonly string[]>;
  /**
   * Moves states forward by rank; keeps those for rows we do not know yet.
   * Returns the rows that turn out to wait for the window: each may need an invitation.
   */
  statuses(statuses: readonly KeyedStatus[], now: number): Promise<readonly OutboxRow[]>;
  /** Tries the statuses kept for unknown rows again; forgets those older than a week. */
  applyOrphans(now: number): Promise<readonly OutboxRow[]>;
  /**
   * Takes back rows whose lease ended (or that this owner held before a crash): replies are planned again, and so is
   * bulk that was not about to leave; the rest of bulk becomes unknown, since it may have left.
   */
  recover(options: {
    now: number;
    by: string;
  }): Promise<{ readonly replanned: number; readonly unknown: number }>;
  /** Replies whose line was cut and of which no status came: said once more, then left to staff. Returns how many. */
  replanUnknown(options: { now: number; olderThan: number }): Promise<number>;
  /** Plans messages outside a turn (an answer, a notice). Existing keys are left alone; returns the ids planned. */
  plan(
    rows: readonly {
      readonly id: string;
      readonly addressId: string;
      readonly channel: ChannelName;
      readonly planned: Planned;
    }[],
    now: number,
  ): Promise<readonly string[]>;
  markUnreachable(addressId: string, why: 'blocked' | 'gone', now: number): Promise<void>;
  /** The platform says that the window of 24 hours is closed, whatever we believed. */
  closeWindow(addressId: string, now: number): Promise<void>;
  /** Takes `count` tokens of a budget: returns the instant from which they may leave (GCRA), `intervalMs` apart. */
  reserve(budget: string, count: number, intervalMs: number, burst: number, now: number): Promise<number>;
  pause(budget: string, until: number): Promise<void>;
  /** Until when a budget is paused; 0 when it never was. */
  pausedUntil(budget: string): Promise<number>;
}

export interface AttachmentRow {
  readonly id: string;
  readonly proposalId: string;
  readonly channel: ChannelName;
  readonly kind: string;
  readonly sealedRef: string;
  readonly attempts: number;
}

/** A file that could not be kept, and its author. */
export interface RefusedFile {
  readonly id: string;
  readonly why: string;
  readonly proposalId: string;
  readonly code: string;
  readonly addressId: string;
  readonly channel: ChannelName;
  readonly locale: string;
  /** It came with a reply to staff, not with the proposal. */
  readonly isReply: boolean;
  /** Nothing else was sent: no words, no other file. */
  readonly isAll: boolean;
}

export interface Attachments {
  due(now: number, limit: number): Promise<readonly AttachmentRow[]>;
  stored(
    id: string,
    file: { readonly mime: string; readonly bytes: number; readonly sha256: string },
  ): Promise<void>;
  /** Returns whom to tell; null when nobody is there any more, or it was settled before. */
  refused(id: string, why: string): Promise<RefusedFile | null>;
  later(id: string, dueAt: number): Promise<void>;
  /** Files whose proposals were erased; `held`: another proposal has the same bytes, so that they stay on the disk. */
  erased(limit: number): Promise<readonly { readonly sha256: string; readonly held: boolean }[]>;
  /** To be called when they are gone from the disk: a process that ends before finds them again. */
  forgetErased(hashes: readonly string[]): Promise<void>;
}

/** A cycle as staff work in it. */
export interface StaffCycle extends CycleView {
  readonly slug: string;
  readonly signing: SigningRule;
  /** Empty: the cards we come with. */
  readonly cards: readonly Card[];
  /** Null: as configured. */
  readonly quiet: { readonly from: number; readonly to: number } | null;
  readonly wording: Readonly<Record<string, Localized>>;
  readonly surveyDays: number;
  /** Invented data: nobody is ever messaged. */
  readonly practice: boolean;
  /** People propose to it now. */
  readonly current: boolean;
  /** Steps of the first-run guide that are done or left out. */
  readonly guide: readonly string[];
}

export interface Cycles {
  /** The cycle people propose to now; created with sensible data on first start. */
  current(now: number): Promise<CycleView>;
  /** The one staff work in: the current one, or the practice one where it was made. */
  working(now: number, practice: boolean): Promise<StaffCycle>;
  /** A real one, the current or an older one, as staff work in it. */
  byId(id: string, now: number): Promise<StaffCycle | null>;
}

/** One template in one language, as Meta last told. */
export interface TemplateRow {
  readonly name: string;
  readonly language: string;
  /** As Meta files it, which may not be what we asked for. */
  readonly category: string;
  /** APPROVED, PENDING, REJECTED, PAUSED, DISABLED, ARCHIVED … */
  readonly status: string;
  readonly why: string | null;
  readonly quality: string | null;
  readonly body: string;
  readonly updatedAt: number;
}

export interface Templates {
  find(name: string, language: string): Promise<{ readonly status: string } | null>;
  list(): Promise<readonly TemplateRow[]>;
  /** All there are: others are forgotten. What is not told again (why, quality) stays. */
  replaceAll(
    rows: readonly (Pick<TemplateRow, 'name' | 'language' | 'category' | 'status' | 'body'> &
      Partial<Pick<TemplateRow, 'why' | 'quality'>>)[],
    now: number,
  ): Promise<void>;
  /** What one event told of one template; the rest of its row stays. */
  change(change: TemplateChange, now: number): Promise<void>;
  setStatus(name: string, language: string, status: string, why: string | null, now: number): Promise<void>;
}

export interface Store {
  readonly dialect: 'sqlite' | 'postgres';
  readonly turns: Turns;
  readonly outbox: Outbox;
  readonly attachments: Attachments;
  readonly cycles: Cycles;
  readonly templates: Templates;
  /** Answers true when a trivial read succeeds. */
  ready(): Promise<boolean>;
  close(): Promise<void>;
}
