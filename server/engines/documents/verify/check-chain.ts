import type { X509Certificate } from 'node:crypto';

export interface ChainVerdict {
  trusted: boolean;
  /** A certificate claims an issuer that is at hand, but that issuer's key did not sign it: bytes were changed. */
  broken: boolean;
}

/**
 * Walks from the signer's certificate to one of the roots: each step signed by a CA certificate that was valid at
 * `at`. Revocation is not asked here: a document is revoked in the register of the institution that issued it.
 */
export function checkChain(signer: X509Certificate, carried: X509Certificate[], roots: X509Certificate[], at: Date): ChainVerdict {
  const pool = [...roots, ...carried];
  const isRoot = (one: X509Certificate) => roots.some((root) => root.fingerprint256 === one.fingerprint256);
  let broken = false;
  let current = signer;
  if (signer.ca || !isValidAt(signer, at)) return { trusted: false, broken: false };
  for (let depth = 0; depth < 8; depth++) {
    const claimed = pool.filter((one) => one.ca && one.fingerprint256 !== current.fingerprint256 && current.checkIssued(one));
    const issuer = claimed.find((one) => isSignedBy(current, one) && isValidAt(one, at));
    broken ||= claimed.some((one) => !isSignedBy(current, one));
    if (!issuer) return { trusted: false, broken };
    if (isRoot(issuer)) return { trusted: true, broken };
    current = issuer;
  }
  return { trusted: false, broken };
}

const isValidAt = (certificate: X509Certificate, at: Date): boolean =>
  certificate.validFromDate <= at && at <= certificate.validToDate;

function isSignedBy(certificate: X509Certificate, issuer: X509Certificate): boolean {
  try {
    return certificate.verify(issuer.publicKey);
  } catch {
    // A key that does not even decode signed nothing.
    return false;
  }
}
