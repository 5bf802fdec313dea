import type { Tx } from '../../../platform/db/database.ts';
import { forget } from '../../../platform/db/forgetting.ts';
import { sql } from '../../../platform/db/sql.ts';
import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import type { Employment } from '../contract.ts';

export interface PersonRow {
  id: string;
  account: string | null;
  name: string;
  nip: string | null;
  nikHash: Buffer | null;
  nikSealed: Buffer | null;
  rank: string | null;
  phone: string | null;
  email: string | null;
  employment: Employment;
  version: number;
}
const columns = sql`w.id, w.account, w.name, w.nip, w.nik_hash as "nikHash", w.nik_sealed as "nikSealed", w.rank, w.phone, w.email, w.employment, w.version`;

export const findPerson = (tx: Tx, instansi: string, id: string): Promise<PersonRow | undefined> =>
  tx.maybe(sql`select ${columns} from organization.person w where w.instansi = ${instansi} and w.id = ${id}`);

export const lockPerson = (tx: Tx, instansi: string, id: string): Promise<PersonRow | undefined> =>
  tx.maybe(sql`select ${columns} from organization.person w where w.instansi = ${instansi} and w.id = ${id} for update`);

export const peopleByIdentity = (tx: Tx, instansi: string, nips: readonly string[], nikHashes: readonly Buffer[]): Promise<PersonRow[]> =>
  tx.many(sql`select ${columns} from organization.person w where w.instansi = ${instansi} and w.nip = any(${nips})
    union select ${columns} from organization.person w where w.instansi = ${instansi} and w.nik_hash = any(${nikHashes}::bytea[])`);

/** People by name; `units` limits to those who hold a post there (or whom nobody has placed yet). */
export const listPeople = (tx: Tx, instansi: string, search: { pattern: string; nip: string; units: readonly string[] | null; after: { name: string; id: string } | null; limit: number; day: CalendarDay }): Promise<(PersonRow & { bareName: string })[]> =>
  tx.many(sql`select ${columns}, w.bare_name as "bareName" from organization.person w
    where w.instansi = ${instansi}
      and (${search.pattern} = '' or w.bare_name like ${`%${search.pattern}%`} or (${search.nip} <> '' and w.nip like ${`${search.nip}%`}))
      and (${search.units === null} or exists (select from organization.holding h join organization.post p on p.instansi = h.instansi and p.id = h.post
            where h.instansi = w.instansi and h.person = w.id and p.unit = any(${search.units ?? []}::uuid[]) and (h.to_day is null or h.to_day >= ${search.day})))
      and (${search.after === null} or (w.bare_name, w.id) > (${search.after?.name ?? ''}, ${search.after?.id ?? '00000000-0000-0000-0000-000000000000'}::uuid))
    order by w.bare_name, w.id limit ${search.limit}`);

export interface NewPerson extends Omit<PersonRow, 'account' | 'version'> {
  bareName: string;
}

export async function insertPeople(tx: Tx, instansi: string, people: readonly NewPerson[]): Promise<void> {
  await tx.run(sql`insert into organization.person (instansi, id, name, bare_name, nip, nik_hash, nik_sealed, rank, phone, email, employment)
    select ${instansi}::uuid, w.* from unnest(${people.map((p) => p.id)}::uuid[], ${people.map((p) => p.name)}::text[], ${people.map((p) => p.bareName)}::text[], ${people.map((p) => p.nip)}::text[],
      ${people.map((p) => p.nikHash)}::bytea[], ${people.map((p) => p.nikSealed)}::bytea[], ${people.map((p) => p.rank)}::text[],
      ${people.map((p) => p.phone)}::text[], ${people.map((p) => p.email)}::text[], ${people.map((p) => p.employment)}::text[]) w`);
}

export async function savePeople(tx: Tx, instansi: string, people: readonly NewPerson[]): Promise<void> {
  await tx.run(sql`update organization.person w set name = n.name, bare_name = n.bare_name, nip = n.nip, nik_hash = n.nik_hash, nik_sealed = n.nik_sealed, rank = n.rank,
      phone = n.phone, email = n.email, employment = n.employment, version = w.version + 1
    from unnest(${people.map((p) => p.id)}::uuid[], ${people.map((p) => p.name)}::text[], ${people.map((p) => p.bareName)}::text[], ${people.map((p) => p.nip)}::text[],
      ${people.map((p) => p.nikHash)}::bytea[], ${people.map((p) => p.nikSealed)}::bytea[], ${people.map((p) => p.rank)}::text[],
      ${people.map((p) => p.phone)}::text[], ${people.map((p) => p.email)}::text[], ${people.map((p) => p.employment)}::text[])
      n (id, name, bare_name, nip, nik_hash, nik_sealed, rank, phone, email, employment)
    where w.instansi = ${instansi} and w.id = n.id`);
}

/** @returns false when the person has an account already */
export const linkAccount = async (tx: Tx, instansi: string, person: string, account: string): Promise<boolean> =>
  (await tx.run(sql`update organization.person set account = ${account}, version = version + 1 where instansi = ${instansi} and id = ${person} and account is null`)) === 1 && (await forget(tx, 'hats', instansi)) === 1;

export const accountsOf = (tx: Tx, instansi: string, people: readonly string[]): Promise<{ person: string; account: string }[]> =>
  tx.many(sql`select id as person, account from organization.person where instansi = ${instansi} and id = any(${people}::uuid[]) and account is not null`);

export const namesByAccount = (tx: Tx, instansi: string, accounts: readonly string[]): Promise<{ account: string; name: string }[]> =>
  tx.many(sql`select account, name from organization.person where instansi = ${instansi} and account = any(${accounts}::uuid[])`);

export const accountsByName = async (tx: Tx, instansi: string, bare: string): Promise<string[]> =>
  (await tx.many<{ account: string }>(
    sql`select account from organization.person where instansi = ${instansi} and account is not null and bare_name like ${`%${bare}%`} order by bare_name limit 50`,
  )).map((row) => row.account);

/** Over all institutions, by a definer function. */
export const institutionsHeld = (tx: Tx, accounts: readonly string[], from: CalendarDay, to: CalendarDay): Promise<{ account: string; instansi: string }[]> =>
  tx.many(sql`select account, instansi from organization.institutions_held(${accounts}::uuid[], ${from}, ${to})`);
