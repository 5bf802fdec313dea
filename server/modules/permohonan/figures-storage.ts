import type { Tx } from '../../platform/db/database.ts';
import { sql } from '../../platform/db/sql.ts';
import type { ServiceLevel } from './contract/figures.ts';

/** One look along the index of receipt. */
export const levelsBetween = (tx: Tx, instansi: string, asked: { from: Date; to: Date; now: Date; layanan: string | null }): Promise<ServiceLevel> =>
  tx.one(sql`select count(*)::int as received, count(finished_at)::int as finished, (count(*) filter (where finished_at <= due_at))::int as "inTime",
      (count(*) filter (where finished_at is not null and due_at is not null))::int as promised, (count(*) filter (where finished_at is null and due_at < ${asked.now}))::int as late
    from permohonan.state where instansi = ${instansi} and received_at >= ${asked.from} and received_at < ${asked.to} and (${asked.layanan}::text is null or layanan = ${asked.layanan}::text)`);
