/** Broadcasts under a platform's limit: how much of the allowed rate, how many refusals, what talking people feel meanwhile. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { seedCrowd, startBroadcast } from './crowd.js';
import { createLimitedPlatform, type LimitedPlatform } from './limited.js';
import { talkMeanwhile } from './meanwhile.js';
import { quantile } from './numbers.js';
import { freePort, nodeFlags, ourEnvironment } from './systems.js';

export interface BroadcastOptions {
  /** Short runs with few people: does it work, not how fast. */
  readonly smoke: boolean;
}

type System = 'ours' | 'loop' | 'workers' | 'throttler';

interface Case {
  readonly name: string;
  readonly channel: 'telegram' | 'whatsapp';
  readonly perSecond: number;
  readonly people: number;
  readonly blockMs: number;
  readonly systems: readonly System[];
  /** What is longer is cut: peers may never end. */
  readonly mostSeconds: number;
}

export const cases: readonly Case[] = [
  {
    name: '30/s',
    channel: 'telegram',
    perSecond: 30,
    people: 600,
    blockMs: 0,
    systems: ['ours', 'loop', 'workers', 'throttler'],
    mostSeconds: 40,
  },
  {
    name: '30/s, a refusal blocks everything for 3 s',
    channel: 'telegram',
    perSecond: 30,
    people: 600,
    blockMs: 3000,
    systems: ['ours', 'loop', 'workers', 'throttler'],
    mostSeconds: 40,
  },
  {
    name: '80/s',
    channel: 'whatsapp',
    perSecond: 80,
    people: 1600,
    blockMs: 0,
    systems: ['ours'],
    mostSeconds: 40,
  },
  {
    name: '1,000/s',
    channel: 'whatsapp',
    perSecond: 1000,
    people: 20_000,
    blockMs: 0,
    systems: ['ours'],
    mostSeconds: 40,
  },
  {
    name: '1,000/s (paid)',
    channel: 'telegram',
    perSecond: 1000,
    people: 10_000,
    blockMs: 0,
    systems: ['loop', 'workers', 'throttler'],
    mostSeconds: 25,
  },
];

const latencyMs = 50;
const firstId = 52_900_000_000;
const text =
  'El foro invita al taller de Cusco el sábado 5 de diciembre a las 10:00. Escribe BAJA para no recibir avisos.';
/** The first batch waits until it has gone well: the rate counts from here. */
const firstBatch = 40;

export interface CaseResult {
  readonly system: System;
  readonly sent: number;
  readonly perSecond: number;
  readonly ofRate: number;
  readonly refused: number;
  readonly doubled: number;
  readonly replyP95: number | null;
  readonly statusP99: number | null;
  readonly peakMiB: number;
}

export const peakMiBOf = (child: ChildProcess): number =>
  Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;

function startPeer(system: Exclude<System, 'ours'>, one: Case, platform: string): ChildProcess {
  return spawn(process.execPath, ['--import', 'tsx', join(import.meta.dirname, 'peers/broadcast.ts')], {
    env: {
      PATH: process.env.PATH ?? '',
      NODE_ENV: 'production',
      TELEGRAM_API_ROOT: platform,
      MODE: system,
      PER_SECOND: String(one.perSecond),
      PEOPLE: String(one.people),
      FIRST_ID: String(firstId),
      TEXT: text,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

export interface Ours {
  readonly child: ChildProcess;
  readonly url: string;
  readonly folder: string;
}

/** Ours with a crowd in its database; the broadcast begins when `startBroadcast` writes it. */
export async function startOurs(
  platform: string,
  one: Pick<Case, 'channel' | 'people' | 'perSecond'>,
): Promise<Ours> {
  const folder = mkdtempSync(join(tmpdir(), 'ayni-bench-'));
  const port = await freePort();
  const environment: Record<string, string> = {
    ...ourEnvironment(platform, port, folder),
    // At any hour of the day.
    QUIET_FROM: '0',
    QUIET_TO: '0',
    TELEGRAM_MAX_PER_SECOND: String(one.perSecond),
    WHATSAPP_MAX_PER_SECOND: String(one.perSecond),
  };
  const path = join(folder, 'ayni.db');
  await seedCrowd({
    path,
    secret: environment.AYNI_SECRET ?? '',
    channel: one.channel,
    people: one.people,
    firstId,
  });
  const child = spawn(process.execPath, [...nodeFlags, join(import.meta.dirname, '../dist/src/main.js')], {
    env: { PATH: process.env.PATH ?? '', NODE_ENV: 'production', ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise<void>((resolve, reject) => {
    let out = '';
    child.stdout?.on('data', (part: Buffer) => {
      out += part.toString();
      if (out.includes('Public page')) resolve();
    });
    child.once('exit', (code) => reject(new Error(`the process ended with ${code}: ${out}`)));
  });
  return { child, url: `http://127.0.0.1:${port}`, folder };
}

const isOfCrowd = (chat: string, people: number): boolean => {
  const index = Number(chat) - firstId;
  return index >= 0 && index < people;
};

/** Waits until everybody has it or the time is over, then counts. */
async function watch(
  platform: LimitedPlatform,
  one: Case,
  child: ChildProcess,
): Promise<Omit<CaseResult, 'system' | 'replyP95' | 'statusP99'>> {
  const end = performance.now() + one.mostSeconds * 1000;
  const bulk = () => platform.sent.filter(({ chat }) => isOfCrowd(chat, one.people));
  let peakMiB = Number.NaN;
  while (performance.now() < end && bulk().length < one.people && child.exitCode === null) {
    peakMiB = peakMiBOf(child);
    await sleep(200);
  }
  await sleep(300);
  const all = bulk();
  const counted = all.slice(firstBatch);
  const seconds = ((counted.at(-1)?.at ?? 0) - (counted[0]?.at ?? 0)) / 1000;
  const others = platform.sent.filter(
    ({ chat, at }) => !isOfCrowd(chat, one.people) && at >= (counted[0]?.at ?? 0),
  ).length;
  // Replies come out of the same budget.
  const perSecond = (counted.length - 1 + others) / seconds;
  return {
    sent: all.length,
    perSecond,
    ofRate: perSecond / one.perSecond,
    refused: platform.refused,
    doubled: all.length - new Set(all.map(({ chat }) => chat)).size,
    peakMiB,
  };
}

export async function runCase(one: Case, system: System): Promise<CaseResult> {
  const platform = await createLimitedPlatform({ perSecond: one.perSecond, latencyMs, blockMs: one.blockMs });
  try {
    if (system !== 'ours') {
      const child = startPeer(system, one, platform.url);
      const found = await watch(platform, one, child);
      child.kill('SIGKILL');
      return { system, ...found, replyP95: null, statusP99: null };
    }
    const ours = await startOurs(platform.url, one);
    const meanwhile = await talkMeanwhile({
      platform,
      url: ours.url,
      channel: one.channel,
      perSecond: one.perSecond,
    });
    startBroadcast(join(ours.folder, 'ayni.db'), one.channel, text);
    const found = await watch(platform, one, ours.child);
    const { replyMs, statusMs } = await meanwhile.stop();
    ours.child.kill('SIGKILL');
    rmSync(ours.folder, { recursive: true, force: true });
    return {
      system,
      ...found,
      replyP95: quantile(replyMs, 0.95),
      statusP99: statusMs.length > 0 ? quantile(statusMs, 0.99) : null,
    };
  } finally {
    await platform.close();
  }
}

const names: Record<System, string> = {
  ours: 'Ayni',
  loop: 'grammY loop + auto-retry',
  workers: 'grammY, 30 workers + auto-retry',
  throttler: 'grammY throttler + auto-retry',
};
const shown = (value: number | null, places = 0): string => (value === null ? '' : value.toFixed(places));

function lineOf(result: CaseResult, people: number): string {
  const { system, sent, perSecond, ofRate, refused, doubled, replyP95, statusP99, peakMiB } = result;
  return `| ${names[system]} | ${sent} of ${people} | ${perSecond.toFixed(1)} | ${(ofRate * 100).toFixed(0)} % | ${refused} | ${doubled} | ${shown(replyP95)} | ${shown(statusP99)} | ${peakMiB.toFixed(0)} |`;
}

const head =
  '| system | sent | messages/s | of the rate | refused calls | doubled | reply p95 ms | status p99 ms | peak MiB |\n|---|---|---|---|---|---|---|---|---|';

/** @throws when ours sends twice, or leaves anybody out. */
export async function runBroadcast({
  smoke,
}: BroadcastOptions): Promise<{ report: string; figures: object }> {
  const figures: { name: string; results: CaseResult[] }[] = [];
  const tables: string[] = [];
  const chosen = smoke ? [{ ...(cases[2] as Case), people: 240, mostSeconds: 20 }] : cases;
  for (const one of chosen) {
    const results: CaseResult[] = [];
    for (const system of one.systems) results.push(await runCase(one, system));
    const ours = results.find(({ system }) => system === 'ours');
    if (ours && (ours.doubled > 0 || ours.sent < one.people))
      throw new Error(`broadcast at ${one.name}: ${ours.sent} of ${one.people} sent, ${ours.doubled} twice`);
    figures.push({ name: one.name, results });
    const lines = results.map((result) => lineOf(result, one.people));
    tables.push(
      `### ${one.channel === 'telegram' ? 'Telegram' : 'WhatsApp'} at ${one.name}, platform answers in ${latencyMs} ms\n\n${head}\n${lines.join('\n')}\n`,
    );
  }
  return { report: tables.join('\n'), figures };
}
