import { createHash, createPrivateKey, X509Certificate } from 'node:crypto';
import { ok, refuse, type Result } from '../../../platform/kernel/refusal.ts';
import { signDetached, signingIdentity, type SigningIdentity } from './cms.ts';
import { fingerprint, type StoredSigner } from './local-ca.ts';
import { openKey } from './sealed-key.ts';
import { addSignaturePlaceholder, fillSignature } from './signature-placeholder.ts';
import type { Signer } from './signer.ts';

/**
 * Opens a person's key once (about 60 ms, by design of scrypt) and keeps it: hold on to the signer, a signature then
 * costs about 2 ms. Refuses `documents.key-does-not-open`.
 */
export async function openLocalSigner(stored: StoredSigner, masterSecret: string): Promise<Result<Signer>> {
  const pkcs8 = await openKey(stored.sealedKey, masterSecret, fingerprint(stored.certificatePem));
  if (!pkcs8.ok) return pkcs8;
  const certificate = new X509Certificate(stored.certificatePem);
  const key = createPrivateKey({ key: pkcs8.value, format: 'der', type: 'pkcs8' });
  const identity = signingIdentity(certificate, stored.chainPem.map((pem) => new X509Certificate(pem)), key);
  return ok(localSigner(certificate, identity));
}

function localSigner(certificate: X509Certificate, identity: SigningIdentity): Signer {
  const certificateSubject = commonName(certificate);
  return {
    way: 'internal',
    async sign(pdf, request) {
      if (request.at < certificate.validFromDate || request.at > certificate.validToDate) {
        const until = certificate.validToDate.toISOString().slice(0, 10);
        return { outcome: 'refused', refusal: refuse('documents.certificate-not-valid', { until, name: certificateSubject }).refusal };
      }
      const placeholder = addSignaturePlaceholder(pdf, { ...request, name: request.signerName }, identity.longestSignature);
      if (!placeholder.ok) return { outcome: 'refused', refusal: placeholder.refusal };
      const { pdf: prepared, contentsStart, contentsEnd } = placeholder.value;
      const digest = createHash('sha256')
        .update(prepared.subarray(0, contentsStart))
        .update(prepared.subarray(contentsEnd))
        .digest();
      const signed = fillSignature(placeholder.value, await signDetached(digest, identity));
      return { outcome: 'signed', pdf: signed, sha256Before: sha256(pdf), sha256After: sha256(signed), certificateSubject };
    },
  };
}

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** The subject's common name, empty when it has none. */
/** Node writes commas and other signs of a name with a backslash before them. */
const unescapeName = (text: string): string => text.replace(/\\(.)/g, '$1');

export const commonName = (certificate: X509Certificate): string => unescapeName(/^CN=(.*)$/m.exec(certificate.subject ?? '')?.[1] ?? '');
