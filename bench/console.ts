/** The console with a hundred thousand proposals: how long each kind of page takes at the server. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { createApp } from '../src/app.js';
import { readConfig } from '../src/config.js';
import { createIds } from '../src/ids.js';
import { createStore, migrationsOf } from '../src/store/open.js';
import { openSqlite } from '../src/store/sqlite.js';
import { searchable } from '../src/text/searchable.js';
import { fillConsole } from './console-data.js';
import { median, quantile } from './numbers.js';

/** Milliseconds in which staff get any page. */
const goalMs = 150;
const first = 'first page of the queue';
const empty = 'search, nothing';

interface Measured {
  readonly name: string;
  readonly path: string;
  readonly p50: number;
  readonly p95: number;
}

const pages = ({
  code,
  me,
}: {
  readonly code: string;
  readonly me: string;
}): readonly (readonly [string, string])[] => [
  [first, '/propuestas'],
  ['newest first', '/propuestas?orden=nuevas'],
  ['all states', '/propuestas?estado=todas'],
  ['answered', '/propuestas?estado=answered'],
  ['mine', '/propuestas?quien=mias'],
  ['of another member', `/propuestas?quien=${me}`],
  ['unassigned', '/propuestas?quien=nadie'],
  ['overdue', '/propuestas?plazo=vencidas'],
  ['due in a week', '/propuestas?plazo=semana'],
  ['an area', '/propuestas?tema=environment'],
  ['not a proposal', '/propuestas?tema=none'],
  ['a region', '/propuestas?region=080000'],
  ['a language', '/propuestas?idioma=qu'],
  ['an institution', '/propuestas?institucion=actor3&estado=todas'],
  ['a stage', '/propuestas?etapa=STAGE&estado=todas'],
  ['a question open', '/propuestas?con=pregunta'],
  ['a draft', '/propuestas?con=borrador'],
  ['disagreement', '/propuestas?con=desacuerdo'],
  ['an outcome', '/propuestas?resultado=adopted'],
  ['area, region and language', '/propuestas?tema=inclusion&region=210000&idioma=qu&estado=todas'],
  ['search, a common word', '/propuestas?q=agua'],
  ['search, a rare word', '/propuestas?q=desembalse&estado=todas'],
  ['search, two words', '/propuestas?q=agua+rio&estado=todas'],
  ['search, Quechua', '/propuestas?q=qusqu&estado=todas'],
  ['search, a code', `/propuestas?q=${code}&estado=todas`],
  [`${empty} found`, '/propuestas?q=zzzz&estado=todas'],
  ['one proposal', `/propuestas/${code}?vista=tema%3Denvironment`],
  ['overview', '/resumen'],
];

async function timed(rounds: number, work: () => Promise<void>): Promise<{ p50: number; p95: number }> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const began = performance.now();
    await work();
    times.push(performance.now() - began);
  }
  return { p50: median(times), p95: quantile(times, 0.95) };
}

/** A database as staff have it after a large cycle. @returns what its indexing took, in seconds. */
async function fill(path: string, count: number): Promise<{ indexSeconds: number; cycleId: string }> {
  const sql = openSqlite({ path, migrations: migrationsOf('sqlite') });
  const newId = createIds();
  const store = createStore(sql, { seal: (text) => text, newId });
  const now = Date.now();
  const { id: cycleId } = await store.cycles.current(now);
  fillConsole(sql.client, count, {
    ...{ cycleId, now, staffIds: ['rosa', 'luis', 'marta'] },
    searchable: (text, code, locale) => searchable([code, text], locale),
  });
  const began = performance.now();
  while ((await store.similar.index(200)) > 0);
  const indexSeconds = (performance.now() - began) / 1000;
  await store.close();
  return { indexSeconds, cycleId };
}

/** @throws when a page is not found, or finds nothing where it should. */
export async function runConsole({
  smoke,
}: {
  readonly smoke: boolean;
}): Promise<{ report: string; figures: object }> {
  const count = smoke ? 1_000 : 100_000;
  const rounds = smoke ? 2 : 20;
  const folder = mkdtempSync(join(tmpdir(), 'ayni-console-'));
  const { indexSeconds } = await fill(join(folder, 'ayni.db'), count);
  const url = 'http://127.0.0.1';
  const app = await createApp(
    readConfig({
      ...{ DATABASE_URL: `file:${join(folder, 'ayni.db')}`, MEDIA_DIR: join(folder, 'media') },
      ...{ AYNI_SECRET: 'only-for-this-benchmark-only-for-this-benchmark', LOG_LEVEL: 'error' },
      ...{ PUBLIC_URL: url, ROLES: 'web', SIMULATOR: 'off' },
    }),
  );
  const link = await app.addStaff({
    ...{ name: 'Ana', email: 'ana@foro.pe', role: 'admin', sector: 'government' },
  } as const);
  giveTo(join(folder, 'ayni.db'), 'ana@foro.pe', 'marta');
  const opened = await app.web.request(link ?? '', { headers: { host: '127.0.0.1' } });
  const cookie = opened.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  const get = async (path: string): Promise<string> => {
    const answer = await app.web.request(`${url}/panel${path}`, { headers: { cookie } });
    const html = await answer.text();
    if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`);
    return html;
  };
  const queue = await get('/propuestas');
  const code = /AYNI-\w{4}/.exec(queue)?.[0] ?? '';
  // The notice ran until today: some of the proposals came in it.
  const stage = /<select id="etapa".*?value="(\w{26})"/s.exec(queue)?.[1] ?? '';
  // What is compiled and read once in a process is no page's own.
  for (let round = 0; round < rounds; round += 1) await get('/propuestas');
  const results: Measured[] = [];
  for (const [name, given] of pages({ code, me: 'rosa' })) {
    const path = given.replace('STAGE', stage);
    const html = await get(path);
    const isFull = html.includes('class="code"');
    if (path.startsWith('/propuestas?') && isFull === name.startsWith(empty))
      throw new Error(`${path} found ${isFull ? 'something' : 'nothing'}`);
    results.push({ name, path, ...(await timed(rounds, async () => void (await get(path)))) });
  }
  results.push(await timeSimilar(join(folder, 'ayni.db'), rounds * 5));
  await app.stop();
  rmSync(folder, { recursive: true, force: true });
  return { report: reportOf(results, count, indexSeconds), figures: { count, indexSeconds, results } };
}

/** Who asks for the pages has proposals of their own. */
function giveTo(path: string, email: string, instead: string): void {
  const client = new Database(path);
  client
    .prepare('update proposal set assignee_id = (select id from staff where email = ?) where assignee_id = ?')
    .run(email, instead);
  client.close();
}

async function timeSimilar(path: string, rounds: number): Promise<Measured> {
  const sql = openSqlite({ path, migrations: migrationsOf('sqlite') });
  const store = createStore(sql, { seal: (text) => text, newId: createIds() });
  const { id: cycleId } = await store.cycles.current(Date.now());
  const ids = sql.client.prepare('select id from proposal order by code').pluck().all() as string[];
  let next = 0;
  const times = await timed(rounds, async () => {
    next = (next + 7919) % ids.length;
    await store.similar.similar(ids[next] ?? '', { cycleId, limit: 5 });
  });
  await store.close();
  return { name: 'similar proposals (the query alone)', path: '', ...times };
}

function reportOf(results: readonly Measured[], count: number, indexSeconds: number): string {
  const baseline = results.find(({ name }) => name === first)?.p50 ?? 1;
  const lines = results.map(
    ({ name, p50, p95 }) =>
      `| ${name} | ${p50.toFixed(1)} | ${p95.toFixed(1)} | ${(p50 / baseline).toFixed(1)}× | ${p95 < goalMs ? '' : 'over'} |`,
  );
  return [
    `### The console with ${count.toLocaleString('en')} proposals, SQLite, milliseconds at the server`,
    '',
    `| page | p50 | p95 | p50 to the first page | goal ${goalMs} ms |`,
    '|---|---|---|---|---|',
    ...lines,
    '',
    `Words of all proposals taken up for finding similar ones in ${indexSeconds.toFixed(0)} s.`,
    '',
  ].join('\n');
}
