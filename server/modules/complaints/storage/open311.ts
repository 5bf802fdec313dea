import type { Tx } from '../../../platform/db/database.ts';
import { sql, sqlJoin } from '../../../platform/db/sql.ts';
import type { Channel, Kind, State } from '../contract.ts';

export interface Open311Row {
  id: string;
  number: string;
  state: State;
  kind: Kind;
  category: string | null;
  channel: Channel;
  unit: string | null;
  shown: boolean;
  held: boolean;
  report_public: boolean;
  name_public: boolean;
  title: string | null;
  body: string | null;
  original: string;
  answers: Record<string, string | string[]>;
  region: string | null;
  place: string;
  lat: number | null;
  lng: number | null;
  own_lat: number | null;
  own_lng: number | null;
  photos: string[] | null;
  submitted_at: Date;
  finished_at: Date | null;
  resolve_by: Date | null;
  due_at: Date | null;
  updated_at: Date;
  /** What was said last to everybody. */
  said: string | null;
  duplicate_of: string | null;
}
const COLUMNS = sql`r.id, r.number, s.state, s.kind, s.category, s.channel, s.unit, s.shown, s.held, r.report_public, r.name_public, p.title, p.body, r.body as original, r.answers, r.region, r.place, p.lat, p.lng, r.lat as own_lat, r.lng as own_lng, p.photos,
  r.submitted_at, s.finished_at, s.resolve_by, s.due_at, (select a.at from complaints.action a where a.instansi = s.instansi and a.report = s.report order by a.seq desc limit 1) as updated_at,
  (select a.words->>'text' from complaints.action a where a.instansi = s.instansi and a.report = s.report and a.seq = (f.body->>'lastAnswerSeq')::integer) as said,
  (select d.number from complaints.report d where d.instansi = s.instansi and d.id = s.duplicate_of) as duplicate_of`;
const TABLES = sql`complaints.state s join complaints.report r on r.instansi = s.instansi and r.id = s.report join complaints.folded f on f.instansi = s.instansi and f.report = s.report
  left join complaints.published p on p.instansi = s.instansi and p.report = s.report and s.shown`;

/** By number; also what is not published. Never misconduct. */
export const findByNumbers = (tx: Tx, instansi: string, numbers: readonly string[]): Promise<Open311Row[]> =>
  tx.many(sql`select ${COLUMNS} from ${TABLES} where s.instansi = ${instansi} and r.number = any(${numbers}) and s.kind <> 'misconduct' order by r.id desc`);

export interface Open311Asked {
  from: Date;
  to: Date;
  categories: readonly string[] | undefined;
  status: 'open' | 'closed' | undefined;
  limit: number;
  offset: number;
}
/** Published ones, newest first. */
export const listRequests = (tx: Tx, instansi: string, q: Open311Asked): Promise<Open311Row[]> => {
  const conditions = [sql`s.instansi = ${instansi} and s.shown and s.submitted_at >= ${q.from} and s.submitted_at <= ${q.to}`];
  if (q.categories) conditions.push(sql`s.category = any(${q.categories})`);
  if (q.status) conditions.push(q.status === 'open' ? sql`s.finished_at is null` : sql`s.finished_at is not null`);
  return tx.many(sql`select ${COLUMNS} from ${TABLES} where ${sqlJoin(conditions, ' and ')} order by s.submitted_at desc, s.report desc limit ${q.limit} offset ${q.offset}`);
};

/** Published reports at which something happened between two moments, the earliest happening first. */
export const listChanged = (tx: Tx, instansi: string, q: { from: Date; to: Date; limit: number; offset: number }): Promise<Open311Row[]> =>
  tx.many(sql`select ${COLUMNS} from ${TABLES} join (
      select a.report, min(a.at) as first from complaints.action a join complaints.state w on w.instansi = a.instansi and w.report = a.report and w.shown
       where a.instansi = ${instansi} and a.at >= ${q.from} and a.at <= ${q.to} and a.seq > 1 group by a.report order by 2, 1 limit ${q.limit} offset ${q.offset}) c on c.report = s.report
    where s.instansi = ${instansi} and s.shown order by c.first, s.report`);

export const findPartnerUpdate = async (tx: Tx, instansi: string, u: { report: string; account: string; foreignId: string }): Promise<string | undefined> =>
  (await tx.maybe<{ given: string }>(sql`select given_id as given from complaints.partner_update where instansi = ${instansi} and report = ${u.report} and account = ${u.account} and foreign_id = ${u.foreignId}`))?.given;
export const insertPartnerUpdate = (tx: Tx, instansi: string, u: { report: string; account: string; foreignId: string; given: string; at: Date }): Promise<number> =>
  tx.run(sql`insert into complaints.partner_update (instansi, report, account, foreign_id, given_id, at) values (${instansi}, ${u.report}, ${u.account}, ${u.foreignId}, ${u.given}, ${u.at})`);
