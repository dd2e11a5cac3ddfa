/** The column kit for SQLite. `columns.postgres.ts` has the same names. */
import { sql } from 'drizzle-orm';
import { index, integer, primaryKey, real, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';

export const kit = {
  table: sqliteTable,
  text: (name: string) => text(name),
  integer: (name: string) => integer(name),
  real: (name: string) => real(name),
  flag: (name: string) => integer(name, { mode: 'boolean' }),
  /** UTC milliseconds as a number. */
  instant: (name: string) => integer(name),
  /** A JavaScript `Date`, for the sign-in library's own tables. */
  date: (name: string) => integer(name, { mode: 'timestamp_ms' }),
  json: <T>(name: string) => text(name, { mode: 'json' }).$type<T>(),
  index,
  uniqueIndex,
  primaryKey,
  sql,
};
export type Kit = typeof kit;
