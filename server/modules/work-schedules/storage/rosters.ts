import type { Tx } from '../../../platform/db/database.ts';
import { sql } from '../../../platform/db/sql.ts';
import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';

export interface RosterDayRow {
  person: string;
  day: CalendarDay;
  code: string;
}
export const rosterDays = (tx: Tx, instansi: string, people: readonly string[], from: CalendarDay, to: CalendarDay): Promise<RosterDayRow[]> =>
  tx.many(sql`select person, day, code from work_schedule.roster_day where instansi = ${instansi} and person = any(${people}::uuid[]) and day between ${from} and ${to}`);

export interface RosterRow {
  unit: string;
  version: number;
  by: string;
  at: Date;
}
export const findRoster = (tx: Tx, instansi: string, unit: string, month: string): Promise<RosterRow | undefined> => tx.maybe(sql`select unit, version, by_name as by, at from work_schedule.roster where instansi = ${instansi} and unit = ${unit} and month = ${month}`);
export const rostersOf = (tx: Tx, instansi: string, units: readonly string[], month: string): Promise<RosterRow[]> => tx.many(sql`select unit, version, by_name as by, at from work_schedule.roster where instansi = ${instansi} and unit = any(${units}::uuid[]) and month = ${month}`);

/** @returns the new version; undefined when somebody else saved meanwhile. `before` 0: there was none. */
export const claimRoster = async (tx: Tx, instansi: string, r: { unit: string; month: string; before: number; at: Date; by: string }): Promise<number | undefined> =>
  (r.before === 0
    ? await tx.maybe<{ version: number }>(sql`insert into work_schedule.roster (instansi, unit, month, at, by_name) values (${instansi}, ${r.unit}, ${r.month}, ${r.at}, ${r.by}) on conflict do nothing returning version`)
    : await tx.maybe<{ version: number }>(sql`update work_schedule.roster set version = version + 1, at = ${r.at}, by_name = ${r.by} where instansi = ${instansi} and unit = ${r.unit} and month = ${r.month} and version = ${r.before} returning version`)
  )?.version;

/** An empty code takes the day out. */
export async function saveDays(tx: Tx, instansi: string, unit: string, rows: readonly RosterDayRow[]): Promise<void> {
  const columns = (all: readonly RosterDayRow[]) => [all.map((row) => row.person), all.map((row) => row.day), all.map((row) => row.code)] as const;
  const [filled, empty] = [rows.filter((row) => row.code !== ''), rows.filter((row) => row.code === '')];
  if (empty.length > 0) {
    const [people, days] = columns(empty);
    await tx.run(sql`delete from work_schedule.roster_day d using unnest(${people}::uuid[], ${days}::date[]) n (person, day) where d.instansi = ${instansi} and d.person = n.person and d.day = n.day`);
  }
  if (filled.length > 0) {
    const [people, days, codes] = columns(filled);
    await tx.run(sql`insert into work_schedule.roster_day (instansi, person, day, unit, code) select ${instansi}::uuid, n.person, n.day, ${unit}::uuid, n.code from unnest(${people}::uuid[], ${days}::date[], ${codes}::text[]) n (person, day, code)
      on conflict (instansi, person, day) do update set unit = excluded.unit, code = excluded.code`);
  }
}
