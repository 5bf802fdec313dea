import { createHash, verify, X509Certificate } from 'node:crypto';
import { der, objectIdentifier } from '../signature/der.ts';
import { members, readDer, type DerElement } from './read-der.ts';

/** What a detached CMS says, already checked in itself; only the digest of the file is still to be compared. */
export interface DetachedCms {
  signer: X509Certificate;
  /** All certificates it carries. */
  certificates: X509Certificate[];
  digestAlgorithm: DigestAlgorithm;
  messageDigest: Buffer;
  /** The signature over the signed attributes holds. */
  signatureOk: boolean;
  /** It carries a signature-time-stamp (B-T and above); the token itself is not judged here. */
  hasTimestamp: boolean;
}
type DigestAlgorithm = 'sha256' | 'sha384' | 'sha512';

const SEQUENCE = 0x30;
const SET = 0x31;
const OCTETS = 0x04;
const TAG_0 = 0xa0;
const TAG_1 = 0xa1;
const NULL = der(0x05).toString('hex');
const hexOid = (text: string) => objectIdentifier(text).toString('hex');
const DIGESTS = new Map<string, DigestAlgorithm>([
  [hexOid('2.16.840.1.101.3.4.2.1'), 'sha256'],
  [hexOid('2.16.840.1.101.3.4.2.2'), 'sha384'],
  [hexOid('2.16.840.1.101.3.4.2.3'), 'sha512'],
]);
/** rsaEncryption, sha*WithRSA, ecdsa-with-SHA*. RSA-PSS is in use at no provider known to us. */
const SIGNATURES = new Map<string, { key: string; digest?: DigestAlgorithm }>([
  [hexOid('1.2.840.113549.1.1.1'), { key: 'rsa' }],
  [hexOid('1.2.840.113549.1.1.11'), { key: 'rsa', digest: 'sha256' }],
  [hexOid('1.2.840.113549.1.1.12'), { key: 'rsa', digest: 'sha384' }],
  [hexOid('1.2.840.113549.1.1.13'), { key: 'rsa', digest: 'sha512' }],
  [hexOid('1.2.840.10045.4.3.2'), { key: 'ec', digest: 'sha256' }],
  [hexOid('1.2.840.10045.4.3.3'), { key: 'ec', digest: 'sha384' }],
  [hexOid('1.2.840.10045.4.3.4'), { key: 'ec', digest: 'sha512' }],
]);
const SIGNED_DATA = hexOid('1.2.840.113549.1.7.2');
const DATA = hexOid('1.2.840.113549.1.7.1');
const CONTENT_TYPE = hexOid('1.2.840.113549.1.9.3');
const MESSAGE_DIGEST = hexOid('1.2.840.113549.1.9.4');
const SIGNING_CERTIFICATE = hexOid('1.2.840.113549.1.9.16.2.47');
const TIMESTAMP = hexOid('1.2.840.113549.1.9.16.2.14');
const VERSION_1 = '020101';

/**
 * Reads the CMS in `hex` (with its padding of zeros). Returns undefined for anything that is not exactly one sound
 * CMS: also bytes that no signature protects (padding, versions, algorithm lists) must be as they were made.
 */
export function readDetachedCms(hex: string): DetachedCms | undefined {
  try {
    // One case throughout: `a` for `A` changes a byte of the file and not its meaning.
    if (hex.length % 2 !== 0 || (/[a-f]/.test(hex) && /[A-F]/.test(hex))) return undefined;
    const bytes = Buffer.from(hex, 'hex');
    const cms = readDer(bytes);
    if (bytes.subarray(cms.raw.length).some((byte) => byte !== 0)) return undefined;
    return readSignedData(cms);
  } catch {
    // Readers of ASN.1 and certificates throw on garbage; to us garbage is only "not a signature".
    return undefined;
  }
}

function readSignedData(cms: DerElement): DetachedCms | undefined {
  const [type, content, ...beside] = members(cms, SEQUENCE);
  const [signedData, ...more] = members(content, TAG_0);
  const [version, digests, encapsulated, ...rest] = members(signedData, SEQUENCE);
  const carried = rest.shift();
  if (rest[0]?.tag === TAG_1) rest.shift(); // revocation lists, judged by nobody here
  const [digest, ...otherDigests] = members(digests, SET);
  const [signerInfo, ...otherSigners] = members(rest.shift(), SET);
  const strays = [beside, more, rest, otherDigests, otherSigners].some((list) => list.length > 0);
  const [eContentType, ...eContent] = members(encapsulated, SEQUENCE);
  if (strays || eContent.length > 0 || hexOf(type) !== SIGNED_DATA || hexOf(version) !== VERSION_1 || hexOf(eContentType) !== DATA) return undefined;

  const rawCertificates = members(carried, TAG_0);
  const parts = members(signerInfo, SEQUENCE);
  const [signerVersion, sid, signerDigest, attributes, algorithm, signature, unsigned] = parts;
  const digestAlgorithm = DIGESTS.get(algorithmOf(signerDigest));
  const signatureAlgorithm = SIGNATURES.get(algorithmOf(algorithm));
  if (hexOf(signerVersion) !== VERSION_1 || parts.length > 7 || signature?.tag !== OCTETS || !digestAlgorithm || !signatureAlgorithm) return undefined;
  if (algorithmOf(digest) !== algorithmOf(signerDigest) || (signatureAlgorithm.digest ?? digestAlgorithm) !== digestAlgorithm) return undefined;

  const certificates = rawCertificates.map((one) => new X509Certificate(one.raw));
  const signer = certificates[rawCertificates.findIndex((one) => sid!.raw.equals(issuerAndSerial(one)))];
  if (!signer || signer.publicKey.asymmetricKeyType !== signatureAlgorithm.key) return undefined;
  const signed = readAttributes(attributes, TAG_0);
  const messageDigest = signed.get(MESSAGE_DIGEST);
  if (hexOf(signed.get(CONTENT_TYPE)) !== DATA || messageDigest?.tag !== OCTETS) return undefined;
  if (!namesCertificates(signed.get(SIGNING_CERTIFICATE), signer, certificates)) return undefined;
  const hasTimestamp = unsigned !== undefined && readAttributes(unsigned, TAG_1).has(TIMESTAMP);

  // What is signed is the set of attributes with the tag of a SET, not the [0] it carries inside SignerInfo.
  const toBeSigned = Buffer.from(attributes!.raw);
  toBeSigned[0] = SET;
  const signatureOk = verify(digestAlgorithm, toBeSigned, { key: signer.publicKey, dsaEncoding: 'der' }, signature.content);
  return { signer, certificates, digestAlgorithm, messageDigest: messageDigest.content, signatureOk, hasTimestamp };
}

/** Attributes with their one value, by type. */
function readAttributes(set: DerElement | undefined, tag: number): Map<string, DerElement> {
  return new Map(
    members(set, tag).map((attribute) => {
      const [type, values] = members(attribute, SEQUENCE);
      return [hexOf(type), members(values, SET)[0]!];
    }),
  );
}

/**
 * signing-certificate-v2 (RFC 5035) binds the signer's certificate into the signature; when it names more than that,
 * every carried certificate must be among the named. Plain PKCS#7 signatures have none.
 */
function namesCertificates(attribute: DerElement | undefined, signer: X509Certificate, carried: X509Certificate[]): boolean {
  if (attribute === undefined) return true;
  const named = members(members(attribute, SEQUENCE)[0], SEQUENCE).map((entry) => {
    const fields = members(entry, SEQUENCE);
    const digest = fields[0]?.tag === SEQUENCE ? DIGESTS.get(algorithmOf(fields.shift())) : 'sha256';
    return { digest, hash: fields[0]!.content };
  });
  const isNamed = (certificate: X509Certificate, names: typeof named) =>
    names.some(({ digest, hash }) => digest !== undefined && createHash(digest).update(certificate.raw).digest().equals(hash));
  return isNamed(signer, named.slice(0, 1)) && (named.length === 1 || carried.every((one) => isNamed(one, named)));
}

/** The object identifier of an AlgorithmIdentifier whose parameters are absent or NULL; empty otherwise. */
function algorithmOf(element: DerElement | undefined): string {
  const [oid, parameters, ...more] = members(element, SEQUENCE);
  return more.length > 0 || (parameters !== undefined && hexOf(parameters) !== NULL) ? '' : hexOf(oid);
}

/** IssuerAndSerialNumber as the certificate itself would write it. */
function issuerAndSerial(certificate: DerElement): Buffer {
  const fields = members(members(certificate, SEQUENCE)[0], SEQUENCE);
  if (fields[0]?.tag === TAG_0) fields.shift();
  const [serial, , issuer] = fields;
  return der(SEQUENCE, issuer!.raw, serial!.raw);
}

const hexOf = (element: DerElement | undefined): string => element?.raw.toString('hex') ?? '';
