import { formatDay, formatTime } from '../../engines/working-time/words.ts';
import { audit } from '../../platform/audit/audit.ts';
import { part } from '../../platform/house.ts';
import { dayIn, type Zone } from '../../platform/kernel/calendar-day.ts';
import { Refused } from '../../platform/kernel/refusal.ts';
import type { Institutions } from '../../platform/request/authenticator.ts';
import type { Context } from '../../platform/request/context.ts';
import { withoutPersonalData } from '../notifications/contract.ts';
import type { JobRow } from './contract.ts';
import { isRetryable, jobState, STATE_WORDS, STUCK_AFTER_MILLISECONDS } from './rules/job-state.ts';
import { whatJobDoes } from './rules/what-a-job-does.ts';
import * as storage from './storage.ts';

/** The worker's tables belong to the owner role; the institution stands in every statement instead of the wall. */
export async function listJobs(ctx: Context, input: { state: 'dead' | 'open' | 'all'; cursor?: string | undefined; limit: number }) {
  const { zone } = await part<Institutions>(ctx.house, 'institutions').byId(ctx.house, ctx.instansi);
  return ctx.house.db.asOwner(async (tx) => {
    const rows = await storage.listWork(tx, ctx.instansi, { which: input.state, stuckAfter: STUCK_AFTER_MILLISECONDS, before: input.cursor, limit: input.limit + 1 });
    const counts = await storage.countWork(tx, ctx.instansi, STUCK_AFTER_MILLISECONDS);
    const { waiting, oldest } = await storage.outboxOf(tx, ctx.instansi);
    const shown = rows.slice(0, input.limit);
    return {
      items: shown.map((row) => show(row, zone)),
      ...(rows.length > input.limit ? { nextCursor: shown.at(-1)!.id } : {}),
      counts,
      outbox: { waiting, ...(oldest ? { oldestText: words(oldest, zone, ctx.house.clock.now()) } : {}) },
    };
  });
}

/** @throws Refused `operations.no-such-job`, `operations.not-dead` while the worker still has it in hand */
export const retryJob = (ctx: Context, { id }: { id: string }) =>
  ctx.house.db.asOwner(async (tx) => {
    const row = await storage.findWork(tx, ctx.instansi, id);
    if (!row) throw new Refused({ code: 'operations.no-such-job' });
    if (!isRetryable(jobState(row, row.now))) throw new Refused({ code: 'operations.not-dead' });
    await storage.restartWork(tx, [id]);
    await audit({ ...ctx, tx }, { action: 'operations.job-retried', object: 'job', detail: { job: id, code: row.code, attempts: row.attempts } });
    return { id, what: whatJobDoes(row.code) };
  });

export const retryAllJobs = (ctx: Context) =>
  ctx.house.db.asOwner(async (tx) => {
    const rows = await storage.lockRetryable(tx, ctx.instansi, STUCK_AFTER_MILLISECONDS);
    if (rows.length === 0) return { retried: 0 };
    const retried = await storage.restartWork(tx, rows.map((row) => row.id));
    await audit({ ...ctx, tx }, { action: 'operations.jobs-retried', object: 'job', detail: { count: retried, codes: [...new Set(rows.map((row) => row.code))] } });
    return { retried };
  });

const words = (at: Date, zone: Zone, now: Date): string => `${formatDay(dayIn(at, zone), dayIn(now, zone))} ${formatTime(at, zone)}`;

function show(row: storage.WorkRow, zone: Zone): JobRow {
  const state = jobState(row, row.now);
  return {
    id: row.id, what: whatJobDoes(row.code), code: row.code, state, stateText: STATE_WORDS[state], ...(row.number && !row.shared ? { number: row.number } : {}),
    attempts: row.attempts, maxAttempts: row.maxAttempts,
    // The error of a shared job may tell of another institution; it stands in the server's log.
    ...(row.error ? { error: row.shared ? 'Lihat log server.' : withoutPersonalData(row.error.split('\n')[0]!) } : {}),
    createdAt: row.createdAt.toISOString(), createdText: words(row.createdAt, zone, row.now),
    ...(state === 'retrying' || (state === 'waiting' && row.runAt > row.now) ? { nextText: words(row.runAt, zone, row.now) } : {}),
    retryable: isRetryable(state), shared: row.shared,
  };
}
