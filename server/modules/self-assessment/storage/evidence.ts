import type { Tx } from '../../../platform/db/database.ts';
import { sql } from '../../../platform/db/sql.ts';
import type { EvidenceCopy } from '../contract.ts';
import type { Piece } from '../rules/what-an-answer-lacks.ts';

/** What rules look at, of the versions in force. */
export type PieceRow = Piece & { number: string };
export const listPieces = (tx: Tx, instansi: string, campaign: string, number: string | null = null): Promise<PieceRow[]> =>
  tx.many(sql`select number, level, letter, document_date as "documentDate", expires_on as "expiresOn" from (
      select distinct on (series) * from self_assessment.evidence where instansi = ${instansi} and campaign = ${campaign} and (${number}::text is null or number = ${number}) order by series, version desc) e`);

export interface EvidenceRow {
  id: string;
  number: string;
  level: number;
  letter: string | null;
  series: string;
  version: number;
  kind: EvidenceCopy['kind'];
  title: string;
  place: string;
  document_date: string | null;
  expires_on: string | null;
  upload: string | null;
  sha256: string | null;
  file_type: string | null;
  file_name: string | null;
  bytes: number | null;
  url: string | null;
  record: NonNullable<EvidenceCopy['record']> | null;
  added_at: Date;
  added_by: string | null;
  frozen_at: Date | null;
}
const columns = sql`id, number, level, letter, series, version, kind, title, place, document_date, expires_on, upload, sha256, file_type, file_name, bytes, url, record, added_at, added_by, frozen_at`;

/** All versions, the newest of a series first. */
export const listEvidence = (tx: Tx, instansi: string, campaign: string, number: string | null = null): Promise<EvidenceRow[]> =>
  tx.many(sql`select ${columns} from self_assessment.evidence where instansi = ${instansi} and campaign = ${campaign} and (${number}::text is null or number = ${number}) order by number, level, letter nulls last, series, version desc`);
export const findEvidence = (tx: Tx, instansi: string, campaign: string, id: string): Promise<EvidenceRow | undefined> =>
  tx.maybe(sql`select ${columns} from self_assessment.evidence where instansi = ${instansi} and campaign = ${campaign} and id = ${id}`);
/** The newest version of each series, of those given: all of a campaign, newest first. */
export const inForce = <T extends { series: string; version: number }>(rows: readonly T[]): T[] =>
  [...Map.groupBy(rows, ({ series }) => series).values()].map((versions) => versions.reduce((a, b) => (a.version > b.version ? a : b)));

export type NewEvidence = Omit<EvidenceRow, 'frozen_at'>;
/** `false` where that version of the series is there already: somebody replaced it at the same moment. */
export const insertEvidence = async (tx: Tx, instansi: string, campaign: string, e: NewEvidence): Promise<boolean> =>
  (await tx.run(sql`insert into self_assessment.evidence (instansi, campaign, id, number, level, letter, series, version, kind, title, place, document_date, expires_on, upload, sha256, file_type, file_name, bytes, url, record, added_at, added_by)
    values (${instansi}, ${campaign}, ${e.id}, ${e.number}, ${e.level}, ${e.letter}, ${e.series}, ${e.version}, ${e.kind}, ${e.title}, ${e.place}, ${e.document_date}, ${e.expires_on}, ${e.upload}, ${e.sha256}, ${e.file_type}, ${e.file_name}, ${e.bytes}, ${e.url},
      ${e.record === null ? null : JSON.stringify(e.record)}, ${e.added_at}, ${e.added_by}) on conflict do nothing`)) > 0;

/** Only what is not frozen goes: the application may not delete rows by itself. @returns whether it went */
export const deleteEvidence = async (tx: Tx, id: string): Promise<boolean> => (await tx.one<{ gone: boolean }>(sql`select self_assessment.drop_evidence(${id}) as gone`)).gone;
export const freezeEvidence = (tx: Tx, instansi: string, campaign: string, now: Date): Promise<number> =>
  tx.run(sql`update self_assessment.evidence set frozen_at = ${now} where instansi = ${instansi} and campaign = ${campaign} and frozen_at is null`);
