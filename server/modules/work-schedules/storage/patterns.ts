import type { Tx } from '../../../platform/db/database.ts';
import { sql } from '../../../platform/db/sql.ts';
import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import type { PatternBody } from '../contract/shapes.ts';

// Chapters: patterns and their versions · who works by which

export interface PatternVersionRow {
  pattern: string;
  name: string;
  code: string | null;
  lastDay: CalendarDay | null;
  number: number;
  validFrom: CalendarDay;
  body: PatternBody;
  legalBasis: string;
  source: string;
  verified: boolean;
  note: string;
  by: string;
}
const VERSION = sql`select v.pattern, p.name, p.code, p.last_day as "lastDay", v.number, v.valid_from as "validFrom", v.body, v.legal_basis as "legalBasis", v.source, v.verified, v.note, v.by_name as by
  from work_schedule.pattern_version v join work_schedule.pattern p on p.instansi = v.instansi and p.id = v.pattern`;

/** Every version of every pattern, by name and then the latest first. */
export const listVersions = (tx: Tx, instansi: string): Promise<PatternVersionRow[]> => tx.many(sql`${VERSION} where v.instansi = ${instansi} order by p.name, v.pattern, v.valid_from desc, v.number desc`);
export const versionsOf = (tx: Tx, instansi: string, pattern: string): Promise<PatternVersionRow[]> => tx.many(sql`${VERSION} where v.instansi = ${instansi} and v.pattern = ${pattern} order by v.valid_from desc, v.number desc`);
export const knownCodes = async (tx: Tx, instansi: string): Promise<Set<string>> => new Set((await tx.many<{ code: string }>(sql`select code from work_schedule.pattern where instansi = ${instansi} and code is not null`)).map((row) => row.code));
/** @returns false when the name or the code is taken */
export const insertPattern = async (tx: Tx, instansi: string, p: { id: string; code: string | null; name: string }): Promise<boolean> =>
  (await tx.run(sql`insert into work_schedule.pattern (instansi, id, code, name) values (${instansi}, ${p.id}, ${p.code}, ${p.name}) on conflict do nothing`)) > 0;
export const lockPattern = (tx: Tx, instansi: string, id: string): Promise<{ id: string; name: string; lastDay: CalendarDay | null } | undefined> => tx.maybe(sql`select id, name, last_day as "lastDay" from work_schedule.pattern where instansi = ${instansi} and id = ${id} for update`);
export const insertVersion = (tx: Tx, instansi: string, v: Omit<PatternVersionRow, 'name' | 'code' | 'lastDay'> & { at: Date }): Promise<number> =>
  tx.run(sql`insert into work_schedule.pattern_version (instansi, pattern, number, valid_from, body, legal_basis, source, verified, note, at, by_name)
    values (${instansi}, ${v.pattern}, ${v.number}, ${v.validFrom}, ${JSON.stringify(v.body)}, ${v.legalBasis}, ${v.source}, ${v.verified}, ${v.note}, ${v.at}, ${v.by})`);

export const endPattern = (tx: Tx, instansi: string, id: string, lastDay: CalendarDay): Promise<number> => tx.run(sql`update work_schedule.pattern set last_day = ${lastDay} where instansi = ${instansi} and id = ${id}`);

export interface AssignmentStored {
  id: string;
  unit: string | null;
  person: string | null;
  pattern: string | null;
  fromDay: CalendarDay;
  toDay: CalendarDay | null;
  openOnJointLeave: boolean;
  legalBasis: string;
}
const ASSIGNMENT = sql`select id, unit, person, pattern, from_day as "fromDay", to_day as "toDay", open_on_joint_leave as "openOnJointLeave", legal_basis as "legalBasis" from work_schedule.assignment`;

/** Those of units, and of these people, with a day in the span; the latest first. */
export const assignmentsBetween = (tx: Tx, instansi: string, people: readonly string[], from: CalendarDay, to: CalendarDay): Promise<AssignmentStored[]> =>
  tx.many(sql`${ASSIGNMENT} where instansi = ${instansi} and (person is null or person = any(${people}::uuid[])) and from_day <= ${to} and (to_day is null or to_day >= ${from}) order by from_day desc, id desc`);
export const listAssignments = (tx: Tx, instansi: string): Promise<AssignmentStored[]> => tx.many(sql`${ASSIGNMENT} where instansi = ${instansi} order by from_day desc, id desc limit 2000`);
/** Those of one unit or person, who nobody else assigns anything to until the end: a new row of somebody else would not be among them. */
export async function lockAssignmentsOf(tx: Tx, instansi: string, of: { unit: string | null; person: string | null }): Promise<AssignmentStored[]> {
  await tx.run(sql`select pg_advisory_xact_lock(hashtextextended(${`work_schedule.assignment ${instansi} ${of.unit ?? of.person}`}, 0))`);
  return tx.many(sql`${ASSIGNMENT} where instansi = ${instansi} and ${of.unit === null ? sql`person = ${of.person}` : sql`unit = ${of.unit}`} order by from_day for update`);
}
export const findAssignment = (tx: Tx, instansi: string, id: string): Promise<AssignmentStored | undefined> => tx.maybe(sql`${ASSIGNMENT} where instansi = ${instansi} and id = ${id} for update`);
export const insertAssignment = (tx: Tx, instansi: string, a: AssignmentStored & { at: Date; by: string }): Promise<number> =>
  tx.run(sql`insert into work_schedule.assignment (instansi, id, unit, person, pattern, from_day, to_day, open_on_joint_leave, legal_basis, at, by_name)
    values (${instansi}, ${a.id}, ${a.unit}, ${a.person}, ${a.pattern}, ${a.fromDay}, ${a.toDay}, ${a.openOnJointLeave}, ${a.legalBasis}, ${a.at}, ${a.by})`);
export const endAssignment = (tx: Tx, instansi: string, id: string, lastDay: CalendarDay): Promise<number> => tx.run(sql`update work_schedule.assignment set to_day = ${lastDay} where instansi = ${instansi} and id = ${id}`);
export const dropAssignment = (tx: Tx, instansi: string, id: string): Promise<number> => tx.run(sql`delete from work_schedule.assignment where instansi = ${instansi} and id = ${id}`);
