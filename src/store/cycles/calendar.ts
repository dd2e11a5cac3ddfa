/** The calendar as it is kept: a draft beside what is published, and every publication for ever. */
import { and, asc, eq, gt, isNull, ne, sql } from 'drizzle-orm';
import type { Entry, EntryContent, EntryVersion, EventReply } from '../../calendar/entry.js';
import { changes, entryKinds, entryStates, eventReplies } from '../../calendar/entry.js';
import { mustBe } from '../../one-of.js';
import { createAudited } from '../audit.js';
import type { Calendar, Saved } from '../outreach.js';
import { once, prepared, type Sql, type Statement, wasKept } from '../sql.js';

const p = sql.placeholder;

const startOf = (entry: Entry): number => (entry.content ?? entry.draft)?.startsAt ?? 0;
const byStart = (one: Entry, other: Entry): number =>
  startOf(one) - startOf(other) || (one.id < other.id ? -1 : 1);

export function createCalendar(store: Sql, newId: () => string): Calendar {
  const { calendarEntry, calendarVersion, calendarReply } = store.t;

  const entryRow = {
    id: calendarEntry.id,
    cycleId: calendarEntry.cycleId,
    kind: calendarEntry.kind,
    state: calendarEntry.state,
    version: calendarEntry.version,
    draft: calendarEntry.draft,
    content: calendarEntry.content,
    revision: calendarEntry.revision,
  };
  type EntryRow = Omit<Entry, 'kind' | 'state'> & { readonly kind: string; readonly state: string };
  const toEntry = (row: EntryRow): Entry => ({
    ...row,
    kind: mustBe(entryKinds, row.kind),
    state: mustBe(entryStates, row.state),
  });
  const versionRow = {
    entryId: calendarVersion.entryId,
    version: calendarVersion.version,
    change: calendarVersion.change,
    content: calendarVersion.content,
    publishedAt: calendarVersion.publishedAt,
    officialUrl: calendarVersion.officialUrl,
    overrideReason: calendarVersion.overrideReason,
    staffId: calendarVersion.staffId,
  };
  type VersionRow = Omit<EntryVersion, 'change'> & { readonly change: string };
  const toVersion = (row: VersionRow): EntryVersion => ({ ...row, change: mustBe(changes, row.change) });

  // A chat asks "what is next?" and says "I'll go": these three are on the way of a message.
  const byId = prepared('calendar_entry', (db) =>
    db
      .select(entryRow)
      .from(calendarEntry)
      .where(eq(calendarEntry.id, p('id'))),
  );
  const publishedEvents = prepared('calendar_events', (db) =>
    db
      .select(entryRow)
      .from(calendarEntry)
      .where(
        and(
          eq(calendarEntry.cycleId, p('cycleId')),
          eq(calendarEntry.state, 'published'),
          ne(calendarEntry.kind, 'stage'),
        ),
      )
      .orderBy(asc(calendarEntry.startsAt), asc(calendarEntry.id)),
  );
  const keepReply = prepared('calendar_reply', (db) =>
    db
      .insert(calendarReply)
      .values({ entryId: p('entryId'), personId: p('personId'), reply: p('reply'), at: p('at') })
      .onConflictDoUpdate({
        target: [calendarReply.entryId, calendarReply.personId],
        set: { reply: sql`excluded.reply`, at: sql`excluded.at` },
      })
      .returning({ entryId: calendarReply.entryId }),
  );

  const entry = async (id: string): Promise<Entry | null> => {
    const [row] = await store.read(byId, { id });
    return row ? toEntry(row) : null;
  };
  const audited = createAudited(store, newId);
  /** Changes an entry only as the form that was sent knew it. */
  const change = (id: string, revision: number, set: Partial<typeof calendarEntry.$inferInsert>): Statement =>
    once(
      (db) =>
        db
          .update(calendarEntry)
          .set({ ...set, revision: revision + 1 })
          .where(and(eq(calendarEntry.id, id), eq(calendarEntry.revision, revision)))
          .returning({ id: calendarEntry.id }),
      'conflict',
    );
  const save = async (statements: readonly Statement[]): Promise<Saved> =>
    (await wasKept(store, statements)) ? 'saved' : 'stale';
  /** What was never published may go without a trace on the pages; the audit keeps that it was there. */
  const discard = (id: string, revision: number): Statement =>
    once(
      (db) =>
        db
          .delete(calendarEntry)
          .where(
            and(eq(calendarEntry.id, id), eq(calendarEntry.revision, revision), eq(calendarEntry.version, 0)),
          )
          .returning({ id: calendarEntry.id }),
      'conflict',
    );

  return {
    entry,
    entries: async (cycleId) => {
      const rows = await store.readOnce((db) =>
        db.select(entryRow).from(calendarEntry).where(eq(calendarEntry.cycleId, cycleId)),
      );
      return rows.map(toEntry).toSorted(byStart);
    },
    versions: async (entryId) => {
      const rows = await store.readOnce((db) =>
        db
          .select(versionRow)
          .from(calendarVersion)
          .where(eq(calendarVersion.entryId, entryId))
          .orderBy(asc(calendarVersion.version)),
      );
      return rows.map(toVersion);
    },
    versionsOfCycle: async (cycleId) => {
      const rows = await store.readOnce((db) =>
        db
          .select(versionRow)
          .from(calendarVersion)
          .innerJoin(calendarEntry, eq(calendarEntry.id, calendarVersion.entryId))
          .where(eq(calendarEntry.cycleId, cycleId))
          .orderBy(asc(calendarVersion.entryId), asc(calendarVersion.version)),
      );
      return rows.map(toVersion);
    },
    upcoming: async ({ cycleId, now, region, limit }) => {
      const rows = await store.read(publishedEvents, { cycleId });
      // A cycle has tens of events: the end is in their content, which no index of both databases reads alike.
      return rows
        .filter(({ content }) => content !== null && (content.endsAt ?? content.startsAt) >= now)
        .filter(
          ({ content }) => region === null || content?.place == null || content.place.startsWith(region),
        )
        .slice(0, limit)
        .map(toEntry);
    },
    create: async ({ cycleId, draft, staffId, now }) => {
      const id = newId();
      const row = {
        id,
        cycleId,
        kind: draft.kind,
        state: 'draft',
        version: 0,
        draft,
        content: null,
        // Sorted by this column: it is never null.
        startsAt: draft.startsAt,
        place: draft.place,
        revision: 1,
        createdAt: now,
      };
      await store.write([
        once((db) => db.insert(calendarEntry).values(row).returning({ id: calendarEntry.id })),
        audited({ staffId, now }, 'calendar.drafted', id),
      ]);
      return id;
    },
    saveDraft: async (id, { draft, revision, staffId, now }) => {
      const found = await entry(id);
      if (found?.revision !== revision) return 'stale';
      if (draft === null && found.version === 0)
        return save([discard(id, revision), audited({ staffId, now }, 'calendar.discarded', id)]);
      // Before the first publication nothing else says when and what it is.
      const set =
        draft !== null && found.version === 0
          ? { draft, kind: draft.kind, startsAt: draft.startsAt, place: draft.place }
          : { draft };
      return save([
        change(id, revision, set),
        audited({ staffId, now }, draft === null ? 'calendar.discarded' : 'calendar.drafted', id),
      ]);
    },
    publish: async (id, { revision, change: kind, officialUrl, overrideReason, staffId, now }) => {
      const found = await entry(id);
      if (found?.revision !== revision) return 'stale';
      // What is cancelled is what people were told, whatever somebody was writing meanwhile.
      const content: EntryContent | null = kind === 'cancelled' ? found.content : found.draft;
      if (content === null || (kind === 'created') !== (found.version === 0)) return 'stale';
      const version = found.version + 1;
      const row = {
        entryId: id,
        version,
        change: kind,
        content,
        publishedAt: now,
        officialUrl,
        overrideReason,
        staffId,
        // The first publication is announced by staff, who write and approve it.
        announcedAt: version === 1 ? now : null,
      };
      return save([
        change(id, revision, {
          state: kind === 'cancelled' ? 'cancelled' : 'published',
          version,
          content,
          draft: null,
          kind: content.kind,
          startsAt: content.startsAt,
          place: content.place,
        }),
        once((db) => db.insert(calendarVersion).values(row).returning({ version: calendarVersion.version })),
        audited({ staffId, now }, 'calendar.published', id, {
          version,
          change: kind,
          override: overrideReason !== null,
        }),
      ]);
    },
    unannounced: async (limit) => {
      const rows = await store.readOnce((db) =>
        db
          .select(versionRow)
          .from(calendarVersion)
          .where(and(gt(calendarVersion.version, 1), isNull(calendarVersion.announcedAt)))
          .orderBy(
            asc(calendarVersion.publishedAt),
            asc(calendarVersion.entryId),
            asc(calendarVersion.version),
          )
          .limit(limit),
      );
      return rows.map(toVersion);
    },
    announced: async (entryId, version, now) => {
      await store.write([
        once((db) =>
          db
            .update(calendarVersion)
            .set({ announcedAt: now })
            .where(
              and(
                eq(calendarVersion.entryId, entryId),
                eq(calendarVersion.version, version),
                isNull(calendarVersion.announcedAt),
              ),
            )
            .returning({ version: calendarVersion.version }),
        ),
      ]);
    },
    reply: async (entryId, personId, reply, now) => {
      await store.write([{ query: keepReply, params: { entryId, personId, reply, at: now } }]);
    },
    replyCounts: async (entryId) => {
      const rows = await store.readOnce((db) =>
        db
          .select({ reply: calendarReply.reply, count: sql<number>`cast(count(*) as integer)` })
          .from(calendarReply)
          .where(eq(calendarReply.entryId, entryId))
          .groupBy(calendarReply.reply),
      );
      const counts: Record<EventReply, number> = { going: 0, remind: 0, 'not-for-me': 0 };
      for (const { reply, count } of rows) counts[mustBe(eventReplies, reply)] = count;
      return counts;
    },
  };
}
