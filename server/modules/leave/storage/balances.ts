import type { Tx } from '../../../platform/db/database.ts';
import { sql } from '../../../platform/db/sql.ts';
import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import type { Halves } from '../rules/annual-right.ts';

// Chapters: the locked row · openings and credits · rules

/** Whoever takes from a person's balance waits here for whoever does so now. */
export async function lockPerson(tx: Tx, instansi: string, person: string): Promise<void> {
  await tx.run(sql`insert into leave.person (instansi, person) values (${instansi}, ${person}) on conflict do nothing`);
  await tx.run(sql`select from leave.person where instansi = ${instansi} and person = ${person} for update`);
}
export const serviceOf = async (tx: Tx, instansi: string, people: readonly string[]): Promise<Map<string, CalendarDay>> =>
  new Map((await tx.many<{ person: string; day: CalendarDay }>(sql`select person, service_from as day from leave.person where instansi = ${instansi} and person = any(${people}::uuid[]) and service_from is not null`)).map((row) => [row.person, row.day]));
export const saveServices = (tx: Tx, instansi: string, rows: readonly { person: string; day: CalendarDay }[]): Promise<number> =>
  tx.run(sql`insert into leave.person (instansi, person, service_from) select ${instansi}::uuid, n.person, n.day from unnest(${rows.map((row) => row.person)}::uuid[], ${rows.map((row) => row.day)}::date[]) n (person, day)
    on conflict (instansi, person) do update set service_from = excluded.service_from`);

export const recordedFrom = async (tx: Tx, instansi: string): Promise<number | undefined> => (await tx.maybe<{ year: number }>(sql`select year from leave.beginning where instansi = ${instansi}`))?.year;
export const begin = (tx: Tx, instansi: string, year: number): Promise<number> => tx.run(sql`insert into leave.beginning (instansi, year) values (${instansi}, ${year}) on conflict do nothing`);

export interface Opening {
  person: string;
  year: number;
  left: Halves | null;
  used: Halves | null;
}
export const openingsOf = (tx: Tx, instansi: string, people: readonly string[]): Promise<Opening[]> =>
  tx.many(sql`select person, year, left_halves as left, used_halves as used from leave.opening where instansi = ${instansi} and person = any(${people}::uuid[])`);
export const saveOpenings = (tx: Tx, instansi: string, rows: readonly Opening[], at: Date, by: string): Promise<number> =>
  tx.run(sql`insert into leave.opening (instansi, person, year, left_halves, used_halves, at, by_name)
    select ${instansi}::uuid, n.person, n.year, n.l, n.u, ${at}::timestamptz, ${by}::text from unnest(${rows.map((r) => r.person)}::uuid[], ${rows.map((r) => r.year)}::int[], ${rows.map((r) => r.left)}::int[], ${rows.map((r) => r.used)}::int[]) n (person, year, l, u)
    on conflict (instansi, person, year) do update set left_halves = excluded.left_halves, used_halves = excluded.used_halves, at = excluded.at, by_name = excluded.by_name`);

export const creditsOf = (tx: Tx, instansi: string, people: readonly string[]): Promise<{ person: string; day: CalendarDay }[]> => tx.many(sql`select person, day from leave.credit where instansi = ${instansi} and person = any(${people}::uuid[])`);
/** @returns those that were new */
export const addCredits = (tx: Tx, instansi: string, rows: readonly { person: string; day: CalendarDay }[], at: Date): Promise<{ person: string; day: CalendarDay }[]> =>
  tx.many(sql`insert into leave.credit (instansi, person, day, at) select ${instansi}::uuid, n.person, n.day, ${at}::timestamptz from unnest(${rows.map((r) => r.person)}::uuid[], ${rows.map((r) => r.day)}::date[]) n (person, day) on conflict do nothing returning person, day`);

export interface PolicyRow {
  what: 'kinds' | 'granting';
  number: number;
  validFrom: CalendarDay;
  body: unknown;
  note: string;
  at: Date;
  by: string;
}
export const policies = (tx: Tx, instansi: string, what: PolicyRow['what']): Promise<PolicyRow[]> =>
  tx.many(sql`select what, number, valid_from as "validFrom", body, note, at, by_name as by from leave.policy where instansi = ${instansi} and what = ${what} order by valid_from desc, number desc`);
export const insertPolicy = (tx: Tx, instansi: string, p: PolicyRow): Promise<number> =>
  tx.run(sql`insert into leave.policy (instansi, what, number, valid_from, body, note, at, by_name) values (${instansi}, ${p.what}, ${p.number}, ${p.validFrom}, ${JSON.stringify(p.body)}, ${p.note}, ${p.at}, ${p.by}) on conflict do nothing`);
