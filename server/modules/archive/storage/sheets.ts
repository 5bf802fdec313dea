import type { Mapping } from '../../../engines/sheets/headings-are-recognised.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { sql } from '../../../platform/db/sql.ts';
import type { SheetKind } from '../contract.ts';

export interface StoredSheet {
  id: string;
  kind: SheetKind;
  fileName: string;
  sheet: Buffer;
  mapping: Mapping;
  fromDay: string;
  basis: string;
  status: 'open' | 'taken';
  added: number;
  version: number;
  createdAt: Date;
}
const COLUMNS = sql`id, kind, file_name as "fileName", sheet, mapping, from_day as "fromDay", basis, status, added, version, created_at as "createdAt"`;

/** Whoever uploaded a list goes on with it; for all others it does not exist. */
export const findSheet = (tx: Tx, instansi: string, account: string, id: string): Promise<StoredSheet | undefined> => tx.maybe(sql`select ${COLUMNS} from archive.sheet where instansi = ${instansi} and account = ${account} and id = ${id}`);
export const lockSheet = (tx: Tx, instansi: string, account: string, id: string): Promise<StoredSheet | undefined> => tx.maybe(sql`select ${COLUMNS} from archive.sheet where instansi = ${instansi} and account = ${account} and id = ${id} for update`);
export const listSheets = (tx: Tx, instansi: string, account: string, kind: SheetKind): Promise<Pick<StoredSheet, 'id' | 'fileName' | 'status' | 'added' | 'createdAt'>[]> =>
  tx.many(sql`select id, file_name as "fileName", status, added, created_at as "createdAt" from archive.sheet where instansi = ${instansi} and account = ${account} and kind = ${kind} order by created_at desc, id desc limit 20`);
export const insertSheet = (tx: Tx, instansi: string, account: string, row: Pick<StoredSheet, 'id' | 'kind' | 'fileName' | 'sheet' | 'mapping' | 'fromDay' | 'basis' | 'createdAt'>): Promise<number> =>
  tx.run(sql`insert into archive.sheet (instansi, id, account, kind, file_name, sheet, mapping, from_day, basis, created_at)
    values (${instansi}, ${row.id}, ${account}, ${row.kind}, ${row.fileName}, ${row.sheet}, ${JSON.stringify(row.mapping)}, ${row.fromDay}, ${row.basis}, ${row.createdAt})`);
export const dropSheetsBefore = (tx: Tx, instansi: string, at: Date): Promise<number> => tx.run(sql`delete from archive.sheet where instansi = ${instansi} and created_at < ${at}`);
export const saveMapping = (tx: Tx, instansi: string, id: string, mapping: Mapping): Promise<number> => tx.run(sql`update archive.sheet set mapping = ${JSON.stringify(mapping)}, version = version + 1 where instansi = ${instansi} and id = ${id}`);
export const saveTaken = (tx: Tx, instansi: string, id: string, added: number): Promise<number> => tx.run(sql`update archive.sheet set status = 'taken', added = ${added}, version = version + 1 where instansi = ${instansi} and id = ${id}`);

export const rememberedHeadings = async (tx: Tx, instansi: string, kind: SheetKind): Promise<Map<string, string>> =>
  new Map((await tx.many<{ heading: string; field: string }>(sql`select heading, field from archive.sheet_heading where instansi = ${instansi} and kind = ${kind}`)).map((row) => [row.heading, row.field]));
export const rememberHeadings = (tx: Tx, instansi: string, kind: SheetKind, headings: readonly { heading: string; field: string }[]): Promise<number> =>
  tx.run(sql`insert into archive.sheet_heading (instansi, kind, heading, field) select ${instansi}::uuid, ${kind}, h.* from unnest(${headings.map((one) => one.heading)}::text[], ${headings.map((one) => one.field)}::text[]) h
    on conflict (instansi, kind, heading) do update set field = excluded.field`);
