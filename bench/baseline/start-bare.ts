import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import type { Bench } from '../harness/house.ts';

export interface Bare {
  url: string;
  pid: number;
  stop(): Promise<void>;
}

/** The bare line runs in a process of its own, as the owner of the tables: no wall, no session, no validation. */
export const startBare = (bench: Bench, template: Record<string, unknown>): Promise<Bare> => startChild('bare-server.ts', { database: bench.urls.owner, template });
/** The bare line of check-ins. */
export const startBareCheckIns = (bench: Bench): Promise<Bare> => startChild('bare-check-ins.ts', { database: bench.superuser });

function startChild(file: string, orders: object): Promise<Bare> {
  const child: ChildProcess = fork(join(import.meta.dirname, file), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], execArgv: [] });
  return new Promise((done, fail) => {
    child.on('error', fail);
    child.on('exit', (code) => fail(new Error(`the bare server ended (${code})`)));
    child.on('message', (port: number) =>
      done({
        url: `http://127.0.0.1:${port}`, pid: child.pid!,
        stop: () => new Promise((ended) => {
          child.removeAllListeners('exit');
          if (child.exitCode !== null) return ended();
          child.on('exit', () => ended());
          child.disconnect();
        }),
      }));
    child.send(orders);
  });
}
