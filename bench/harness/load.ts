import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { Options } from 'autocannon';
import { cpuOf, type CpuClock } from './cpu.ts';

/** What a stretch of load showed. CPU is that of all processes of the server together, per good answer. */
export interface Load {
  perSecond: number;
  p50: number;
  p99: number;
  good: number;
  /** Answers outside 2xx, broken connections, time-outs: must be zero for the figure to count. */
  bad: number;
  nodeMicros: number;
  postgresMicros: number;
}

const CONNECTIONS = 10;

/** Ten connections, closed loop, unless `options` say otherwise; the first answers warm up and are not counted. */
export async function load(options: Options, cpu: CpuClock, seconds: number): Promise<Load> {
  const warmUp = Math.min(3, Math.max(1, seconds / 3));
  await shoot({ connections: CONNECTIONS, ...options, duration: warmUp });
  const before = cpuOf(cpu);
  const shot = await shoot({ connections: CONNECTIONS, ...options, duration: seconds });
  const after = cpuOf(cpu);
  return {
    perSecond: shot.good / shot.duration, p50: shot.latency.p50, p99: shot.latency.p99, good: shot.good, bad: shot.bad,
    nodeMicros: (after.node - before.node) / shot.good, postgresMicros: (after.postgres - before.postgres) / shot.good,
  };
}

interface Shot {
  duration: number;
  good: number;
  bad: number;
  latency: { p50: number; p99: number };
}

export interface Paced {
  url: string;
  headers: Record<string, string>;
  perSecond: number;
  seconds: number;
}

/** So many requests a second at even distances. */
export const paced = (asked: Paced): Promise<{ p50: number; p99: number; perSecond: number; bad: number }> => inChild('paced-child.ts', asked);

const shoot = (options: Options): Promise<Shot> => inChild('load-child.ts', options);

/** The load generator, in a process of its own so that its work is not counted as the server's. */
function inChild<Answer>(file: string, asked: Options | Paced): Promise<Answer> {
  return new Promise((done, fail) => {
    const child = fork(join(import.meta.dirname, file), { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], execArgv: [] });
    child.on('message', (answer: Answer) => done(answer));
    child.on('error', fail);
    child.on('exit', (code) => fail(new Error(`the load generator ended (${code}) without an answer`)));
    child.send(asked);
  });
}
