import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'hono/jsx' } },
  test: {
    include: ['tests/**/*.test.ts', 'tests/**/*.test.tsx'],
    globalSetup: 'tests/support/tidy.ts',
    testTimeout: 20_000,
    hookTimeout: 60_000,
    // The runner leaves one core free, which on two is half of them.
    maxWorkers: availableParallelism(),
    // No module of ours holds state, so files may share them: loading the house anew for each took a third of the time.
    isolate: false,
  },
});
