import { defineConfig } from 'vitest/config';

/** What takes too long for every run: each boundary of a larger rollout, and kills at any moment. Needs a build. */
export default defineConfig({
  test: {
    include: ['test/**/*.sweep.ts'],
    globalSetup: ['test/template-database.ts'],
    maxWorkers: 2,
    // Conditions are waited for, not time: a loaded machine may take long.
    expect: { poll: { timeout: 30_000, interval: 20 } },
    testTimeout: 180_000,
    hookTimeout: 120_000,
  },
});
