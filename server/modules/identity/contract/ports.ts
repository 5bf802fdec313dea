/**
 * Ports of this module. `T` is the platform's TenantContext (a contract may not name it):
 * `part<AccessBook<TenantContext>>(house, 'identity.access')`.
 */
export interface AccessBook<T> {
  /**
   * Writes into "Siapa yang membuka data saya", in the caller's transaction. Same officer, same case, same purpose within
   * the hour is one line. Nothing is written when the account is the viewer's own or when nobody is signed in.
   */
  recordAccess(t: T, access: { account: string; caseId?: string; caseNumber?: string; /** Indonesian: "Memeriksa permohonan" */ purpose: string }): Promise<void>;
  /** Makes a case answerable to "my requests" of an account, in the transaction of the case. Repeating it changes title and number only. */
  linkCase(t: T, entry: { account: string; caseId: string; /** "permohonan" */ kind: string; number: string; title: string; at?: Date }): Promise<void>;
}

export interface NewAccount {
  name: string;
  nik?: string;
  nip?: string;
  userName?: string;
  /** As typed or +62…; normalised here. */
  phone?: string;
  email?: string;
  /** `YYYY-MM-DD` */
  birthDate?: string;
  /** Argon2id string from `hashPassword`; without it the account waits for a card (`pending`). */
  passwordHash?: string;
  level?: 'unverified' | 'verified';
  verifiedBy?: string;
  managedBy?: string;
  /** Base32 secret of a confirmed second factor; for demonstration data. */
  totpSecret?: string;
  /** Printed codes of a second factor (`ABCD-EFGH`); for demonstration data. */
  recoveryCodes?: string[];
  id?: string;
}

/** Part `identity.accounts`. */
export interface Accounts<T> {
  /**
   * @returns id of the account
   * @throws Refused `request.invalid` with fields, `identity.nip-taken`, `identity.user-name-taken`, `identity.nik-taken`
   */
  createAccount(t: T, account: NewAccount): Promise<string>;
  /** Argon2id 19 MiB, t 2; never inside a transaction. */
  hashPassword(password: string): Promise<string>;
  /** The keyed hash by which a NIK is found and the sealed text that only this installation can read. */
  sealNik(nik: string): { hash: Buffer; sealed: Buffer };
  openNik(sealed: Uint8Array): string;
  /** Name, level and how to reach a person; for messages. Undefined when there is no such account. */
  contactOf(t: T, account: string): Promise<{ name: string; phone: string | null; email: string | null; level: 'unverified' | 'verified' } | undefined>;
  /** What a form may be prefilled with, for the account itself only; names as in the facts of forms (`akun.nama`). */
  prefillOf(t: T, account: string): Promise<{ nama: string; nik?: string; telepon?: string; surel?: string; tanggal_lahir?: string }>;
  /** For who sends `identity.reset-requested` by mail: the address and the link. */
  openResetMessage(payload: Record<string, unknown>): { name: string; email: string; link: string };
  /** A one-time activation code for a pending account, shown once (`ABCD-EFGH-JKLM`). */
  issueCard(t: T, account: string): Promise<{ code: string; expiresAt: Date }>;
}
