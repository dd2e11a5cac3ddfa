/** Calendar, broadcasts, partners and what messages cost: the tables of outreach. */

import type { Audience, BroadcastPreview, BroadcastTexts } from '../src/broadcasts/broadcast.js';
import type { EntryContent } from '../src/calendar/entry.js';
import type { Kit } from './columns.sqlite.js';

export const defineOutreach = (kit: Kit) => {
  const { table, text, integer, instant, json, index, uniqueIndex, primaryKey, sql } = kit;

  /** A stage or an event of a cycle as it stands now; what was published before is in `calendar_version`. */
  const calendarEntry = table(
    'calendar_entry',
    {
      id: text('id').primaryKey(),
      cycleId: text('cycle_id').notNull(),
      /** stage, workshop, deadline, meeting. */
      kind: text('kind').notNull(),
      /** draft, published, cancelled. */
      state: text('state').notNull(),
      /** Newest published version; 0 before the first. */
      version: integer('version').notNull(),
      /** What staff are writing; null when nothing differs from what is published. */
      draft: json<EntryContent | null>('draft'),
      /** As published last; null before the first publication. */
      content: json<EntryContent | null>('content'),
      /** Of the published content, to sort and look up by. */
      startsAt: instant('starts_at'),
      place: text('place'),
      /** Raised by every staff change; a form that carries an older one is refused kindly. */
      revision: integer('revision').notNull(),
      createdAt: instant('created_at').notNull(),
    },
    (t) => [index('calendar_entry_cycle').on(t.cycleId, t.startsAt)],
  );

  /** Each publication, for ever: the two-week rule counts from here. */
  const calendarVersion = table(
    'calendar_version',
    {
      entryId: text('entry_id').notNull(),
      version: integer('version').notNull(),
      /** created, changed, cancelled, minutes. */
      change: text('change').notNull(),
      content: json<EntryContent>('content').notNull(),
      publishedAt: instant('published_at').notNull(),
      /** Official page on which it was published; null when our public page is the official one. */
      officialUrl: text('official_url'),
      /** Written, public reason of an admin who went on although it was too late. */
      overrideReason: text('override_reason'),
      staffId: text('staff_id').notNull(),
      /** Automatic notices about it have been planned (change, cancellation, minutes). */
      announcedAt: instant('announced_at'),
    },
    (t) => [primaryKey({ columns: [t.entryId, t.version] })],
  );

  /** What a person said to an event: going, remind, not-for-me. */
  const calendarReply = table(
    'calendar_reply',
    {
      entryId: text('entry_id').notNull(),
      personId: text('person_id').notNull(),
      reply: text('reply').notNull(),
      at: instant('at').notNull(),
    },
    (t) => [primaryKey({ columns: [t.entryId, t.personId] }), index('calendar_reply_person').on(t.personId)],
  );

  /** One message to many people. Its rows are in the outbox. */
  const broadcast = table(
    'broadcast',
    {
      /** Short: each outbox row carries it. */
      id: text('id').primaryKey(),
      cycleId: text('cycle_id').notNull(),
      /** notice, event, change, cancellation, reminder, minutes. */
      purpose: text('purpose').notNull(),
      /** staff (two signatures) or calendar (automatic, from what was published). */
      origin: text('origin').notNull(),
      entryId: text('entry_id'),
      entryVersion: integer('entry_version'),
      title: text('title').notNull(),
      texts: json<BroadcastTexts>('texts').notNull(),
      audience: json<Audience>('audience').notNull(),
      /** People in the first batch; the rest waits until it has gone well. */
      firstBatch: integer('first_batch').notNull(),
      /** draft, approved, sending, paused, done, cancelled. */
      state: text('state').notNull(),
      /** expanding, first, full; tells how far `sending` is. */
      phase: text('phase').notNull(),
      /** Why it is paused: staff, breaker:CODE, template, number. */
      why: text('why'),
      revision: integer('revision').notNull(),
      /** SHA-256 of audience, texts and parameters, as approved. */
      hash: text('hash'),
      /** Recipients and exclusions as the approver saw them. */
      preview: json<BroadcastPreview | null>('preview'),
      draftedBy: text('drafted_by').notNull(),
      approvedBy: text('approved_by'),
      approvedAt: instant('approved_at'),
      /** Not before. */
      startsAt: instant('starts_at').notNull(),
      /** Fan-out has passed this person; null at its beginning. */
      expandedTo: text('expanded_to'),
      /** Rows of the outbox so far: planned and suppressed together. */
      planned: integer('planned').notNull(),
      startedBy: text('started_by'),
      startedAt: instant('started_at'),
      doneAt: instant('done_at'),
      createdAt: instant('created_at').notNull(),
    },
    (t) => [
      index('broadcast_running').on(t.startedAt).where(sql`state in ('sending', 'paused')`),
      index('broadcast_created').on(t.createdAt),
      index('broadcast_entry').on(t.entryId),
    ],
  );

  /** A community partner: a radio, a parish, an association that brings people in by its own link. */
  const partner = table(
    'partner',
    {
      id: text('id').primaryKey(),
      /** Stands in its link: `t.me/BOT?start=CODE`; people who came by it carry it as their source. */
      code: text('code').notNull(),
      name: text('name').notNull(),
      place: text('place'),
      createdBy: text('created_by').notNull(),
      createdAt: instant('created_at').notNull(),
    },
    (t) => [uniqueIndex('partner_code').on(t.code)],
  );

  /** A code by which a person links a second channel; used once, within minutes. */
  const linkCode = table(
    'link_code',
    {
      /** HMAC of the code. */
      key: text('key').primaryKey(),
      personId: text('person_id').notNull(),
      expiresAt: instant('expires_at').notNull(),
    },
    (t) => [index('link_code_person').on(t.personId)],
  );

  /** Messages the platform reported as delivered, by how it bills them. */
  const charge = table(
    'charge',
    {
      /** Day in the forum's time zone, `2026-11-24`. */
      day: text('day').notNull(),
      channel: text('channel').notNull(),
      purpose: text('purpose').notNull(),
      /** As the platform names it: service, utility, marketing … */
      category: text('category').notNull(),
      /** `regular` is billed; whatever begins with `free` is not. */
      type: text('type').notNull(),
      count: integer('count').notNull(),
    },
    (t) => [primaryKey({ columns: [t.day, t.channel, t.purpose, t.category, t.type] })],
  );

  /** What a platform last told about itself: messaging tier, number quality, restrictions. */
  const platformState = table('platform_state', {
    /** `whatsapp:tier`, `whatsapp:restricted` … */
    name: text('name').primaryKey(),
    value: text('value').notNull(),
    at: instant('at').notNull(),
  });

  return {
    calendarEntry,
    calendarVersion,
    calendarReply,
    broadcast,
    partner,
    linkCode,
    charge,
    platformState,
  };
};
