import type { Tx } from '../../../platform/db/database.ts';
import { sql } from '../../../platform/db/sql.ts';
import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';

/** Figures over narrow rows of many units, each in one statement. Letters of paper books were dealt with on paper and do not count. */

interface Asked {
  instansi: string;
  units: readonly string[];
  since: Date;
}
/** Mondays on the institution's clock; `zoneMinutes` east of UTC. */
export const countByWeek = (tx: Tx, { instansi, units, since }: Asked, zoneMinutes: number): Promise<{ week: CalendarDay; count: number }[]> =>
  tx.many(sql`select date_trunc('week', (received_at at time zone 'UTC') + make_interval(mins => ${zoneMinutes}::integer))::date as week, count(*) as count from letters.letter
    where instansi = ${instansi} and unit = any(${units}::uuid[]) and received_at >= ${since} and direction = 'in' and channel <> 'paper' group by 1 order by 1`);

export interface Medians {
  disposed: number;
  to_disposition: number | null;
  finished: number;
  to_finish: number | null;
}
/** In minutes. A letter that nobody gave on has no time to disposition. */
export const medians = (tx: Tx, { instansi, units, since }: Asked): Promise<Medians> =>
  tx.one(sql`with l as materialized (select l.id, l.received_at, s.finished_at from letters.letter l join letters.state s on s.instansi = l.instansi and s.letter = l.id
      where l.instansi = ${instansi} and l.unit = any(${units}::uuid[]) and l.received_at >= ${since} and l.direction = 'in' and l.channel <> 'paper'),
    first as (select b.letter, min(b.arrived_at) as at from letters.branch b join l on l.id = b.letter where b.instansi = ${instansi} and b.parent is not null group by b.letter)
    select count(f.at) as disposed, percentile_cont(0.5) within group (order by extract(epoch from f.at - l.received_at) / 60) as to_disposition,
      count(l.finished_at) as finished, percentile_cont(0.5) within group (order by extract(epoch from l.finished_at - l.received_at) / 60) as to_finish
    from l left join first f on f.letter = l.id`);

export interface UnitLoad {
  unit: string;
  open: number;
  late: number;
  unread: number;
  oldest: Date | null;
}
export const loadByUnit = (tx: Tx, instansi: string, units: readonly string[], now: Date): Promise<UnitLoad[]> =>
  tx.many(sql`select unit, count(*) as open, count(*) filter (where due_at < ${now}) as late, count(*) filter (where state = 'baru') as unread, min(due_at) filter (where due_at < ${now}) as oldest from letters.branch
    where instansi = ${instansi} and unit = any(${units}::uuid[]) and ended_at is null group by unit order by count(*) filter (where due_at < ${now}) desc, count(*) desc, unit`);

export interface Unread {
  letter: string;
  post: string;
  unit: string;
  role: 'lead' | 'support' | null;
  arrived_at: Date;
  agenda: number;
  year: number;
}
export const longestUnread = (tx: Tx, instansi: string, units: readonly string[], limit: number): Promise<Unread[]> =>
  tx.many(sql`select b.letter, b.post, b.unit, b.role, b.arrived_at, l.agenda, l.year from (select letter, post, unit, role, arrived_at from letters.branch
      where instansi = ${instansi} and unit = any(${units}::uuid[]) and ended_at is null and state = 'baru' order by arrived_at limit ${limit}) b
    join letters.letter l on l.instansi = ${instansi} and l.id = b.letter order by b.arrived_at, b.letter`);
