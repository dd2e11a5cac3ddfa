/** "Baja" and "not for me" while a broadcast is under way: whatever the row was doing at that moment, it goes no more. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OpenedStore } from '../../src/store/open.js';
import { createMovableClock, type MovableClock } from '../../src/time.js';
import { claimOf, fateByPerson, sendTo } from '../support/broadcasts.js';
import { publishNew } from '../support/calendar.js';
import { memoryStore, testVault } from '../support/store.js';
import { settleAs, t0, turnOf } from '../support/turns.js';
import { createRig, type Rig } from './rig.js';
import { refusal, scriptedChannel } from './scripted-channel.js';

let store: OpenedStore;
let clock: MovableClock;
let rig: Rig | undefined;
beforeEach(async () => {
  store = await memoryStore();
  clock = createMovableClock({ now: () => t0 });
  const rosa = turnOf('rosa', true, {
    now: t0 - 1,
    effects: [{ kind: 'person.set', set: { adultEnoughAt: t0 - 1, notices: true } }],
  });
  await store.turns.commit({
    ...rosa,
    address: { ...rosa.address, sealed: testVault.sealIds({ chat: '100' }) },
  });
  await sendTo(store, { approvedAt: t0 });
});
afterEach(async () => {
  await rig?.sender.stop();
  rig = undefined;
  await store.close();
});

const baja = async () => {
  const turn = turnOf('rosa', false, {
    effects: [{ kind: 'person.set', set: { notices: false } }, { kind: 'notices.stop' }],
  });
  expect(await store.turns.commit(turn)).toBe('committed');
};
const fate = async () => (await fateByPerson(store, 'b1'))['person:rosa'];
const id = 'b1.person:rosa';

describe('baja', () => {
  it('takes back a row that a sender has in hand and has not sent', async () => {
    expect(await claimOf(store, 'b1')).toHaveLength(1);
    await baja();
    expect(await store.outbox.leave([id], 'me', t0)).toEqual([]);
    // The sender gives back what it has, not knowing.
    await settleAs(store, { id, to: 'planned', dueAt: t0, counts: false, failure: null, by: 'me' });
    expect(await fate()).toBe('stopped');
  });

  it('holds for a row that was refused for the moment while it was said', async () => {
    const { channel, given } = scriptedChannel('telegram', async () => {
      await baja();
      return refusal('wait', '429', { retryAfterMs: 3_000 });
    });
    rig = createRig({ store, channel, now: clock.now });
    rig.sender.start();
    await rig.sender.idle();
    clock.advance(60_000);
    await rig.sender.idle();
    expect(given).toHaveLength(1);
    expect(await fate()).toBe('stopped');
  });

  it('said to one event holds for what is planned about it, and for nothing else', async () => {
    const { id: cycleId } = await store.cycles.current(t0);
    const entryId = await publishNew(store, undefined, { cycleId });
    await sendTo(store, { id: 'b2', purpose: 'event', entryId, entryVersion: 1, approvedAt: t0 });
    await store.calendar.reply(entryId, 'person:rosa', 'not-for-me', t0 + 1);
    const { channel, given } = scriptedChannel('telegram');
    rig = createRig({ store, channel, now: clock.now });
    rig.sender.start();
    await rig.sender.idle();
    expect(given.map(({ id: sent }) => sent)).toEqual([id]);
    expect(await fateByPerson(store, 'b2')).toEqual({ 'person:rosa': 'not-for-me' });
  });

  it('holds for the other chat, where a row goes that the first one refuses', async () => {
    const { address } = store.sql.t;
    await store.sql.write([
      {
        query: {
          name: '',
          build: (db) =>
            db
              .insert(address)
              .values({
                id: 'other',
                personId: 'person:rosa',
                channel: 'telegram',
                sealed: testVault.sealIds({ chat: '200' }),
                reachable: true,
                unreachableWhy: null,
                lastInboundAt: t0 - 10,
                waiting: 0,
                createdAt: t0,
              })
              .returning({ id: address.id }),
        },
        params: {},
      },
    ]);
    const { channel, given } = scriptedChannel('telegram', async () => {
      await baja();
      return refusal('blocked', '403');
    });
    rig = createRig({ store, channel, now: clock.now });
    rig.sender.start();
    await expect
      .poll(async () => {
        await rig?.sender.idle();
        return fate();
      })
      .toBe('stopped');
    expect(given).toHaveLength(1);
  });
});
