import type { Tx } from '../../../platform/db/database.ts';
import { sql } from '../../../platform/db/sql.ts';

/** Levels that the institution claimed in a submission. */
export const claimsOfSubmission = (tx: Tx, instansi: string, submission: string): Promise<{ number: string; micro: string }[]> =>
  tx.many(sql`select number, micro::text as micro from evaluation.claim where instansi = ${instansi} and submission = ${submission}`);
