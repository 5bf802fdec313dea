import type { Tx } from '../../../platform/db/database.ts';
import { sql, sqlJoin, type Sql } from '../../../platform/db/sql.ts';
import type { StateRow } from './reports.ts';

// Chapters: rows · queues · counts · by ids · mine · the public list

/** One line of any list: the narrow state with what names the report. */
export interface ListedRow extends Pick<StateRow, 'seq' | 'state' | 'kind' | 'category' | 'channel' | 'unit' | 'district' | 'due_at' | 'due_provisional' | 'badge_at' | 'finished_at' | 'held' | 'shown' | 'draft' | 'joined' | 'rungs'> {
  id: string;
  number: string;
  title: string;
  place: string;
  region: string | null;
  submitted_at: Date;
  external_number: string | null;
  report_public: boolean;
  lat: number | null;
  lng: number | null;
}
const LISTED = sql`r.id, r.number, r.title, r.place, r.region, r.submitted_at, r.external_number, r.report_public, r.lat, r.lng, r.sealed, s.seq, s.state, s.kind, s.category, s.channel, s.unit, s.district, s.due_at, s.due_provisional,
  s.badge_at, s.finished_at, s.held, s.shown, s.draft, s.joined, s.rungs`;
export type SealedRow = ListedRow & { sealed: Buffer | null };

export type Box = 'verify' | 'unit' | 'approve' | 'supporting' | 'waiting' | 'moderation' | 'reopen' | 'scheduled' | 'outside' | 'all';
export interface QueueAsked {
  instansi: string;
  box: Box;
  /** Units that the officer answers for. */
  own: readonly string[];
  /** Units that the officer sees; undefined: all. */
  units: readonly string[] | undefined;
  /** Of the Inspektorat: its own pengaduan, and no others. */
  examines: boolean;
  dueBefore?: Date;
  category?: string | undefined;
  district?: string | undefined;
  state?: string | undefined;
  unit?: string | undefined;
  ids?: readonly string[];
  after?: { due: Date; report: string };
  limit: number;
}

/** The latest moment stands for "no due date" in a cursor: such reports come last. */
export const NEVER = new Date('9999-12-31T00:00:00Z');

function conditionsOf(q: QueueAsked): Sql[] {
  const all: Sql[] = [sql`s.instansi = ${q.instansi}`];
  switch (q.box) {
    case 'verify': all.push(sql`s.state in ('submitted', 'verified') and s.finished_at is null and not s.held`); break;
    case 'unit': all.push(sql`s.unit = any(${q.own}::uuid[]) and s.finished_at is null and s.state in ('disposed', 'in-progress') and not s.held`); break;
    case 'approve': all.push(sql`s.unit = any(${q.own}::uuid[]) and s.finished_at is null and s.draft = 'waiting'`); break;
    case 'supporting': all.push(sql`s.report in (select k.report from complaints.supporting k where k.instansi = ${q.instansi} and k.unit = any(${q.own}::uuid[])) and s.finished_at is null`); break;
    case 'waiting': all.push(sql`s.state in ('held', 'wait-reporter') and s.finished_at is null`); break;
    case 'moderation': all.push(sql`s.held`); break;
    case 'reopen': all.push(sql`s.state = 'reopen-requested' and s.finished_at is null`); break;
    case 'scheduled': all.push(sql`s.state = 'scheduled' and s.finished_at is null`); break;
    case 'outside': all.push(sql`s.state = 'not-ours' and s.finished_at is null`); break;
    case 'all': if (!q.ids) all.push(sql`s.finished_at is null`);
  }
  // Misconduct in the Inspektorat's lists and in no others.
  if (!q.examines) all.push(sql`s.kind <> 'misconduct'`);
  else if (q.box === 'verify' || q.units !== undefined) all.push(q.units === undefined ? sql`s.kind = 'misconduct'` : sql`(s.kind = 'misconduct' or s.unit = any(${q.units}::uuid[]))`);
  if (!q.examines && q.units !== undefined && q.box !== 'unit' && q.box !== 'approve' && q.box !== 'supporting') all.push(sql`s.unit = any(${q.units}::uuid[])`);
  if (q.dueBefore) all.push(sql`s.due_at < ${q.dueBefore}`);
  if (q.category) all.push(sql`s.category = ${q.category}`);
  if (q.district) all.push(sql`s.district = ${q.district}`);
  if (q.state) all.push(sql`s.state = ${q.state}`);
  if (q.unit) all.push(sql`s.unit = ${q.unit}`);
  if (q.ids) all.push(sql`s.report = any(${q.ids}::uuid[])`);
  return all;
}

/** By deadline; what has none comes last. */
export const listQueue = (tx: Tx, q: QueueAsked): Promise<SealedRow[]> => {
  const conditions = conditionsOf(q);
  if (q.after) conditions.push(q.after.due.getTime() >= NEVER.getTime() ? sql`s.due_at is null and s.report > ${q.after.report}` : sql`((s.due_at, s.report) > (${q.after.due}, ${q.after.report}::uuid) or s.due_at is null)`);
  return tx.many(sql`select ${LISTED} from complaints.state s join complaints.report r on r.instansi = s.instansi and r.id = s.report
    where ${sqlJoin(conditions, ' and ')} order by s.due_at, s.report limit ${q.limit}`);
};

/** How many, and how many of them late; counts no further than `most` so that a heap costs no more than a page. */
export const countBox = (tx: Tx, q: QueueAsked, now: Date, most: number): Promise<{ count: number; late: number; today: number }> =>
  tx.one(sql`select count(*) as count, count(*) filter (where due_at < ${now}) as late, count(*) filter (where due_at >= ${now} and due_at < ${q.dueBefore ?? now}) as today
    from (select s.due_at from complaints.state s where ${sqlJoin(conditionsOf({ ...q, dueBefore: undefined as never }), ' and ')} limit ${most}) found`);

/**
 * In the order of `ids`. As JSON they are as many as ever to the planner, which keeps its plan; materialized, because behind the
 * tenant wall a cast inside the join would keep it from the index.
 */
export const listByIds = (tx: Tx, instansi: string, ids: readonly string[]): Promise<SealedRow[]> =>
  tx.many(sql`with n as materialized (select e.id::uuid as id, e.nth from json_array_elements_text(${JSON.stringify(ids)}::json) with ordinality as e (id, nth))
    select ${LISTED} from n join complaints.report r on r.instansi = ${instansi} and r.id = n.id
    join complaints.state s on s.instansi = r.instansi and s.report = r.id order by n.nth`);

/** Newest first; `before` is the id of the last row seen. `tag` finds what names no account. */
export const listMine = (tx: Tx, instansi: string, account: string, tag: Buffer, before: string | undefined, limit: number): Promise<SealedRow[]> =>
  tx.many(sql`select ${LISTED} from complaints.report r join complaints.state s on s.instansi = r.instansi and s.report = r.id
    where r.instansi = ${instansi} and (r.account = ${account} or r.owner_tag = ${tag}) and (${before ?? null}::uuid is null or r.id < ${before ?? null}::uuid) order by r.id desc limit ${limit}`);

/** Open reports of a category in some squares, for the rule of similarity. */
export const listNearby = (tx: Tx, instansi: string, category: string, cells: readonly number[], since: Date, shownOnly: boolean, limit: number): Promise<SealedRow[]> =>
  tx.many(sql`select ${LISTED} from complaints.state s join complaints.report r on r.instansi = s.instansi and r.id = s.report
    where s.instansi = ${instansi} and s.category = ${category} and s.cell = any(${cells}::bigint[]) and s.finished_at is null and s.submitted_at >= ${since} and not s.held and s.kind <> 'misconduct'
      and (s.shown or not ${shownOnly}::boolean) order by s.report desc limit ${limit}`);

export interface PublicAsked {
  instansi: string;
  category?: string | undefined;
  unit?: string | undefined;
  region?: string | undefined;
  state?: 'open' | 'closed' | 'late' | 'scheduled' | undefined;
  now: Date;
  ids?: readonly string[];
  before?: string | undefined;
  limit: number;
}
export type PublicRow = ListedRow & { photos: string[]; body: string; reporter: string; published_at: Date };
const SHOWN = sql`r.id, r.number, p.title, r.place, r.region, r.submitted_at, null as external_number, true as report_public, p.lat, p.lng, s.seq, s.state, s.kind, s.category, s.channel, s.unit, s.district, s.due_at, s.due_provisional,
  s.badge_at, s.finished_at, s.held, s.shown, s.draft, s.joined, s.rungs, p.photos, p.body, p.reporter, p.at as published_at`;

export function publicConditions(q: Pick<PublicAsked, 'instansi' | 'category' | 'unit' | 'region' | 'state' | 'now'>): Sql[] {
  const all: Sql[] = [sql`s.instansi = ${q.instansi} and s.shown`];
  if (q.category) all.push(sql`s.category = ${q.category}`);
  if (q.unit) all.push(sql`s.unit = ${q.unit}`);
  if (q.region && q.region.length >= 8) all.push(sql`s.district = ${q.region.slice(0, 8)}`);
  if (q.state === 'open') all.push(sql`s.finished_at is null`);
  if (q.state === 'closed') all.push(sql`s.finished_at is not null`);
  if (q.state === 'late') all.push(sql`s.finished_at is null and s.due_at < ${q.now}`);
  if (q.state === 'scheduled') all.push(sql`s.state = 'scheduled'`);
  return all;
}

/** Newest first. */
export const listPublic = (tx: Tx, q: PublicAsked): Promise<PublicRow[]> => {
  const conditions = publicConditions(q);
  if (q.region && q.region.length > 8) conditions.push(sql`r.region = ${q.region}`);
  if (q.before) conditions.push(sql`s.report < ${q.before}::uuid`);
  if (q.ids) conditions.push(sql`s.report = any(${q.ids}::uuid[])`);
  return tx.many(sql`select ${SHOWN} from complaints.state s join complaints.report r on r.instansi = s.instansi and r.id = s.report join complaints.published p on p.instansi = s.instansi and p.report = s.report
    where ${sqlJoin(conditions, ' and ')} order by s.report desc limit ${q.limit}`);
};
