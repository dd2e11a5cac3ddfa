/** kill -9 under load, restart on the same data, and count what was lost, doubled or repeated. */
import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { Pool } from 'undici';
import { dialogue } from './citizens.js';
import { startSystem } from './systems.js';
import { createWorld, type Shown, telegramWebhook, type Webhook, type World } from './world.js';

export interface KillOptions {
  readonly rounds: number;
  readonly citizens: number;
}

export interface KillResult {
  readonly acknowledged: number;
  readonly inFlight: number;
  /** Citizens whose conversation did not come to its receipt. */
  readonly lost: number;
  readonly doubledProposals: number;
  readonly repeatedReplies: number;
  readonly proposals: number;
}

const platformMs = 20;
const thinkMs = 100;

/** Posts as a platform does: again and again until it is taken. */
async function deliver(pool: () => Pool, webhook: Webhook, onAck: () => void): Promise<void> {
  for (;;) {
    try {
      const { statusCode, body } = await pool().request({
        path: webhook.path,
        method: 'POST',
        headers: webhook.headers,
        body: webhook.body,
      });
      await body.dump();
      if (statusCode === 200) return onAck();
    } catch {
      // Nobody there: the platform tries again.
    }
    await sleep(100);
  }
}

/** The newest message whose words are not those already answered: a repeated reply changes nothing for a citizen. */
async function nextReply(world: World, chat: string, seen: Set<string>): Promise<Shown> {
  for (;;) {
    const fresh = (world.inbox.get(chat) ?? []).find((shown) => !seen.has(shown.text));
    if (fresh) {
      seen.add(fresh.text);
      return fresh;
    }
    await sleep(5);
  }
}

async function converse(world: World, pool: () => Pool, chat: string, onAck: () => void): Promise<void> {
  const seen = new Set<string>();
  const say = async (did: { text: string } | { tap: string }) => {
    await deliver(pool, telegramWebhook(chat, did), onAck);
    const shown = await nextReply(world, chat, seen);
    await sleep(Math.random() * 2 * thinkMs);
    return shown;
  };
  const tap = (shown: Shown) => say({ tap: shown.taps[0] ?? 'nothing to tap' });
  let shown = await say({ text: dialogue.open });
  for (let taps = 0; taps < 3; taps += 1) shown = await tap(shown);
  shown = await say({ text: dialogue.idea });
  await tap(shown);
  shown = await say({ text: dialogue.place });
  await tap(shown);
}

export async function killOnce(citizens: number, killAfterMs: number, giveUpMs: number): Promise<KillResult> {
  const world = await createWorld(platformMs);
  let running = await startSystem('ours-telegram', world.url);
  const { folder } = running;
  const port = Number(new URL(running.url).port);
  let pool = new Pool(running.url, { connections: 40 });
  let acknowledged = 0;
  let done = 0;
  const all = Array.from({ length: citizens }, (_, index) =>
    converse(
      world,
      () => pool,
      String(700_000 + index),
      () => {
        acknowledged += 1;
      },
    ).then(() => {
      done += 1;
    }),
  );
  await sleep(killAfterMs);
  running.process.kill('SIGKILL');
  await new Promise((resolve) => running.process.once('exit', resolve));
  const db = new Database(`${folder}/ayni.db`, { readonly: true });
  const count = (sql: string): number => (db.prepare(sql).get() as { n: number }).n;
  const inFlight = count("select count(*) n from outbox where state = 'leased'");
  const old = pool;
  running = await startSystem('ours-telegram', world.url, { keep: { port, folder } });
  pool = new Pool(running.url, { connections: 40 });
  void old.destroy().catch(() => undefined);
  await Promise.race([Promise.all(all), sleep(giveUpMs)]);
  // Whatever may still be said twice is said by now.
  await sleep(500);
  const proposals = count('select count(*) n from proposal');
  const doubledProposals = count(
    'select count(*) n from (select person_id from proposal group by person_id having count(*) > 1)',
  );
  let repeatedReplies = 0;
  for (const messages of world.inbox.values())
    repeatedReplies += messages.length - new Set(messages.map((shown) => shown.text)).size;
  db.close();
  await running.stop();
  await pool.destroy();
  await world.close();
  rmSync(folder, { recursive: true, force: true });
  return { acknowledged, inFlight, lost: citizens - done, doubledProposals, repeatedReplies, proposals };
}

/** @throws when an acknowledged update is lost, a proposal doubled, or more replies repeated than were in flight. */
export async function runKill({
  rounds,
  citizens,
}: KillOptions): Promise<{ report: string; figures: object }> {
  const results: KillResult[] = [];
  for (let round = 1; round <= rounds; round += 1)
    results.push(await killOnce(citizens, 700 + Math.random() * 900, 30_000));
  const lines = results.map(
    (result, index) =>
      `| ${index + 1} | ${result.acknowledged} | ${result.inFlight} | ${result.lost} | ${result.doubledProposals} | ${result.repeatedReplies} |`,
  );
  const head =
    '| round | acknowledged | in flight at the kill | lost | proposals doubled | replies repeated |\n|---|---|---|---|---|---|';
  const report = `${head}\n${lines.join('\n')}\n`;
  const bad = results.some(
    (result) => result.lost > 0 || result.doubledProposals > 0 || result.repeatedReplies > result.inFlight,
  );
  if (bad) throw new Error(`kill -9 left its mark:\n${report}`);
  return { report, figures: results };
}
