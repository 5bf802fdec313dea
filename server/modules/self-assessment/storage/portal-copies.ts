import type { Tx } from '../../../platform/db/database.ts';
import { sql } from '../../../platform/db/sql.ts';

export interface PortalCopy {
  number: string;
  digest: string;
  at: Date;
  by: string | null;
}
export const listPortalCopies = (tx: Tx, instansi: string, campaign: string): Promise<PortalCopy[]> =>
  tx.many(sql`select number, digest, at, by_account as "by" from self_assessment.portal_copy where instansi = ${instansi} and campaign = ${campaign}`);
export const keepPortalCopy = (tx: Tx, instansi: string, campaign: string, row: PortalCopy): Promise<number> =>
  tx.run(sql`insert into self_assessment.portal_copy (instansi, campaign, number, digest, at, by_account) values (${instansi}, ${campaign}, ${row.number}, ${row.digest}, ${row.at}, ${row.by})
    on conflict (instansi, campaign, number) do update set digest = excluded.digest, at = excluded.at, by_account = excluded.by_account`);
export const dropPortalCopy = (tx: Tx, instansi: string, campaign: string, number: string): Promise<number> =>
  tx.run(sql`delete from self_assessment.portal_copy where instansi = ${instansi} and campaign = ${campaign} and number = ${number}`);
