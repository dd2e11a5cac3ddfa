/** Every table, written once as a function of a column kit (SQLite or PostgreSQL). */

import type { Answers } from '../src/flow/state.js';
import type { Area } from '../src/inbox/turn.js';
import type { Card } from '../src/proposals/triage.js';
import type { Outgoing } from '../src/talk/message.js';
import type { Kit } from './columns.sqlite.js';
import { defineOutreach } from './schema.outreach.js';
import { defineProposals } from './schema.proposals.js';
import { defineStaff } from './schema.staff.js';
import { defineTriage } from './schema.triage.js';

export const defineSchema = (kit: Kit) => {
  const { table, text, integer, flag, instant, json, index, uniqueIndex, primaryKey, sql } = kit;

  /** Someone who talks with us. Holds no name and no number. */
  const person = table(
    'person',
    {
      id: text('id').primaryKey(),
      locale: text('locale').notNull(),
      localeChosen: flag('locale_chosen').notNull(),
      /** When they said they are 14 or older; null until then. */
      adultEnoughAt: instant('adult_enough_at'),
      /** INEI code, 6 digits. */
      place: text('place'),
      areas: json<readonly string[]>('areas').notNull(),
      notices: flag('notices').notNull(),
      /** Deep-link source of the first contact. */
      source: text('source'),
      /** Channel on which notices go, where a person linked two; null: the one they used last. */
      preferredChannel: text('preferred_channel'),
      createdAt: instant('created_at').notNull(),
    },
    // Counts who came by each partner's link without reading everybody.
    (t) => [index('person_source').on(t.source).where(sql`source is not null`)],
  );

  /** (channel, external ids), encrypted. Reachability belongs here, consent to the person. */
  const address = table(
    'address',
    {
      id: text('id').primaryKey(),
      personId: text('person_id').notNull(),
      channel: text('channel').notNull(),
      /** AES-256-GCM of the external ids as JSON. */
      sealed: text('sealed').notNull(),
      reachable: flag('reachable').notNull(),
      /** Why not reachable: blocked, gone. */
      unreachableWhy: text('unreachable_why'),
      lastInboundAt: instant('last_inbound_at').notNull(),
      /** Outbox rows that wait for WhatsApp's window. */
      waiting: integer('waiting').notNull(),
      createdAt: instant('created_at').notNull(),
    },
    (t) => [index('address_person').on(t.personId)],
  );

  /** HMAC of one external id → address. WhatsApp people may have two. */
  const addressKey = table(
    'address_key',
    { key: text('key').primaryKey(), addressId: text('address_id').notNull() },
    (t) => [index('address_key_address').on(t.addressId)],
  );

  /** One row per address from the first contact on; `flow` is null at rest. */
  const conversation = table(
    'conversation',
    {
      addressId: text('address_id').primaryKey(),
      personId: text('person_id').notNull(),
      flow: text('flow'),
      version: integer('version').notNull(),
      step: text('step').notNull(),
      answers: json<Answers>('answers').notNull(),
      tries: integer('tries').notNull(),
      revision: integer('revision').notNull(),
      since: instant('since').notNull(),
      nudged: flag('nudged').notNull(),
      nudgeAt: instant('nudge_at'),
      expiresAt: instant('expires_at'),
    },
    (t) => [
      index('conversation_person').on(t.personId),
      index('conversation_nudge').on(t.nudgeAt).where(sql`nudge_at is not null`),
      index('conversation_expire').on(t.expiresAt).where(sql`expires_at is not null`),
    ],
  );

  /** What has come in, by hashed id: doubles end here. No words are kept. */
  const inbound = table('inbound', {
    /** HMAC of channel and external id (WhatsApp's ids contain the phone number); Telegram's counter as it is. */
    key: text('key').primaryKey(),
    addressId: text('address_id').notNull(),
    kind: text('kind').notNull(),
    /** Type name of something we could not use. */
    kept: text('kept'),
    sentAt: instant('sent_at').notNull(),
    receivedAt: instant('received_at').notNull(),
  });

  /** One row per recipient and message; tells that message's fate. */
  const outbox = table(
    'outbox',
    {
      /** ULID: sorts by time of planning. */
      id: text('id').primaryKey(),
      key: text('key').notNull(),
      addressId: text('address_id').notNull(),
      channel: text('channel').notNull(),
      lane: text('lane').notNull(),
      purpose: text('purpose').notNull(),
      message: json<Outgoing>('message').notNull(),
      /** planned → leased → accepted → delivered → read | failed | suppressed | unknown | waiting (for the window). */
      state: text('state').notNull(),
      /** Failure kind, or why it was suppressed. */
      why: text('why'),
      code: text('code'),
      detail: text('detail'),
      attempts: integer('attempts').notNull(),
      dueAt: instant('due_at').notNull(),
      leasedBy: text('leased_by'),
      leasedUntil: instant('leased_until'),
      /** Of bulk, when it was about to be handed to the platform: only such a row may have left when a process fell. */
      leftAt: instant('left_at'),
      /** The row whose message carried this one's words too (everything that waited leaves as one); it shares its fate. */
      carrierId: text('carrier_id'),
      /** HMAC of channel and the platform's message id. */
      externalKey: text('external_key'),
      proposalId: text('proposal_id'),
      answerId: text('answer_id'),
      broadcastId: text('broadcast_id'),
      /** Of a broadcast's row: `DEPARTMENT:LOCALE`, so that reports need not read people. */
      segment: text('segment'),
      plannedAt: instant('planned_at').notNull(),
      acceptedAt: instant('accepted_at'),
      deliveredAt: instant('delivered_at'),
      readAt: instant('read_at'),
      failedAt: instant('failed_at'),
      /** `CATEGORY:TYPE` once the ledger has counted it; null until the platform tells how it bills. */
      billed: text('billed'),
      /** When a template was accepted for this row: who got one in the last 24 hours counts against WhatsApp's tier. */
      templatedAt: instant('templated_at'),
    },
    (t) => [
      uniqueIndex('outbox_key').on(t.key),
      uniqueIndex('outbox_external').on(t.externalKey).where(sql`external_key is not null`),
      index('outbox_due')
        .on(t.channel, t.lane, t.dueAt)
        .where(sql`state = 'planned' and broadcast_id is null`),
      // A broadcast is claimed by its own name: pausing one is leaving it out.
      index('outbox_broadcast_due')
        .on(t.broadcastId, t.channel, t.dueAt)
        .where(sql`state = 'planned' and broadcast_id is not null`),
      // Covers its report.
      index('outbox_broadcast_fate')
        .on(t.broadcastId, t.state, t.channel, t.segment, t.why)
        .where(sql`broadcast_id is not null`),
      // Keyed by address: a claim asks for each row whether somebody else is speaking to that address.
      // The state stands in it only to make SQLite's planner prefer it.
      index('outbox_leased').on(t.addressId, t.state).where(sql`state = 'leased'`),
      index('outbox_carried').on(t.carrierId).where(sql`carrier_id is not null`),
      // Covers the count of people who got a template.
      index('outbox_templated')
        .on(t.channel, t.templatedAt, t.addressId)
        .where(sql`templated_at is not null`),
      // Covers what staff must mend, by code.
      index('outbox_fix').on(t.failedAt, t.channel, t.code).where(sql`state = 'failed' and why = 'fix'`),
      index('outbox_unknown').on(t.failedAt).where(sql`state = 'unknown'`),
      // Not partial: SQLite cannot use a partial index for a state given as a parameter.
      index('outbox_address').on(t.addressId),
      index('outbox_proposal').on(t.proposalId).where(sql`proposal_id is not null`),
    ],
  );

  /** Statuses that came before our own record of the send, or for rows we do not know. */
  const orphanStatus = table(
    'orphan_status',
    {
      id: text('id').primaryKey(),
      externalKey: text('external_key').notNull(),
      status: json<Record<string, string | number | boolean | null>>('status').notNull(),
      receivedAt: instant('received_at').notNull(),
    },
    (t) => [index('orphan_status_key').on(t.externalKey)],
  );

  /** One row per budget: the theoretical arrival time of the next message (GCRA). */
  const budget = table('budget', {
    name: text('name').primaryKey(),
    /** UTC ms, with fractions: the instant at which the next message may leave. */
    nextAt: kit.real('next_at').notNull(),
    /** UTC ms until which the platform told us to be silent. */
    pausedUntil: instant('paused_until').notNull(),
  });

  /** A period of co-creation or implementation. Names, areas and stages are data. */
  const cycle = table('cycle', {
    id: text('id').primaryKey(),
    slug: text('slug').notNull().unique(),
    plan: json<Readonly<Record<string, string>>>('plan').notNull(),
    forum: json<Readonly<Record<string, string>>>('forum').notNull(),
    /** Retired ones name what was filed under them, and are no longer offered. */
    areas: json<readonly Area[]>('areas').notNull(),
    answerDays: integer('answer_days').notNull(),
    dataContact: text('data_contact').notNull(),
    current: flag('current').notNull(),
    /** Whose signatures an answer needs: none, two-sectors. */
    signing: text('signing').notNull().default('none'),
    /** Where complaints and people in danger are sent; empty: the cards we come with. */
    cards: json<readonly Card[]>('cards').notNull().default([]),
    /** Hours in which nothing is sent to many; null: as configured. */
    quiet: json<{ readonly from: number; readonly to: number } | null>('quiet'),
    /** Citizens' texts this cycle says in its own words: key → locale → text. */
    wording: json<Readonly<Record<string, Readonly<Record<string, string>>>>>('wording')
      .notNull()
      .default({}),
    /** Days after an answer at which its author is asked whether it was clear. */
    surveyDays: integer('survey_days').notNull().default(28),
    /** Invented data to learn on: nobody is ever messaged. */
    practice: flag('practice').notNull().default(false),
    /** Steps of the first-run guide that staff have done or left out. */
    guide: json<readonly string[]>('guide').notNull().default([]),
    createdAt: instant('created_at').notNull(),
  });

  /** What a person allowed or withdrew, and the words they read. */
  const consent = table(
    'consent',
    {
      id: text('id').primaryKey(),
      personId: text('person_id').notNull(),
      purpose: text('purpose').notNull(),
      given: flag('given').notNull(),
      wording: text('wording').notNull(),
      channel: text('channel').notNull(),
      at: instant('at').notNull(),
    },
    (t) => [index('consent_person').on(t.personId)],
  );

  /** Who did what, for ever. Subjects are opaque ids or public codes. */
  const audit = table(
    'audit',
    {
      id: text('id').primaryKey(),
      at: instant('at').notNull(),
      /** `system`, `person`, or a staff member's id. */
      actor: text('actor').notNull(),
      action: text('action').notNull(),
      subject: text('subject').notNull(),
      detail: json<Readonly<Record<string, string | number | boolean | null>>>('detail').notNull(),
    },
    (t) => [index('audit_subject').on(t.subject), index('audit_at').on(t.at)],
  );

  /** Things counted without being kept. */
  const counter = table(
    'counter',
    { name: text('name').notNull(), day: text('day').notNull(), count: integer('count').notNull() },
    (t) => [primaryKey({ columns: [t.name, t.day] })],
  );

  /** WhatsApp templates as Meta knows them. */
  const template = table(
    'template',
    {
      name: text('name').notNull(),
      language: text('language').notNull(),
      category: text('category').notNull(),
      status: text('status').notNull(),
      why: text('why'),
      /** GREEN, YELLOW, RED or UNKNOWN, as Meta last told; null before. */
      quality: text('quality'),
      body: text('body').notNull(),
      updatedAt: instant('updated_at').notNull(),
    },
    (t) => [primaryKey({ columns: [t.name, t.language] })],
  );

  return {
    person,
    address,
    addressKey,
    conversation,
    inbound,
    outbox,
    orphanStatus,
    budget,
    cycle,
    consent,
    audit,
    counter,
    template,
    ...defineProposals(kit),
    ...defineOutreach(kit),
    ...defineTriage(kit),
    ...defineStaff(kit),
  };
};
