/** SQLite: one connection, writes that arrive together share one commit. */
import Database from 'better-sqlite3';
import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { migrate } from 'drizzle-orm/better-sqlite3/migrator';
import { schema } from '../../db/schema.sqlite.js';
import { type Db, NothingTouched, type Prepared, type Sql, type Statement } from './sql.js';

interface Waiting {
  readonly statements: readonly Statement[];
  resolve(rows: unknown[][]): void;
  reject(error: unknown): void;
}

const isFull = (error: unknown): boolean =>
  error instanceof Database.SqliteError && error.code === 'SQLITE_FULL';

/** Bounds how long one commit holds the event loop: about 10 ms. */
const maxGroup = 512;
/** Waiting for another process' write holds the event loop: longer than a command's write, no more. */
const defaultBusyMs = 2_000;
/** How long writes gather after a commit, milliseconds; what a person waits for is a hundred times longer. */
const gatherMs = 4;
const longestGatherMs = 20;
/** How often, and after how many milliseconds, a start looks again at tables another process is making. */
const startTries = 10;
const startPauseMs = 50;
/** KiB, negative as SQLite wants it: pages the queue and the indexes are read from. */
const cacheKib = -16 * 1024;
/** Pages of the log that make it be copied into the database: seldom, since the same pages are written again and again. */
const checkpointPages = 4_000;

export interface SqliteOptions {
  /** A path, `:memory:`, or the bytes of a database, of which a copy in memory is opened. */
  readonly path: string | Buffer;
  readonly migrations: string;
  readonly busyMs?: number;
}

/** Two processes that start together both find no tables; what the second fails to make is there when it looks again. */
function prepareFile(client: Database.Database, db: Db, migrations: string): void {
  for (let attempt = 1; ; attempt += 1) {
    try {
      client.pragma('journal_mode = WAL');
      migrate(db, { migrationsFolder: migrations });
      return;
    } catch (error) {
      if (attempt < startTries) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, startPauseMs);
      else {
        client.close();
        throw error;
      }
    }
  }
}

export function openSqlite({
  path,
  migrations,
  busyMs = defaultBusyMs,
}: SqliteOptions): Sql & { readonly client: Database.Database } {
  const client = new Database(path, { timeout: busyMs });
  const db: Db = drizzle(client);
  prepareFile(client, db, migrations);
  // What is acknowledged survives a power cut; with the group commit this costs 4 %.
  client.pragma('synchronous = FULL');
  client.pragma(`cache_size = ${cacheKib}`);
  client.pragma('temp_store = MEMORY');
  // What is deleted is overwritten in the pages written anyway; no difference in throughput could be measured.
  client.pragma('secure_delete = FAST');
  client.pragma(`wal_autocheckpoint = ${checkpointPages}`);

  type Compiled = ReturnType<ReturnType<Prepared<unknown>['build']>['prepare']>;
  const compiled = new WeakMap<Prepared<unknown>, Compiled>();
  const compile = (query: Prepared<unknown>): Compiled => {
    const known = compiled.get(query);
    if (known) return known;
    const fresh = query.build(db).prepare();
    compiled.set(query, fresh);
    return fresh;
  };

  const runOne = (statement: Statement): unknown[] => {
    const rows = compile(statement.query).all(statement.params as Record<string, unknown>);
    if (rows.length === 0 && statement.ifNone) throw new NothingTouched(statement.ifNone);
    return rows;
  };

  const begin = client.prepare('begin immediate');
  const commit = client.prepare('commit');
  const rollback = client.prepare('rollback');
  const savepoint = client.prepare('savepoint one');
  const release = client.prepare('release one');
  const undo = client.prepare('rollback to one');

  /** One write of the group; its own failure is undone and leaves the others alone. */
  const runInGroup = (waiting: Waiting, settle: (() => void)[]): void => {
    savepoint.run();
    try {
      const rows = waiting.statements.map(runOne);
      release.run();
      settle.push(() => waiting.resolve(rows));
    } catch (error) {
      // A full disk ends the whole transaction by itself: nobody's write was kept.
      if (!client.inTransaction) throw error;
      undo.run();
      release.run();
      settle.push(() => waiting.reject(error));
    }
  };

  let queue: Waiting[] = [];
  let scheduled = false;
  let drainedAt = 0;
  /** How long the last commit took: a slow disk gathers more, so that the loop is free at least half the time. */
  let drainMs = 0;
  const drain = (): void => {
    scheduled = false;
    drainedAt = performance.now();
    const group = queue.slice(0, maxGroup);
    queue = queue.slice(maxGroup);
    if (queue.length > 0) schedule();
    const settle: (() => void)[] = [];
    try {
      begin.run();
      for (const waiting of group) runInGroup(waiting, settle);
      commit.run();
    } catch (error) {
      if (client.inTransaction) rollback.run();
      // A full disk: the write that needs no more room must not suffer for the one that does.
      if (group.length > 1 && isFull(error)) for (const waiting of group) runAlone(waiting);
      else for (const waiting of group) waiting.reject(error);
      return;
    }
    drainMs = performance.now() - drainedAt;
    for (const end of settle) end();
  };
  const runAlone = (waiting: Waiting): void => {
    try {
      begin.run();
      const rows = waiting.statements.map(runOne);
      commit.run();
      waiting.resolve(rows);
    } catch (error) {
      if (client.inTransaction) rollback.run();
      waiting.reject(error);
    }
  };
  /**
   * An idle database commits in this turn of the event loop. A busy one gathers a moment first: a commit costs
   * about ten writes, and turns of the loop bring one or two each.
   */
  const schedule = (): void => {
    if (scheduled) return;
    scheduled = true;
    const gather = Math.min(Math.max(drainMs, gatherMs), longestGatherMs);
    if (performance.now() - drainedAt > gather) setImmediate(drain);
    else setTimeout(drain, gather);
  };

  return {
    dialect: 'sqlite',
    t: schema,
    db,
    client,
    read: async <Row>(query: Prepared<Row>, params = {}) =>
      compile(query).all(params as Record<string, unknown>) as Row[],
    readOnce: async (build) => build(db).prepare().all(),
    write: (statements) =>
      new Promise((resolve, reject) => {
        queue.push({ statements, resolve, reject });
        schedule();
      }),
    later: (a, b) => sql<number>`max(${a}, ${b})`,
    // There is one writer at a time: nothing to pass over, nothing to wait for.
    amongFree: (select) => sql`in (${select})`,
    oneAtATime: () => [],
    unheard: (query) => ({
      prepare: () => {
        const made = query.prepare();
        return {
          all: (params) => {
            made.run(params);
            return [];
          },
        };
      },
    }),
    forget: async () => {
      // Where somebody is reading an older state (a backup), the next look cuts it: nobody waits here.
      client.pragma('busy_timeout = 0');
      try {
        client.pragma('wal_checkpoint(TRUNCATE)');
      } finally {
        client.pragma(`busy_timeout = ${busyMs}`);
      }
    },
    close: async () => {
      while (queue.length > 0 || scheduled) await new Promise((resolve) => setImmediate(resolve));
      client.close();
    },
  };
}
