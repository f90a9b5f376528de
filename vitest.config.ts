import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/template-database.ts'],
    // Scenarios start real HAProxy, sshd and bot processes, and mostly wait for them: three files at a time fit two cores.
    maxWorkers: 3,
    // Conditions are waited for, not time: a loaded machine may take long.
    expect: { poll: { timeout: 30_000, interval: 20 } },
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
