/** How the embedded database runs what broadcasts ask: by an index each, whatever a million people there are. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createStore, migrationsOf, type OpenedStore } from '../../src/store/open.js';
import { openSqlite } from '../../src/store/sqlite.js';
import {
  addPeople,
  audienceOf,
  claimOf,
  crowd,
  expandAll,
  sendingOf,
  sendTo,
} from '../support/broadcasts.js';
import { planOf, statementsOf } from '../support/plans.js';
import { countIds, testVault } from '../support/store.js';
import { t0 } from '../support/turns.js';

describe('the query plan', () => {
  let store: OpenedStore;
  let client: ReturnType<typeof openSqlite>['client'];
  beforeEach(() => {
    const sql = openSqlite({ path: ':memory:', migrations: migrationsOf('sqlite') });
    client = sql.client;
    store = createStore(sql, { seal: testVault.seal, newId: countIds() });
  });
  afterEach(() => store.close());

  /** Of every statement `work` prepares. */
  const plansOf = async (work: () => Promise<unknown>, kind?: RegExp) =>
    planOf(client, await statementsOf(client, work, kind));
  /** Walks over people or their rows; a stretch that was cut out before is what is meant to be walked. */
  const walks = (plan: readonly string[]) =>
    plan.filter((detail) => /^SCAN (?!judged|walked|grouped|piece|broadcast\b)/.test(detail));
  const sorts = (plan: readonly string[]) =>
    plan.filter((detail) => detail.includes('TEMP B-TREE FOR ORDER BY'));
  const options = { now: t0, weeklyLimit: 2, templates: 'all' } as const;
  const change = {
    purpose: 'change',
    entryId: 'e',
    entryVersion: 3,
    audience: audienceOf({ told: 'e' }),
  } as const;
  const everything = audienceOf({ regions: ['08'], areas: ['a'], reminded: 'e' });

  it.each<[string, () => Promise<unknown>]>([
    ['planning a notice', () => sendTo(store, { id: 'b2' })],
    ['planning a change', () => sendTo(store, { ...change, id: 'b2' })],
    ['planning with every condition', () => sendTo(store, { id: 'b2', audience: everything })],
    ['a preview', () => store.broadcasts.preview(sendingOf({ id: 'b2' }), options)],
    ['a preview of a change', () => store.broadcasts.preview(sendingOf({ ...change, id: 'b2' }), options)],
    ['fates', () => store.broadcasts.fates('b1')],
    ['progress', () => store.broadcasts.progress('b1')],
    ['what was tried', () => store.broadcasts.attempts('b1', 'all')],
    ['whether it is over', () => store.broadcasts.isOpen('b1')],
    ['a sweep', () => store.broadcasts.sweepCancelled('b1', 10, t0)],
    ['a move to another channel', () => store.broadcasts.fallback('b1.p00001', t0)],
    ['what is running', () => store.broadcasts.running()],
  ])('of %s walks over no table of people', async (_, work) => {
    await addPeople(store, ...crowd(20));
    await sendTo(store);
    const plan = await plansOf(work);
    expect(plan.length).toBeGreaterThan(0);
    expect(walks(plan)).toEqual([]);
  });

  it('of a claim takes rows in the order of its index, however many are due', async () => {
    await addPeople(store, ...crowd(20));
    await sendTo(store);
    const plan = await plansOf(() => claimOf(store, 'b1'), /^update/);
    const due = 'SEARCH o USING INDEX outbox_broadcast_due (broadcast_id=? AND channel=? AND due_at<?)';
    expect(plan).toContain(due);
    expect(plan.join('\n')).toMatch(/SEARCH other USING INDEX outbox_leased \(address_id=\?/);
    expect([...walks(plan), ...sorts(plan)]).toEqual([]);
  });

  it('of a sweep takes rows in the same order', async () => {
    await addPeople(store, ...crowd(20));
    await sendTo(store);
    const plan = await plansOf(() => store.broadcasts.sweepCancelled('b1', 5, t0), /^update/);
    expect(plan.join('\n')).toMatch(/SEARCH o USING (COVERING )?INDEX outbox_broadcast_due/);
    expect([...walks(plan), ...sorts(plan)]).toEqual([]);
  });

  it('of a stretch follows people by their ids, and sorts nothing but the addresses of one', async () => {
    await addPeople(store, ...crowd(20));
    await store.broadcasts.create(sendingOf({ ...change }));
    const plan = await plansOf(() => expandAll(store, 'b1'));
    expect(plan.join('\n')).toMatch(/SEARCH p USING INDEX sqlite_autoindex_person_1 \(id>\? AND id<\?\)/);
    expect(plan.join('\n')).toMatch(/SEARCH told (EXISTS )?USING INDEX outbox_key \(key=\?\)/);
    const [first = -1] = plan.flatMap((detail, index) => (sorts([detail]).length > 0 ? [index - 1] : []));
    expect(plan[first]).toMatch(/^SEARCH b USING INDEX address_person/);
  });
});
