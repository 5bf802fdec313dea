import type { Tx } from '../../../platform/db/database.ts';
import { sql, sqlJoin, type Sql } from '../../../platform/db/sql.ts';
import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import type { DocumentStatus, OfficialDocument } from '../contract.ts';
import type { SignerSnapshot, Way } from '../rules/signer-snapshot.ts';

// Chapters: rows · numbering · producing · finishing · reading

export interface DocumentRow {
  id: string;
  code: string;
  caseKind: string;
  caseId: string;
  template: string;
  title: string;
  unit: string;
  unitName: string;
  series: string;
  year: number;
  seq: number;
  /** "a" in 15.a; empty for a number of its own. */
  insert: string;
  number: string;
  letterDate: CalendarDay;
  validUntil: CalendarDay | null;
  subjectMasked: string;
  signer: SignerSnapshot;
  way: Way;
  letterSealed: Buffer;
  contentHash: string;
  paper: string | null;
  demo: boolean;
  status: DocumentStatus;
  failure: { code: string; sentence: string } | null;
  attempts: number;
  sendingSince: Date | null;
  producedSha256: string | null;
  producedAt: Date | null;
  unsignedSha256: string | null;
  fileSha256: string | null;
  signedAt: Date | null;
  revokedAt: Date | null;
  revokeReason: string | null;
  supersedes: string | null;
  createdAt: Date;
  secret: boolean;
}

const columns = sql`id, code, case_kind as "caseKind", case_id as "caseId", template, title, unit, unit_name as "unitName", series, year, seq, insert_letters as "insert", number,
  letter_date as "letterDate", valid_until as "validUntil", subject_masked as "subjectMasked", signer, way, letter_sealed as "letterSealed",
  content_hash as "contentHash", paper, demo, status, failure, attempts, sending_since as "sendingSince", produced_sha256 as "producedSha256", produced_at as "producedAt",
  unsigned_sha256 as "unsignedSha256", file_sha256 as "fileSha256", signed_at as "signedAt", revoked_at as "revokedAt", revoke_reason as "revokeReason",
  supersedes, created_at as "createdAt", secret`;

/** The letter of this kind that counts for the case. */
export const findCurrent = (tx: Tx, instansi: string, of: { caseKind: string; caseId: string; template: string }) =>
  tx.maybe<DocumentRow>(sql`select ${columns} from issuance.document
    where instansi = ${instansi} and case_kind = ${of.caseKind} and case_id = ${of.caseId} and template = ${of.template} and status not in ('revoked', 'superseded')`);

export const findDocument = (tx: Tx, instansi: string, id: string) =>
  tx.maybe<DocumentRow>(sql`select ${columns} from issuance.document where instansi = ${instansi} and id = ${id}`);

/** Others who would change it wait for this transaction. */
export const lockDocument = (tx: Tx, instansi: string, id: string) =>
  tx.maybe<DocumentRow>(sql`select ${columns} from issuance.document where instansi = ${instansi} and id = ${id} for update`);

export const documentsOfCase = (tx: Tx, instansi: string, caseKind: string, caseId: string) =>
  tx.many<DocumentRow>(sql`select ${columns} from issuance.document where instansi = ${instansi} and case_kind = ${caseKind} and case_id = ${caseId} order by id`);

/** Of the institution itself: nothing that was asked for by a citizen, so nothing with a person behind it. */
const OFFICIAL = sql`id, title, subject_masked as about, number, letter_date as date, unit_name as unit, signer ->> 'name' as signer, file_sha256 as sha256, '/v/' || code as path
  from issuance.document where status = 'signed' and file_sha256 is not null and case_kind <> 'permohonan' and not secret`;
export const officialDocuments = (tx: Tx, instansi: string, words: readonly string[], limit: number): Promise<OfficialDocument[]> =>
  tx.many(sql`select ${OFFICIAL} and instansi = ${instansi} and (select coalesce(bool_and(position(word in lower(concat_ws(' ', title, subject_masked, number))) > 0), true) from unnest(${words}::text[]) word)
    order by letter_date desc, id desc limit ${limit}`);
export const officialDocument = (tx: Tx, instansi: string, id: string): Promise<OfficialDocument | undefined> => tx.maybe(sql`select ${OFFICIAL} and instansi = ${instansi} and id::text = ${id}`);

export interface NewDocument {
  id: string;
  code: string;
  caseKind: string;
  caseId: string;
  series: string;
  year: number;
  seq: number;
  insert: string;
  number: string;
  supersedes: string | null;
  at: Date;
  words: Words;
}

/** What a retry may renew as long as nothing was signed. */
export interface Words {
  template: string;
  title: string;
  unit: string;
  unitName: string;
  letterDate: CalendarDay;
  validUntil: CalendarDay | null;
  subjectMasked: string;
  signer: SignerSnapshot;
  way: Way;
  letterSealed: Buffer;
  contentHash: string;
  paper: string | null;
  demo: boolean;
  secret: boolean;
}

export async function insertDocument(tx: Tx, instansi: string, d: NewDocument): Promise<void> {
  const w = d.words;
  await tx.run(sql`with coded as (insert into issuance.public_code (code, instansi, document) values (${d.code}, ${instansi}, ${d.id}))
    insert into issuance.document (instansi, id, code, case_kind, case_id, template, title, unit, unit_name, series, year, seq, insert_letters, number, letter_date, valid_until,
        subject_masked, signer, way, letter_sealed, content_hash, paper, demo, secret, supersedes, created_at)
    values (${instansi}, ${d.id}, ${d.code}, ${d.caseKind}, ${d.caseId}, ${w.template}, ${w.title}, ${w.unit}, ${w.unitName}, ${d.series}, ${d.year}, ${d.seq}, ${d.insert}, ${d.number},
      ${w.letterDate}, ${w.validUntil}, ${w.subjectMasked}, ${JSON.stringify(w.signer)}, ${w.way}, ${w.letterSealed}, ${w.contentHash}, ${w.paper}, ${w.demo}, ${w.secret}, ${d.supersedes}, ${d.at})`);
}

export async function renewWords(tx: Tx, instansi: string, id: string, w: Words): Promise<void> {
  await tx.run(sql`update issuance.document set title = ${w.title}, letter_date = ${w.letterDate}, valid_until = ${w.validUntil}, subject_masked = ${w.subjectMasked},
      signer = ${JSON.stringify(w.signer)}, way = ${w.way}, letter_sealed = ${w.letterSealed}, content_hash = ${w.contentHash}, paper = ${w.paper}, demo = ${w.demo}, secret = ${w.secret},
      unit_name = ${w.unitName}
    where instansi = ${instansi} and id = ${id}`);
}

export const saveSecret = (tx: Tx, instansi: string, id: string, subject: string): Promise<{ hashes: string[] } | undefined> =>
  tx.maybe(sql`update issuance.document set secret = true, subject_masked = ${subject} where instansi = ${instansi} and id = ${id} returning array_remove(array[produced_sha256, file_sha256], null) as hashes`);

/** Takes the document to the provider: of two at once one gets it. @returns false when somebody else has it */
export async function beginSending(tx: Tx, instansi: string, id: string, at: Date): Promise<boolean> {
  return 1 === (await tx.run(sql`update issuance.document set sending_since = ${at}
    where instansi = ${instansi} and id = ${id} and sending_since is null and produced_sha256 is null and status in ('numbered', 'failed')`));
}

export interface ProducedFile {
  sha256: string;
  unsignedSha256: string;
  at: Date;
  providerRequest: string | null;
  certificateSubject: string | null;
}

/** The first version made is the one that counts. @returns false when there is one already, or the document was closed */
export async function recordProduced(tx: Tx, instansi: string, id: string, f: ProducedFile): Promise<boolean> {
  return 1 === (await tx.run(sql`update issuance.document set produced_sha256 = ${f.sha256}, produced_at = ${f.at}, unsigned_sha256 = ${f.unsignedSha256},
      provider_request = ${f.providerRequest}, certificate_subject = ${f.certificateSubject}, sending_since = null, attempts = attempts + 1
    where instansi = ${instansi} and id = ${id} and produced_sha256 is null and status in ('numbered', 'failed', 'uncertain')`));
}

/** A failed try; after an uncertain one `sending_since` stays, so that nobody sends again by himself. */
export async function recordTry(tx: Tx, instansi: string, id: string, end: 'refused' | 'not-sent' | 'uncertain', providerRequest: string | null): Promise<void> {
  const keep = end !== 'refused';
  await tx.run(sql`update issuance.document set attempts = attempts + 1, sending_since = case when ${keep} then sending_since end,
      provider_request = coalesce(${providerRequest}, provider_request)
    where instansi = ${instansi} and id = ${id} and produced_sha256 is null`);
}

/** A person has looked at the provider: the document may be sent again. */
export async function forgetSending(tx: Tx, instansi: string, id: string): Promise<void> {
  await tx.run(sql`update issuance.document set sending_since = null, status = case when status = 'uncertain' then 'failed' else status end
    where instansi = ${instansi} and id = ${id} and produced_sha256 is null and status in ('numbered', 'failed', 'uncertain')`);
}

export async function saveStatus(tx: Tx, instansi: string, id: string, status: 'failed' | 'uncertain' | 'awaiting-scan', failure: DocumentRow['failure']): Promise<void> {
  await tx.run(sql`update issuance.document set status = ${status}, failure = ${failure ? JSON.stringify(failure) : null} where instansi = ${instansi} and id = ${id}`);
}

export async function saveIssue(tx: Tx, instansi: string, id: string, sha256: string, at: Date): Promise<void> {
  await tx.run(sql`update issuance.document set status = 'signed', failure = null, file_sha256 = ${sha256}, signed_at = ${at} where instansi = ${instansi} and id = ${id}`);
}

export async function supersede(tx: Tx, instansi: string, id: string): Promise<number> {
  return tx.run(sql`update issuance.document set status = 'superseded' where instansi = ${instansi} and id = ${id} and status = 'signed'`);
}

export async function saveRevoked(tx: Tx, instansi: string, id: string, by: string | null, reason: string, at: Date): Promise<void> {
  await tx.run(sql`update issuance.document set status = 'revoked', revoked_at = ${at}, revoked_by = ${by}, revoke_reason = ${reason} where instansi = ${instansi} and id = ${id}`);
}

export interface RegisterFilter {
  year?: number;
  unit?: string;
  series?: string;
  status?: DocumentStatus;
  number?: string;
  code?: string;
  before?: string;
  limit: number;
}

/** Newest first. */
export async function listDocuments(tx: Tx, instansi: string, f: RegisterFilter): Promise<DocumentRow[]> {
  const where: Sql[] = [sql`instansi = ${instansi}`];
  if (f.year) where.push(sql`year = ${f.year}`);
  if (f.unit) where.push(sql`unit = ${f.unit}`);
  if (f.series) where.push(sql`series = ${f.series}`);
  if (f.status) where.push(sql`status = ${f.status}`);
  if (f.code) where.push(sql`code = ${f.code}`);
  else if (f.number) where.push(sql`number = ${f.number}`);
  if (f.before) where.push(sql`id < ${f.before}`);
  return tx.many<DocumentRow>(sql`select ${columns} from issuance.document where ${sqlJoin(where, ' and ')} order by id desc limit ${f.limit}`);
}

export const findByNumber = (tx: Tx, instansi: string, number: string) =>
  tx.many<DocumentRow>(sql`select ${columns} from issuance.document where instansi = ${instansi} and number = ${number} order by id desc limit 5`);
