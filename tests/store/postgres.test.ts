/** What only the served database does: several processes at once, connections that break. */
import { eq, sql } from 'drizzle-orm';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createStore, type OpenedStore, openSql } from '../../src/store/open.js';
import { once } from '../../src/store/sql.js';
import { audienceOf, broadcastOf } from '../support/broadcasts.js';
import { hasPostgres, startPostgres } from '../support/postgres.js';
import { countIds, testVault } from '../support/store.js';
import { claimAs, greet, minute, outboxOf, reply, t0, turnOf } from '../support/turns.js';

describe.runIf(hasPostgres())('the served database', () => {
  let url: string;
  let opened: OpenedStore[];
  beforeEach(async () => {
    url = await (await startPostgres()).createDatabase();
    opened = [];
  });
  afterEach(async () => {
    for (const store of opened) await store.close();
  });

  const open = async (): Promise<OpenedStore> => {
    const store = createStore(await openSql(url), { seal: testVault.seal, newId: countIds() });
    opened.push(store);
    return store;
  };
  /** What a restarting server does to everybody else's connections. @returns how many it cut. */
  const cutConnections = async (only = 'true'): Promise<number> => {
    const admin = new pg.Client({ connectionString: url });
    await admin.connect();
    const cut = await admin.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid() and ${only}`,
    );
    await admin.end();
    return cut.rowCount ?? 0;
  };
  const pause = once((db) => db.select({ slept: sql`pg_sleep(0.1)` }).from(sql`(select 1) one`));

  it('is set up once by processes that start together', async () => {
    const [first, ...others] = await Promise.all([open(), open(), open()]);
    await greet(first, 'ana');
    for (const other of others) expect((await other.turns.load(['key:ana'])).person?.id).toBe('person:ana');
  });

  it('says that it cannot be reached, and leaves nothing open', async () => {
    await expect(openSql('postgres://postgres@127.0.0.1:1/nowhere')).rejects.toThrow(/ECONNREFUSED/);
  });

  it('settles batches that name the same rows in opposite orders', async () => {
    const [one, two] = [await open(), await open()];
    const ids = await greet(
      one,
      'ana',
      Array.from({ length: 40 }, (_, index) => reply(`m${index}`)),
    );
    await claimAs(one, 'me');
    const ends = ids.map((id) => ({ id, to: 'accepted', externalKey: `x:${id}`, at: t0 }) as const);
    const reports = ends.map(({ externalKey, id }) => ({
      channel: 'telegram' as const,
      externalId: 'unused',
      externalKey,
      outboxId: id,
      state: 'read' as const,
      at: t0,
    }));
    await Promise.all([
      one.outbox.settle(ends),
      two.outbox.statuses(reports.toReversed(), t0),
      two.outbox.settle(ends.toReversed()),
    ]);
    expect(new Set((await outboxOf(one)).map((row) => row.state))).toEqual(new Set(['read']));
  });

  it('runs a write again that the database ended because two waited for each other', async () => {
    const [one, two] = [await open(), await open()];
    const { budget } = one.sql.t;
    await one.outbox.pause('a', t0);
    await one.outbox.pause('b', t0);
    const add = (name: string) =>
      once((db) =>
        db
          .update(budget)
          .set({ nextAt: sql`${budget.nextAt} + 1` })
          .where(eq(budget.name, name))
          .returning({ name: budget.name }),
      );
    await Promise.all([
      one.sql.write([add('a'), pause, add('b')]),
      two.sql.write([add('b'), pause, add('a')]),
    ]);
    const rows = await one.sql.readOnce((db) => db.select().from(budget));
    expect(rows.map((row) => row.nextAt)).toEqual([2, 2]);
  });

  it('plans one row for two people who become one while they are being planned', async () => {
    const one = await open();
    const effects = [{ kind: 'person.set', set: { adultEnoughAt: t0, notices: true } }] as const;
    for (const who of ['ana', 'ben']) await greet(one, who, [], { effects });
    await one.links.open('K', 'person:ana', t0 + minute);
    await one.broadcasts.create(
      broadcastOf({ id: 'B', audience: audienceOf({ channels: [], locales: [] }), state: 'approved' }),
    );
    await one.broadcasts.start('B', { revision: 1, staffId: 's', now: t0 });

    // Another's row under the same id, not yet committed, holds the planning in its middle.
    const other = new pg.Client({ connectionString: url });
    await other.connect();
    await other.query(`begin; insert into outbox (id, key, address_id, channel, lane, purpose, message, state, attempts, due_at, planned_at)
      values ('B.person:ben', 'x', 'x', 'telegram', 'bulk', 'notice', '{}', 'planned', 0, 0, 0)`);
    // A transaction would see the same activity for ever.
    const watch = new pg.Client({ connectionString: url });
    await watch.connect();
    const waiting = async (event: string) =>
      (await watch.query('select 1 from pg_stat_activity where wait_event = $1', [event])).rowCount ?? 0;
    const planning = one.broadcasts.expand('B', { now: t0, weeklyLimit: 2, chunk: 10 });
    await expect.poll(() => waiting('transactionid')).toBe(1);
    let isMerged = false;
    const merging = one.turns
      .commit({
        ...turnOf('ben', false, {
          revision: (await one.turns.load(['key:ben'])).revision ?? 0,
          effects: [{ kind: 'person.merge', key: 'K', owner: 'person:ana', keep: 'owner', tell: [] }],
        }),
      })
      .finally(() => {
        isMerged = true;
      });
    await expect.poll(async () => isMerged || (await waiting('advisory')) > 0).toBe(true);
    await other.query('rollback');
    await Promise.all([other.end(), watch.end()]);
    await planning;
    expect(await merging).toBe('committed');
    const rows = (await outboxOf(one)).filter(({ broadcastId }) => broadcastId === 'B');
    expect(rows.map(({ addressId, state, why }) => [addressId, state, why])).toEqual([
      ['address:ana', 'planned', null],
      ['address:ben', 'suppressed', 'already-told'],
    ]);
  });

  it('goes on after its idle connections were cut', async () => {
    const store = await open();
    await greet(store, 'ana');
    expect(await cutConnections()).toBeGreaterThan(0);
    // Until the news of the cut has come, a question may still meet a dead connection.
    await expect.poll(async () => (await store.turns.load(['key:ana'])).person?.id).toBe('person:ana');
  });

  it('rejects a write whose connection was cut in the middle, and keeps nothing of it', async () => {
    const store = await open();
    const { counter } = store.sql.t;
    const count = once((db) =>
      db.insert(counter).values({ name: 'cut', day: 'd', count: 1 }).returning({ name: counter.name }),
    );
    const writing = store.sql.write([count, pause, pause, pause, pause]).then(
      () => 'kept',
      () => 'rejected',
    );
    await expect.poll(() => cutConnections("wait_event = 'PgSleep'"), { timeout: 10_000 }).toBe(1);
    expect(await writing).toBe('rejected');
    expect(await store.sql.readOnce((db) => db.select().from(counter))).toEqual([]);
  });
});
