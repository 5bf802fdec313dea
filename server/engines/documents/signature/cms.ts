import { createHash, sign, type KeyObject, type X509Certificate } from 'node:crypto';
import type * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';
import { der, integer, objectIdentifier, octets, sequence, setOf } from './der.ts';

/** A key that is ready to sign, with everything about it that does not change from one signature to the next. */
export interface SigningIdentity {
  key: KeyObject;
  signatureAlgorithm: Buffer;
  certificates: Buffer;
  issuerAndSerial: Buffer;
  signingCertificate: Buffer;
  /** A CMS of this identity is never longer, in bytes. */
  longestSignature: number;
}

const SHA256 = sequence(objectIdentifier('2.16.840.1.101.3.4.2.1'), der(0x05));
const RSA_SHA256 = sequence(objectIdentifier('1.2.840.113549.1.1.11'), der(0x05));
const ECDSA_SHA256 = sequence(objectIdentifier('1.2.840.10045.4.3.2'));
const DATA = objectIdentifier('1.2.840.113549.1.7.1');
const SIGNED_DATA = objectIdentifier('1.2.840.113549.1.7.2');

/** `chain`: certificates above the signer's, without the root. */
export function signingIdentity(certificate: X509Certificate, chain: X509Certificate[], key: KeyObject): SigningIdentity {
  const parsed = pkijs.Certificate.fromBER(new Uint8Array(certificate.raw).buffer);
  const hashes = [certificate, ...chain].map((one) => sequence(octets(createHash('sha256').update(one.raw).digest())));
  const certificates = der(0xa0, certificate.raw, ...chain.map((one) => one.raw));
  return {
    key,
    signatureAlgorithm: key.asymmetricKeyType === 'ec' ? ECDSA_SHA256 : RSA_SHA256,
    certificates,
    longestSignature: certificates.length + 1024,
    issuerAndSerial: sequence(bytes(parsed.issuer.toSchema()), bytes(parsed.serialNumber)),
    // ESSCertIDv2 with the default hash (SHA-256), which DER leaves out; RFC 5035. The chain is named too, so that a
    // changed byte in a carried certificate shows as a changed signature and not as a stranger's.
    signingCertificate: attribute('1.2.840.113549.1.9.16.2.47', sequence(sequence(...hashes))),
  };
}

/**
 * CAdES detached signature for PAdES-B-B (ETSI EN 319 142-1): signed attributes content-type, message-digest and
 * signing-certificate-v2, and no signing-time, which PAdES takes from /M of the dictionary.
 * `digest` is SHA-256 over the byte range.
 */
export async function signDetached(digest: Buffer, identity: SigningIdentity): Promise<Buffer> {
  const attributes = [
    attribute('1.2.840.113549.1.9.3', DATA),
    attribute('1.2.840.113549.1.9.4', octets(digest)),
    identity.signingCertificate,
  ];
  const signed = setOf(attributes);
  const signature = await new Promise<Buffer>((resolve, reject) =>
    sign('sha256', signed, identity.key, (error, value) => (error ? reject(error) : resolve(value))),
  );
  // Inside SignerInfo the same set carries the tag [0] instead of SET; what is signed is the SET.
  const tagged = Buffer.from(signed);
  tagged[0] = 0xa0;
  const signerInfo = sequence(integer(1), identity.issuerAndSerial, SHA256, tagged, identity.signatureAlgorithm, octets(signature));
  const signedData = sequence(integer(1), setOf([SHA256]), sequence(DATA), identity.certificates, setOf([signerInfo]));
  return sequence(SIGNED_DATA, der(0xa0, signedData));
}

const attribute = (type: string, value: Buffer): Buffer => sequence(objectIdentifier(type), setOf([value]));
const bytes = (schema: asn1js.BaseBlock): Buffer => Buffer.from(schema.toBER(false));
