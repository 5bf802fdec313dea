import type { Tx } from '../../../platform/db/database.ts';
import { sql } from '../../../platform/db/sql.ts';

export interface RemarkRow {
  id: string;
  number: string;
  kind: 'comment' | 'returned' | 'question' | 'reply';
  text: string;
  question: string | null;
  answer_by: string | null;
  by_name: string;
  by_account: string | null;
  at: Date;
}
const columns = sql`id, number, kind, text, question, answer_by, by_name, by_account, at`;

export const listRemarks = (tx: Tx, instansi: string, campaign: string, number: string): Promise<RemarkRow[]> =>
  tx.many(sql`select ${columns} from self_assessment.remark where instansi = ${instansi} and campaign = ${campaign} and number = ${number} order by at, id`);
export const listReplies = (tx: Tx, instansi: string, campaign: string): Promise<RemarkRow[]> =>
  tx.many(sql`select ${columns} from self_assessment.remark where instansi = ${instansi} and campaign = ${campaign} and kind = 'reply' order by at, id`);
export const openQuestions = (tx: Tx, instansi: string, campaign: string): Promise<RemarkRow[]> =>
  tx.many(sql`select ${columns} from self_assessment.remark q where instansi = ${instansi} and campaign = ${campaign} and kind = 'question'
    and not exists (select from self_assessment.remark r where r.instansi = q.instansi and r.campaign = q.campaign and r.number = q.number and r.question = q.id) order by at, id`);

/** `false` where a remark of this id is there: a message that came twice. */
export const insertRemark = async (tx: Tx, instansi: string, campaign: string, r: RemarkRow): Promise<boolean> =>
  (await tx.run(sql`insert into self_assessment.remark (instansi, campaign, id, number, kind, text, question, answer_by, by_name, by_account, at)
    values (${instansi}, ${campaign}, ${r.id}, ${r.number}, ${r.kind}, ${r.text}, ${r.question}, ${r.answer_by}, ${r.by_name}, ${r.by_account}, ${r.at}) on conflict do nothing`)) > 0;
