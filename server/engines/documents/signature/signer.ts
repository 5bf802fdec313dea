import type { Refusal, Result } from '../../../platform/kernel/refusal.ts';

/** What is written into the signature dictionary, and who asks. */
export interface SignRequest {
  /** Name of the person as shown in the signer block. */
  signerName: string;
  reason?: string;
  location?: string;
  contact?: string;
  /** The moment of signing, from the caller's clock. */
  at: Date;
  /** For a remote provider only. Lives for this call: never stored, queued or logged. */
  remote?: RemoteIdentity;
}

export interface RemoteIdentity {
  /** NIK (16 digits) or e-mail of the signer at the provider. */
  identity: { nik: string } | { email: string };
  secret: { passphrase: string } | { totp: string };
}

/**
 * Every end a signing can have.
 * `uncertain` (state *tidak_pasti*): the document left us and no answer came; the provider may have signed. Nobody
 * tries again by himself: check the provider, or sign afresh as a new transaction.
 */
export type SignOutcome =
  | {
      outcome: 'signed';
      pdf: Buffer;
      /** SHA-256 in hex of what was handed over and of what came back. */
      sha256Before: string;
      sha256After: string;
      /** Common name of the certificate's subject, to compare with the person shown. */
      certificateSubject: string;
      /** The provider's id of this transaction; absent for the local signer. */
      providerRequestId?: string;
    }
  | { outcome: 'refused'; refusal: Refusal; providerRequestId?: string }
  | { outcome: 'uncertain'; refusal: Refusal; sha256Before: string; providerRequestId?: string };

/** One way of putting a signature on a PDF: the local CA, or a remote provider. Never throws for an expected "no". */
export interface Signer {
  readonly way: 'internal' | 'tersertifikasi';
  sign(pdf: Buffer, request: SignRequest): Promise<SignOutcome>;
  /** Asks the provider to send the person a one-time code; absent where a provider has none. */
  requestTotp?(identity: RemoteIdentity['identity']): Promise<Result<void>>;
}
