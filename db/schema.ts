/** Every table, written once as a function of a column kit (SQLite or PostgreSQL). */

import type { Answers } from '../src/flow/state.js';
import type { Area } from '../src/inbox/turn.js';
import type { Assisted, Card } from '../src/proposals/triage.js';
import type { Outgoing } from '../src/talk/message.js';
import type { Kit } from './columns.sqlite.js';
import { defineOutreach } from './schema.outreach.js';
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

  /** One contribution, word for word. */
  const proposal = table(
    'proposal',
    {
      id: text('id').primaryKey(),
      code: text('code').notNull(),
      cycleId: text('cycle_id').notNull(),
      /** Null after the author's data were erased. */
      personId: text('person_id'),
      addressId: text('address_id'),
      channel: text('channel').notNull(),
      text: text('text').notNull(),
      /** Lower case, no accents: what search looks at. */
      folded: text('folded').notNull(),
      sha256: text('sha256').notNull(),
      locale: text('locale').notNull(),
      place: text('place'),
      /** received, in-review, answered, withdrawn. */
      state: text('state').notNull(),
      /** no, without-name, with-name. */
      publish: text('publish').notNull(),
      source: text('source'),
      assigneeId: text('assignee_id'),
      /** The institution (`actor`) that would own it. */
      institutionId: text('institution_id'),
      /** Joint idea it is part of. */
      jointId: text('joint_id'),
      /** How it came in, where its author has no phone. */
      assisted: json<Assisted | null>('assisted'),
      /** A question of staff waits for its author since; null: none does. */
      askedAt: instant('asked_at'),
      /** When it was opened again after an answer. */
      reopenedAt: instant('reopened_at'),
      /** Its words have been taken up for finding similar ones. */
      indexed: flag('indexed').notNull().default(false),
      /** Raised by every staff change; a form that carries an older one is refused kindly. */
      revision: integer('revision').notNull(),
      promisedAt: instant('promised_at').notNull(),
      createdAt: instant('created_at').notNull(),
      answeredAt: instant('answered_at'),
    },
    (t) => [
      uniqueIndex('proposal_code').on(t.code),
      index('proposal_person').on(t.personId),
      index('proposal_queue').on(t.cycleId, t.state, t.promisedAt, t.id),
      index('proposal_newest').on(t.cycleId, t.state, t.createdAt, t.id),
      index('proposal_assignee')
        .on(t.assigneeId, t.state, t.promisedAt, t.id)
        .where(sql`assignee_id is not null`),
      index('proposal_institution').on(t.institutionId).where(sql`institution_id is not null`),
      index('proposal_joint').on(t.jointId).where(sql`joint_id is not null`),
      index('proposal_asked').on(t.personId).where(sql`asked_at is not null`),
      index('proposal_unindexed').on(t.id).where(sql`not indexed`),
      index('proposal_place').on(t.place),
    ],
  );

  /** An area on a proposal, by origin: suggested (rules), chosen (the person), confirmed (staff). */
  const tag = table(
    'tag',
    {
      proposalId: text('proposal_id').notNull(),
      area: text('area').notNull(),
      origin: text('origin').notNull(),
      words: json<readonly string[]>('words').notNull(),
      staffId: text('staff_id'),
      at: instant('at').notNull(),
    },
    (t) => [
      primaryKey({ columns: [t.proposalId, t.area, t.origin] }),
      index('tag_area').on(t.area, t.origin),
    ],
  );

  /** A file of a proposal. Fetched after the commit; kept byte for byte, encrypted. */
  const attachment = table(
    'attachment',
    {
      id: text('id').primaryKey(),
      proposalId: text('proposal_id').notNull(),
      channel: text('channel').notNull(),
      kind: text('kind').notNull(),
      /** Encrypted: the platform's reference can lead to the person. */
      sealedRef: text('sealed_ref').notNull(),
      mime: text('mime'),
      bytes: integer('bytes'),
      sha256: text('sha256'),
      /** pending, stored, refused. */
      state: text('state').notNull(),
      why: text('why'),
      attempts: integer('attempts').notNull(),
      dueAt: instant('due_at').notNull(),
      /** What staff heard in a voice note. */
      transcript: text('transcript'),
      transcriptBy: text('transcript_by'),
      /** The author's reply it came with, not the proposal itself. */
      exchangeId: text('exchange_id'),
      createdAt: instant('created_at').notNull(),
    },
    (t) => [
      index('attachment_proposal').on(t.proposalId),
      index('attachment_due').on(t.dueAt).where(sql`state = 'pending'`),
    ],
  );

  /** The reasoned response to one proposal. A later one replaces it; all are kept. */
  const answer = table(
    'answer',
    {
      id: text('id').primaryKey(),
      proposalId: text('proposal_id').notNull(),
      outcome: text('outcome').notNull(),
      /** Plain words, per locale; the author's language first. */
      reason: json<Readonly<Record<string, string>>>('reason').notNull(),
      /** Commitment or draft it went to, as people read it. */
      commitment: text('commitment'),
      commitmentId: text('commitment_id'),
      /** A line for this author alone, per locale; follows the reason. */
      personal: json<Readonly<Record<string, string>>>('personal').notNull().default({}),
      /** draft, released, void. */
      state: text('state').notNull().default('released'),
      /** SHA-256 of all that its author will read; signatures are on it. */
      hash: text('hash').notNull().default(''),
      /** Fingerprint of the proposal's text as it was when this was written: other words need another answer. */
      seenSha256: text('seen_sha256').notNull().default(''),
      /** Of a "not adopted" without a line of its own: hash of the reason's bare words, so that it is not copied on. */
      reasonKey: text('reason_key'),
      revision: integer('revision').notNull().default(1),
      batchId: text('batch_id'),
      /** Who wrote or last changed it. */
      staffId: text('staff_id').notNull(),
      createdAt: instant('created_at').notNull(),
      /** When it was released to the author; null while a draft. */
      releasedAt: instant('released_at'),
    },
    (t) => [
      index('answer_proposal').on(t.proposalId),
      index('answer_draft').on(t.id).where(sql`state = 'draft'`),
      uniqueIndex('answer_one_draft').on(t.proposalId).where(sql`state = 'draft'`),
      index('answer_reason').on(t.reasonKey).where(sql`reason_key is not null`),
      index('answer_batch_state').on(t.batchId, t.state).where(sql`batch_id is not null`),
      index('answer_released').on(t.releasedAt).where(sql`released_at is not null`),
    ],
  );

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

  /** Private notes of staff on a proposal. */
  const note = table(
    'note',
    {
      id: text('id').primaryKey(),
      proposalId: text('proposal_id').notNull(),
      staffId: text('staff_id').notNull(),
      text: text('text').notNull(),
      at: instant('at').notNull(),
    },
    (t) => [index('note_proposal').on(t.proposalId)],
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
    proposal,
    tag,
    attachment,
    answer,
    consent,
    audit,
    note,
    counter,
    template,
    ...defineOutreach(kit),
    ...defineTriage(kit),
    ...defineStaff(kit),
  };
};
