import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What takes longest begins first, so that no core waits for another at the end; a machine that never ran them cannot know. */
const long = ['tests/store/contract.test.ts', 'tests/browser/', 'tests/faults/', 'tests/journeys/'];

class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      const found = long.findIndex((path) => moduleId.includes(path));
      return found < 0 ? long.length : found;
    };
    const sorted = await super.sort(files);
    return sorted.toSorted((a, b) => rank(a) - rank(b));
  }
}

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'hono/jsx' } },
  test: {
    include: ['tests/**/*.test.ts', 'tests/**/*.test.tsx'],
    globalSetup: 'tests/support/tidy.ts',
    testTimeout: 20_000,
    hookTimeout: 60_000,
    // One more than there are cores: tests of browsers, databases and killed processes wait for others half of their time.
    maxWorkers: availableParallelism() + 1,
    // No module of ours holds what changes, so files may share them: loading the house anew for each took a third of the time.
    isolate: false,
    sequence: { sequencer: LongFirst },
  },
});
