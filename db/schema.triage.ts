/** Triage, answers, commitments and who takes part: the tables of staff's work on proposals. */
import type { Localized } from '../src/calendar/entry.js';
import type { CommitmentContent } from '../src/commitments/commitment.js';
import type { Kit } from './columns.sqlite.js';

export const defineTriage = (kit: Kit) => {
  const { table, text, integer, flag, instant, json, index, uniqueIndex, primaryKey, sql } = kit;

  /** One member's rubric of one proposal: 1 to 3 each, null where they said nothing. */
  const rubric = table(
    'rubric',
    {
      proposalId: text('proposal_id').notNull(),
      staffId: text('staff_id').notNull(),
      relevance: integer('relevance'),
      ambition: integer('ambition'),
      feasibility: integer('feasibility'),
      lasting: integer('lasting'),
      at: instant('at').notNull(),
    },
    (t) => [primaryKey({ columns: [t.proposalId, t.staffId] })],
  );

  /** Who is named in a note. */
  const mention = table(
    'mention',
    { noteId: text('note_id').notNull(), staffId: text('staff_id').notNull() },
    (t) => [primaryKey({ columns: [t.noteId, t.staffId] })],
  );

  /** What a member of staff should look at; also told in their own chat, where they linked one. */
  const staffNotice = table(
    'staff_notice',
    {
      id: text('id').primaryKey(),
      staffId: text('staff_id').notNull(),
      kind: text('kind').notNull(),
      /** Page of the console it leads to. */
      href: text('href').notNull(),
      /** Codes and counts only, never words of citizens. */
      detail: json<Readonly<Record<string, string | number>>>('detail').notNull(),
      at: instant('at').notNull(),
      seenAt: instant('seen_at'),
      /** When a message to their chat was planned, or found not to be wanted. */
      toldAt: instant('told_at'),
    },
    (t) => [
      index('staff_notice_staff').on(t.staffId, t.seenAt, t.id),
      index('staff_notice_untold').on(t.at).where(sql`told_at is null`),
    ],
  );

  /** A filter of the queue somebody keeps. */
  const savedView = table(
    'saved_view',
    {
      id: text('id').primaryKey(),
      staffId: text('staff_id').notNull(),
      name: text('name').notNull(),
      /** Query string of the queue. */
      query: text('query').notNull(),
      isShared: flag('is_shared').notNull(),
      createdAt: instant('created_at').notNull(),
    },
    (t) => [index('saved_view_staff').on(t.staffId)],
  );

  /** What staff and author said to each other about a proposal, after it was sent. */
  const exchange = table(
    'exchange',
    {
      id: text('id').primaryKey(),
      proposalId: text('proposal_id').notNull(),
      /** asked (by staff), replied (by the author). */
      direction: text('direction').notNull(),
      staffId: text('staff_id'),
      /** Word for word; empty where only a file came. */
      text: text('text').notNull(),
      at: instant('at').notNull(),
    },
    (t) => [index('exchange_proposal').on(t.proposalId)],
  );

  /** The one objection of an author to the areas staff confirmed. */
  const objection = table(
    'objection',
    {
      proposalId: text('proposal_id').primaryKey(),
      /** Area the author would have it under; null: they only said no. */
      area: text('area'),
      at: instant('at').notNull(),
      /** kept, changed; null until staff looked. */
      resolution: text('resolution'),
      resolvedBy: text('resolved_by'),
      resolvedAt: instant('resolved_at'),
    },
    (t) => [index('objection_open').on(t.at).where(sql`resolved_at is null`)],
  );

  /** A joint idea made of many proposals; each keeps its author, its code and its own answer. */
  const joint = table('joint', {
    id: text('id').primaryKey(),
    cycleId: text('cycle_id').notNull(),
    title: text('title').notNull(),
    text: text('text').notNull(),
    createdBy: text('created_by').notNull(),
    createdAt: instant('created_at').notNull(),
    /** When it was taken apart again. */
    dissolvedAt: instant('dissolved_at'),
  });

  /** The rarer words of a proposal: finds similar ones. Goes at once when a proposal is withdrawn. */
  const proposalWord = table(
    'proposal_word',
    { word: text('word').notNull(), proposalId: text('proposal_id').notNull() },
    (t) => [
      primaryKey({ columns: [t.word, t.proposalId] }),
      index('proposal_word_proposal').on(t.proposalId),
    ],
  );

  /** Answers that are signed and released together. */
  const answerBatch = table('answer_batch', {
    id: text('id').primaryKey(),
    cycleId: text('cycle_id').notNull(),
    title: text('title').notNull(),
    /** open, releasing, released, cancelled. */
    state: text('state').notNull(),
    revision: integer('revision').notNull(),
    createdBy: text('created_by').notNull(),
    createdAt: instant('created_at').notNull(),
    releasedBy: text('released_by'),
    releasedAt: instant('released_at'),
  });

  /** A member's signature on the exact words of an answer: it counts while the answer's hash is the one signed. */
  const signature = table(
    'signature',
    {
      answerId: text('answer_id').notNull(),
      staffId: text('staff_id').notNull(),
      /** Sector of the signer at that moment: government, civil-society. */
      sector: text('sector').notNull(),
      hash: text('hash').notNull(),
      at: instant('at').notNull(),
    },
    (t) => [primaryKey({ columns: [t.answerId, t.staffId, t.hash] })],
  );

  /** A template of wording for answers. */
  const wording = table('wording', {
    id: text('id').primaryKey(),
    cycleId: text('cycle_id').notNull(),
    name: text('name').notNull(),
    /** Outcome it is meant for; null: any. */
    outcome: text('outcome'),
    reason: json<Localized>('reason').notNull(),
    createdBy: text('created_by').notNull(),
    createdAt: instant('created_at').notNull(),
  });

  /** What an author said to an answer: once. */
  const answerReply = table(
    'answer_reply',
    {
      answerId: text('answer_id').primaryKey(),
      proposalId: text('proposal_id').notNull(),
      /** agreed, disagreed. */
      kind: text('kind').notNull(),
      /** Why they disagree, in one message; empty where they gave no reason. */
      text: text('text').notNull(),
      at: instant('at').notNull(),
      /** When staff dealt with it. */
      seenAt: instant('seen_at'),
      seenBy: text('seen_by'),
    },
    (t) => [
      index('answer_reply_proposal').on(t.proposalId),
      index('answer_reply_open').on(t.at).where(sql`seen_at is null and kind = 'disagreed'`),
    ],
  );

  /** "Was it clear? 1–3", asked some weeks after an answer. */
  const survey = table('survey', {
    answerId: text('answer_id').primaryKey(),
    proposalId: text('proposal_id').notNull(),
    askedAt: instant('asked_at').notNull(),
    score: integer('score'),
    scoredAt: instant('scored_at'),
  });

  /** How somebody whose phone did not take the answer heard of it. */
  const fallback = table('fallback', {
    answerId: text('answer_id').primaryKey(),
    /** radio, office, partner. */
    way: text('way').notNull(),
    partnerId: text('partner_id'),
    note: text('note').notNull(),
    staffId: text('staff_id').notNull(),
    at: instant('at').notNull(),
  });

  /** A line of the action plan as it stands now; what was published before is in `commitment_version`. */
  const commitment = table(
    'commitment',
    {
      id: text('id').primaryKey(),
      cycleId: text('cycle_id').notNull(),
      /** As people cite it: `C-03`. */
      code: text('code').notNull(),
      /** draft, published, withdrawn. */
      state: text('state').notNull(),
      /** Newest published version; 0 before the first. */
      version: integer('version').notNull(),
      draft: json<CommitmentContent | null>('draft'),
      content: json<CommitmentContent | null>('content'),
      areas: json<readonly string[]>('areas').notNull(),
      institutionId: text('institution_id'),
      revision: integer('revision').notNull(),
      createdBy: text('created_by').notNull(),
      createdAt: instant('created_at').notNull(),
    },
    (t) => [uniqueIndex('commitment_code').on(t.cycleId, t.code)],
  );

  const commitmentVersion = table(
    'commitment_version',
    {
      commitmentId: text('commitment_id').notNull(),
      version: integer('version').notNull(),
      content: json<CommitmentContent>('content').notNull(),
      /** What changed, in plain words. */
      note: text('note').notNull(),
      staffId: text('staff_id').notNull(),
      publishedAt: instant('published_at').notNull(),
    },
    (t) => [primaryKey({ columns: [t.commitmentId, t.version] })],
  );

  /** Which proposal changed which version of a commitment's text. */
  const commitmentSource = table(
    'commitment_source',
    {
      commitmentId: text('commitment_id').notNull(),
      proposalId: text('proposal_id').notNull(),
      /** The version it went into; 0: the draft that is not published yet. */
      version: integer('version').notNull(),
      staffId: text('staff_id').notNull(),
      at: instant('at').notNull(),
    },
    (t) => [
      primaryKey({ columns: [t.commitmentId, t.proposalId] }),
      index('commitment_source_proposal').on(t.proposalId),
    ],
  );

  /** How far a commitment has come; told to contributors once, afterwards to those who asked. */
  const commitmentProgress = table(
    'commitment_progress',
    {
      id: text('id').primaryKey(),
      commitmentId: text('commitment_id').notNull(),
      status: text('status').notNull(),
      text: json<Localized>('text').notNull(),
      /** Where it can be checked. */
      link: text('link'),
      staffId: text('staff_id').notNull(),
      at: instant('at').notNull(),
      /** Its messages have all been planned. */
      toldAt: instant('told_at'),
    },
    (t) => [
      index('commitment_progress_commitment').on(t.commitmentId, t.at),
      index('commitment_progress_untold').on(t.at).where(sql`told_at is null`),
    ],
  );

  /** Who wants to hear of a commitment, or no longer does. */
  const commitmentFollow = table(
    'commitment_follow',
    {
      commitmentId: text('commitment_id').notNull(),
      personId: text('person_id').notNull(),
      /** told (once, and said nothing), following, stopped. */
      state: text('state').notNull(),
      at: instant('at').notNull(),
    },
    (t) => [
      primaryKey({ columns: [t.commitmentId, t.personId] }),
      index('commitment_follow_person').on(t.personId),
    ],
  );

  /** Who takes part: institutions, organisations, initiatives. */
  const actor = table(
    'actor',
    {
      id: text('id').primaryKey(),
      /** Stands in the link by which its contact joins: `?start=CODE`. */
      code: text('code').notNull(),
      /** institution, organisation, initiative. */
      kind: text('kind').notNull(),
      /** government, civil-society, other. */
      sector: text('sector').notNull(),
      name: text('name').notNull(),
      about: text('about').notNull(),
      areas: json<readonly string[]>('areas').notNull(),
      place: text('place'),
      /** proposed, listed, hidden. */
      state: text('state').notNull(),
      /** Name and number or e-mail of its contact, encrypted; null without consent. */
      sealedContact: text('sealed_contact'),
      contactConsentAt: instant('contact_consent_at'),
      /** The contact's chat, once they opened the link and said yes. */
      personId: text('person_id'),
      revision: integer('revision').notNull(),
      createdBy: text('created_by').notNull(),
      createdAt: instant('created_at').notNull(),
    },
    (t) => [
      uniqueIndex('actor_code').on(t.code),
      index('actor_name').on(t.kind, t.name),
      index('actor_person').on(t.personId).where(sql`person_id is not null`),
    ],
  );

  /** A workshop's sheet that became proposals, all of it or none. */
  const sheetImport = table(
    'sheet_import',
    {
      id: text('id').primaryKey(),
      staffId: text('staff_id').notNull(),
      entryId: text('entry_id'),
      name: text('name').notNull(),
      /** The same file twice is noticed by this. */
      sha256: text('sha256').notNull(),
      rows: integer('rows').notNull(),
      at: instant('at').notNull(),
    },
    (t) => [uniqueIndex('sheet_import_sha').on(t.sha256)],
  );

  return {
    rubric,
    mention,
    staffNotice,
    savedView,
    exchange,
    objection,
    joint,
    proposalWord,
    answerBatch,
    signature,
    wording,
    answerReply,
    survey,
    fallback,
    commitment,
    commitmentVersion,
    commitmentSource,
    commitmentProgress,
    commitmentFollow,
    actor,
    sheetImport,
  };
};
