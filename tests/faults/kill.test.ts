/** The process is killed without warning while many people talk, and started again on the same data. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { killOnce } from '../../bench/kill.js';

const root = join(import.meta.dirname, '../..');
const citizens = 40;

// The program as it is run in earnest, not its sources in this process.
beforeAll(() => {
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  execFileSync(process.execPath, [compiler, '-p', 'tsconfig.build.json'], { cwd: root });
}, 120_000);

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
