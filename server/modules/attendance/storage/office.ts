import type { Tx } from '../../../platform/db/database.ts';
import { sql } from '../../../platform/db/sql.ts';

// Chapters: devices · numbers and PINs

export const deviceOfToken = (hash: Buffer) => sql`select instansi, id from attendance.office_device_of(${hash})`;

export interface DeviceRow {
  id: string;
  name: string;
  unit: string | null;
  place: string | null;
  pairedAt: Date | null;
  seenAt: Date | null;
  revokedAt: Date | null;
}
const columns = sql`d.id, d.name, d.unit, d.place, d.paired_at as "pairedAt", d.seen_at as "seenAt", d.revoked_at as "revokedAt"`;
export const findDevice = (tx: Tx, instansi: string, id: string): Promise<DeviceRow | undefined> =>
  tx.maybe(sql`select ${columns} from attendance.office_device d where d.instansi = ${instansi} and d.id = ${id}`);
export const listDevices = (tx: Tx, instansi: string, units: readonly string[] | null): Promise<DeviceRow[]> =>
  tx.many(sql`select ${columns} from attendance.office_device d where d.instansi = ${instansi} and (${units}::uuid[] is null or d.unit = any(${units}::uuid[])) order by d.revoked_at nulls first, d.name, d.id limit 1000`);
export const insertDevice = (tx: Tx, instansi: string, d: { id: string; name: string; unit: string; place: string | null; code: Buffer; until: Date; at: Date; account: string | null }): Promise<number> =>
  tx.run(sql`insert into attendance.office_device (instansi, id, name, unit, place, code_hash, code_until, created_at, created_by) values (${instansi}, ${d.id}, ${d.name}, ${d.unit}, ${d.place}, ${d.code}, ${d.until}, ${d.at}, ${d.account})`);
export const renewCode = (tx: Tx, instansi: string, id: string, code: Buffer, until: Date): Promise<number> =>
  tx.run(sql`update attendance.office_device set code_hash = ${code}, code_until = ${until}, token_hash = null, paired_at = null where instansi = ${instansi} and id = ${id} and revoked_at is null`);
/** The code is used up by it. */
export const pair = (tx: Tx, instansi: string, code: Buffer, token: Buffer, at: Date): Promise<{ id: string; name: string } | undefined> =>
  tx.maybe(sql`update attendance.office_device set token_hash = ${token}, paired_at = ${at}, seen_at = ${at}, code_hash = null, code_until = null
    where instansi = ${instansi} and code_hash = ${code} and code_until > ${at} and revoked_at is null returning id, name`);
export const revokeDevice = (tx: Tx, instansi: string, id: string, at: Date): Promise<number> =>
  tx.run(sql`update attendance.office_device set revoked_at = ${at}, token_hash = null, code_hash = null where instansi = ${instansi} and id = ${id} and revoked_at is null`);
export const seeDevice = (tx: Tx, instansi: string, id: string, at: Date): Promise<number> =>
  tx.run(sql`update attendance.office_device set seen_at = ${at} where instansi = ${instansi} and id = ${id} and (seen_at is null or seen_at < ${new Date(at.getTime() - 60_000)})`);

export interface NumberRow {
  person: string;
  number: string;
  kind: 'nip' | 'internal';
}
export interface PinRow {
  person: string;
  hash: string;
  given: boolean;
  setAt: Date;
}
export const findByNumber = (tx: Tx, instansi: string, number: string): Promise<PinRow | undefined> =>
  tx.maybe(sql`select p.person, p.hash, p.given, p.set_at as "setAt" from attendance.staff_number n join attendance.staff_pin p on p.instansi = n.instansi and p.person = n.person where n.instansi = ${instansi} and n.number = ${number}`);
export const numbersOf = (tx: Tx, instansi: string, people: readonly string[]): Promise<NumberRow[]> =>
  tx.many(sql`select person, number, kind from attendance.staff_number where instansi = ${instansi} and person = any(${people}::uuid[]) order by kind desc`);
export const pinsOfPeople = (tx: Tx, instansi: string, people: readonly string[]): Promise<PinRow[]> =>
  tx.many(sql`select person, hash, given, set_at as "setAt" from attendance.staff_pin where instansi = ${instansi} and person = any(${people}::uuid[])`);
/** A NIP that was put right takes the place of the old one. One that stood with somebody else by mistake leaves that person: it opens one PIN. */
export async function saveNip(tx: Tx, instansi: string, person: string, nip: string): Promise<void> {
  await tx.run(sql`delete from attendance.staff_number where instansi = ${instansi} and number = ${nip} and person <> ${person}`);
  await tx.run(sql`insert into attendance.staff_number (instansi, number, person, kind) values (${instansi}, ${nip}, ${person}, 'nip') on conflict (instansi, person, kind) do update set number = excluded.number`);
}
/** Six digits, never reused: the next after the highest. */
export async function giveInternalNumber(tx: Tx, instansi: string, person: string): Promise<string> {
  await tx.run(sql`select pg_advisory_xact_lock(hashtextextended(${`${instansi} staff_number`}, 0))`);
  const row = await tx.one<{ number: string }>(sql`insert into attendance.staff_number (instansi, number, person, kind)
    select ${instansi}::uuid, (coalesce(max(number::bigint) filter (where kind = 'internal'), 900000) + 1)::text, ${person}::uuid, 'internal' from attendance.staff_number where instansi = ${instansi}
    on conflict (instansi, person, kind) do update set number = attendance.staff_number.number returning number`);
  return row.number;
}
export const savePin = (tx: Tx, instansi: string, p: { person: string; hash: string; given: boolean; at: Date; account: string | null }): Promise<number> =>
  tx.run(sql`insert into attendance.staff_pin (instansi, person, hash, set_at, set_by, given) values (${instansi}, ${p.person}, ${p.hash}, ${p.at}, ${p.account}, ${p.given})
    on conflict (instansi, person) do update set hash = excluded.hash, set_at = excluded.set_at, set_by = excluded.set_by, given = excluded.given`);
