import type { Tx } from '../../../platform/db/database.ts';
import { sql, sqlJoin } from '../../../platform/db/sql.ts';
import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import type { MoveKind, MoveState } from '../contract.ts';

export interface MoveRecord {
  id: string;
  kind: MoveKind;
  fromUnit: string;
  receiver: string;
  state: MoveState;
  sentOn: CalendarDay;
  sentBy: string;
  account: string;
  answeredOn: CalendarDay | null;
  answeredBy: string | null;
  receipt: string;
  note: string;
  count: number;
}
const COLUMNS = sql`m.id, m.kind, m.from_unit as "fromUnit", m.receiver, m.state, m.sent_on as "sentOn", m.sent_by as "sentBy", m.account, m.answered_on as "answeredOn", m.answered_by as "answeredBy", m.receipt, m.note,
  (select count(*)::int from archive.move_folder x where x.instansi = m.instansi and x.move = m.id) as count`;

export async function insertMove(tx: Tx, instansi: string, m: Pick<MoveRecord, 'id' | 'kind' | 'fromUnit' | 'receiver' | 'sentOn' | 'sentBy' | 'account' | 'note'>, folders: readonly string[]): Promise<void> {
  await tx.run(sql`insert into archive.move (instansi, id, kind, from_unit, receiver, state, sent_on, sent_by, account, note) values (${instansi}, ${m.id}, ${m.kind}, ${m.fromUnit}, ${m.receiver}, 'sent', ${m.sentOn}, ${m.sentBy}, ${m.account}, ${m.note})`);
  await tx.run(sql`insert into archive.move_folder (instansi, move, folder) select ${instansi}::uuid, ${m.id}::uuid, f from unnest(${folders}::uuid[]) f`);
}
export const findMove = (tx: Tx, instansi: string, id: string): Promise<MoveRecord | undefined> => tx.maybe(sql`select ${COLUMNS} from archive.move m where m.instansi = ${instansi} and m.id = ${id}`);
export const foldersOf = async (tx: Tx, instansi: string, move: string): Promise<string[]> => (await tx.many<{ folder: string }>(sql`select folder from archive.move_folder where instansi = ${instansi} and move = ${move}`)).map(({ folder }) => folder);
/** @returns 0 when somebody answered meanwhile */
export const saveAnswer = (tx: Tx, instansi: string, id: string, a: { state: MoveState; day: CalendarDay; by: string; receipt: string; note: string }): Promise<number> =>
  tx.run(sql`update archive.move set state = ${a.state}, answered_on = ${a.day}, answered_by = ${a.by}, receipt = ${a.receipt}, note = case when ${a.note} = '' then note else ${a.note} end where instansi = ${instansi} and id = ${id} and state = 'sent'`);
export const listMoves = (tx: Tx, q: { instansi: string; units: readonly string[] | null; state?: MoveState | undefined; before?: string | undefined; limit: number }): Promise<MoveRecord[]> => {
  const where = [sql`m.instansi = ${q.instansi}`];
  if (q.units !== null) where.push(sql`m.from_unit = any(${q.units}::uuid[])`);
  if (q.state) where.push(sql`m.state = ${q.state}`);
  if (q.before) where.push(sql`m.id < ${q.before}::uuid`);
  return tx.many(sql`select ${COLUMNS} from archive.move m where ${sqlJoin(where, ' and ')} order by m.id desc limit ${q.limit}`);
};
