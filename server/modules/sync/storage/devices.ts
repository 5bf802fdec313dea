import type { DeviceKey } from '../../../engines/sync/envelope.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { sql } from '../../../platform/db/sql.ts';

export interface DeviceRow {
  id: string;
  account: string;
  name: string;
  key: DeviceKey;
  registered_at: Date;
  contact_at: Date;
  head_seq: number;
  head_digest: string;
  head_at: Date | null;
  /** The last contacts at which it had nothing to send; the second some minutes before the first. */
  greeted_at: Date | null;
  greeted_before: Date | null;
  /** Commands before this place of its chain are forgotten. */
  forgotten_before: number;
  revoked_at: Date | null;
}
const columns = sql`id, account, name, key, registered_at, contact_at, head_seq, head_digest, head_at, greeted_at, greeted_before, forgotten_before, revoked_at`;

export const findDevice = (tx: Tx, instansi: string, id: string): Promise<DeviceRow | undefined> => tx.maybe(sql`select ${columns} from sync.device where instansi = ${instansi} and id = ${id}`);
export const findDevices = (tx: Tx, instansi: string, ids: readonly string[]): Promise<DeviceRow[]> => tx.many(sql`select ${columns} from sync.device where instansi = ${instansi} and id = any(${ids}::uuid[])`);
/** What one device sends is taken in one after the other. */
export const lockDevice = (tx: Tx, instansi: string, id: string): Promise<DeviceRow> => tx.one(sql`select ${columns} from sync.device where instansi = ${instansi} and id = ${id} for update`);
export const listDevices = (tx: Tx, instansi: string, account: string): Promise<DeviceRow[]> => tx.many(sql`select ${columns} from sync.device where instansi = ${instansi} and account = ${account} order by id desc limit 100`);
export const countDevices = (tx: Tx, instansi: string, account: string): Promise<number> =>
  tx.one<{ count: number }>(sql`select count(*) as count from sync.device where instansi = ${instansi} and account = ${account} and revoked_at is null`).then((row) => row.count);
/** @returns false when the id was there already */
export const insertDevice = (tx: Tx, instansi: string, d: { id: string; account: string; name: string; key: DeviceKey; at: Date }): Promise<boolean> =>
  tx.run(sql`insert into sync.device (instansi, id, account, name, key, registered_at, contact_at) values (${instansi}, ${d.id}, ${d.account}, ${d.name}, ${JSON.stringify(d.key)}, ${d.at}, ${d.at}) on conflict do nothing`).then((rows) => rows === 1);
export const saveContact = (tx: Tx, instansi: string, id: string, at: Date): Promise<number> => tx.run(sql`update sync.device set contact_at = ${at} where instansi = ${instansi} and id = ${id}`);
/** What is sent right after a greeting is judged by the one before. */
export const saveGreeting = (tx: Tx, instansi: string, id: string, at: Date, apartMs: number): Promise<number> =>
  tx.run(sql`update sync.device set contact_at = ${at}, greeted_before = case when greeted_at <= ${new Date(at.getTime() - apartMs)} then greeted_at else greeted_before end, greeted_at = ${at} where instansi = ${instansi} and id = ${id}`);
export const saveHead = (tx: Tx, instansi: string, id: string, h: { at: Date; seq: number; digest: string; headAt: Date | null }): Promise<number> =>
  tx.run(sql`update sync.device set contact_at = ${h.at}, head_seq = ${h.seq}, head_digest = ${h.digest}, head_at = ${h.headAt} where instansi = ${instansi} and id = ${id}`);
export const revoke = (tx: Tx, instansi: string, id: string, account: string, at: Date): Promise<number> =>
  tx.run(sql`update sync.device set revoked_at = ${at} where instansi = ${instansi} and id = ${id} and account = ${account} and revoked_at is null`);
