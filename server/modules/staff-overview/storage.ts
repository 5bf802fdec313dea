import type { Tx } from '../../platform/db/database.ts';
import { sql } from '../../platform/db/sql.ts';
import type { CalendarDay } from '../../platform/kernel/calendar-day.ts';

export interface DayCount {
  unit: string;
  day: CalendarDay;
  due: number;
  present: number;
  late: number;
  away: number;
  absent: number;
}
export const dropDays = (tx: Tx, instansi: string, from: CalendarDay, to: CalendarDay): Promise<number> => tx.run(sql`delete from staff_overview.day where instansi = ${instansi} and day between ${from} and ${to}`);
export const insertDays = (tx: Tx, instansi: string, rows: readonly DayCount[]): Promise<number> =>
  tx.run(sql`insert into staff_overview.day (instansi, unit, day, due, present, late, away, absent) select ${instansi}::uuid, n.* from unnest(${rows.map((r) => r.unit)}::uuid[], ${rows.map((r) => r.day)}::date[], ${rows.map((r) => r.due)}::int[],
    ${rows.map((r) => r.present)}::int[], ${rows.map((r) => r.late)}::int[], ${rows.map((r) => r.away)}::int[], ${rows.map((r) => r.absent)}::int[]) n`);
export const weeksOf = (tx: Tx, instansi: string, units: readonly string[] | null, from: CalendarDay): Promise<{ week: CalendarDay; due: number; present: number; late: number; absent: number }[]> =>
  tx.many(sql`select (date_trunc('week', day))::date as week, sum(due)::int as due, sum(present)::int as present, sum(late)::int as late, sum(absent)::int as absent from staff_overview.day
    where instansi = ${instansi} and (${units}::uuid[] is null or unit = any(${units}::uuid[])) and day >= ${from} group by 1 order by 1`);
export const unitsSince = (tx: Tx, instansi: string, units: readonly string[] | null, from: CalendarDay): Promise<{ unit: string; due: number; late: number; absent: number }[]> =>
  tx.many(sql`select unit, sum(due)::int as due, sum(late)::int as late, sum(absent)::int as absent from staff_overview.day where instansi = ${instansi} and (${units}::uuid[] is null or unit = any(${units}::uuid[])) and day >= ${from} group by unit`);
export const lastDay = async (tx: Tx, instansi: string): Promise<CalendarDay | null> => (await tx.one<{ day: CalendarDay | null }>(sql`select max(day) as day from staff_overview.day where instansi = ${instansi}`)).day;
