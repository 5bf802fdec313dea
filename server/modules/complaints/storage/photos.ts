import type { Tx } from '../../../platform/db/database.ts';
import { sql } from '../../../platform/db/sql.ts';

export const insertGuestPhoto = (tx: Tx, instansi: string, upload: string, network: Buffer, at: Date): Promise<number> =>
  tx.run(sql`insert into complaints.guest_photo (instansi, upload, network, at) values (${instansi}, ${upload}, ${network}, ${at})`);

export interface PartialPhoto {
  id: string;
  account: string | null;
  name: string;
  size: number;
  received: number;
  completed_at: Date | null;
}
/** An upload of somebody without an account, or of that account. */
export const findPhoto = (tx: Tx, instansi: string, id: string, account: string | null): Promise<PartialPhoto | undefined> =>
  tx.maybe(sql`select u.id, u.account, u.name, u.size, u.received, u.completed_at from platform.upload u where u.instansi = ${instansi} and u.id = ${id}
    and (u.account is not distinct from ${account}::uuid or exists (select from complaints.guest_photo g where g.instansi = u.instansi and g.upload = u.id))`);
export const beginPhoto = (tx: Tx, instansi: string, p: { id: string; account: string | null; name: string; size: number; at: Date }): Promise<number> =>
  tx.run(sql`insert into platform.upload (instansi, id, account, name, size, created_at) values (${instansi}, ${p.id}, ${p.account}, ${p.name}, ${p.size}, ${p.at})`);
export const photoReceived = (tx: Tx, instansi: string, id: string, received: number): Promise<number> =>
  tx.run(sql`update platform.upload set received = ${received} where instansi = ${instansi} and id = ${id} and completed_at is null`);
/** `size` is that of what was kept, without the place. */
export const photoComplete = (tx: Tx, instansi: string, id: string, p: { sha256: string; type: string; size: number; at: Date }): Promise<number> =>
  tx.run(sql`update platform.upload set size = ${p.size}, received = ${p.size}, sha256 = ${p.sha256}, type = ${p.type}, completed_at = ${p.at} where instansi = ${instansi} and id = ${id} and completed_at is null`);
export const dropPhoto = (tx: Tx, instansi: string, id: string): Promise<number> =>
  tx.run(sql`with guest as (delete from complaints.guest_photo where instansi = ${instansi} and upload = ${id}) delete from platform.upload where instansi = ${instansi} and id = ${id} and completed_at is null`);
