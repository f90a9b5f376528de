import { defineConfig } from 'vitest/config';

/** What takes too long for every run: each boundary of a larger rollout, and kills at any moment. Needs a build. */
export default defineConfig({
  test: {
    include: ['test/sweeps/**/*.sweep.ts'],
    globalSetup: ['test/template-database.ts'],
    maxWorkers: 2,
    testTimeout: 180_000,
    hookTimeout: 120_000,
  },
});
