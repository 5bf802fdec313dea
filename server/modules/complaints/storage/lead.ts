import type { Tx } from '../../../platform/db/database.ts';
import { sql, type Sql } from '../../../platform/db/sql.ts';
import type { State } from '../contract.ts';

/** Open, not misconduct, and in the units that the leader sees. */
const seen = (instansi: string, units: readonly string[] | undefined): Sql =>
  sql`s.instansi = ${instansi} and s.kind <> 'misconduct' and not s.held and ${units === undefined ? sql`true` : sql`s.unit = any(${units}::uuid[])`}`;

export const totals = (tx: Tx, instansi: string, units: readonly string[] | undefined, now: Date): Promise<{ open: number; late: number; scheduled: number; waitingVerification: number }> =>
  tx.one(sql`select count(*) as open, count(*) filter (where s.due_at < ${now}) as late, count(*) filter (where s.state = 'scheduled') as scheduled, count(*) filter (where s.state = 'submitted') as "waitingVerification"
    from complaints.state s where ${seen(instansi, units)} and s.finished_at is null`);

export const lateByUnit = (tx: Tx, instansi: string, units: readonly string[] | undefined, now: Date): Promise<{ unit: string; open: number; late: number; oldest: Date | null; rating: number | null }[]> =>
  tx.many(sql`select s.unit, count(*) as open, count(*) filter (where s.due_at < ${now}) as late, min(s.due_at) filter (where s.due_at < ${now}) as oldest,
      (select avg(x.rating)::float8 from (select d.rating from complaints.state d where d.instansi = ${instansi} and d.unit = s.unit order by d.report desc limit 2000) x) as rating
    from complaints.state s where ${seen(instansi, units)} and s.finished_at is null and s.unit is not null group by s.unit order by 3 desc, 2 desc limit 100`);

export const listLate = (tx: Tx, instansi: string, units: readonly string[] | undefined, now: Date, limit: number): Promise<{ id: string; number: string; title: string; unit: string | null; state: State; due_at: Date; rungs: number }[]> =>
  tx.many(sql`select r.id, r.number, r.title, s.unit, s.state, s.due_at, s.rungs from complaints.state s join complaints.report r on r.instansi = s.instansi and r.id = s.report
    where ${seen(instansi, units)} and s.finished_at is null and s.due_at < ${now} order by s.due_at limit ${limit}`);

/** Squares in which open reports gather, with the middle of them and what most of them are about. */
export const hotSpots = (tx: Tx, instansi: string, units: readonly string[] | undefined, least: number, limit: number): Promise<{ lat: number; lng: number; count: number; region: string | null; category: string | null }[]> =>
  tx.many(sql`select avg(r.lat) as lat, avg(r.lng) as lng, count(*) as count, mode() within group (order by r.region) as region, mode() within group (order by s.category) as category
    from complaints.state s join complaints.report r on r.instansi = s.instansi and r.id = s.report
    where ${seen(instansi, units)} and s.finished_at is null and s.cell is not null group by s.cell having count(*) >= ${least} order by 3 desc limit ${limit}`);

/** Received per category and week since; week 0 is the oldest. */
export const trend = (tx: Tx, instansi: string, units: readonly string[] | undefined, since: Date, weekSeconds: number): Promise<{ category: string; week: number; count: number }[]> =>
  tx.many(sql`select s.category, floor(extract(epoch from s.submitted_at - ${since}::timestamptz) / ${weekSeconds}::float8)::integer as week, count(*) as count
    from complaints.state s where ${seen(instansi, units)} and s.submitted_at >= ${since} and s.category is not null group by 1, 2`);
