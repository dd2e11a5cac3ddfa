/** Answering thousands at once: written as drafts, released by one decision, planned in stretches; against one by one. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import Database from 'better-sqlite3';
import type { AnswerWords } from '../src/answers/answer.js';
import { createTell } from '../src/answers/message.js';
import { createBatchRelease } from '../src/answers/release.js';
import { createIds } from '../src/ids.js';
import { createLog } from '../src/log.js';
import { createVault } from '../src/people/vault.js';
import { type OpenedStore, openStore } from '../src/store/open.js';
import { type CitizenKey, createSay } from '../src/text/texts.js';
import { seedCrowd } from './crowd.js';
import { median } from './numbers.js';

export interface AnswersRound {
  readonly answers: number;
  /** All drafts, in one transaction. */
  readonly draftMs: number;
  /** From the decision until the last message is planned. */
  readonly releaseMs: number;
  /** Longest time the event loop was held while the messages were planned. */
  readonly longestHoldMs: number;
  /** Milliseconds an answer, drafted and released by itself, one after the other. */
  readonly singleMs: number;
  /** The whole by batch, in parts of the time one by one takes. */
  readonly ratio: number;
}

const secret = 'a secret for the benchmark alone, long enough';
const say = createSay<CitizenKey>('citizen');
const tell = createTell(say);
const by = { staffId: 'bench' };
const words: AnswerWords = {
  outcome: 'not-adopted',
  reason: { es: 'El plan de este año no puede pagar obras: eso lo decide el presupuesto de tu región.' },
  personal: {},
  commitment: null,
  commitmentId: null,
};

/** Each person of the crowd has proposed once. */
export function plantProposals(path: string): { readonly cycleId: string } {
  const db = new Database(path);
  const { id: cycleId } = db.prepare('select id from cycle where current = 1').get() as { id: string };
  db.prepare(
    `insert into proposal (id, code, cycle_id, person_id, address_id, channel, text, folded, sha256, locale, place, state, publish, source, assignee_id, revision, promised_at, created_at, answered_at)
     select 'p' || a.id, 'AYNI-' || a.rowid, ?, a.person_id, a.id, a.channel, 'Que haya agua en mi barrio', 'que haya agua en mi barrio', hex(randomblob(32)), 'es', p.place, 'received', 'no', null, null, 1, a.created_at + 2592000000, a.created_at, null
     from address a join person p on p.id = a.person_id`,
  ).run(cycleId);
  db.close();
  return { cycleId };
}

async function seenBy(store: OpenedStore, cycleId: string) {
  const { proposal } = store.sql.t;
  const rows = await store.sql.readOnce((db) =>
    db.select({ proposalId: proposal.id, code: proposal.code, revision: proposal.revision }).from(proposal),
  );
  return { cycleId, rows };
}

async function oneByOne(store: OpenedStore, rows: readonly Seen[], newId: () => string): Promise<number> {
  const began = performance.now();
  for (const row of rows) {
    const id = newId();
    const own = { ...words, personal: { es: `Gracias por ${row.code}.` } };
    await store.answers.saveDraft({ ...by, now: Date.now(), ...row, id, words: own });
    await store.answers.release(id, { ...by, now: Date.now(), revision: 1, rule: 'none', tell });
  }
  return (performance.now() - began) / rows.length;
}
interface Seen {
  readonly proposalId: string;
  readonly code: string;
  readonly revision: number;
}

async function inOneBatch(store: OpenedStore, cycleId: string, rows: readonly Seen[]) {
  const { answers } = store;
  const batchId = await answers.createBatch({ ...by, now: Date.now(), cycleId, title: 'bench' });
  const personal = Object.fromEntries(
    rows.map((row) => [row.proposalId, { es: `Gracias por ${row.code}.` }]),
  );
  const began = performance.now();
  const drafted = await answers.draftMany({
    ...by,
    now: Date.now(),
    batchId,
    proposals: rows,
    words,
    personal,
  });
  const draftMs = performance.now() - began;
  const batch = await answers.batch(batchId);
  const release = createBatchRelease({
    dialect: store.dialect,
    answers,
    sayIn: () => say,
    quietUntil: async () => null,
    now: Date.now,
    wake: () => {},
    log: createLog('silent'),
  });
  const held = monitorEventLoopDelay({ resolution: 1 });
  held.enable();
  const released = performance.now();
  const decided = await answers.releaseBatch(batchId, {
    ...by,
    now: Date.now(),
    revision: batch?.revision ?? 0,
    expected: rows.length,
    rule: 'none',
  });
  const count = await release.run();
  const releaseMs = performance.now() - released;
  held.disable();
  if (!('kept' in drafted) || decided !== 'kept' || count !== rows.length)
    throw new Error(`not all were answered: ${count} of ${rows.length}`);
  return { draftMs, releaseMs, longestHoldMs: held.max / 1e6 };
}

async function round(answers: number, singles: number): Promise<AnswersRound> {
  const folder = mkdtempSync(join(tmpdir(), 'ayni-answers-'));
  const path = join(folder, 'ayni.db');
  try {
    await seedCrowd({ path, secret, channel: 'telegram', people: answers + singles, firstId: 700_000_000 });
    const { cycleId } = plantProposals(path);
    const newId = createIds();
    const store = await openStore({ url: `file:${path}`, seal: createVault(secret).seal, newId });
    const { rows } = await seenBy(store, cycleId);
    const singleMs = await oneByOne(store, rows.slice(0, singles), newId);
    const batch = await inOneBatch(store, cycleId, rows.slice(singles));
    await store.close();
    const ratio = (batch.draftMs + batch.releaseMs) / (singleMs * answers);
    return { answers, singleMs, ...batch, ratio };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export async function runAnswers(options: {
  smoke: boolean;
  rounds: number;
}): Promise<{ report: string; figures: object }> {
  const [answers, singles] = options.smoke ? [500, 50] : [5_000, 500];
  const rounds: AnswersRound[] = [];
  for (let index = 0; index < options.rounds; index += 1) rounds.push(await round(answers, singles));
  const of = (name: keyof AnswersRound) => median(rounds.map((one) => one[name]));
  const report = `### Answering ${answers.toLocaleString('en')} at once, SQLite, median of ${rounds.length}

| answers | drafts in one transaction, ms | released and planned, ms | longest hold of the loop meanwhile, ms | one by one: ms an answer | the batch, in parts of one by one |
|---|---|---|---|---|---|
| ${answers.toLocaleString('en')} | ${of('draftMs').toFixed(0)} | ${of('releaseMs').toFixed(0)} | ${of('longestHoldMs').toFixed(0)} | ${of('singleMs').toFixed(1)} | ${of('ratio').toFixed(2)} |
`;
  return { report, figures: { rounds } };
}
