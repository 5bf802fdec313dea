import { auditInsert } from '../../../../platform/audit/audit.ts';
import { eventInsert } from '../../../../platform/events/events.ts';
import { publicCode } from '../../../../platform/kernel/ids.ts';
import { Refused } from '../../../../platform/kernel/refusal.ts';
import type { Context, TenantContext } from '../../../../platform/request/context.ts';
import type { Institution } from '../../../../platform/request/authenticator.ts';
import type { About } from '../../contract.ts';
import { isLongCode, readCode } from '../../rules/the-reporters-code.ts';
import { ticketNumber } from '../../rules/the-number-cannot-be-guessed.ts';
import { dataKeyInsert, insertSealedUpload, type DataKeyRow } from '../../storage/sealed.ts';
import { sealPart, sealReporter, type Keyed, type Reporter } from '../vault.ts';
import { hashOfCode, isCodeOf, makeDataKey, newCode } from './data-key.ts';
import { receiverOf } from './province.ts';
import { ownerTag, textHashOf, type SealedContent } from './sealed-content.ts';
import { sealUploads } from './sealed-files.ts';

type Insert = ReturnType<typeof dataKeyInsert>;

// Chapters: what is made before the transaction · what the row holds instead of words · a copy that came sealed

/** What came from another institution, sealed there for the readers here: carried as it is, never opened on the way. */
export interface SealedCopy {
  content: Buffer;
  reporter: Buffer | null;
  key: DataKeyRow;
  secretHash: Buffer;
  textHash: string;
  files: { upload: string; sha256: string; size: number; sealed: Buffer }[];
}

/** The key and the code of a new report of misconduct, or the copy as it came. */
export interface Envelope extends Keyed {
  code?: string;
  row: DataKeyRow;
  secretHash: Buffer;
  copy?: SealedCopy;
}

/**
 * Number, code and key. The code may be the sender's own (made with the form), so that the same form sent twice shows the same
 * code twice although nobody here keeps it.
 * @throws Refused `complaints.code-mistyped`, `complaints.province-not-connected`
 */
export async function envelopeFor(ctx: Context, institution: Institution, s: { code?: string | undefined; about?: { who: About; unit?: string | undefined } | undefined; copy?: SealedCopy | undefined; from?: { number: string } | undefined }): Promise<Envelope> {
  if (s.copy && s.from) return { number: s.from.number, row: s.copy.key, secretHash: s.copy.secretHash, copy: s.copy };
  if (s.code && !isLongCode(s.code)) throw new Refused({ code: 'complaints.code-mistyped' });
  const number = ticketNumber(institution.code, publicCode(8));
  const code = s.code ? readCode(s.code) : newCode();
  const receiver = await receiverOf(ctx, s.about);
  const { dataKey, row } = await makeDataKey(ctx, number, code, receiver?.id);
  return { number, code, dataKey, row, secretHash: hashOfCode(ctx, number, code) };
}

/** Instead of words: the row of the report holds sealed bytes and nothing else that could be read. */
export const sealedRow = (t: TenantContext, e: Envelope, content: SealedContent, account: string | null) => ({
  title: '', body: '', sealed: e.copy ? e.copy.content : sealPart(e, 'report', content), event_date: null, region: null, place: '', lat: null, lng: null, answers: {}, name_public: false, report_public: false, origin: '',
  secret_hash: e.secretHash, secret_sealed: null, account: null, owner_tag: account ? ownerTag(t, account) : null, text_hash: e.copy ? e.copy.textHash : textHashOf(t, content.body),
});
export const sealedReporter = (t: TenantContext, e: Envelope, reporter: Reporter): Buffer | null => (e.copy ? e.copy.reporter : sealReporter(t, reporter, e));

/** Files first, then what goes into the one statement of the report. @returns the files that belong to it */
export async function sealedFilesOf(t: TenantContext, e: Envelope, report: string, photos: readonly string[]): Promise<readonly string[]> {
  if (!e.copy) {
    await sealUploads(t, { ...e, id: report }, photos);
    return photos;
  }
  for (const file of e.copy.files) await insertSealedUpload(t.tx, t.instansi, { ...file, report, at: t.house.clock.now() });
  return e.copy.files.map((file) => file.upload);
}
/** With the report: its key, and the word that it is for somebody else to read. */
export const keyInserts = (t: TenantContext, e: Envelope, report: string): Insert[] => [dataKeyInsert(t.instansi, report, e.row), ...(e.row.for_instansi ? [eventInsert(t, 'complaints.for-province', { report })] : [])];

/** Sent by a person with an account: neither trail nor action names the account. Entered by an officer: the officer stands in both. */
export const unnamed = (t: TenantContext, account: string | null): TenantContext => (account ? { ...t, viewer: null } : t);
export const submittedAudit = (t: TenantContext, account: string | null, entry: Parameters<typeof auditInsert>[1]): Insert => auditInsert(unnamed(t, account), entry);

/** Told again only to who knows it already. */
export const sameCode = (ctx: Context, number: string, given: string | undefined, hash: Buffer): string | undefined => {
  const code = given && isLongCode(given) ? readCode(given) : undefined;
  return code && isCodeOf(ctx, number, code, hash) ? code : undefined;
};
