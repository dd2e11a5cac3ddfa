/** What only the embedded database does: one file, one writer, many writes in one commit, query plans worth watching. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createStore, migrationsOf, type OpenedStore, openSql } from '../../src/store/open.js';
import { once } from '../../src/store/sql.js';
import { openSqlite } from '../../src/store/sqlite.js';
import { planOf, statementsOf } from '../support/plans.js';
import { countIds, testVault } from '../support/store.js';
import { claimAs, greet, outboxOf, proposalOf, reply, t0, turnOf } from '../support/turns.js';

const parts = { seal: testVault.seal, newId: countIds() };

describe('the embedded database', () => {
  let folder: string;
  let path: string;
  let store: OpenedStore;
  let client: Database.Database;
  const opened: { close(): Promise<void> | void }[] = [];
  const open = () => {
    const sql = openSqlite({ path, migrations: migrationsOf('sqlite'), busyMs: 20 });
    opened.push(sql);
    return sql;
  };
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'ayni-sqlite-'));
    path = join(folder, 'ayni.db');
    const sql = open();
    client = sql.client;
    store = createStore(sql, parts);
  });
  afterEach(async () => {
    for (const one of opened.splice(0)) await one.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const count = (name: string) =>
    once((db) =>
      db
        .insert(store.sql.t.counter)
        .values({ name, day: 'd', count: 1 })
        .returning({ name: store.sql.t.counter.name }),
    );

  it('keeps an acknowledged write through a power cut', () => {
    expect(client.pragma('journal_mode', { simple: true })).toBe('wal');
    // 2 is FULL.
    expect(client.pragma('synchronous', { simple: true })).toBe(2);
  });

  it('is found again, migrated once, after a restart', async () => {
    await greet(store, 'ana', [reply('hola')]);
    await store.close();
    opened.splice(0);
    const again = createStore(open(), parts);
    expect((await again.turns.load(['key:ana'])).person?.id).toBe('person:ana');
    expect((await claimAs(again, 'me')).map((row) => row.addressId)).toEqual(['address:ana']);
  });

  it('finds the tables that another process made while it was about to make them', async () => {
    const both = join(folder, 'both.db');
    const prepare = Database.prototype.prepare;
    let others = 0;
    Database.prototype.prepare = function (this: Database.Database, source: string) {
      // Between the look at what is there and the first table.
      if (source === 'BEGIN' && others === 0) {
        others += 1;
        opened.push(openSqlite({ path: both, migrations: migrationsOf('sqlite') }));
      }
      return prepare.call(this, source);
    } as typeof prepare;
    try {
      opened.push(openSqlite({ path: both, migrations: migrationsOf('sqlite') }));
    } finally {
      Database.prototype.prepare = prepare;
    }
    expect(others).toBe(1);
  });

  it('makes the folder of its file, and refuses an address it does not know', async () => {
    const sql = await openSql(`file:${join(folder, 'new', 'deeper', 'ayni.db')}`);
    await sql.close();
    await expect(openSql('mysql://localhost/ayni')).rejects.toThrow('DATABASE_URL');
  });

  it('refuses a write while another process holds it, and takes the next one', async () => {
    const other = new Database(path);
    opened.push({ close: () => void other.close() });
    other.exec('begin immediate');
    await expect(store.turns.commit(turnOf('ana', true))).rejects.toThrow(/locked/);
    expect(await store.turns.load(['key:ana'])).toEqual({});
    other.exec('commit');
    expect(await store.turns.commit(turnOf('ana', true))).toBe('committed');
  });

  it('refuses what does not fit on a full disk, whole, and goes on when there is room', async () => {
    await greet(store, 'ana');
    const pages = Number(client.pragma('page_count', { simple: true }));
    client.pragma(`max_page_count = ${pages}`);
    const long = turnOf('ben', true, { messages: [reply('x'.repeat(200_000))] });
    await expect(store.turns.commit(long)).rejects.toThrow(/full/);
    expect(await store.turns.load(['key:ben'])).toEqual({});
    client.pragma('max_page_count = 1000000');
    expect(await store.turns.commit(long)).toBe('committed');
  });

  it('does not make small writes suffer for a big one that finds the disk full', async () => {
    await greet(store, 'ana');
    await store.sql.write([count('before')]);
    client.pragma(`max_page_count = ${Number(client.pragma('page_count', { simple: true }))}`);
    const results = await Promise.allSettled([
      store.sql.write([count('one')]),
      store.turns.commit(turnOf('ben', true, { messages: [reply('x'.repeat(200_000))] })),
      store.sql.write([count('two')]),
    ]);
    expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    const rows = await store.sql.readOnce((db) => db.select().from(store.sql.t.counter));
    expect(rows.map((row) => row.name)).toEqual(['before', 'one', 'two']);
  });

  it('commits what arrives together at once', async () => {
    const watcher = new Database(path);
    opened.push({ close: () => void watcher.close() });
    const before = watcher.pragma('data_version', { simple: true });
    const writes = Array.from({ length: 50 }, (_, index) => store.sql.write([count(`c${index}`)]));
    // Nothing is written before the end of this turn of the event loop.
    expect(watcher.pragma('data_version', { simple: true })).toBe(before);
    await writes[0];
    expect(watcher.prepare('select count(*) from counter').pluck().get()).toBe(50);
    await Promise.all(writes);
  });

  it('finishes what was asked for before it closes', async () => {
    const written = Promise.all(
      Array.from({ length: 600 }, (_, index) => store.sql.write([count(`c${index}`)])),
    );
    await store.close();
    await written;
    const after = new Database(path);
    opened.splice(0, opened.length, { close: () => void after.close() });
    expect(after.prepare('select count(*) from counter').pluck().get()).toBe(600);
  });

  describe('the query plan', () => {
    const sourcesOf = (work: (watched: OpenedStore) => Promise<unknown>) =>
      statementsOf(client, () => work(store), /^(select|insert|update|delete)/i);
    /** How SQLite would run each of them. */
    const plansOf = async (work: (watched: OpenedStore) => Promise<unknown>): Promise<string[]> =>
      planOf(client, await sourcesOf(work));
    /** A walk over a whole table of citizens' rows; one over the few rows of a partial index is meant. */
    const walks = (plan: readonly string[]) =>
      plan.filter((detail) =>
        /^SCAN (?!.*USING INDEX (?:outbox_leased|broadcast_running))(?!json_each)/.test(detail),
      );

    const tagged = { id: 'p', code: 'c', revision: 1, areas: ['other'], staffId: 's', now: 0 };

    it('of a claim uses the index of due rows and that of leased ones', async () => {
      const plan = await plansOf((watched) => claimAs(watched, 'me'));
      expect(plan).toContain('SEARCH o USING INDEX outbox_due (channel=? AND lane=? AND due_at<?)');
      expect(plan.join('\n')).toMatch(/SEARCH other USING INDEX outbox_leased \(address_id=\?/);
      expect(walks(plan)).toEqual([]);
    });

    it('of a message in or out is made once: a bound limit would have it made anew each time', async () => {
      const sources = await sourcesOf(async (watched) => {
        await watched.turns.load(['a']);
        await watched.turns.load(['a', 'b']);
        await greet(watched, 'ben', [reply('hola')]);
        const status = {
          channel: 'telegram',
          externalId: 'e',
          externalKey: 'k',
          state: 'read',
          at: 0,
        } as const;
        await watched.outbox.statuses([{ ...status, outboxId: 'r' }], 0);
        await watched.outbox.settle([{ id: 'r', to: 'accepted', externalKey: 'k', at: 0 }]);
      });
      expect(sources.length).toBeGreaterThan(5);
      expect(sources.filter((source) => /limit \?/i.test(source))).toEqual([]);
    });

    it.each<[string, (watched: OpenedStore) => Promise<unknown>]>([
      ['a load', (watched) => watched.turns.load(['a', 'b'])],
      ['a turn', (watched) => greet(watched, 'ben', [reply('hola', { replaces: 'held' })])],
      ['a release', (watched) => watched.turns.commit(turnOf('ana', false, { releaseWaiting: true }))],
      [
        'an erasure',
        (watched) => watched.turns.commit(turnOf('ana', false, { effects: [{ kind: 'person.erase' }] })),
      ],
      [
        'a baja',
        (watched) => watched.turns.commit(turnOf('ana', false, { effects: [{ kind: 'notices.stop' }] })),
      ],
      [
        'two people becoming one, and apart again',
        async (watched) => {
          await greet(watched, 'ben');
          await watched.links.open('K', 'person:ben', t0 + 1);
          const merge = {
            kind: 'person.merge',
            key: 'K',
            owner: 'person:ben',
            keep: 'self',
            tell: [],
          } as const;
          await watched.turns.commit(turnOf('ana', false, { effects: [merge] }));
          const split = turnOf('ana', false, { revision: 2, effects: [{ kind: 'person.split' }] });
          return watched.turns.commit(split);
        },
      ],
      [
        'a code of another chat',
        async (watched) => {
          await greet(watched, 'ben');
          await watched.links.open('K', 'person:ben', 9);
          const facts = await watched.turns.load(['key:ana']);
          return watched.turns.need({ need: 'link', key: 'K', now: 0 }, facts);
        },
      ],
      [
        'a notice asked for by its button',
        async (watched) =>
          watched.turns.need({ need: 'notice', broadcastId: 'B' }, await watched.turns.load(['key:ana'])),
      ],
      ['the sweep after it', (watched) => watched.turns.sweepErased()],
      ['a time-out', (watched) => watched.turns.due(0, 10)],
      ['the next due row', (watched) => watched.outbox.nextDue('telegram')],
      [
        'bulk about to leave, and sent back unsent',
        async (watched) => {
          await watched.outbox.leave(['a', 'b'], 'me', 0);
          const back = { to: 'planned', dueAt: 0, counts: false, failure: null, by: 'me' } as const;
          await watched.outbox.settle([
            { ...back, id: 'a' },
            { ...back, id: 'b', unsent: true },
          ]);
        },
      ],
      ['a recovery', (watched) => watched.outbox.recover({ now: 0, by: 'me' })],
      ['cut lines', (watched) => watched.outbox.replanUnknown({ now: 0, olderThan: 0 })],
      [
        'a row that waits',
        (watched) => watched.outbox.settle([{ id: 'r', to: 'waiting', addressId: 'a', at: 0 }]),
      ],
      ['the queue of staff', (watched) => watched.proposals.list({ cycleId: 'c', area: 'other' }, 25)],
      ['the next page of it', (watched) => watched.proposals.list({ cycleId: 'c' }, 25, { at: 1, id: 'x' })],
      ['one proposal', (watched) => watched.proposals.find('AYNI-7K3Q')],
      ['a correction of tags', (watched) => watched.proposals.confirmTags(tagged)],
      ['the notices of a member', (watched) => watched.staffNotices.list('me', { unseen: true, limit: 9 })],
      ['how many they have not seen', (watched) => watched.staffNotices.countUnseen('me')],
      ['what was seen with a page', (watched) => watched.staffNotices.markSeen('me', 0, '/panel')],
      ['the rubrics of a proposal', (watched) => watched.proposals.rubricsOf('p')],
      ['a code asked for', (watched) => watched.glance('AYNI-7K3Q')],
      [
        'own data',
        async (watched) => watched.turns.need({ need: 'own-data' }, await watched.turns.load(['key:ana'])),
      ],
      ['files to fetch', (watched) => watched.attachments.due(0, 10)],
    ])('of %s walks over no table', async (_, work) => {
      const proposal = proposalOf({ id: 'p', code: 'AYNI-7K3Q' });
      await greet(store, 'ana', [], { effects: [{ kind: 'proposal.submit', proposal }] });
      const plan = await plansOf(work);
      expect(plan.length).toBeGreaterThan(0);
      expect(walks(plan)).toEqual([]);
    });
  });

  it('keeps nothing of a group whose commit fails', async () => {
    await greet(store, 'ana', [reply('hola')]);
    client.exec(
      "create temp trigger broken before insert on outbox begin select raise(rollback, 'broken'); end",
    );
    const writes = [turnOf('ben', true, { messages: [reply('a')] }), turnOf('cid', true)];
    const results = await Promise.allSettled(writes.map((turn) => store.turns.commit(turn)));
    expect(results.map((result) => result.status)).toEqual(['rejected', 'rejected']);
    expect(await outboxOf(store)).toHaveLength(1);
    expect(await store.turns.load(['key:cid'])).toEqual({});
  });
});
