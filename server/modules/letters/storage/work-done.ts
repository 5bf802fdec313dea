import type { Tx } from '../../../platform/db/database.ts';
import { sql } from '../../../platform/db/sql.ts';
import type { Doer } from '../../organization/contract.ts';

/** Actions of these people in these posts, one for each letter and kind, the first of the day. */
export const workDone = (tx: Tx, instansi: string, by: readonly Doer[], from: Date, to: Date): Promise<{ at: Date; kind: string; letter: string; agenda: number; year: number; subject: string; secrecy: string }[]> =>
  tx.many(sql`select min(a.at) as at, a.kind, l.id as letter, l.agenda, l.year, l.subject, l.secrecy from letters.action a join letters.letter l on l.instansi = a.instansi and l.id = a.letter
    where a.instansi = ${instansi} and a.account = any(${by.map((one) => one.account)}::uuid[]) and a.at >= ${from} and a.at < ${to} and a.payload -> 'by' ->> 'post' = any(${by.map((one) => one.post)}::text[])
      and a.kind in ('register', 'dispose', 'send-prepared', 'prepare', 'record', 'report', 'direct')
    group by a.kind, l.id, l.agenda, l.year, l.subject, l.secrecy order by 1 limit 200`);
