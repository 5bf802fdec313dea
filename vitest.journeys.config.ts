import { existsSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

// Stories of people in a real browser: one worker, one after the other, since they share a server and a database.
// The global setup of the journeys builds the pages and starts the house.
const setup = './journeys/global-setup.ts';

export default defineConfig({
  test: {
    include: ['journeys/**/*.journey.ts'],
    globalSetup: existsSync(new URL(setup, import.meta.url)) ? [setup] : [],
    isolate: false,
    fileParallelism: false,
    maxWorkers: 1,
    maxConcurrency: 2,
    testTimeout: 120_000,
    hookTimeout: 180_000,
    teardownTimeout: 30_000,
  },
});
