/** A throw-away PostgreSQL cluster from the binaries on this machine, gone when the run ends (`tidy.ts`). */
import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import pg from 'pg';

export interface Cluster {
  /** Makes an empty database. @returns its address. */
  createDatabase(): Promise<string>;
}

const debianFolder = '/usr/lib/postgresql';

function findBinaries(): string | undefined {
  const packaged = existsSync(debianFolder)
    ? readdirSync(debianFolder)
        .sort((a, b) => Number(b) - Number(a))
        .map((version) => join(debianFolder, version, 'bin'))
    : [];
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...packaged];
  return folders.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'pg_ctl')));
}

/**
 * Whether the real database can be tested here. In CI it must be: missing binaries are a failure there,
 * elsewhere they are said aloud and passed over.
 */
export function hasPostgres(): boolean {
  if (findBinaries()) return true;
  const reason = 'no PostgreSQL binaries (initdb, pg_ctl) on PATH or in /usr/lib/postgresql';
  if (process.env.CI) throw new Error(`${reason}; CI must test the real database`);
  process.stderr.write(`skipped: ${reason}\n`);
  return false;
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const bound = probe.address();
      const port = typeof bound === 'object' && bound ? bound.port : 0;
      probe.close(() => resolve(port));
    });
  });

/** PostgreSQL refuses to run as root. */
const isRoot = process.getuid?.() === 0;

function run(binary: string, args: readonly string[], folder: string): SpawnSyncReturns<string> {
  const [command, ...rest] = isRoot
    ? ['runuser', '-u', 'postgres', '--', binary, ...args]
    : [binary, ...args];
  return spawnSync(command ?? binary, rest, {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
  });
}

function mustRun(binary: string, args: readonly string[], folder: string): void {
  const done = run(binary, args, folder);
  if (done.status !== 0) throw new Error(`${binary} ended with ${done.status}: ${done.stderr}`);
}

/** Durability is not what is tested here: without it a cluster starts in a second. */
const settings =
  '-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=100 -c deadlock_timeout=20ms';

let running: Promise<Cluster> | undefined;

/** The cluster of all tests of this worker: each takes a database of its own. */
export function startPostgres(): Promise<Cluster> {
  running ??= startCluster();
  return running;
}

async function startCluster(): Promise<Cluster> {
  const binaries = findBinaries();
  if (!binaries) throw new Error('no PostgreSQL binaries');
  const folder = mkdtempSync(join(tmpdir(), 'ayni-postgres-'));
  if (isRoot) spawnSync('chown', ['postgres', folder]);
  else chmodSync(folder, 0o700);
  const data = join(folder, 'data');
  mustRun(
    join(binaries, 'initdb'),
    ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'],
    folder,
  );
  const port = await freePort();
  const options = `${settings} -c listen_addresses=127.0.0.1 -c port=${port} -c unix_socket_directories=`;
  mustRun(
    join(binaries, 'pg_ctl'),
    ['-D', data, '-w', '-t', '30', '-l', join(folder, 'log'), '-o', options, 'start'],
    folder,
  );
  const address = (name: string) => `postgres://postgres@127.0.0.1:${port}/${name}`;
  let made = 0;
  return {
    createDatabase: async () => {
      made += 1;
      const name = `ayni_${made}`;
      const admin = new pg.Client({ connectionString: address('postgres') });
      await admin.connect();
      await admin.query(`create database ${name}`);
      await admin.end();
      return address(name);
    },
  };
}
