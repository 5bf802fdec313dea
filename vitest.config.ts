import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['server/**/*.test.ts', 'tools/**/*.test.ts', 'catalog/**/*.test.ts', 'web/src/**/*.test.ts'],
    isolate: false,
    // Each worker has a PostgreSQL of its own; `npm test` takes two workers.
    maxWorkers: 1,
    globalSetup: ['server/testing/global-setup.ts'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});
