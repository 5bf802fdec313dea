import type { Tx } from '../../../platform/db/database.ts';
import { sql } from '../../../platform/db/sql.ts';
import type { AnswerState } from '../contract.ts';

export interface AnswerRow {
  number: string;
  /** Millionths, as text: bigint. */
  micro: bigint | null;
  met: string[];
  state: AnswerState;
  seq: number;
  assignee: string | null;
  unit: string | null;
  asks: string;
  has_fakta: boolean;
  has_analisis: boolean;
  changed_at: Date | null;
}
interface Raw extends Omit<AnswerRow, 'micro'> {
  micro: string | null;
}
const read = ({ micro, ...row }: Raw): AnswerRow => ({ ...row, micro: micro === null ? null : BigInt(micro) });
const columns = sql`number, micro::text as micro, met, state, seq, assignee, unit, asks, has_fakta, has_analisis, changed_at`;

export const listAnswers = async (tx: Tx, instansi: string, campaign: string): Promise<AnswerRow[]> =>
  (await tx.many<Raw>(sql`select ${columns} from self_assessment.answer where instansi = ${instansi} and campaign = ${campaign}`)).map(read);

export const findAnswer = async (tx: Tx, instansi: string, campaign: string, number: string): Promise<AnswerRow | undefined> => {
  const row = await tx.maybe<Raw>(sql`select ${columns} from self_assessment.answer where instansi = ${instansi} and campaign = ${campaign} and number = ${number}`);
  return row && read(row);
};
/** The rows, held until the transaction ends; in the order of their numbers, so that two cannot wait for each other. */
export const lockAnswers = async (tx: Tx, instansi: string, campaign: string, numbers: readonly string[]): Promise<AnswerRow[]> =>
  (await tx.many<Raw>(sql`select ${columns} from self_assessment.answer where instansi = ${instansi} and campaign = ${campaign} and number = any(${numbers}::text[]) order by number for update`)).map(read);

export const insertAnswers = (tx: Tx, instansi: string, campaign: string, numbers: readonly string[]): Promise<number> =>
  tx.run(sql`insert into self_assessment.answer (instansi, campaign, number) select ${instansi}, ${campaign}, n from unnest(${numbers}::text[]) n on conflict do nothing`);

export interface TextRow {
  number: string;
  fakta: string;
  analisis: string;
}
export const listTexts = (tx: Tx, instansi: string, campaign: string): Promise<TextRow[]> =>
  tx.many(sql`select number, fakta, analisis from self_assessment.answer_text where instansi = ${instansi} and campaign = ${campaign}`);
export const findText = (tx: Tx, instansi: string, campaign: string, number: string): Promise<TextRow | undefined> =>
  tx.maybe(sql`select number, fakta, analisis from self_assessment.answer_text where instansi = ${instansi} and campaign = ${campaign} and number = ${number}`);

export interface Written {
  number: string;
  micro: bigint | null;
  met: readonly string[];
  asks: string;
  fakta: string;
  analisis: string;
  at: Date;
  by: string | null;
}
/** Writes one answer; its state becomes `working`, its version one more. */
export async function writeAnswer(tx: Tx, instansi: string, campaign: string, a: Written): Promise<void> {
  await tx.run(sql`update self_assessment.answer set micro = ${a.micro === null ? null : String(a.micro)}::bigint, met = ${a.met}, asks = ${a.asks}, has_fakta = ${a.fakta !== ''}, has_analisis = ${a.analisis !== ''},
      state = 'working', seq = seq + 1, changed_at = ${a.at}, changed_by = ${a.by}
    where instansi = ${instansi} and campaign = ${campaign} and number = ${a.number}`);
  await tx.run(sql`insert into self_assessment.answer_text (instansi, campaign, number, fakta, analisis) values (${instansi}, ${campaign}, ${a.number}, ${a.fakta}, ${a.analisis})
    on conflict (instansi, campaign, number) do update set fakta = excluded.fakta, analisis = excluded.analisis`);
}

export const setState = (tx: Tx, instansi: string, campaign: string, numbers: readonly string[], state: AnswerState, by: string | null, at: Date): Promise<number> =>
  tx.run(sql`update self_assessment.answer set state = ${state}, seq = seq + 1, changed_at = ${at}, changed_by = ${by} where instansi = ${instansi} and campaign = ${campaign} and number = any(${numbers}::text[])`);

/** @returns the numbers that were not theirs before */
export const assign = (tx: Tx, instansi: string, campaign: string, numbers: readonly string[], to: { account: string | null; unit: string | null }): Promise<{ number: string }[]> =>
  tx.many(sql`update self_assessment.answer set assignee = ${to.account}, unit = ${to.unit} where instansi = ${instansi} and campaign = ${campaign} and number = any(${numbers}::text[])
    and (assignee, unit) is distinct from (${to.account}::uuid, ${to.unit}::uuid) returning number`);
