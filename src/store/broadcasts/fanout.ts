/** Plans a broadcast's rows: one `INSERT … SELECT` for each stretch of people, each stretch once for ever. */
import { and, eq, getTableColumns, isNull, type SQL, sql } from 'drizzle-orm';
import type { Broadcast } from '../../broadcasts/broadcast.js';
import { createAudited } from '../audit.js';
import { blank } from '../outbox/statements.js';
import type { Broadcasts } from '../outreach.js';
import { NothingTouched, once, type Prepared, prepared, type Sql, type Statement, value } from '../sql.js';
import { freeKeys, judged, replacedKeys, type Selection, toldPrefix, type Walk, weekMs } from './audience.js';
import { toBroadcast } from './rows.js';

type Column = keyof Sql['t']['outbox']['$inferSelect'];

const p = sql.placeholder;
const stretch = { from: p('from'), to: p('to') };

/** Statements of one broadcast, made once: a stretch of people is short, and making them costs half as much. */
interface Made {
  /** What they were made of besides the broadcast, which is frozen. */
  readonly of: string;
  readonly steps: readonly Prepared<unknown>[];
}

export function createFanOut(store: Sql, walk: Walk, newId: () => string): Pick<Broadcasts, 'expand'> {
  const { broadcast, outbox } = store.t;
  const audited = createAudited(store, newId);
  const made = new Map<string, Made>();

  const byId = prepared('broadcast_to_expand', (db) =>
    db
      .select()
      .from(broadcast)
      .where(eq(broadcast.id, p('id'))),
  );
  const countRows = prepared('broadcast_planned_rows', (db) =>
    db
      .update(broadcast)
      .set({
        planned: sql`${broadcast.planned} + (select count(*) from outbox o where o.id > ${p('fromRow')} and o.id <= ${p('toRow')})`,
      })
      .where(eq(broadcast.id, p('id')))
      .returning({ planned: broadcast.planned }),
  );

  /** A select gives every column, in the table's own order. */
  const inOrder = (values: Record<Column, SQL>): SQL => {
    const names = Object.keys(getTableColumns(outbox)) as Column[];
    return sql.join(
      names.map((name) => values[name]),
      sql`, `,
    );
  };
  const insertRows = (selection: Selection): Prepared<unknown> => {
    const { id, purpose } = selection.broadcast;
    const own = sql`${`b:${id}:`} || judged.person`;
    const prefix = toldPrefix(selection.broadcast);
    const values: Record<Column, SQL> = {
      id: sql`${`${id}.`} || judged.person`,
      // Only a row that may leave stands for "has been told".
      key:
        prefix === null
          ? own
          : sql`case when judged.why is null then ${prefix} || judged.person else ${own} end`,
      addressId: sql`judged.address`,
      channel: sql`judged.channel`,
      lane: sql`'bulk'`,
      purpose: purpose === 'reminder' ? sql`'reminder'` : sql`'notice'`,
      message: sql`${sql.param(blank, outbox.message)}`,
      state: sql`case when judged.why is null then 'planned' else 'suppressed' end`,
      why: sql`judged.why`,
      code: sql`null`,
      detail: sql`null`,
      attempts: sql`0`,
      dueAt: value('dueAt', outbox.dueAt),
      leasedBy: sql`null`,
      leasedUntil: sql`null`,
      leftAt: sql`null`,
      carrierId: sql`null`,
      externalKey: sql`null`,
      proposalId: sql`null`,
      answerId: sql`null`,
      broadcastId: sql`${id}`,
      segment: sql`judged.region || ':' || judged.locale`,
      plannedAt: value('now', outbox.plannedAt),
      acceptedAt: sql`null`,
      deliveredAt: sql`null`,
      readAt: sql`null`,
      failedAt: sql`null`,
      billed: sql`null`,
      templatedAt: sql`null`,
    };
    return prepared('', (db) =>
      store.unheard(
        db
          .insert(outbox)
          .select(
            sql`${judged(selection, stretch, 'inside')} select ${inOrder(values)} from judged where true`,
          )
          .onConflictDoNothing(),
      ),
    );
  };
  /** What has not left yet of older notices would be wrong now. Its key stays: who was about to be told hears of this. */
  const replace = ({ broadcast: of }: Selection): Prepared<unknown>[] => {
    const keys = replacedKeys(of, stretch);
    if (keys === null) return [];
    return [
      prepared('', (db) =>
        store.unheard(
          db
            .update(outbox)
            .set({ state: 'suppressed', why: 'replaced', failedAt: value('now', outbox.failedAt) })
            .where(and(sql`${outbox.key} in (${keys})`, sql`${outbox.state} in ('planned', 'waiting')`)),
        ),
      ),
    ];
  };
  /** Nobody was told by a row that never left: its key is free for the next. */
  const free = ({ broadcast: of }: Selection): Prepared<unknown>[] => {
    const held = freeKeys(of, stretch, sql`${outbox}`);
    if (held === null) return [];
    const ownKey = sql`'b:' || ${outbox.broadcastId} || ':' || substr(${outbox.id}, length(${outbox.broadcastId}) + 2)`;
    return [prepared('', (db) => store.unheard(db.update(outbox).set({ key: ownKey }).where(held)))];
  };

  const stepsOf = (found: Broadcast, weeklyLimit: number, recent: readonly string[]): Made['steps'] => {
    const of = `${found.startedAt} ${weeklyLimit} ${recent.join(' ')}`;
    const known = made.get(found.id);
    if (known?.of === of) return known.steps;
    const selection: Selection = {
      broadcast: found,
      // Of an automatic one, who was there when it was made.
      asOf: found.approvedAt ?? found.createdAt,
      weekAgo: p('weekAgo'),
      weeklyLimit,
      recent,
    };
    const steps = [...replace(selection), ...free(selection), insertRows(selection)];
    made.set(found.id, { of, steps });
    return steps;
  };

  /** Moves the cursor only from where it was read: of two processes one plans a stretch, the other looks again. */
  const advance = (
    id: string,
    from: string | null,
    set: Partial<Pick<typeof broadcast.$inferInsert, 'phase' | 'expandedTo'>>,
    begun: () => void,
  ): Statement =>
    once((db) => {
      begun();
      return db
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
        .returning({ id: broadcast.id });
    }, 'conflict');

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
      const [row] = await store.read(byId, { id });
      if (row?.state !== 'sending' || row.phase !== 'expanding') {
        made.delete(id);
        return { done: true, rows: 0, ms: 0 };
      }
      const from = row.expandedTo ?? '';
      const next = await walk.next(from, chunk);
      if (next === null) {
        const phase = row.firstBatch > 0 ? 'first' : 'full';
        const ended = await writeUnlessLost([
          advance(id, row.expandedTo, { phase }, () => {}),
          audited({ staffId: 'system', now }, 'broadcast.expanded', id, { planned: row.planned }),
        ]);
        return { done: ended !== null, rows: 0, ms: 0 };
      }
      const { to } = next;
      const dueAt = Math.max(row.startsAt, now);
      const params = { from, to, now, dueAt, weekAgo: now - weekMs };
      // Not before the database is at it: what it waited for is not its work.
      let began = performance.now();
      const begun = () => {
        began = performance.now();
      };
      const written = await writeUnlessLost([
        // Of two broadcasts each sees what the other has planned: who was told, how many notices a week.
        ...store.oneAtATime('fan-out'),
        advance(id, row.expandedTo, { expandedTo: to }, begun),
        ...stepsOf(toBroadcast(row), weeklyLimit, await walk.recent(id, now)).map((query) => ({
          query,
          params,
        })),
        { query: countRows, params: { id, fromRow: `${id}.${from}`, toRow: `${id}.${to}` } },
      ]);
      const [after] = (written?.at(-1) ?? []) as { planned: number }[];
      const rows = after === undefined ? 0 : after.planned - row.planned;
      return { done: false, rows, ms: performance.now() - began };
    },
  };
}
