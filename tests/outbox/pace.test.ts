/** The rate of one budget in virtual time: all of it is used, no second sees more, whatever comes late. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPace } from '../../src/outbox/pace.js';
import { slidingSecond } from './limited-channel.js';

/** The budget row in memory, as the database keeps it. */
function budgetRow() {
  let nextAt = 0;
  return {
    reserve: async (_: string, count: number, everyMs: number, burst: number, now: number) => {
      const from = Math.max(nextAt, now - burst * everyMs);
      nextAt = from + count * everyMs;
      return from;
    },
  };
}

interface Lateness {
  /** Each step happens so much later than it should, milliseconds. */
  readonly of: (step: number) => number;
}

/** Sends as often as the pace allows for some seconds. @returns the instants. */
async function run(
  pace: ReturnType<typeof createPace>,
  { seconds, late, from = 0 }: { seconds: number; late: Lateness; from?: number },
): Promise<number[]> {
  const sent: number[] = [];
  let now = from;
  for (let step = 0; now < from + seconds * 1000; step += 1) {
    const slot = pace.take(now);
    if (slot.kind === 'go') sent.push(now);
    else if (slot.kind === 'wait') now = Math.max(now, slot.until) + late.of(step);
    else now += late.of(step);
    if (slot.kind === 'reserve' || pace.runsLow()) await pace.reserve(1_000, now);
  }
  return sent;
}
const refusedOf = (sent: readonly number[], perSecond: number): number => {
  const limit = slidingSecond(perSecond);
  return sent.filter((at) => !limit.mayPass(at)).length;
};
const onTime: Lateness = { of: () => 0 };

describe.each([1, 30, 80, 1_000])('at %i a second', (perSecond) => {
  const seconds = perSecond < 10 ? 200 : 20;

  it('uses at least 98 of 100 slots and is never too fast', async () => {
    const sent = await run(createPace(budgetRow(), 'b', perSecond), { seconds, late: onTime });
    expect(sent.length).toBeGreaterThanOrEqual(0.98 * perSecond * seconds);
    expect(refusedOf(sent, perSecond)).toBe(0);
  });

  it('is never too fast when timers fire late and the loop is held up', async () => {
    const delays = fc.array(
      fc.oneof({ weight: 9, arbitrary: fc.integer({ min: 0, max: 6 }) }, fc.integer({ min: 0, max: 400 })),
      {
        minLength: 1,
        maxLength: 50,
      },
    );
    await fc.assert(
      fc.asyncProperty(delays, async (delays) => {
        const late: Lateness = { of: (step) => delays[step % delays.length] ?? 0 };
        const sent = await run(createPace(budgetRow(), 'b', perSecond), { seconds: 5, late });
        expect(refusedOf(sent, perSecond)).toBe(0);
      }),
      { numRuns: 30 },
    );
  });
});

describe('a pace', () => {
  it('makes up for short delays: 98 of 100 slots are used all the same', async () => {
    const late: Lateness = { of: (step) => (step % 40 === 0 ? 30 : step % 3) };
    const sent = await run(createPace(budgetRow(), 'b', 1_000), { seconds: 20, late });
    expect(sent.length).toBeGreaterThanOrEqual(0.98 * 20_000);
  });

  it('after a refusal has half the rate, and the whole again step by step', async () => {
    const pace = createPace(budgetRow(), 'b', 100);
    await run(pace, { seconds: 2, late: onTime });
    pace.slower(2_000);
    // Refusals of what was under way together are one sign.
    pace.slower(2_100);
    expect(pace.share).toBe(0.5);
    const halved = await run(pace, { seconds: 4, late: onTime, from: 3_000 });
    expect(halved.length).toBeGreaterThan(180);
    expect(halved.length).toBeLessThanOrEqual(201);
    const later = await run(pace, { seconds: 40, late: onTime, from: 7_000 });
    expect(pace.share).toBe(1);
    expect(later.filter((at) => at >= 40_000).length).toBeGreaterThanOrEqual(0.98 * 700);
    expect(refusedOf([...halved, ...later], 100)).toBe(0);
    for (let sign = 0; sign < 9; sign += 1) pace.slower(60_000 + sign * 2_000);
    expect(pace.share).toBe(1 / 16);
  });

  it('shared by two processes stays within the rate', async () => {
    const budget = budgetRow();
    const paces = [createPace(budget, 'b', 50), createPace(budget, 'b', 50)];
    const sent: number[] = [];
    for (let now = 0; now < 20_000; now += 1)
      for (const pace of paces) {
        const slot = pace.take(now);
        if (slot.kind === 'go') sent.push(now);
        if (slot.kind === 'reserve' || pace.runsLow()) await pace.reserve(100, now);
      }
    expect(refusedOf(sent, 50)).toBe(0);
    expect(sent.length).toBeGreaterThanOrEqual(0.97 * 50 * 20);
  });

  it('is not silent for long after the clock was set back', async () => {
    const hour = 3_600_000;
    const pace = createPace(budgetRow(), 'b', 30);
    await run(pace, { seconds: 2, late: onTime, from: hour });
    const fresh = createPace(budgetRow(), 'b', 30);
    expect(fresh.take(0).kind).toBe('reserve');
    // The row in the database forgets what was reserved on the old clock: see the store's contract.
    expect(pace.take(0).kind).toBe('reserve');
  });
});
