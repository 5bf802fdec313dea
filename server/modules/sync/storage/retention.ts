import type { Tx } from '../../../platform/db/database.ts';
import { sql } from '../../../platform/db/sql.ts';

export interface Retention {
  commandDays: number;
  reason: string;
}
export const findRetention = (tx: Tx, instansi: string): Promise<Retention | undefined> => tx.maybe(sql`select command_days as "commandDays", reason from sync.retention where instansi = ${instansi}`);
export const saveRetention = (tx: Tx, instansi: string, r: Retention, now: Date): Promise<number> =>
  tx.run(sql`insert into sync.retention (instansi, command_days, reason, changed_at) values (${instansi}, ${r.commandDays}, ${r.reason}, ${now})
    on conflict on constraint retention_pk do update set command_days = excluded.command_days, reason = excluded.reason, changed_at = excluded.changed_at`);

/** Institutions with an answer from before a moment. For the schedule, as the owner. */
export const institutionsWithOld = async (tx: Tx, before: Date): Promise<string[]> =>
  (await tx.many<{ instansi: string }>(sql`select distinct instansi from sync.command where answered_at < ${before}`)).map((row) => row.instansi);

/** Devices of which something further can be forgotten. */
export const devicesWithOld = async (tx: Tx, instansi: string, before: Date): Promise<string[]> =>
  (await tx.many<{ device: string }>(sql`select c.device from sync.command c join sync.device d on d.instansi = c.instansi and d.id = c.device
    where c.instansi = ${instansi} and c.answered_at < ${before} group by c.device, d.forgotten_before having max(c.seq) > d.forgotten_before order by c.device`)).map((row) => row.device);

/** The furthest place up to which every command that came was answered before the moment; 0 where there is none. What waits for its answer holds it up. */
export const oldUpTo = async (tx: Tx, instansi: string, device: string, before: Date): Promise<number> =>
  (await tx.one<{ place: number }>(sql`select coalesce(max(seq), 0) as place from sync.command where instansi = ${instansi} and device = ${device}
    and seq < coalesce((select min(seq) from sync.command where instansi = ${instansi} and device = ${device} and (answered_at is null or answered_at >= ${before})), 2147483647)`)).place;

export const forgetBefore = async (tx: Tx, instansi: string, device: string, place: number): Promise<number> => {
  await tx.run(sql`update sync.device set forgotten_before = ${place} where instansi = ${instansi} and id = ${device} and forgotten_before < ${place}`);
  return tx.run(sql`delete from sync.command where instansi = ${instansi} and device = ${device} and seq < ${place}`);
};
