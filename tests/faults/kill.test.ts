/** The process is killed without warning while many people talk, and started again on the same data. */
import { beforeAll, expect, it } from 'vitest';
import { killOnce } from '../../bench/kill.js';
import { buildProgram } from '../support/program.js';

const citizens = 40;

beforeAll(buildProgram, 120_000);

it.each([250, 800])(
  'kill -9 after %i ms: what was acknowledged has its effect once, every reply leaves',
  async (afterMs) => {
    const end = await killOnce(citizens, afterMs, 30_000);
    expect(end).toMatchObject({ lost: 0, doubledProposals: 0, proposals: citizens });
    // A citizen sends eight messages, each acknowledged; none is sent again once it was.
    expect(end.acknowledged).toBe(citizens * 8);
    // Said twice is only what was on its way when the process fell.
    expect(end.repeatedReplies).toBeLessThanOrEqual(end.inFlight);
  },
  60_000,
);
