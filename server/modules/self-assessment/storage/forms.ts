import type { FormAnswers } from '../../../engines/scoring/completeness.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { sql } from '../../../platform/db/sql.ts';
import type { FormState } from '../contract/form-operations.ts';

export interface FormRow {
  id: string;
  instrument: string;
  version: number;
  name: string;
  year: number;
  semester: number;
  level: 'province' | 'regency';
  state: FormState;
  answers: FormAnswers;
  seq: number;
  simulated: boolean;
  returned: string;
  openedAt: Date;
  changedAt: Date;
  changedBy: string | null;
  finishedAt: Date | null;
  finishedBy: string | null;
}
const FORM = sql`id, instrument, version, name, year, semester, level, state, answers, seq, simulated, returned, opened_at as "openedAt", changed_at as "changedAt", changed_by as "changedBy", finished_at as "finishedAt", finished_by as "finishedBy"`;

export const listForms = (tx: Tx, instansi: string): Promise<FormRow[]> => tx.many(sql`select ${FORM} from self_assessment.form where instansi = ${instansi} order by year desc, semester desc, instrument limit 200`);
export const findForm = (tx: Tx, instansi: string, id: string): Promise<FormRow | undefined> => tx.maybe(sql`select ${FORM} from self_assessment.form where instansi = ${instansi} and id = ${id}`);
export const lockForm = (tx: Tx, instansi: string, id: string): Promise<FormRow | undefined> => tx.maybe(sql`select ${FORM} from self_assessment.form where instansi = ${instansi} and id = ${id} for update`);

/** Whether there was none yet for that semester. */
export const insertForm = async (tx: Tx, instansi: string, row: Omit<FormRow, 'seq' | 'returned' | 'finishedAt' | 'finishedBy'>): Promise<boolean> =>
  (await tx.run(sql`insert into self_assessment.form (instansi, id, instrument, version, name, year, semester, level, state, answers, seq, simulated, opened_at, opened_by, changed_at, changed_by)
    values (${instansi}, ${row.id}, ${row.instrument}, ${row.version}, ${row.name}, ${row.year}, ${row.semester}, ${row.level}, ${row.state}, ${JSON.stringify(row.answers)}, 1, ${row.simulated}, ${row.openedAt}, ${row.changedBy}, ${row.changedAt}, ${row.changedBy})
    on conflict do nothing`)) === 1;

/** Under the lock of `lockForm`. */
export const updateForm = (tx: Tx, instansi: string, row: Pick<FormRow, 'id' | 'version' | 'name' | 'state' | 'answers' | 'returned' | 'changedAt' | 'changedBy' | 'finishedAt' | 'finishedBy'>): Promise<number> =>
  tx.run(sql`update self_assessment.form set version = ${row.version}, name = ${row.name}, state = ${row.state}, answers = ${JSON.stringify(row.answers)}, returned = ${row.returned}, seq = seq + 1,
      changed_at = ${row.changedAt}, changed_by = ${row.changedBy}, finished_at = ${row.finishedAt}, finished_by = ${row.finishedBy}
    where instansi = ${instansi} and id = ${row.id}`);
