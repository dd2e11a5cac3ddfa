/** The seam between two databases: one way to prepare, one to read, one to write, all or nothing. */

import type { AnyColumn, SQL } from 'drizzle-orm';
import { sql } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import type { Schema } from '../../db/schema.sqlite.js';

/** Both databases, seen through SQLite's types; `open.ts` holds the casts and the contract suite proves them. */
export type Db = BetterSQLite3Database<Record<string, never>>;
export type Params = Readonly<Record<string, unknown>>;

/** Anything drizzle can prepare: a select, or a write that ends in `.returning()`. */
export interface Preparable<Row> {
  prepare(): { all(params?: Record<string, unknown>): Row[] };
}

/** A write without `.returning()`. */
export interface Runnable {
  prepare(): { run(params?: Record<string, unknown>): unknown };
}

/**
 * A query built once and run often. Built at run time a query costs 22–42 µs, prepared 1–2 µs,
 * so everything on the way of a message is one of these.
 */
export interface Prepared<Row> {
  readonly name: string;
  readonly build: (db: Db) => Preparable<Row>;
}

/** One step of a write. `ifNone` names what it means that no row was touched; the whole write is rolled back then. */
export interface Statement {
  readonly query: Prepared<unknown>;
  readonly params: Params;
  readonly ifNone?: 'conflict' | 'duplicate';
}

/** A write touched no row where it had to; nothing of it was kept. */
export class NothingTouched extends Error {
  override readonly name = 'NothingTouched';
  readonly reason: 'conflict' | 'duplicate';
  constructor(reason: 'conflict' | 'duplicate') {
    super(`the write was rolled back: ${reason}`);
    this.reason = reason;
  }
}

export interface Sql {
  readonly dialect: 'sqlite' | 'postgres';
  readonly t: Schema;
  /** For queries built at run time, off the hot path. Reads only. */
  readonly db: Db;
  /** Runs a prepared read. */
  read<Row>(query: Prepared<Row>, params?: Params): Promise<Row[]>;
  /** Runs a query built for this one occasion. */
  readOnce<Row>(build: (db: Db) => Preparable<Row>): Promise<Row[]>;
  /**
   * All statements in one transaction, in order; resolves with the rows each returned, after the commit.
   * @throws NothingTouched, or the database's error; nothing was kept then.
   */
  write(statements: readonly Statement[]): Promise<unknown[][]>;
  /** The later of two values (`max` or `greatest`). */
  later(a: SQL | number, b: SQL | number): SQL<number>;
  /**
   * "is among these ids": `select` is run once, and rows another process holds are passed over.
   * (Measured on PostgreSQL 15: a plain `in (… limit n for update skip locked)` is run again and again, past its limit.)
   */
  amongFree(select: SQL): SQL;
  /**
   * Makes the write it is the first part of wait for others of the same name, in all processes (PostgreSQL).
   * With `skipLocked` alone two claimers could each take a row of one address, and swap its messages.
   */
  oneAtATime(name: string): readonly Statement[];
  /** A write of many rows of which nobody needs to hear: giving them back costs a tenth. */
  unheard(query: Runnable): Preparable<never>;
  /** What was deleted leaves the log too, where the log is a file of ours (SQLite); PostgreSQL looks after its own. */
  forget(): Promise<void>;
  close(): Promise<void>;
}

/** Names a query; the name is also its name on the PostgreSQL server. */
export const prepared = <Row>(name: string, build: (db: Db) => Preparable<Row>): Prepared<Row> => ({
  name,
  build,
});

/** A query for this one occasion, as a step of a write. */
export const once = (build: (db: Db) => Preparable<unknown>, ifNone?: Statement['ifNone']): Statement => ({
  query: { name: '', build },
  params: {},
  ...(ifNone ? { ifNone } : {}),
});

/**
 * "This text column is that value", by no index: where SQLite should begin at another table (it takes any index of the
 * first column it knows the value of, and walks all proposals of a cycle for a page of twenty answers).
 */
export const isPlainly = (column: SQL | AnyColumn, value: string): SQL =>
  sql`coalesce(${column}, '') = ${value}`;

/** A placeholder that is encoded as its column demands (JSON, flags), for `set` and `where`. */
export const value = <T = unknown>(
  name: string,
  column: { mapToDriverValue(value: unknown): unknown },
): SQL<T> => sql`${sql.param(sql.placeholder(name), column)}`;

/** A write that may come to nothing. @returns false: a step touched no row where it had to, and nothing was kept. */
export async function wasKept(store: Pick<Sql, 'write'>, statements: readonly Statement[]): Promise<boolean> {
  try {
    await store.write(statements);
    return true;
  } catch (error) {
    if (error instanceof NothingTouched) return false;
    throw error;
  }
}

const codeOf = (error: unknown): string => {
  if (typeof error !== 'object' || error === null) return '';
  if ('code' in error && typeof error.code === 'string') return error.code;
  return 'cause' in error ? codeOf(error.cause) : '';
};

/** A unique or primary key was there already (SQLite's code, PostgreSQL's 23505). */
export const isDuplicate = (error: unknown): boolean => {
  const code = codeOf(error);
  return code === '23505' || code === 'SQLITE_CONSTRAINT_UNIQUE' || code === 'SQLITE_CONSTRAINT_PRIMARYKEY';
};
/** Two transactions met (PostgreSQL): reading again is the answer. */
export const isSerialization = (error: unknown): boolean => ['40001', '40P01'].includes(codeOf(error));
