import type { Tx } from '../../../platform/db/database.ts';
import { sql } from '../../../platform/db/sql.ts';
import type { ImportKind, UnitProfile, UnitSummary } from '../contract.ts';
import type { Mapping } from '../../../engines/sheets/headings-are-recognised.ts';
import type { KnownPost } from '../rules/import-posts.ts';
import type { NamedHolding } from '../rules/one-holder-per-post.ts';

export interface ImportRow {
  id: string;
  kind: ImportKind;
  fileName: string;
  /** Sealed: the cells hold whole NIKs. */
  sheet: Buffer;
  mapping: Mapping;
  status: 'open' | 'taken';
  /** Reasons by line, of the rows that stayed behind. */
  reasons: Record<string, string[]>;
  taken: number;
  version: number;
}
const columns = sql`id, kind, file_name as "fileName", sheet, mapping, status, reasons, taken, version`;

export const findImport = (tx: Tx, instansi: string, id: string): Promise<ImportRow | undefined> =>
  tx.maybe(sql`select ${columns} from organization.import where instansi = ${instansi} and id = ${id}`);
export const lockImport = (tx: Tx, instansi: string, id: string): Promise<ImportRow | undefined> =>
  tx.maybe(sql`select ${columns} from organization.import where instansi = ${instansi} and id = ${id} for update`);

export async function insertImport(tx: Tx, instansi: string, row: { id: string; kind: ImportKind; fileName: string; sheet: Buffer; mapping: Mapping; by: string | null; at: Date }): Promise<void> {
  await tx.run(sql`insert into organization.import (instansi, id, kind, file_name, sheet, mapping, created_by, created_at)
    values (${instansi}, ${row.id}, ${row.kind}, ${row.fileName}, ${row.sheet}, ${JSON.stringify(row.mapping)}, ${row.by}, ${row.at})`);
}

export const dropImportsBefore = (tx: Tx, instansi: string, at: Date): Promise<number> =>
  tx.run(sql`delete from organization.import where instansi = ${instansi} and created_at < ${at}`);

export const saveMapping = (tx: Tx, instansi: string, id: string, mapping: Mapping): Promise<number> =>
  tx.run(sql`update organization.import set mapping = ${JSON.stringify(mapping)}, version = version + 1 where instansi = ${instansi} and id = ${id}`);

export const saveTaken = (tx: Tx, instansi: string, id: string, taken: number, reasons: Record<string, string[]>): Promise<number> =>
  tx.run(sql`update organization.import set status = 'taken', taken = ${taken}, reasons = ${JSON.stringify(reasons)}, version = version + 1 where instansi = ${instansi} and id = ${id}`);

export async function rememberedHeadings(tx: Tx, instansi: string, kind: ImportKind): Promise<Map<string, string>> {
  const rows = await tx.many<{ heading: string; field: string }>(sql`select heading, field from organization.import_heading where instansi = ${instansi} and kind = ${kind}`);
  return new Map(rows.map((row) => [row.heading, row.field]));
}

export async function rememberHeadings(tx: Tx, instansi: string, kind: ImportKind, headings: readonly { heading: string; field: string }[]): Promise<void> {
  await tx.run(sql`insert into organization.import_heading (instansi, kind, heading, field)
    select ${instansi}::uuid, ${kind}, h.* from unnest(${headings.map((one) => one.heading)}::text[], ${headings.map((one) => one.field)}::text[]) h
    on conflict (instansi, kind, heading) do update set field = excluded.field`);
}

export const allUnits = (tx: Tx, instansi: string): Promise<(UnitSummary & { profile: UnitProfile })[]> =>
  tx.many(sql`select id, parent, kind, code, name, region, sort, from_day as "fromDay", to_day as "toDay", successor, version, profile
    from organization.unit where instansi = ${instansi} order by sort, name`);

export const allPosts = (tx: Tx, instansi: string): Promise<KnownPost[]> =>
  tx.many(sql`select id, unit, title, is_head as "isHead", duties, reports_to as "reportsTo", sort, from_day as "fromDay", to_day as "toDay"
    from organization.post where instansi = ${instansi} order by unit, sort, title`);

/** Locked in one order: two imports, or an import and an appointment, wait for each other. */
export const lockAllPosts = (tx: Tx, instansi: string): Promise<number> =>
  tx.run(sql`select from organization.post where instansi = ${instansi} order by id for update`);

export const allHoldings = (tx: Tx, instansi: string): Promise<NamedHolding[]> =>
  tx.many(sql`select h.id, h.post, h.person, h.capacity, h.from_day as "fromDay", h.to_day as "toDay", w.name as "personName", p.title as "postTitle"
    from organization.holding h join organization.person w on w.instansi = h.instansi and w.id = h.person
    join organization.post p on p.instansi = h.instansi and p.id = h.post where h.instansi = ${instansi}`);

export const allPeople = (tx: Tx, instansi: string) =>
  tx.many<{ id: string; name: string; nip: string | null; nikSealed: Buffer | null; rank: string | null; phone: string | null; email: string | null; employment: string }>(
    sql`select id, name, nip, nik_sealed as "nikSealed", rank, phone, email, employment from organization.person where instansi = ${instansi} order by bare_name, id`,
  );
