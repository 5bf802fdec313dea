import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createTestHouse } from '../../testing/house.ts';
import { sql } from '../../platform/db/sql.ts';
import { tinyPdf } from '../../engines/documents/documents-fixture.ts';
import { inTenant } from '../../platform/request/context.ts';
import { bytesOf, insertDesk, issueLetter, portOf, usahaOrder } from './issuance.testing.ts';
import { verifyCode, verifyFile } from './service/verify.ts';

const t = await createTestHouse();
const port = portOf(t);
const desk = await insertDesk(t, { code: 'PONDOK' });
const { document, documentId, code } = await issueLetter(t, await usahaOrder(t, desk, { validUntil: '2026-09-02' }));
const pdf = await bytesOf(t, document.sha256!);
const folder = mkdtempSync(join(tmpdir(), 'pendopo-letter-'));
const file = join(folder, 'surat.pdf');
writeFileSync(file, pdf);
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let calls = 0;
/** Each from another address: the limit has its own test. */
const check = (bytes: Uint8Array, at = t.instansi) => verifyFile({ ...t.context(null, at), ip: `10.0.${(calls >> 8) & 255}.${calls++ & 255}` }, 'surat.pdf', bytes);
const byCode = (text: string, at = t.instansi) => verifyCode(t.context(null, at), text);

describe('a letter that was issued', () => {
  it('is genuine by its code, however it is typed, and under any host name of the installation', async () => {
    const verdict = await byCode(code);
    expect(verdict).toMatchObject({
      status: 'genuine', headline: 'Asli',
      document: {
        number: '500.3/1/PONDOK/III/2026', dateText: '2 Maret 2026', signer: 'SUTRISNO HADI', signerTitle: 'Kepala Desa Pondok', signerLines: ['KEPALA DESA PONDOK'], unit: 'Desa Pondok',
        institution: 'Kabupaten Ponorogo', subjectMasked: 'S*** A*****', signMode: 'internal', validUntilText: '2 September 2026', expired: false, sha256: document.sha256,
      },
    });
    expect(verdict.document!.signModeText).toContain('tidak tersertifikasi');
    expect(verdict.document!.downloadUrl).toBeUndefined();
    expect(JSON.stringify(verdict)).not.toMatch(/3502175508909001|SITI/);
    expect(await byCode(code.toLowerCase().match(/.{4}/g)!.join(' - '))).toMatchObject({ status: 'genuine' });
    expect(await byCode(code, t.other)).toMatchObject({ status: 'genuine', document: { institution: 'Kabupaten Ponorogo' } });
  });

  it('is genuine by its bytes', async () => {
    expect(await check(pdf)).toMatchObject({ status: 'genuine', headline: 'Asli', document: { number: '500.3/1/PONDOK/III/2026' } });
  });

  it('tells when its validity is over', async () => {
    const before = t.clock.now();
    try {
      t.clock.set('2026-09-02T16:59:59Z');
      expect((await byCode(code)).document).toMatchObject({ expired: false });
      t.clock.set('2026-09-02T17:00:00Z');
      const over = await byCode(code);
      expect(over).toMatchObject({ status: 'genuine', document: { expired: true } });
      expect(over.sentences.join(' ')).toContain('2 September 2026');
    } finally {
      t.clock.set(before);
    }
  });

  it('satisfies pdfsig and qpdf, and carries its number and code in its metadata', () => {
    const sig = execFileSync('pdfsig', [file], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    expect(sig).toMatch(/Signature is Valid/);
    expect(sig).toMatch(/Total document signed/);
    expect(sig).toMatch(/SUTRISNO HADI/);
    expect(execFileSync('qpdf', ['--check', file], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })).toMatch(/No syntax or stream encoding errors/);
    expect(execFileSync('pdfinfo', [file], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })).toMatch(new RegExp(`Keywords:.*kode ${code}`));
    const text = execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    expect(text).toContain('500.3/1/PONDOK/III/2026');
    expect(text).toContain('tidak tersertifikasi');
    expect(text).toContain('Pondok, 2 Maret 2026');
    expect(text).toContain(`/v/${code}`);
  });

  it('is altered by one byte, wherever', async () => {
    const places = new Set([0, 5, pdf.length - 1, pdf.length - 3, pdf.indexOf('/ByteRange') + 3, pdf.indexOf('/ByteRange') + 14, pdf.indexOf('/Contents <') + 200, pdf.indexOf(code), pdf.indexOf('startxref')]);
    for (let i = 0; i < 60; i++) places.add(Math.floor((i * pdf.length) / 60));
    const wrong: string[] = [];
    for (const at of places) {
      const changed = Buffer.from(pdf);
      changed[at] = changed[at]! ^ 0x01;
      const verdict = await check(changed);
      if (verdict.status !== 'altered' || verdict.document?.code !== code) wrong.push(`${at}: ${verdict.status}`);
    }
    expect(wrong).toEqual([]);
  }, 60_000);

  it('is altered when something is appended, cut off, saved anew or put before it', async () => {
    const resaved = join(folder, 'resaved.pdf');
    execFileSync('qpdf', [file, resaved]);
    const { readFileSync } = await import('node:fs');
    expect(await check(Buffer.concat([pdf, Buffer.from('\n')]))).toMatchObject({ status: 'altered', document: { code }, sentences: [expect.stringContaining('ditambahkan')] });
    for (const other of [pdf.subarray(0, pdf.length - 1), pdf.subarray(0, pdf.length - 2000), Buffer.concat([Buffer.from('%PDF-1.4\n'), pdf]), readFileSync(resaved)]) {
      expect(await check(other)).toMatchObject({ status: 'altered', document: { code } });
    }
  });

  it('is altered when its code stands on another paper', async () => {
    expect(await check(tinyPdf(`Surat palsu, kode ${code}`))).toMatchObject({ status: 'altered', document: { code } });
    expect(await check(tinyPdf('nomor 500.3/1/PONDOK/III/2026'))).toMatchObject({ status: 'altered' });
    // A number belongs to one institution; elsewhere it says nothing.
    expect(await check(tinyPdf('nomor 500.3/1/PONDOK/III/2026'), t.other)).toMatchObject({ status: 'unsigned' });
  });
});

describe('what is not ours', () => {
  it('is unknown by code, with or without a typing error', async () => {
    const wrong = `${code.slice(0, -1)}${code.endsWith('A') ? 'B' : 'A'}`;
    for (const text of [wrong, '', 'KONSEP', "' or 1=1 --", '\u0000', '👍'.repeat(40)]) expect(await byCode(text)).toMatchObject({ status: 'unknown', headline: 'Tidak dikenal' });
    expect(await byCode('2'.repeat(16))).not.toHaveProperty('document');
  });

  it('is told by what it is: no signature, no PDF, nothing', async () => {
    expect(await check(tinyPdf())).toMatchObject({ status: 'unsigned' });
    expect(await check(Buffer.from('MZ\u0090 program'))).toMatchObject({ status: 'damaged' });
    expect(await check(new Uint8Array())).toMatchObject({ status: 'damaged', sentences: ['Berkas ini kosong. Pilih berkas lain.'] });
  });

  it('is refused when larger than 25 MB', async () => {
    await expect(check(new Uint8Array(25 * 1024 * 1024 + 1))).rejects.toMatchObject({ refusal: { code: 'request.too-large' } });
  });
});

describe('states', () => {
  it('is pending before the signature, by code', async () => {
    const { code: early } = await inTenant(t.context(), async (tx) => port.number(tx, await usahaOrder(t, desk)));
    expect(await byCode(early)).toMatchObject({ status: 'pending', headline: 'Belum terbit' });
  });

  it('is revoked by code and by bytes, and a changed copy of it stays altered', async () => {
    const revoked = await issueLetter(t, await usahaOrder(t, desk));
    const bytes = await bytesOf(t, revoked.document.sha256!);
    await inTenant(t.context(), (tx) => port.revoke(tx, revoked.documentId, 'Data pemohon tidak benar.'));
    expect(await byCode(revoked.code)).toMatchObject({ status: 'revoked', document: { revokedAtText: '2 Maret 2026' } });
    expect(await check(bytes)).toMatchObject({ status: 'revoked' });
    expect(JSON.stringify(await byCode(revoked.code))).not.toContain('Data pemohon tidak benar');
    bytes[40] = bytes[40]! ^ 4;
    expect(await check(bytes)).toMatchObject({ status: 'altered' });
  });

  it('is superseded once its successor is signed', async () => {
    const old = await issueLetter(t, await usahaOrder(t, desk));
    const order = await usahaOrder(t, desk, { supersedes: old.documentId });
    await inTenant(t.context(), (tx) => port.number(tx, order));
    expect(await byCode(old.code)).toMatchObject({ status: 'genuine' });
    await issueLetter(t, order);
    expect(await byCode(old.code)).toMatchObject({ status: 'superseded' });
    expect(await check(await bytesOf(t, old.document.sha256!))).toMatchObject({ status: 'superseded' });
  });
});

describe('the wall', () => {
  it('lets nobody list codes or hashes, nor write them for another institution', async () => {
    const { db } = t.house;
    for (const table of [sql`issuance.public_code`, sql`issuance.document_hash`]) {
      await expect(db.inTenant(t.instansi, (tx) => tx.many(sql`select * from ${table}`))).rejects.toThrow(/permission denied/);
      await expect(db.inTenant(t.instansi, (tx) => tx.run(sql`delete from ${table}`))).rejects.toThrow(/permission denied/);
    }
    await expect(db.inTenant(t.other, (tx) => tx.run(sql`insert into issuance.public_code (code, instansi, document) values ('X', ${t.instansi}, ${documentId})`))).rejects.toThrow(/row-level security/);
    await expect(db.inTenant(t.other, (tx) => tx.run(sql`insert into issuance.document_hash (sha256, instansi, document, role) values ('x', ${t.instansi}, ${documentId}, 'issue')`))).rejects.toThrow(/row-level security/);
    expect(await db.inTenant(t.other, (tx) => tx.many(sql`select id from issuance.document where instansi = ${t.instansi}`))).toEqual([]);
    expect(await db.lookUp(sql`select id from issuance.document`)).toEqual([]);
  });

  it('hides the document from the neighbour’s port', async () => {
    await expect(port.produce(t.context(null, t.other), documentId)).rejects.toMatchObject({ refusal: { code: 'issuance.unknown-document' } });
    await expect(inTenant(t.context(null, t.other), (tx) => port.revoke(tx, documentId, 'Bukan milik saya.'))).rejects.toMatchObject({ refusal: { code: 'issuance.unknown-document' } });
  });
});

describe('over HTTP', () => {
  const headers = { host: 'ponorogo.test' };
  it('answers code and file, and counts the files of one address', async () => {
    expect((await t.app.inject({ url: `/api/verifikasi/${code}`, headers })).json()).toMatchObject({ status: 'genuine' });
    const sent = await t.app.inject({ method: 'POST', url: '/api/verifikasi', headers, payload: { name: 'a.pdf', bytes: pdf.toString('base64') } });
    expect(sent.json()).toMatchObject({ status: 'genuine', name: 'a.pdf' });
    const large = Buffer.concat([pdf, Buffer.alloc(3 * 1024 * 1024, 0x20)]);
    const raw = await t.app.inject({ method: 'POST', url: '/api/verifikasi/berkas?name=b.pdf', headers: { ...headers, 'content-type': 'application/pdf' }, payload: large });
    expect(raw.json()).toMatchObject({ status: 'altered', name: 'b.pdf', document: { code } });
    const answers = await Promise.all(Array.from({ length: 62 }, () => t.app.inject({ method: 'POST', url: '/api/verifikasi/berkas', headers: { ...headers, 'content-type': 'application/pdf' }, payload: 'x' })));
    expect(answers.filter((one) => one.statusCode === 429).length).toBeGreaterThanOrEqual(4);
    expect(answers.find((one) => one.statusCode === 429)!.json().detail).toContain('menit');
  });

  it('gives the file to nobody who only knows the code', async () => {
    expect((await t.app.inject({ url: `/api/verifikasi/${code}/isi`, headers })).statusCode).toBe(404);
    expect((await t.app.inject({ url: `/api/dokumen/${documentId}/isi`, headers })).statusCode).toBe(401);
  });

  it('hands out the root certificate that verifies without a network', async () => {
    const { pem } = (await t.app.inject({ url: '/api/sertifikat-induk', headers })).json() as { pem: string[] };
    const { verifyPdf } = await import('../../engines/documents/verify/verify-pdf.ts');
    expect(verifyPdf(pdf, { trustedRoots: pem }).status).toBe('genuine');
    expect((await t.app.inject({ url: '/api/sertifikat-induk', headers: { host: 'sumenep.test' } })).json()).toMatchObject({ pem: [] });
  });
});
