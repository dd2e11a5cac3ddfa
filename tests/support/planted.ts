/** Looks for a planted word everywhere something is kept: every column of every table, every file, whatever its case. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { getTableName, is, Table } from 'drizzle-orm';
import type { OpenedStore } from '../../src/store/open.js';

const holds = (value: unknown, word: string): boolean =>
  (JSON.stringify(value) ?? '').toLowerCase().includes(word.toLowerCase());

/** @returns `table.column` of each place. */
export async function placesInStore({ sql }: OpenedStore, word: string): Promise<string[]> {
  const found: string[] = [];
  for (const table of Object.values(sql.t)) {
    if (!is(table, Table)) continue;
    const rows = await sql.readOnce<Record<string, unknown>>((one) => one.select().from(table));
    for (const row of rows)
      for (const [column, value] of Object.entries(row))
        if (holds(value, word)) found.push(`${getTableName(table)}.${column}`);
  }
  return [...new Set(found)];
}

/** The same for the file a running app writes, whatever tables it has; @returns `table.column` of each place. */
export function placesInFile(folder: string, word: string): string[] {
  const client = new Database(join(folder, 'ayni.db'), { readonly: true });
  try {
    const tables = client.prepare("select name from sqlite_master where type = 'table'").pluck().all();
    const found = tables.flatMap((table) =>
      client
        .prepare(`select * from "${String(table)}"`)
        .all()
        .flatMap((row) =>
          Object.entries(row as Record<string, unknown>)
            .filter(([, value]) => holds(Buffer.isBuffer(value) ? value.toString('latin1') : value, word))
            .map(([column]) => `${String(table)}.${column}`),
        ),
    );
    return [...new Set(found)];
  } finally {
    client.close();
  }
}

/** Whether the very bytes still stand in the database's files, rows or not. */
export async function bytesLeft(folder: string, word: string): Promise<boolean> {
  const files = (await readdir(folder)).filter((name) => name.startsWith('ayni.db'));
  const contents = await Promise.all(files.map((name) => readFile(join(folder, name))));
  return contents.some((bytes) => bytes.includes(word));
}

/** All files below a folder. */
export async function filesBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}
