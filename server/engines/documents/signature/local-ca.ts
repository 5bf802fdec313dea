import { X509Certificate } from 'node:crypto';
import { ok, type Result } from '../../../platform/kernel/refusal.ts';
import { issueCertificate, type IssuedCertificate, type KeyAlgorithm } from './certificate.ts';
import { openKey, sealKey, type SealedKey } from './sealed-key.ts';

/** A certificate with its sealed key, as it is stored (JSON-able). */
export interface StoredCertificate {
  algorithm: KeyAlgorithm;
  certificatePem: string;
  sealedKey: SealedKey;
}

/**
 * The institution's own CA as stored. The root signs only the issuing CA; its sealed key may be moved off the machine
 * after set-up.
 */
export interface StoredCa {
  format: 1;
  institution: string;
  root: StoredCertificate;
  issuing: StoredCertificate;
}

export interface StoredSigner extends StoredCertificate {
  /** Certificates above the signer's, nearest first, without the root. */
  chainPem: string[];
}

export interface LocalCa {
  /** What a verifier trusts. */
  readonly trustedRoots: string[];
  /** Makes a certificate for one person; its subject is the person shown in the signer block. */
  issueSigner(order: SignerOrder): Promise<StoredSigner>;
}

export interface SignerOrder {
  name: string;
  /** Post, "Kepala Desa Pondok". */
  title?: string;
  unit?: string;
  now: Date;
  /** Default 2 years. Never longer than the issuing CA. */
  validDays?: number;
}

const DAY = 86_400_000;
/** A clock a few minutes slow must not find a certificate "not yet valid". */
const EARLIER = 10 * 60_000;

/**
 * Creates root and issuing CA of an institution (at set-up). Keys come back sealed under the master secret
 * (at least 16 characters), which the caller keeps outside the database.
 */
export async function createLocalCa(order: {
  institution: string;
  masterSecret: string;
  now: Date;
  algorithm?: KeyAlgorithm;
}): Promise<StoredCa> {
  const { institution, masterSecret, now, algorithm = 'rsa-2048' } = order;
  const until = (years: number) => new Date(now.getTime() + years * 365 * DAY);
  const notBefore = new Date(now.getTime() - EARLIER);
  const common = { algorithm, notBefore };
  const organisation = institution;
  const root = await issueCertificate({
    ...common, role: 'root', notAfter: until(20), subject: { commonName: 'CA Induk Internal (tidak tersertifikasi)', organisation },
  });
  const issuing = await issueCertificate({
    ...common, role: 'issuing', notAfter: until(10), subject: { commonName: 'CA Penerbit Internal (tidak tersertifikasi)', organisation },
    issuer: { certificate: new X509Certificate(root.pem), pkcs8: root.pkcs8, algorithm },
  });
  return {
    format: 1,
    institution,
    root: await store(root, algorithm, masterSecret),
    issuing: await store(issuing, algorithm, masterSecret),
  };
}

/** Refuses `documents.key-does-not-open` when the master secret is not the one of set-up. */
export async function openLocalCa(stored: StoredCa, masterSecret: string): Promise<Result<LocalCa>> {
  const { algorithm, certificatePem, sealedKey } = stored.issuing;
  const pkcs8 = await openKey(sealedKey, masterSecret, fingerprint(certificatePem));
  if (!pkcs8.ok) return pkcs8;
  const issuer = { certificate: new X509Certificate(certificatePem), pkcs8: pkcs8.value, algorithm };
  const lastDay = issuer.certificate.validToDate;
  return ok({
    trustedRoots: [stored.root.certificatePem],
    async issueSigner({ name, title, unit, now, validDays = 730 }) {
      const wanted = new Date(now.getTime() + validDays * DAY);
      const issued = await issueCertificate({
        role: 'signer',
        algorithm,
        issuer,
        notBefore: new Date(now.getTime() - EARLIER),
        notAfter: wanted < lastDay ? wanted : lastDay,
        subject: { commonName: name, organisation: stored.institution, ...(unit ? { unit } : {}), ...(title ? { title } : {}) },
      });
      return { ...(await store(issued, algorithm, masterSecret)), chainPem: [certificatePem] };
    },
  });
}

async function store(issued: IssuedCertificate, algorithm: KeyAlgorithm, masterSecret: string): Promise<StoredCertificate> {
  const sealedKey = await sealKey(issued.pkcs8, masterSecret, fingerprint(issued.pem));
  return { algorithm, certificatePem: issued.pem, sealedKey };
}

/** The seal of a key is bound to its certificate. */
export const fingerprint = (pem: string): string => new X509Certificate(pem).fingerprint256;
