import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runMigrations, Logger } from 'graphile-worker';
import pg from 'pg';
import { inject } from 'vitest';
import { migrationSources } from '../compose.ts';
import { openDatabase, type DatabaseUrls } from '../platform/db/database.ts';
import { migrate } from '../platform/db/migrate.ts';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../platform/postgres/embedded.ts';
import { prepareServer } from '../platform/postgres/roles.ts';
import { loadRegions } from '../modules/wilayah/load-regions.ts';
import { modules } from '../modules.ts';

/** How a test worker reaches the one cluster of a test run. Plain data: it crosses to the workers. */
export interface TestCluster {
  superuser: { host: string; port: number; user: string; password: string; database: string };
  urls: { owner: DatabaseUrls['owner']; app: DatabaseUrls['app']; ingest: DatabaseUrls['ingest'] };
}

/** The cluster of this worker. */
export const testCluster = (): TestCluster => inject('clusters')[Number(process.env.VITEST_POOL_ID) - 1]!;

const TEMPLATE = 'pendopo_template';

/** One PostgreSQL without fsync, with a migrated template database that every test file copies (about 150 ms). */
export async function startTestCluster(): Promise<{ cluster: TestCluster; stop: () => Promise<void> }> {
  // Directly below the root of temporary files: the database's system user must reach it, and socket paths are short.
  const root = mkdtempSync('/tmp/pendopo-test-');
  const { chmodSync } = await import('node:fs');
  chmodSync(root, 0o711);
  let postgres: EmbeddedPostgres | undefined;
  const stop = async () => {
    await postgres?.stop();
    rmSync(root, { recursive: true, force: true });
  };
  try {
    postgres = await startEmbeddedPostgres({ root, volatile: true });
    const urls = await prepareServer(postgres.superuser, TEMPLATE, join(root, 'roles.json'));
    const db = openDatabase(urls);
    await migrate(db, migrationSources(modules));
    await runMigrations({ pgPool: db.ownerPool, logger: new Logger(() => () => {}) });
    await loadRegions(db);
    await db.close();
    return { cluster: { superuser: postgres.superuser as TestCluster['superuser'], urls }, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** A fresh database of its own, copied from the template. */
export async function createTestDatabase(cluster: TestCluster, name: string): Promise<DatabaseUrls> {
  await withSuperuser(cluster, (client) => client.query(`create database ${name} template ${TEMPLATE} owner pendopo_owner`));
  return { owner: { ...cluster.urls.owner, database: name }, app: { ...cluster.urls.app, database: name }, ingest: { ...cluster.urls.ingest, database: name } };
}

export const dropTestDatabase = (cluster: TestCluster, name: string) =>
  withSuperuser(cluster, (client) => client.query(`drop database if exists ${name} with (force)`));

async function withSuperuser<T>(cluster: TestCluster, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(cluster.superuser);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
