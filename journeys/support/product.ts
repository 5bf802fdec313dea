import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

/** What every journey knows about the product that it walks through. */
export interface Product {
  /** Address, without a slash at the end. */
  url: string;
  port: number;
  /** Checkout that it runs from. */
  root: string;
  /** Its data folder, PENDOPO_VAR. */
  folder: string;
  /** Further settings. */
  environment?: Record<string, string>;
}

/** The Wednesday of the stories. Fixed, so that every run tells the same dates; a working day without holidays around it. */
export const DAY = '2026-11-18';

/** The first start builds the pages and plays the requests of the demonstration; on a busy machine that takes minutes. */
const PATIENCE = 480_000;

const logOf = (product: Product) => join(product.folder, '..', 'pendopo.log');

/** Starts the real product as a process of its own, as `npm start` does, and waits until it answers. */
export async function startProduct(product: Product): Promise<void> {
  const log = openSync(logOf(product), 'a');
  const child = spawn(process.execPath, ['server/start.mjs'], {
    cwd: product.root,
    detached: true,
    stdio: ['ignore', log, log],
    env: { ...outside(process.env), PENDOPO_VAR: product.folder, PORT: String(product.port), PENDOPO_AT: DAY, ...product.environment },
  });
  closeSync(log);
  let ended = false;
  child.once('exit', () => (ended = true));
  child.unref();
  const until = Date.now() + PATIENCE;
  while (!(await answers(product))) {
    if (ended) throw new Error(`Pendopo ended before it answered:\n${tail(product)}`);
    if (Date.now() > until) throw new Error(`Pendopo did not answer within ${PATIENCE / 1000} seconds:\n${tail(product)}`);
    await pause(200);
  }
}

/** Number of the running process, from the lock in its data folder; undefined when none runs. */
export function processOf(product: Product): number | undefined {
  try {
    const pid = Number(readFileSync(join(product.folder, 'pendopo.pid'), 'utf8').split('\n')[0]);
    return alive(pid) ? pid : undefined;
  } catch {
    return undefined;
  }
}

/** Ends the product with the signal and waits until its process is gone. */
export async function stopProduct(product: Product, signal: 'SIGINT' | 'SIGKILL' = 'SIGINT'): Promise<void> {
  const pid = processOf(product);
  if (!pid) return;
  process.kill(pid, signal);
  for (const until = Date.now() + 30_000; alive(pid); await pause(50)) {
    if (Date.now() > until) throw new Error(`Pendopo is still there 30 seconds after ${signal}:\n${tail(product)}`);
  }
}

/** The last lines that the product wrote. */
export const tail = (product: Product): string => readFileSync(logOf(product), 'utf8').split('\n').slice(-30).join('\n');

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as { port: number };
  await new Promise((done) => server.close(done));
  return port;
}

export const pause = (ms: number): Promise<void> => new Promise((done) => void setTimeout(done, ms));

async function answers({ url }: Product): Promise<boolean> {
  return fetch(`${url}/health`, { signal: AbortSignal.timeout(2000) }).then((response) => response.ok, () => false);
}

/** Settings of whoever runs the journeys, and what the test runner sets, are not those of the product. */
function outside(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !/^(PENDOPO_|DATABASE_|SMTP_|VITEST|NODE_ENV$|NODE_OPTIONS$|HOST$|LOG_LEVEL$|MAX_UPLOAD)/.test(name)));
}

/** A process that has ended but was not yet waited for counts as gone. */
function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
