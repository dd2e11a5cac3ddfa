/** How SQLite would run what the store asks of it. */
import type { openSqlite } from '../../src/store/sqlite.js';

type Client = ReturnType<typeof openSqlite>['client'];

/** The statements that `work` prepares. */
export async function statementsOf(
  client: Client,
  work: () => Promise<unknown>,
  kind = /^\s*(select|insert|update|delete|with)/i,
): Promise<string[]> {
  const statements: string[] = [];
  const prepare = client.prepare.bind(client);
  client.prepare = ((source: string) => {
    statements.push(source);
    return prepare(source);
  }) as typeof client.prepare; // its overloads differ only in how rows are typed
  await work();
  client.prepare = prepare;
  return statements.filter((source) => kind.test(source));
}

/** The steps SQLite plans for each of them. */
export const planOf = (client: Client, statements: readonly string[]): string[] =>
  statements.flatMap((source) => {
    const marks = (source.match(/\?/g) ?? []).map(() => 1);
    const rows = client.prepare(`explain query plan ${source}`).all(...marks) as { detail: string }[];
    return rows.map(({ detail }) => detail);
  });
