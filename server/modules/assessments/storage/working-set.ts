import type { Tx } from '../../../platform/db/database.ts';
import { sql } from '../../../platform/db/sql.ts';
import type { WorkingLevel } from '../contract/results-port.ts';
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
