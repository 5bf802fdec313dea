import type { Tx } from '../../../platform/db/database.ts';
import { sql } from '../../../platform/db/sql.ts';

export const insertGuestPhoto = (tx: Tx, instansi: string, upload: string, network: Buffer, at: Date): Promise<number> =>
  tx.run(sql`insert into complaints.guest_photo (instansi, upload, network, at) values (${instansi}, ${upload}, ${network}, ${at})`);
