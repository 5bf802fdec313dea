import { X509Certificate } from 'node:crypto';
import { ok, refuse, type Refusal, type Result } from '../../../platform/kernel/refusal.ts';
import { sha256 } from '../../../engines/documents/signature/local-signer.ts';
import type { RemoteIdentity, Signer, SignOutcome } from '../../../engines/documents/signature/signer.ts';
import { verifyPdf } from '../../../engines/documents/verify/verify-pdf.ts';
import { createBsreClient, identityOf, type BsreReply, type BsreSettings } from './bsre-client.ts';

export interface BsreOptions extends BsreSettings {
  /** PEM roots of the provider; when given, the answer must chain to one of them. */
  trustedRoots?: string[];
}

export interface BsreSigner extends Signer {
  /** Whether this person can sign at all. Refuses `signature.not-registered`, `.no-certificate`, `.provider-*`. */
  checkUser(identity: RemoteIdentity['identity']): Promise<Result<void>>;
  /** Asks the provider to send the person a one-time code. */
  requestTotp(identity: RemoteIdentity['identity']): Promise<Result<void>>;
}

/** Codes of the service; HTTP 200 alone is not success. */
const BY_CODE: Record<number, string> = { 2011: 'signature.not-registered', 2021: 'signature.no-certificate', 2031: 'signature.wrong-passphrase' };

/**
 * The certified way: the e-sign client service of BSrE signs invisibly (the page already shows QR and signer block).
 * One PDF per call; never a second try; a lost answer is `uncertain`. The secret lives in this call only.
 */
export function createBsreSigner(options: BsreOptions): BsreSigner {
  const roots = (options.trustedRoots ?? []).map((pem) => new X509Certificate(pem).toString());
  const client = createBsreClient(options);
  return {
    way: 'tersertifikasi',
    async sign(pdf, request): Promise<SignOutcome> {
      if (!request.remote) return { outcome: 'refused', refusal: refusal('signature.identity-missing') };
      const property = {
        tampilan: 'INVISIBLE', location: request.location ?? '', reason: request.reason ?? '', contactInfo: request.contact ?? '',
      };
      const reply = await client.post('/api/v2/sign/pdf', {
        ...identityOf(request.remote), ...request.remote.secret, signatureProperties: [property], file: [pdf.toString('base64')],
      });
      return readSigned(reply, pdf, roots);
    },
    async checkUser(identity) {
      const reply = await client.post('/api/v2/user/check/status', identityOf({ identity }));
      const no = refusalOf(reply);
      if (no) return { ok: false, refusal: no };
      return reply.kind === 'answer' && field(reply.body, 'status') === 'ISSUE' ? ok(undefined) : refuse('signature.user-not-ready');
    },
    async requestTotp(identity) {
      const reply = await client.post('/api/v2/sign/get/totp', { ...identityOf({ identity }), data: '1' });
      const no = refusalOf(reply);
      return no ? { ok: false, refusal: no } : ok(undefined);
    },
  };
}

function readSigned(reply: BsreReply, pdf: Buffer, roots: string[]): SignOutcome {
  const sha256Before = sha256(pdf);
  const providerRequestId = reply.kind === 'answer' ? reply.requestId : undefined;
  const id = providerRequestId ? { providerRequestId } : {};
  const uncertain = (code: string): SignOutcome => ({ outcome: 'uncertain', refusal: refusal(code), sha256Before, ...id });

  // A gateway that gave up says nothing about the service behind it.
  if (reply.kind === 'no-answer' || (reply.kind === 'answer' && (reply.status === 502 || reply.status === 504))) return uncertain('signature.no-answer');
  const no = refusalOf(reply);
  if (no) return { outcome: 'refused', refusal: no, ...id };

  const files = reply.kind === 'answer' ? field(reply.body, 'file') : undefined;
  const encoded = Array.isArray(files) && files.length === 1 && typeof files[0] === 'string' ? files[0] : '';
  const signed = Buffer.from(encoded, 'base64');
  // From here on the certificate has been used; what cannot be read is uncertain, never "failed".
  if (signed.length <= pdf.length) return uncertain('signature.answer-unreadable');
  // The answer must extend exactly what was handed over: the service pairs files and answers by position only.
  if (!signed.subarray(0, pdf.length).equals(pdf)) return uncertain('signature.answer-other-document');
  const before = verifyPdf(pdf, { trustedRoots: [] }).signatures.length;
  const { signatures } = verifyPdf(signed, { trustedRoots: roots });
  const newest = signatures.at(-1);
  if (!newest || signatures.length <= before || !newest.digestOk || !newest.signatureOk) return uncertain('signature.answer-unreadable');
  if (roots.length > 0 && !newest.chainTrusted) return uncertain('signature.answer-untrusted');
  return { outcome: 'signed', pdf: signed, sha256Before, sha256After: sha256(signed), certificateSubject: newest.signer, ...id };
}

/** The refusal an answer carries, if it carries one. */
function refusalOf(reply: BsreReply): Refusal | undefined {
  if (reply.kind === 'not-sent') return refusal('signature.provider-unreachable');
  if (reply.kind === 'no-answer') return refusal('signature.no-answer');
  const code = Number(field(reply.body, 'status_code'));
  if (BY_CODE[code]) return refusal(BY_CODE[code], { code });
  if (reply.status === 401 || reply.status === 403) return refusal('signature.provider-credentials');
  if (reply.status >= 500) return refusal('signature.provider-failed', { status: reply.status });
  if (reply.status >= 400) return refusal('signature.provider-refused', { status: reply.status, ...(code ? { code } : {}) });
  return undefined;
}

const refusal = (code: string, data?: Record<string, unknown>): Refusal => refuse(code, data).refusal;

const field = (body: unknown, key: string): unknown =>
  body !== null && typeof body === 'object' ? (body as Record<string, unknown>)[key] : undefined;
