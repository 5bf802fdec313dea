import type { Tx } from '../../../platform/db/database.ts';
import { sql } from '../../../platform/db/sql.ts';

export interface Participant {
  id: string;
  campaign: string;
  kind: 'central' | 'province' | 'regency' | 'city';
  name: string;
  bareName: string;
  region: string | null;
  tenant: string | null;
  submission: string | null;
  submissionNo: number | null;
  firstSubmittedAt: Date | null;
  submittedAt: Date | null;
  remindedAt: Date | null;
}
const ROW = sql`id, campaign, kind, name, bare_name as "bareName", region, tenant, submission, submission_no as "submissionNo", first_submitted_at as "firstSubmittedAt", submitted_at as "submittedAt", reminded_at as "remindedAt"`;

export const listParticipants = (tx: Tx, instansi: string, campaign: string): Promise<Participant[]> => tx.many(sql`select ${ROW} from evaluation.participant where instansi = ${instansi} and campaign = ${campaign} order by name`);
export const findParticipant = (tx: Tx, instansi: string, id: string): Promise<Participant | undefined> => tx.maybe(sql`select ${ROW} from evaluation.participant where instansi = ${instansi} and id = ${id}`);
export const lockParticipant = (tx: Tx, instansi: string, id: string): Promise<Participant | undefined> => tx.maybe(sql`select ${ROW} from evaluation.participant where instansi = ${instansi} and id = ${id} for update`);
export const participantOf = (tx: Tx, instansi: string, campaign: string, tenant: string): Promise<Participant | undefined> =>
  tx.maybe(sql`select ${ROW} from evaluation.participant where instansi = ${instansi} and campaign = ${campaign} and tenant = ${tenant}`);

export type NewParticipant = Pick<Participant, 'id' | 'kind' | 'name' | 'bareName' | 'region' | 'tenant'>;

/** Those that do not take part yet; returns the ids of those that were added. */
export const insertParticipants = async (tx: Tx, instansi: string, campaign: string, rows: readonly NewParticipant[]): Promise<string[]> =>
  (await tx.many<{ id: string }>(sql`insert into evaluation.participant (instansi, id, campaign, kind, name, bare_name, region, tenant)
    select ${instansi}, n.id, ${campaign}, n.kind, n.name, n.bare_name, n.region, n.tenant
      from unnest(${rows.map((r) => r.id)}::uuid[], ${rows.map((r) => r.kind)}::text[], ${rows.map((r) => r.name)}::text[], ${rows.map((r) => r.bareName)}::text[], ${rows.map((r) => r.region)}::text[], ${rows.map((r) => r.tenant)}::uuid[]) n (id, kind, name, bare_name, region, tenant)
    on conflict do nothing returning id`)).map(({ id }) => id);

/** Only while nothing hangs on it; assignments end with it. */
export async function deleteParticipant(tx: Tx, instansi: string, id: string): Promise<void> {
  await tx.run(sql`delete from evaluation.progress where instansi = ${instansi} and participant = ${id}`);
  await tx.run(sql`delete from evaluation.assignment where instansi = ${instansi} and participant = ${id}`);
  await tx.run(sql`delete from evaluation.participant where instansi = ${instansi} and id = ${id}`);
}

export const saveReminded = (tx: Tx, instansi: string, id: string, at: Date): Promise<number> => tx.run(sql`update evaluation.participant set reminded_at = ${at} where instansi = ${instansi} and id = ${id}`);
