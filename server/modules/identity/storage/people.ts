import type { Database, Tx } from '../../../platform/db/database.ts';
import { sql, sqlJoin, type Sql } from '../../../platform/db/sql.ts';
import { isUuid } from '../../../platform/kernel/ids.ts';

// What identity reads of the organisation's tables: what is asked before there is a tenant (hats, host names), and the
// list of people, which is sorted, filtered and counted over person and account in one statement. All else goes by its port.

export interface HatRow {
  instansi: string;
  instansiName: string;
  holdingId: string;
  postId: string;
  title: string;
  capacity: string;
  unitId: string;
  unitName: string;
  duties: string[];
}

/** Hats of an account today in every institution; of orders on the western zone's day. */
export async function hatsOf(tx: Tx, account: string, day: string): Promise<HatRow[]> {
  return tx.many<HatRow>(sql`select instansi, instansi_name as "instansiName", holding_id as "holdingId", post_id as "postId", title, capacity,
    unit_id as "unitId", unit_name as "unitName", duties from organization.hats_of(${account}, ${day})`);
}

export async function institutionName(tx: Tx, instansi: string): Promise<string> {
  return (await tx.maybe<{ name: string }>(sql`select name from organization.instansi where id = ${instansi}`))?.name ?? '';
}

export async function hostNames(db: Database): Promise<string[]> {
  return (await db.lookUp<{ host: string }>(sql`select host from organization.host`)).map((row) => row.host);
}

export interface PersonRow {
  id: string;
  name: string;
  nip: string | null;
  nik_hash: Buffer | null;
  nik_sealed: Buffer | null;
  phone: string | null;
  email: string | null;
  account: string | null;
  status: 'none' | 'pending' | 'active' | 'locked' | 'closed';
  state_reason: string | null;
  user_name: string | null;
  account_nip: string | null;
  title: string | null;
  unit_name: string | null;
  duties: string[];
  card_expires_at: Date | null;
  second_factor: boolean;
}

export interface PeopleFilter {
  instansi: string;
  day: string;
  at: Date;
  /** null: the whole institution */
  units: string[] | null;
  ids?: string[];
  query?: string;
  status?: PersonRow['status'];
  after?: { name: string; id: string };
  limit: number;
}

const LISTED = (f: PeopleFilter): Sql => {
  const where: Sql[] = [sql`w.instansi = ${f.instansi}`];
  // Somebody without a post today belongs to nobody's unit: only the institution's administrator sees them.
  if (f.units) where.push(sql`main.unit = any(${f.units}::uuid[])`);
  if (f.ids) where.push(sql`w.id = any(${f.ids}::uuid[])`);
  if (f.query) where.push(sql`(strpos(lower(w.name), ${f.query.toLowerCase()}) > 0 or w.nip = ${f.query.replace(/\s/g, '')} or strpos(lower(main.title), ${f.query.toLowerCase()}) > 0)`);
  return sql`from organization.person w
    left join identity.account a on a.id = w.account
    left join lateral (
      select p.title, p.unit, p.duties, u.name as unit_name from organization.holding h
        join organization.post p on p.instansi = h.instansi and p.id = h.post
        join organization.unit u on u.instansi = p.instansi and u.id = p.unit
       where h.instansi = w.instansi and h.person = w.id and h.from_day <= ${f.day}::date and (h.to_day is null or h.to_day >= ${f.day}::date)
       order by h.capacity = 'definitive' desc, h.from_day, h.id limit 1) main on true
    where ${sqlJoin(where, ' and ')}`;
};

export async function listPeople(tx: Tx, f: PeopleFilter): Promise<PersonRow[]> {
  const more: Sql[] = [sql`true`];
  if (f.status) more.push(sql`coalesce(a.status, 'none') = ${f.status}`);
  if (f.after && isUuid(f.after.id)) more.push(sql`(lower(w.name), w.id) > (${f.after.name}, ${f.after.id}::uuid)`);
  return tx.many<PersonRow>(sql`select w.id, w.name, w.nip, w.nik_hash, w.nik_sealed, w.phone, w.email, w.account, coalesce(a.status, 'none') as status,
      a.state_reason, a.user_name, a.nip as account_nip, main.title, main.unit_name, coalesce(main.duties, '{}') as duties,
      (select max(c.expires_at) from identity.credential c where c.account = a.id and c.kind = 'activation-card' and c.used_at is null and c.expires_at > ${f.at}) as card_expires_at,
      exists (select from identity.credential c where c.account = a.id and ((c.kind = 'totp' and (c.data->>'confirmed')::boolean) or c.kind = 'passkey' or (c.kind = 'recovery-code' and c.used_at is null))) as second_factor
    ${LISTED(f)} and ${sqlJoin(more, ' and ')} order by lower(w.name), w.id limit ${f.limit}`);
}

export async function countPeople(tx: Tx, f: PeopleFilter): Promise<{ none: number; pending: number; active: number }> {
  return tx.one(sql`select count(*) filter (where a.id is null) as none, count(*) filter (where a.status = 'pending') as pending, count(*) filter (where a.status = 'active') as active ${LISTED(f)}`);
}
