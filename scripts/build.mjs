/** Compiles `src`, `flows` and `db` to `dist/`; nothing is done when nothing changed. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ensureInstalled, root } from './ensure.mjs';

export function build() {
  ensureInstalled();
  const done = spawnSync(
    process.execPath,
    [join(root, 'node_modules/typescript/bin/tsc'), '-p', 'tsconfig.build.json'],
    {
      cwd: root,
      stdio: ['ignore', 2, 2],
    },
  );
  if (done.status === 0) return;
  // Whoever waits for what comes after, as a benchmark's tables, must not wonder why there is nothing.
  console.error('Not built, and so not run: see the lines above.');
  process.exit(done.status ?? 1);
}
