/** What people propose, as it came in, and what staff say to it: proposals, their areas, files, answers and notes. */
import type { Assisted } from '../src/proposals/triage.js';
import type { Kit } from './columns.sqlite.js';

export const defineProposals = (kit: Kit) => {
  const { table, text, integer, flag, instant, json, index, uniqueIndex, primaryKey, sql } = kit;

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

  return { proposal, tag, attachment, answer, note };
};
