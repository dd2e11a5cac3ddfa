/** The column kit for PostgreSQL. `columns.sqlite.ts` has the same names. */
import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
} from 'drizzle-orm/pg-core';

export const kit = {
  table: pgTable,
  text: (name: string) => text(name),
  integer: (name: string) => integer(name),
  real: (name: string) => doublePrecision(name),
  flag: (name: string) => boolean(name),
  /** UTC milliseconds as a number. */
  instant: (name: string) => bigint(name, { mode: 'number' }),
  date: (name: string) => timestamp(name, { mode: 'date', precision: 3, withTimezone: true }),
  json: <T>(name: string) => jsonb(name).$type<T>(),
  index,
  uniqueIndex,
  primaryKey,
  sql,
};
