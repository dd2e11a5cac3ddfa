/** Stores for tests: migrated, empty, with ids that sort in the order they were made. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { getTableName, is, Table } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/pglite';
import { migrate } from 'drizzle-orm/pglite/migrator';
import pg from 'pg';
import { createVault } from '../../src/people/vault.js';
import { createStore, migrationsOf, type OpenedStore, openSql } from '../../src/store/open.js';
import { createPostgresSql } from '../../src/store/postgres.js';
import type { Sql } from '../../src/store/sql.js';
import { openSqlite } from '../../src/store/sqlite.js';
import { hasPostgres, startPostgres } from './postgres.js';

/** 32 bytes, the same in every test. */
export const testVault = createVault('0123456789abcdef0123456789abcdef');

/** Ids in order, so that "oldest first" can be told in a test. */
export function countIds(prefix = 'id'): () => string {
  let count = 0;
  return () => {
    count += 1;
    return `${prefix}-${String(count).padStart(8, '0')}`;
  };
}

/** @param ids begin with this; a second process must not make those of the first. */
const storeOn = (db: Sql, ids?: string): OpenedStore =>
  createStore(db, { seal: testVault.seal, newId: countIds(ids) });

let image: Buffer | undefined;
/** The bytes of an empty, migrated SQLite: to make the tables anew for each test takes ten times as long as a copy. */
export function emptyDatabase(): Buffer {
  if (image) return image;
  const { client } = openSqlite({ path: ':memory:', migrations: migrationsOf('sqlite') });
  image = client.serialize();
  client.close();
  return image;
}
export const openMemory = (): Sql =>
  openSqlite({ path: emptyDatabase(), migrations: migrationsOf('sqlite') });

/** A migrated SQLite in memory. Close it in `afterEach`. */
export const memoryStore = async (): Promise<OpenedStore> => storeOn(openMemory());

/** One database engine as the contract suite sees it. */
export interface Engine {
  readonly name: string;
  start(): Promise<void>;
  /** An empty store; the one before it is forgotten. */
  open(): Promise<OpenedStore>;
  /** A second process on the same database, where the engine can have one. */
  openSecond?(): Promise<OpenedStore>;
  stop(): Promise<void>;
}

/** Deletes, since `truncate` makes new files: a hundred milliseconds a time for a few rows. */
const emptyAll = (db: Sql): string =>
  Object.values(db.t)
    .flatMap((table) => (is(table, Table) ? [`delete from "${getTableName(table)}"`] : []))
    .join('; ');

export function sqliteInMemory(): Engine {
  let store: OpenedStore | undefined;
  return {
    name: 'SQLite in memory',
    start: async () => {},
    open: async () => {
      await store?.close();
      store = await memoryStore();
      return store;
    },
    stop: async () => store?.close(),
  };
}

export function sqliteInFile(): Engine {
  const folder = mkdtempSync(join(tmpdir(), 'ayni-store-'));
  let opened: OpenedStore[] = [];
  let made = 0;
  const path = () => join(folder, `${made}.db`);
  const add = async (ids?: string) => {
    const store = storeOn(await openSql(`file:${path()}`), ids);
    opened.push(store);
    return store;
  };
  const closeAll = async () => {
    for (const store of opened) await store.close();
    opened = [];
  };
  return {
    name: 'SQLite in a file',
    start: async () => {},
    open: async () => {
      await closeAll();
      rmSync(path(), { force: true });
      made += 1;
      writeFileSync(path(), emptyDatabase());
      return add();
    },
    openSecond: () => add('second'),
    stop: async () => {
      await closeAll();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export function pglite(): Engine {
  let db: Sql | undefined;
  let empty = async (): Promise<void> => {};
  return {
    name: 'PGlite',
    start: async () => {
      const client = new PGlite();
      const handle = drizzle(client);
      await migrate(handle, { migrationsFolder: migrationsOf('postgres') });
      const opened = createPostgresSql(handle, () => client.close());
      db = opened;
      empty = async () => {
        await client.exec(emptyAll(opened));
      };
    },
    open: async () => {
      if (!db) throw new Error('PGlite was not started');
      await empty();
      return storeOn(db);
    },
    stop: async () => db?.close(),
  };
}

export function postgres(): Engine {
  let url = '';
  let first: Sql | undefined;
  let admin: pg.Client | undefined;
  const others: Sql[] = [];
  return {
    name: 'PostgreSQL',
    start: async () => {
      url = await (await startPostgres()).createDatabase();
      first = await openSql(url);
      admin = new pg.Client({ connectionString: url });
      await admin.connect();
    },
    open: async () => {
      if (!first) throw new Error('PostgreSQL was not started');
      await admin?.query(emptyAll(first));
      return storeOn(first);
    },
    openSecond: async () => {
      const second = await openSql(url);
      others.push(second);
      return storeOn(second, 'second');
    },
    stop: async () => {
      for (const other of others) await other.close();
      await first?.close();
      await admin?.end();
    },
  };
}

/** PostgreSQL's dialect where it does not matter who speaks it: to start the embedded one takes five seconds. */
export const eitherPostgres = (): Engine => (hasPostgres() ? postgres() : pglite());
