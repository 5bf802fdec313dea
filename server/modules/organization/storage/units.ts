import type { Tx } from '../../../platform/db/database.ts';
import { forget } from '../../../platform/db/forgetting.ts';
import { sql } from '../../../platform/db/sql.ts';
import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import type { UnitFacts, UnitKind, UnitProfile, UnitSummary } from '../contract.ts';

export interface UnitRow extends UnitSummary {
  profile: UnitProfile;
}

const columns = sql`id, parent, kind, code, name, region, sort, from_day as "fromDay", to_day as "toDay", successor, version`;

export const listUnits = (tx: Tx, instansi: string, closed: 'hide' | 'show', day: CalendarDay): Promise<UnitSummary[]> =>
  closed === 'show'
    ? tx.many(sql`select ${columns} from organization.unit where instansi = ${instansi} order by sort, name, id`)
    : tx.many(sql`select ${columns} from organization.unit where instansi = ${instansi} and (to_day is null or to_day >= ${day}) order by sort, name, id`);

export const findUnit = (tx: Tx, instansi: string, id: string): Promise<UnitRow | undefined> =>
  tx.maybe(sql`select ${columns}, profile from organization.unit where instansi = ${instansi} and id = ${id}`);

/** Locked until the transaction ends: two changes of one unit wait for each other. */
export const lockUnit = (tx: Tx, instansi: string, id: string): Promise<UnitRow | undefined> =>
  tx.maybe(sql`select ${columns}, profile from organization.unit where instansi = ${instansi} and id = ${id} for update`);

/** What stands above each unit: small enough to be read whole, and locked so that two moves cannot make a circle together. */
export async function lockTree(tx: Tx, instansi: string): Promise<Map<string, string | null>> {
  const rows = await tx.many<{ id: string; parent: string | null }>(
    sql`select id, parent from organization.unit where instansi = ${instansi} order by id for update`,
  );
  return new Map(rows.map((row) => [row.id, row.parent]));
}

export const unitByCode = (tx: Tx, instansi: string, code: string): Promise<{ id: string; name: string } | undefined> =>
  tx.maybe(sql`select id, name from organization.unit where instansi = ${instansi} and code = ${code}`);

export const openUnitOfRegion = (tx: Tx, instansi: string, region: string, kinds: readonly UnitKind[]): Promise<{ id: string; name: string } | undefined> =>
  tx.maybe(sql`select id, name from organization.unit where instansi = ${instansi} and region = ${region} and kind = any(${kinds}) and to_day is null limit 1`);

/** From the top to the parent. */
export const ancestorsOf = (tx: Tx, instansi: string, id: string): Promise<{ id: string; name: string }[]> =>
  tx.many(sql`with recursive up as (
      select parent, 0 as height from organization.unit where instansi = ${instansi} and id = ${id}
      union all
      select u.parent, up.height + 1 from up join organization.unit u on u.instansi = ${instansi} and u.id = up.parent where up.height < 50)
    select u.id, u.name from up join organization.unit u on u.instansi = ${instansi} and u.id = up.parent order by up.height desc`);

/** The unit itself and everything below it. */
export const unitsBelow = async (tx: Tx, instansi: string, id: string): Promise<string[]> =>
  (await tx.many<{ id: string }>(sql`with recursive down as (
      select id, 0 as depth from organization.unit where instansi = ${instansi} and id = ${id}
      union all
      select u.id, down.depth + 1 from down join organization.unit u on u.instansi = ${instansi} and u.parent = down.id where down.depth < 50)
    select id from down`)).map((row) => row.id);

export const childrenOf = (tx: Tx, instansi: string, id: string): Promise<UnitSummary[]> =>
  tx.many(sql`select ${columns} from organization.unit where instansi = ${instansi} and parent = ${id} order by to_day is not null, sort, name, id`);

export const formerNames = (tx: Tx, instansi: string, id: string): Promise<{ name: string; untilDay: string }[]> =>
  tx.many(sql`select name, until_day as "untilDay" from organization.unit_name where instansi = ${instansi} and unit = ${id} order by until_day desc`);

export interface NewUnit {
  id: string;
  parent: string | null;
  kind: UnitKind;
  code: string;
  name: string;
  region: string | null;
  sort: number;
  fromDay: CalendarDay;
  profile: UnitProfile;
}

/** Parents come before their children in the list, or are there already. */
export async function insertUnits(tx: Tx, instansi: string, units: readonly NewUnit[]): Promise<void> {
  await tx.run(sql`insert into organization.unit (instansi, id, parent, kind, code, name, region, sort, from_day, profile)
    select ${instansi}::uuid, u.* from unnest(${units.map((u) => u.id)}::uuid[], ${units.map((u) => u.parent)}::uuid[], ${units.map((u) => u.kind)}::text[],
      ${units.map((u) => u.code)}::text[], ${units.map((u) => u.name)}::text[], ${units.map((u) => u.region)}::text[], ${units.map((u) => u.sort)}::int[],
      ${units.map((u) => u.fromDay)}::date[], ${units.map((u) => JSON.stringify(u.profile))}::jsonb[]) u`);
}

export async function saveUnits(tx: Tx, instansi: string, units: readonly Omit<NewUnit, 'fromDay'>[]): Promise<void> {
  await tx.run(sql`update organization.unit u set parent = n.parent, kind = n.kind, code = n.code, name = n.name, region = n.region, sort = n.sort,
      profile = n.profile, version = u.version + 1
    from unnest(${units.map((u) => u.id)}::uuid[], ${units.map((u) => u.parent)}::uuid[], ${units.map((u) => u.kind)}::text[],
      ${units.map((u) => u.code)}::text[], ${units.map((u) => u.name)}::text[], ${units.map((u) => u.region)}::text[], ${units.map((u) => u.sort)}::int[],
      ${units.map((u) => JSON.stringify(u.profile))}::jsonb[]) n (id, parent, kind, code, name, region, sort, profile)
    where u.instansi = ${instansi} and u.id = n.id`);
  await forget(tx, 'hats', instansi);
}

export async function keepFormerName(tx: Tx, instansi: string, unit: string, name: string, untilDay: CalendarDay): Promise<void> {
  await tx.run(sql`insert into organization.unit_name (instansi, unit, until_day, name) values (${instansi}, ${unit}, ${untilDay}, ${name})`);
}

/** Ends the unit, its posts and their holdings on one day; what would begin later never begins. */
export async function endUnit(tx: Tx, instansi: string, unit: string, lastDay: CalendarDay, successor: string | null): Promise<void> {
  await tx.run(sql`update organization.unit set to_day = ${lastDay}, successor = ${successor}, version = version + 1 where instansi = ${instansi} and id = ${unit}`);
  await tx.run(sql`update organization.holding h set to_day = ${lastDay}, version = h.version + 1
    from organization.post p where p.instansi = ${instansi} and p.unit = ${unit} and h.instansi = ${instansi} and h.post = p.id
     and h.from_day <= ${lastDay} and (h.to_day is null or h.to_day > ${lastDay})`);
  await tx.run(sql`delete from organization.sign_mode s using organization.holding h, organization.post p
    where p.instansi = ${instansi} and p.unit = ${unit} and h.instansi = ${instansi} and h.post = p.id and h.from_day > ${lastDay}
      and s.instansi = ${instansi} and s.holding = h.id`);
  await tx.run(sql`delete from organization.holding h using organization.post p
    where p.instansi = ${instansi} and p.unit = ${unit} and h.instansi = ${instansi} and h.post = p.id and h.from_day > ${lastDay}`);
  await tx.run(sql`update organization.post set to_day = greatest(${lastDay}::date, from_day), version = version + 1
    where instansi = ${instansi} and unit = ${unit} and (to_day is null or to_day > ${lastDay})`);
  await forget(tx, 'hats', instansi);
}

export async function moveChildren(tx: Tx, instansi: string, from: string, to: string | null): Promise<void> {
  await tx.run(sql`update organization.unit set parent = ${to}, version = version + 1 where instansi = ${instansi} and parent = ${from} and to_day is null`);
  await forget(tx, 'hats', instansi);
}

export const unitFacts = (tx: Tx, instansi: string, ids: readonly string[]): Promise<(UnitFacts & { lastDay: CalendarDay | null })[]> =>
  tx.many(sql`select id, kind, code, name, region, parent, to_day as "lastDay" from organization.unit where instansi = ${instansi} and id = any(${ids}::uuid[])`);

/** Units that could be meant by a code or serve a region, with closed ones and their successors (followed by the caller). */
export const unitsForReferences = (tx: Tx, instansi: string, asked: { ids: string[]; codes: string[]; villages: string[]; districts: string[] }) =>
  tx.many<UnitFacts & { toDay: string | null; successor: string | null }>(sql`with recursive found as (
      select id, kind, code, name, region, parent, to_day, successor, 0 as step from organization.unit where instansi = ${instansi} and id = any(${asked.ids}::uuid[])
      union all select id, kind, code, name, region, parent, to_day, successor, 0 from organization.unit where instansi = ${instansi} and code = any(${asked.codes})
      union all select id, kind, code, name, region, parent, to_day, successor, 0 from organization.unit
        where instansi = ${instansi} and region = any(${asked.villages}) and kind in ('desa', 'kelurahan')
      union all select id, kind, code, name, region, parent, to_day, successor, 0 from organization.unit
        where instansi = ${instansi} and region = any(${asked.districts}) and kind = 'kecamatan'),
    chain as (
      select * from found
      union all
      select u.id, u.kind, u.code, u.name, u.region, u.parent, u.to_day, u.successor, chain.step + 1
        from chain join organization.unit u on u.instansi = ${instansi} and u.id = chain.successor where chain.step < 10)
    select distinct id, kind, code, name, region, parent, to_day as "toDay", successor from chain`);

export const parentOf = async (tx: Tx, instansi: string, id: string): Promise<string | null> =>
  (await tx.maybe<{ parent: string | null }>(sql`select parent from organization.unit where instansi = ${instansi} and id = ${id}`))?.parent ?? null;

export interface LetterheadRow {
  /** "Pemerintah Kabupaten Ponorogo"; a ministry by its own name. */
  government: string;
  governmentRegion: string;
  kind: UnitKind;
  name: string;
  profile: UnitProfile;
  district: string | null;
  parentName: string | null;
  parentKind: UnitKind | null;
}

/** The unit as it was called on the day, what stands above it, and the government it belongs to. */
export const letterheadRow = (tx: Tx, instansi: string, unit: string, day: CalendarDay): Promise<LetterheadRow | undefined> =>
  tx.maybe(sql`select case when i.kind = 'ministry' then i.name else 'Pemerintah ' || i.name end as government, i.region as "governmentRegion", u.kind, u.profile,
      coalesce((select n.name from organization.unit_name n where n.instansi = u.instansi and n.unit = u.id and n.until_day >= ${day} order by n.until_day limit 1), u.name) as name,
      p.name as "parentName", p.kind as "parentKind",
      (select k.name from organization.unit k where k.instansi = u.instansi and k.kind = 'kecamatan' and k.region = left(u.region, 8) limit 1) as district
    from organization.unit u
    join organization.instansi i on i.id = u.instansi
    left join organization.unit p on p.instansi = u.instansi and p.id = u.parent
   where u.instansi = ${instansi} and u.id = ${unit}`);

export const institutionOf = (tx: Tx, instansi: string): Promise<{ name: string; region: string; zone: 'WIB' | 'WITA' | 'WIT'; kind: string; code: string }> =>
  tx.one(sql`select name, region, zone, kind, code from organization.instansi where id = ${instansi}`);
