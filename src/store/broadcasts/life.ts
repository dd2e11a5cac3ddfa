/** The life of a broadcast: every step is guarded by what was there before, and noted. */
import { and, asc, desc, eq, inArray, isNull, ne, type SQL, sql } from 'drizzle-orm';
import type { Broadcast } from '../../broadcasts/broadcast.js';
import { createAudited } from '../audit.js';
import type { Broadcasts, Saved } from '../outreach.js';
import { once, prepared, type Sql, type Statement, wasKept } from '../sql.js';
import { toBroadcast } from './rows.js';

const p = sql.placeholder;

/** Audit words for the state a broadcast came to. */
const stepOf = (to: Broadcast['state']): string => (to === 'sending' ? 'resumed' : to);

type Life = Pick<
  Broadcasts,
  | 'list'
  | 'find'
  | 'ofEntry'
  | 'running'
  | 'cancelling'
  | 'create'
  | 'edit'
  | 'approve'
  | 'start'
  | 'setState'
  | 'setPhase'
>;

export function createLife(store: Sql, newId: () => string): Life {
  const { broadcast } = store.t;
  const audited = createAudited(store, newId);

  // Senders ask every second, and for every claim.
  const byId = prepared('broadcast', (db) =>
    db
      .select()
      .from(broadcast)
      .where(eq(broadcast.id, p('id'))),
  );
  const runningOnes = prepared('broadcasts_running', (db) =>
    db
      .select()
      .from(broadcast)
      // As the index has it, or SQLite walks the whole table.
      .where(sql`${broadcast.state} in ('sending', 'paused')`)
      .orderBy(asc(broadcast.startedAt)),
  );
  const swept = prepared('broadcasts_cancelling', (db) =>
    db
      .select({ id: broadcast.id })
      .from(broadcast)
      .where(and(sql`${broadcast.state} = 'cancelled'`, isNull(broadcast.doneAt))),
  );

  type Set = {
    [Column in keyof typeof broadcast.$inferInsert]?: (typeof broadcast.$inferInsert)[Column] | SQL;
  };
  /** Changes a broadcast only where `where` still holds, and raises its revision. */
  const change = (id: string, set: Set, ...where: readonly (SQL | undefined)[]): Statement =>
    once(
      (db) =>
        db
          .update(broadcast)
          .set({ ...set, revision: sql`${broadcast.revision} + 1` })
          .where(and(eq(broadcast.id, id), ...where))
          .returning({ id: broadcast.id }),
      'conflict',
    );
  const save = async (...statements: readonly Statement[]): Promise<Saved> =>
    (await wasKept(store, statements)) ? 'saved' : 'stale';

  return {
    list: async (limit) => {
      const rows = await store.readOnce((db) =>
        db.select().from(broadcast).orderBy(desc(broadcast.createdAt), desc(broadcast.id)).limit(limit),
      );
      return rows.map(toBroadcast);
    },
    find: async (id) => {
      const [row] = await store.read(byId, { id });
      return row ? toBroadcast(row) : null;
    },
    ofEntry: async (entryId) => {
      const rows = await store.readOnce((db) =>
        db
          .select()
          .from(broadcast)
          .where(eq(broadcast.entryId, entryId))
          .orderBy(desc(broadcast.createdAt), desc(broadcast.id)),
      );
      return rows.map(toBroadcast);
    },
    running: async () => (await store.read(runningOnes)).map(toBroadcast),
    cancelling: async () => (await store.read(swept)).map((row) => row.id),
    create: async (made) => {
      const action = made.state === 'draft' ? 'broadcast.drafted' : 'broadcast.planned';
      // The clocks of two processes may plan the same automatic notice: the second finds it there.
      await save(
        once(
          (db) =>
            db
              .insert(broadcast)
              .values({ ...made, expandedTo: null })
              .onConflictDoNothing()
              .returning({ id: broadcast.id }),
          'duplicate',
        ),
        audited({ staffId: made.draftedBy, now: made.createdAt }, action, made.id, { purpose: made.purpose }),
      );
    },
    edit: (id, { revision, set, staffId, now }) =>
      save(
        change(
          id,
          {
            ...set,
            state: 'draft',
            // Whoever wrote last may not approve.
            draftedBy: staffId,
            hash: null,
            preview: null,
            approvedBy: null,
            approvedAt: null,
          },
          eq(broadcast.revision, revision),
          inArray(broadcast.state, ['draft', 'approved']),
        ),
        audited({ staffId, now }, 'broadcast.edited', id),
      ),
    approve: (id, { revision, hash, preview, staffId, now }) =>
      save(
        change(
          id,
          { state: 'approved', hash, preview, approvedBy: staffId, approvedAt: now },
          eq(broadcast.revision, revision),
          eq(broadcast.state, 'draft'),
          ne(broadcast.draftedBy, staffId),
        ),
        audited({ staffId, now }, 'broadcast.approved', id, { hash, recipients: preview.recipients }),
      ),
    start: (id, { revision, staffId, now }) =>
      save(
        change(
          id,
          { state: 'sending', phase: 'expanding', why: null, startedBy: staffId, startedAt: now },
          eq(broadcast.revision, revision),
          eq(broadcast.state, 'approved'),
        ),
        audited({ staffId, now }, 'broadcast.started', id),
      ),
    setState: (id, { from, to, why, staffId, now }) => {
      // What was never started has no rows: it is over at once. Else its rows are swept first.
      const over =
        to === 'done'
          ? now
          : to === 'cancelled'
            ? sql<number>`case when ${broadcast.startedAt} is null then cast(${now} as bigint) end`
            : null;
      return save(
        change(id, { state: to, why, doneAt: over }, inArray(broadcast.state, [...from])),
        audited({ staffId, now }, `broadcast.${stepOf(to)}`, id, { why }),
      );
    },
    setPhase: (id, from, to, now) =>
      save(
        change(id, { phase: to }, eq(broadcast.phase, from), eq(broadcast.state, 'sending')),
        audited({ staffId: 'system', now }, 'broadcast.phase', id, { phase: to }),
      ),
  };
}
