import type { Tx } from '../../../platform/db/database.ts';
import { sql } from '../../../platform/db/sql.ts';

/** Places where a device can hang: those that last. */
export const findPlaces = (tx: Tx, instansi: string): Promise<{ id: string; name: string }[]> =>
  tx.many(sql`select id, name from attendance.place where instansi = ${instansi} and kind = 'office' and to_at is null order by name, id limit 1000`);
