import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { startFakeBsre } from '../../adapters/signature/bsre/fake/fake-bsre.ts';
import { tinyPdf } from '../../engines/documents/documents-fixture.ts';
import { verifyPdf } from '../../engines/documents/verify/verify-pdf.ts';
import { sql } from '../../platform/db/sql.ts';
import { storeUpload } from '../../platform/files/uploads.ts';
import { uuidv7 } from '../../platform/kernel/ids.ts';
import { inTenant, type Context, type Viewer } from '../../platform/request/context.ts';
import { createTestHouse } from '../../testing/house.ts';
import { bytesOf, holderOf, insertDesk, issueLetter, officer, portOf, usahaOrder } from './issuance.testing.ts';
import type { CaseAccess } from './contract.ts';
import { openFile, setProvider } from './service/manage.ts';
import { verifyCode, verifyFile } from './service/verify.ts';

const t = await createTestHouse();
const port = portOf(t);
const folder = mkdtempSync(join(tmpdir(), 'pendopo-produce-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const save = (pdf: Buffer, name = `${uuidv7()}.pdf`) => {
  const path = join(folder, name);
  writeFileSync(path, pdf);
  return path;
};
const textOf = (pdf: Buffer) => execFileSync('pdftotext', ['-layout', save(pdf), '-'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
const numberIt = async (order: Awaited<ReturnType<typeof usahaOrder>>) => inTenant(t.context(), (tx) => port.number(tx, order));
const finishIt = (id: string, outcome: Awaited<ReturnType<typeof port.produce>>) => inTenant(t.context(), (tx) => port.finish(tx, id, outcome));
const column = async <T>(id: string, name: ReturnType<typeof sql>): Promise<T> => (await t.house.db.asOwner((tx) => tx.one<{ value: T }>(sql`select ${name} as value from issuance.document where id = ${id}`))).value;
const hashes = (id: string) => t.house.db.asOwner((tx) => tx.many<{ sha256: string; role: string }>(sql`select sha256, role from issuance.document_hash where document = ${id}`));

describe('a letter that is a finished file', () => {
  const places = [{ what: 'nomor', page: 1, x: 100, y: 100, width: 60, height: 14 }, { what: 'ttd', page: 1, x: 100, y: 200 }, { what: 'qr', page: 1, x: 300, y: 300 }] as const;
  it('gets number, signature and verification as any other, and is hashed with its file and places', async () => {
    const desk = await insertDesk(t);
    // Any PDF will do: here the draft of another letter.
    const sha256 = await t.house.files.put(t.instansi, await port.preview(t.context(), await usahaOrder(t, desk)));
    const order = await usahaOrder(t, desk, { fields: {}, finished: { sha256, places: [...places] } });
    const { document, code } = await issueLetter(t, order);
    expect(document).toMatchObject({ status: 'signed' });
    const issued = await bytesOf(t, document.sha256!);
    expect(textOf(issued)).toMatch(/SITI AMINAH/);
    expect(textOf(issued)).toContain(document.number);
    expect(await verifyFile(t.context(), 'a.pdf', issued)).toMatchObject({ status: 'genuine' });
    expect(await verifyFile(t.context(), 'a.pdf', Buffer.concat([issued, Buffer.from('% lebih')]))).toMatchObject({ status: 'altered' });
    expect(await verifyCode(t.context(), code)).toMatchObject({ status: 'genuine' });
    const hash = (finished: typeof order.finished) => port.contentHash({ ...order, ...(finished ? { finished } : {}) });
    expect(new Set([hash(order.finished), hash({ sha256: 'f'.repeat(64), places: [...places] }), hash({ sha256, places: places.slice(0, 2) })]).size).toBe(3);
    const preview = await port.preview(t.context(), order);
    expect(textOf(preview)).toContain('KONSEP');
  });
  it('uses no number for a file that cannot be one', async () => {
    const desk = await insertDesk(t);
    const put = async (bytes: Buffer) => ({ sha256: await t.house.files.put(t.instansi, bytes), places: [...places] });
    const before = await usahaOrder(t, desk, { fields: {} });
    await expect(numberIt({ ...before, finished: await put(Buffer.from('bukan pdf')) })).rejects.toMatchObject({ refusal: { code: 'documents.finished-broken' } });
    await expect(numberIt({ ...before, finished: await put(Buffer.concat([tinyPdf(), Buffer.from('<< /S /JavaScript /JS (x) >>\n%%EOF')])) })).rejects.toMatchObject({ refusal: { code: 'documents.finished-script' } });
    await expect(numberIt({ ...before, finished: { ...(await put(tinyPdf())), places: [places[0]] } })).rejects.toMatchObject({ refusal: { code: 'documents.finished-place' } });
    expect(await numberIt({ ...before, finished: await put(tinyPdf()) })).toMatchObject({ number: expect.stringContaining('/1/'), isNew: true });
  });
});

describe('signing by the institution’s own authority', () => {
  it('makes one signed version that counts, however often and however parallel it is produced and finished', async () => {
    const desk = await insertDesk(t);
    const { documentId } = await numberIt(await usahaOrder(t, desk));
    const outcomes = await Promise.all(Array.from({ length: 4 }, () => port.produce(t.context(), documentId)));
    expect(new Set(outcomes.map((one) => JSON.stringify(one))).size).toBe(1);
    t.clock.advance(60_000);
    expect(await port.produce(t.context(), documentId)).toEqual(outcomes[0]);
    await Promise.all(outcomes.map((outcome) => finishIt(documentId, outcome)));
    await finishIt(documentId, outcomes[0]!);
    expect(await hashes(documentId)).toEqual([{ sha256: (outcomes[0] as { sha256: string }).sha256, role: 'issue' }]);
  });

  it('loses nothing when the process dies after signing and before finishing: the same version is found again', async () => {
    const desk = await insertDesk(t);
    const order = await usahaOrder(t, desk);
    const { documentId, number, code } = await numberIt(order);
    const made = await port.produce(t.context(), documentId);
    expect(await verifyCode(t.context(), code)).toMatchObject({ status: 'pending' });
    // The job runs again from its beginning, a day later.
    t.clock.advance(86_400_000);
    expect(await numberIt({ ...order, letterDate: '2026-03-03' })).toMatchObject({ documentId, number, isNew: false });
    expect(await port.produce(t.context(), documentId)).toEqual(made);
    expect(await finishIt(documentId, made)).toMatchObject({ status: 'signed', number, letterDate: '2026-03-02' });
  });

  it('lets no file become the issue that was not produced', async () => {
    const desk = await insertDesk(t);
    const { documentId } = await numberIt(await usahaOrder(t, desk));
    await expect(finishIt(documentId, { outcome: 'signed', mode: 'internal', sha256: 'f'.repeat(64) })).rejects.toThrow('was not produced');
    await port.produce(t.context(), documentId);
    await expect(finishIt(documentId, { outcome: 'signed', mode: 'internal', sha256: 'f'.repeat(64) })).rejects.toThrow('was not produced');
  });

  it('keeps one authority per institution and one certificate per person and post', async () => {
    const desk = await insertDesk(t, { name: 'Dr. Ir. H. BUDI SANTOSO, S.Sos., M.Si.', title: 'Kepala Desa Baru' });
    await Promise.all([1, 2, 3].map(async () => issueLetter(t, await usahaOrder(t, desk))));
    const { authorities, certificates } = await t.house.db.asOwner((tx) => tx.one<{ authorities: number; certificates: number }>(sql`
      select (select count(*) from issuance.authority where instansi = ${t.instansi}) as authorities, (select count(*) from issuance.signer_certificate where person = ${desk.personId}) as certificates`));
    expect([authorities, certificates]).toEqual([1, 1]);
    const stored = await t.house.db.asOwner((tx) => tx.many<{ text: string }>(sql`select stored::text as text from issuance.authority union all select stored::text from issuance.signer_certificate`));
    expect(stored.some((row) => /PRIVATE KEY/.test(row.text))).toBe(false);
  });

  it('prints a.n. and the capacity of the holder on paper and page', async () => {
    const desk = await insertDesk(t, { kind: 'dinas', unitName: 'Dinas Sosial', title: 'Sekretaris Daerah', name: 'SRI WAHYUNI', capacity: 'plh', toDay: '2026-12-31', code: 'DINSOS' });
    const { document, code } = await issueLetter(t, await usahaOrder(t, desk, { onBehalf: { mode: 'an', onBehalfOf: 'Bupati Ponorogo' } }));
    const text = textOf(await bytesOf(t, document.sha256!));
    expect(text).toMatch(/a\.n\.\s+BUPATI PONOROGO/);
    expect(text).toMatch(/Plh\.\s+SEKRETARIS DAERAH,/);
    expect(text).toMatch(/DINAS SOSIAL/);
    expect(text).toContain('Ponorogo, 2 Maret 2026');
    expect((await verifyCode(t.context(), code)).document).toMatchObject({ signerTitle: 'Plh. Sekretaris Daerah', signerLines: ['a.n. BUPATI PONOROGO', 'Plh. SEKRETARIS DAERAH'] });
  });
});

describe('paper', () => {
  const sizeOf = (pdf: Buffer) => /Page size:\s+([\d.]+) x ([\d.]+)/.exec(execFileSync('pdfinfo', [save(pdf)], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }))!.slice(1).map(Number).map((points) => Math.round((points / 72) * 25.4));
  it('is A4 or F4 (215 × 330 mm) by the institution, or as asked, and refused where the template does not know it', async () => {
    const desk = await insertDesk(t);
    const a4 = await issueLetter(t, await usahaOrder(t, desk));
    const f4 = await issueLetter(t, await usahaOrder(t, desk, { paper: 'F4' }));
    expect(sizeOf(await bytesOf(t, a4.document.sha256!))).toEqual([210, 297]);
    const folio = await bytesOf(t, f4.document.sha256!);
    expect(sizeOf(folio)).toEqual([215, 330]);
    expect(execFileSync('qpdf', ['--check', save(folio)], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })).toMatch(/No syntax or stream encoding errors/);
    await expect(numberIt(await usahaOrder(t, desk, { paper: 'roll-58' }))).rejects.toMatchObject({ refusal: { code: 'documents.paper-not-allowed' } });
  });

  it('prints receipts on A5 and on a roll', async () => {
    const order = {
      fields: { instansi: 'Kabupaten Ponorogo', layanan: 'Surat Keterangan Usaha', nomor: 'PNG-7K2M-9QRT', kode_rahasia: '482913', pemohon: 'SITI AMINAH', diterima: '2 Maret 2026 pukul 09.00', janji_selesai: '2026-03-05' },
      url: 'https://layanan.contoh.example/lacak/PNG-7K2M-9QRT', code: 'PNG-7K2M-9QRT', demo: true,
    };
    const a5 = await port.receipt(t.context(), order);
    expect(sizeOf(a5)).toEqual([148, 210]);
    expect(textOf(a5)).toMatch(/DATA CONTOH, TIDAK BERLAKU/);
    expect(sizeOf(await port.receipt(t.context(), { ...order, paper: 'roll-58' }))[0]).toBe(58);
  });
});

describe('a preview', () => {
  it('says KONSEP, has no number and no code, and stores nothing', async () => {
    const desk = await insertDesk(t, { code: 'DRAF' });
    const pdf = await port.preview(t.context(), await usahaOrder(t, desk));
    const text = textOf(pdf);
    expect(text).toMatch(/KONSEP/);
    expect(text).toMatch(/500\.3\/\s+\/DRAF\/III\/2026/);
    expect(text).toContain('belum ditandatangani');
    expect(text).not.toMatch(/Periksa keasliannya/);
    expect((await verifyFile({ ...t.context(), ip: '10.9.9.9' }, 'konsep.pdf', pdf)).status).toBe('unsigned');
    expect(await t.house.db.asOwner((tx) => tx.one(sql`select count(*) as n from issuance.document where unit = ${desk.unitId}`))).toEqual({ n: 0 });
  });
});

describe('a letter that cannot be made', () => {
  it('stays visible with its number and a sentence, and is finished by a retry under the same number', async () => {
    const desk = await insertDesk(t);
    const order = await usahaOrder(t, desk);
    const { documentId, number } = await numberIt(order);
    // The disk is full or the folder is gone: the store refuses once.
    const { put } = t.house.files;
    t.house.files.put = async () => {
      throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
    };
    await expect(port.produce(t.context(), documentId)).rejects.toThrow('no space');
    t.house.files.put = put;
    await t.house.db.asOwner((tx) => tx.run(sql`update issuance.document set template = 'hilang' where id = ${documentId}`));
    const outcome = await port.produce(t.context(), documentId);
    expect(outcome).toMatchObject({ outcome: 'failed', code: 'documents.unknown-template' });
    expect(await finishIt(documentId, outcome)).toMatchObject({ status: 'failed', number, failure: expect.stringContaining('hilang') });
    await t.house.db.asOwner((tx) => tx.run(sql`update issuance.document set template = ${order.template} where id = ${documentId}`));
    const ctx = t.context(officer(t, desk, ['signer']));
    const retried = await t.api.forPages(ctx).issuance!.retry!({ id: documentId });
    expect(retried).toMatchObject({ status: 'signed', number });
  });

  it('may be repeated by the signer’s unit or the administrator only', async () => {
    const desk = await insertDesk(t);
    const { documentId } = await numberIt(await usahaOrder(t, desk));
    const other = await insertDesk(t);
    const as = (viewer: ReturnType<typeof officer> | null) => t.api.forPages(t.context(viewer)).issuance!.retry!({ id: documentId });
    await expect(as(null)).rejects.toMatchObject({ problem: { status: 401 } });
    await expect(as(officer(t, desk, ['verifier']))).rejects.toMatchObject({ problem: { code: 'request.not-allowed' } });
    await expect(as(officer(t, other, ['signer']))).rejects.toMatchObject({ problem: { code: 'issuance.not-yours' } });
    await expect(as(officer(t, other, ['administrator'], { instansi: t.other }))).rejects.toMatchObject({ problem: { code: 'issuance.unknown-document' } });
    expect(await as(officer(t, other, ['administrator']))).toMatchObject({ status: 'signed' });
    await expect(as(officer(t, desk, ['signer']))).rejects.toMatchObject({ problem: { code: 'issuance.already-signed' } });
  });
});

describe('certified signing by a provider', async () => {
  const NIK = '3502175508809001';
  const fake = await startFakeBsre([{ nik: NIK, name: 'SUTRISNO HADI', passphrase: 'rahasia-betul', state: 'ISSUE' }], { now: () => t.clock.now() });
  afterAll(() => fake.stop());
  const remote = { identity: { nik: NIK }, secret: { passphrase: 'rahasia-betul' } };
  const admin = officer(t, await insertDesk(t), ['administrator']);
  await setProvider(t.context(admin), { kind: 'bsre', baseUrl: fake.url, username: fake.username, password: fake.password, issuer: 'BSrE, BSSN', roots: fake.trustedRoots, version: 0 });
  const desk = await insertDesk(t, { mode: 'tersertifikasi' });

  it('signs, names the issuer on paper and page', async () => {
    const { document, code } = await issueLetter(t, await usahaOrder(t, desk), t.instansi, { remote });
    const pdf = await bytesOf(t, document.sha256!);
    expect(verifyPdf(pdf, { trustedRoots: fake.trustedRoots }).status).toBe('genuine');
    expect(textOf(pdf)).toContain('BSrE, BSSN');
    expect((await verifyCode(t.context(), code)).document).toMatchObject({ signMode: 'tersertifikasi', signModeText: expect.stringContaining('BSrE, BSSN') });
  });

  it('fails with the provider’s reason, stays visible, and is signed later under the same number', async () => {
    const order = await usahaOrder(t, desk);
    const first = await issueLetter(t, order);
    expect(first.document).toMatchObject({ status: 'failed', failure: expect.stringContaining('passphrase') });
    fake.mood = 'error-500';
    const second = await port.produce(t.context(), first.documentId, { remote });
    expect(second).toMatchObject({ outcome: 'failed', code: 'signature.provider-failed' });
    expect(await finishIt(first.documentId, second)).toMatchObject({ status: 'failed' });
    fake.mood = 'well';
    const wrong = await port.produce(t.context(), first.documentId, { remote: { ...remote, secret: { passphrase: 'salah' } } });
    expect(wrong).toMatchObject({ outcome: 'failed', code: 'signature.wrong-passphrase' });
    const third = await issueLetter(t, order, t.instansi, { remote });
    expect(third.document).toMatchObject({ status: 'signed', number: first.document.number });
    expect(await column<number>(first.documentId, sql`attempts`)).toBe(4);
  });

  it('never signs twice by itself after an answer was lost; a person does, as a new transaction', async () => {
    fake.mood = 'hang-up-after-signing';
    const order = await usahaOrder(t, desk);
    const lost = await issueLetter(t, order, t.instansi, { remote });
    fake.mood = 'well';
    expect(lost.document).toMatchObject({ status: 'uncertain' });
    const calls = fake.signCalls.length;
    expect(await port.produce(t.context(), lost.documentId, { remote })).toMatchObject({ outcome: 'uncertain' });
    expect(fake.signCalls.length).toBe(calls);
    const api = t.api.forPages(t.context(officer(t, desk, ['signer']))).issuance!;
    const typed = { nik: NIK, passphrase: 'rahasia-betul' };
    await expect(api.retry!({ id: lost.documentId, remote: typed })).rejects.toMatchObject({ problem: { code: 'issuance.uncertain' } });
    await expect(t.api.forPages(t.context(admin)).issuance!.retry!({ id: lost.documentId, afresh: true, remote: typed })).rejects.toMatchObject({ problem: { code: 'issuance.not-yours' } });
    expect(await api.retry!({ id: lost.documentId, afresh: true, remote: typed })).toMatchObject({ status: 'signed', number: lost.document.number });
    expect(await hashes(lost.documentId)).toHaveLength(1);
  });

  it('is uncertain, not sent again, when the process died while the provider was asked', async () => {
    const { documentId } = await numberIt(await usahaOrder(t, desk));
    await t.house.db.asOwner((tx) => tx.run(sql`update issuance.document set sending_since = ${t.clock.now()} where id = ${documentId}`));
    await expect(port.produce(t.context(), documentId, { remote })).rejects.toMatchObject({ refusal: { code: 'issuance.being-signed' } });
    t.clock.advance(5 * 60_000);
    const calls = fake.signCalls.length;
    expect(await port.produce(t.context(), documentId, { remote })).toMatchObject({ outcome: 'uncertain', code: 'issuance.interrupted' });
    expect(fake.signCalls.length).toBe(calls);
  });

  it('asks the provider once when two sign at once', async () => {
    fake.mood = 'slow';
    const { documentId } = await numberIt(await usahaOrder(t, desk));
    const calls = fake.signCalls.length;
    const both = await Promise.allSettled([port.produce(t.context(), documentId, { remote }), port.produce(t.context(), documentId, { remote })]);
    fake.mood = 'well';
    expect(fake.signCalls.length).toBe(calls + 1);
    expect(both.map((one) => (one.status === 'fulfilled' ? one.value.outcome : one.reason.refusal.code)).sort()).toEqual(['issuance.being-signed', 'signed']);
  });

  it('takes no certificate of somebody else', async () => {
    const other = await insertDesk(t, { mode: 'tersertifikasi', name: 'ORANG LAIN' });
    const { document } = await issueLetter(t, await usahaOrder(t, other), t.instansi, { remote });
    expect(document).toMatchObject({ status: 'failed', failure: expect.stringContaining('ORANG LAIN') });
  });

  it('sends the signer a one-time code when asked, not too often, and nobody else', async () => {
    const as = (viewer: ReturnType<typeof officer> | null) => t.api.forPages(t.context(viewer)).issuance!.requestOtp!;
    const signer = officer(t, desk, ['signer'], { accountId: uuidv7() });
    expect(await as(signer)({ nik: NIK })).toEqual({ sent: true });
    await expect(as(signer)({ nik: '3502175508809099' })).rejects.toMatchObject({ problem: { code: 'signature.not-registered' } });
    await expect(as(signer)({ nik: '123' })).rejects.toMatchObject({ problem: { code: 'request.invalid' } });
    for (let i = 0; i < 3; i += 1) await as(signer)({ nik: NIK });
    await expect(as(signer)({ nik: NIK })).rejects.toMatchObject({ problem: { code: 'request.too-many' } });
    for (const viewer of [null, admin, officer(t, desk, ['desk'])]) await expect(as(viewer)({ nik: NIK })).rejects.toMatchObject({ problem: { code: expect.stringMatching(/^request\.not-/) } });
    const there = officer(t, await insertDesk(t, { instansi: t.other }), ['signer'], { instansi: t.other });
    await expect(t.api.forPages(t.context(there, t.other)).issuance!.requestOtp!({ nik: NIK })).rejects.toMatchObject({ problem: { code: 'issuance.no-provider' } });
    const entries = await t.house.db.asOwner((tx) => tx.many(sql`select detail from audit.entry where action = 'issuance.otp-requested' and object_id = ${signer.accountId}`));
    expect(entries).toHaveLength(4);
    expect(JSON.stringify(entries)).not.toContain(NIK);
  });

  it('keeps neither passphrase nor the account’s password readable', async () => {
    const dump = await t.house.db.asOwner((tx) => tx.many(sql`select d::text as row from issuance.document d union all select p::text from issuance.provider p union all select e::text from audit.entry e`));
    expect(JSON.stringify(dump)).not.toContain('rahasia-betul');
    expect(JSON.stringify(dump)).not.toContain(fake.password);
  });
});

describe('ink', () => {
  const scanOf = async (viewer: ReturnType<typeof officer>, bytes: Uint8Array) => (await storeUpload(t.context(viewer), 'pindaian.pdf', bytes, viewer.accountId)).id;

  it('is printed with number and QR, waits for its scan, and the scan becomes the issue that verifies', async () => {
    const desk = await insertDesk(t, { mode: 'basah' });
    const clerk = officer(t, desk, ['desk'], { accountId: uuidv7() });
    const { document, documentId, code, outcome } = await issueLetter(t, await usahaOrder(t, desk));
    expect(document).toMatchObject({ status: 'awaiting-scan', mode: 'basah', url: `/api/dokumen/${documentId}/isi` });
    const print = await bytesOf(t, (outcome as { sha256: string }).sha256);
    expect(textOf(print)).toContain(document.number);
    expect(await verifyCode(t.context(), code)).toMatchObject({ status: 'pending' });
    expect(await verifyFile(t.context(), 'cetak.pdf', print)).toMatchObject({ status: 'unsigned', sentences: [expect.stringContaining('sebelum ditandatangani')] });

    const api = t.api.forPages(t.context(clerk)).issuance!;
    const scan = tinyPdf('pindaian bertanda tangan dan bercap');
    await expect(api.uploadScan!({ id: documentId, uploadId: await scanOf(clerk, print) })).rejects.toMatchObject({ problem: { code: 'issuance.scan-is-the-print' } });
    await expect(api.uploadScan!({ id: documentId, uploadId: await scanOf(clerk, Buffer.from('\xff\xd8\xff foto', 'latin1')) })).rejects.toMatchObject({ problem: { code: 'issuance.scan-not-pdf' } });
    await expect(api.uploadScan!({ id: documentId, uploadId: uuidv7() })).rejects.toMatchObject({ problem: { code: 'issuance.upload-unknown' } });
    const stranger = officer(t, await insertDesk(t), ['desk']);
    await expect(t.api.forPages(t.context(stranger)).issuance!.uploadScan!({ id: documentId, uploadId: await scanOf(stranger, scan) })).rejects.toMatchObject({ problem: { code: 'issuance.not-yours' } });

    const uploadId = await scanOf(clerk, scan);
    expect(await api.uploadScan!({ id: documentId, uploadId })).toMatchObject({ status: 'signed' });
    expect(await api.uploadScan!({ id: documentId, uploadId })).toMatchObject({ status: 'signed' });
    const verdict = await verifyCode(t.context(), code);
    expect(verdict).toMatchObject({ status: 'genuine', document: { signMode: 'basah' } });
    const issued = await bytesOf(t, verdict.document!.sha256!);
    expect(execFileSync('qpdf', ['--check', save(issued)], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })).toMatch(/No syntax or stream encoding errors/);
    expect(await verifyFile(t.context(), 'pindaian.pdf', issued)).toMatchObject({ status: 'genuine' });
    for (const at of [3, 100, Math.floor(issued.length / 2), issued.indexOf(code), issued.lastIndexOf(code) + 15, issued.length - 1]) {
      const changed = Buffer.from(issued);
      changed[at] = changed[at]! ^ 1;
      expect(await verifyFile({ ...t.context(), ip: `10.3.0.${at % 200}` }, 'pindaian.pdf', changed)).toMatchObject({ status: 'altered', document: { code } });
    }
    // A better scan replaces it; the old one is told as replaced.
    await api.uploadScan!({ id: documentId, uploadId: await scanOf(clerk, tinyPdf('pindaian yang lebih jelas')) });
    expect(await verifyFile(t.context(), 'pindaian.pdf', issued)).toMatchObject({ status: 'superseded' });
  });

  it('takes no scan for a letter signed electronically', async () => {
    const desk = await insertDesk(t);
    const viewer = officer(t, desk, ['desk']);
    const { documentId } = await issueLetter(t, await usahaOrder(t, desk));
    await expect(t.api.forPages(t.context(viewer)).issuance!.uploadScan!({ id: documentId, uploadId: await scanOf(viewer, tinyPdf()) })).rejects.toMatchObject({ problem: { code: 'issuance.not-for-scan' } });
  });
});

describe('revoking', () => {
  it('is for the signer’s unit and the administrator, with a reason, once', async () => {
    const desk = await insertDesk(t);
    const { documentId } = await issueLetter(t, await usahaOrder(t, desk));
    const as = (viewer: ReturnType<typeof officer>, reason = 'Data pemohon tidak benar.') => t.api.forPages(t.context(viewer)).issuance!.revoke!({ id: documentId, reason });
    await expect(as(officer(t, desk, ['desk']))).rejects.toMatchObject({ problem: { code: 'request.not-allowed' } });
    await expect(as(officer(t, await insertDesk(t), ['signer']))).rejects.toMatchObject({ problem: { code: 'issuance.not-yours' } });
    await expect(as(officer(t, desk, ['signer']), 'salah')).rejects.toMatchObject({ problem: { code: 'request.invalid' } });
    expect(await as(officer(t, desk, ['signer']))).toMatchObject({ status: 'revoked', revokeReason: 'Data pemohon tidak benar.' });
    await expect(as(officer(t, desk, ['signer']))).rejects.toMatchObject({ problem: { code: 'issuance.already-closed' } });
    await expect(port.produce(t.context(), documentId)).rejects.toMatchObject({ refusal: { code: 'issuance.already-closed' } });
  });
});

describe('the register', () => {
  it('shows series and letters of the own institution to the administrator only', async () => {
    const desk = await insertDesk(t, { code: 'REGIS', unitName: 'Desa Register' });
    const { document, code } = await issueLetter(t, await usahaOrder(t, desk));
    const ask = (viewer: ReturnType<typeof officer>, input: object = {}) => t.api.forPages(t.context(viewer)).issuance!.register!(input);
    await expect(ask(officer(t, desk, ['signer']))).rejects.toMatchObject({ problem: { code: 'request.not-allowed' } });
    const admin = officer(t, desk, ['administrator']);
    expect(await ask(admin, { unit: desk.unitId })).toMatchObject({ year: 2026, items: [{ number: document.number, status: 'signed' }], series: expect.arrayContaining([expect.objectContaining({ unitName: 'Desa Register', last: 1 })]) });
    expect(await ask(admin, { query: code })).toMatchObject({ items: [{ number: document.number }] });
    expect(await ask(admin, { query: document.number })).toMatchObject({ items: [{ code }] });
    const pages = await ask(admin, { limit: 2 }) as { items: { id: string }[]; nextCursor: string };
    expect(pages.items).toHaveLength(2);
    expect((await ask(admin, { limit: 2, cursor: pages.nextCursor }) as { items: { id: string }[] }).items[0]!.id < pages.items[1]!.id).toBe(true);
    expect(await ask(officer(t, desk, ['administrator'], { instansi: t.other }))).toMatchObject({ items: [], series: [] });
    expect(JSON.stringify(await ask(admin))).not.toContain('3502175508909001');
  });
});

describe('opening the file', () => {
  it('is for whom the module of the case lets read, prints without ink for officers only, and is written down', async () => {
    const access = t.house.parts.get('permohonan.access');
    const owner: Viewer = { accountId: uuidv7(), sessionId: uuidv7(), name: 'SITI AMINAH', kind: 'citizen', level: 'verified' };
    const [signed, ink] = [await insertDesk(t), await insertDesk(t, { mode: 'basah' })];
    const letter = await issueLetter(t, await usahaOrder(t, signed));
    const print = await issueLetter(t, await usahaOrder(t, ink));
    t.house.parts.set('permohonan.access', { mayReadDocument: async (ctx) => ctx.viewer?.accountId === owner.accountId || ctx.viewer?.hat?.duties.includes('verifier') === true } satisfies CaseAccess<Context>);
    try {
      expect(await openFile(t.context(owner), letter.documentId)).toMatchObject({ sha256: letter.document.sha256, name: expect.stringMatching(/^Surat Keterangan Usaha 500\.3-1-.*\.pdf$/) });
      await expect(openFile(t.context({ ...owner, accountId: uuidv7() }), letter.documentId)).rejects.toMatchObject({ refusal: { code: 'issuance.unknown-document' } });
      await expect(openFile(t.context(null), letter.documentId)).rejects.toMatchObject({ refusal: { code: 'request.not-signed-in' } });
      await expect(openFile(t.context(owner), print.documentId)).rejects.toMatchObject({ refusal: { code: 'issuance.no-file' } });
      const clerk = officer(t, ink, ['verifier'], { accountId: uuidv7() });
      expect((await openFile(t.context(clerk), print.documentId)).sha256).toBe((print.outcome as { sha256: string }).sha256);
      await expect(openFile({ ...t.context(clerk), instansi: t.other }, letter.documentId)).rejects.toMatchObject({ refusal: { code: 'issuance.unknown-document' } });
      expect(await t.house.db.asOwner((tx) => tx.one(sql`select count(*) as n from audit.entry where action = 'issuance.opened' and account = ${clerk.accountId}`))).toEqual({ n: 1 });
    } finally {
      if (access) t.house.parts.set('permohonan.access', access);
    }
  });
});

describe('the holder', () => {
  it('stands in the register as on the day of the letter', async () => {
    const desk = await insertDesk(t);
    const order = await usahaOrder(t, desk);
    expect((await holderOf(t, desk, '2026-03-02')).signMode).toBe('internal');
    const { code } = await issueLetter(t, order);
    await t.house.db.asOwner((tx) => tx.run(sql`update organization.person set name = 'NAMA BARU' where id = ${desk.personId}`));
    expect((await verifyCode(t.context(), code)).document).toMatchObject({ signer: 'SUTRISNO HADI' });
  });
});
