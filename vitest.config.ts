import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['server/**/*.test.ts', 'tools/**/*.test.ts', 'catalog/**/*.test.ts', 'web/src/**/*.test.ts'],
    isolate: false,
    // One core is PostgreSQL's part of the time, the other half of it nobody's: two files at once use both.
    maxWorkers: 2,
    globalSetup: ['server/testing/global-setup.ts'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});
