import type { Tx } from '../../../platform/db/database.ts';
import { sql } from '../../../platform/db/sql.ts';
import type { Doer } from '../../organization/contract.ts';

/** Of reports that are not sealed to the Inspektorat: actions of these officers in these posts, one for each report and kind, the first of the day. */
export const workDone = (tx: Tx, instansi: string, by: readonly Doer[], from: Date, to: Date): Promise<{ at: Date; kind: string; report: string; number: string }[]> =>
  tx.many(sql`select min(a.at) as at, a.kind, a.report, r.number from complaints.action a join complaints.report r on r.instansi = a.instansi and r.id = a.report
    join complaints.state s on s.instansi = a.instansi and s.report = a.report
    where s.kind <> 'misconduct' and a.instansi = ${instansi} and a.account = any(${by.map((one) => one.account)}::uuid[]) and a.at >= ${from} and a.at < ${to} and a.payload -> 'by' ->> 'kind' = 'officer' and a.payload -> 'by' ->> 'post' = any(${by.map((one) => one.post)}::text[])
    group by a.kind, a.report, r.number order by 1 limit 200`);
