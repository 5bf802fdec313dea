import type { SheetRow } from '../../../engines/sheets/headings-are-recognised.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { sql } from '../../../platform/db/sql.ts';

export interface ImportRow {
  id: string;
  kind: 'published' | 'levels';
  fileName: string;
  instrument: string;
  year: number;
  source: string;
  rows: SheetRow[];
  resultSet: string | null;
  madeAt: Date;
}
const ROW = sql`id, kind, file_name as "fileName", instrument, year, source, rows, result_set as "resultSet", made_at as "madeAt"`;

export const insertImport = (tx: Tx, instansi: string, row: Omit<ImportRow, 'resultSet'>): Promise<number> =>
  tx.run(sql`insert into assessments.import (instansi, id, kind, file_name, instrument, year, source, rows, made_at)
    values (${instansi}, ${row.id}, ${row.kind}, ${row.fileName}, ${row.instrument}, ${row.year}, ${row.source}, ${JSON.stringify(row.rows)}, ${row.madeAt})`);

export const findImport = (tx: Tx, instansi: string, id: string): Promise<ImportRow | undefined> => tx.maybe(sql`select ${ROW} from assessments.import where instansi = ${instansi} and id = ${id}`);
export const lockImport = (tx: Tx, instansi: string, id: string): Promise<ImportRow | undefined> => tx.maybe(sql`select ${ROW} from assessments.import where instansi = ${instansi} and id = ${id} for update`);

export const saveTaken = (tx: Tx, instansi: string, id: string, resultSet: string): Promise<number> =>
  tx.run(sql`update assessments.import set result_set = ${resultSet} where instansi = ${instansi} and id = ${id}`);

/** Lists that nobody took in thirty days. */
export const dropImportsBefore = (tx: Tx, instansi: string, before: Date): Promise<number> =>
  tx.run(sql`delete from assessments.import where instansi = ${instansi} and made_at < ${before} and result_set is null`);

export const listImports = (tx: Tx, instansi: string): Promise<Omit<ImportRow, 'rows'>[]> =>
  tx.many(sql`select id, kind, file_name as "fileName", instrument, year, source, result_set as "resultSet", made_at as "madeAt" from assessments.import where instansi = ${instansi} order by made_at desc limit 100`);
