import * as z from 'zod';

export const id = z.uuid('Pengenal tidak benar.');

/** What a public page may tell of a document: enough to compare with the paper in hand, nothing of its content. */
export const documentFacts = z.object({
  code: z.string(),
  /** Grouped as printed: "ABCD-EFGH-JKLM-NPQR". */
  codeText: z.string(),
  title: z.string(),
  number: z.string(),
  date: z.string(),
  dateText: z.string(),
  signer: z.string(),
  /** "Plt. Kepala Dinas Y" */
  signerTitle: z.string(),
  /** As on the paper: ["a.n. BUPATI PONOROGO", "SEKRETARIS DAERAH"]. */
  signerLines: z.array(z.string()),
  capacity: z.string(),
  unit: z.string(),
  institution: z.string(),
  subjectMasked: z.string(),
  signMode: z.enum(['tersertifikasi', 'internal', 'basah']),
  signModeText: z.string(),
  validUntil: z.string().optional(),
  validUntilText: z.string().optional(),
  expired: z.boolean(),
  signedAt: z.string().optional(),
  signedAtText: z.string().optional(),
  revokedAt: z.string().optional(),
  revokedAtText: z.string().optional(),
  /** Set when the signer's certificate was revoked as of the signing, or was later. */
  certificateRevokedText: z.string().optional(),
  sha256: z.string().optional(),
  /** Only for kinds of documents that anybody may download. */
  downloadUrl: z.string().optional(),
  demo: z.boolean(),
});
export type DocumentFacts = z.infer<typeof documentFacts>;

export const codeVerdict = z.object({
  status: z.enum(['genuine', 'revoked', 'certificate-revoked', 'superseded', 'pending', 'unknown']),
  /** One or two words: "Asli", "Dicabut". */
  headline: z.string(),
  sentences: z.array(z.string()),
  code: z.string(),
  document: documentFacts.optional(),
});
export type CodeVerdict = z.infer<typeof codeVerdict>;

export const fileVerdict = z.object({
  status: z.enum(['genuine', 'altered', 'revoked', 'certificate-revoked', 'superseded', 'unknown', 'unsigned', 'damaged']),
  headline: z.string(),
  sentences: z.array(z.string()),
  name: z.string(),
  sha256: z.string(),
  document: documentFacts.optional(),
  signatures: z.array(z.object({ signer: z.string(), issuer: z.string().optional(), at: z.string().optional(), holds: z.boolean() })),
});
export type FileVerdict = z.infer<typeof fileVerdict>;

export const documentStatus = z.enum(['numbered', 'failed', 'uncertain', 'awaiting-scan', 'signed', 'revoked', 'superseded']);
export type DocumentStatus = z.infer<typeof documentStatus>;

/** A row of the register, and of a case's documents. */
export const registerRow = z.object({
  id,
  title: z.string(),
  number: z.string(),
  date: z.string(),
  status: documentStatus,
  statusText: z.string(),
  /** Why it failed or is uncertain, with what to do. */
  failure: z.string().optional(),
  attempts: z.number(),
  unit: id,
  unitName: z.string(),
  signer: z.string(),
  signMode: z.enum(['tersertifikasi', 'internal', 'basah']),
  signedAt: z.string().optional(),
  subjectMasked: z.string(),
  code: z.string(),
  caseKind: z.string(),
  caseId: id,
  revokeReason: z.string().optional(),
});
export type RegisterRow = z.infer<typeof registerRow>;

/** Lives for one call: never stored, queued or logged. */
export const remoteIdentity = z.object({
  nik: z.string().regex(/^\d{16}$/, 'NIK harus 16 angka.').optional(),
  email: z.email('Tulis alamat surel seperti nama@contoh.id.').optional(),
  passphrase: z.string().min(1).max(200).optional(),
  totp: z.string().min(4).max(20).optional(),
}).refine((one) => (one.nik ?? one.email) !== undefined && (one.passphrase ?? one.totp) !== undefined, 'Isi NIK atau surel penanda tangan, dan passphrase atau kode OTP.');

/** The same, where the signer is who asks. */
export const signingSecret = z.object({
  passphrase: z.string().min(1).max(200).optional(),
  totp: z.string().trim().min(4, 'Kode OTP paling sedikit empat angka.').max(20).optional(),
  nik: z.string().trim().regex(/^\d{16}$/, 'NIK harus 16 angka.').optional().describe('Bila akun Anda belum memuat NIK'),
}).refine((one) => (one.passphrase ?? one.totp) !== undefined, { message: 'Isi passphrase atau kode OTP.', path: ['passphrase'] });
export type SigningSecret = z.infer<typeof signingSecret>;
