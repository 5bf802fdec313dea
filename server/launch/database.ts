import { join } from 'node:path';
import type { DatabaseUrls } from '../platform/db/database.ts';
import { startEmbeddedPostgres } from '../platform/postgres/embedded.ts';
import { prepareServer, roleProblem } from '../platform/postgres/roles.ts';
import type { Settings } from '../platform/settings/settings.ts';

export interface OpenedServer {
  urls: DatabaseUrls;
  stop(): Promise<void>;
}

export class DatabaseProblem extends Error {}

/** The embedded PostgreSQL, or the one that DATABASE_URL names. Refuses a role that could pass the tenant wall, and a writer of check-ins that may do more. */
export async function openDatabaseServer(settings: Settings, say: (sentence: string) => void): Promise<OpenedServer> {
  if (settings.databaseUrl && settings.databaseAdminUrl && settings.databaseIngestUrl) {
    const urls: DatabaseUrls = { app: { connectionString: settings.databaseUrl }, owner: { connectionString: settings.databaseAdminUrl }, ingest: { connectionString: settings.databaseIngestUrl } };
    const problem = await roleProblem(urls).catch((error: Error) => `Basis data di DATABASE_URL atau DATABASE_INGEST_URL tidak dapat dihubungi: ${error.message}. Periksa alamat, pengguna, dan sandinya.`);
    if (problem) throw new DatabaseProblem(problem);
    return { urls, stop: async () => {} };
  }
  const postgres = await startEmbeddedPostgres({ root: join(settings.variable, 'db'), say });
  const urls = await prepareServer(postgres.superuser, 'pendopo', join(settings.variable, 'db-roles.json'));
  return { urls, stop: postgres.stop };
}
