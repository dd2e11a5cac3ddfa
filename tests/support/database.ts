/** Looks into the database of a running app from outside, as an operator would. */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { z } from 'zod';

const counted = z.object({ n: z.number() });
const worded = z.object({ text: z.string() });
const sent = z.object({ state: z.string(), attempts: z.number(), id: z.string(), text: z.string() });
export type SentRow = z.infer<typeof sent>;

/** Every table a message may write to. */
const tables = [
  'inbound',
  'person',
  'address',
  'address_key',
  'conversation',
  'outbox',
  'proposal',
  'tag',
] as const;
export type Rows = Readonly<Record<(typeof tables)[number], number>>;

export function inspect(folder: string) {
  const client = new Database(join(folder, 'ayni.db'), { readonly: true });
  const count = (query: string): number => counted.parse(client.prepare(query).get()).n;
  return {
    count,
    /** What stands in the column `text` of the first row. */
    text: (query: string): string => worded.parse(client.prepare(query).get()).text,
    /** How many rows each table holds. */
    rows: (): Rows => {
      const one = (table: string) => [table, count(`select count(*) n from ${table}`)] as const;
      return Object.fromEntries(tables.map(one)) as Rows;
    },
    /** The newest message planned for anybody. */
    lastSent: (): SentRow =>
      sent.parse(
        client
          .prepare(
            "select id, state, attempts, json_extract(message, '$.text') text from outbox order by rowid desc limit 1",
          )
          .get(),
      ),
    close: () => client.close(),
  };
}

/** Holds the database's write lock, as a backup or a second program may. */
export function lockDatabase(folder: string): { release(): void } {
  const client = new Database(join(folder, 'ayni.db'));
  client.exec('begin immediate');
  return {
    release: () => {
      client.exec('rollback');
      client.close();
    },
  };
}
