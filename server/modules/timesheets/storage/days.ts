import { hash } from 'node:crypto';
import type { Tx } from '../../../platform/db/database.ts';
import { sql } from '../../../platform/db/sql.ts';
import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import type { DayResult, DayStanding, TrustClass } from '../contract/port.ts';
import type { CountedDay } from '../rules/count-a-month.ts';

// Chapters: a judged day and its row · reading · writing · what changed

/** A day as it was judged, with what is kept beside it. */
export interface JudgedResult extends DayResult {
  agency: string;
  isOver: boolean;
  isJointLeave: boolean;
  /** Worked although it is cuti bersama. */
  jointLeaveWorked: boolean;
  hasLog: boolean | null;
  policy: string;
}
export interface DayRow {
  person: string;
  day: CalendarDay;
  holding: string;
  unit: string;
  agency: string;
  code: string;
  in_at: Date | null;
  out_at: Date | null;
  late_code: string | null;
  late_minutes: number | null;
  late_percent: number | null;
  early_code: string | null;
  early_minutes: number | null;
  early_percent: number | null;
  percent: number;
  class: TrustClass | null;
  effective_minutes: number;
  is_over: boolean;
  is_joint_leave: boolean;
  has_log: boolean | null;
  policy: string;
  steps: string;
}

export const resultOf = (row: DayRow): JudgedResult => ({
  person: row.person, day: row.day, holding: row.holding, unit: row.unit, agency: row.agency, code: row.code, percent: row.percent, effectiveMinutes: row.effective_minutes, steps: row.steps.split('\n'), isOver: row.is_over, isJointLeave: row.is_joint_leave, jointLeaveWorked: false, hasLog: row.has_log,
  policy: row.policy, ...(row.in_at ? { in: row.in_at } : {}), ...(row.out_at ? { out: row.out_at } : {}), ...(row.class ? { class: row.class } : {}),
  ...(row.late_code ? { late: { code: row.late_code, minutes: row.late_minutes ?? undefined, percent: row.late_percent ?? 0 } } : {}), ...(row.early_code ? { early: { code: row.early_code, minutes: row.early_minutes ?? undefined, percent: row.early_percent ?? 0 } } : {}),
});
/** A row as JSON, written once for its digest, which tells whether anything became different, and for the statement that stores it. */
export interface DayText {
  json: string;
  digest: string;
}
export function textOf(one: JudgedResult): DayText {
  // Dates are written beforehand: JSON asks each for itself, which takes three times as long as all the rest.
  const row = JSON.stringify({
    person: one.person, day: one.day, holding: one.holding, unit: one.unit, agency: one.agency, code: one.code, in_at: one.in?.toISOString(), out_at: one.out?.toISOString(), late_code: one.late?.code, late_minutes: one.late?.minutes, late_percent: one.late?.percent, early_code: one.early?.code, early_minutes: one.early?.minutes, early_percent: one.early?.percent,
    percent: one.percent, class: one.class, effective_minutes: one.effectiveMinutes, is_over: one.isOver, is_joint_leave: one.isJointLeave, has_log: one.hasLog, policy: one.policy, steps: one.steps.join('\n'),
  });
  const digest = hash('sha1', row, 'base64');
  return { json: `${row.slice(0, -1)},"digest":"${digest}"}`, digest };
}

const DAY = sql`select person, day, holding, unit, agency, code, in_at, out_at, late_code, late_minutes, late_percent, early_code, early_minutes, early_percent, percent, class, effective_minutes, is_over, is_joint_leave, has_log, policy, steps from timesheet.day`;

export const daysOfPeople = async (tx: Tx, instansi: string, people: readonly string[], from: CalendarDay, to: CalendarDay): Promise<JudgedResult[]> =>
  (await tx.many<DayRow>(sql`${DAY} where instansi = ${instansi} and person = any(${people}::uuid[]) and day between ${from} and ${to} order by person, day`)).map(resultOf);
/** Without the sentences, which are most of a row. */
export const standingsOf = async (tx: Tx, instansi: string, people: readonly string[], day: CalendarDay): Promise<DayStanding[]> =>
  (await tx.many<Pick<DayRow, 'person' | 'code' | 'in_at' | 'out_at' | 'late_code' | 'late_minutes' | 'late_percent'>>(sql`select person, code, in_at, out_at, late_code, late_minutes, late_percent from timesheet.day
    where instansi = ${instansi} and person = any(${people}::uuid[]) and day = ${day}`)).map((row) => ({
    person: row.person, code: row.code, ...(row.in_at ? { in: row.in_at } : {}), ...(row.out_at ? { out: row.out_at } : {}), ...(row.late_code ? { late: { code: row.late_code, minutes: row.late_minutes ?? undefined, percent: row.late_percent ?? 0 } } : {}),
  }));
export const daysOfAgency = async (tx: Tx, instansi: string, agency: string, from: CalendarDay, to: CalendarDay): Promise<JudgedResult[]> =>
  (await tx.many<DayRow>(sql`${DAY} where instansi = ${instansi} and agency = ${agency} and day between ${from} and ${to} order by person, day`)).map(resultOf);

export interface KnownDay {
  person: string;
  day: CalendarDay;
  unit: string;
  agency: string;
  code: string;
  percent: number;
  late_code: string | null;
  late_minutes: number | null;
  early_code: string | null;
  early_minutes: number | null;
  is_over: boolean;
  digest: string;
}
/** What is stored, without the sentences. */
export const knownDays = (tx: Tx, instansi: string, people: readonly string[], from: CalendarDay, to: CalendarDay): Promise<KnownDay[]> =>
  tx.many(sql`select person, day, unit, agency, code, percent, late_code, late_minutes, early_code, early_minutes, is_over, digest from timesheet.day where instansi = ${instansi} and person = any(${people}::uuid[]) and day between ${from} and ${to}`);

/** One statement for any number of days. */
export const saveDays = (tx: Tx, instansi: string, rows: readonly DayText[], at: Date): Promise<number> =>
  tx.run(sql`insert into timesheet.day (instansi, person, day, holding, unit, agency, code, in_at, out_at, late_code, late_minutes, late_percent, early_code, early_minutes, early_percent, percent, class, effective_minutes, is_over, is_joint_leave, has_log, policy, steps, digest, judged_at)
    select ${instansi}::uuid, d.*, ${at}::timestamptz(3) from json_to_recordset(${`[${rows.map((one) => one.json).join()}]`}::json) as d(person uuid, day date, holding uuid, unit uuid, agency uuid, code text, in_at timestamptz(3), out_at timestamptz(3), late_code text, late_minutes int, late_percent int, early_code text, early_minutes int,
      early_percent int, percent int, class text, effective_minutes int, is_over boolean, is_joint_leave boolean, has_log boolean, policy uuid, steps text, digest text)
    on conflict (instansi, person, day) do update set holding = excluded.holding, unit = excluded.unit, agency = excluded.agency, code = excluded.code, in_at = excluded.in_at, out_at = excluded.out_at, late_code = excluded.late_code, late_minutes = excluded.late_minutes, late_percent = excluded.late_percent,
      early_code = excluded.early_code, early_minutes = excluded.early_minutes, early_percent = excluded.early_percent, percent = excluded.percent, class = excluded.class, effective_minutes = excluded.effective_minutes, is_over = excluded.is_over, is_joint_leave = excluded.is_joint_leave, has_log = excluded.has_log,
      policy = excluded.policy, steps = excluded.steps, digest = excluded.digest, judged_at = excluded.judged_at`);
export const deleteDays = (tx: Tx, instansi: string, gone: readonly { person: string; day: CalendarDay }[]): Promise<number> =>
  tx.run(sql`delete from timesheet.day d using unnest(${gone.map((one) => one.person)}::uuid[], ${gone.map((one) => one.day)}::date[]) g (person, day) where d.instansi = ${instansi} and d.person = g.person and d.day = g.day`);

/** Narrow rows for the recap of a month; those of agencies whose month is locked are left out. */
export const countedDays = (tx: Tx, instansi: string, of: { agency: string } | { people: readonly string[] } | { units: readonly string[] } | 'everybody', from: CalendarDay, to: CalendarDay, locked: readonly string[] = []): Promise<(CountedDay & { policy: string })[]> =>
  tx.many(sql`select person, holding, unit, agency, day, code, late_code as "lateCode", late_minutes as "lateMinutes", early_code as "earlyCode", early_minutes as "earlyMinutes", percent, class, effective_minutes as "effectiveMinutes", is_joint_leave as "isJointLeave", has_log as "hasLog", policy
    from timesheet.day where instansi = ${instansi} and day between ${from} and ${to} and is_over${locked.length > 0 ? sql` and agency <> all(${locked}::uuid[])` : sql``} and ${of === 'everybody' ? sql`true` : 'agency' in of ? sql`agency = ${of.agency}` : 'people' in of ? sql`person = any(${of.people}::uuid[])` : sql`unit = any(${of.units}::uuid[])`} order by person, day`);

export interface AgencySum {
  agency: string;
  people: number;
  /** Days without explanation, and days that began late. */
  unexplained: number;
  late: number;
}
/** What lists tell of open months, added up where the rows lie: a month of twenty thousand people is half a million days. */
export const openSums = (tx: Tx, instansi: string, of: { agency: string } | 'everybody', from: CalendarDay, to: CalendarDay, locked: readonly string[]): Promise<AgencySum[]> =>
  tx.many(sql`select agency, count(distinct person)::int as people, count(*) filter (where code = 'TK')::int as unexplained, count(late_code) filter (where code not in ('-', '?'))::int as late
    from timesheet.day where instansi = ${instansi} and day between ${from} and ${to} and is_over and agency <> all(${locked}::uuid[]) and ${of === 'everybody' ? sql`true` : sql`agency = ${of.agency}`} group by agency`);

export interface ChangeRow {
  id: string;
  person: string;
  day: CalendarDay;
  unit: string;
  agency: string;
  before: string;
  after: string;
  beforePercent: number;
  afterPercent: number;
  why: string;
  closed: boolean;
  at: Date;
}
export const insertChanges = (tx: Tx, instansi: string, rows: readonly ChangeRow[]): Promise<number> =>
  tx.run(sql`insert into timesheet.change (instansi, id, person, day, unit, agency, before_text, after_text, before_percent, after_percent, why, closed, at)
    select ${instansi}::uuid, c.* from json_to_recordset(${JSON.stringify(rows)}::json) as c(id uuid, person uuid, day date, unit uuid, agency uuid, "before" text, "after" text, "beforePercent" int, "afterPercent" int, why text, closed boolean, at timestamptz(3))`);
const CHANGE = sql`select id, person, day, unit, agency, before_text as before, after_text as after, before_percent as "beforePercent", after_percent as "afterPercent", why, closed, at from timesheet.change`;
export const listChanges = (tx: Tx, instansi: string, of: { agency: string; month: string } | { person: string; month: string } | { units: readonly string[] }, limit: number): Promise<ChangeRow[]> =>
  tx.many(sql`${CHANGE} where instansi = ${instansi} and ${'units' in of ? sql`agency = any(${of.units}::uuid[])` : sql`day between ${`${of.month}-01`}::date and (${`${of.month}-01`}::date + interval '1 month - 1 day')::date and ${'agency' in of ? sql`agency = ${of.agency}` : sql`person = ${of.person}`}`} order by at desc, day desc, id limit ${limit}`);
/** Takes what nobody was told yet, and calls it told. */
export const takeUntold = (tx: Tx, instansi: string, before: Date): Promise<{ person: string; day: CalendarDay; before: string; after: string; why: string }[]> =>
  tx.many(sql`update timesheet.change set told = true where instansi = ${instansi} and not told and not closed and at <= ${before} returning person, day, before_text as before, after_text as after, why`);
/** A difference of a locked day that is on the list already. */
export const knownClosed = (tx: Tx, instansi: string, people: readonly string[], from: CalendarDay, to: CalendarDay): Promise<{ person: string; day: CalendarDay; after: string }[]> =>
  tx.many(sql`select distinct on (person, day) person, day, after_text as after from timesheet.change where instansi = ${instansi} and closed and person = any(${people}::uuid[]) and day between ${from} and ${to} order by person, day, at desc, id desc`);

/** The last day of which anything is stored. */
/**
 * Which of these days without a row were judged already: a day off leaves none, but the days around it have theirs. Whoever has nothing
 * stored costs one look. `<person>/<day>`.
 */
export async function judgedBefore(tx: Tx, instansi: string, rows: readonly { person: string; day: CalendarDay }[]): Promise<Set<string>> {
  if (rows.length === 0) return new Set();
  const people = new Set((await tx.many<{ person: string }>(sql`select person from unnest(${[...new Set(rows.map((one) => one.person))]}::uuid[]) p (person) where exists (select from timesheet.day d where d.instansi = ${instansi} and d.person = p.person)`)).map((row) => row.person));
  const asked = rows.filter((one) => people.has(one.person));
  if (asked.length === 0) return new Set();
  const found = await tx.many<{ person: string; day: CalendarDay }>(sql`select n.person, n.day from unnest(${asked.map((one) => one.person)}::uuid[], ${asked.map((one) => one.day)}::date[]) n (person, day)
    where exists (select from timesheet.day d where d.instansi = ${instansi} and d.person = n.person and d.day between n.day - ${AROUND_DAYS}::integer and n.day - 1)
      and exists (select from timesheet.day d where d.instansi = ${instansi} and d.person = n.person and d.day between n.day + 1 and n.day + ${AROUND_DAYS}::integer)`);
  return new Set(found.map((row) => `${row.person}/${row.day}`));
}
/** No office is closed for longer. */
const AROUND_DAYS = 14;
export const lastStored = async (tx: Tx, instansi: string): Promise<CalendarDay | null> =>
  (await tx.one<{ day: CalendarDay | null }>(sql`select max(day) as day from timesheet.day where instansi = ${instansi}`)).day;
