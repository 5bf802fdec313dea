import type { Tx } from '../../../platform/db/database.ts';
import { sql } from '../../../platform/db/sql.ts';

export interface Retention {
  noticeDays: number;
  deliveryDays: number;
  legalBasis: string;
}

export const findRetention = (tx: Tx, instansi: string): Promise<Retention | undefined> =>
  tx.maybe(sql`select notice_days as "noticeDays", delivery_days as "deliveryDays", legal_basis as "legalBasis" from notifications.retention where instansi = ${instansi}`);

export async function saveRetention(tx: Tx, instansi: string, r: Retention, now: Date): Promise<void> {
  await tx.run(sql`insert into notifications.retention (instansi, notice_days, delivery_days, legal_basis, changed_at)
    values (${instansi}, ${r.noticeDays}, ${r.deliveryDays}, ${r.legalBasis}, ${now})
    on conflict on constraint retention_pk do update set notice_days = excluded.notice_days, delivery_days = excluded.delivery_days, legal_basis = excluded.legal_basis, changed_at = excluded.changed_at`);
}

/** Institutions that keep anything from before a moment. For the schedule, as the owner. */
export const institutionsWithOld = async (tx: Tx, before: Date): Promise<string[]> =>
  (await tx.many<{ instansi: string }>(sql`select distinct instansi from notifications.notification where at < ${before}
    union select distinct instansi from notifications.delivery where at < ${before}`)).map((row) => row.instansi);

/** What was never sent yet is not swept. */
export const dropDeliveries = (tx: Tx, instansi: string, before: Date, most: number): Promise<number> =>
  tx.run(sql`delete from notifications.delivery where instansi = ${instansi} and id in (
    select id from notifications.delivery where instansi = ${instansi} and at < ${before} and state <> 'waiting' order by at limit ${most})`);

/** A line of the delivery log that is kept longer stays without its notice; a notice that is still to be sent stays. */
export async function dropNotices(tx: Tx, instansi: string, before: Date, most: number): Promise<number> {
  const ids = (await tx.many<{ id: string }>(sql`select id from notifications.notification n where n.instansi = ${instansi} and n.at < ${before}
    and not exists (select from notifications.delivery d where d.instansi = n.instansi and d.notification = n.id and d.state = 'waiting') order by n.at limit ${most}`)).map((row) => row.id);
  if (ids.length === 0) return 0;
  await tx.run(sql`update notifications.delivery set notification = null where instansi = ${instansi} and notification = any(${ids}::uuid[])`);
  return tx.run(sql`delete from notifications.notification where instansi = ${instansi} and id = any(${ids}::uuid[])`);
}

export const dropMoves = (tx: Tx, instansi: string, before: Date, most: number): Promise<number> =>
  tx.run(sql`delete from notifications.due_move where instansi = ${instansi} and id in (
    select id from notifications.due_move where instansi = ${instansi} and told and at < ${before} limit ${most})`);
