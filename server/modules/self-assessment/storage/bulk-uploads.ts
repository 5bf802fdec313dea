import type { Tx } from '../../../platform/db/database.ts';
import { sql } from '../../../platform/db/sql.ts';

export interface BulkRow {
  id: string;
  campaign: string;
  madeBy: string;
  takenAt: Date | null;
}
export interface BulkFile {
  at: number;
  name: string;
  upload: string | null;
  sha256: string | null;
  fileType: string | null;
  bytes: number | null;
  fault: string | null;
  number: string;
  level: number | null;
  letter: string | null;
  title: string;
  skipped: boolean;
}
const BULK = sql`id, campaign, made_by as "madeBy", taken_at as "takenAt"`;
export const findBulk = (tx: Tx, instansi: string, campaign: string, id: string): Promise<BulkRow | undefined> => tx.maybe(sql`select ${BULK} from self_assessment.bulk_upload where instansi = ${instansi} and campaign = ${campaign} and id = ${id}`);
export const lockBulk = (tx: Tx, instansi: string, campaign: string, id: string): Promise<BulkRow | undefined> => tx.maybe(sql`select ${BULK} from self_assessment.bulk_upload where instansi = ${instansi} and campaign = ${campaign} and id = ${id} for update`);
export const insertBulk = (tx: Tx, instansi: string, row: Omit<BulkRow, 'takenAt'>, at: Date): Promise<number> =>
  tx.run(sql`insert into self_assessment.bulk_upload (instansi, id, campaign, made_at, made_by) values (${instansi}, ${row.id}, ${row.campaign}, ${at}, ${row.madeBy})`);
export const saveBulkTaken = (tx: Tx, instansi: string, id: string, at: Date): Promise<number> => tx.run(sql`update self_assessment.bulk_upload set taken_at = ${at} where instansi = ${instansi} and id = ${id}`);

export const listBulkFiles = (tx: Tx, instansi: string, bulk: string): Promise<BulkFile[]> =>
  tx.many(sql`select at, name, upload, sha256, file_type as "fileType", bytes, fault, number, level, letter, title, skipped from self_assessment.bulk_file where instansi = ${instansi} and bulk = ${bulk} order by at`);
export const insertBulkFiles = (tx: Tx, instansi: string, bulk: string, rows: readonly BulkFile[]): Promise<number> =>
  tx.run(sql`insert into self_assessment.bulk_file (instansi, bulk, at, name, upload, sha256, file_type, bytes, fault, number, level, letter, title, skipped)
    select ${instansi}, ${bulk}, n.* from unnest(${rows.map((r) => r.at)}::int[], ${rows.map((r) => r.name)}::text[], ${rows.map((r) => r.upload)}::uuid[], ${rows.map((r) => r.sha256)}::text[], ${rows.map((r) => r.fileType)}::text[], ${rows.map((r) => r.bytes)}::int[],
      ${rows.map((r) => r.fault)}::text[], ${rows.map((r) => r.number)}::text[], ${rows.map((r) => r.level)}::int[], ${rows.map((r) => r.letter)}::text[], ${rows.map((r) => r.title)}::text[], ${rows.map((r) => r.skipped)}::boolean[]) n`);
export const placeBulkFiles = (tx: Tx, instansi: string, bulk: string, rows: readonly Pick<BulkFile, 'at' | 'number' | 'level' | 'letter' | 'title' | 'skipped'>[]): Promise<number> =>
  tx.run(sql`update self_assessment.bulk_file f set number = n.number, level = n.level, letter = n.letter, title = n.title, skipped = n.skipped
    from unnest(${rows.map((r) => r.at)}::int[], ${rows.map((r) => r.number)}::text[], ${rows.map((r) => r.level)}::int[], ${rows.map((r) => r.letter)}::text[], ${rows.map((r) => r.title)}::text[], ${rows.map((r) => r.skipped)}::boolean[]) n (at, number, level, letter, title, skipped)
    where f.instansi = ${instansi} and f.bulk = ${bulk} and f.at = n.at`);
