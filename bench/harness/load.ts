import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { Options } from 'autocannon';
import { cpuOf } from './cpu.ts';
import type { Bench } from './house.ts';
import type { Official } from './officials.ts';

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

/** The first answers warm up and are not counted. */
export const warmUpSeconds = (seconds: number): number => Math.min(3, Math.max(1, seconds / 3));

/**
 * Ten connections, closed loop, unless `options` say otherwise. After the warm-up `settle` brings the statistics to where
 * autovacuum has them a minute later: until then a connection keeps plans that it made while a table was empty.
 */
export async function load(options: Options, { cpu, settle }: Pick<Bench, 'cpu' | 'settle'>, seconds: number): Promise<Load> {
  await shoot({ connections: CONNECTIONS, ...options, duration: warmUpSeconds(seconds) });
  await settle();
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

/** So many requests a second at even distances, after a warm-up at the same pace that is not counted; `first` is the slowest of it. */
export async function paced(asked: Paced): Promise<{ p50: number; p99: number; perSecond: number; bad: number; first: number }> {
  const shoot = (seconds: number) => inChild<{ p50: number; p99: number; slowest: number; perSecond: number; bad: number }>('paced-child.ts', { ...asked, seconds });
  const warmUp = await shoot(warmUpSeconds(asked.seconds));
  const { slowest: _, ...counted } = await shoot(asked.seconds);
  return { ...counted, bad: warmUp.bad + counted.bad, first: warmUp.slowest };
}

/** What the story of one report needs: who acts, and which words make its text its own. */
export interface Story {
  url: string;
  tokens: { coordinator: string; roads: string };
  roads: string;
  /** Only its first call: a report is sent, nothing follows. */
  createOnly: boolean;
}

export interface Told {
  /** Whole stories that ended well. */
  stories: number;
  bad: number;
  /** The first answer that was none. */
  firstBad: string;
  seconds: number;
  /** Milliseconds of a call. */
  p50: number;
  p99: number;
  /** Milliseconds of a whole story, by the second in which it was due to begin. */
  bySecond: { second: number; stories: number; slowest: number }[];
}

/** Stories one after another on so many connections. */
export const stories = (asked: Story & { connections: number; seconds: number }): Promise<Told> => inChild('stories-child.ts', asked);
/** Stories that begin at even distances, so many a second in each stage, whether or not the earlier ones have ended. */
export const stages = (asked: Story & { stages: readonly number[]; stageSeconds: number }): Promise<Told> => inChild('stories-child.ts', asked);

/** Institutions that send evidence while assessors judge. */
/** A morning of officials at their letters. */
export interface Office {
  url: string;
  officials: Official[];
  /** Seconds between two deeds of one person, least and most. */
  thinks: [number, number];
  seconds: number;
}
export interface Worked {
  calls: number;
  bad: number;
  firstBad: string;
  /** Answers 409: somebody acted meanwhile. */
  refused: number;
  seconds: number;
  p50: number;
  p99: number;
  slowest: number;
  kinds: { kind: string; count: number; p50: number; p99: number }[];
}
export const morning = (asked: Office): Promise<Worked> => inChild('officials-child.ts', asked);

export interface Rush {
  url: string;
  uploaders: { token: string; campaign: string }[];
  assessors: { token: string; participants: string[] }[];
  /** Every file of a second in the same instant, instead of spread over it. */
  sameInstant: boolean;
  seconds: number;
}
export interface Rushed {
  uploads: number;
  verdicts: number;
  bad: number;
  firstBad: string;
  seconds: number;
  /** Milliseconds of a call. */
  p50: number;
  p99: number;
  slowest: number;
}
export const rush = (asked: Rush): Promise<Rushed> => inChild('rush-child.ts', asked);

const shoot = (options: Options): Promise<Shot> => inChild('load-child.ts', options);

/** The load generator, in a process of its own so that its work is not counted as the server's. */
export function inChild<Answer>(file: string, asked: object): Promise<Answer> {
  return new Promise((done, fail) => {
    const child = fork(join(import.meta.dirname, file), { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], execArgv: [] });
    child.on('message', (answer: Answer) => done(answer));
    child.on('error', fail);
    child.on('exit', (code) => fail(new Error(`the load generator ended (${code}) without an answer`)));
    child.send(asked);
  });
}
