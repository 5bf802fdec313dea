import type { Tx } from '../../../platform/db/database.ts';
import { sql } from '../../../platform/db/sql.ts';
import type { WorkingLevel } from '../contract/results-port.ts';
import type { InstitutionKindName } from '../contract/words.ts';
import type { ResultSet } from './results.ts';

export type SetHead = Pick<ResultSet, 'id' | 'instrument' | 'version' | 'family' | 'year' | 'basis' | 'state'>;

export const findSet = (tx: Tx, instansi: string, id: string): Promise<SetHead | undefined> =>
  tx.maybe(sql`select id, instrument, version, family, year, basis, state from assessments.result_set where instansi = ${instansi} and id = ${id}`);

/** Writers of one set do not wait for each other, only for who shows it. */
export const shareSet = (tx: Tx, instansi: string, id: string): Promise<Pick<SetHead, 'state'> | undefined> =>
  tx.maybe(sql`select state from assessments.result_set where instansi = ${instansi} and id = ${id} for key share`);
export const lockSet = (tx: Tx, instansi: string, id: string): Promise<SetHead | undefined> =>
  tx.maybe(sql`select id, instrument, version, family, year, basis, state from assessments.result_set where instansi = ${instansi} and id = ${id} for update`);

export const putLevels = (tx: Tx, instansi: string, set: string, rows: readonly (WorkingLevel & { micro: string })[]): Promise<number> =>
  tx.run(sql`insert into assessments.level (instansi, result_set, institution, number, micro)
    select ${instansi}, ${set}, n.institution, n.number, n.micro
      from unnest(${rows.map((r) => r.institution)}::uuid[], ${rows.map((r) => r.number)}::text[], ${rows.map((r) => r.micro)}::bigint[]) n (institution, number, micro)
    on conflict (instansi, result_set, institution, number) do update set micro = excluded.micro where level.micro <> excluded.micro`);

export async function takeLevels(tx: Tx, instansi: string, set: string, rows: readonly WorkingLevel[]): Promise<void> {
  await tx.run(sql`delete from assessments.level l using unnest(${rows.map((r) => r.institution)}::uuid[], ${rows.map((r) => r.number)}::text[]) n (institution, number)
    where l.instansi = ${instansi} and l.result_set = ${set} and l.institution = n.institution and l.number = n.number`);
  await tx.run(sql`delete from assessments.result where instansi = ${instansi} and result_set = ${set} and institution = any(${rows.map((r) => r.institution)}::uuid[])`);
}

export const countResults = async (tx: Tx, instansi: string, set: string): Promise<number> =>
  (await tx.one<{ count: number }>(sql`select count(*)::int as count from assessments.result where instansi = ${instansi} and result_set = ${set}`)).count;

export interface WorkingRow {
  institution: string;
  name: string;
  region: string | null;
  shown: string;
  top: string;
  bottom: string;
  predicate: string;
  parts: Record<string, string>;
}
export const listWorking = (tx: Tx, instansi: string, set: string, institutions: readonly string[] | null): Promise<WorkingRow[]> =>
  tx.many(sql`select r.institution, i.name, i.region, r.shown::text as shown, r.top::text as top, r.bottom::text as bottom, r.predicate, r.parts
    from assessments.result r join assessments.institution i on i.instansi = r.instansi and i.id = r.institution
    where r.instansi = ${instansi} and r.result_set = ${set} and (${institutions}::uuid[] is null or r.institution = any(${institutions}::uuid[])) order by i.name`);

export interface ComparedRow {
  year: number;
  instrument: string;
  shown: string;
  parts: Record<string, string | null>;
}
/** The same institution in the latest public set of an earlier year of the index. */
export const resultBefore = (tx: Tx, instansi: string, head: Pick<SetHead, 'family' | 'year'>, institution: string): Promise<ComparedRow | undefined> =>
  tx.maybe(sql`select s.year, s.instrument, r.shown::text as shown, r.parts from assessments.result_set s join assessments.result r on r.instansi = s.instansi and r.result_set = s.id
    where s.instansi = ${instansi} and s.family = ${head.family} and s.state = 'public' and s.year < ${head.year} and r.institution = ${institution} order by s.year desc limit 1`);

/** Mean of the institution's group in a set, rounded half up; of fewer than two it would be one of them. */
export const meanOfGroup = (tx: Tx, instansi: string, set: string, institution: string): Promise<{ kind: InstitutionKindName; shown: string; parts: Record<string, string> } | undefined> =>
  tx.maybe(sql`with own as (select kind from assessments.institution where instansi = ${instansi} and id = ${institution}),
      peer as (select r.shown, r.parts from assessments.result r join assessments.institution i on i.instansi = r.instansi and i.id = r.institution join own on own.kind = i.kind where r.instansi = ${instansi} and r.result_set = ${set})
    select own.kind, round((select avg(shown) from peer), 2)::text as shown,
      coalesce((select jsonb_object_agg(key, mean) from (select key, round(avg(value::numeric), 2)::text as mean from peer, jsonb_each_text(parts) where value is not null group by key) m), '{}') as parts
    from own where (select count(*) from peer) > 1`);
