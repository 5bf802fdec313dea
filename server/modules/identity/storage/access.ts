import type { Tx } from '../../../platform/db/database.ts';
import { sql } from '../../../platform/db/sql.ts';

export interface AccessRow {
  account: string;
  id: string;
  instansi: string;
  caseId: string | null;
  caseNumber: string | null;
  byName: string;
  byTitle: string;
  purpose: string;
  at: Date;
}

/** One line an hour for the same officer, case and purpose: a list that repeats itself is not read. */
export async function insertAccess(tx: Tx, a: AccessRow): Promise<void> {
  await tx.run(sql`insert into identity.account_access (account, id, instansi, case_id, case_number, by_name, by_title, purpose, at)
    select ${a.account}::uuid, ${a.id}::uuid, ${a.instansi}::uuid, ${a.caseId}::uuid, ${a.caseNumber}::text, ${a.byName}::text, ${a.byTitle}::text, ${a.purpose}::text, ${a.at}::timestamptz
     where not exists (select from identity.account_access o where o.account = ${a.account} and o.at > ${new Date(a.at.getTime() - 3_600_000)}
       and o.instansi = ${a.instansi} and o.case_id is not distinct from ${a.caseId}::uuid and o.by_name = ${a.byName} and o.by_title = ${a.byTitle} and o.purpose = ${a.purpose})`);
}

export interface AccessLine extends AccessRow {
  instansiName: string;
}

export async function listAccess(tx: Tx, account: string, before: string | null, limit: number): Promise<AccessLine[]> {
  return tx.many<AccessLine>(sql`select a.account, a.id, a.instansi, a.case_id as "caseId", a.case_number as "caseNumber", a.by_name as "byName", a.by_title as "byTitle",
      a.purpose, a.at, coalesce(i.name, '') as "instansiName"
    from identity.account_access a left join organization.instansi i on i.id = a.instansi
    where a.account = ${account} and (${before}::uuid is null or a.id < ${before}::uuid) order by a.id desc limit ${limit}`);
}

export async function upsertCase(tx: Tx, c: { account: string; instansi: string; caseId: string; kind: string; number: string; title: string; at: Date }): Promise<void> {
  await tx.run(sql`insert into identity.account_case (account, instansi, case_id, kind, number, title, at)
    values (${c.account}, ${c.instansi}, ${c.caseId}, ${c.kind}, ${c.number}, ${c.title}, ${c.at})
    on conflict (account, instansi, case_id) do update set number = excluded.number, title = excluded.title`);
}

export interface CaseLine {
  instansi: string;
  instansiName: string;
  caseId: string;
  kind: string;
  number: string;
  title: string;
  at: Date;
}
export async function listCases(tx: Tx, account: string, limit: number): Promise<CaseLine[]> {
  return tx.many<CaseLine>(sql`select c.instansi, coalesce(i.name, '') as "instansiName", c.case_id as "caseId", c.kind, c.number, c.title, c.at
    from identity.account_case c left join organization.instansi i on i.id = c.instansi where c.account = ${account} order by c.at desc, c.case_id limit ${limit}`);
}
