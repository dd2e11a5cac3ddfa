/** The small parts of a sender: chats, lanes, digests, silences, departures, the writer. */
import { describe, expect, it } from 'vitest';
import { createChats } from '../../src/outbox/chats.js';
import { createDepartures } from '../../src/outbox/departures.js';
import { joinParts, type Part } from '../../src/outbox/digest.js';
import { createLanes, type LeasedRow } from '../../src/outbox/lanes.js';
import { createSilence } from '../../src/outbox/silence.js';
import { createWriter } from '../../src/outbox/writer.js';
import type { Settlement } from '../../src/store/store.js';
import { whatsappLimits } from '../../src/talk/limits.js';
import { inHand, silentLog } from './rig.js';

const row = (id: string, addressId: string, lane: 'reply' | 'bulk' = 'reply'): LeasedRow => ({
  ...inHand({ id, addressId, lane, purpose: lane === 'reply' ? 'answer' : 'notice' }),
  leasedUntil: 60_000,
});

describe('a chat', () => {
  const rate = { intervalMs: 6_000, burst: 3 };

  it('takes replies in a burst, then one each interval', () => {
    const chats = createChats(rate);
    for (let sent = 0; sent < 3; sent += 1) {
      expect(chats.readyAt('ana', 'reply', 1_000)).toBeLessThanOrEqual(1_000);
      chats.sent('ana', 1_000);
    }
    expect(chats.readyAt('ana', 'reply', 1_000)).toBe(7_000);
    expect(chats.readyAt('ben', 'reply', 1_000)).toBe(1_000);
  });

  it('takes bulk only when it has been quiet for an interval', () => {
    const chats = createChats(rate);
    chats.sent('ana', 1_000);
    expect(chats.readyAt('ana', 'bulk', 2_000)).toBe(7_000);
    expect(chats.readyAt('ana', 'bulk', 7_000)).toBeLessThanOrEqual(7_000);
  });

  it('is left alone as long as the platform asks, also where it has no rate of its own', () => {
    const chats = createChats(null);
    chats.silent('ana', 9_000);
    expect(chats.readyAt('ana', 'reply', 1_000)).toBe(9_000);
    expect(chats.readyAt('ana', 'reply', 9_000)).toBe(9_000);
  });

  it('does not wait for ages after the clock was set back', () => {
    const chats = createChats(rate);
    chats.sent('ana', 3_600_000);
    expect(chats.readyAt('ana', 'bulk', 1_000)).toBe(1_000);
  });
});

describe('lanes', () => {
  it('give one row at a time for each address, replies before bulk that has not begun', () => {
    const lanes = createLanes();
    lanes.push(row('notice', 'ana', 'bulk'));
    lanes.push(row('one', 'ana'));
    lanes.push(row('two', 'ana'));
    const one = lanes.peek('reply');
    expect(one?.id).toBe('one');
    // The address is spoken to: bulk goes behind what is said.
    expect(lanes.peek('bulk')).toBeUndefined();
    if (one) {
      lanes.shift(one);
      lanes.done(one);
    }
    const two = lanes.peek('reply');
    expect(two?.id).toBe('two');
    if (two) {
      lanes.shift(two);
      lanes.done(two);
    }
    expect(lanes.peek('bulk')?.id).toBe('notice');
  });

  it('give back bulk alone, and leave the replies', () => {
    const lanes = createLanes();
    for (const one of [row('a', 'ana'), row('b', 'ana', 'bulk'), row('c', 'ben', 'bulk')]) lanes.push(one);
    expect(
      lanes
        .drain('bulk')
        .map(({ id }) => id)
        .toSorted(),
    ).toEqual(['b', 'c']);
    expect(lanes.drain().map(({ id }) => id)).toEqual(['a']);
    expect(lanes.ready).toEqual({ reply: 0, bulk: 0 });
  });

  it('let what is behind a row go along with it', () => {
    const lanes = createLanes();
    const first = row('first', 'ana');
    for (const one of [first, row('second', 'ana'), row('third', 'ana')]) lanes.push(one);
    lanes.shift(first);
    lanes.takeBehind(first, (rows) => rows.slice(0, 1));
    lanes.done(first);
    expect(lanes.peek('reply')?.id).toBe('third');
  });
});

describe('what waited for the window', () => {
  const text = (words: string): Part => ({ purpose: 'answer', message: { kind: 'text', text: words } });
  const asking = (words: string, ...labels: string[]): Part => ({
    purpose: 'reminder',
    message: { kind: 'choices', text: words, choices: labels.map((label) => ({ id: `go:${label}`, label })) },
  });

  it('is joined to one message, with all its buttons', () => {
    const joined = joinParts([text('Respuesta'), asking('Taller', 'Iré'), text('Aviso')], whatsappLimits);
    expect(joined?.count).toBe(3);
    expect(joined?.message).toMatchObject({
      kind: 'choices',
      text: expect.stringMatching(/^Respuesta[\s·]+Taller[\s·]+Aviso$/),
      choices: [{ id: 'go:Iré' }],
    });
  });

  it('is joined only as far as it fits', () => {
    const long = 'a'.repeat(2_000);
    expect(joinParts([text(long), text(long), text(long)], whatsappLimits)?.count).toBe(2);
    expect(joinParts([text(long), text(long + long)], whatsappLimits)).toBeNull();
    expect(joinParts([asking('a', '1', '2'), asking('b', '3', '4')], whatsappLimits)).toBeNull();
    expect(joinParts([asking('a', 'Iré'), asking('b', 'Iré')], whatsappLimits)).toBeNull();
    expect(joinParts([text('sola')], whatsappLimits)).toBeNull();
  });

  it('leaves the turns of a conversation as they are', () => {
    const turn: Part = { purpose: 'reply', message: { kind: 'text', text: '¿Seguimos?' } };
    expect(joinParts([turn, text('Respuesta')], whatsappLimits)).toBeNull();
    expect(joinParts([text('a'), text('b'), turn], whatsappLimits)?.count).toBe(2);
  });
});

describe('a silence', () => {
  const shared = () => {
    const rows = new Map<string, number>();
    return {
      pause: async (name: string, until: number) => {
        rows.set(name, Math.max(rows.get(name) ?? 0, until));
      },
      pausedUntil: async (name: string) => rows.get(name) ?? 0,
    };
  };
  const names = { all: 'telegram', bulk: 'telegram:bulk' };

  it('is bulk’s at first, everybody’s when what was sent afterwards is refused too', async () => {
    const silence = createSilence(shared(), names);
    await silence.refused({ sentAt: 950, now: 1_000, until: 4_000 });
    // Under way at the same time: says nothing new.
    await silence.refused({ sentAt: 960, now: 1_010, until: 4_000 });
    expect([silence.bulkUntil, silence.allUntil]).toEqual([4_000, 0]);
    await silence.refused({ sentAt: 1_500, now: 1_550, until: 5_000 });
    expect([silence.bulkUntil, silence.allUntil]).toEqual([5_000, 5_000]);
  });

  it('is heard of by other processes', async () => {
    const budget = shared();
    const [one, other] = [createSilence(budget, names), createSilence(budget, names)];
    await one.refused({ sentAt: 950, now: 1_000, until: 4_000 });
    await other.refresh();
    expect(other.bulkUntil).toBe(4_000);
  });
});

describe('departures', () => {
  /** As much as is wanted is noted and leaves, so many times. @returns how much is wanted then. */
  const wantedAfter = async (notes: number, note: () => Promise<void>): Promise<number> => {
    const departures = createDepartures({
      outbox: {
        leave: async (ids) => {
          await note();
          return ids;
        },
      },
      owner: 'me',
      perSecond: 1_000,
      now: () => 0,
      onReady: () => {},
      onLost: () => {},
      onError: () => {},
    });
    for (let count = 0; count < notes; count += 1) {
      departures.note(
        Array.from({ length: departures.wanted }, (_, index) => row(String(index), 'ana', 'bulk')),
      );
      await departures.written();
      departures.drain();
    }
    return departures.wanted;
  };

  it('are noted only as far ahead as the database is slow: what is noted is unknown after a crash', async () => {
    expect(await wantedAfter(0, async () => {})).toBe(30);
    expect(await wantedAfter(200, async () => {})).toBeLessThan(30);
    const slow = () => new Promise<void>((resolve) => setTimeout(resolve, 40));
    expect(await wantedAfter(3, slow)).toBe(30);
  });
});

describe('the writer', () => {
  const end = (id: string): Settlement => ({ id, to: 'accepted', externalKey: null, at: 1 });

  it('writes what ends in one moment together', async () => {
    const batches: number[] = [];
    const outbox = {
      settle: async (ends: readonly Settlement[]) => {
        batches.push(ends.length);
        await new Promise((resolve) => setImmediate(resolve));
      },
    };
    const writer = createWriter({ outbox, log: silentLog, channel: 'telegram' });
    for (let index = 0; index < 50; index += 1) writer.settle(end(String(index)));
    await writer.empty();
    expect(batches.reduce((sum, count) => sum + count, 0)).toBe(50);
    expect(batches.length).toBeLessThanOrEqual(2);
  });

  it('writes what ends while another write waits for its commit', async () => {
    const written: string[] = [];
    let commit = (): void => {};
    const outbox = {
      settle: async (ends: readonly Settlement[]) => {
        written.push(...ends.map(({ id }) => id));
        if (written.length === 1)
          await new Promise<void>((resolve) => {
            commit = resolve;
          });
      },
    };
    const writer = createWriter({ outbox, log: silentLog, channel: 'telegram' });
    writer.settle(end('first'));
    await expect.poll(() => written).toEqual(['first']);
    writer.settle(end('second'));
    await expect.poll(() => written).toEqual(['first', 'second']);
    commit();
    await writer.empty();
  });

  it('writes the others when one of them is refused, and that one as soon as it is taken', async () => {
    const written: string[] = [];
    let refusals = 0;
    const outbox = {
      settle: async (ends: readonly Settlement[]) => {
        if (ends.some(({ id }) => id === 'odd') && refusals < 2) {
          refusals += 1;
          throw new Error('a key is there twice');
        }
        written.push(...ends.map(({ id }) => id));
      },
    };
    const writer = createWriter({ outbox, log: silentLog, channel: 'telegram' });
    const followed: string[] = [];
    for (const id of ['first', 'a', 'odd', 'b']) writer.settle(end(id), () => void followed.push(id));
    await writer.empty();
    expect(written.toSorted()).toEqual(['a', 'b', 'first', 'odd']);
    expect(followed.toSorted()).toEqual(['a', 'b', 'first', 'odd']);
  });
});
