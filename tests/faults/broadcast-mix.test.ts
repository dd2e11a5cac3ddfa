/** One broadcast under every fault at once, on both channels and by two processes: each person once, or listed with a reason. */
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { createStore, type OpenedStore, openSql } from '../../src/store/open.js';
import type { SendResult } from '../../src/talk/failure.js';
import { createMovableClock } from '../../src/time.js';
import { chatOf, createRig, plantCrowd, type Rig } from '../outbox/rig.js';
import { cut, type Given, refusal, scriptedChannel } from '../outbox/scripted-channel.js';
import { rowsOf } from '../support/broadcasts.js';
import { hasPostgres, startPostgres } from '../support/postgres.js';
import { countIds, memoryStore, testVault } from '../support/store.js';

const hour = 3_600_000;
/** Refusals lower the rate; what is left must still be quick here. */
const fast = { maxPerSecond: 10_000 } as const;
const people = 120;

/** What a platform may do with one message. `arrived`: it is on the phone, whatever we hear. */
interface Fault {
  readonly name: string;
  readonly result: SendResult;
  readonly arrived: boolean;
  /** Ends that row for good. */
  readonly final: boolean;
}
const wait = { retryAfterMs: 1_000, throttled: 'channel' } as const;
const faults: readonly Fault[] = [
  { name: 'blocked', result: refusal('blocked', '403'), arrived: false, final: true },
  { name: 'gone', result: refusal('gone', '131026'), arrived: false, final: true },
  { name: 'content', result: refusal('content', '400'), arrived: false, final: true },
  { name: 'fix', result: refusal('fix', '100'), arrived: false, final: true },
  { name: 'error', result: refusal('wait', '500'), arrived: false, final: false },
  { name: 'too fast', result: refusal('wait', '429', wait), arrived: false, final: false },
  {
    name: 'slower',
    result: refusal('wait', '130429', { ...wait, tooFast: true }),
    arrived: false,
    final: false,
  },
  {
    name: 'chat',
    result: refusal('wait', '131056', { retryAfterMs: 2_000, throttled: 'address' }),
    arrived: false,
    final: false,
  },
  { name: 'accepted, then cut', result: cut, arrived: true, final: true },
  { name: 'cut before', result: cut, arrived: false, final: true },
];

/** A platform with its own dice: five of a hundred for each fault. */
function dicePlatform(seed: number) {
  let state = seed;
  const dice = (): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return state / 0x7fffffff;
  };
  const arrived = new Map<string, number>();
  const final = new Map<string, Fault>();
  const arrive = (chat: string) => arrived.set(chat, (arrived.get(chat) ?? 0) + 1);
  const answer = ({ chat }: Given): SendResult | 'ok' => {
    const fault = faults[Math.floor(dice() * 20)];
    if (!fault) {
      arrive(chat);
      return 'ok';
    }
    if (fault.arrived) arrive(chat);
    if (fault.final) final.set(chat, fault);
    return fault.result;
  };
  return { answer, arrived, final };
}

async function runThrough(
  store: OpenedStore,
  rigs: readonly Rig[],
  advance: (ms: number) => void,
): Promise<void> {
  for (let rounds = 0; rounds < 60; rounds += 1) {
    await Promise.all(rigs.map(({ sender }) => sender.idle()));
    if (!(await store.broadcasts.isOpen('b1'))) return;
    advance(5_000 * 2 ** Math.min(rounds, 8));
  }
}

async function expectExact(store: OpenedStore, platform: ReturnType<typeof dicePlatform>): Promise<void> {
  expect([...platform.arrived.values()].filter((times) => times > 1)).toEqual([]);
  const rows = await rowsOf(store, 'b1');
  expect(rows).toHaveLength(people);
  for (const row of rows) {
    const chat = chatOf(Number(row.id.slice('b1.p'.length)));
    const fault = platform.final.get(chat);
    if (row.state === 'accepted') expect(platform.arrived.get(chat)).toBe(1);
    else if (fault?.result === cut) expect(row.state).toBe('unknown');
    else {
      // Nobody is missing without a word: the reason stands in the row.
      expect(row).toMatchObject({ state: 'failed', why: expect.any(String), code: expect.any(String) });
      expect(platform.arrived.get(chat) ?? 0).toBe(0);
    }
  }
}

describe('a broadcast under 5 of a hundred of each fault', () => {
  let opened: OpenedStore[] = [];
  let rigs: Rig[] = [];
  afterEach(async () => {
    for (const { sender } of rigs) await sender.stop();
    for (const store of opened) await store.close();
    opened = [];
    rigs = [];
  });

  it.each(['telegram', 'whatsapp'] as const)(
    'on %s: each person once, or listed with a reason',
    async (name) => {
      const clock = createMovableClock();
      const store = await memoryStore();
      opened = [store];
      await plantCrowd(store, { people, at: clock.now(), channel: name });
      const platform = dicePlatform(name.length);
      rigs = [
        createRig({ store, channel: scriptedChannel(name, platform.answer, fast).channel, now: clock.now }),
      ];
      for (const { sender } of rigs) sender.start();
      await runThrough(store, rigs, clock.advance);
      await expectExact(store, platform);
    },
  );

  it.runIf(hasPostgres())('by two processes on one database', async () => {
    const clock = createMovableClock();
    const url = await (await startPostgres()).createDatabase();
    for (let process = 0; process < 2; process += 1)
      opened.push(createStore(await openSql(url), { seal: testVault.seal, newId: countIds(`n${process}`) }));
    const [store] = opened;
    if (!store) throw new Error('nothing was opened');
    await plantCrowd(store, { people, at: clock.now() });
    const platform = dicePlatform(7);
    rigs = opened.map((one, index) =>
      createRig({
        store: one,
        owner: `process${index}`,
        channel: scriptedChannel('telegram', platform.answer, fast).channel,
        now: clock.now,
      }),
    );
    for (const { sender } of rigs) sender.start();
    await runThrough(store, rigs, clock.advance);
    await expectExact(store, platform);
  });

  it('while the clock jumps: leases that seem over are not taken for lost', async () => {
    const clock = createMovableClock();
    const store = await memoryStore();
    opened = [store];
    await plantCrowd(store, { people, at: clock.now() });
    const platform = dicePlatform(11);
    const { channel } = scriptedChannel('telegram', async (given, count) => {
      const end = platform.answer(given);
      await new Promise((resolve) => setTimeout(resolve, 3));
      if (count % 30 === 0) {
        clock.advance(hour);
        // As the sweep would, in the middle of everything.
        await store.outbox.recover({ now: clock.now(), by: '' });
      }
      return end;
    });
    rigs = [createRig({ store, channel, now: clock.now })];
    for (const { sender } of rigs) sender.start();
    await runThrough(store, rigs, clock.advance);
    await expectExact(store, platform);
  });

  it('statuses before our own record, doubled and in any order, end in the highest', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 1_000 }), async (seed) => {
        const store = await memoryStore();
        const at = Date.now();
        await plantCrowd(store, { people: 20, at, channel: 'whatsapp' });
        let turn = seed;
        const { channel } = scriptedChannel('whatsapp', async ({ id }, count) => {
          const externalKey = testVault.keyOf('whatsapp', 'outbound', `whatsapp:${count}`);
          const report = { channel: 'whatsapp', externalId: '', externalKey, outboxId: id, at } as const;
          const all = [
            { ...report, state: 'accepted' },
            { ...report, state: 'delivered' },
            { ...report, state: 'read' },
            { ...report, state: 'delivered' },
          ] as const;
          turn += 1;
          const rotated = [...all.slice(turn % 4), ...all.slice(0, turn % 4)];
          const tell = () => store.outbox.statuses(rotated, at);
          if (turn % 3 === 0) await tell();
          else setTimeout(() => void tell(), turn % 5);
          return turn % 7 === 0 ? cut : 'ok';
        });
        const rig = createRig({ store, channel });
        rig.sender.start();
        await rig.sender.idle();
        await expect
          .poll(async () => new Set((await rowsOf(store, 'b1')).map(({ state }) => state)))
          .toEqual(new Set(['read']));
        await rig.sender.stop();
        await store.close();
      }),
      { numRuns: 4 },
    );
  });
});
