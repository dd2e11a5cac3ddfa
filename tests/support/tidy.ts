/** One folder for all that the tests leave on the disk, and an end for the servers in it: workers may end without a word. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export async function setup(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'ayni-tests-'));
  // PostgreSQL runs under another name where we are root, and must get to its own folder in this one.
  await chmod(folder, 0o711);
  process.env.TMPDIR = folder;
  return async () => {
    for (const name of readdirSync(folder)) stopServer(join(folder, name, 'data/postmaster.pid'));
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  };
}

/** @param file in which a running PostgreSQL keeps its number. */
function stopServer(file: string): void {
  if (!existsSync(file)) return;
  const [number] = readFileSync(file, 'utf8').split('\n');
  // Immediately: nobody needs its data.
  if (number) process.kill(Number(number), 'SIGQUIT');
}
