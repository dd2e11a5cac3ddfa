/** A platform that says "later": its wait is kept to the moment, costs no attempt, and holds up nobody else. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inspect } from '../support/database.js';
import type { Fault } from '../support/platform.js';
import { meet, type RealChannel, startWorld, until, type World } from '../support/world.js';

let world: World;
let data: ReturnType<typeof inspect>;
beforeEach(async () => {
  world = await startWorld();
  data = inspect(world.folder);
});
afterEach(async () => {
  data.close();
  await world.stop();
});

const telegram429: Fault = {
  kind: 'status',
  status: 429,
  body: {
    ok: false,
    error_code: 429,
    description: 'Too Many Requests: retry after 30',
    parameters: { retry_after: 30 },
  },
};
const graph = (status: number, code: number): Fault => ({
  kind: 'status',
  status,
  body: { error: { code, message: 'slow down', fbtrace_id: 't' } },
});
const throttles: readonly (readonly [RealChannel, string, Fault, number])[] = [
  ['telegram', 'retry_after 30', telegram429, 30_000],
  ['whatsapp', 'the rate of the number', graph(429, 130429), 5_000],
  ['whatsapp', 'the rate of this pair', graph(400, 131056), 4_000],
];

const put = () => until(() => data.lastSent().state === 'planned' && data.lastSent(), 'the row put back');

describe.each(throttles)('on %s, %s', (channel, _, fault, waitMs) => {
  it('nothing is tried before, and the reply leaves when the time has come', async () => {
    const rosa = meet(world, channel);
    world.platform.fail(fault);
    await rosa.post({ text: 'hola' });
    expect((await put()).attempts).toBe(0);
    world.clock.advance(waitMs - 2_000);
    await world.settle();
    expect(rosa.inbox).toHaveLength(0);
    world.clock.advance(3_000);
    await world.settle();
    expect((await until(() => rosa.inbox[0], 'the reply')).text).toContain('¿En qué idioma');
  });

  it('others are served meanwhile', async () => {
    const rosa = meet(world, channel);
    world.platform.fail(fault);
    await rosa.post({ text: 'hola' });
    await put();
    expect(await meet(world, channel).proposes()).toMatch(/^AYNI-/);
    expect(rosa.inbox).toHaveLength(0);
  });

  it('twenty times in a row: still no attempt lost, and the reply leaves at last', async () => {
    const rosa = meet(world, channel);
    world.platform.fail(...Array.from({ length: 20 }, () => fault));
    await rosa.post({ text: 'hola' });
    await put();
    for (let hours = 0; hours < 40 && rosa.inbox.length === 0; hours += 1) {
      world.clock.advance(3_600_000);
      await world.settle();
    }
    // The one that arrived.
    expect(data.lastSent()).toMatchObject({ state: 'accepted', attempts: 1 });
    expect(rosa.inbox).toHaveLength(1);
  });
});
