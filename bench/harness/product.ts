import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The product as `npm start` runs it, with the demonstration, in a data folder of its own. */
export interface Product {
  url: string;
  pid: number;
  /** From the start of the process until the first page had arrived, in milliseconds. */
  firstPage: number;
  stop(): Promise<void>;
}

export function makeFolder(): { path: string; remove(): void } {
  const path = mkdtempSync(join(process.env.PENDOPO_BENCH_DIR ?? tmpdir(), 'pendopo-bench-'));
  chmodSync(path, 0o711);
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

export async function startProduct(folder: string): Promise<Product> {
  const began = performance.now();
  const child = spawn(process.execPath, ['server/start.mjs'], {
    cwd: join(import.meta.dirname, '..', '..'), stdio: ['ignore', 'pipe', 'pipe'], env: { ...withoutOurs(process.env), PENDOPO_VAR: folder, PORT: '0', LOG_LEVEL: 'error' },
  });
  const url = await announced(child);
  await (await fetch(url)).text();
  return { url, pid: child.pid!, firstPage: performance.now() - began, stop: () => stop(child) };
}

/** The address that it prints once it listens. */
function announced(child: ChildProcess): Promise<string> {
  let output = '';
  return new Promise((done, fail) => {
    child.stderr!.on('data', (chunk: Buffer) => (output += chunk));
    child.stdout!.on('data', (chunk: Buffer) => {
      output += chunk;
      const url = /^Buka (http:\S+)/m.exec(output)?.[1];
      if (url) done(url);
    });
    child.on('exit', (code) => fail(new Error(`the product ended (${code}):\n${output.slice(-2000)}`)));
  });
}

const withoutOurs = (environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(environment).filter(([name]) => !/^(PENDOPO_|DATABASE_|PORT$|HOST$)/.test(name)));

function stop(child: ChildProcess): Promise<void> {
  return new Promise((ended) => {
    child.removeAllListeners('exit').on('exit', () => ended());
    if (child.exitCode !== null) return ended();
    child.kill('SIGINT');
  });
}

/** Proportional set size in MB (shared pages counted once) of a process and everything that works for its data folder. */
export function memoryOf(pid: number, folder: string): { node: number; postgres: number } {
  const parents = new Map<number, number>();
  for (const entry of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      parents.set(Number(entry), Number(readFileSync(`/proc/${entry}/stat`, 'utf8').split(') ')[1]!.split(' ')[1]));
    } catch {
      // It ended while we looked.
    }
  }
  const below = (root: number): number[] => [root, ...[...parents].filter(([, parent]) => parent === root).flatMap(([child]) => below(child))];
  // PostgreSQL is detached: its first process is found by its lock file.
  const postmaster = Number(readFileSync(join(folder, 'db', 'pgdata', 'postmaster.pid'), 'utf8').split('\n')[0]);
  const sum = (pids: Iterable<number>) => [...new Set(pids)].reduce((total, one) => total + pssOf(one), 0) / 1024;
  const database = new Set(below(postmaster));
  return { node: sum(below(pid).filter((one) => !database.has(one))), postgres: sum(database) };
}

function pssOf(pid: number): number {
  try {
    return Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}
