/** Both column kits give the same tables: the two casts of the store rest on this. */
import { getTableColumns, getTableName, is, Table } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { type PgTable, getTableConfig as postgresConfig } from 'drizzle-orm/pg-core';
import { type SQLiteTable, getTableConfig as sqliteConfig } from 'drizzle-orm/sqlite-core';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { kit as postgresKit } from '../../db/columns.postgres.js';
import { kit as sqliteKit } from '../../db/columns.sqlite.js';
import * as postgresExports from '../../db/schema.postgres.js';
import * as sqliteExports from '../../db/schema.sqlite.js';

const { schema: postgres, ...postgresTables } = postgresExports;
const { schema: sqlite, ...sqliteTables } = sqliteExports;

const names = (tables: object) => Object.keys(tables).toSorted();

describe('the two kits', () => {
  it('have the same names', () => {
    expect(names(postgresKit)).toEqual(names(sqliteKit));
  });

  it('give the same row types, column by column', () => {
    const columnsOf = <Kit extends typeof sqliteKit>(kit: Kit) =>
      kit.table('probe', {
        text: kit.text('text').notNull(),
        maybe: kit.text('maybe'),
        integer: kit.integer('integer').notNull(),
        real: kit.real('real').notNull(),
        flag: kit.flag('flag').notNull(),
        instant: kit.instant('instant').notNull(),
        date: kit.date('date').notNull(),
        json: kit.json<{ readonly deep: readonly string[] }>('json').notNull(),
      });
    const { table, text, integer, real, flag, instant, date, json } = postgresKit;
    const probe = table('probe', {
      text: text('text').notNull(),
      maybe: text('maybe'),
      integer: integer('integer').notNull(),
      real: real('real').notNull(),
      flag: flag('flag').notNull(),
      instant: instant('instant').notNull(),
      date: date('date').notNull(),
      json: json<{ readonly deep: readonly string[] }>('json').notNull(),
    });
    const embedded = columnsOf(sqliteKit);
    expectTypeOf<typeof probe.$inferSelect>().toEqualTypeOf<typeof embedded.$inferSelect>();
    expectTypeOf<typeof probe.$inferInsert>().toEqualTypeOf<typeof embedded.$inferInsert>();
    expect(names(getTableColumns(probe))).toEqual(names(getTableColumns(embedded)));
  });

  it('give the same tables, all of them exported for the generator', () => {
    expect(names(postgres)).toEqual(names(sqlite));
    expect(names(sqliteTables)).toEqual(names(sqlite));
    expect(names(postgresTables)).toEqual(names(postgres));
  });

  it.each(names(sqlite))('agree on %s: columns, nullability, JavaScript types and indexes', (name) => {
    const pick = (tables: object): Table => {
      const found: unknown = Object.entries(tables).find(([key]) => key === name)?.[1];
      if (!is(found, Table)) throw new Error(`${name} is no table`);
      return found;
    };
    const describeTable = (table: Table) => ({
      name: getTableName(table),
      columns: Object.entries(getTableColumns(table)).map(([key, column]) => ({
        key,
        name: column.name,
        notNull: column.notNull,
        type: column.dataType,
        primary: column.primary,
        unique: column.isUnique,
      })),
    });
    const embedded = pick(sqlite);
    const served = pick(postgres);
    expect(describeTable(served)).toEqual(describeTable(embedded));
    const indexed = sqliteConfig(embedded as SQLiteTable).indexes.map(({ config }) => [
      config.name,
      config.unique,
    ]);
    const servedIndexes = postgresConfig(served as unknown as PgTable).indexes.map(({ config }) => [
      config.name,
      config.unique,
    ]);
    expect(servedIndexes).toEqual(indexed);
  });

  it('read the same values back as their columns promise', () => {
    const { instant } = getTableColumns(
      postgresKit.table('probe', { instant: postgresKit.instant('instant').notNull() }),
    );
    // PostgreSQL's driver gives 64-bit numbers as text.
    expect((instant as PgColumn).mapFromDriverValue('1780326000000')).toBe(1780326000000);
  });
});
