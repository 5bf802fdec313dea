/** Both moments of one revocation; `until` is when a new certificate was allowed. */
export interface Revocation {
  from: Date;
  until: Date | null;
}

/**
 * Since when the signer's certificate was revoked when the letter was signed; undefined where the signature counts.
 * A letter does not count when `from <= signedAt` and a new certificate was not allowed yet (`signedAt < until`).
 */
export function revokedWhenSigned(signedAt: Date, revocations: readonly Revocation[]): Date | undefined {
  return revocations.filter((one) => one.from <= signedAt && (one.until === null || signedAt < one.until)).map((one) => one.from).sort((a, b) => a.getTime() - b.getTime())[0];
}

/** The first revocation after a signature that counts: told, because the name is the same. */
export const revokedLater = (signedAt: Date, revocations: readonly Revocation[]): Date | undefined =>
  revocations.filter((one) => one.from > signedAt).map((one) => one.from).sort((a, b) => a.getTime() - b.getTime())[0];
