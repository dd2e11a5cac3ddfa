/**
 * The process is killed without warning while a batch of answers is leaving, and started on the same data: everybody is
 * answered, nobody hears it twice.
 */
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { plantProposals } from '../../bench/answers.js';
import { seedCrowd } from '../../bench/crowd.js';
import { createLimitedPlatform, type LimitedPlatform } from '../../bench/limited.js';
import { freePort, ourEnvironment } from '../../bench/systems.js';
import { createIds } from '../../src/ids.js';
import { openStore } from '../../src/store/open.js';
import { wordsOf } from '../support/answer-words.js';
import { buildProgram, killProgram, startProgram } from '../support/program.js';
import { testVault } from '../support/store.js';

const people = 1_000;
const perSecond = 800;
const by = { staffId: 'rosa', now: Date.now() };

beforeAll(buildProgram, 120_000);
let folder: string;
let platform: LimitedPlatform;
let running: ChildProcess | undefined;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ayni-answers-kill-'));
  platform = await createLimitedPlatform({ perSecond: perSecond * 2, latencyMs: 20, blockMs: 0 });
});
afterEach(async () => {
  running?.kill('SIGKILL');
  await platform.close();
  rmSync(folder, { recursive: true, force: true });
});

const until = async (holds: () => boolean, what: string): Promise<void> => {
  const end = Date.now() + 60_000;
  while (!holds()) {
    if (Date.now() > end) throw new Error(`waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
};

/** One answer for all, released: the clock's process takes it from here. */
async function releaseAll(path: string, cycleId: string): Promise<void> {
  const store = await openStore({ url: `file:${path}`, seal: testVault.seal, newId: createIds() });
  const { answers, sql } = store;
  const { proposal } = sql.t;
  const proposals = await sql.readOnce((db) =>
    db.select({ proposalId: proposal.id, code: proposal.code, revision: proposal.revision }).from(proposal),
  );
  const batchId = await answers.createBatch({ ...by, cycleId, title: 'Agua' });
  await answers.draftMany({ ...by, batchId, proposals, words: wordsOf(), personal: {} });
  const { revision = 0 } = (await answers.batch(batchId)) ?? {};
  const decided = await answers.releaseBatch(batchId, { ...by, revision, expected: people, rule: 'none' });
  expect(decided).toBe('kept');
  await store.close();
}

it(`kill -9 while ${people} answers are leaving: all are answered, none twice`, async () => {
  const environment: Record<string, string> = {
    ...ourEnvironment(platform.url, await freePort(), folder),
    TELEGRAM_MAX_PER_SECOND: String(perSecond),
    QUIET_FROM: '0',
    QUIET_TO: '0',
  };
  const path = join(folder, 'ayni.db');
  const secret = environment.AYNI_SECRET ?? '';
  await seedCrowd({ path, secret, channel: 'telegram', people, firstId: 800_000_000 });
  await releaseAll(path, plantProposals(path).cycleId);
  const db = new Database(path, { readonly: true });
  const count = (query: string) => (db.prepare(query).get() as { n: number }).n;
  const released = () => count("select count(*) n from answer where state = 'released'");

  running = await startProgram(environment);
  await until(() => released() > 0, 'the first stretch');
  await killProgram(running);
  expect(released()).toBeLessThanOrEqual(people);
  running = await startProgram(environment);
  await until(() => platform.sent.length > people / 2, 'half of the messages');
  await killProgram(running);
  running = await startProgram(environment);
  const open = () => count("select count(*) n from outbox where state in ('planned', 'leased')");
  await until(() => released() === people && open() === 0, 'the end');

  const perChat = new Map<string, number>();
  for (const { chat } of platform.sent) perChat.set(chat, (perChat.get(chat) ?? 0) + 1);
  expect(Math.max(...perChat.values())).toBe(1);
  const unknown = count("select count(*) n from outbox where state = 'unknown'");
  // Who was not written to was on the way when the process fell: staff see it, and nothing is said twice.
  expect(perChat.size).toBeGreaterThanOrEqual(people - unknown);
  expect(count('select count(*) n from outbox')).toBe(people);
  expect(count("select count(*) n from proposal where state = 'answered'")).toBe(people);
  expect(count("select count(*) n from audit where action = 'proposal.answered'")).toBe(people);
  expect(count("select count(*) n from answer_batch where state = 'released'")).toBe(1);
  db.close();
}, 120_000);
