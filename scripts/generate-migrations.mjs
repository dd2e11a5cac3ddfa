/**
 * Adds to `db/migrations`, for both databases, what `db/schema.ts` has and the migrations before have not.
 * What has been given out is never changed: databases of every version come up to date at start.
 * `npm run db:generate -- NAME` names the new files; CI runs it and finds nothing to add.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './ensure.mjs';

const name = process.argv[2] ?? 'change';
/** Fixed, so that the same schema gives the same files, on whatever day. */
const firstWhen = 1_790_000_000_000;
const day = 86_400_000;
const idOf = (index) => `00000000-0000-4000-8000-${String(index + 1).padStart(12, '0')}`;
const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'));
const writeJson = (path, value) => writeFileSync(path, `${JSON.stringify(value, null, 2)}\n`);

for (const dialect of ['sqlite', 'postgres']) {
  const done = spawnSync(
    process.execPath,
    [
      join(root, 'node_modules/drizzle-kit/bin.cjs'),
      'generate',
      `--config=db/${dialect}.config.ts`,
      `--name=${name}`,
    ],
    { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  if (done.status !== 0) process.exit(done.status ?? 1);
  const meta = join(root, 'db/migrations', dialect, 'meta');
  const journal = readJson(join(meta, '_journal.json'));
  for (const entry of journal.entries) {
    entry.when = firstWhen + entry.idx * day;
    const path = join(meta, `${String(entry.idx).padStart(4, '0')}_snapshot.json`);
    const snapshot = readJson(path);
    snapshot.id = idOf(entry.idx);
    if (entry.idx > 0) snapshot.prevId = idOf(entry.idx - 1);
    writeJson(path, snapshot);
  }
  writeJson(join(meta, '_journal.json'), journal);
  console.log(`db/migrations/${dialect}: ${journal.entries.length} migrations`);
}
