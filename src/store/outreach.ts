/** What the rest of the house may ask about calendar, broadcasts, partners and costs. Types only. */
import type { Audience, Broadcast, BroadcastPreview, FateCount, Phase } from '../broadcasts/broadcast.js';
import type { Entry, EntryContent, EntryVersion, EventReply } from '../calendar/entry.js';
import type { ChannelName } from '../talk/message.js';
import type { OutboxRow } from './store.js';

/** `stale`: somebody else changed it meanwhile; nothing was kept. */
export type Saved = 'saved' | 'stale';

export interface Calendar {
  entries(cycleId: string): Promise<readonly Entry[]>;
  entry(id: string): Promise<Entry | null>;
  versions(entryId: string): Promise<readonly EntryVersion[]>;
  /** Of all entries of a cycle: by entry, oldest first. */
  versionsOfCycle(cycleId: string): Promise<readonly EntryVersion[]>;
  /** Published events that are not over, nearest first; of a department (two digits) and of the whole country. */
  upcoming(options: {
    cycleId: string;
    now: number;
    region: string | null;
    limit: number;
  }): Promise<readonly Entry[]>;
  create(options: { cycleId: string; draft: EntryContent; staffId: string; now: number }): Promise<string>;
  /** Null takes the draft back; an entry that was never published goes with it. */
  saveDraft(
    id: string,
    options: { draft: EntryContent | null; revision: number; staffId: string; now: number },
  ): Promise<Saved>;
  /**
   * Makes the draft (or the cancellation of what is published) the newest version; `stale` too where there is
   * nothing to publish. The two-week rule is asked by the caller.
   */
  publish(
    id: string,
    options: {
      revision: number;
      change: EntryVersion['change'];
      officialUrl: string | null;
      overrideReason: string | null;
      staffId: string;
      now: number;
    },
  ): Promise<Saved>;
  /** Versions after the first whose notice has not been planned yet. */
  unannounced(limit: number): Promise<readonly EntryVersion[]>;
  announced(entryId: string, version: number, now: number): Promise<void>;
  reply(entryId: string, personId: string, reply: EventReply, now: number): Promise<void>;
  replyCounts(entryId: string): Promise<Readonly<Record<EventReply, number>>>;
}

export interface Segment {
  readonly channel: ChannelName;
  readonly state: string;
  readonly count: number;
}

/** What of a broadcast decides who gets it. */
export type Addressed = Pick<
  Broadcast,
  'id' | 'origin' | 'purpose' | 'entryId' | 'entryVersion' | 'audience' | 'approvedAt'
>;

/** Rows that have left (or tried to), by what became of them. */
export interface Attempts {
  readonly channel: ChannelName;
  /** leased, accepted, delivered, read, failed, unknown, waiting. */
  readonly state: string;
  /** Failure kind. */
  readonly why: string | null;
  readonly code: string | null;
  readonly count: number;
  /** Newest instant at which one of them was accepted; null where none was. */
  readonly acceptedAt: number | null;
}

export interface Broadcasts {
  list(limit: number): Promise<readonly Broadcast[]>;
  find(id: string): Promise<Broadcast | null>;
  /** Of an entry, newest first: who was told of which version. */
  ofEntry(entryId: string): Promise<readonly Broadcast[]>;
  /** Sending or paused, oldest start first. */
  running(): Promise<readonly Broadcast[]>;
  /** Cancelled ones whose rows have not all been swept yet. */
  cancelling(): Promise<readonly string[]>;
  /** One whose id is there already is left alone: the clocks of two processes may plan the same automatic notice. */
  create(broadcast: Broadcast): Promise<void>;
  /** Edits a draft; an approval is void then. Only while draft or approved. */
  edit(
    id: string,
    options: {
      revision: number;
      set: Pick<Broadcast, 'title' | 'texts' | 'audience' | 'firstBatch' | 'startsAt'>;
      staffId: string;
      now: number;
    },
  ): Promise<Saved>;
  approve(
    id: string,
    options: { revision: number; hash: string; preview: BroadcastPreview; staffId: string; now: number },
  ): Promise<Saved>;
  /** approved → sending (expanding); one of two who press at once wins. */
  start(id: string, options: { revision: number; staffId: string; now: number }): Promise<Saved>;
  /** sending → paused, paused → sending, anything unfinished → cancelled (planned rows are suppressed in chunks). */
  setState(
    id: string,
    options: {
      from: readonly Broadcast['state'][];
      to: Broadcast['state'];
      why: string | null;
      staffId: string;
      now: number;
    },
  ): Promise<Saved>;
  setPhase(id: string, from: Phase, to: Phase, now: number): Promise<Saved>;
  /**
   * Who would get it and why others would not; the audience is recipients and excluded together.
   * Reads in chunks, so that the loop is never held long.
   */
  preview(
    broadcast: Addressed,
    options: {
      now: number;
      weeklyLimit: number;
      /** Locales in which this purpose has an approved template: asked where WhatsApp's window is closed. */
      templates: ReadonlySet<string> | 'all';
    },
  ): Promise<BroadcastPreview>;
  /**
   * Plans the rows of the next `chunk` people by one `INSERT … SELECT`, with whoever is excluded; moves the
   * broadcast to its first batch after the last. `done`: nothing more to plan now (also while it is not sending).
   * `ms`: how long the database was busy with it. Several processes may call it together: nobody is planned twice.
   */
  expand(
    id: string,
    options: { now: number; weeklyLimit: number; chunk: number },
  ): Promise<{ readonly done: boolean; readonly rows: number; readonly ms: number }>;
  /**
   * Leases due rows of one broadcast. None unless it is sending and all planned; in its first batch no more than
   * that, over all processes together.
   */
  claim(options: {
    broadcastId: string;
    channel: ChannelName;
    now: number;
    limit: number;
    by: string;
    until: number;
  }): Promise<readonly OutboxRow[]>;
  /** Rows by state: few numbers, for progress and the breaker. A large broadcast is counted every few seconds. */
  progress(id: string): Promise<readonly Segment[]>;
  /** What has left so far, or only what was lost, with codes. All is cheap only while few have left (the first batch). */
  attempts(id: string, which: 'all' | 'lost'): Promise<readonly Attempts[]>;
  /** A row is still planned, leased or waiting; or only planned; or not in a sender's hand and can be swept. */
  isOpen(id: string, only?: 'planned' | 'sweepable'): Promise<boolean>;
  /** All fates by segment; planned = their sum. */
  fates(id: string): Promise<readonly FateCount[]>;
  /**
   * Suppresses planned and waiting rows of a cancelled broadcast, a chunk at a time; true when none is left,
   * also none in a sender's hand.
   */
  sweepCancelled(id: string, chunk: number, now: number): Promise<boolean>;
  /** Moves a row whose address failed (blocked, gone) to another reachable one of the person; false: there is none. */
  fallback(rowId: string, now: number): Promise<boolean>;
}

export interface Partner {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly place: string | null;
  /** People who first came by its link. */
  readonly joined: number;
}

export interface Partners {
  list(): Promise<readonly Partner[]>;
  find(id: string): Promise<Partner | null>;
  create(partner: {
    id: string;
    code: string;
    name: string;
    place: string | null;
    staffId: string;
    now: number;
  }): Promise<'created' | 'taken'>;
}

export interface Charge {
  /** `2026-11`. */
  readonly month: string;
  readonly channel: ChannelName;
  readonly purpose: string;
  readonly category: string;
  readonly type: string;
  readonly count: number;
}

export interface Ledger {
  months(limit: number): Promise<readonly Charge[]>;
  /** Different people who got a template in the last 24 hours: what the tier counts. */
  templatedSince(channel: ChannelName, since: number): Promise<number>;
  /** Everything the platforms last told about themselves, by name. */
  platforms(): Promise<readonly { readonly name: string; readonly value: string; readonly at: number }[]>;
  platform(name: string): Promise<{ readonly value: string; readonly at: number } | null>;
  setPlatform(name: string, value: string, now: number): Promise<void>;
}

export interface Links {
  /** Keeps a code (hashed) by which its person links another channel. */
  open(key: string, personId: string, expiresAt: number): Promise<void>;
  /** The person of a code that still counts, and uses it up; null otherwise. */
  take(key: string, now: number): Promise<string | null>;
}

export type { Audience };
