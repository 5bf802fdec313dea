import type { Tx } from '../../platform/db/database.ts';
import { sql } from '../../platform/db/sql.ts';

// The worker's tables know no tenant wall and belong to the owner: each statement here names the institution itself.
// Account events lie in the installation's outbox and carry their institution inside; schedules carry none and are shared.

export interface WorkRow {
  id: string;
  /** `event/subscriber`, or the name of a schedule. */
  code: string;
  shared: boolean;
  number: string | null;
  attempts: number;
  maxAttempts: number;
  error: string | null;
  createdAt: Date;
  runAt: Date;
  lockedAt: Date | null;
  /** The database's own now. */
  now: Date;
}

const NOBODY = '00000000-0000-0000-0000-000000000000';
const OWNER = sql`coalesce(nullif(j.payload ->> 'instansi', ${NOBODY}), j.payload -> 'payload' ->> 'instansi')`;
const mine = (instansi: string) => sql`(${OWNER} = ${instansi} or (${OWNER} is null and t.identifier <> 'event'))`;
const DEAD = sql`(j.attempts >= j.max_attempts and j.locked_at is null)`;
const stuck = (milliseconds: number) => sql`(j.locked_at < now() - ${milliseconds} * interval '1 millisecond')`;

const COLUMNS = sql`j.id::text as id, coalesce(j.payload ->> 'subscriber', t.identifier) as code,
  t.identifier not in ('event', 'events') as shared, j.payload -> 'payload' ->> 'number' as number, j.attempts, j.max_attempts as "maxAttempts", j.last_error as error,
  j.created_at as "createdAt", j.run_at as "runAt", j.locked_at as "lockedAt", now() as now`;
const FROM = sql`from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id`;

export function listWork(tx: Tx, instansi: string, page: { which: 'dead' | 'open' | 'all'; stuckAfter: number; before?: string | undefined; limit: number }): Promise<WorkRow[]> {
  const bad = sql`(${DEAD} or ${stuck(page.stuckAfter)})`;
  const which = { dead: sql`and ${bad}`, open: sql`and (${bad}) is not true`, all: sql`` }[page.which];
  const before = page.before ? sql`and j.id < ${page.before}::bigint` : sql``;
  return tx.many(sql`select ${COLUMNS} ${FROM} where ${mine(instansi)} ${which} ${before} order by j.id desc limit ${page.limit}`);
}

export const countWork = (tx: Tx, instansi: string, stuckAfter: number): Promise<{ dead: number; stuck: number; retrying: number; waiting: number; running: number }> =>
  tx.one(sql`select count(*) filter (where ${DEAD}) as dead, count(*) filter (where ${stuck(stuckAfter)}) as stuck,
      count(*) filter (where j.locked_at is null and j.attempts > 0 and j.attempts < j.max_attempts) as retrying,
      count(*) filter (where j.locked_at is null and j.attempts = 0) as waiting,
      count(*) filter (where j.locked_at is not null and not ${stuck(stuckAfter)}) as running
    ${FROM} where ${mine(instansi)}`);

export const outboxOf = (tx: Tx, instansi: string): Promise<{ waiting: number; oldest: Date | null }> =>
  tx.one(sql`select count(*) as waiting, min(at) as oldest from platform.outbox o
    where coalesce(nullif(o.instansi::text, ${NOBODY}), o.payload ->> 'instansi') = ${instansi}`);

export const findWork = (tx: Tx, instansi: string, id: string): Promise<WorkRow | undefined> =>
  tx.maybe(sql`select ${COLUMNS} ${FROM} where j.id = ${id}::bigint and ${mine(instansi)} for update of j`);

/** Locks what can be started again; a job that the worker takes meanwhile is left out. */
export const lockRetryable = (tx: Tx, instansi: string, stuckAfter: number): Promise<WorkRow[]> =>
  tx.many(sql`select ${COLUMNS} ${FROM} where ${mine(instansi)} and (${DEAD} or ${stuck(stuckAfter)}) order by j.id for update of j skip locked`);

/** From the first attempt again, at once; the last error stays to be read. */
export async function restartWork(tx: Tx, ids: readonly string[]): Promise<number> {
  return tx.run(sql`update graphile_worker._private_jobs set attempts = 0, run_at = now(), locked_at = null, locked_by = null, updated_at = now() where id = any(${ids}::bigint[])`);
}
