import type { Mapping } from '../../engines/sheets/headings-are-recognised.ts';
import type { Tx } from '../../platform/db/database.ts';
import { sql } from '../../platform/db/sql.ts';
import type { Made } from './contract.ts';

export interface SheetRowStored {
  id: string;
  kind: string;
  about: string;
  fileName: string;
  sheet: Buffer;
  mapping: Mapping;
  status: 'open' | 'taken';
  reasons: Record<string, string[]>;
  made: Made;
  version: number;
  createdAt: Date;
}
const COLUMNS = sql`id, kind, about, file_name as "fileName", sheet, mapping, status, reasons, made, version, created_at as "createdAt"`;

/** Whoever uploaded a list goes on with it; for all others it does not exist. */
export const findSheet = (tx: Tx, instansi: string, account: string, kind: string, id: string): Promise<SheetRowStored | undefined> =>
  tx.maybe(sql`select ${COLUMNS} from lists.sheet where instansi = ${instansi} and account = ${account} and kind = ${kind} and id = ${id}`);
export const lockSheet = (tx: Tx, instansi: string, account: string, kind: string, id: string): Promise<SheetRowStored | undefined> =>
  tx.maybe(sql`select ${COLUMNS} from lists.sheet where instansi = ${instansi} and account = ${account} and kind = ${kind} and id = ${id} for update`);

export const listSheets = (tx: Tx, instansi: string, account: string, kind: string, limit: number): Promise<{ id: string; fileName: string; status: 'open' | 'taken'; added: number; createdAt: Date }[]> =>
  tx.many(sql`select id, file_name as "fileName", status, (select count(*) from jsonb_object_keys(made)) as added, created_at as "createdAt" from lists.sheet
    where instansi = ${instansi} and account = ${account} and kind = ${kind} order by created_at desc, id desc limit ${limit}`);

export const insertSheet = (tx: Tx, instansi: string, row: Pick<SheetRowStored, 'id' | 'kind' | 'about' | 'fileName' | 'sheet' | 'mapping' | 'createdAt'> & { account: string }): Promise<number> =>
  tx.run(sql`insert into lists.sheet (instansi, id, account, kind, about, file_name, sheet, mapping, created_at)
    values (${instansi}, ${row.id}, ${row.account}, ${row.kind}, ${row.about}, ${row.fileName}, ${row.sheet}, ${JSON.stringify(row.mapping)}, ${row.createdAt})`);
export const dropSheetsBefore = (tx: Tx, instansi: string, at: Date): Promise<number> => tx.run(sql`delete from lists.sheet where instansi = ${instansi} and created_at < ${at}`);
export const saveSheetMapping = (tx: Tx, instansi: string, id: string, mapping: Mapping): Promise<number> =>
  tx.run(sql`update lists.sheet set mapping = ${JSON.stringify(mapping)}, version = version + 1 where instansi = ${instansi} and id = ${id}`);

/** Kept with each batch: a list that broke off says what it has made. */
export const saveSheetMade = (tx: Tx, instansi: string, id: string, made: Made): Promise<number> =>
  tx.run(sql`update lists.sheet set made = made || ${JSON.stringify(made)}::jsonb where instansi = ${instansi} and id = ${id}`);
export const saveSheetTaken = (tx: Tx, instansi: string, id: string, reasons: SheetRowStored['reasons']): Promise<number> =>
  tx.run(sql`update lists.sheet set status = 'taken', reasons = ${JSON.stringify(reasons)}, version = version + 1 where instansi = ${instansi} and id = ${id} and status = 'open'`);

export const rememberedHeadings = async (tx: Tx, instansi: string, kind: string): Promise<Map<string, string>> =>
  new Map((await tx.many<{ heading: string; field: string }>(sql`select heading, field from lists.heading where instansi = ${instansi} and kind = ${kind}`)).map((row) => [row.heading, row.field]));
export const rememberHeadings = (tx: Tx, instansi: string, kind: string, headings: readonly { heading: string; field: string }[]): Promise<number> =>
  tx.run(sql`insert into lists.heading (instansi, kind, heading, field) select ${instansi}::uuid, ${kind}, h.* from unnest(${headings.map((one) => one.heading)}::text[], ${headings.map((one) => one.field)}::text[]) h
    on conflict (instansi, kind, heading) do update set field = excluded.field`);
