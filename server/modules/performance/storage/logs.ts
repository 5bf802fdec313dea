import type { Tx } from '../../../platform/db/database.ts';
import { sql } from '../../../platform/db/sql.ts';
import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import type { LogState } from '../contract.ts';

// Chapters: one log · lists · decisions · sums

export interface LogRecord {
  id: string;
  person: string;
  name: string;
  holding: string;
  unit: string;
  superiorPost: string | null;
  day: CalendarDay;
  plan: string | null;
  result: string | null;
  resultText: string;
  activity: string;
  quantity: string;
  minutes: number;
  evidence: string;
  /** Uploads. */
  files: string[];
  href: string | null;
  source: 'page' | 'phone' | 'pendopo';
  state: LogState;
  writtenAt: Date;
  decidedBy: string | null;
  reason: string | null;
  version: number;
}
const COLUMNS = sql`id, person, name, holding, unit, superior_post as "superiorPost", day, plan, result, result_text as "resultText", activity, quantity, minutes, evidence, files, href, source, state, written_at as "writtenAt", decided_by as "decidedBy", reason, version`;

export const findLog = (tx: Tx, instansi: string, id: string): Promise<LogRecord | undefined> => tx.maybe(sql`select ${COLUMNS} from performance.log where instansi = ${instansi} and id = ${id}`);
export const lockLog = (tx: Tx, instansi: string, id: string): Promise<LogRecord | undefined> => tx.maybe(sql`select ${COLUMNS} from performance.log where instansi = ${instansi} and id = ${id} for update`);
/** One writer of a person's day at a time, so that two logs together cannot exceed it. */
export const lockDay = (tx: Tx, instansi: string, person: string, day: CalendarDay): Promise<unknown> => tx.many(sql`select pg_advisory_xact_lock(hashtextextended(${`performance.log ${instansi} ${person} ${day}`}, 0))`);
/** Minutes of a day that still count, without one log. */
export const minutesOn = async (tx: Tx, instansi: string, person: string, day: CalendarDay, except: string | null): Promise<number> =>
  (await tx.one<{ sum: number }>(sql`select coalesce(sum(minutes), 0)::integer as sum from performance.log where instansi = ${instansi} and person = ${person} and day = ${day} and state <> 'ditolak' and (${except}::uuid is null or id <> ${except}::uuid)`)).sum;
/** @returns 0 where that work was taken before */
export const insertLog = (tx: Tx, instansi: string, l: LogRecord): Promise<number> =>
  tx.run(sql`insert into performance.log (instansi, id, person, name, holding, unit, superior_post, day, plan, result, result_text, activity, quantity, minutes, evidence, files, href, source, state, written_at, version)
    values (${instansi}, ${l.id}, ${l.person}, ${l.name}, ${l.holding}, ${l.unit}, ${l.superiorPost}, ${l.day}, ${l.plan}, ${l.result}, ${l.resultText}, ${l.activity}, ${l.quantity}, ${l.minutes}, ${l.evidence}, ${l.files}::uuid[], ${l.href}, ${l.source}, 'diajukan', ${l.writtenAt}, 1)
    on conflict do nothing`);
export const saveLog = (tx: Tx, instansi: string, l: LogRecord): Promise<number> =>
  tx.run(sql`update performance.log set day = ${l.day}, plan = ${l.plan}, result = ${l.result}, result_text = ${l.resultText}, activity = ${l.activity}, quantity = ${l.quantity}, minutes = ${l.minutes}, evidence = ${l.evidence}, files = ${l.files}::uuid[], state = 'diajukan', decided_at = null,
      decided_by = null, reason = null, superior_post = ${l.superiorPost}, version = version + 1 where instansi = ${instansi} and id = ${l.id} and version = ${l.version}`);
export const saveFiles = (tx: Tx, instansi: string, id: string, files: readonly string[]): Promise<number> => tx.run(sql`update performance.log set files = ${files}::uuid[], version = version + 1 where instansi = ${instansi} and id = ${id}`);
export const dropLog = (tx: Tx, instansi: string, id: string, version: number): Promise<number> => tx.run(sql`delete from performance.log where instansi = ${instansi} and id = ${id} and version = ${version}`);

export const logsOf = (tx: Tx, instansi: string, person: string, from: CalendarDay, to: CalendarDay): Promise<LogRecord[]> =>
  tx.many(sql`select ${COLUMNS} from performance.log where instansi = ${instansi} and person = ${person} and day between ${from} and ${to} order by day desc, written_at, id`);
export const logsOfStaff = (tx: Tx, instansi: string, people: readonly string[], of: { person?: string | undefined; waiting: boolean; from: CalendarDay; to: CalendarDay; limit: number }): Promise<LogRecord[]> =>
  tx.many(sql`select ${COLUMNS} from performance.log where instansi = ${instansi} and person = any(${of.person ? people.filter((one) => one === of.person) : people}::uuid[])
    and ${of.waiting ? sql`state = 'diajukan'` : sql`day between ${of.from} and ${of.to}`} order by day desc, name, written_at, id limit ${of.limit}`);
export const waitingByPerson = (tx: Tx, instansi: string, people: readonly string[]): Promise<{ person: string; waiting: number }[]> =>
  tx.many(sql`select person, count(*)::integer as waiting from performance.log where instansi = ${instansi} and person = any(${people}::uuid[]) and state = 'diajukan' group by person`);

/** Of these only those that wait, written by one of these people. */
export const decide = (tx: Tx, instansi: string, ids: readonly string[], people: readonly string[], of: { state: 'disetujui' | 'ditolak'; at: Date; by: string; reason: string | null }): Promise<{ id: string }[]> =>
  tx.many(sql`update performance.log set state = ${of.state}, decided_at = ${of.at}, decided_by = ${of.by}, reason = ${of.reason}, version = version + 1
    where instansi = ${instansi} and id = any(${ids}::uuid[]) and person = any(${people}::uuid[]) and state = 'diajukan' returning id`);
export const logOwners = (tx: Tx, instansi: string, ids: readonly string[]): Promise<{ id: string; person: string; state: LogState }[]> => tx.many(sql`select id, person, state from performance.log where instansi = ${instansi} and id = any(${ids}::uuid[])`);
export const expire = (tx: Tx, instansi: string, before: CalendarDay): Promise<number> => tx.run(sql`update performance.log set state = 'kedaluwarsa', version = version + 1 where instansi = ${instansi} and state = 'diajukan' and day < ${before}`);
export const institutionsWithOpenLogs = (tx: Tx): Promise<{ instansi: string }[]> => tx.many(sql`select distinct instansi from performance.log where state = 'diajukan'`);

export interface DayMinutes {
  person: string;
  day: CalendarDay;
  approved: number;
  waiting: number;
  expired: number;
}
export const minutesByDay = (tx: Tx, instansi: string, people: readonly string[], from: CalendarDay, to: CalendarDay): Promise<DayMinutes[]> =>
  tx.many(sql`select person, day, coalesce(sum(minutes) filter (where state = 'disetujui'), 0)::integer as approved, coalesce(sum(minutes) filter (where state = 'diajukan'), 0)::integer as waiting,
      coalesce(sum(minutes) filter (where state = 'kedaluwarsa'), 0)::integer as expired
    from performance.log where instansi = ${instansi} and person = any(${people}::uuid[]) and day between ${from} and ${to} group by person, day`);
/** Days with a log that was not refused. */
export const daysWithLog = (tx: Tx, instansi: string, people: readonly string[], from: CalendarDay, to: CalendarDay): Promise<{ person: string; day: CalendarDay }[]> =>
  tx.many(sql`select distinct person, day from performance.log where instansi = ${instansi} and person = any(${people}::uuid[]) and day between ${from} and ${to} and state <> 'ditolak'`);
export const hrefsTaken = async (tx: Tx, instansi: string, person: string, hrefs: readonly string[]): Promise<Set<string>> =>
  new Set((await tx.many<{ href: string }>(sql`select href from performance.log where instansi = ${instansi} and person = ${person} and href = any(${hrefs}::text[])`)).map((row) => row.href));
