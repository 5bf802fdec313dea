import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { compose, type Composed } from '../../server/compose.ts';
import { buildPages } from '../../server/launch/build-pages.ts';
import type { DatabaseUrls } from '../../server/platform/db/database.ts';
import { createServer } from '../../server/platform/http/server.ts';
import { startEmbeddedPostgres } from '../../server/platform/postgres/embedded.ts';
import { prepareServer } from '../../server/platform/postgres/roles.ts';
import { readSettings } from '../../server/platform/settings/settings.ts';
import { createCast, type Cast } from './cast.ts';
import type { CpuClock } from './cpu.ts';

/** What every part is given: a whole house with its people, and how to reach it. */
export interface Bench {
  composed: Composed;
  cast: Cast;
  /** `http://127.0.0.1:PORT` */
  url: string;
  urls: DatabaseUrls;
  superuser: pg.PoolConfig;
  cpu: CpuClock;
  /** Length of one measured stretch. */
  seconds: number;
  say(sentence: string): void;
  /** Statistics as autovacuum leaves them a minute later. */
  settle(): Promise<unknown>;
  /** Where PostgreSQL keeps its data: beside the house, or with the system's where only root may pass. */
  dataFolder: string;
  /** After it was killed. */
  startDatabaseAgain(): Promise<void>;
  /** Runs statements as a superuser in the house's database: filling and vacuuming only. */
  asSuperuser<T>(work: (client: pg.Client) => Promise<T>): Promise<T>;
}

/** The house as `npm start` composes it: durable PostgreSQL (fsync on), worker and sealer running, pages built. */
export async function startBench(options: { seconds: number; pages: boolean; say(sentence: string): void }): Promise<{ bench: Bench; stop(): Promise<void> }> {
  const root = mkdtempSync(join(process.env.PENDOPO_BENCH_DIR ?? tmpdir(), 'pendopo-bench-'));
  chmodSync(root, 0o711);
  const closers: (() => Promise<unknown> | void)[] = [() => rmSync(root, { recursive: true, force: true })];
  const stop = async () => {
    for (const close of closers.splice(0).toReversed()) await close();
  };
  try {
    const pages = options.pages ? await buildPages(options.say) : undefined;
    const settings = readSettings({ PENDOPO_VAR: root, LOG_LEVEL: 'error', PORT: '0' });
    const postgres = await startEmbeddedPostgres({ root: join(root, 'db'), say: options.say });
    const superuser = { ...postgres.superuser, database: 'pendopo' };
    const dataFolder = await dataFolderOf(postgres.superuser);
    closers.push(async () => {
      await postgres.stop();
      if (!dataFolder.startsWith(root)) rmSync(dirname(dataFolder), { recursive: true, force: true });
    });
    const urls = await prepareServer(postgres.superuser, 'pendopo', join(root, 'db-roles.json'));
    const composed = await compose(settings, urls, { say: options.say, background: process.env.PENDOPO_BENCH_WORKER !== '0' });
    closers.push(() => composed.stop());
    const cast = await createCast(composed);
    const app = await createServer(composed.house, composed.modules, composed.api, pages ? { pages } : {});
    closers.push(() => app.close());
    const url = await app.listen({ port: 0, host: '127.0.0.1', backlog: 4096 });
    await cast.signIn(url);
    const asSuperuser: Bench['asSuperuser'] = async (work) => {
      const client = new pg.Client(superuser);
      await client.connect();
      try {
        return await work(client);
      } finally {
        await client.end();
      }
    };
    const settle = () => asSuperuser((client) => client.query('analyze'));
    await settle();
    const bench: Bench = {
      composed, cast, url, urls, superuser, seconds: options.seconds, say: options.say, cpu: { nodePids: [process.pid], postmasterPid: postmasterOf(dataFolder) },
      asSuperuser, settle, dataFolder,
      startDatabaseAgain: async () => {
        await startEmbeddedPostgres({ root: join(root, 'db') });
        bench.cpu.postmasterPid = postmasterOf(dataFolder);
      },
    };
    return { bench, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function dataFolderOf(superuser: pg.PoolConfig): Promise<string> {
  const client = new pg.Client(superuser);
  await client.connect();
  const { rows } = await client.query<{ setting: string }>(`select setting from pg_settings where name = 'data_directory'`);
  await client.end();
  return rows[0]!.setting;
}
const postmasterOf = (dataFolder: string): number => Number(readFileSync(join(dataFolder, 'postmaster.pid'), 'utf8').split('\n')[0]);
