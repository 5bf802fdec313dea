import type { Tx } from '../../../platform/db/database.ts';
import { sql } from '../../../platform/db/sql.ts';

/** A second delivery changes nothing. */
export const insertHopMessage = (tx: Tx, instansi: string, m: { id: string; report: string; from: string; at: Date }): Promise<number> =>
  tx.run(sql`insert into complaints.hop_message (instansi, id, report, from_instansi, at) values (${instansi}, ${m.id}, ${m.report}, ${m.from}, ${m.at}) on conflict do nothing`);

/** Other institutions of this installation, by the first of their host names. */
/** Governments that serve citizens: a ministry or a team on this installation takes no reports. */
export const listHosts = (tx: Tx, own: string): Promise<{ host: string; name: string }[]> =>
  tx.many(sql`select min(h.host) as host, i.name from organization.instansi i join organization.host h on h.instansi = i.id where i.id <> ${own} and i.kind <> 'ministry' group by i.id, i.name order by i.name limit 1000`);
