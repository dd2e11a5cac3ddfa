/** Makes a fresh clone ready: installs the packages when they are missing or older than the lock file. */
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Ayni needs Node 20.19 or newer; this is ${process.versions.node}.`);
  process.exit(1);
}

const isStale = () => {
  const installed = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(installed)) return true;
  return statSync(join(root, 'package-lock.json')).mtimeMs > statSync(installed).mtimeMs + 1000;
};

export function ensureInstalled() {
  if (!isStale()) return;
  console.error('Installing packages (the first time takes a minute or two) …');
  const done = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  });
  if (done.status !== 0) {
    console.error('The packages could not be installed; see the lines above.');
    process.exit(done.status ?? 1);
  }
}

ensureInstalled();
