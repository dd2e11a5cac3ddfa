/** The systems measured, each as a process of its own with production settings. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { secrets } from './world.js';

export type SystemName = 'ours-telegram' | 'ours-whatsapp' | 'bare' | 'conversations';

export interface Running {
  readonly url: string;
  readonly process: ChildProcess;
  readonly folder: string;
  /** CPU seconds used so far by the whole process. */
  cpuSeconds(): number;
  /** Peak memory, MiB. */
  peakMiB(): number;
  stop(): Promise<void>;
}

const root = join(import.meta.dirname, '..');
const ticksPerSecond = 100;

export const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });

/** As in deploy/ayni.service. */
export const nodeFlags = ['--max-semi-space-size=4', '--max-old-space-size=256'];

/** Everything ours needs, at rates no platform would allow, so that only the code is the limit. */
export const ourEnvironment = (platform: string, port: number, folder: string): Record<string, string> => ({
  PORT: String(port),
  PUBLIC_URL: `http://127.0.0.1:${port}`,
  DATABASE_URL: `file:${join(folder, 'ayni.db')}`,
  MEDIA_DIR: join(folder, 'media'),
  AYNI_SECRET: 'a secret for the benchmark, forty letters',
  SIMULATOR: 'off',
  LOG_LEVEL: 'warn',
  TELEGRAM_BOT_TOKEN: secrets.token,
  TELEGRAM_API_ROOT: platform,
  TELEGRAM_MODE: 'webhook',
  TELEGRAM_WEBHOOK_SECRET: secrets.telegram,
  TELEGRAM_MAX_PER_SECOND: '10000',
  WHATSAPP_ACCESS_TOKEN: 't',
  WHATSAPP_PHONE_NUMBER_ID: '1',
  WHATSAPP_APP_SECRET: secrets.whatsapp,
  WHATSAPP_VERIFY_TOKEN: 'v',
  WHATSAPP_API_ROOT: platform,
  WHATSAPP_MAX_PER_SECOND: '10000',
});

const ready = (child: ChildProcess, word: RegExp): Promise<void> =>
  new Promise((resolve, reject) => {
    let out = '';
    child.stdout?.on('data', (part: Buffer) => {
      out += part.toString();
      if (word.test(out)) resolve();
    });
    child.once('exit', (code) => reject(new Error(`the process ended with ${code}: ${out}`)));
  });

export interface StartOptions {
  /** Start again where an earlier process stood; its data stay when this one stops. */
  readonly keep?: { readonly port: number; readonly folder: string };
  /** Folder for a CPU profile, written when the process stops. */
  readonly profileTo?: string;
  /** What node runs instead of the built app. */
  readonly entry?: readonly string[];
}

export async function startSystem(
  name: SystemName,
  platform: string,
  { keep, profileTo, entry }: StartOptions = {},
): Promise<Running> {
  const port = keep?.port ?? (await freePort());
  const folder = keep?.folder ?? mkdtempSync(join(tmpdir(), 'ayni-bench-'));
  const ours = name.startsWith('ours');
  const args = ours
    ? (entry ?? [join(root, 'dist/src/main.js')])
    : ['--import', 'tsx', join(root, 'bench/peers', `${name}.ts`)];
  const env = ours
    ? ourEnvironment(platform, port, folder)
    : { PORT: String(port), TELEGRAM_API_ROOT: platform, DATABASE: join(folder, 'peer.db') };
  const profiling = profileTo === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profileTo}`];
  const child = spawn(process.execPath, [...profiling, ...args], {
    cwd: root,
    env: { PATH: process.env.PATH ?? '', NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await ready(child, ours ? /Public page/ : /ready/);
  const pid = child.pid ?? 0;
  return {
    url: `http://127.0.0.1:${port}`,
    process: child,
    folder,
    cpuSeconds: () => {
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
      return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
    },
    peakMiB: () =>
      Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024,
    stop: async () => {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill(profileTo === undefined ? 'SIGKILL' : 'SIGTERM');
      await gone;
      if (!keep) rmSync(folder, { recursive: true, force: true });
    },
  };
}
