/** `npm run bench`: builds, then measures. See docs/performance.md; flags: --smoke, a part by its name (--answers …), --rounds N, --conversations N, --write */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { build } from './build.mjs';
import { root } from './ensure.mjs';

build();
const done = spawnSync(
  process.execPath,
  ['--import', 'tsx', join(root, 'bench/run.ts'), ...process.argv.slice(2)],
  {
    cwd: root,
    stdio: 'inherit',
  },
);
process.exit(done.status ?? 1);
