import type { Tx } from '../../../platform/db/database.ts';
import { sql } from '../../../platform/db/sql.ts';

export interface SubmissionHead {
  id: string;
  campaign: string;
  no: number;
  sha256: string;
  sent_at: Date;
  by_name: string;
}
const columns = sql`id, campaign, no, sha256, sent_at, by_name`;

export const listSubmissions = (tx: Tx, instansi: string, campaign: string | null): Promise<SubmissionHead[]> =>
  tx.many(sql`select ${columns} from self_assessment.submission where instansi = ${instansi} and (${campaign}::uuid is null or campaign = ${campaign}::uuid) order by campaign, no desc`);
export const findPayload = (tx: Tx, instansi: string, id: string): Promise<{ payload: string } | undefined> =>
  tx.maybe(sql`select payload from self_assessment.submission where instansi = ${instansi} and id = ${id}`);
export const insertSubmission = (tx: Tx, instansi: string, s: SubmissionHead & { payload: string; sent_by: string | null }): Promise<number> =>
  tx.run(sql`insert into self_assessment.submission (instansi, id, campaign, no, payload, sha256, sent_at, sent_by, by_name) values (${instansi}, ${s.id}, ${s.campaign}, ${s.no}, ${s.payload}, ${s.sha256}, ${s.sent_at}, ${s.sent_by}, ${s.by_name})`);
