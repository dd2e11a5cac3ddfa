/**
 * Writes `db/migrations` anew from `db/schema.ts`, for both databases.
 * Until the first release there is one initial migration; from then on the folders are kept and this only adds to them.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './ensure.mjs';

/** Fixed, so that the same schema gives the same files: CI compares them. */
const fixed = { when: 1_790_000_000_000, id: '00000000-0000-4000-8000-000000000001' };

for (const dialect of ['sqlite', 'postgres']) {
  const folder = join(root, 'db/migrations', dialect);
  rmSync(folder, { recursive: true, force: true });
  const done = spawnSync(
    process.execPath,
    [
      join(root, 'node_modules/drizzle-kit/bin.cjs'),
      'generate',
      `--config=db/${dialect}.config.ts`,
      '--name=init',
    ],
    { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  if (done.status !== 0) process.exit(done.status ?? 1);
  const meta = join(folder, 'meta');
  const journal = JSON.parse(readFileSync(join(meta, '_journal.json'), 'utf8'));
  for (const entry of journal.entries) entry.when = fixed.when;
  writeFileSync(join(meta, '_journal.json'), `${JSON.stringify(journal, null, 2)}\n`);
  for (const name of readdirSync(meta).filter((file) => file.endsWith('_snapshot.json'))) {
    const snapshot = JSON.parse(readFileSync(join(meta, name), 'utf8'));
    snapshot.id = fixed.id;
    writeFileSync(join(meta, name), `${JSON.stringify(snapshot, null, 2)}\n`);
  }
  console.log(`db/migrations/${dialect} written`);
}
