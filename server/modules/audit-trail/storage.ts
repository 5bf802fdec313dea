import type { Tx } from '../../platform/db/database.ts';
import { sql, sqlJoin } from '../../platform/db/sql.ts';

export interface EntryRow {
  id: string;
  at: Date;
  action: string;
  object: string;
  objectId: string | null;
  account: string | null;
  post: string | null;
  detail: Record<string, unknown>;
  requestId: string;
  sealed: boolean;
}

export interface TrailSearch {
  action: string;
  object: string;
  objectId: string | undefined;
  accounts: readonly string[] | null;
  from: Date;
  /** Not included. */
  to: Date;
  after: { at: Date; id: string } | null;
  limit: number;
}

/** Read along the index of time; what was asked thins it out. Cursor columns have milliseconds, as the page shows them. */
export function searchEntries(tx: Tx, instansi: string, search: TrailSearch): Promise<EntryRow[]> {
  const conditions = [sql`e.instansi = ${instansi}`, sql`e.at >= ${search.from}`, sql`e.at < ${search.to}`];
  if (search.action) conditions.push(sql`starts_with(e.action, ${search.action})`);
  if (search.object) conditions.push(sql`e.object = ${search.object}`);
  if (search.objectId) conditions.push(sql`e.object_id = ${search.objectId}`);
  if (search.accounts) conditions.push(sql`e.account = any(${search.accounts}::uuid[])`);
  if (search.after) conditions.push(sql`(e.at, e.id) < (${search.after.at}, ${search.after.id})`);
  return tx.many(sql`select e.id, e.at, e.action, e.object, e.object_id as "objectId", e.account, e.post, e.detail, e.request_id as "requestId",
      e.xid < coalesce((select b.below_xid from audit.block b where b.instansi = e.instansi order by b.number desc limit 1), '0'::xid8) as sealed
    from audit.entry e where ${sqlJoin(conditions, ' and ')} order by e.at desc, e.id desc limit ${search.limit}`);
}

export const stateOfChain = (tx: Tx, instansi: string) =>
  tx.one<{ blocks: number; entries: number; lastSealedAt: Date | null; lastHash: Buffer | null; unsealed: number }>(sql`
    select count(*) as blocks, coalesce(sum(count), 0)::bigint as entries, max(sealed_at) as "lastSealedAt",
           (select hash from audit.block where instansi = ${instansi} order by number desc limit 1) as "lastHash",
           (select count(*) from audit.entry e where e.instansi = ${instansi}
              and e.xid >= coalesce((select below_xid from audit.block where instansi = ${instansi} order by number desc limit 1), '0'::xid8)) as unsealed
      from audit.block where instansi = ${instansi}`);
