import type { Tx } from '../../../platform/db/database.ts';
import { sql } from '../../../platform/db/sql.ts';

export interface PhoneRow {
  id: string;
  person: string;
  device: string;
  name: string;
  state: 'asked' | 'active' | 'ended';
  asked_at: Date;
  decided_at: Date | null;
}
const columns = sql`id, person, device, name, state, asked_at, decided_at`;

export const phonesOf = (tx: Tx, instansi: string, person: string): Promise<PhoneRow[]> => tx.many(sql`select ${columns} from attendance.phone where instansi = ${instansi} and person = ${person} order by asked_at, id`);
export const findPhone = (tx: Tx, instansi: string, id: string): Promise<PhoneRow | undefined> => tx.maybe(sql`select ${columns} from attendance.phone where instansi = ${instansi} and id = ${id} for update`);
/** Those that ask first, then the newest; `people` undefined: of everybody. */
export const listPhones = (tx: Tx, instansi: string, people: readonly string[] | undefined, most: number): Promise<PhoneRow[]> =>
  tx.many(sql`select ${columns} from attendance.phone where instansi = ${instansi} and state <> 'ended' and (${people === undefined} or person = any(${people ?? []}::uuid[])) order by (state = 'asked') desc, asked_at desc, id limit ${most}`);
/** People whose phones wait for somebody's word. */
export const peopleWhoAsk = (tx: Tx, instansi: string): Promise<string[]> => tx.many<{ person: string }>(sql`select distinct person from attendance.phone where instansi = ${instansi} and state = 'asked'`).then((rows) => rows.map((row) => row.person));
export const insertPhone = (tx: Tx, instansi: string, p: { id: string; person: string; device: string; name: string; state: 'asked' | 'active'; at: Date }): Promise<boolean> =>
  tx.run(sql`insert into attendance.phone (instansi, id, person, device, name, state, asked_at, decided_at) values (${instansi}, ${p.id}, ${p.person}, ${p.device}, ${p.name}, ${p.state}, ${p.at}, ${p.state === 'active' ? p.at : null}) on conflict do nothing`).then((rows) => rows === 1);
export const endActive = (tx: Tx, instansi: string, person: string, at: Date): Promise<number> => tx.run(sql`update attendance.phone set state = 'ended', ended_at = ${at} where instansi = ${instansi} and person = ${person} and state = 'active'`);
export const activate = (tx: Tx, instansi: string, id: string, by: string, at: Date): Promise<number> => tx.run(sql`update attendance.phone set state = 'active', decided_at = ${at}, decided_by = ${by}, ended_at = null where instansi = ${instansi} and id = ${id}`);
export const endPhone = (tx: Tx, instansi: string, id: string, by: string, at: Date): Promise<number> => tx.run(sql`update attendance.phone set state = 'ended', decided_by = ${by}, decided_at = coalesce(decided_at, ${at}), ended_at = ${at} where instansi = ${instansi} and id = ${id}`);
