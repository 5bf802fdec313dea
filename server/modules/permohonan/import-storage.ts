import type { Mapping } from '../../engines/sheets/headings-are-recognised.ts';
import type { Tx } from '../../platform/db/database.ts';
import { sql, type Sql } from '../../platform/db/sql.ts';

// Chapters: the list that was uploaded · remembered headings · the old register

export interface ImportRow {
  id: string;
  account: string;
  layanan: string;
  layananVersion: number;
  fileName: string;
  /** Sealed: the cells hold whole NIKs. */
  sheet: Buffer;
  mapping: Mapping;
  status: 'open' | 'taken';
  reasons: Record<string, string[]>;
  made: Record<string, { request: string; number: string }>;
  version: number;
  createdAt: Date;
}
const columns = sql`id, account, layanan, layanan_version as "layananVersion", file_name as "fileName", sheet, mapping, status, reasons, made, version, created_at as "createdAt"`;

/** Whoever uploaded a list goes on with it; for all others it does not exist. */
export const findImport = (tx: Tx, instansi: string, account: string, id: string): Promise<ImportRow | undefined> =>
  tx.maybe(sql`select ${columns} from permohonan.import where instansi = ${instansi} and account = ${account} and id = ${id}`);
export const lockImport = (tx: Tx, instansi: string, account: string, id: string): Promise<ImportRow | undefined> =>
  tx.maybe(sql`select ${columns} from permohonan.import where instansi = ${instansi} and account = ${account} and id = ${id} for update`);

export const listImports = (tx: Tx, instansi: string, account: string, limit: number): Promise<{ id: string; layanan: string; fileName: string; status: 'open' | 'taken'; taken: number; createdAt: Date }[]> =>
  tx.many(sql`select id, layanan, file_name as "fileName", status, (select count(*) from jsonb_object_keys(made)) as taken, created_at as "createdAt"
    from permohonan.import where instansi = ${instansi} and account = ${account} order by created_at desc, id desc limit ${limit}`);

export async function insertImport(tx: Tx, instansi: string, row: Pick<ImportRow, 'id' | 'account' | 'layanan' | 'layananVersion' | 'fileName' | 'sheet' | 'mapping' | 'createdAt'>): Promise<void> {
  await tx.run(sql`insert into permohonan.import (instansi, id, account, layanan, layanan_version, file_name, sheet, mapping, created_at)
    values (${instansi}, ${row.id}, ${row.account}, ${row.layanan}, ${row.layananVersion}, ${row.fileName}, ${row.sheet}, ${JSON.stringify(row.mapping)}, ${row.createdAt})`);
}

export const dropImportsBefore = (tx: Tx, instansi: string, at: Date): Promise<number> =>
  tx.run(sql`delete from permohonan.import where instansi = ${instansi} and created_at < ${at}`);

export const saveMapping = (tx: Tx, instansi: string, id: string, mapping: Mapping): Promise<number> =>
  tx.run(sql`update permohonan.import set mapping = ${JSON.stringify(mapping)}, version = version + 1 where instansi = ${instansi} and id = ${id}`);

/** Kept after each batch: an import that broke off says what it has made. */
export const saveMade = (tx: Tx, instansi: string, id: string, made: ImportRow['made']): Promise<number> =>
  tx.run(sql`update permohonan.import set made = made || ${JSON.stringify(made)}::jsonb where instansi = ${instansi} and id = ${id}`);

export const saveTaken = (tx: Tx, instansi: string, id: string, reasons: ImportRow['reasons']): Promise<number> =>
  tx.run(sql`update permohonan.import set status = 'taken', reasons = ${JSON.stringify(reasons)}, version = version + 1 where instansi = ${instansi} and id = ${id} and status = 'open'`);

export async function rememberedHeadings(tx: Tx, instansi: string, layanan: string): Promise<Map<string, string>> {
  const rows = await tx.many<{ heading: string; field: string }>(sql`select heading, field from permohonan.import_heading where instansi = ${instansi} and layanan = ${layanan}`);
  return new Map(rows.map((row) => [row.heading, row.field]));
}

export async function rememberHeadings(tx: Tx, instansi: string, layanan: string, headings: readonly { heading: string; field: string }[]): Promise<void> {
  await tx.run(sql`insert into permohonan.import_heading (instansi, layanan, heading, field)
    select ${instansi}::uuid, ${layanan}, h.* from unnest(${headings.map((one) => one.heading)}::text[], ${headings.map((one) => one.field)}::text[]) h
    on conflict (instansi, layanan, heading) do update set field = excluded.field`);
}

export interface KnownRunningFile {
  unit: string;
  register: string;
  request: string;
  number: string;
  name: string;
}

export const knownRunningFiles = (tx: Tx, instansi: string, layanan: string, registers: readonly string[]): Promise<KnownRunningFile[]> =>
  tx.many(sql`select f.unit, f.register, f.request, r.number, r.applicant_name as name
    from permohonan.running_file f join permohonan.request r on r.instansi = f.instansi and r.id = f.request
    where f.instansi = ${instansi} and f.layanan = ${layanan} and f.register = any(${[...registers]})`);

/** For the one statement that writes a request: its number in the old register. A second request under it breaks `running_file_pk`. */
export const runningFileInsert = (instansi: string, f: { unit: string; layanan: string; register: string; asWritten: string; request: string; import: string }): Sql =>
  sql`insert into permohonan.running_file (instansi, unit, layanan, register, register_as_written, request, import)
    values (${instansi}, ${f.unit}, ${f.layanan}, ${f.register}, ${f.asWritten}, ${f.request}, ${f.import})`;

/** The list's note as an internal note of the case. */
export const noteInsert = (instansi: string, n: { id: string; request: string; account: string | null; name: string; text: string; at: Date }): Sql =>
  sql`insert into permohonan.message (instansi, id, request, audience, sender, account, name, text, at)
    values (${instansi}, ${n.id}, ${n.request}, 'note', 'officer', ${n.account}, ${n.name}, ${n.text}, ${n.at})`;

/** Whether the database said that this number of the old register has its request already. */
export const isTakenTwice = (error: unknown): boolean => (error as { code?: string; constraint?: string } | null)?.code === '23505' && (error as { constraint?: string }).constraint === 'running_file_pk';
