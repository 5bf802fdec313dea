import { X509Certificate } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { issueCertificate } from '../engines/documents/signature/certificate.ts';
import type { Settings } from '../platform/settings/settings.ts';

export class LanProblem extends Error {}

export interface Lan {
  https: { key: string; cert: string };
  /** The authority that phones may trust. */
  authorityPem: string;
  /** Printed after the start: where to go, and how to trust. */
  explanation: string;
}

const DAY = 86_400_000;

/**
 * HTTPS for phones on the same network (position, offline and passkeys need it): an authority made once, a certificate
 * for the address of today. Changes `settings`: listens on every address and puts the address into links and QR codes.
 * @throws LanProblem when there is no network
 */
export async function openLan(settings: Settings, addresses = lanAddresses()): Promise<Lan> {
  const address = addresses[0];
  if (!address) throw new LanProblem('Tidak ada alamat jaringan lokal. Sambungkan komputer ini ke Wi-Fi atau kabel, lalu jalankan lagi npm start -- --lan.');
  const folder = join(settings.variable, 'lan');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const authority = await authorityIn(folder);
  const server = await serverCertificate(folder, authority, [address, 'localhost', '127.0.0.1']);
  settings.host = '0.0.0.0';
  settings.publicUrl = `https://${address}:${settings.port}`;
  const print = new X509Certificate(authority.pem).fingerprint256;
  return {
    https: { key: server.key, cert: server.pem + authority.pem },
    authorityPem: authority.pem,
    explanation: [
      `Dari ponsel di jaringan yang sama: ${settings.publicUrl}`,
      'Ponsel akan memperingatkan bahwa sertifikatnya belum dikenal. Sekali saja, per ponsel:',
      `  1. Buka ${settings.publicUrl}/sertifikat.pem dan simpan berkasnya.`,
      '  2. Android: Setelan → Keamanan → Enkripsi & kredensial → Pasang sertifikat → Sertifikat CA.',
      '     iPhone: Setelan → Profil Diunduh → Pasang, lalu Umum → Mengenai → Pengaturan Kepercayaan Sertifikat.',
      `  3. Cocokkan sidiknya: ${print.slice(0, 29)} …`,
      'Hapus sertifikat itu dari ponsel setelah demonstrasi selesai.',
    ].join('\n'),
  };
}

function lanAddresses(): string[] {
  return Object.values(networkInterfaces()).flatMap((list) => (list ?? []).filter((i) => i.family === 'IPv4' && !i.internal).map((i) => i.address));
}

interface Authority {
  pem: string;
  pkcs8: Buffer;
}

async function authorityIn(folder: string): Promise<Authority> {
  const [certificate, key] = [join(folder, 'ca.pem'), join(folder, 'ca.key')];
  if (existsSync(certificate) && existsSync(key)) return { pem: readFileSync(certificate, 'utf8'), pkcs8: readFileSync(key) };
  const made = await issueCertificate({
    subject: { commonName: 'Pendopo, jaringan lokal', organisation: 'Pendopo' }, role: 'root', algorithm: 'ecdsa-p256',
    notBefore: new Date(Date.now() - DAY), notAfter: new Date(Date.now() + 5 * 365 * DAY),
  });
  writeFileSync(key, made.pkcs8, { mode: 0o600 });
  writeFileSync(certificate, made.pem);
  return made;
}

/** Made anew at each start: the address of the computer may be another one today. Phones accept at most 398 days. */
async function serverCertificate(folder: string, authority: Authority, hosts: string[]): Promise<{ pem: string; key: string }> {
  const made = await issueCertificate({
    subject: { commonName: hosts[0]!, organisation: 'Pendopo' }, role: 'server', hosts, algorithm: 'ecdsa-p256',
    notBefore: new Date(Date.now() - DAY), notAfter: new Date(Date.now() + 90 * DAY),
    issuer: { certificate: new X509Certificate(authority.pem), pkcs8: authority.pkcs8, algorithm: 'ecdsa-p256' },
  });
  const key = `-----BEGIN PRIVATE KEY-----\n${made.pkcs8.toString('base64').match(/.{1,64}/g)!.join('\n')}\n-----END PRIVATE KEY-----\n`;
  writeFileSync(join(folder, 'server.pem'), made.pem);
  return { pem: made.pem, key };
}
