import type { Tx } from '../../../platform/db/database.ts';
import { sql } from '../../../platform/db/sql.ts';
import type { Doer } from '../../organization/contract.ts';

/** Actions of these people in these posts, one for each letter and kind, the first of the day. */
export const workDone = (tx: Tx, instansi: string, by: readonly Doer[], from: Date, to: Date): Promise<{ at: Date; kind: string; letter: string; subject: string | null; secrecy: string; number: string | null }[]> =>
  tx.many(sql`select min(a.at) as at, a.kind, a.letter, l.heading ->> 'subject' as subject, s.secrecy, s.number from outgoing.action a join outgoing.letter l on l.instansi = a.instansi and l.id = a.letter join outgoing.state s on s.instansi = a.instansi and s.letter = a.letter
    where a.instansi = ${instansi} and a.account = any(${by.map((one) => one.account)}::uuid[]) and a.at >= ${from} and a.at < ${to} and a.payload -> 'by' ->> 'post' = any(${by.map((one) => one.post)}::text[])
      and a.kind in ('submit', 'return', 'initial', 'pass', 'number', 'sign', 'send')
    group by a.kind, a.letter, l.heading, s.secrecy, s.number order by 1 limit 200`);
