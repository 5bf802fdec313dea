import type { Tx } from '../../../platform/db/database.ts';
import { forget } from '../../../platform/db/forgetting.ts';
import { sql, type Sql } from '../../../platform/db/sql.ts';
import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import type { Capacity, Duty, Holder, Holding, Placement, SignMode } from '../contract.ts';
import type { NamedHolding } from '../rules/one-holder-per-post.ts';

/** The rule of `acting-ends-when-the-post-is-filled` for sets: `h` is the holding. The same stands in `organization.hat`. */
const inForce = (day: CalendarDay): Sql => sql`(h.from_day <= ${day} and (h.to_day is null or h.to_day >= ${day})
  and (h.capacity not in ('plt', 'pj') or not exists (
    select from organization.holding d where d.instansi = h.instansi and d.post = h.post and d.id <> h.id
      and (d.capacity = 'definitive' or (h.capacity = 'plt' and d.capacity = 'pj'))
      and d.from_day <= ${day} and (d.to_day is null or d.to_day >= h.from_day))))`;

/** Plh. and Pjs. stand in for the holder, then the holder, then the interim ones. */
const actsFirst = sql`array_position(array['plh', 'pjs', 'definitive', 'pj', 'plt'], h.capacity)`;

interface HoldingRow extends Omit<Holding, 'signModes'> {
  signModes: Holding['signModes'] | null;
}

/** Holdings by post or by person, latest first; `inForce` on the day given. */
export async function listHoldings(tx: Tx, instansi: string, of: { posts: readonly string[] } | { people: readonly string[] }, day: CalendarDay): Promise<Holding[]> {
  const which = 'posts' in of ? sql`h.post = any(${of.posts}::uuid[])` : sql`h.person = any(${of.people}::uuid[])`;
  const rows = await tx.many<HoldingRow>(sql`select h.id, h.post, p.title as "postTitle", u.id as unit, u.name as "unitName", h.person, w.name as "personName", w.nip, w.rank,
      h.capacity, h.order_letter as "orderLetter", h.from_day as "fromDay", h.to_day as "toDay", h.version, ${inForce(day)} as "inForce",
      (select jsonb_agg(jsonb_build_object('fromDay', s.from_day, 'mode', s.mode) order by s.from_day) from organization.sign_mode s
        where s.instansi = h.instansi and s.holding = h.id) as "signModes"
    from organization.holding h
    join organization.post p on p.instansi = h.instansi and p.id = h.post
    join organization.unit u on u.instansi = h.instansi and u.id = p.unit
    join organization.person w on w.instansi = h.instansi and w.id = h.person
   where h.instansi = ${instansi} and ${which}
   order by h.from_day desc, ${actsFirst}, h.id`);
  return rows.map((row) => ({ ...row, signModes: row.signModes ?? [] }));
}

export const findHolding = (tx: Tx, instansi: string, id: string) =>
  tx.maybe<{ id: string; post: string; person: string; capacity: Capacity; orderLetter: string | null; fromDay: CalendarDay; toDay: CalendarDay | null; version: number }>(
    sql`select id, post, person, capacity, order_letter as "orderLetter", from_day as "fromDay", to_day as "toDay", version
      from organization.holding where instansi = ${instansi} and id = ${id}`,
  );

/** Facts for the rule: holdings of posts, with names. */
export const holdingsForRule = (tx: Tx, instansi: string, of: { posts: readonly string[] } | { people: readonly string[] }): Promise<NamedHolding[]> =>
  tx.many(sql`select h.id, h.post, h.person, h.capacity, h.from_day as "fromDay", h.to_day as "toDay", w.name as "personName", p.title as "postTitle"
    from organization.holding h
    join organization.person w on w.instansi = h.instansi and w.id = h.person
    join organization.post p on p.instansi = h.instansi and p.id = h.post
   where h.instansi = ${instansi} and ${'posts' in of ? sql`h.post = any(${of.posts}::uuid[])` : sql`h.person = any(${of.people}::uuid[])`}`);

export interface NewHoldingRow {
  id: string;
  post: string;
  person: string;
  capacity: Capacity;
  orderLetter: string | null;
  fromDay: CalendarDay;
  toDay: CalendarDay | null;
}

export async function insertHoldings(tx: Tx, instansi: string, rows: readonly NewHoldingRow[]): Promise<void> {
  await tx.run(sql`insert into organization.holding (instansi, id, post, person, capacity, order_letter, from_day, to_day)
    select ${instansi}::uuid, h.* from unnest(${rows.map((r) => r.id)}::uuid[], ${rows.map((r) => r.post)}::uuid[], ${rows.map((r) => r.person)}::uuid[], ${rows.map((r) => r.capacity)}::text[],
      ${rows.map((r) => r.orderLetter)}::text[], ${rows.map((r) => r.fromDay)}::date[], ${rows.map((r) => r.toDay)}::date[]) h`);
  await forget(tx, 'hats', instansi);
}

/** A post, and its unit, is at least as old as its first holder: lists seldom say since when a post exists. */
export async function reachBack(tx: Tx, instansi: string, rows: readonly { post: string; fromDay: CalendarDay }[]): Promise<void> {
  const posts = rows.map((row) => row.post);
  const days = rows.map((row) => row.fromDay);
  await tx.run(sql`update organization.post p set from_day = n.day from (select post, min(day) as day from unnest(${posts}::uuid[], ${days}::date[]) n (post, day) group by post) n
    where p.instansi = ${instansi} and p.id = n.post and p.from_day > n.day`);
  await tx.run(sql`update organization.unit u set from_day = n.day from (select p.unit, min(p.from_day) as day from organization.post p
      where p.instansi = ${instansi} and p.id = any(${posts}::uuid[]) group by p.unit) n
    where u.instansi = ${instansi} and u.id = n.unit and u.from_day > n.day`);
}

export async function saveHolding(tx: Tx, instansi: string, row: Omit<NewHoldingRow, 'post' | 'person'>): Promise<void> {
  await tx.run(sql`update organization.holding set capacity = ${row.capacity}, order_letter = ${row.orderLetter}, from_day = ${row.fromDay}, to_day = ${row.toDay}, version = version + 1
    where instansi = ${instansi} and id = ${row.id}`);
  await forget(tx, 'hats', instansi);
}

export async function setSignMode(tx: Tx, instansi: string, holding: string, fromDay: CalendarDay, mode: SignMode): Promise<void> {
  await tx.run(sql`insert into organization.sign_mode (instansi, holding, from_day, mode) values (${instansi}, ${holding}, ${fromDay}, ${mode})
    on conflict (instansi, holding, from_day) do update set mode = excluded.mode`);
}

type HolderQuestion = { post: string } | { holding: string } | { holdings: readonly string[] } | { units: readonly string[]; duty: Duty } | { unit: string } | { headOf: string } | { headsOf: readonly string[]; posts: readonly string[] };

/** Holders in force on the day, who acts first first. */
export function listHolders(tx: Tx, instansi: string, of: HolderQuestion, day: CalendarDay): Promise<Holder[]> {
  const which =
    'post' in of ? sql`h.post = ${of.post}`
    : 'holding' in of ? sql`h.id = ${of.holding}`
    : 'holdings' in of ? sql`h.id = any(${of.holdings}::uuid[])`
    : 'duty' in of ? sql`p.unit = any(${of.units}::uuid[]) and ${of.duty} = any(p.duties)`
    : 'headsOf' in of ? sql`((p.unit = any(${of.headsOf}::uuid[]) and p.is_head) or p.id = any(${of.posts}::uuid[]))`
    : 'headOf' in of ? sql`p.unit = ${of.headOf} and p.is_head`
    : sql`p.unit = ${of.unit}`;
  return tx.many(sql`select h.id as "holdingId", w.id as "personId", w.account as "accountId", w.name, w.nip, w.rank, p.id as "postId", p.unit as "unitId", p.title,
      h.capacity, h.from_day as "fromDay", h.to_day as "toDay", h.order_letter as "orderLetter", p.is_head as "isHead", p.duties,
      u.kind = 'head-of-region' as "isHeadOfRegion",
      coalesce((select s.mode from organization.sign_mode s where s.instansi = h.instansi and s.holding = h.id and s.from_day <= ${day}
        order by s.from_day desc limit 1), 'internal') as "signMode"
    from organization.holding h
    join organization.post p on p.instansi = h.instansi and p.id = h.post and p.from_day <= ${day} and (p.to_day is null or p.to_day >= ${day})
    join organization.unit u on u.instansi = h.instansi and u.id = p.unit and (u.to_day is null or u.to_day >= ${day})
    join organization.person w on w.instansi = h.instansi and w.id = h.person
   where h.instansi = ${instansi} and ${which} and ${inForce(day)}
   order by p.is_head desc, p.sort, p.id, ${actsFirst}, h.from_day desc`);
}

/** The rule of `acting-ends-when-the-post-is-filled` as a last day: an interim order ends on the eve of whoever fills the post. */
const lastDay = sql`case when h.capacity in ('plt', 'pj') then least(h.to_day, (select min(d.from_day) - 1 from organization.holding d
  where d.instansi = h.instansi and d.post = h.post and d.id <> h.id and (d.capacity = 'definitive' or (h.capacity = 'plt' and d.capacity = 'pj')) and (d.to_day is null or d.to_day >= h.from_day))) else h.to_day end`;

/** Holdings in force on any of the days, the one that counts first of each person first. */
export function listPlacements(tx: Tx, instansi: string, of: { people: readonly string[] } | { units: readonly string[] } | 'everybody', from: CalendarDay, to: CalendarDay): Promise<Placement[]> {
  const which = of === 'everybody' ? sql`true` : 'people' in of ? sql`h.person = any(${of.people}::uuid[])` : sql`p.unit = any(${of.units}::uuid[])`;
  return tx.many(sql`select * from (select h.id as holding, h.person, h.post, p.title as "postTitle", p.unit, w.name, w.nip, w.rank, w.employment, h.capacity, p.is_head as "isHead",
      p.reports_to as "reportsTo", h.from_day as "fromDay", ${lastDay} as "toDay"
    from organization.holding h
    join organization.post p on p.instansi = h.instansi and p.id = h.post
    join organization.person w on w.instansi = h.instansi and w.id = h.person
   where h.instansi = ${instansi} and ${which} and h.from_day <= ${to} and (h.to_day is null or h.to_day >= ${from})) h
   where "toDay" is null or "toDay" >= greatest(${from}::date, "fromDay")
   order by person, array_position(array['definitive', 'pj', 'plt', 'pjs', 'plh'], capacity), "fromDay", holding`);
}

/** For each holding the post it reports to and the heads of its own unit and those above, the nearest first: who stands there decides. */
export async function superiors(tx: Tx, instansi: string, holdings: readonly string[], day: CalendarDay): Promise<Map<string, Holder>> {
  const asked = await tx.many<{ holding: string; person: string; post: string; reports_to: string | null; unit: string }>(sql`select h.id as holding, h.person, h.post, p.reports_to, p.unit
    from organization.holding h join organization.post p on p.instansi = h.instansi and p.id = h.post where h.instansi = ${instansi} and h.id = any(${holdings}::uuid[])`);
  const way = await tx.many<{ start: string; unit: string; step: number }>(sql`with recursive way as (
      select u.id as start, u.id as unit, u.parent, 0 as step from organization.unit u where u.instansi = ${instansi} and u.id = any(${[...new Set(asked.map((one) => one.unit))]}::uuid[])
      union all select w.start, u.id, u.parent, w.step + 1 from way w join organization.unit u on u.instansi = ${instansi} and u.id = w.parent where w.step < 12)
    select start, unit, step from way order by start, step`);
  const heads = await listHolders(tx, instansi, { headsOf: [...new Set(way.map((one) => one.unit))], posts: asked.map((one) => one.reports_to).filter((post) => post !== null) }, day);
  const found = new Map<string, Holder>();
  for (const one of asked) {
    const fits = (holder: Holder): boolean => holder.personId !== one.person && holder.postId !== one.post;
    const superior = heads.find((holder) => holder.postId === one.reports_to && fits(holder))
      ?? way.filter((step) => step.start === one.unit).map((step) => heads.find((holder) => holder.isHead && holder.unitId === step.unit && fits(holder))).find((holder) => holder !== undefined);
    if (superior) found.set(one.holding, superior);
  }
  return found;
}

/**
 * Who may stand directly below a person on that day: posts that report to theirs; the units that they head, and those below down to the
 * next head, who is one of them. Wider than the truth, never narrower: `superiors` then says of whom they are the superior.
 */
export const mayReportTo = async (tx: Tx, instansi: string, person: string, day: CalendarDay): Promise<string[]> =>
  (await tx.many<{ person: string }>(sql`with recursive mine as (
      select p.id as post, p.unit, p.is_head from organization.holding h join organization.post p on p.instansi = h.instansi and p.id = h.post where h.instansi = ${instansi} and h.person = ${person} and ${inForce(day)}),
    down as (
      select unit, true as open from mine where is_head
      union
      select u.id, not exists (select from organization.post p join organization.holding h on h.instansi = p.instansi and h.post = p.id where p.instansi = ${instansi} and p.unit = u.id and p.is_head and h.person <> ${person} and ${inForce(day)})
        from down d join organization.unit u on u.instansi = ${instansi} and u.parent = d.unit where d.open)
    select distinct h.person from organization.holding h join organization.post p on p.instansi = h.instansi and p.id = h.post
     where h.instansi = ${instansi} and h.person <> ${person} and ${inForce(day)}
       and (p.reports_to in (select post from mine) or p.unit in (select unit from down where open) or (p.is_head and p.unit in (select unit from down)))`)).map((row) => row.person);
