/** A database of an earlier version comes up to date at start, and what stood in it is still there. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { drizzle as drizzleSqlite } from 'drizzle-orm/better-sqlite3';
import { migrate as migrateSqlite } from 'drizzle-orm/better-sqlite3/migrator';
import { drizzle as drizzlePostgres } from 'drizzle-orm/node-postgres';
import { migrate as migratePostgres } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createStore, migrationsOf, openSql } from '../../src/store/open.js';
import type { Sql } from '../../src/store/sql.js';
import { day } from '../support/calendar.js';
import { hasPostgres, startPostgres } from '../support/postgres.js';
import { countIds, testVault } from '../support/store.js';
import { t0 } from '../support/turns.js';

const stages = [
  { id: 'proposals', label: { es: 'Recepción', en: 'Proposals' }, startsAt: t0 - day, endsAt: t0 + day },
  { id: 'dialogue', label: { es: 'Diálogo' }, startsAt: t0 + day, endsAt: t0 + 2 * day },
];
const forum = { es: 'Foro' };
const json = (value: unknown): string => `'${JSON.stringify(value)}'`;
const cycleRow = (yes: string): string =>
  `insert into cycle (id, slug, plan, forum, areas, stages, answer_days, data_contact, current, created_at)
   values ('c1', 'plan', ${json({ es: 'Plan' })}, ${json(forum)}, '[]', ${json(stages)}, 30, 'd@foro.pe', ${yes}, ${t0})`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ayni-upgrade-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const journalOf = z.object({ entries: z.array(z.unknown()) }).loose();

/** The migrations as the first version had them. */
function firstOnly(dialect: 'sqlite' | 'postgres'): string {
  const first = join(folder, dialect);
  cpSync(migrationsOf(dialect), first, { recursive: true });
  const path = join(first, 'meta/_journal.json');
  const journal = journalOf.parse(JSON.parse(readFileSync(path, 'utf8')));
  writeFileSync(path, JSON.stringify({ ...journal, entries: journal.entries.slice(0, 1) }));
  return first;
}

async function expectStages(sql: Sql): Promise<void> {
  const store = createStore(sql, { seal: testVault.seal, newId: countIds() });
  const entries = await store.calendar.entries('c1');
  const titles = entries.map(({ content }) => content?.title.es).toSorted();
  expect(titles).toEqual(['Diálogo', 'Recepción']);
  const proposals = entries.find(({ content }) => content?.stage === 'proposals');
  expect(proposals).toMatchObject({ kind: 'stage', state: 'published', version: 1, draft: null });
  expect(proposals?.content).toEqual({
    kind: 'stage',
    stage: 'proposals',
    title: { es: 'Recepción', en: 'Proposals' },
    startsAt: t0 - day,
    endsAt: t0 + day,
    place: null,
    online: false,
    venue: '',
    link: null,
    organiser: 'Foro',
    takePart: {},
    minutes: null,
    reminders: [],
  });
  const [version] = await store.calendar.versions(proposals?.id ?? '');
  expect(version).toMatchObject({ change: 'created', content: proposals?.content });
  expect((await store.cycles.current(t0)).nextStage).toEqual({
    label: { es: 'Diálogo' },
    startsAt: t0 + day,
  });
  await store.close();
}

describe('the stages of a cycle become entries of the calendar', () => {
  it('on SQLite', async () => {
    const path = join(folder, 'ayni.db');
    const client = new Database(path);
    migrateSqlite(drizzleSqlite(client), { migrationsFolder: firstOnly('sqlite') });
    client.exec(cycleRow('1'));
    client.close();
    await expectStages(await openSql(`file:${path}`));
  });

  it.runIf(hasPostgres())('on PostgreSQL', async () => {
    const url = await (await startPostgres()).createDatabase();
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await migratePostgres(drizzlePostgres(client), { migrationsFolder: firstOnly('postgres') });
    await client.query(cycleRow('true'));
    await client.end();
    await expectStages(await openSql(url));
  });
});
