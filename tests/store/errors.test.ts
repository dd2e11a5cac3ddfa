/** A failed query never tells the log what a citizen wrote. */
import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/pg-proxy';
import { expect, it } from 'vitest';
import { createLog } from '../../src/log.js';

it('keeps the parameters of a failed query out of the log', async () => {
  const words = 'palabras de\n    at una ciudadana';
  const refusing = drizzle(async () => {
    throw new Error('relation "nowhere" does not exist');
  });
  const error: unknown = await refusing
    .execute(sql`select * from nowhere where text = ${words}`)
    .catch((reason: unknown) => reason);
  // Otherwise this test would prove nothing.
  expect(String(error)).toContain('ciudadana');
  const lines: string[] = [];
  createLog('error', { write: (line) => lines.push(line) }).error({ error }, 'a query failed');
  expect(lines.join('')).toContain('Failed query');
  expect(lines.join('')).not.toMatch(/palabras|ciudadana/);
});
