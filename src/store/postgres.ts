/** PostgreSQL (or PGlite in tests): the same queries in ordinary transactions over a pool. */
import { setTimeout } from 'node:timers/promises';
import { DrizzleQueryError, sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';
import { schema } from '../../db/schema.postgres.js';
import {
  type Db,
  isSerialization,
  NothingTouched,
  once,
  type Params,
  type Preparable,
  type Prepared,
  type Sql,
  type Statement,
} from './sql.js';

/** The face of drizzle's PostgreSQL handles that both drivers share. */
interface PostgresDb {
  transaction<T>(work: (tx: unknown) => Promise<T>): Promise<T>;
}
interface PostgresRunnable {
  prepare(name: string): { execute(params?: Params): Promise<unknown> };
}
interface PostgresPreparable<Row> {
  prepare(name: string): { execute(params?: Params): Promise<Row[]> };
}

const poolSize = 20;
/** Two transactions that wait for each other's rows: the database ends one, which then runs again. */
const maxTries = 5;
/** Milliseconds of the first pause at most. */
const pauseMs = 40;

/** Runs the queries of the house on a PostgreSQL handle of drizzle. */
export function createPostgresSql(handle: PostgresDb, close: () => Promise<void>): Sql {
  // The same builders in PostgreSQL's dialect: `build` was written against SQLite's types (see Sql.db).
  const asDb = (thing: unknown) => thing as Db;
  const asPostgres = <Row>(query: Preparable<Row>) => query as unknown as PostgresPreparable<Row>;
  const run = async <Row>(db: unknown, query: Prepared<Row>, params: Params): Promise<Row[]> => {
    try {
      return await asPostgres(query.build(asDb(db)))
        .prepare(query.name)
        .execute(params);
    } catch (error) {
      // drizzle's message quotes every parameter: a citizen's words. The database's own names a constraint only.
      throw error instanceof DrizzleQueryError && error.cause ? error.cause : error;
    }
  };

  const runOne = async (tx: unknown, statement: Statement): Promise<unknown[]> => {
    const rows = await run(tx, statement.query, statement.params);
    if (rows.length === 0 && statement.ifNone) throw new NothingTouched(statement.ifNone);
    return rows;
  };
  const writeOnce = (statements: readonly Statement[]): Promise<unknown[][]> =>
    handle.transaction(async (tx) => {
      const rows: unknown[][] = [];
      for (const statement of statements) rows.push(await runOne(tx, statement));
      return rows;
    });
  return {
    dialect: 'postgres',
    t: schema,
    db: asDb(handle),
    read: (query, params = {}) => run(handle, query, params),
    readOnce: (build) => run(handle, { name: '', build }, {}),
    write: async (statements) => {
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await writeOnce(statements);
        } catch (error) {
          if (attempt === maxTries || !isSerialization(error)) throw error;
          // Not all at the same moment again.
          await setTimeout(Math.random() * pauseMs * attempt);
        }
      }
    },
    later: (a, b) => sql<number>`greatest(${a}, ${b})`,
    amongFree: (select) => sql`= any(array(${select} for update skip locked))`,
    oneAtATime: (name) => [
      once((db) =>
        db.select({ locked: sql`pg_advisory_xact_lock(hashtext(${name}))` }).from(sql`(select 1) one`),
      ),
    ],
    unheard: (query) => {
      const made = query as unknown as PostgresRunnable;
      const silent: PostgresPreparable<never> = {
        prepare: (name) => ({
          execute: async (params) => {
            await made.prepare(name).execute(params);
            return [];
          },
        }),
      };
      // Seen through SQLite's types, as every query is.
      return silent as unknown as Preparable<never>;
    },
    forget: async () => {},
    close,
  };
}

/** Processes that start together would each make the tables: one does, the others wait and find them. */
async function migrateAlone(pool: pg.Pool, migrations: string): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query("select pg_advisory_lock(hashtext('ayni:migrate'))");
    await migrate(drizzle(client), { migrationsFolder: migrations });
  } finally {
    // The lock ends with its connection.
    client.release(true);
  }
}

/** @throws when the server cannot be reached or a migration fails; nothing stays open then. */
export async function openPostgres(url: string, migrations: string): Promise<Sql> {
  const pool = new pg.Pool({ connectionString: url, max: poolSize });
  // A connection that breaks (the server restarts) rejects what it was doing and is replaced.
  // Told to nobody, the same event would end the process.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  try {
    await migrateAlone(pool, migrations);
  } catch (error) {
    await pool.end();
    throw error;
  }
  return createPostgresSql(drizzle(pool), () => pool.end());
}
