/** Random people, random audiences: fan-out and preview agree with a plain reading of the rules, and sums always add up. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { cases, checkFanOut } from '../support/fan-out.js';
import { sqliteInMemory } from '../support/store.js';

describe('fan-out', () => {
  const engine = sqliteInMemory();
  beforeAll(() => engine.start());
  afterAll(() => engine.stop());

  it('gives each person of the audience one row with the right reason, and nobody else', async () => {
    await fc.assert(
      fc.asyncProperty(cases, async (given) => checkFanOut(await engine.open(), given)),
      { numRuns: 20 },
    );
  });
});
