/** Plans a broadcast's rows: one `INSERT … SELECT` for each stretch of people, each stretch once for ever. */
import { and, eq, getTableColumns, isNull, type SQL, sql } from 'drizzle-orm';
import {
  freeKeys,
  judged,
  replacedKeys,
  type Selection,
  type Stretch,
  toldPrefix,
  type Walk,
} from './broadcasts-audience.js';
import { createAudited, toBroadcast } from './broadcasts-rows.js';
import { blank } from './outbox-statements.js';
import type { Broadcasts } from './outreach.js';
import { NothingTouched, once, type Sql, type Statement } from './sql.js';

type Column = keyof Sql['t']['outbox']['$inferSelect'];

export function createFanOut(store: Sql, walk: Walk, newId: () => string): Pick<Broadcasts, 'expand'> {
  const { broadcast, outbox } = store.t;
  const audited = createAudited(store, newId);

  /** A select gives every column, in the table's own order. */
  const inOrder = (values: Record<Column, SQL>): SQL => {
    const names = Object.keys(getTableColumns(outbox)) as Column[];
    return sql.join(
      names.map((name) => values[name]),
      sql`, `,
    );
  };

  const insertRows = (selection: Selection, stretch: Stretch, startsAt: number): Statement => {
    const { broadcast: of, now } = selection;
    const own = sql`${`b:${of.id}:`} || judged.person`;
    const prefix = toldPrefix(of);
    // Only a row that may leave stands for "has been told".
    const key =
      prefix === null
        ? own
        : sql`case when judged.why is null then ${prefix} || judged.person else ${own} end`;
    const values: Record<Column, SQL> = {
      id: sql`${`${of.id}.`} || judged.person`,
      key,
      addressId: sql`judged.address`,
      channel: sql`judged.channel`,
      lane: sql`'bulk'`,
      purpose: of.purpose === 'reminder' ? sql`'reminder'` : sql`'notice'`,
      message: sql`${sql.param(blank, outbox.message)}`,
      state: sql`case when judged.why is null then 'planned' else 'suppressed' end`,
      why: sql`judged.why`,
      code: sql`null`,
      detail: sql`null`,
      attempts: sql`0`,
      dueAt: sql`${Math.max(startsAt, now)}`,
      leasedBy: sql`null`,
      leasedUntil: sql`null`,
      leftAt: sql`null`,
      carrierId: sql`null`,
      externalKey: sql`null`,
      proposalId: sql`null`,
      answerId: sql`null`,
      broadcastId: sql`${of.id}`,
      segment: sql`judged.region || ':' || judged.locale`,
      plannedAt: sql`${now}`,
      acceptedAt: sql`null`,
      deliveredAt: sql`null`,
      readAt: sql`null`,
      failedAt: sql`null`,
      billed: sql`null`,
      templatedAt: sql`null`,
    };
    return once((db) =>
      db
        .insert(outbox)
        .select(sql`${judged(selection, stretch, 'inside')} select ${inOrder(values)} from judged where true`)
        .onConflictDoNothing()
        .returning({ one: sql<number>`1` }),
    );
  };

  /** What has not left yet of older notices would be wrong now. Its key stays: who was about to be told hears of this. */
  const replace = ({ broadcast: of, now }: Selection, stretch: Stretch): Statement[] => {
    const keys = replacedKeys(of, stretch);
    if (keys === null) return [];
    return [
      once((db) =>
        db
          .update(outbox)
          .set({ state: 'suppressed', why: 'replaced', failedAt: now })
          .where(and(sql`${outbox.key} in (${keys})`, sql`${outbox.state} in ('planned', 'waiting')`))
          .returning({ one: sql<number>`1` }),
      ),
    ];
  };
  /** Nobody was told by a row that never left: its key is free for the next. */
  const free = ({ broadcast: of }: Selection, stretch: Stretch): Statement[] => {
    const held = freeKeys(of, stretch, sql`${outbox}`);
    if (held === null) return [];
    return [
      once((db) =>
        db
          .update(outbox)
          .set({
            key: sql`'b:' || ${outbox.broadcastId} || ':' || substr(${outbox.id}, length(${outbox.broadcastId}) + 2)`,
          })
          .where(held)
          .returning({ one: sql<number>`1` }),
      ),
    ];
  };

  type Set = { [Key in keyof typeof broadcast.$inferInsert]?: (typeof broadcast.$inferInsert)[Key] | SQL };
  /** Moves the cursor only from where it was read: of two processes one plans a stretch, the other looks again. */
  const advance = (id: string, from: string | null, set: Set): Statement =>
    once(
      (db) =>
        db
          .update(broadcast)
          .set(set)
          .where(
            and(
              eq(broadcast.id, id),
              eq(broadcast.state, 'sending'),
              eq(broadcast.phase, 'expanding'),
              from === null ? isNull(broadcast.expandedTo) : eq(broadcast.expandedTo, from),
            ),
          )
          .returning({ id: broadcast.id }),
      'conflict',
    );
  const countRows = (id: string, { from, to }: Stretch): SQL =>
    sql`${broadcast.planned} + (select count(*) from outbox o where o.id > ${`${id}.${from}`} and o.id <= ${`${id}.${to}`})`;

  /** Null: another process was there before. */
  const writeUnlessLost = async (statements: readonly Statement[]): Promise<unknown[][] | null> => {
    try {
      return await store.write(statements);
    } catch (error) {
      if (error instanceof NothingTouched) return null;
      throw error;
    }
  };

  return {
    expand: async (id, { now, weeklyLimit, chunk }) => {
      const [row] = await store.readOnce((db) => db.select().from(broadcast).where(eq(broadcast.id, id)));
      if (row?.state !== 'sending' || row.phase !== 'expanding') return { done: true, rows: 0, ms: 0 };
      const { expandedTo } = row;
      const from = expandedTo ?? '';
      const next = await walk.next(from, chunk);
      if (next === null) {
        const phase = row.firstBatch > 0 ? 'first' : 'full';
        const ended = await writeUnlessLost([
          advance(id, expandedTo, { phase }),
          audited('system', 'broadcast.expanded', id, now, { planned: row.planned }),
        ]);
        return { done: ended !== null, rows: 0, ms: 0 };
      }
      const found = toBroadcast(row);
      const selection: Selection = {
        // Of an automatic one, who was there when it was made.
        broadcast: { ...found, approvedAt: found.approvedAt ?? found.createdAt },
        now,
        weeklyLimit,
        recent: await walk.recent(id, now),
      };
      const stretch = { from, to: next.to };
      let began = performance.now();
      const written = await writeUnlessLost([
        // Two broadcasts about the same entry: each sees what the other has planned.
        ...(row.entryId === null ? [] : store.oneAtATime(`told:${row.entryId}`)),
        {
          query: {
            name: '',
            build: (db) => {
              // Not before the database is at it: what it waited for is not its work.
              began = performance.now();
              return advance(id, expandedTo, { expandedTo: next.to }).query.build(db);
            },
          },
          params: {},
          ifNone: 'conflict',
        },
        ...replace(selection, stretch),
        ...free(selection, stretch),
        insertRows(selection, stretch, row.startsAt),
        once((db) =>
          db
            .update(broadcast)
            .set({ planned: countRows(id, stretch) })
            .where(eq(broadcast.id, id))
            .returning({ id: broadcast.id }),
        ),
      ]);
      return { done: false, rows: written?.at(-2)?.length ?? 0, ms: performance.now() - began };
    },
  };
}
