import type { Tx } from '../../../platform/db/database.ts';
import { sql, sqlJoin, type Sql } from '../../../platform/db/sql.ts';
import type { Channel } from '../contract.ts';
import { publicConditions } from './lists.ts';

// Chapters: merged · joining and following · map · figures · open data

export const listMerged = (tx: Tx, instansi: string, into: string): Promise<{ id: string; number: string; title: string }[]> =>
  tx.many(sql`select r.id, r.number, r.title from complaints.state s join complaints.report r on r.instansi = s.instansi and r.id = s.report where s.instansi = ${instansi} and s.duplicate_of = ${into} order by r.id limit 200`);

/** @returns how many people joined by now, and whether this one was new */
export async function join(tx: Tx, instansi: string, report: string, key: Buffer, at: Date): Promise<{ joined: number; fresh: boolean }> {
  const made = await tx.run(sql`insert into complaints.joiner (instansi, report, key, at) values (${instansi}, ${report}, ${key}, ${at}) on conflict do nothing`);
  const row = await tx.one<{ joined: number }>(sql`update complaints.state set joined = joined + ${made} where instansi = ${instansi} and report = ${report} returning joined`);
  return { joined: row.joined, fresh: made > 0 };
}

export interface FollowerRow {
  id: string;
  report: string;
  number: string;
  email_sealed: Buffer;
  confirmed_at: Date | null;
}
/** A second wish of the same address gets a new token; a confirmed one stays confirmed. */
export const upsertFollower = (tx: Tx, instansi: string, f: { id: string; report: string; emailHash: Buffer; sealed: Buffer; tokenHash: Buffer; at: Date }): Promise<{ id: string }> =>
  tx.one(sql`insert into complaints.follower (instansi, id, report, email_hash, email_sealed, token_hash, created_at) values (${instansi}, ${f.id}, ${f.report}, ${f.emailHash}, ${f.sealed}, ${f.tokenHash}, ${f.at})
    on conflict on constraint follower_once do update set token_hash = excluded.token_hash returning id`);
const FOLLOWER = sql`select f.id, f.report, r.number, f.email_sealed, f.confirmed_at from complaints.follower f join complaints.report r on r.instansi = f.instansi and r.id = f.report`;
export const findFollowerByToken = (tx: Tx, instansi: string, token: Buffer): Promise<FollowerRow | undefined> => tx.maybe(sql`${FOLLOWER} where f.instansi = ${instansi} and f.token_hash = ${token}`);
export const findFollower = (tx: Tx, instansi: string, id: string): Promise<FollowerRow | undefined> => tx.maybe(sql`${FOLLOWER} where f.instansi = ${instansi} and f.id = ${id}`);
export const listFollowers = (tx: Tx, instansi: string, report: string): Promise<FollowerRow[]> => tx.many(sql`${FOLLOWER} where f.instansi = ${instansi} and f.report = ${report} and f.confirmed_at is not null`);
export const confirmFollower = (tx: Tx, instansi: string, id: string, at: Date): Promise<number> => tx.run(sql`update complaints.follower set confirmed_at = coalesce(confirmed_at, ${at}) where instansi = ${instansi} and id = ${id}`);
export const deleteFollower = (tx: Tx, instansi: string, id: string): Promise<number> => tx.run(sql`delete from complaints.follower where instansi = ${instansi} and id = ${id}`);

export interface MapAsked {
  instansi: string;
  category?: string | undefined;
  state?: 'open' | 'closed' | 'late' | 'scheduled' | undefined;
  now: Date;
  west?: number | undefined;
  south?: number | undefined;
  east?: number | undefined;
  north?: number | undefined;
}
function mapConditions(q: MapAsked): Sql {
  const all = publicConditions(q);
  all.push(sql`p.lat is not null`);
  if (q.west !== undefined && q.east !== undefined) all.push(sql`p.lng between ${q.west} and ${q.east}`);
  if (q.south !== undefined && q.north !== undefined) all.push(sql`p.lat between ${q.south} and ${q.north}`);
  return sqlJoin(all, ' and ');
}
const SHOWN_MAP = sql`complaints.state s join complaints.published p on p.instansi = s.instansi and p.report = s.report`;

export const listPoints = (tx: Tx, q: MapAsked, limit: number): Promise<{ number: string; lat: number; lng: number; state: string; category: string | null; late: boolean }[]> =>
  tx.many(sql`select r.number, p.lat, p.lng, s.state, s.category, s.finished_at is null and coalesce(s.due_at < ${q.now}, false) as late from ${SHOWN_MAP} join complaints.report r on r.instansi = s.instansi and r.id = s.report
    where ${mapConditions(q)} order by s.report desc limit ${limit}`);
/** Squares of `cell` degrees with the middle of what lies in them. */
export const listCells = (tx: Tx, q: MapAsked, cell: number): Promise<{ lat: number; lng: number; count: number; late: number }[]> =>
  tx.many(sql`select avg(p.lat) as lat, avg(p.lng) as lng, count(*) as count, count(*) filter (where s.finished_at is null and s.due_at < ${q.now}) as late from ${SHOWN_MAP}
    where ${mapConditions(q)} group by floor(p.lat / ${cell}::float8), floor(p.lng / ${cell}::float8) order by 3 desc limit 5000`);

/** Misconduct is in no figure that everybody sees. */
const COUNTED = sql`s.kind <> 'misconduct' and not s.held and s.state <> 'duplicate'`;
const MEDIAN = sql`percentile_cont(0.5) within group (order by extract(epoch from s.resolved_at - s.submitted_at) / 86400) filter (where s.resolved_at is not null) as median`;
const ON_TIME = sql`count(*) filter (where s.resolved_at is not null and s.resolve_by is not null) as timed, count(*) filter (where s.resolved_at <= s.resolve_by) as on_time`;

export interface Figures {
  received: number;
  open: number;
  resolved: number;
  late: number;
  scheduled: number;
  verifiable: number;
  verified_in_time: number;
  answerable: number;
  answered: number;
  answered_in_time: number;
  reopened: number;
  rating: number | null;
  ratings: number;
  median: number | null;
  timed: number;
  on_time: number;
}
const figures = (now: Date): Sql => sql`count(*) as received, count(*) filter (where s.finished_at is null) as open, count(*) filter (where s.state = 'resolved') as resolved,
  count(*) filter (where s.finished_at is null and s.due_at < ${now}) as late, count(*) filter (where s.state = 'scheduled') as scheduled, count(*) filter (where s.verified_at is not null and s.verify_due is not null) as verifiable,
  count(*) filter (where s.verified_at <= s.verify_due) as verified_in_time, count(*) filter (where s.answer_due is not null) as answerable, count(*) filter (where s.answered_at is not null) as answered,
  count(*) filter (where s.answered_at <= s.answer_due) as answered_in_time, count(*) filter (where s.reopened > 0) as reopened, avg(s.rating)::float8 as rating, count(s.rating) as ratings, ${MEDIAN}, ${ON_TIME}`;

export const totals = (tx: Tx, instansi: string, since: Date, now: Date): Promise<Figures> =>
  tx.one(sql`select ${figures(now)} from complaints.state s where s.instansi = ${instansi} and s.submitted_at >= ${since} and ${COUNTED}`);
export const totalsBetween = (tx: Tx, instansi: string, since: Date, until: Date, now: Date): Promise<Figures> =>
  tx.one(sql`select ${figures(now)} from complaints.state s where s.instansi = ${instansi} and s.submitted_at >= ${since} and s.submitted_at < ${until} and ${COUNTED}`);
export const byUnit = (tx: Tx, instansi: string, since: Date, now: Date): Promise<(Figures & { unit: string })[]> =>
  tx.many(sql`select s.unit, ${figures(now)} from complaints.state s where s.instansi = ${instansi} and s.submitted_at >= ${since} and ${COUNTED} and s.unit is not null group by s.unit order by count(*) desc limit 200`);
export const byCategory = (tx: Tx, instansi: string, since: Date): Promise<{ category: string; received: number; open: number }[]> =>
  tx.many(sql`select s.category, count(*) as received, count(*) filter (where s.finished_at is null) as open from complaints.state s where s.instansi = ${instansi} and s.submitted_at >= ${since} and ${COUNTED} and s.category is not null group by 1 order by 2 desc, 1`);
export const byChannel = (tx: Tx, instansi: string, since: Date): Promise<{ channel: Channel; received: number }[]> =>
  tx.many(sql`select s.channel, count(*) as received from complaints.state s where s.instansi = ${instansi} and s.submitted_at >= ${since} and ${COUNTED} group by 1 order by 2 desc, 1`);
export const byArchiveReason = (tx: Tx, instansi: string, since: Date): Promise<{ reason: string; count: number }[]> =>
  tx.many(sql`select s.archived_for as reason, count(*) as count from complaints.state s where s.instansi = ${instansi} and s.submitted_at >= ${since} and s.kind <> 'misconduct' and s.state = 'archived' and s.archived_for is not null group by 1 order by 2 desc, 1`);
export const byDistrict = (tx: Tx, instansi: string, since: Date): Promise<{ region: string; received: number; open: number }[]> =>
  tx.many(sql`select s.district as region, count(*) as received, count(*) filter (where s.finished_at is null) as open from complaints.state s where s.instansi = ${instansi} and s.submitted_at >= ${since} and ${COUNTED} and s.district is not null group by 1 order by 2 desc, 1`);
/** By month of the institution's clock, `offset` minutes east of UTC. */
export const byMonth = (tx: Tx, instansi: string, since: Date, offset: number): Promise<{ month: string; received: number; resolved: number }[]> =>
  tx.many(sql`select to_char((s.submitted_at at time zone 'UTC') + make_interval(mins => ${offset}), 'YYYY-MM') as month, count(*) as received, count(*) filter (where s.state = 'resolved') as resolved
    from complaints.state s where s.instansi = ${instansi} and s.submitted_at >= ${since} and ${COUNTED} group by 1 order by 1`);

export interface OpenDataRow {
  id: string;
  number: string;
  title: string;
  body: string;
  category: string | null;
  state: string;
  unit: string | null;
  region: string | null;
  lat: number | null;
  lng: number | null;
  joined: number;
  rating: number | null;
  submitted_at: Date;
  verified_at: Date | null;
  answered_at: Date | null;
  resolved_at: Date | null;
  due_at: Date | null;
}
/** A page of what is published, newest first, for streaming. */
export const openData = (tx: Tx, instansi: string, span: { from: Date | null; until: Date | null }, before: string | undefined, limit: number): Promise<OpenDataRow[]> =>
  tx.many(sql`select r.id, r.number, p.title, p.body, s.category, s.state, s.unit, r.region, p.lat, p.lng, s.joined, s.rating, s.submitted_at, s.verified_at, s.answered_at, s.resolved_at, s.due_at
    from complaints.state s join complaints.report r on r.instansi = s.instansi and r.id = s.report join complaints.published p on p.instansi = s.instansi and p.report = s.report
    where s.instansi = ${instansi} and s.shown and (${before ?? null}::uuid is null or s.report < ${before ?? null}::uuid)
      and (${span.from}::timestamptz is null or s.submitted_at >= ${span.from}) and (${span.until}::timestamptz is null or s.submitted_at < ${span.until}) order by s.report desc limit ${limit}`);
