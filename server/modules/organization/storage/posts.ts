import type { Tx } from '../../../platform/db/database.ts';
import { forget } from '../../../platform/db/forgetting.ts';
import { sql } from '../../../platform/db/sql.ts';
import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import type { Duty, UnitKind } from '../contract.ts';

export interface PostRow {
  id: string;
  unit: string;
  title: string;
  isHead: boolean;
  duties: Duty[];
  reportsTo: string | null;
  sort: number;
  fromDay: CalendarDay;
  toDay: CalendarDay | null;
  version: number;
}
export interface PostInUnit extends PostRow {
  unitName: string;
  unitKind: UnitKind;
  unitToDay: CalendarDay | null;
  reportsToTitle: string | null;
}

const columns = sql`p.id, p.unit, p.title, p.is_head as "isHead", p.duties, p.reports_to as "reportsTo", p.sort, p.from_day as "fromDay", p.to_day as "toDay", p.version`;

export const postsOfUnit = (tx: Tx, instansi: string, unit: string, day: CalendarDay): Promise<PostRow[]> =>
  tx.many(sql`select ${columns} from organization.post p where p.instansi = ${instansi} and p.unit = ${unit} and (p.to_day is null or p.to_day >= ${day})
    order by p.is_head desc, p.sort, p.title, p.id`);

export const findPost = (tx: Tx, instansi: string, id: string): Promise<PostInUnit | undefined> =>
  tx.maybe(sql`select ${columns}, u.name as "unitName", u.kind as "unitKind", u.to_day as "unitToDay", r.title as "reportsToTitle"
    from organization.post p join organization.unit u on u.instansi = p.instansi and u.id = p.unit
    left join organization.post r on r.instansi = p.instansi and r.id = p.reports_to
    where p.instansi = ${instansi} and p.id = ${id}`);

/** Locked: appointments to one post wait for each other, so that two cannot fill it at once. */
export async function lockPost(tx: Tx, instansi: string, id: string): Promise<PostInUnit | undefined> {
  await tx.run(sql`select from organization.post where instansi = ${instansi} and id = ${id} for update`);
  return findPost(tx, instansi, id);
}

export async function reportingLines(tx: Tx, instansi: string): Promise<Map<string, string | null>> {
  const rows = await tx.many<{ id: string; reportsTo: string | null }>(
    sql`select id, reports_to as "reportsTo" from organization.post where instansi = ${instansi} and reports_to is not null order by id for update`,
  );
  return new Map(rows.map((row) => [row.id, row.reportsTo]));
}

export async function insertPosts(tx: Tx, instansi: string, posts: readonly Omit<PostRow, 'toDay' | 'version'>[]): Promise<void> {
  await tx.run(sql`insert into organization.post (instansi, id, unit, title, is_head, duties, reports_to, sort, from_day)
    select ${instansi}::uuid, p.id, p.unit, p.title, p.is_head, string_to_array(p.duties, ','), p.reports_to, p.sort, p.from_day
      from unnest(${posts.map((p) => p.id)}::uuid[], ${posts.map((p) => p.unit)}::uuid[], ${posts.map((p) => p.title)}::text[],
        ${posts.map((p) => p.isHead)}::bool[], ${posts.map((p) => p.duties.join(','))}::text[], ${posts.map((p) => p.reportsTo)}::uuid[],
        ${posts.map((p) => p.sort)}::int[], ${posts.map((p) => p.fromDay)}::date[]) p (id, unit, title, is_head, duties, reports_to, sort, from_day)`);
}

export async function savePosts(tx: Tx, instansi: string, posts: readonly Omit<PostRow, 'toDay' | 'version' | 'fromDay'>[]): Promise<void> {
  await tx.run(sql`update organization.post p set title = n.title, is_head = n.is_head, duties = string_to_array(n.duties, ','), reports_to = n.reports_to,
      sort = n.sort, version = p.version + 1
    from unnest(${posts.map((p) => p.id)}::uuid[], ${posts.map((p) => p.title)}::text[], ${posts.map((p) => p.isHead)}::bool[], ${posts.map((p) => p.duties.join(','))}::text[],
      ${posts.map((p) => p.reportsTo)}::uuid[], ${posts.map((p) => p.sort)}::int[]) n (id, title, is_head, duties, reports_to, sort)
    where p.instansi = ${instansi} and p.id = n.id`);
  await forget(tx, 'hats', instansi);
}

export async function endPost(tx: Tx, instansi: string, post: string, lastDay: CalendarDay): Promise<void> {
  await tx.run(sql`update organization.post set to_day = ${lastDay}, version = version + 1 where instansi = ${instansi} and id = ${post}`);
  await tx.run(sql`update organization.holding set to_day = ${lastDay}, version = version + 1
    where instansi = ${instansi} and post = ${post} and from_day <= ${lastDay} and (to_day is null or to_day > ${lastDay})`);
  await tx.run(sql`delete from organization.sign_mode s using organization.holding h
    where h.instansi = ${instansi} and h.post = ${post} and h.from_day > ${lastDay} and s.instansi = ${instansi} and s.holding = h.id`);
  await tx.run(sql`delete from organization.holding where instansi = ${instansi} and post = ${post} and from_day > ${lastDay}`);
  await forget(tx, 'hats', instansi);
}

export const postTitles = (tx: Tx, instansi: string, ids: readonly string[]): Promise<{ id: string; title: string }[]> =>
  tx.many(sql`select id, title from organization.post where instansi = ${instansi} and id = any(${ids}::uuid[])`);

export const openHeadOf = (tx: Tx, instansi: string, unit: string): Promise<{ id: string; title: string } | undefined> =>
  tx.maybe(sql`select id, title from organization.post where instansi = ${instansi} and unit = ${unit} and is_head and to_day is null limit 1`);
