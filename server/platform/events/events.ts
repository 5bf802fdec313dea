import type { TaskList } from 'graphile-worker';
import type { Tx } from '../db/database.ts';
import { sql, type Sql } from '../db/sql.ts';
import type { Events, House } from '../house.ts';
import { uuidv7 } from '../kernel/ids.ts';
import type { EventMessage, Schedule, Subscriber } from '../module.ts';
import { INSTALLATION, type Context, type TenantContext } from '../request/context.ts';
import { createWorker } from './worker.ts';

// Chapters: writing an event · the relay (outbox → jobs) · what the worker runs

/** The outbox insert as a fragment, for services that write everything in one statement. */
export function eventInsert(t: TenantContext, event: string, payload: Record<string, unknown>, runAt?: Date): Sql {
  return sql`insert into platform.outbox (instansi, id, event, payload, at, run_at)
    values (${t.instansi}, ${uuidv7()}, ${event}, ${JSON.stringify(payload)}, ${t.house.clock.now()}, ${runAt ?? null})`;
}

/** States that something happened (`permohonan.submitted`); what follows from it runs later, at least once. */
export async function emit(t: TenantContext, event: string, payload: Record<string, unknown>, runAt?: Date): Promise<void> {
  await t.tx.run(eventInsert(t, event, payload, runAt));
}

const RELAY_BATCH = 500;
/** Under load the relay comes this often and takes many events at once; otherwise at once after a commit. */
const RELAY_EVERY_MS = 200;
const MAX_ATTEMPTS = 12;

export function createEvents(house: () => House, subscribers: Subscriber[], schedules: Schedule[]): Events {
  const byEvent = Map.groupBy(subscribers, (s) => s.event);
  const byName = new Map(subscribers.map((s) => [`${s.event}/${s.name}`, s]));
  let timer: NodeJS.Timeout | undefined;
  let relaying: Promise<void> | undefined;
  let again = false;
  let stopped = false;
  let wakeTimer: NodeJS.Timeout | undefined;
  let relayedAt = 0;

  /** Moves outbox rows into jobs in one transaction: a crash before it is on the disk leaves them where they were. */
  async function relayBatch(): Promise<number> {
    return house().db.inBackground(async (tx) => {
      const rows = await tx.many<Omit<EventMessage, 'at'> & { at: Date; run_at: Date | null }>(
        sql`delete from platform.outbox o using (
              select instansi, id from platform.outbox order by id limit ${RELAY_BATCH} for update skip locked) due
            where o.instansi = due.instansi and o.id = due.id
            returning o.instansi, o.id, o.event, o.payload, o.at, o.run_at`,
      );
      const wanted = rows.flatMap((row) => (byEvent.get(row.event) ?? []).filter((subscriber) => subscriber.wants?.(row.payload) ?? true).map((subscriber) => ({ row, subscriber })));
      const [together, alone] = partition(wanted, ({ row, subscriber }) => subscriber.runMany !== undefined && row.run_at === null && row.instansi !== INSTALLATION);
      const jobs = alone.map(({ row, subscriber }) => singleJob(nameOf(subscriber), { ...row, at: row.at.toISOString() }, row.run_at));
      for (const [key, group] of Map.groupBy(together, ({ row, subscriber }) => `${row.instansi} ${nameOf(subscriber)}`)) {
        const [instansi, subscriber] = key.split(' ') as [string, string];
        for (let i = 0; i < group.length; i += SHARED_BATCH) {
          const messages = group.slice(i, i + SHARED_BATCH).map(({ row: { run_at: _, ...row } }) => ({ ...row, at: row.at.toISOString() }));
          jobs.push({ identifier: 'events', payload: { subscriber, instansi, messages }, run_at: null, max_attempts: MAX_ATTEMPTS });
        }
      }
      if (jobs.length > 0) await addJobs(tx, jobs);
      return rows.length;
    });
  }

  function relay(): Promise<void> {
    again = true;
    relaying ??= (async () => {
      try {
        while (again && !stopped) {
          again = false;
          while ((await relayBatch()) === RELAY_BATCH);
        }
      } catch (error) {
        // The database may be restarting; the rows wait in the outbox and the next tick tries again.
        house().log.warn({ error: (error as Error).message }, 'relay failed');
      } finally {
        relaying = undefined;
      }
    })();
    return relaying;
  }

  const tasks: TaskList = {
    event: async (payload) => {
      const message = payload as EventMessage & { subscriber: string };
      const subscriber = byName.get(message.subscriber);
      if (!subscriber) return; // its module left the house
      await subscriber.run(jobContext(house(), message.instansi, `job:${message.id}`), message);
    },
  };
  // When one of them fails, each becomes a job of its own with its own tries: the others are not held up by it.
  tasks.events = async (payload) => {
    const { subscriber: name, instansi, messages } = payload as { subscriber: string; instansi: string; messages: EventMessage[] };
    const subscriber = byName.get(name);
    if (!subscriber?.runMany) return;
    try {
      await subscriber.runMany(jobContext(house(), instansi, `job:${messages[0]!.id}`), messages);
    } catch {
      await house().db.asOwner((tx) => addJobs(tx, messages.map((message) => singleJob(name, message, null))));
    }
  };
  // The worker would find out only when it starts, and then not start.
  const misnamed = schedules.find(({ name }) => !/^[a-z][a-z0-9:_-]*$/.test(name));
  if (misnamed) throw new Error(`a schedule is named by letters, digits, ":", "-" and "_": ${misnamed.name}`);
  for (const schedule of schedules) tasks[schedule.name] = async () => schedule.run(house());
  const worker = createWorker(house, tasks, schedules.map((s) => `${s.cron} ${s.name}`));

  return {
    wake: () => {
      if (!timer || stopped || wakeTimer) return;
      wakeTimer = setTimeout(() => {
        wakeTimer = undefined;
        relayedAt = performance.now();
        void relay();
      }, Math.max(0, relayedAt + RELAY_EVERY_MS - performance.now()));
    },
    start: async () => {
      await worker.start();
      timer = setInterval(() => void relay(), 1000);
      timer.unref();
      void relay();
    },
    drain: async () => {
      for (;;) {
        await relay();
        const { due } = await house().db.asOwner((tx) =>
          tx.one<{ due: number }>(
            sql`select (select count(*) from platform.outbox)
                 + (select count(*) from graphile_worker._private_jobs where attempts < max_attempts and run_at <= now() + interval '1 second') as due`,
          ),
        );
        if (due === 0) return;
        await new Promise((next) => setTimeout(next, 20));
      }
    },
    stop: async () => {
      stopped = true;
      clearInterval(timer);
      clearTimeout(wakeTimer);
      await relaying;
      await worker.stop();
    },
  };
}

/** Messages in one shared job. */
const SHARED_BATCH = 50;
const nameOf = (s: Subscriber): string => `${s.event}/${s.name}`;

const singleJob = (subscriber: string, { instansi, id, event, payload, at }: EventMessage, runAt: Date | null): Record<string, unknown> => ({
  identifier: 'event', payload: { subscriber, instansi, id, event, payload, at }, run_at: runAt, max_attempts: MAX_ATTEMPTS,
});

function partition<T>(list: T[], belongs: (one: T) => boolean): [T[], T[]] {
  const yes: T[] = [];
  const no: T[] = [];
  for (const one of list) (belongs(one) ? yes : no).push(one);
  return [yes, no];
}

export const jobContext = (house: House, instansi: string, requestId: string): Context => ({ house, instansi, requestId, viewer: null, ip: '' });

async function addJobs(tx: Tx, jobs: Record<string, unknown>[]): Promise<void> {
  await tx.run(sql`select graphile_worker.add_jobs(array(
    select json_populate_recordset(null::graphile_worker.job_spec, ${JSON.stringify(jobs)}::json)))`);
}
