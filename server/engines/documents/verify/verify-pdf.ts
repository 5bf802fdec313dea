import { createHash, X509Certificate } from 'node:crypto';
import { checkChain } from './check-chain.ts';
import { findSignatures, type FoundSignature } from './find-signatures.ts';
import { dateEntry, textEntry } from './dictionary-entries.ts';
import { readDetachedCms } from './read-cms.ts';

/**
 * genuine: every signature holds, the last covers the whole file, every signer is trusted.
 * altered: signed once, and not the same bytes now (changed, cut out or appended).
 * unsigned: a PDF without signature. unknown-signer: intact, but signed by somebody we do not know.
 * damaged: not a whole PDF, so nothing can be said.
 */
export type VerifyStatus = 'genuine' | 'altered' | 'unsigned' | 'unknown-signer' | 'damaged';

export interface SignatureReport {
  /** Common name of the certificate; empty when the signature cannot be read. */
  signer: string;
  organisation: string | null;
  issuer: string | null;
  /** The signer's own statement of time (/M), ISO 8601 in UTC. */
  at: string | null;
  reason: string | null;
  location: string | null;
  format: string | null;
  coversWholeFile: boolean;
  /** The file's bytes are those that were signed. */
  digestOk: boolean;
  /** The CMS itself is sound and its signature holds. */
  signatureOk: boolean;
  chainTrusted: boolean;
  hasTimestamp: boolean;
}

export interface VerifyReport {
  status: VerifyStatus;
  /** Oldest first. */
  signatures: SignatureReport[];
  /** Bytes after the end of the last signature. */
  appendedBytes: number;
  encrypted: boolean;
  /** Why `damaged`: `empty`, `too-large`, `not-a-pdf`, `truncated`. */
  reason?: string;
}

export interface VerifyOptions {
  /** PEM of the roots whose signers are known: of our own CA, and of providers. */
  trustedRoots: string[];
  /** Default 200 MB. */
  maxBytes?: number;
}

/**
 * Says whether a PDF is as it was signed. Never throws on a file, whatever is in it.
 * Example: `verifyPdf(bytes, { trustedRoots: ca.trustedRoots }).status === 'genuine'`.
 */
export function verifyPdf(pdf: Buffer, options: VerifyOptions): VerifyReport {
  const empty = { signatures: [], appendedBytes: 0, encrypted: false };
  if (pdf.length === 0) return { ...empty, status: 'damaged', reason: 'empty' };
  if (pdf.length > (options.maxBytes ?? 200_000_000)) return { ...empty, status: 'damaged', reason: 'too-large' };
  const roots = options.trustedRoots.map((pem) => new X509Certificate(pem));
  const encrypted = pdf.includes('/Encrypt ') && /\/Encrypt\s+\d+\s+\d+\s+R/.test(pdf.toString('latin1', pdf.lastIndexOf('/Encrypt '), pdf.lastIndexOf('/Encrypt ') + 60));
  const hasEnd = pdf.subarray(-1024).includes('%%EOF');
  const { found, traces } = findSignatures(pdf);

  if (found.length === 0) {
    const isPdf = pdf.subarray(0, 1024).includes('%PDF-');
    if (!hasEnd) return { ...empty, encrypted, status: 'damaged', reason: isPdf ? 'truncated' : 'not-a-pdf' };
    if (traces) return { ...empty, encrypted, status: 'altered' };
    return isPdf ? { ...empty, encrypted, status: 'unsigned' } : { ...empty, status: 'damaged', reason: 'not-a-pdf' };
  }
  const checked = found.map((one) => checkSignature(pdf, one, roots));
  const signatures = checked.map((one) => one.report);
  const appendedBytes = Math.max(0, pdf.length - found.at(-1)!.end);
  const intact = checked.every((one) => one.report.digestOk && one.report.signatureOk && !one.broken);
  const report = { signatures, appendedBytes, encrypted };
  if (!intact && !hasEnd && found.some((one) => one.end > pdf.length)) return { ...report, status: 'damaged', reason: 'truncated' };
  if (!intact || !signatures.at(-1)!.coversWholeFile) return { ...report, status: 'altered' };
  return { ...report, status: signatures.every((one) => one.chainTrusted) ? 'genuine' : 'unknown-signer' };
}

function checkSignature(pdf: Buffer, found: FoundSignature, roots: X509Certificate[]): { report: SignatureReport; broken: boolean } {
  const cms = readDetachedCms(found.hex);
  const at = dateEntry(found.dictionary, 'M');
  const whole = found.end <= pdf.length;
  const digest = cms && whole
    ? createHash(cms.digestAlgorithm).update(pdf.subarray(0, found.contentsStart)).update(pdf.subarray(found.contentsEnd, found.end)).digest()
    : undefined;
  // Without a stated time the certificate is judged as of its own beginning: it was at least valid once.
  const chain = cms
    ? checkChain(cms.signer, cms.certificates, roots, at ?? cms.signer.validFromDate)
    : { trusted: false, broken: false };
  return {
    broken: chain.broken,
    report: {
      signer: cms ? namePart(cms.signer.subject, 'CN') ?? '' : '',
      organisation: cms ? namePart(cms.signer.subject, 'O') : null,
      issuer: cms ? namePart(cms.signer.issuer, 'CN') : null,
      at: at?.toISOString() ?? null,
      reason: textEntry(found.dictionary, 'Reason'),
      location: textEntry(found.dictionary, 'Location'),
      format: /\/SubFilter\s*\/([A-Za-z0-9.]+)/.exec(found.dictionary)?.[1] ?? null,
      coversWholeFile: found.end === pdf.length,
      digestOk: digest !== undefined && digest.equals(cms!.messageDigest),
      signatureOk: cms?.signatureOk ?? false,
      chainTrusted: chain.trusted,
      hasTimestamp: cms?.hasTimestamp ?? false,
    },
  };
}

/** Node writes commas and other signs of a name with a backslash before them. */
const namePart = (name: string | undefined, key: string): string | null =>
  name?.split('\n').find((line) => line.startsWith(`${key}=`))?.slice(key.length + 1).replace(/\\(.)/g, '$1') ?? null;
