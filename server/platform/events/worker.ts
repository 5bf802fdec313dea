import { EventEmitter } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Logger, run, runMigrations, type Runner, type TaskList, type WorkerEvents } from 'graphile-worker';
import { sql } from '../db/sql.ts';
import type { House } from '../house.ts';

const AGAIN_MS = 1000;

/**
 * Runs jobs. When the database goes away the worker ends, for it cannot say what became of its jobs; another one follows
 * as soon as the database is back, and first frees what the one before held.
 */
export function createWorker(house: () => House, tasks: TaskList, crontab: string[]): { start(): Promise<void>; stop(): Promise<void> } {
  let runner: Runner | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  const logger = new Logger(() => (level, message) => {
    if (level === 'error') house().log.error({ message }, 'job');
  });

  /** Which workers of this data folder may hold jobs: after a hard end nobody else can say, and the jobs would wait for four hours. */
  const file = () => join(house().settings.variable, 'worker-pools');
  const known = (): string[] => (existsSync(file()) ? readFileSync(file(), 'utf8').split('\n') : []);

  async function start(): Promise<void> {
    const { db, log } = house();
    const held = known();
    if (held.length > 0) await db.asOwner((tx) => tx.run(sql`update graphile_worker._private_jobs set locked_at = null, locked_by = null where locked_by = any(${held})`));
    const pools: string[] = [];
    const events = new EventEmitter() as WorkerEvents;
    events.on('pool:create', ({ workerPool }) => {
      pools.push(workerPool.id);
      writeFileSync(file(), pools.join('\n'));
    });
    runner = await run({
      // At least once: a job whose claim or end is lost in a crash comes again.
      pgPool: db.backgroundPool,
      taskList: tasks,
      concurrency: 4,
      pollInterval: 1000,
      noHandleSignals: true,
      logger,
      events,
      crontab: crontab.join('\n') || undefined,
      // Gathered, what became of jobs is waited for: a failure ends the worker. Told job by job, it would end the process.
      preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
    });
    runner.promise.catch((error: Error) => log.error({ error: error.message }, 'worker stopped')).then(startAgain);
  }

  function startAgain(): void {
    if (isStopped) return;
    timer = setTimeout(() => {
      start().catch((error: Error) => {
        house().log.warn({ error: error.message }, 'worker waits for the database');
        startAgain();
      });
    }, AGAIN_MS);
    timer.unref();
  }

  return {
    start: async () => {
      await runMigrations({ pgPool: house().db.ownerPool, logger });
      await start();
    },
    stop: async () => {
      isStopped = true;
      clearTimeout(timer);
      await runner?.stop().catch(() => {}); // ended before
    },
  };
}
