/** Replies and bulk side by side: who goes first, who pays, what is joined, what the platform may refuse. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OfferedRow } from '../../src/inbox/receive.js';
import type { OpenedStore } from '../../src/store/open.js';
import { once } from '../../src/store/sql.js';
import { rowsOf } from '../support/broadcasts.js';
import { memoryStore, testVault } from '../support/store.js';
import { greet, outboxOf, reply, rowOf, turnOf } from '../support/turns.js';
import { limitedChannel, slidingSecond, watchDelay } from './limited-channel.js';
import { chatOf, createRig, inHand, plantCrowd, type Rig, type RigOptions } from './rig.js';
import { refusal, scriptedChannel } from './scripted-channel.js';

let store: OpenedStore;
let rigs: Rig[];
beforeEach(async () => {
  store = await memoryStore();
  rigs = [];
});
afterEach(async () => {
  for (const { sender } of rigs) await sender.stop();
  await store.close();
});

const start = (channel: RigOptions['channel'], more: Partial<RigOptions> = {}): Rig => {
  const rig = createRig({ store, channel, ...more });
  rigs.push(rig);
  rig.sender.start();
  return rig;
};
const offered = (id: string, addressId: string, text: string): OfferedRow =>
  inHand({ id, addressId, message: { kind: 'text', text }, lastInboundAt: Date.now(), dueAt: Date.now() });

describe('while a broadcast runs', () => {
  it('keeps the strict rate, and whoever talks with us is answered first', async () => {
    await plantCrowd(store, { people: 150, at: Date.now() });
    const strict = limitedChannel({ perSecond: 100, latencyMs: 20, blockMs: 3_000 });
    const { sender } = start(strict.channel);
    const places: number[] = [];
    for (let round = 0; round < 10; round += 1) {
      const before = strict.calls.length;
      sender.hand.offer([offered(`r${round}`, `ana${round}`, 'respuesta')]);
      await expect.poll(() => strict.calls.some(({ chat }) => chat === `ana${round}`)).toBe(true);
      const at = strict.calls.findIndex(({ chat }) => chat === `ana${round}`);
      places.push(at - before);
    }
    await sender.idle();
    expect(strict.refused).toBe(0);
    // Behind what was on its way already, never behind the crowd.
    expect(Math.max(...places)).toBeLessThan(12);
    expect(new Set(strict.calls.map(({ chat }) => chat)).size).toBe(160);
  });

  it('pays for bulk alone where that is wanted: replies keep the free budget', async () => {
    await plantCrowd(store, { people: 400, at: Date.now() });
    const strict = limitedChannel({ perSecond: 30, bulkPerSecond: 1_000, latencyMs: 10, blockMs: 0 });
    const { sender } = start(strict.channel);
    sender.hand.offer(Array.from({ length: 6 }, (_, index) => offered(`r${index}`, `ana${index}`, 'hola')));
    await sender.idle();
    expect(strict.refused).toBe(0);
    const bulk = strict.calls.filter((call) => call.bulk);
    expect(bulk).toHaveLength(400);
    expect(strict.calls.filter((call) => !call.bulk)).toHaveLength(6);
    // In the free budget of thirty a second it would last longer than this test may.
  }, 8_000);

  it('leaves a chat alone that was just spoken to, and comes back to it', async () => {
    await plantCrowd(store, { people: 3, at: Date.now() });
    const { channel, given } = scriptedChannel('telegram', undefined, {
      perChat: { intervalMs: 200, burst: 5 },
    });
    const rig = createRig({ store, channel });
    rigs.push(rig);
    rig.sender.hand.offer([{ ...offered('r', 'ap0000001', 'hola'), to: { chat: chatOf(1) } }]);
    rig.sender.start();
    await rig.sender.idle();
    expect(
      given
        .filter(({ bulk }) => bulk)
        .map(({ chat }) => chat)
        .toSorted(),
    ).not.toContain(chatOf(1));
    await expect.poll(() => given.filter(({ bulk }) => bulk).length).toBe(3);
    // Written a moment after it was given.
    await expect
      .poll(async () => (await rowsOf(store, 'b1')).map(({ attempts }) => attempts))
      .toEqual([1, 1, 1]);
  });

  it('a message that goes along with another one waits for room in the budget', async () => {
    const limit = slidingSecond(6, watchDelay());
    let refused = 0;
    let calls = 0;
    const call = () => {
      calls += 1;
      if (!limit.mayPass(performance.now())) refused += 1;
    };
    const { channel } = scriptedChannel('telegram', undefined, {
      maxPerSecond: 6,
      send: async (_to, _message, _id, options) => {
        call();
        await options?.room?.();
        call();
        return { outcome: 'accepted', externalId: String(calls) };
      },
    });
    const { sender } = start(channel);
    sender.hand.offer(Array.from({ length: 5 }, (_, index) => offered(`r${index}`, `ana${index}`, 'hola')));
    await sender.idle();
    expect({ calls, refused }).toEqual({ calls: 10, refused: 0 });
  });
});

describe('who linked two channels', () => {
  const plantTwo = async () => {
    const { address } = store.sql.t;
    await plantCrowd(store, { people: 2, at: Date.now(), channel: 'whatsapp' });
    const second = {
      id: 'second',
      personId: 'p0000000',
      channel: 'telegram',
      sealed: testVault.sealIds({ chat: 'second' }),
      reachable: true,
      unreachableWhy: null,
      lastInboundAt: Date.now() - 1_000,
      waiting: 0,
      createdAt: Date.now(),
    };
    await store.sql.write([once((db) => db.insert(address).values(second).returning({ id: address.id }))]);
  };

  it('is told on the other when one has blocked us, once', async () => {
    await plantTwo();
    const whatsapp = scriptedChannel('whatsapp', ({ chat }) =>
      chat === chatOf(0) ? refusal('gone', '131026') : 'ok',
    );
    const telegram = scriptedChannel('telegram');
    const first = start(whatsapp.channel);
    const second = start(telegram.channel);
    await first.sender.idle();
    await expect.poll(async () => (await rowOf(store, 'b1.p0000000')).channel).toBe('telegram');
    await second.sender.idle();
    expect(telegram.given.map(({ chat }) => chat)).toEqual(['second']);
    expect((await rowsOf(store, 'b1')).map(({ state }) => state)).toEqual(['accepted', 'accepted']);
  });
});

describe('what waited for the window', () => {
  it('leaves as one message when the person writes, and shares its fate', async () => {
    const at = Date.now();
    const ids = await greet(
      store,
      'ana',
      [
        reply('Respuesta a tu propuesta', { purpose: 'answer', dueAt: at }),
        reply('Aviso del foro', { purpose: 'notice', lane: 'bulk', dueAt: at }),
        reply('Recuerda el taller', { purpose: 'reminder', dueAt: at }),
      ],
      { channel: 'whatsapp', now: at, sentAt: at - 30 * 3_600_000 },
    );
    const { address } = store.sql.t;
    await store.sql.write([
      once((db) =>
        db
          .update(address)
          .set({ sealed: testVault.sealIds({ phone: '51999' }) })
          .returning({ id: address.id }),
      ),
    ]);
    const { channel, given } = scriptedChannel('whatsapp');
    const { sender } = start(channel);
    await sender.idle();
    expect(given).toHaveLength(0);
    expect((await outboxOf(store)).map(({ state }) => state)).toEqual(['waiting', 'waiting', 'waiting']);
    const writes = { channel: 'whatsapp', releaseWaiting: true, touch: true } as const;
    await store.turns.commit(turnOf('ana', false, { ...writes, now: Date.now(), sentAt: Date.now() }));
    await sender.idle();
    expect(given).toHaveLength(1);
    expect(given[0]?.message).toMatchObject({
      text: expect.stringMatching(/Respuesta a tu propuesta[\s\S]*Aviso del foro[\s\S]*Recuerda el taller/),
    });
    const rows = await outboxOf(store);
    expect(rows.map(({ state }) => state)).toEqual(['accepted', 'accepted', 'accepted']);
    const carriers = new Set(rows.flatMap(({ carrierId }) => carrierId ?? []));
    expect([...carriers]).toEqual([rows.find(({ externalKey }) => externalKey !== null)?.id]);
    expect(ids).toHaveLength(3);
  });
});
