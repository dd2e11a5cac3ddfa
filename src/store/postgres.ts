/** PostgreSQL (or PGlite in tests): the same queries in ordinary transactions over a pool. */
import { DrizzleQueryError, sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';
import { schema } from '../../db/schema.postgres.js';
import {
  type Db,
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
interface PostgresPreparable<Row> {
  prepare(name: string): { execute(params?: Params): Promise<Row[]> };
}

const poolSize = 20;

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
  return {
    dialect: 'postgres',
    t: schema,
    db: asDb(handle),
    read: (query, params = {}) => run(handle, query, params),
    readOnce: (build) => run(handle, { name: '', build }, {}),
    write: (statements) =>
      handle.transaction(async (tx) => {
        const rows: unknown[][] = [];
        for (const statement of statements) rows.push(await runOne(tx, statement));
        return rows;
      }),
    later: (a, b) => sql<number>`greatest(${a}, ${b})`,
    amongFree: (select) => sql`= any(array(${select} for update skip locked))`,
    oneAtATime: (name) => [
      once((db) =>
        db.select({ locked: sql`pg_advisory_xact_lock(hashtext(${name}))` }).from(sql`(select 1) one`),
      ),
    ],
    close,
  };
}

export async function openPostgres(url: string, migrations: string): Promise<Sql> {
  const pool = new pg.Pool({ connectionString: url, max: poolSize });
  const handle = drizzle(pool);
  await migrate(handle, { migrationsFolder: migrations });
  return createPostgresSql(handle, () => pool.end());
}
