import type { Tx } from '../../../platform/db/database.ts';
import { sql } from '../../../platform/db/sql.ts';
import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';

// Chapters: a year's absences · warnings · opening states

export interface YearRow {
  person: string;
  absentDays: number;
  lateMinutes: number;
  longestRun: number;
  /** Of which absences from before Pendopo. */
  beforeDays: number;
  /** Of the last absence or lateness, or until which an opening state tells. */
  lastDay: CalendarDay | null;
  /** Null where no day of the year was judged yet. */
  holding: string | null;
  unit: string | null;
  agency: string | null;
}
/**
 * By person: the days that were judged, corrections of locked months, recaps from before Pendopo, and the opening state. Days before the opening's
 * end come from it alone, days of an earlier recap from that. Only who has anything.
 */
export const yearOf = (tx: Tx, instansi: string, year: number, people: readonly string[] | 'everybody'): Promise<YearRow[]> => {
  const who = people === 'everybody' ? sql`true` : sql`person = any(${people}::uuid[])`;
  return tx.many(sql`with opening as (select person, until_day, absent_days, late_minutes from timesheet.discipline_opening where instansi = ${instansi} and year = ${year} and ${who}),
    earlier as (select e.person, sum(coalesce((e.counts->>'TK')::int, 0))::int as absent, sum(e.late_minutes + e.early_minutes)::int as minutes, max(coalesce(e.until_day, (e.month || '-01')::date + interval '1 month - 1 day')::date) as last
      from timesheet.earlier_month e left join opening o on o.person = e.person where e.instansi = ${instansi} and e.month like ${`${year}-%`} and (o.until_day is null or (e.month || '-01')::date > o.until_day) and ${people === 'everybody' ? sql`true` : sql`e.person = any(${people}::uuid[])`} group by e.person),
    days as (select d.person, d.day, d.code, d.holding, d.unit, d.agency, coalesce(d.late_minutes, 0) + coalesce(d.early_minutes, 0) as minutes, row_number() over (partition by d.person order by d.day) - row_number() over (partition by d.person, d.code = 'TK' order by d.day) as island
      from timesheet.day d left join opening o on o.person = d.person
     where d.instansi = ${instansi} and d.day between ${`${year}-01-01`} and ${`${year}-12-31`} and d.is_over and d.code not in ('-', '?') and (o.until_day is null or d.day > o.until_day) and not exists (select from timesheet.earlier_month e where e.instansi = d.instansi and e.person = d.person and e.month = to_char(d.day, 'YYYY-MM') and d.day <= coalesce(e.until_day, d.day)) and ${people === 'everybody' ? sql`true` : sql`d.person = any(${people}::uuid[])`}),
    runs as (select person, max(n) as run from (select person, island, count(*)::int as n from days where code = 'TK' group by person, island) r group by person),
    sums as (select person, count(*) filter (where code = 'TK')::int as absent, coalesce(sum(minutes), 0)::int as minutes, max(day) filter (where code = 'TK' or minutes > 0) as last,
        (array_agg(holding order by day desc))[1] as holding, (array_agg(unit order by day desc))[1] as unit, (array_agg(agency order by day desc))[1] as agency from days group by person),
    corrected as (select person, sum(coalesce((counts->>'TK')::int, 0))::int as absent from timesheet.correction where instansi = ${instansi} and month like ${`${year}-%`} and ${who} group by person),
    everyone as (select person from sums union select person from opening union select person from earlier),
    year as (select w.person, coalesce(s.absent, 0) + coalesce(o.absent_days, 0) + coalesce(e.absent, 0) + coalesce(c.absent, 0) as absent, coalesce(s.minutes, 0) + coalesce(o.late_minutes, 0) + coalesce(e.minutes, 0) as minutes, coalesce(o.absent_days, 0) + coalesce(e.absent, 0) as before, coalesce(r.run, 0) as run,
        greatest(s.last, o.until_day, e.last) as last, s.holding, s.unit, s.agency
      from everyone w left join sums s on s.person = w.person left join opening o on o.person = w.person left join earlier e on e.person = w.person left join corrected c on c.person = w.person left join runs r on r.person = w.person)
    select person, absent as "absentDays", minutes as "lateMinutes", before as "beforeDays", run as "longestRun", last as "lastDay", holding, unit, agency from year where absent > 0 or minutes > 0`);
};

export interface WarningRow {
  id: string;
  person: string;
  holding: string;
  unit: string;
  agency: string;
  year: number;
  step: string;
  days: number;
  absentDays: number;
  lateMinutes: number;
  longestRun: number;
  reachedOn: CalendarDay;
  superiorPost: string | null;
  state: 'open' | 'summoned' | 'closed';
  note: string;
  version: number;
}
const WARNING = sql`select id, person, holding, unit, agency, year, step, days, absent_days as "absentDays", late_minutes as "lateMinutes", longest_run as "longestRun", reached_on as "reachedOn", superior_post as "superiorPost", state, note, version from timesheet.warning`;
/** @returns whether it is new: each step is warned of once a year */
export const insertWarning = async (tx: Tx, instansi: string, w: Omit<WarningRow, 'state' | 'note' | 'version'> & { at: Date }): Promise<boolean> =>
  (await tx.run(sql`insert into timesheet.warning (instansi, id, person, holding, unit, agency, year, step, days, absent_days, late_minutes, longest_run, reached_on, superior_post, at)
    values (${instansi}, ${w.id}, ${w.person}, ${w.holding}, ${w.unit}, ${w.agency}, ${w.year}, ${w.step}, ${w.days}, ${w.absentDays}, ${w.lateMinutes}, ${w.longestRun}, ${w.reachedOn}, ${w.superiorPost}, ${w.at}) on conflict do nothing`)) > 0;
export const knownWarnings = async (tx: Tx, instansi: string, year: number): Promise<Set<string>> =>
  new Set((await tx.many<{ key: string }>(sql`select person || '/' || step as key from timesheet.warning where instansi = ${instansi} and year = ${year}`)).map((row) => row.key));
export const listWarnings = (tx: Tx, instansi: string, year: number, units: readonly string[] | null): Promise<WarningRow[]> =>
  tx.many(sql`${WARNING} where instansi = ${instansi} and year = ${year} and ${units === null ? sql`true` : sql`unit = any(${units}::uuid[])`} order by state <> 'open', days desc, at desc limit 300`);
export const openSteps = (tx: Tx, instansi: string, year: number, units: readonly string[] | null): Promise<{ person: string; step: string }[]> =>
  tx.many(sql`select person, step from timesheet.warning where instansi = ${instansi} and year = ${year} and state <> 'closed' and ${units === null ? sql`true` : sql`unit = any(${units}::uuid[])`}`);
export const findWarning = (tx: Tx, instansi: string, id: string): Promise<WarningRow | undefined> => tx.maybe(sql`${WARNING} where instansi = ${instansi} and id = ${id}`);
export const settleWarning = (tx: Tx, instansi: string, w: { id: string; state: 'summoned' | 'closed'; note: string; by: string; version: number }): Promise<number> =>
  tx.run(sql`update timesheet.warning set state = ${w.state}, note = ${w.note}, closed_by = ${w.by}, version = version + 1 where instansi = ${instansi} and id = ${w.id} and version = ${w.version} and state <> 'closed'`);

export interface OpeningRow {
  person: string;
  year: number;
  untilDay: CalendarDay;
  absentDays: number;
  lateMinutes: number;
}
export const openingsOf = (tx: Tx, instansi: string, people: readonly string[]): Promise<OpeningRow[]> =>
  tx.many(sql`select person, year, until_day as "untilDay", absent_days as "absentDays", late_minutes as "lateMinutes" from timesheet.discipline_opening where instansi = ${instansi} and person = any(${people}::uuid[])`);
export const saveOpenings = (tx: Tx, instansi: string, rows: readonly OpeningRow[], sheet: string): Promise<number> =>
  tx.run(sql`insert into timesheet.discipline_opening (instansi, person, year, until_day, absent_days, late_minutes, sheet)
    select ${instansi}::uuid, o.person, o.year, o."untilDay", o."absentDays", o."lateMinutes", ${sheet}::uuid from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as o(person uuid, year int, "untilDay" date, "absentDays" int, "lateMinutes" int)
    on conflict (instansi, person, year) do update set until_day = excluded.until_day, absent_days = excluded.absent_days, late_minutes = excluded.late_minutes, sheet = excluded.sheet`);

export interface EarlierRow {
  person: string;
  month: string;
  /** The last day that it tells; null: of the month. */
  untilDay: CalendarDay | null;
  due: number;
  counts: Record<string, number>;
  lateMinutes: number;
  earlyMinutes: number;
  percent: number;
}
export const earlierOf = (tx: Tx, instansi: string, of: { people: readonly string[] } | { month: string }): Promise<EarlierRow[]> =>
  tx.many(sql`select person, month, until_day as "untilDay", due, counts, late_minutes as "lateMinutes", early_minutes as "earlyMinutes", percent from timesheet.earlier_month where instansi = ${instansi} and ${'month' in of ? sql`month = ${of.month}` : sql`person = any(${of.people}::uuid[])`} order by person, month`);
export const saveEarlier = (tx: Tx, instansi: string, rows: readonly EarlierRow[], sheet: string): Promise<number> =>
  tx.run(sql`insert into timesheet.earlier_month (instansi, person, month, until_day, due, counts, late_minutes, early_minutes, percent, sheet)
    select ${instansi}::uuid, e.person, e.month, e."untilDay", e.due, e.counts, e."lateMinutes", e."earlyMinutes", e.percent, ${sheet}::uuid from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as e(person uuid, month text, "untilDay" date, due int, counts jsonb, "lateMinutes" int, "earlyMinutes" int, percent int)
    on conflict (instansi, person, month) do update set until_day = excluded.until_day, due = excluded.due, counts = excluded.counts, late_minutes = excluded.late_minutes, early_minutes = excluded.early_minutes, percent = excluded.percent, sheet = excluded.sheet`);
