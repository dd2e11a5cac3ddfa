/**
 * The process is killed without warning in the middle of a broadcast, again and again, and started on the same data:
 * nobody gets it twice, nobody is forgotten, and only what was on its way is unknown.
 * `KILL_PEOPLE=10000 KILL_TIMES=10` makes it as long as wanted.
 */
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { seedCrowd, startBroadcast } from '../../bench/crowd.js';
import { createLimitedPlatform, type LimitedPlatform } from '../../bench/limited.js';
import { freePort, ourEnvironment } from '../../bench/systems.js';
import { buildProgram, killProgram, startProgram } from '../support/program.js';

const people = Number(process.env.KILL_PEOPLE ?? 1_500);
const times = Number(process.env.KILL_TIMES ?? 3);
const perSecond = 800;
const latencyMs = 30;
/** As `startBroadcast` has it. */
const firstBatch = 20;
/** On its way, or noted as about to be: a tenth of a second of the rate, and a commit or two. */
const mostUnknownEach = perSecond * 0.15;

beforeAll(buildProgram, 120_000);
let folder: string;
let platform: LimitedPlatform;
let running: ChildProcess | undefined;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ayni-kill-'));
  platform = await createLimitedPlatform({ perSecond: perSecond * 2, latencyMs, blockMs: 0 });
});
afterEach(async () => {
  running?.kill('SIGKILL');
  await platform.close();
  rmSync(folder, { recursive: true, force: true });
});

const until = async (holds: () => boolean, what: string): Promise<void> => {
  const end = Date.now() + 30_000 + people * 5;
  while (!holds()) {
    if (Date.now() > end) throw new Error(`waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
};

it(
  `kill -9 ${times} times in a broadcast to ${people}: none lost, none doubled, only what was on its way unknown`,
  async () => {
    const port = await freePort();
    const environment: Record<string, string> = {
      ...ourEnvironment(platform.url, port, folder),
      TELEGRAM_MAX_PER_SECOND: String(perSecond),
      QUIET_FROM: '0',
      QUIET_TO: '0',
    };
    const path = join(folder, 'ayni.db');
    const secret = environment.AYNI_SECRET ?? '';
    await seedCrowd({ path, secret, channel: 'telegram', people, firstId: 600_000_000 });
    startBroadcast(path, 'telegram', 'Hay taller en Cusco el sábado.');
    const db = new Database(path, { readonly: true });
    const states = () =>
      Object.fromEntries(
        (
          db
            .prepare("select state, count(*) n from outbox where broadcast_id = 'bench' group by state")
            .all() as { state: string; n: number }[]
        ).map(({ state, n }) => [state, n]),
      );
    for (let round = 0; round < times; round += 1) {
      running = await startProgram(environment);
      // Once within the first batch, then somewhere in its share of the whole.
      const upTo = round === 0 ? firstBatch : people / (times + 1);
      const at = Math.floor((people * round) / (times + 1) + upTo * Math.random());
      await until(() => platform.sent.length >= at, `message ${at}`);
      await killProgram(running);
    }
    running = await startProgram(environment);
    await until(() => {
      const { planned = 0, leased = 0, ...rest } = states();
      const ended = Object.values(rest).reduce((sum, count) => sum + count, 0);
      return planned + leased === 0 && ended === people;
    }, 'the end of the broadcast');
    const { accepted = 0, unknown = 0, ...others } = states();
    expect(others).toEqual({});
    expect(accepted + unknown).toBe(people);
    expect(unknown).toBeLessThanOrEqual(times * mostUnknownEach);
    const got = new Map<string, number>();
    for (const { chat } of platform.sent) got.set(chat, (got.get(chat) ?? 0) + 1);
    expect([...got.values()].filter((count) => count > 1)).toEqual([]);
    // Whoever has nothing on the phone is among the unknown, whom staff see.
    expect(got.size).toBeGreaterThanOrEqual(accepted);
    expect(people - got.size).toBeLessThanOrEqual(unknown);
    db.close();
  },
  120_000 + people * 20,
);
