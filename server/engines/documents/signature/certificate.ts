import { randomBytes, webcrypto, X509Certificate } from 'node:crypto';
import { isIPv4 } from 'node:net';
import * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';
import { der, objectIdentifier, sequence, setOf } from './der.ts';

export type KeyAlgorithm = 'rsa-2048' | 'ecdsa-p256';

export interface DistinguishedName {
  commonName: string;
  organisation: string;
  unit?: string;
  title?: string;
}

export interface CertificateOrder {
  subject: DistinguishedName;
  role: 'root' | 'issuing' | 'signer' | 'server';
  /** Only for a server: its IP addresses and names. */
  hosts?: string[];
  notBefore: Date;
  notAfter: Date;
  algorithm: KeyAlgorithm;
  /** Absent for a root, which signs itself. */
  issuer?: { certificate: X509Certificate; pkcs8: Uint8Array; algorithm: KeyAlgorithm };
}

export interface IssuedCertificate {
  pem: string;
  /** Private key, PKCS#8 DER. Seal it before it is stored. */
  pkcs8: Buffer;
}

const PARAMETERS = {
  'rsa-2048': { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) },
  'ecdsa-p256': { name: 'ECDSA', hash: 'SHA-256', namedCurve: 'P-256' },
} as const;
const NAME_OIDS = { commonName: '2.5.4.3', organisation: '2.5.4.10', unit: '2.5.4.11', title: '2.5.4.12' } as const;
const PRINTABLE_STRING = 0x13;
const UTF8_STRING = 0x0c;
const KEY_USAGE = { root: [0x06, 1], issuing: [0x06, 1], signer: [0xc0, 6], server: [0x80, 7] } as const;
/** id-kp-documentSigning, RFC 9336. */
const DOCUMENT_SIGNING = '1.3.6.1.5.5.7.3.36';
const SERVER_AUTHENTICATION = '1.3.6.1.5.5.7.3.1';

/** Makes a key pair and its certificate (X.509 v3, RFC 5280). Key and certificate never exist apart. */
export async function issueCertificate(order: CertificateOrder): Promise<IssuedCertificate> {
  const keys = (await webcrypto.subtle.generateKey(PARAMETERS[order.algorithm], true, ['sign', 'verify'])) as webcrypto.CryptoKeyPair;
  const certificate = new pkijs.Certificate();
  certificate.version = 2;
  // Positive, below 20 bytes, unguessable.
  const serial = randomBytes(16);
  serial[0] = (serial[0]! & 0x3f) | 0x40;
  certificate.serialNumber = new asn1js.Integer({ valueHex: arrayBuffer(serial) });
  certificate.notBefore.value = order.notBefore;
  certificate.notAfter.value = order.notAfter;
  certificate.subject = encodeName(order.subject);
  certificate.issuer = order.issuer ? parse(order.issuer.certificate).subject : encodeName(order.subject);
  await certificate.subjectPublicKeyInfo.importKey(keys.publicKey);

  const ownKey = await keyIdentifier(certificate);
  const issuerKey = order.issuer ? await keyIdentifier(parse(order.issuer.certificate)) : ownKey;
  const [usage, unusedBits] = KEY_USAGE[order.role];
  certificate.extensions = [
    extension('2.5.29.19', true, new pkijs.BasicConstraints(basicConstraints(order.role)).toSchema()),
    extension('2.5.29.15', true, new asn1js.BitString({ valueHex: new Uint8Array([usage]).buffer, unusedBits })),
    extension('2.5.29.14', false, new asn1js.OctetString({ valueHex: ownKey })),
    extension('2.5.29.35', false, new pkijs.AuthorityKeyIdentifier({ keyIdentifier: new asn1js.OctetString({ valueHex: issuerKey }) }).toSchema()),
    ...(order.role === 'signer'
      ? [extension('2.5.29.37', false, new pkijs.ExtKeyUsage({ keyPurposes: [DOCUMENT_SIGNING] }).toSchema())]
      : []),
    ...(order.role === 'server'
      ? [
          extension('2.5.29.37', false, new pkijs.ExtKeyUsage({ keyPurposes: [SERVER_AUTHENTICATION] }).toSchema()),
          extension('2.5.29.17', false, alternativeNames(order.hosts ?? [])),
        ]
      : []),
  ];
  const signingKey = order.issuer ? await importKey(order.issuer) : keys.privateKey;
  await certificate.sign(signingKey, 'SHA-256');

  const der = Buffer.from(certificate.toSchema(true).toBER(false));
  const pkcs8 = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey));
  return { pem: new X509Certificate(der).toString(), pkcs8 };
}

function basicConstraints(role: CertificateOrder['role']): object {
  if (role === 'signer' || role === 'server') return { cA: false };
  return role === 'issuing' ? { cA: true, pathLenConstraint: 0 } : { cA: true };
}

const alternativeNames = (hosts: string[]) =>
  new pkijs.GeneralNames({
    names: hosts.map((host) =>
      isIPv4(host)
        ? new pkijs.GeneralName({ type: 7, value: new asn1js.OctetString({ valueHex: new Uint8Array(host.split('.').map(Number)).buffer }) })
        : new pkijs.GeneralName({ type: 2, value: host })),
  }).toSchema();

const parse = (certificate: X509Certificate): pkijs.Certificate => pkijs.Certificate.fromBER(arrayBuffer(certificate.raw));

const importKey = (issuer: { pkcs8: Uint8Array; algorithm: KeyAlgorithm }) =>
  webcrypto.subtle.importKey('pkcs8', arrayBuffer(issuer.pkcs8), PARAMETERS[issuer.algorithm], false, ['sign']);

/** SHA-1 of the public key bits, as RFC 5280 §4.2.1.2 names a key; an identifier, not a protection. */
const keyIdentifier = (certificate: pkijs.Certificate): Promise<ArrayBuffer> =>
  webcrypto.subtle.digest('SHA-1', certificate.subjectPublicKeyInfo.subjectPublicKey.valueBlock.valueHexView as Uint8Array<ArrayBuffer>);

const extension = (extnID: string, critical: boolean, value: { toBER(sizeOnly: boolean): ArrayBuffer }): pkijs.Extension =>
  new pkijs.Extension({ extnID, critical, extnValue: value.toBER(false) });

/** pkijs would put all parts into one set; a name is a sequence of sets with one part each. */
function encodeName(parts: DistinguishedName): pkijs.RelativeDistinguishedNames {
  const part = (oid: string, tag: number, value: string) => setOf([sequence(objectIdentifier(oid), der(tag, Buffer.from(value)))]);
  const name = sequence(
    part('2.5.4.6', PRINTABLE_STRING, 'ID'),
    ...(['organisation', 'unit', 'title', 'commonName'] as const).flatMap((key) => {
      // X.520 allows 64 characters.
      const value = [...(parts[key] ?? '')].slice(0, 64).join('');
      return value === '' ? [] : [part(NAME_OIDS[key], UTF8_STRING, value)];
    }),
  );
  return new pkijs.RelativeDistinguishedNames({ schema: asn1js.fromBER(arrayBuffer(name)).result });
}

const arrayBuffer = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer;
