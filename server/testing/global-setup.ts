import type { TestProject } from 'vitest/node';
import { startTestCluster, type TestCluster } from './cluster.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** One for each worker: a transaction that is open in one database holds back the sealer of every other in its cluster. */
    clusters: TestCluster[];
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const started = await Promise.all(Array.from({ length: project.config.maxWorkers }, startTestCluster));
  project.provide('clusters', started.map(({ cluster }) => cluster));
  return async () => {
    await Promise.all(started.map(({ stop }) => stop()));
  };
}
