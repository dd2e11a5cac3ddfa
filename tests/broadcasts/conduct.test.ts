/** The conductor: plans, watches the first batch, stops what goes wrong, ends what is through; alone or two together. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Broadcast } from '../../src/broadcasts/broadcast.js';
import { type Conduct, createConduct } from '../../src/broadcasts/conduct.js';
import { createLog } from '../../src/log.js';
import { createBroadcastReport } from '../../src/store/broadcasts/report.js';
import type { OpenedStore } from '../../src/store/open.js';
import type { Settlement } from '../../src/store/store.js';
import {
  addPeople,
  audienceOf,
  claimOf,
  crowd,
  fateByPerson,
  rowsOf,
  sendingOf,
} from '../support/broadcasts.js';
import { memoryStore } from '../support/store.js';
import { settleAs, t0 } from '../support/turns.js';

describe('the conductor', () => {
  let store: OpenedStore;
  let now = t0;
  let woken = 0;
  let conduct: Conduct;
  const create = (): Conduct =>
    createConduct({
      store,
      now: () => now,
      weeklyLimit: 2,
      reportsDelivery: (channel) => channel === 'whatsapp',
      wake: () => {
        woken += 1;
      },
      log: createLog('silent'),
    });
  beforeEach(async () => {
    store = await memoryStore();
    now = t0;
    woken = 0;
    conduct = create();
  });
  afterEach(() => store.close());

  const begin = async (given: Partial<Broadcast> = {}) => {
    await store.broadcasts.create(sendingOf(given));
    await conduct.run();
  };
  const state = async (id = 'b1') => {
    const found = await store.broadcasts.find(id);
    return `${found?.state} ${found?.phase}`;
  };
  /** Sends what may go now; each ends as `end` says. */
  const send = async (
    end: (id: string, index: number) => Settlement,
    channel: 'telegram' | 'whatsapp' = 'telegram',
  ) => {
    const rows = await claimOf(store, 'b1', { channel, now });
    await settleAs(store, ...rows.map(({ id }, index) => end(id, index)));
    return rows.length;
  };
  const fine = (id: string): Settlement => ({ id, to: 'accepted', externalKey: null, at: now });
  const refused = (id: string): Settlement => ({
    id,
    to: 'failed',
    failure: { kind: 'content', code: '400', detail: 'the platform refuses this text' },
    at: now,
  });
  const resume = () =>
    store.broadcasts.setState('b1', { from: ['paused'], to: 'sending', why: null, staffId: 'rosa', now });

  it('leads a broadcast from its people over the first batch to its end', async () => {
    await addPeople(store, ...crowd(30), { id: 'zoe', notices: false });
    await begin({ firstBatch: 5 });
    expect(await state()).toBe('sending first');
    expect(woken).toBeGreaterThan(0);
    expect(await send(fine)).toBe(5);
    expect(await conduct.run()).toBe(true);
    expect(await state()).toBe('sending full');
    expect(await send(fine)).toBe(25);
    expect(await conduct.run()).toBe(true);
    expect(await state()).toBe('done full');
    expect(await conduct.run()).toBe(false);
    expect((await store.broadcasts.find('b1'))?.planned).toBe(31);
  });

  it('waits for the whole first batch, and a moment for what the platform reports of it', async () => {
    await addPeople(store, ...crowd(8, { addresses: [{ channel: 'whatsapp' }] }));
    await begin({ firstBatch: 4 });
    const rows = await claimOf(store, 'b1', { channel: 'whatsapp' });
    const [last, ...others] = rows.map(({ id }) => id);
    await settleAs(store, ...others.map(fine));
    await conduct.run();
    expect(await state()).toBe('sending first');
    await settleAs(store, fine(last ?? ''));
    await conduct.run();
    expect(await state()).toBe('sending first');
    now += 15_000;
    await conduct.run();
    expect(await state()).toBe('sending full');
  });

  it('goes on without a full first batch where there are no more people', async () => {
    await addPeople(store, ...crowd(3));
    await begin({ firstBatch: 20 });
    await send(fine);
    await conduct.run();
    await conduct.run();
    expect(await state()).toBe('done full');
  });

  it('stops a first batch that fails by our fault, and goes on when staff say so', async () => {
    await addPeople(store, ...crowd(20));
    await begin({ firstBatch: 5 });
    await send((id, index) => (index < 3 ? refused(id) : fine(id)));
    await conduct.run();
    expect(await store.broadcasts.find('b1')).toMatchObject({ state: 'paused', why: 'breaker:400' });
    expect(await claimOf(store, 'b1')).toEqual([]);
    await conduct.run();
    await resume();
    await conduct.run();
    expect(await state()).toBe('sending full');
    await send(fine);
    await conduct.run();
    expect(await state()).toBe('done full');
  });

  it('stops later too, and counts anew after each stop; also in a process that begins in between', async () => {
    await addPeople(store, ...crowd(90));
    await begin({ firstBatch: 0 });
    const sendSome = async (count: number, end: (id: string) => Settlement) => {
      const rows = await claimOf(store, 'b1', { limit: count });
      await settleAs(store, ...rows.map(({ id }) => end(id)));
    };
    await sendSome(20, fine);
    await conduct.run();
    await sendSome(12, refused);
    await conduct.run();
    expect(await state()).toBe('paused full');
    await conduct.run();
    await resume();
    await sendSome(9, refused);
    await conduct.run();
    expect(await state()).toBe('sending full');
    conduct = create();
    await conduct.run();
    await sendSome(5, refused);
    await conduct.run();
    expect(await state()).toBe('sending full');
    await sendSome(10, refused);
    await conduct.run();
    expect(await state()).toBe('paused full');
  });

  it('is not lulled by what went well before', async () => {
    await addPeople(store, ...crowd(120));
    await begin({ firstBatch: 0 });
    const sendSome = async (count: number, end: (id: string) => Settlement) => {
      const rows = await claimOf(store, 'b1', { limit: count, now });
      await settleAs(store, ...rows.map(({ id }) => end(id)));
      await conduct.run();
    };
    await sendSome(80, fine);
    now += 10_000;
    await conduct.run();
    await sendSome(12, refused);
    expect(await state()).toBe('paused full');
  });

  it('takes people who blocked us for no fault of the broadcast', async () => {
    await addPeople(store, ...crowd(6));
    await begin({ firstBatch: 5 });
    await send((id) => ({
      id,
      to: 'failed',
      failure: { kind: 'blocked', code: '403', detail: '' },
      at: now,
    }));
    await conduct.run();
    expect(await state()).toBe('sending full');
  });

  it('ends with what nobody knows still listed', async () => {
    await addPeople(store, ...crowd(4));
    await begin();
    await send((id, index) => (index === 0 ? { id, to: 'unknown', detail: 'cut', at: now } : fine(id)));
    await conduct.run();
    expect(await state()).toBe('done full');
    expect(Object.values(await fateByPerson(store, 'b1')).toSorted()).toEqual([
      'accepted',
      'accepted',
      'accepted',
      'unknown',
    ]);
  });

  it('takes what our own end cut off for no fault of the broadcast: others are its first batch, and it is unknown', async () => {
    await addPeople(store, ...crowd(12));
    await begin({ firstBatch: 5 });
    const cut = await claimOf(store, 'b1', { by: 'gone' });
    await store.outbox.leave(
      cut.map(({ id }) => id),
      'gone',
      now,
    );
    expect(await store.outbox.recover({ now, by: 'gone' })).toEqual({ replanned: 0, unknown: 5 });
    await conduct.run();
    expect(await state()).toBe('sending first');
    expect(await send(fine)).toBe(5);
    await conduct.run();
    expect(await state()).toBe('sending full');
    await send(fine);
    await conduct.run();
    expect(await state()).toBe('done full');
    const counts = (await store.broadcasts.fates('b1')).map((one) => [one.state, one.why, one.count]);
    expect(counts.toSorted()).toEqual([
      ['accepted', null, 7],
      ['unknown', 'crash', 5],
    ]);
    const { troubles } = createBroadcastReport(store.sql);
    const told = await troubles('b1', { after: '', limit: 10 });
    expect(told.map((one) => one.state)).toEqual(Array(5).fill('unknown'));
  });

  it('bears more of those than the breaker bears of others, after the first batch too', async () => {
    await addPeople(store, ...crowd(60));
    await begin({ firstBatch: 0 });
    await conduct.run();
    const cut = await claimOf(store, 'b1', { by: 'gone', limit: 20 });
    await store.outbox.leave(
      cut.map(({ id }) => id),
      'gone',
      now,
    );
    await store.outbox.recover({ now, by: 'gone' });
    now += 10_000;
    await conduct.run();
    expect(await state()).toBe('sending full');
    const rows = await claimOf(store, 'b1', { limit: 20, now });
    await settleAs(
      store,
      ...rows.map(
        ({ id }, index): Settlement =>
          index < 12 ? { id, to: 'unknown', detail: 'cut', at: now } : fine(id),
      ),
    );
    await conduct.run();
    expect(await store.broadcasts.find('b1')).toMatchObject({ state: 'paused', why: 'breaker:unknown' });
  });

  it('sweeps a cancelled one, and what comes back from a sender afterwards', async () => {
    await addPeople(store, ...crowd(10));
    await begin();
    const [held] = await claimOf(store, 'b1', { limit: 1 });
    await store.broadcasts.setState('b1', {
      from: ['sending'],
      to: 'cancelled',
      why: 'staff',
      staffId: 'rosa',
      now,
    });
    await conduct.run();
    expect(await store.broadcasts.cancelling()).toEqual(['b1']);
    const back = { id: held?.id ?? '', to: 'planned', dueAt: now, counts: false, failure: null } as const;
    await settleAs(store, back);
    await conduct.run();
    await conduct.run();
    expect(await store.broadcasts.cancelling()).toEqual([]);
    expect(new Set(Object.values(await fateByPerson(store, 'b1')))).toEqual(new Set(['cancelled']));
  });

  it('plans each person once when two are at it and both are killed and begin again', async () => {
    await addPeople(store, ...crowd(300));
    await store.broadcasts.create(sendingOf());
    const others = [conduct, create()];
    const runs = others.map((one) => one.run());
    for (const one of others) one.stop();
    await Promise.all(runs);
    await Promise.all([create().run(), create().run(), create().run()]);
    const rows = await rowsOf(store, 'b1');
    expect(rows).toHaveLength(300);
    expect((await store.broadcasts.find('b1'))?.planned).toBe(300);
    expect(await state()).toBe('sending full');
  });

  it('plans the announcement before the change of it, and drops one that comes after', async () => {
    await addPeople(store, ...crowd(5));
    const about = { entryId: 'e', firstBatch: 0 } as const;
    const change = {
      ...about,
      origin: 'calendar',
      purpose: 'change',
      audience: audienceOf({ told: 'e' }),
    } as const;
    await store.broadcasts.create(sendingOf({ ...change, id: 'a2', entryVersion: 2, startedAt: t0 - 1 }));
    await store.broadcasts.create(sendingOf({ ...about, id: 'z1', purpose: 'event', entryVersion: 1 }));
    await conduct.run();
    expect(new Set(Object.values(await fateByPerson(store, 'z1')))).toEqual(new Set(['replaced']));
    expect(Object.values(await fateByPerson(store, 'a2'))).toEqual(Array(5).fill('planned'));
    await store.broadcasts.create(sendingOf({ ...about, id: 'late', purpose: 'event', entryVersion: 1 }));
    await conduct.run();
    expect(await store.broadcasts.find('late')).toMatchObject({ state: 'cancelled', why: 'replaced' });
    expect(await rowsOf(store, 'late')).toEqual([]);
  });

  it('leads the others on when one fails', async () => {
    await addPeople(store, ...crowd(2));
    await store.broadcasts.create(sendingOf({ id: 'bad' }));
    await store.broadcasts.create(sendingOf({ id: 'good' }));
    const { expand } = store.broadcasts;
    const broken = {
      ...store.broadcasts,
      expand: (...[id, options]: Parameters<typeof expand>) =>
        id === 'bad' ? Promise.reject(new Error('broken')) : expand(id, options),
    };
    const parts = { dialect: store.dialect, broadcasts: broken };
    conduct = createConduct({
      store: parts,
      now: () => now,
      weeklyLimit: 2,
      reportsDelivery: () => false,
      wake: () => {},
      log: createLog('silent'),
    });
    await conduct.run();
    expect(await state('good')).toBe('sending full');
    expect(await state('bad')).toBe('sending expanding');
  });
});
