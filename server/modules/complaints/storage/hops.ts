import type { Tx } from '../../../platform/db/database.ts';
import { sql } from '../../../platform/db/sql.ts';

/** A second delivery changes nothing. */
export const insertHopMessage = (tx: Tx, instansi: string, m: { id: string; report: string; from: string; at: Date }): Promise<number> =>
  tx.run(sql`insert into complaints.hop_message (instansi, id, report, from_instansi, at) values (${instansi}, ${m.id}, ${m.report}, ${m.from}, ${m.at}) on conflict do nothing`);
