import type { Tx } from '../../../platform/db/database.ts';
import { sql } from '../../../platform/db/sql.ts';

export interface StatementRow {
  id: string;
  account: string;
  post: string;
  unit: string;
  words: string;
  madeAt: Date;
  number: string | null;
  signedAt: Date | null;
  checkIns: number;
}
const columns = sql`s.id, s.by_account as account, s.by_post as post, s.unit, s.words, s.made_at as "madeAt", s.number, s.signed_at as "signedAt",
  (select count(*)::int from attendance.statement_check_in l where l.instansi = s.instansi and l.statement = s.id) as "checkIns"`;

export const findStatement = (tx: Tx, instansi: string, id: string): Promise<StatementRow | undefined> => tx.maybe(sql`select ${columns} from attendance.statement s where s.instansi = ${instansi} and s.id = ${id}`);
export const listStatements = (tx: Tx, instansi: string, post: string): Promise<StatementRow[]> => tx.many(sql`select ${columns} from attendance.statement s where s.instansi = ${instansi} and s.by_post = ${post} order by s.made_at desc, s.id limit 50`);
/** @returns false where it was there already */
export async function insertStatement(tx: Tx, instansi: string, s: { id: string; account: string; post: string; unit: string; words: string; at: Date }, checkIns: readonly string[]): Promise<boolean> {
  const isNew = (await tx.run(sql`insert into attendance.statement (instansi, id, by_account, by_post, unit, words, made_at) values (${instansi}, ${s.id}, ${s.account}, ${s.post}, ${s.unit}, ${s.words}, ${s.at}) on conflict do nothing`)) === 1;
  if (isNew) await tx.run(sql`insert into attendance.statement_check_in (instansi, statement, check_in) select ${instansi}::uuid, ${s.id}::uuid, unnest(${checkIns}::uuid[])`);
  return isNew;
}
export const saveNumber = (tx: Tx, instansi: string, id: string, number: string): Promise<number> => tx.run(sql`update attendance.statement set number = ${number} where instansi = ${instansi} and id = ${id}`);
/** @returns false where it was signed before */
export const saveSigned = async (tx: Tx, instansi: string, id: string, at: Date): Promise<boolean> => (await tx.run(sql`update attendance.statement set signed_at = ${at} where instansi = ${instansi} and id = ${id} and signed_at is null`)) === 1;

export interface StatementLine {
  id: string;
  person: string;
  direction: 'in' | 'out' | 'any';
  at: Date;
  receivedAt: Date;
  decided: boolean;
}
export const linesOf = (tx: Tx, instansi: string, statement: string): Promise<StatementLine[]> =>
  tx.many(sql`select c.id, c.person, c.direction, c.at, c.received_at as "receivedAt", r.check_in is not null as decided from attendance.statement_check_in l
    join attendance.check_in c on c.instansi = l.instansi and c.id = l.check_in left join attendance.review r on r.instansi = l.instansi and r.check_in = l.check_in
   where l.instansi = ${instansi} and l.statement = ${statement} order by c.at, c.id`);
