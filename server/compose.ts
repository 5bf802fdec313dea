import { join } from 'node:path';
import { pino } from 'pino';
import { seal } from './platform/audit/sealer.ts';
import { openDatabase, type Database, type DatabaseUrls } from './platform/db/database.ts';
import { migrate } from './platform/db/migrate.ts';
import { createEvents } from './platform/events/events.ts';
import { openFileStore } from './platform/files/file-store.ts';
import { buildApi, type ApiTable } from './platform/http/api.ts';
import type { House } from './platform/house.ts';
import { systemClock, type Clock } from './platform/kernel/clock.ts';
import type { Module } from './platform/module.ts';
import { openSecrets } from './platform/secrets.ts';
import type { Settings } from './platform/settings/settings.ts';
import { modules as allModules } from './modules.ts';

export interface Composed {
  house: House;
  api: ApiTable;
  modules: Module[];
  stop(): Promise<void>;
}

export interface ComposeOptions {
  clock?: Clock;
  modules?: Module[];
  /** Start the relay, the worker and the sealer (a seeding or testing house may do without). */
  background?: boolean;
  say?: (sentence: string) => void;
}

export const migrationSources = (modules: Module[]) => [
  { module: 'platform', directory: join(import.meta.dirname, 'platform', 'migrations') },
  ...modules.flatMap((m) => (m.migrations ? [{ module: m.name, directory: m.migrations }] : [])),
];

/** settings → database → modules. The same for the server, the command line, tests and benchmarks. */
export async function compose(settings: Settings, urls: DatabaseUrls, options: ComposeOptions = {}): Promise<Composed> {
  const modules = options.modules ?? allModules;
  const db: Database = openDatabase(urls);
  const secrets = openSecrets(join(settings.variable, 'secret'), settings.secret);
  const events = createEvents(() => house, modules.flatMap((m) => m.subscribers ?? []), modules.flatMap((m) => m.schedules ?? []));
  const house: House = {
    settings,
    clock: options.clock ?? systemClock,
    db,
    files: openFileStore(join(settings.variable, 'files'), secrets),
    events,
    secrets,
    log: pino({ level: settings.logLevel, base: null, redact: ['nik', 'password', 'token'] }, pino.destination(2)),
    parts: new Map(),
  };
  house.parts.set('permissions', permissionsByDuty(modules));
  house.parts.set('permission-titles', Object.assign({}, ...modules.map((m) => m.permissions ?? {})));
  const { ran } = await migrate(db, migrationSources(modules));
  if (ran.length > 0) options.say?.(`Basis data disiapkan: ${ran.length} langkah.`);
  const api = buildApi(modules);
  house.parts.set('refusals', api.refusals);
  for (const module of modules) await module.start?.(house);

  const headsFile = join(settings.variable, 'audit-heads.log');
  let sealing: Promise<unknown> | undefined;
  let sealer: NodeJS.Timeout | undefined;
  // Where another process works, this one only writes its events into the outbox.
  if (options.background !== false && settings.worker) {
    await events.start();
    sealer = setInterval(() => {
      sealing ??= seal(db, house.clock.now(), headsFile)
        .catch((error: Error) => house.log.warn({ error: error.message }, 'sealer'))
        .finally(() => {
          sealing = undefined;
        });
    }, 1000);
    sealer.unref();
  }
  return {
    house,
    api,
    modules,
    stop: async () => {
      clearInterval(sealer);
      await sealing;
      await events.stop();
      for (const module of modules.toReversed()) await module.stop?.(house);
      await db.close();
    },
  };
}

/** Duty lists repeat, so each combination is worked out once. */
function permissionsByDuty(modules: Module[]): (duties: readonly string[]) => ReadonlySet<string> {
  const table = modules.flatMap((m) => Object.entries(m.permissions ?? {}));
  const known = new Map<string, ReadonlySet<string>>();
  return (duties) => {
    const key = duties.join();
    let set = known.get(key);
    if (!set) known.set(key, (set = new Set(table.filter(([, entry]) => entry.duties.some((d) => d === '*' || duties.includes(d))).map(([name]) => name))));
    return set;
  };
}
