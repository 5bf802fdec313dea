import type { Tx } from '../../platform/db/database.ts';
import { sql } from '../../platform/db/sql.ts';
import type { CalendarDay } from '../../platform/kernel/calendar-day.ts';
import type { TypeBody } from './contract.ts';

// Chapters: versions · drafts

export interface VersionRow {
  id: string;
  type: string;
  version: number;
  validFrom: CalendarDay;
  validTo: CalendarDay | null;
  body: TypeBody;
  note: string;
  publishedBy: string | null;
  publishedByName: string;
  publishedAt: Date;
  usedAt: Date | null;
}
const VERSION = sql`select id, type, version, valid_from as "validFrom", valid_to as "validTo", body, note, published_by as "publishedBy", published_by_name as "publishedByName",
  published_at as "publishedAt", used_at as "usedAt" from letter_types.type_version`;

export const listVersions = (tx: Tx, instansi: string): Promise<VersionRow[]> => tx.many(sql`${VERSION} where instansi = ${instansi} order by type, version desc`);
export const versionsOf = (tx: Tx, instansi: string, type: string): Promise<VersionRow[]> => tx.many(sql`${VERSION} where instansi = ${instansi} and type = ${type} order by version desc`);
export const findVersion = (tx: Tx, instansi: string, id: string): Promise<VersionRow | undefined> => tx.maybe(sql`${VERSION} where instansi = ${instansi} and id = ${id}`);
/** @returns false when another version of that number came first */
export const insertVersion = async (tx: Tx, instansi: string, v: VersionRow): Promise<boolean> =>
  (await tx.run(sql`insert into letter_types.type_version (instansi, id, type, version, valid_from, valid_to, body, note, published_by, published_by_name, published_at, used_at)
    values (${instansi}, ${v.id}, ${v.type}, ${v.version}, ${v.validFrom}, ${v.validTo}, ${JSON.stringify(v.body)}, ${v.note}, ${v.publishedBy}, ${v.publishedByName}, ${v.publishedAt}, ${v.usedAt})
    on conflict do nothing`)) > 0;
export const markUsed = (tx: Tx, instansi: string, id: string, at: Date): Promise<number> =>
  tx.run(sql`update letter_types.type_version set used_at = ${at} where instansi = ${instansi} and id = ${id} and used_at is null`);

export interface DraftRow {
  type: string;
  version: number;
  body: TypeBody;
  savedByName: string;
  savedAt: Date;
}
const DRAFT = sql`select type, version, body, saved_by_name as "savedByName", saved_at as "savedAt" from letter_types.draft`;
export const listDrafts = (tx: Tx, instansi: string): Promise<DraftRow[]> => tx.many(sql`${DRAFT} where instansi = ${instansi}`);
export const findDraft = (tx: Tx, instansi: string, type: string): Promise<DraftRow | undefined> => tx.maybe(sql`${DRAFT} where instansi = ${instansi} and type = ${type}`);
export const lockDraft = (tx: Tx, instansi: string, type: string): Promise<DraftRow | undefined> => tx.maybe(sql`${DRAFT} where instansi = ${instansi} and type = ${type} for update`);
/** @returns false when somebody else saved meanwhile */
export const saveDraft = async (tx: Tx, instansi: string, d: { type: string; before: number; body: TypeBody; by: string; byName: string; at: Date }): Promise<boolean> =>
  (await tx.run(sql`insert into letter_types.draft (instansi, type, version, body, saved_by, saved_by_name, saved_at) values (${instansi}, ${d.type}, ${d.before + 1}, ${JSON.stringify(d.body)}, ${d.by}, ${d.byName}, ${d.at})
    on conflict (instansi, type) do update set version = excluded.version, body = excluded.body, saved_by = excluded.saved_by, saved_by_name = excluded.saved_by_name, saved_at = excluded.saved_at
    where letter_types.draft.version = ${d.before}`)) > 0;
export const deleteDraft = async (tx: Tx, instansi: string, type: string, version: number): Promise<boolean> =>
  (await tx.run(sql`delete from letter_types.draft where instansi = ${instansi} and type = ${type} and version = ${version}`)) > 0;
