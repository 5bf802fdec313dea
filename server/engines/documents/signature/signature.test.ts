import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MASTER_SECRET, NOW, signOrThrow, testSigner, tinyPdf, type TestSigner } from '../documents-fixture.ts';
import { createLocalCa, openLocalCa } from './local-ca.ts';
import { openLocalSigner } from './local-signer.ts';
import { openKey, sealKey } from './sealed-key.ts';

const folder = mkdtempSync(join(tmpdir(), 'pendopo-sign-'));
afterAll(() => rmSync(folder, { recursive: true }));
const pdfsig = (pdf: Buffer) => {
  const file = join(folder, 'surat.pdf');
  writeFileSync(file, pdf);
  try {
    return execFileSync('pdfsig', ['-nocert', file], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } catch (error) {
    return String((error as { stdout: string }).stdout);
  }
};
const qpdfCheck = (pdf: Buffer) => {
  const file = join(folder, 'cek.pdf');
  writeFileSync(file, pdf);
  return execFileSync('qpdf', ['--check', file], { encoding: 'utf8' });
};

describe.each(['rsa-2048', 'ecdsa-p256'] as const)('signature with %s', (algorithm) => {
  let person: TestSigner;
  beforeAll(async () => void (person = await testSigner('SUTRISNO HADI', algorithm)));

  it('is valid to pdfsig and qpdf, also the second on the same file', async () => {
    const once = await signOrThrow(person, tinyPdf());
    expect(pdfsig(once)).toMatch(/SUTRISNO HADI[\s\S]*ETSI\.CAdES\.detached[\s\S]*Total document signed[\s\S]*Signature is Valid/);
    expect(qpdfCheck(once)).toContain('No syntax or stream encoding errors');
    const twice = await signOrThrow(person, once);
    expect(pdfsig(twice).match(/Signature is Valid/g)).toHaveLength(2);
    expect(qpdfCheck(twice)).toContain('No syntax or stream encoding errors');
  });

  it('is broken to pdfsig after one changed byte', async () => {
    const changed = await signOrThrow(person, tinyPdf('asli'));
    changed.write('palsu'.slice(0, 4), changed.indexOf('asli'));
    expect(pdfsig(changed)).toContain('Digest Mismatch');
  });
});

describe('keys and certificates', () => {
  it('opens only with the master secret and only for its own certificate', async () => {
    const sealed = await sealKey(Buffer.from('kunci'), MASTER_SECRET, 'satu');
    expect(JSON.stringify(sealed)).not.toContain(Buffer.from('kunci').toString('base64'));
    expect(await openKey(sealed, MASTER_SECRET, 'satu')).toEqual({ ok: true, value: Buffer.from('kunci') });
    for (const no of [openKey(sealed, 'rahasia yang lain sekali', 'satu'), openKey(sealed, MASTER_SECRET, 'dua'), openKey({ ...sealed, data: 'AAAAAAA=' }, MASTER_SECRET, 'satu')]) {
      expect(await no).toMatchObject({ ok: false, refusal: { code: 'documents.key-does-not-open' } });
    }
    await expect(sealKey(Buffer.from('x'), 'pendek', 'satu')).rejects.toThrow('16');
  });

  it('makes a chain that openssl accepts, with long and accented names', async () => {
    const stored = await createLocalCa({ institution: 'Pemerintah Kabupaten Contoh', masterSecret: MASTER_SECRET, now: NOW, algorithm: 'ecdsa-p256' });
    expect(await openLocalCa(stored, 'rahasia yang lain sekali')).toMatchObject({ ok: false });
    const ca = await openLocalCa(JSON.parse(JSON.stringify(stored)), MASTER_SECRET);
    if (!ca.ok) throw new Error('closed');
    const person = await ca.value.issueSigner({ name: `Nyi Roro ${'Panjang '.repeat(12)}é`, title: 'Lurah', unit: 'Kelurahan', now: NOW });
    const write = (name: string, pem: string) => {
      writeFileSync(join(folder, name), pem);
      return join(folder, name);
    };
    const verdict = execFileSync('openssl', ['verify', '-attime', String(NOW.getTime() / 1000), '-x509_strict', '-CAfile', write('akar.pem', stored.root.certificatePem),
      '-untrusted', write('penerbit.pem', person.chainPem[0]!), write('orang.pem', person.certificatePem)], { encoding: 'utf8' });
    expect(verdict).toContain('OK');
  });

  it('refuses what it cannot sign, and keeps names as they are', async () => {
    const person = await testSigner();
    const sign = (pdf: Buffer, signerName = 'X') => person.signer.sign(pdf, { signerName, reason: 'Setuju (ya) \\ >>', at: NOW });
    for (const pdf of [Buffer.from('bukan'), Buffer.alloc(0), tinyPdf().subarray(0, 200), Buffer.from(tinyPdf().toString('latin1').replace('/Root', '/Encrypt 9 0 R/Root'), 'latin1')]) {
      expect(await sign(pdf)).toMatchObject({ outcome: 'refused', refusal: { code: 'documents.pdf-not-signable' } });
    }
    const outcome = await sign(tinyPdf(), 'Ñi (Roro) \\ 漢字');
    expect(outcome.outcome === 'signed' && pdfsig(outcome.pdf)).toContain('Signature is Valid');
    expect(outcome).toMatchObject({ certificateSubject: 'SUTRISNO HADI' });
    expect(await openLocalSigner(await mismatchedSigner(), MASTER_SECRET)).toMatchObject({ ok: false });
  });
});

/** A stored signer whose key belongs to another certificate. */
async function mismatchedSigner() {
  const stored = await createLocalCa({ institution: 'X', masterSecret: MASTER_SECRET, now: NOW, algorithm: 'ecdsa-p256' });
  const ca = await openLocalCa(stored, MASTER_SECRET);
  if (!ca.ok) throw new Error('closed');
  const [one, two] = [await ca.value.issueSigner({ name: 'Satu', now: NOW }), await ca.value.issueSigner({ name: 'Dua', now: NOW })];
  return { ...one, sealedKey: two.sealedKey };
}
