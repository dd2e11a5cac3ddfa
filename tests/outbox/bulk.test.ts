/** A running broadcast through the sender: who gets it, when, in which words, and what stops it. */
import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Planned } from '../../src/inbox/turn.js';
import type { OpenedStore } from '../../src/store/open.js';
import { once } from '../../src/store/sql.js';
import { createMovableClock, type MovableClock } from '../../src/time.js';
import { rowsOf } from '../support/broadcasts.js';
import { memoryStore, testVault } from '../support/store.js';
import { reply, rowOf, turnOf } from '../support/turns.js';
import { chatOf, createRig, plantCrowd, type Rig, type RigOptions } from './rig.js';
import { type Given, refusal, scriptedChannel } from './scripted-channel.js';

const t0 = Date.UTC(2026, 10, 24, 17);
const minute = 60_000;
const hour = 60 * minute;

let store: OpenedStore;
let clock: MovableClock;
let rigs: Rig[];
beforeEach(async () => {
  store = await memoryStore();
  const began = performance.now();
  clock = createMovableClock({ now: () => t0 + Math.floor(performance.now() - began) });
  rigs = [];
});
afterEach(async () => {
  for (const { sender } of rigs) await sender.stop();
  await store.close();
});

const start = (channel: RigOptions['channel'], more: Partial<RigOptions> = {}): Rig => {
  const rig = createRig({ store, channel, now: clock.now, ...more });
  rigs.push(rig);
  rig.sender.start();
  return rig;
};
const states = async (id = 'b1'): Promise<Record<string, number>> => {
  const counts: Record<string, number> = {};
  for (const { state, why } of await rowsOf(store, id)) {
    const name = why === null ? state : `${state}:${why}`;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
};
const chats = (given: readonly Given[]) => given.map((one) => one.chat).toSorted();
const everybody = (people: number) => Array.from({ length: people }, (_, index) => chatOf(index)).toSorted();
const setState = (id: string, from: 'sending' | 'paused', to: 'sending' | 'paused' | 'cancelled') =>
  store.broadcasts.setState(id, { from: [from], to, why: null, staffId: 'rosa', now: clock.now() });
const approve = (name = 'forum_notice', status = 'APPROVED') =>
  store.templates.change({ name, language: 'es', status }, clock.now());
const tapOf = (given: Given | undefined) =>
  given?.message.kind === 'template' ? given.message.payloads[0] : undefined;

describe('a broadcast', () => {
  it('reaches everybody once, in words made when it leaves', async () => {
    await plantCrowd(store, { people: 700, at: t0 });
    const { channel, given } = scriptedChannel('telegram');
    await start(channel).sender.idle();
    expect(chats(given)).toEqual(everybody(700));
    expect(given.every(({ bulk }) => bulk)).toBe(true);
    expect(given[0]?.message).toMatchObject({ text: expect.stringContaining('Hay taller el sábado.') });
    expect(await states()).toEqual({ accepted: 700 });
  });

  it('shares the rate with another one in turn', async () => {
    await plantCrowd(store, { people: 200, at: t0 });
    await plantCrowd(store, { people: 30, at: t0, broadcastId: 'b2' });
    const { channel, given } = scriptedChannel('telegram');
    await start(channel).sender.idle();
    const places = given.flatMap(({ id }, index) => (id.startsWith('b2.') ? [index] : []));
    expect(places).toHaveLength(30);
    expect(Math.max(...places)).toBeLessThan(160);
    expect(given).toHaveLength(230);
  });

  it('gives back what is in hand at once when it is paused, and goes on with it', async () => {
    await plantCrowd(store, { people: 300, at: t0 });
    let rig: Rig | undefined;
    const { channel, given } = scriptedChannel('telegram', async (_, count): Promise<'ok'> => {
      if (count === 20) {
        await setState('b1', 'sending', 'paused');
        rig?.bulk.noteState('b1', 'paused');
      }
      return 'ok';
    });
    rig = start(channel);
    await rig.sender.idle();
    const sent = given.length;
    // Those that had left when it was told.
    expect(sent).toBeLessThan(60);
    expect(await states()).toEqual({ accepted: sent, planned: 300 - sent });
    await rig.sender.idle();
    expect(given).toHaveLength(sent);
    await setState('b1', 'paused', 'sending');
    rig.bulk.noteState('b1', 'sending');
    await rig.sender.idle();
    expect(chats(given)).toEqual(everybody(300));
  });

  it('stops at the next recipient when it is cancelled', async () => {
    await plantCrowd(store, { people: 300, at: t0 });
    let rig: Rig | undefined;
    const { channel, given } = scriptedChannel('telegram', async (_, count): Promise<'ok'> => {
      if (count === 20) {
        await setState('b1', 'sending', 'cancelled');
        rig?.bulk.noteState('b1', 'cancelled');
      }
      return 'ok';
    });
    rig = start(channel);
    await rig.sender.idle();
    expect(given.length).toBeLessThan(60);
    while (!(await store.broadcasts.sweepCancelled('b1', 100, clock.now())));
    expect(await states()).toEqual({ accepted: given.length, 'suppressed:cancelled': 300 - given.length });
  });

  it('does not go to who said stop a moment ago', async () => {
    await plantCrowd(store, { people: 40, at: t0 });
    const { outbox } = store.sql.t;
    const { channel, given } = scriptedChannel(
      'telegram',
      async (_, count): Promise<'ok'> => {
        if (count === 1)
          await store.sql.write([
            once((db) =>
              db
                .update(outbox)
                .set({ state: 'suppressed', why: 'stopped', leasedBy: null })
                .where(eq(outbox.id, 'b1.p0000039'))
                .returning({ id: outbox.id }),
            ),
          ]);
        return 'ok';
      },
      { maxPerSecond: 100 },
    );
    await start(channel).sender.idle();
    expect(chats(given)).toEqual(everybody(39));
    expect(await states()).toEqual({ accepted: 39, 'suppressed:stopped': 1 });
  });

  it('waits for the morning in quiet hours, also in the middle', async () => {
    await plantCrowd(store, { people: 100, at: t0 });
    const morning = t0 + 11 * hour;
    const { channel, given } = scriptedChannel('telegram', (_, count) => {
      if (count === 30) clock.advance(hour);
      return 'ok';
    });
    const quietUntil = (at: number) => (at >= t0 + hour && at < morning ? morning : null);
    const rig = start(channel, { quietUntil });
    await rig.sender.idle();
    const before = given.length;
    expect(before).toBeLessThan(70);
    expect(Object.keys(await states()).every((name) => /accepted|planned/.test(name))).toBe(true);
    clock.advance(10 * hour);
    await rig.sender.idle();
    expect(chats(given)).toEqual(everybody(100));
  });

  it('lets answers of a batch wait for the morning too, outside broadcasts; replies go at any hour', async () => {
    const ids = { chat: '77' };
    const turn = turnOf('ana', true, { keys: testVault.addressKeys('telegram', ids) });
    const address = { ...turn.address, sealed: testVault.sealIds(ids) };
    await store.turns.commit({ ...turn, address });
    const said = (id: string, planned: Planned) =>
      store.outbox.plan([{ id, addressId: address.id, channel: 'telegram', planned }], t0);
    await said('r', reply('hola', { dueAt: t0 }));
    await said('a', reply('tu respuesta', { key: 'answer:a', purpose: 'answer', lane: 'bulk', dueAt: t0 }));
    const morning = t0 + 11 * hour;
    const { channel, given } = scriptedChannel('telegram');
    const rig = start(channel, { quietUntil: (at) => (at < morning ? morning : null) });
    await rig.sender.idle();
    expect(given).toHaveLength(1);
    expect(await rowOf(store, 'a')).toMatchObject({
      state: 'planned',
      why: 'quiet-hours',
      dueAt: morning,
      attempts: 0,
    });
    clock.advance(11 * hour);
    await rig.sender.idle();
    expect(given).toHaveLength(2);
  });

  it('goes on where another process was told to wait, and not before', async () => {
    await plantCrowd(store, { people: 10, at: t0 });
    await store.outbox.pause('telegram:bulk', clock.now() + 5_000);
    const { channel, given } = scriptedChannel('telegram');
    const rig = start(channel);
    await rig.sender.idle();
    expect(given).toHaveLength(0);
    clock.advance(5_000);
    await rig.sender.idle();
    expect(chats(given)).toEqual(everybody(10));
  });

  it('a refusal for all silences bulk, costs no attempt and nobody is forgotten', async () => {
    await plantCrowd(store, { people: 60, at: t0 });
    const wait = { retryAfterMs: 3_000, throttled: 'channel' } as const;
    const { channel, given } = scriptedChannel('telegram', (_, count) =>
      count === 10 ? refusal('wait', '429', wait) : 'ok',
    );
    const rig = start(channel);
    await rig.sender.idle();
    expect(given.length).toBeLessThan(60);
    clock.advance(3_000);
    await rig.sender.idle();
    expect(new Set(chats(given))).toEqual(new Set(everybody(60)));
    expect(given).toHaveLength(61);
    expect((await rowsOf(store, 'b1')).every(({ attempts }) => attempts === 1)).toBe(true);
  });

  it('is not said again where the line was cut', async () => {
    await plantCrowd(store, { people: 20, at: t0 });
    const { channel, given } = scriptedChannel('telegram', (_, count) =>
      count % 5 === 0 ? { outcome: 'unknown', detail: 'cut' } : 'ok',
    );
    const rig = start(channel);
    await rig.sender.idle();
    clock.advance(2 * hour);
    await store.outbox.replanUnknown({ now: clock.now(), olderThan: clock.now() });
    await rig.sender.idle();
    expect(given).toHaveLength(20);
    expect(await states()).toEqual({ accepted: 16, 'unknown:unknown': 4 });
  });
});

describe('a broadcast on WhatsApp', () => {
  const outside = t0 - 30 * hour;
  const plant = (people: number, lastInboundAt = outside) =>
    plantCrowd(store, { people, at: t0, channel: 'whatsapp', lastInboundAt });

  it('goes in free words inside the window, as a template outside', async () => {
    await approve();
    await plant(3);
    await plantCrowd(store, {
      people: 0,
      at: t0,
      channel: 'whatsapp',
      broadcastId: 'b2',
    });
    const { address } = store.sql.t;
    await store.sql.write([
      once((db) =>
        db
          .update(address)
          .set({ lastInboundAt: t0 - hour })
          .where(eq(address.id, 'ap0000001'))
          .returning({ id: address.id }),
      ),
    ]);
    const { channel, given } = scriptedChannel('whatsapp');
    await start(channel).sender.idle();
    const kinds = Object.fromEntries(given.map(({ chat, message }) => [chat, message.kind]));
    expect(kinds).toEqual({ [chatOf(0)]: 'template', [chatOf(1)]: 'text', [chatOf(2)]: 'template' });
    expect(tapOf(given.find(({ chat }) => chat === chatOf(0)))).toBe('go:notice:b1');
    expect(await store.ledger.templatedSince('whatsapp', t0)).toBe(2);
  });

  it('waits while no template is approved', async () => {
    await plant(5);
    const { channel, given } = scriptedChannel('whatsapp');
    const rig = start(channel);
    await rig.sender.idle();
    expect(given).toHaveLength(0);
    expect(await states()).toEqual({ 'planned:template': 5 });
    await approve();
    clock.advance(10 * minute);
    await rig.sender.idle();
    expect(await states()).toEqual({ accepted: 5 });
  });

  it('whose template is paused in the middle loses nobody', async () => {
    await approve();
    await plant(60);
    const { channel, given } = scriptedChannel('whatsapp', (_, count) =>
      count > 20 && count <= 40 ? refusal('fix', '132015') : 'ok',
    );
    const rig = start(channel);
    await rig.sender.idle();
    expect(await store.templates.find('forum_notice', 'es')).toMatchObject({ status: 'PAUSED' });
    expect(rig.alerts.length).toBeGreaterThan(0);
    expect(given.length).toBeLessThan(60);
    const between = await states();
    expect((between.accepted ?? 0) + (between['planned:template'] ?? 0) + (between.planned ?? 0)).toBe(60);
    for (let tries = 0; tries < 4; tries += 1) {
      await approve();
      clock.advance(11 * minute);
      await rig.sender.idle();
    }
    expect(await states()).toEqual({ accepted: 60 });
  });

  it('keeps to the tier, and goes on as people leave the last 24 hours', async () => {
    await approve();
    await store.ledger.setPlatform('whatsapp:tier', '25', clock.now());
    await plant(60);
    const { channel, given } = scriptedChannel('whatsapp');
    const rig = start(channel);
    await rig.sender.idle();
    expect(await states()).toEqual({ accepted: 25, 'planned:tier': 35 });
    for (let hours = 0; hours < 23; hours += 1) {
      clock.advance(hour);
      await rig.sender.idle();
    }
    expect(given).toHaveLength(25);
    clock.advance(2 * hour);
    await rig.sender.idle();
    expect(given).toHaveLength(50);
    clock.advance(25 * hour);
    await rig.sender.idle();
    expect(chats(given)).toEqual(everybody(60));
  });

  it('rests when the number is restricted for spam', async () => {
    await approve();
    await plant(40);
    const { channel, given } = scriptedChannel('whatsapp', (_, count) =>
      count === 5 ? refusal('fix', '131048') : 'ok',
    );
    const rig = start(channel);
    // As whoever hears of the failure keeps it.
    await rig.sender.idle();
    expect(rig.alerts.map(({ code }) => code)).toContain('131048');
    const row = (await rowsOf(store, 'b1')).find(({ why }) => why === 'restricted');
    expect(row).toMatchObject({ state: 'planned', attempts: 0 });
    await store.ledger.setPlatform('whatsapp:restricted', '131048', clock.now());
    await store.ledger.setPlatform('whatsapp:restricted-until', String(clock.now() + 24 * hour), clock.now());
    const sent = given.length;
    clock.advance(2 * hour);
    await rig.sender.idle();
    expect(given).toHaveLength(sent);
    clock.advance(24 * hour);
    await rig.sender.idle();
    expect(await states()).toEqual({ accepted: 40 });
  });

  it('turns to a template when the platform says that the window is closed', async () => {
    await approve();
    await plant(3, t0 - hour);
    const { channel, given } = scriptedChannel('whatsapp', ({ message }) =>
      message.kind === 'template' ? 'ok' : refusal('window-closed', '131047'),
    );
    await start(channel).sender.idle();
    expect(given.map(({ message }) => message.kind).toSorted()).toEqual([
      'template',
      'template',
      'template',
      'text',
      'text',
      'text',
    ]);
    expect(await states()).toEqual({ accepted: 3 });
  });
});
