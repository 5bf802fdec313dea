import { exactDecimal, over } from '../../../engines/scoring/exact.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { sql, sqlJoin } from '../../../platform/db/sql.ts';
import type { ResultRow } from '../rules/national-view.ts';
import type { InstitutionKind } from '../contract/names-match-regions.ts';
import type { SqlWeights } from '../rules/weights-for-sql.ts';

// Chapters: institutions · sets · printed results · levels and their recomputation

export interface InstitutionRow {
  id: string;
  kind: InstitutionKind;
  name: string;
  bareName: string;
  region: string | null;
}

/** Adds those that are not known yet, by region or else by name, and returns the id of each, in order. */
export async function keepInstitutions(tx: Tx, instansi: string, rows: readonly InstitutionRow[]): Promise<string[]> {
  await tx.run(sql`insert into assessments.institution (instansi, id, kind, name, bare_name, region)
    select ${instansi}, n.id, n.kind, n.name, n.bare_name, n.region
      from unnest(${rows.map((r) => r.id)}::uuid[], ${rows.map((r) => r.kind)}::text[], ${rows.map((r) => r.name)}::text[], ${rows.map((r) => r.bareName)}::text[], ${rows.map((r) => r.region)}::text[]) n (id, kind, name, bare_name, region)
    on conflict do nothing`);
  const found = await tx.many<{ id: string }>(sql`select coalesce(by_region.id, by_name.id) as id
    from unnest(${rows.map((r) => r.bareName)}::text[], ${rows.map((r) => r.region)}::text[]) with ordinality n (bare_name, region, at)
    left join assessments.institution by_region on by_region.instansi = ${instansi} and by_region.region = n.region
    left join assessments.institution by_name on by_name.instansi = ${instansi} and by_name.bare_name = n.bare_name and by_name.region is not distinct from n.region
    order by n.at`);
  return found.map(({ id }) => id);
}

/** Empty for a ministry: it is not the region in which it has its seat. */
export const ownRegion = async (tx: Tx, instansi: string): Promise<string> => (await tx.one<{ region: string }>(sql`select case kind when 'ministry' then '' else region end as region from organization.instansi where id = ${instansi}`)).region;

export interface ResultSet {
  id: string;
  instrument: string;
  version: number;
  family: string;
  year: number;
  kind: 'published' | 'levels';
  basis: 'rounded' | 'unrounded';
  source: string;
  state: 'working' | 'public' | 'replaced';
  madeAt: Date;
  /** Of a result of this institution alone: the campaign whose organiser told it; null for a list. */
  toldBy: string | null;
}

const SET = sql`id, instrument, version, family, year, kind, basis, source, state, made_at as "madeAt", told_by as "toldBy"`;

export const publicSets = (tx: Tx, instansi: string): Promise<ResultSet[]> =>
  tx.many(sql`select ${SET} from assessments.result_set where instansi = ${instansi} and state = 'public' order by year desc, family`);

export const insertSet = (tx: Tx, instansi: string, set: ResultSet & { by: string | null }): Promise<number> =>
  tx.run(sql`insert into assessments.result_set (instansi, id, instrument, version, family, year, kind, basis, source, state, made_at, made_by, scope, told_by)
    values (${instansi}, ${set.id}, ${set.instrument}, ${set.version}, ${set.family}, ${set.year}, ${set.kind}, ${set.basis}, ${set.source}, ${set.state}, ${set.madeAt}, ${set.by}, ${set.toldBy ? 'own' : 'list'}, ${set.toldBy})`);

/** Shows a list; the one that was shown for its family and year is kept as replaced. */
export async function showSet(tx: Tx, instansi: string, { id, family, year }: Pick<ResultSet, 'id' | 'family' | 'year'>): Promise<void> {
  await tx.run(sql`update assessments.result_set set state = 'replaced' where instansi = ${instansi} and family = ${family} and year = ${year} and state = 'public' and scope = 'list' and id <> ${id}`);
  await tx.run(sql`update assessments.result_set set state = 'public' where instansi = ${instansi} and id = ${id}`);
}

/** The result that a campaign told is shown no more: something newer, or nothing, stands in its place. */
export const hideTold = (tx: Tx, instansi: string, campaign: string): Promise<number> =>
  tx.run(sql`update assessments.result_set set state = 'replaced' where instansi = ${instansi} and told_by = ${campaign} and state = 'public'`);
export async function findTold(tx: Tx, instansi: string, campaign: string): Promise<{ source: string; exact: string; parts: Record<string, string> } | undefined> {
  const row = await tx.maybe<{ source: string; top: string; bottom: string; parts: Record<string, string> }>(sql`select s.source, r.top::text as top, r.bottom::text as bottom, r.parts
    from assessments.result_set s join assessments.result r on r.instansi = s.instansi and r.result_set = s.id where s.instansi = ${instansi} and s.told_by = ${campaign} and s.state = 'public'`);
  return row && { source: row.source, exact: exactDecimal(over(BigInt(row.top), BigInt(row.bottom))), parts: row.parts };
}

export interface PrintedResult {
  institution: string;
  shown: string;
  predicate: string;
  parts: Record<string, string>;
  doubt: string | null;
}

export const insertResults = (tx: Tx, instansi: string, set: string, rows: readonly PrintedResult[]): Promise<number> =>
  tx.run(sql`insert into assessments.result (instansi, result_set, institution, shown, predicate, parts, doubt)
    select ${instansi}, ${set}, n.institution, n.shown, n.predicate, n.parts, n.doubt
      from unnest(${rows.map((r) => r.institution)}::uuid[], ${rows.map((r) => r.shown)}::numeric[], ${rows.map((r) => r.predicate)}::text[], ${rows.map((r) => JSON.stringify(r.parts))}::jsonb[], ${rows.map((r) => r.doubt)}::text[]) n (institution, shown, predicate, parts, doubt)`);

export const listResults = (tx: Tx, instansi: string, set: string): Promise<ResultRow[]> =>
  tx.many(sql`select r.institution, i.name, i.kind, i.region, r.shown, r.predicate, r.parts, r.doubt
    from assessments.result r join assessments.institution i on i.instansi = r.instansi and i.id = r.institution
    where r.instansi = ${instansi} and r.result_set = ${set}`);

export const insertLevels = (tx: Tx, instansi: string, set: string, rows: readonly { institution: string; number: string; micro: bigint }[]): Promise<number> =>
  tx.run(sql`insert into assessments.level (instansi, result_set, institution, number, micro)
    select ${instansi}, ${set}, n.institution, n.number, n.micro
      from unnest(${rows.map((r) => r.institution)}::uuid[], ${rows.map((r) => r.number)}::text[], ${rows.map((r) => String(r.micro))}::bigint[]) n (institution, number, micro)`);

/**
 * Every index of a set from its levels, in one statement: sums of whole numbers, one exact division at the end, rounded half
 * up in whole numbers. The same as `score` of engines/scoring, which a test holds it to. Each level is read once, into the
 * sum of its innermost group; each part above adds a few of these sums. An institution that lacks an indicator gets no
 * result. Returns how many changed or are new.
 */
export function recompute(tx: Tx, instansi: string, set: string, w: SqlWeights): Promise<number> {
  const type = w.isSmall ? sql`::bigint` : sql`::numeric`;
  const leaves = [...new Set(w.indicators.map(({ leaf }) => leaf))];
  const sums = leaves.map((leaf) => sql`(sum(l.micro * w.weight) filter (where w.leaf = ${leaf}::int))${type}`);
  const sumOf = (part: string) => sql`(${sqlJoin(w.rolls.filter((roll) => roll.part === part).map(({ leaf }) => sql`o.sums[${leaves.indexOf(leaf) + 1}::int]`), ' + ')})`;
  const valueOf = ({ part, times, plus, over }: SqlWeights['wholes'][number]) => {
    const top = sql`${sumOf(part)} * ${times}${type} + ${plus}${type}`;
    return sql`(${w.isSmall ? sql`((${top}) / ${over}::bigint)::numeric` : sql`div(${top}, ${over}::numeric)`} * ${w.unit}::numeric)`;
  };
  const whole = w.wholes.find(({ part }) => part === '')!;
  const parts = w.wholes.filter(({ part }) => part !== '');
  const predicates = w.bands.toReversed().map(({ label, lower, lowerTop, lowerIn }) => {
    const isAbove = lowerIn ? sql`>=` : sql`>`;
    return w.basis === 'rounded' ? sql`when m.value ${isAbove} ${lower}::numeric then ${label}::text` : sql`when m.top ${isAbove} ${lowerTop}::numeric then ${label}::text`;
  });
  return tx.run(sql`with weight (number, leaf, weight) as materialized (select * from unnest(${w.indicators.map((i) => i.number)}::text[], ${w.indicators.map((i) => i.leaf)}::int[], ${w.indicators.map((i) => i.weight)}::bigint[])),
    own as materialized (select l.institution, array[${sqlJoin(sums, ', ')}] as sums
      from assessments.level l join weight w on w.number = l.number where l.instansi = ${instansi} and l.result_set = ${set} group by l.institution having count(*) = ${w.indicators.length}),
    made as materialized (select o.institution, ${valueOf(whole)} as value, (${sumOf('')} * ${w.factorTop}${type})::numeric as top, ${whole.bottom}::numeric as bottom,
        jsonb_object(${parts.map(({ part }) => part)}::text[], array[${parts.length === 0 ? sql`` : sqlJoin(parts.map((part) => sql`${valueOf(part)}::text`), ', ')}]::text[]) as parts
      from own o)
    insert into assessments.result (instansi, result_set, institution, shown, top, bottom, predicate, parts)
    select ${instansi}, ${set}, m.institution, m.value, m.top, m.bottom, case ${sqlJoin(predicates, ' ')} end, m.parts
      from made m
    on conflict (instansi, result_set, institution) do update set shown = excluded.shown, top = excluded.top, bottom = excluded.bottom, predicate = excluded.predicate, parts = excluded.parts
      where (result.top, result.bottom, result.predicate, result.parts) is distinct from (excluded.top, excluded.bottom, excluded.predicate, excluded.parts)`);
}
