import type { Tx } from '../../../platform/db/database.ts';
import { sql } from '../../../platform/db/sql.ts';
import type { AnswerState } from '../contract.ts';
import type { NewEvidence } from './evidence.ts';
import type { RemarkRow } from './remarks.ts';

/** A whole campaign in a statement for each table: what a demonstration, or a copy of last year, writes. */

export interface FilledAnswer {
  number: string;
  /** Millionths, as text. */
  micro: string | null;
  met: string[];
  state: AnswerState;
  assignee: string | null;
  unit: string | null;
  asks: string;
  fakta: string;
  analisis: string;
}

export async function fillAnswers(tx: Tx, instansi: string, campaign: string, rows: readonly FilledAnswer[], at: Date): Promise<void> {
  const json = JSON.stringify(rows);
  await tx.run(sql`update self_assessment.answer a set micro = n.micro, met = array(select jsonb_array_elements_text(n.met)), state = n.state, seq = a.seq + 1, assignee = n.assignee, unit = n.unit, asks = n.asks,
      has_fakta = n.fakta <> '', has_analisis = n.analisis <> '', changed_at = ${at}, changed_by = n.assignee
    from jsonb_to_recordset(${json}::jsonb) n (number text, micro bigint, met jsonb, state text, assignee uuid, unit uuid, asks text, fakta text, analisis text)
   where a.instansi = ${instansi} and a.campaign = ${campaign} and a.number = n.number`);
  await tx.run(sql`insert into self_assessment.answer_text (instansi, campaign, number, fakta, analisis)
    select ${instansi}, ${campaign}, n.number, n.fakta, n.analisis from jsonb_to_recordset(${json}::jsonb) n (number text, fakta text, analisis text)
    on conflict (instansi, campaign, number) do update set fakta = excluded.fakta, analisis = excluded.analisis`);
}

export const insertManyEvidence = (tx: Tx, instansi: string, campaign: string, rows: readonly NewEvidence[]): Promise<number> =>
  tx.run(sql`insert into self_assessment.evidence (instansi, campaign, id, number, level, letter, series, version, kind, title, place, document_date, expires_on, upload, sha256, file_type, file_name, bytes, url, record, added_at, added_by)
    select ${instansi}, ${campaign}, n.* from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) n (id uuid, number text, level integer, letter text, series uuid, version integer, kind text, title text, place text, document_date date, expires_on date,
      upload uuid, sha256 text, file_type text, file_name text, bytes integer, url text, record jsonb, added_at timestamptz, added_by uuid)`);

export const insertManyRemarks = (tx: Tx, instansi: string, campaign: string, rows: readonly RemarkRow[]): Promise<number> =>
  tx.run(sql`insert into self_assessment.remark (instansi, campaign, id, number, kind, text, question, answer_by, by_name, by_account, at)
    select ${instansi}, ${campaign}, n.* from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) n (id uuid, number text, kind text, text text, question uuid, answer_by date, by_name text, by_account uuid, at timestamptz)`);
