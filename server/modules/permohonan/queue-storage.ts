import type { Tx } from '../../platform/db/database.ts';
import { sql, sqlJoin, type Sql } from '../../platform/db/sql.ts';
import type { StateRow } from './rules/state-becomes-rows.ts';

// Chapters: the queue · counts · search · leader: signing, overdue, reminders · figures

export interface QueueRow {
  request: string;
  step: string;
  step_title: string;
  unit: string;
  holder: string | null;
  layanan: string;
  due_at: Date | null;
  step_due_at: Date | null;
  number: string;
  title: string;
  place: string;
  channel: string;
  status: StateRow['status'];
  due_provisional: boolean;
  seq: number;
  waiting: boolean;
}

export interface QueueAsked {
  instansi: string;
  box: 'mine' | 'unclaimed' | 'waiting' | 'unit' | 'all';
  post: string;
  units: string[];
  duties: string[];
  layanan?: string;
  /** Promise or step due before this moment. */
  dueBefore?: Date;
  /** These and no others. */
  requests?: readonly string[];
  after?: { due: Date; request: string };
  limit: number;
}

const columns = sql`t.request, t.step, t.title as step_title, t.unit, t.holder, t.layanan, t.due_at, t.step_due_at, r.number, r.title, r.place, r.channel,
  s.status, s.due_provisional, s.seq, t.waiting`;
const tables = sql`permohonan.task t
  join permohonan.request r on r.instansi = t.instansi and r.id = t.request
  join permohonan.state s on s.instansi = t.instansi and s.request = t.request`;

/** Sorted by promised date; one row per open step. Keyset paging by (due_at, request). */
export async function listQueue(tx: Tx, q: QueueAsked): Promise<QueueRow[]> {
  const where: Sql[] = [sql`t.instansi = ${q.instansi}`];
  if (q.box === 'mine') where.push(sql`t.holder = ${q.post}`, sql`not t.waiting`);
  else if (q.box === 'unclaimed') where.push(sql`t.unit = ${q.units[0]}`, sql`not t.waiting`, sql`t.holder is null`, sql`t.duty = any(${q.duties})`);
  else if (q.box === 'waiting') where.push(sql`t.unit = any(${q.units}::uuid[])`, sql`t.waiting`);
  else if (q.box === 'unit') where.push(q.units.length === 1 ? sql`t.unit = ${q.units[0]}` : sql`t.unit = any(${q.units}::uuid[])`, sql`not t.waiting`);
  else where.push(sql`t.unit = any(${q.units}::uuid[])`);
  if (q.layanan) where.push(sql`t.layanan = ${q.layanan}`);
  if (q.dueBefore) where.push(sql`least(t.due_at, t.step_due_at) < ${q.dueBefore}`);
  if (q.requests) where.push(sql`t.request = any(${[...q.requests]}::uuid[])`);
  if (q.after) where.push(sql`(t.due_at, t.request) > (${q.after.due}, ${q.after.request})`);
  return tx.many(sql`select ${columns} from ${tables} where ${sqlJoin(where, ' and ')} order by t.due_at, t.request limit ${q.limit}`);
}

export interface Counts {
  /** `late` and `today` are of these. */
  mine: number;
  unclaimed: number;
  waiting: number;
  unit: number;
  late: number;
  today: number;
}

export async function countQueue(tx: Tx, instansi: string, post: string, unit: string, duties: string[], now: Date, endOfDay: Date): Promise<Counts> {
  return tx.one(sql`select
      count(*) filter (where holder = ${post} and not waiting) as mine,
      count(*) filter (where holder is null and not waiting and duty = any(${duties})) as unclaimed,
      count(*) filter (where waiting) as waiting,
      count(*) filter (where not waiting) as unit,
      count(*) filter (where holder = ${post} and not waiting and least(due_at, step_due_at) < ${now}) as late,
      count(*) filter (where holder = ${post} and not waiting and least(due_at, step_due_at) between ${now} and ${endOfDay}) as today
    from permohonan.task where instansi = ${instansi} and (unit = ${unit} or holder = ${post})`);
}

export async function countByLayanan(tx: Tx, instansi: string, unit: string): Promise<{ layanan: string; count: number }[]> {
  return tx.many(sql`select layanan, count(*) as count from permohonan.task where instansi = ${instansi} and unit = ${unit} and not waiting group by layanan order by count(*) desc`);
}

/** Newest first. */
export async function listFound(tx: Tx, instansi: string, ids: readonly string[]): Promise<QueueRow[]> {
  return tx.many(sql`select r.id as request, coalesce(t.step, '') as step, coalesce(t.title, '') as step_title, coalesce(t.unit, r.owner_unit) as unit, t.holder, r.layanan, s.due_at, t.step_due_at,
      r.number, r.title, r.place, r.channel, s.status, s.due_provisional, s.seq, coalesce(t.waiting, false) as waiting
    from unnest(${ids}::uuid[]) found (id)
    join permohonan.request r on r.instansi = ${instansi} and r.id = found.id
    join permohonan.state s on s.instansi = r.instansi and s.request = r.id
    left join lateral (select * from permohonan.task t where t.instansi = r.instansi and t.request = r.id order by t.step limit 1) t on true
    order by r.id desc`);
}

export async function listForSigning(tx: Tx, instansi: string, units: string[]): Promise<(QueueRow & { preselected: boolean })[]> {
  return tx.many(sql`select ${columns}, p.request is not null as preselected from ${tables}
    left join permohonan.preselection p on p.instansi = t.instansi and p.request = t.request and p.step = t.step
    where t.instansi = ${instansi} and t.unit = any(${units}::uuid[]) and t.kind = 'signature' and not t.waiting
    order by t.due_at, t.request limit 200`);
}

export async function setPreselection(tx: Tx, instansi: string, items: { id: string; step: string }[], byName: string, at: Date): Promise<void> {
  await tx.run(sql`insert into permohonan.preselection (instansi, request, step, by_name, at)
    select ${instansi}::uuid, request, step, ${byName}::text, ${at}::timestamptz from unnest(${items.map((i) => i.id)}::uuid[], ${items.map((i) => i.step)}::text[]) as i (request, step)
    on conflict do nothing`);
}
export async function clearPreselection(tx: Tx, instansi: string, keep: string[], units: string[]): Promise<void> {
  await tx.run(sql`delete from permohonan.preselection p using permohonan.task t where p.instansi = ${instansi} and t.instansi = p.instansi and t.request = p.request and t.step = p.step
    and t.unit = any(${units}::uuid[]) and p.request <> all(${keep}::uuid[])`);
}

/** Open steps past their own limit, oldest first; `units` undefined: the whole institution. */
export async function listOverdue(tx: Tx, instansi: string, units: string[] | undefined, now: Date): Promise<(QueueRow & { reminded_at: Date | null })[]> {
  const within = units ? sql`and t.unit = any(${units}::uuid[])` : sql``;
  return tx.many(sql`select ${columns}, (select max(at) from permohonan.reminder m where m.instansi = t.instansi and m.request = t.request and m.step = t.step) as reminded_at
    from ${tables} where t.instansi = ${instansi} and not t.waiting and t.step_due_at < ${now} ${within} order by t.step_due_at limit 500`);
}

export async function insertReminders(tx: Tx, instansi: string, items: { request: string; step: string }[], byName: string, at: Date): Promise<void> {
  await tx.run(sql`insert into permohonan.reminder (instansi, request, step, at, by_name)
    select ${instansi}::uuid, request, step, ${at}::timestamptz, ${byName}::text from unnest(${items.map((i) => i.request)}::uuid[], ${items.map((i) => i.step)}::text[]) as i (request, step)
    on conflict do nothing`);
}

export interface Figures {
  key: string;
  received: number;
  finished: number;
  on_time: number;
  median_days: number | null;
  late: number;
}

/** Received and finished since `from`, per owner unit or service; `late` are open ones past the promise now. */
export async function figuresBy(tx: Tx, instansi: string, by: 'owner_unit' | 'layanan', from: Date, now: Date, units: string[] | undefined): Promise<Figures[]> {
  const within = units ? sql`and owner_unit = any(${units}::uuid[])` : sql``;
  const key = by === 'owner_unit' ? sql`owner_unit::text` : sql`layanan`;
  return tx.many(sql`with
      received as (select ${key} as key, count(*) as n from permohonan.state where instansi = ${instansi} and received_at >= ${from} ${within} group by 1),
      finished as (select ${key} as key, count(*) as n, count(*) filter (where due_at is null or finished_at <= due_at) as on_time,
          percentile_cont(0.5) within group (order by extract(epoch from finished_at - received_at)::float8) / 86400 as median
        from permohonan.state where instansi = ${instansi} and finished_at >= ${from} and status in ('issued', 'rejected', 'deemed') ${within} group by 1),
      late as (select ${key} as key, count(*) as n from permohonan.state where instansi = ${instansi} and finished_at is null and due_at < ${now} and status <> 'returned' ${within} group by 1)
    select key, coalesce(r.n, 0) as received, coalesce(f.n, 0) as finished, coalesce(f.on_time, 0) as on_time, f.median as median_days, coalesce(l.n, 0) as late
      from received r full join finished f using (key) full join late l using (key) order by 2 desc, 1`);
}

export async function totals(tx: Tx, instansi: string, from: Date, now: Date, units: string[] | undefined): Promise<Omit<Figures, 'key'> & { open: number }> {
  const within = units ? sql`and owner_unit = any(${units}::uuid[])` : sql``;
  return tx.one(sql`select
      (select count(*) from permohonan.state where instansi = ${instansi} and received_at >= ${from} ${within}) as received,
      f.finished, f.on_time, f.median as median_days, o.open, o.late
    from (select count(*) as finished, count(*) filter (where due_at is null or finished_at <= due_at) as on_time,
            percentile_cont(0.5) within group (order by extract(epoch from finished_at - received_at)::float8) / 86400 as median
          from permohonan.state where instansi = ${instansi} and finished_at >= ${from} and status in ('issued', 'rejected', 'deemed') ${within}) f,
         (select count(*) as open, count(*) filter (where due_at < ${now} and status <> 'returned') as late
          from permohonan.state where instansi = ${instansi} and finished_at is null ${within}) o`);
}

/** Per week (Monday, in the zone given by its offset in minutes), oldest first. */
export async function weekly(tx: Tx, instansi: string, from: Date, offsetMinutes: number, units: string[] | undefined): Promise<{ week: string; received: number; finished: number; on_time: number }[]> {
  const within = units ? sql`and owner_unit = any(${units}::uuid[])` : sql``;
  return tx.many(sql`select week::date::text as week, sum(received) as received, sum(finished) as finished, sum(on_time) as on_time from (
      select date_trunc('week', received_at at time zone 'UTC' + make_interval(mins => ${offsetMinutes}::int)) as week, 1 as received, 0 as finished, 0 as on_time
        from permohonan.state where instansi = ${instansi} and received_at >= ${from} ${within}
      union all
      select date_trunc('week', finished_at at time zone 'UTC' + make_interval(mins => ${offsetMinutes}::int)), 0, 1, case when due_at is null or finished_at <= due_at then 1 else 0 end
        from permohonan.state where instansi = ${instansi} and finished_at >= ${from} and status in ('issued', 'rejected', 'deemed') ${within}) x
    group by week order by week`);
}

export async function openByUnit(tx: Tx, instansi: string, now: Date, units: string[] | undefined): Promise<{ unit: string; open: number; late: number }[]> {
  const within = units ? sql`and unit = any(${units}::uuid[])` : sql``;
  return tx.many(sql`select unit, count(*) as open, count(*) filter (where step_due_at < ${now}) as late from permohonan.task
    where instansi = ${instansi} and not waiting ${within} group by unit order by 3 desc, 2 desc`);
}
