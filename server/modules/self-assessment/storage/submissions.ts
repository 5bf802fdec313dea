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
export interface ReceivedSubmission extends SubmissionHead {
  /** Of the organiser's copy; null while no receipt has come. */
  received_at: Date | null;
  received_sha256: string | null;
}

export const listSubmissions = (tx: Tx, instansi: string, campaign: string | null): Promise<ReceivedSubmission[]> =>
  tx.many(sql`select s.id, s.campaign, s.no, s.sha256, s.sent_at, s.by_name, r.received_at, r.sha256 as received_sha256 from self_assessment.submission s left join self_assessment.receipt r on r.instansi = s.instansi and r.submission = s.id
    where s.instansi = ${instansi} and (${campaign}::uuid is null or s.campaign = ${campaign}::uuid) order by s.campaign, s.no desc`);
/** 0 where it came before, or where nothing was sent under this id. */
export const keepReceipt = (tx: Tx, instansi: string, r: { submission: string; sha256: string; at: Date }): Promise<number> =>
  tx.run(sql`insert into self_assessment.receipt (instansi, submission, sha256, received_at) select s.instansi, s.id, ${r.sha256}, ${r.at} from self_assessment.submission s where s.instansi = ${instansi} and s.id = ${r.submission} on conflict do nothing`);
export const findPayload = (tx: Tx, instansi: string, id: string): Promise<{ payload: string } | undefined> =>
  tx.maybe(sql`select payload from self_assessment.submission where instansi = ${instansi} and id = ${id}`);
export const insertSubmission = (tx: Tx, instansi: string, s: SubmissionHead & { payload: string; sent_by: string | null }): Promise<number> =>
  tx.run(sql`insert into self_assessment.submission (instansi, id, campaign, no, payload, sha256, sent_at, sent_by, by_name) values (${instansi}, ${s.id}, ${s.campaign}, ${s.no}, ${s.payload}, ${s.sha256}, ${s.sent_at}, ${s.sent_by}, ${s.by_name})`);
