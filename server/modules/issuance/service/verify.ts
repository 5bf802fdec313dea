import { networkOfIp, takeTry } from '../../../platform/request/rate-limit.ts';
import { createHash } from 'node:crypto';
import { verifyPdf, type VerifyReport } from '../../../engines/documents/verify/verify-pdf.ts';
import { isPublicCode, normalizePublicCode } from '../../../platform/kernel/ids.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, type Context } from '../../../platform/request/context.ts';
import { VERIFY_MEGABYTES, type CodeVerdict, type FileVerdict } from '../contract.ts';
import { CODE_LENGTH, codesInside, numbersInside } from '../rules/codes-inside-a-file.ts';
import { revokedLater, revokedWhenSigned } from '../rules/a-revoked-certificate-signs-nothing.ts';
import { tellByCode, tellByFile, verdictOf } from '../rules/what-a-verifier-is-told.ts';
import { findProvider, listRoots } from '../storage/authority.ts';
import { findByNumber, findDocument, type DocumentRow } from '../storage/documents.ts';
import { revocationsOf } from '../storage/certificates.ts';
import { findByCode, findByHash, trustedRoots, type Found } from '../storage/look-ups.ts';
import { documentFacts } from './views.ts';
import { institutionOf } from './workshop.ts';

// Chapters: by code · by file · which document a changed file was · how often

/** By the code below the QR, whatever institution of this installation issued it. */
export async function verifyCode(ctx: Context, typed: string): Promise<CodeVerdict> {
  const code = normalizePublicCode(typed);
  const unknown = { status: 'unknown' as const, ...tellByCode('unknown'), code: code.slice(0, CODE_LENGTH * 2) };
  // A typing error shows in the check character; only texts that could be codes are looked up.
  if (!isPublicCode(code, CODE_LENGTH)) return unknown;
  const found = await findByCode(ctx.house.db, code);
  if (!found) {
    await tryOnce(ctx, 'code');
    return unknown;
  }
  const { status, facts } = await factsOf(ctx, found);
  return { status, ...tellByCode(status, facts), code, document: facts };
}

async function factsOf(ctx: Context, found: Found): Promise<{ row: DocumentRow; status: CodeVerdict['status']; facts: ReturnType<typeof documentFacts> }> {
  // The document's own institution, which need not be that of the host name; still behind its wall.
  const there: Context = { ...ctx, instansi: found.instansi, viewer: null };
  const institution = await institutionOf(there);
  const { row, issuer, revocations } = await inTenant(there, async (t) => {
    const document = await findDocument(t.tx, t.instansi, found.document);
    if (!document) throw new Error(`code without document ${found.document}`);
    const revocations = document.way === 'internal' ? await revocationsOf(t.tx, t.instansi, document.signer.personId) : [];
    return { row: document, revocations, issuer: document.way === 'tersertifikasi' ? (await findProvider(t.tx, t.instansi))?.issuer : undefined };
  });
  const signedAt = row.producedAt ?? row.signedAt;
  const revokedFrom = signedAt ? revokedWhenSigned(signedAt, revocations) : undefined;
  const later = signedAt && !revokedFrom ? revokedLater(signedAt, revocations) : undefined;
  const facts = documentFacts(ctx.house, row, institution, issuer, { from: revokedFrom ?? later, counts: revokedFrom === undefined });
  const status = verdictOf(row.status);
  return { row, status: status === 'genuine' && revokedFrom ? 'certificate-revoked' : status, facts };
}

/** By the bytes of a file: first whether they are exactly an issue of ours, then what they were made from. Nothing is stored. */
export async function verifyFile(ctx: Context, name: string, bytes: Uint8Array): Promise<FileVerdict> {
  if (bytes.length > VERIFY_MEGABYTES * 1024 * 1024) throw new Refused({ code: 'request.too-large', data: { megabytes: VERIFY_MEGABYTES } });
  await tryOnce(ctx, 'file');
  const pdf = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const sha256 = createHash('sha256').update(pdf).digest('hex');
  const about = { name: shownName(name), sha256 };
  const issued = await findByHash(ctx.house.db, sha256);
  if (issued) return { ...(await tellIssued(ctx, issued, sha256)), ...about, signatures: [] };

  const roots = await trustedRoots(ctx.house.db);
  const report = verifyPdf(pdf, { trustedRoots: roots });
  const origin = await originOf(ctx, pdf, report);
  return { ...tellOther(report, origin?.facts, roots.length > 0), ...about, signatures: signaturesOf(report) };
}

async function tellIssued(ctx: Context, issued: Found & { role: 'issue' | 'print' }, sha256: string): Promise<Pick<FileVerdict, 'status' | 'headline' | 'sentences' | 'document'>> {
  const { row, status, facts } = await factsOf(ctx, issued);
  if (issued.role === 'print') return { status: 'unsigned', ...tellByFile('unsigned', 'print'), document: facts };
  if (row.fileSha256 !== sha256) return { status: 'superseded', ...tellByFile('superseded', 'old-scan'), document: facts };
  // A file with this hash was issued, so its document is not pending any more.
  const known = status === 'pending' ? 'genuine' : status;
  return { status: known, ...tellByFile(known, undefined, tellByCode(known, facts)), document: facts };
}

/** Not one byte is missing or changed in what we issued, so everything else that names a document of ours is altered. */
function tellOther(report: VerifyReport, facts: ReturnType<typeof documentFacts> | undefined, hasRoots: boolean): Pick<FileVerdict, 'status' | 'headline' | 'sentences' | 'document'> {
  if (facts) return { status: 'altered', ...tellByFile('altered', report.appendedBytes > 0 ? 'appended' : 'other-bytes'), document: facts };
  switch (report.status) {
    case 'altered':
      return { status: 'altered', ...tellByFile('altered', 'foreign-altered') };
    case 'unsigned':
      return { status: 'unsigned', ...tellByFile('unsigned', 'no-signature') };
    case 'genuine':
    case 'unknown-signer':
      return { status: 'unknown', ...tellByFile('unknown', hasRoots && report.status === 'genuine' ? 'own-signer' : 'foreign-signer') };
    default:
      return { status: 'damaged', ...tellByFile('damaged', report.reason as 'empty' | 'too-large' | 'not-a-pdf' | 'truncated' | undefined ?? 'not-a-pdf') };
  }
}

/**
 * The document of ours that a file was made from: what it was before something was appended, a code it carries (in its
 * metadata, its links, the reason of its signature, our stamp on a scan), or a number of this institution.
 */
async function originOf(ctx: Context, pdf: Buffer, report: VerifyReport): Promise<{ facts: ReturnType<typeof documentFacts> } | undefined> {
  if (report.appendedBytes > 0) {
    const before = await findByHash(ctx.house.db, createHash('sha256').update(pdf.subarray(0, pdf.length - report.appendedBytes)).digest('hex'));
    if (before) return factsOf(ctx, before);
  }
  const reasons = report.signatures.map((one) => one.reason ?? '').join('\n');
  const text = `${pdf.toString('latin1')}\n${reasons}`;
  for (const code of codesInside(text)) {
    const found = await findByCode(ctx.house.db, code);
    if (found) return factsOf(ctx, found);
  }
  for (const number of numbersInside(text)) {
    const [row] = await inTenant({ ...ctx, viewer: null }, (t) => findByNumber(t.tx, t.instansi, number));
    if (row) return factsOf(ctx, { instansi: ctx.instansi, document: row.id });
  }
  return undefined;
}

const signaturesOf = (report: VerifyReport): FileVerdict['signatures'] =>
  report.signatures.map((one) => ({
    signer: one.signer, holds: one.digestOk && one.signatureOk, ...(one.issuer ? { issuer: one.issuer } : {}), ...(one.at ? { at: one.at } : {}),
  }));

/** Only for showing. */
// oxlint-disable-next-line no-control-regex
const shownName = (name: string): string => name.split(/[\\/]/).at(-1)!.replace(/[\u0000-\u001f\u007f\u202a-\u202e\u2066-\u2069]/g, '').trim().slice(0, 120) || 'berkas.pdf';

export async function rootCertificates(ctx: Context): Promise<{ institution: string; pem: string[] }> {
  const { name } = await institutionOf(ctx);
  return { institution: name, pem: await inTenant(ctx, (t) => listRoots(t.tx, t.instansi)) };
}

// House rule. A village or an office shares one address, so the limits are generous; codes cannot be guessed anyway.
const LIMITS = { code: { tries: 60, minutes: 15 }, file: { tries: 60, minutes: 10 } } as const;

async function tryOnce(ctx: Context, limit: keyof typeof LIMITS): Promise<void> {
  const key = ctx.house.secrets.hash('rate', `issuance-${limit}:${networkOfIp(ctx.ip)}`);
  const minutes = await takeTry(ctx.house.db, ctx.house.clock.now(), key, LIMITS[limit]);
  if (minutes > 0) throw new Refused({ code: 'request.too-many', data: { minutes } });
}
