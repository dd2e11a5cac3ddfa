/** A broadcast to a million: how much memory planning and sending take, and how long the event loop is ever held. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { peakMiBOf, startOurs } from './broadcast.js';
import { startBroadcast } from './crowd.js';
import { createLimitedPlatform } from './limited.js';

export interface MillionResult {
  readonly people: number;
  readonly planned: number;
  readonly fanOutSeconds: number;
  /** Longest answer of `/healthz` while rows were planned: the loop was held no longer than that. */
  readonly longestWaitMs: number;
  readonly p99WaitMs: number;
  readonly peakMiB: number;
}

const perSecond = 1000;
const probeMs = 5;
/** Sending goes on this long beside and after the planning. */
const sendingMs = 15_000;

/** Asks for `/healthz` again and again over one connection. */
function probe(url: string): { stop(): Promise<number[]> } {
  const waits: number[] = [];
  let stopped = false;
  const run = async (): Promise<void> => {
    const { Client } = await import('undici');
    const client = new Client(url);
    while (!stopped) {
      const began = performance.now();
      const { body } = await client.request({ path: '/healthz', method: 'GET' });
      await body.dump();
      waits.push(performance.now() - began);
      await sleep(probeMs);
    }
    await client.close();
  };
  const running = run();
  return {
    stop: async () => {
      stopped = true;
      await running;
      return waits.sort((one, other) => one - other);
    },
  };
}

async function planFor(people: number): Promise<MillionResult> {
  const platform = await createLimitedPlatform({ perSecond, latencyMs: 50, blockMs: 0 });
  const ours = await startOurs(platform.url, { channel: 'telegram', people, perSecond });
  const path = join(ours.folder, 'ayni.db');
  const db = new Database(path, { readonly: true });
  const state = () =>
    db.prepare("select phase, planned from broadcast where id = 'bench'").get() as
      | { phase: string; planned: number }
      | undefined;
  await sleep(1000);
  const probing = probe(ours.url);
  startBroadcast(
    path,
    'telegram',
    'Aviso del foro: el calendario nuevo está publicado. Escribe BAJA para no recibir avisos.',
  );
  const began = performance.now();
  while (state()?.phase === 'expanding') await sleep(20);
  const fanOutSeconds = (performance.now() - began) / 1000;
  const waits = await probing.stop();
  await sleep(Math.max(0, sendingMs - fanOutSeconds * 1000));
  const peakMiB = peakMiBOf(ours.child);
  const planned = state()?.planned ?? 0;
  db.close();
  ours.child.kill('SIGKILL');
  await platform.close();
  rmSync(ours.folder, { recursive: true, force: true });
  const longestWaitMs = waits.at(-1) ?? 0;
  const p99WaitMs = waits[Math.floor(waits.length * 0.99)] ?? 0;
  return { people, planned, fanOutSeconds, longestWaitMs, p99WaitMs, peakMiB };
}

/** @throws when somebody was not planned for. */
export async function runMillion({
  smoke,
}: {
  readonly smoke: boolean;
}): Promise<{ report: string; figures: object }> {
  const sizes = smoke ? [2000] : [10_000, 1_000_000];
  const results: MillionResult[] = [];
  for (const people of sizes) {
    const result = await planFor(people);
    if (result.planned !== people) throw new Error(`${result.planned} of ${people} people have a row`);
    results.push(result);
  }
  const head =
    '| people | planned in s | longest wait of a request meanwhile, ms | p99 | peak MiB |\n|---|---|---|---|---|';
  const lines = results.map(
    (one) =>
      `| ${one.people.toLocaleString('en')} | ${one.fanOutSeconds.toFixed(1)} | ${one.longestWaitMs.toFixed(0)} | ${one.p99WaitMs.toFixed(0)} | ${one.peakMiB.toFixed(0)} |`,
  );
  return {
    report: `### Planning a broadcast, SQLite, 1,000 messages a second leaving meanwhile\n\n${head}\n${lines.join('\n')}\n`,
    figures: results,
  };
}
