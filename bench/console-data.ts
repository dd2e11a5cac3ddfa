/** A hundred thousand proposals such as people send, with all that staff hang on them. */
import type Database from 'better-sqlite3';
import { readSamples } from '../src/tags/samples.js';

export interface Filled {
  readonly cycleId: string;
  /** Who is at work; the first reads the pages. */
  readonly staffIds: readonly string[];
  /** The instant the data end at. */
  readonly now: number;
  /** How staff's search text is made from words, code and language. */
  readonly searchable: (text: string, code: string, locale: string) => string;
}

const day = 86_400_000;
/** Words of the mountains, as people write them on a phone. */
const quechua = [
  "Qosqo llaqtapi p'unchaw tuta yakuta munayku, ama qhelli kachunchu",
  'Warmikunapaq runasimipi willakuykuna kachun hampina wasipi',
  'Apu mayuta pichana, chaskinapaq hatun wasita ruwana',
];

/** The same numbers at every run (mulberry32): figures of two runs are about the same data. */
function createChance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const letters = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
const codeOf = (index: number): string => {
  let rest = index;
  let code = '';
  for (let place = 0; place < 4; place += 1) {
    code = (letters[rest % letters.length] ?? '') + code;
    rest = Math.floor(rest / letters.length);
  }
  return `AYNI-${code}`;
};
const idOf = (at: number, index: number): string =>
  `${at.toString(36).toUpperCase().padStart(10, '0')}${String(index).padStart(16, '0')}`;

const columns = [
  ...['id', 'code', 'cycle_id', 'person_id', 'address_id', 'channel', 'text', 'folded', 'sha256', 'locale'],
  ...['place', 'state', 'publish', 'assignee_id', 'institution_id', 'asked_at', 'indexed', 'revision'],
  ...['promised_at', 'created_at', 'answered_at'],
];

export function fillConsole(client: Database.Database, count: number, given: Filled): void {
  const chance = createChance(7);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(chance() * list.length)] as T;
  const samples = readSamples();
  const marks = (many: number) => Array.from({ length: many }, () => '?').join(', ');
  const proposal = client.prepare(
    `insert into proposal (${columns.join(', ')}) values (${marks(columns.length)})`,
  );
  const tag = client.prepare(
    'insert into tag (proposal_id, area, origin, words, staff_id, at) values (?, ?, ?, ?, ?, ?)',
  );
  const answer = client.prepare(
    `insert into answer (id, proposal_id, outcome, reason, state, staff_id, created_at, released_at)
     values (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const file = client.prepare(
    `insert into attachment (id, proposal_id, channel, kind, sealed_ref, state, attempts, due_at, created_at)
     values (?, ?, 'telegram', ?, '', 'stored', 0, 0, ?)`,
  );
  const reply = client.prepare(
    'insert into answer_reply (answer_id, proposal_id, kind, text, at) values (?, ?, ?, ?, ?)',
  );
  const audit = client.prepare(
    'insert into audit (id, at, actor, action, subject, detail) values (?, ?, ?, ?, ?, ?)',
  );
  const outcomes = ['adopted', 'partly-adopted', 'not-adopted', 'deferred', 'out-of-scope'];

  const addOne = (index: number): void => {
    const createdAt = given.now - 60 * day + Math.floor((index / count) * 60 * day);
    const id = idOf(createdAt, index);
    const code = codeOf(index + 30 ** 3);
    const isQuechua = chance() < 0.06;
    const sample = pick(samples);
    const text = isQuechua
      ? `${pick(quechua)} ${index % 97}`
      : `${sample.text}. ${pick(samples).text} ${index % 251 === 0 ? 'desembalse' : ''}`.slice(0, 1500);
    const locale = isQuechua ? 'qu' : 'es';
    const drawn = chance();
    const state = drawn < 0.5 ? 'received' : drawn < 0.7 ? 'in-review' : 'answered';
    const promisedAt = createdAt + 30 * day;
    const place = chance() < 0.1 ? null : `${String(1 + Math.floor(chance() * 25)).padStart(2, '0')}0101`;
    const values = [
      ...[id, code, given.cycleId, `p${index}`, `a${index}`, 'telegram', text],
      ...[given.searchable(text, code, locale), '0'.repeat(64), locale, place, state, 'without-name'],
      ...[chance() < 0.5 ? pick(given.staffIds) : null, chance() < 0.1 ? `actor${index % 12}` : null],
      ...[chance() < 0.01 ? createdAt : null, 0, 1, promisedAt, createdAt],
      state === 'answered' ? createdAt + 10 * day : null,
    ];
    proposal.run(...values);
    const areas = sample.areas.length > 0 ? sample.areas : chance() < 0.5 ? ['other'] : [];
    for (const area of areas) tag.run(id, area, 'suggested', '["agua"]', null, createdAt);
    if (chance() < 0.6) tag.run(id, areas[0] ?? 'other', 'chosen', '[]', null, createdAt);
    if (state !== 'received')
      tag.run(id, chance() < 0.03 ? 'none' : (areas[0] ?? 'other'), 'confirmed', '[]', 's', createdAt);
    if (chance() < 0.1) file.run(`f${index}`, id, chance() < 0.5 ? 'voice' : 'image', createdAt);
    audit.run(`u${index}`, createdAt, 'person', 'proposal.received', code, '{}');
    if (state === 'answered')
      answer.run(
        `r${index}`,
        id,
        pick(outcomes),
        '{"es":"Porque ya se hace"}',
        'released',
        's',
        1,
        createdAt,
      );
    else if (chance() < 0.02)
      answer.run(`r${index}`, id, 'adopted', '{"es":"Porque sí"}', 'draft', 's', 1, null);
    if (state === 'answered' && chance() < 0.02) reply.run(`r${index}`, id, 'disagreed', 'No', createdAt);
  };
  client.transaction(() => {
    for (let index = 0; index < count; index += 1) addOne(index);
  })();
}
