import type { RemoteIdentity } from '../../../engines/documents/signature/signer.ts';

interface Typed {
  nik?: string | undefined;
  email?: string | undefined;
  passphrase?: string | undefined;
  totp?: string | undefined;
}

/** What a signer typed, as the provider wants it; the contract has seen to it that both halves are there. */
export function remoteOf(typed: Typed | undefined): { remote?: RemoteIdentity } {
  if (!typed) return {};
  const { nik, email, passphrase, totp } = typed;
  return {
    remote: {
      identity: nik !== undefined ? { nik } : { email: email ?? '' },
      secret: totp !== undefined ? { totp } : { passphrase: passphrase ?? '' },
    },
  };
}
