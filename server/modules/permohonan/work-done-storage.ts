import type { Tx } from '../../platform/db/database.ts';
import { sql } from '../../platform/db/sql.ts';
import type { Doer } from '../organization/contract.ts';

/** Actions of these officers in these posts, one for each request and kind, the first of the day. */
export const workDone = (tx: Tx, instansi: string, by: readonly Doer[], from: Date, to: Date): Promise<{ at: Date; kind: string; request: string; number: string }[]> =>
  tx.many(sql`select min(a.at) as at, a.kind, a.request, r.number from permohonan.action a join permohonan.request r on r.instansi = a.instansi and r.id = a.request
    where a.instansi = ${instansi} and a.account = any(${by.map((one) => one.account)}::uuid[]) and a.at >= ${from} and a.at < ${to} and a.payload -> 'by' ->> 'kind' = 'officer' and a.payload -> 'by' ->> 'post' = any(${by.map((one) => one.post)}::text[])
      and a.kind not in ('claim', 'release', 'assign') group by a.kind, a.request, r.number order by 1 limit 200`);
