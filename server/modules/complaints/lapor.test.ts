import { beforeAll, describe, expect, it } from 'vitest';
import { writeCsv, writeXlsx } from '../../engines/sheets/write-sheet.ts';
import { sql } from '../../platform/db/sql.ts';
import { part } from '../../platform/house.ts';
import { inTenant } from '../../platform/request/context.ts';
import { createTestHouse } from '../../testing/house.ts';
import { as, castOf, codeOf, type Cast } from './complaints.testing.ts';
import { checkState } from './service/check-state.ts';
import { actOnTime } from './service/on-time.ts';
import type { WilayahPort } from '../wilayah/contract.ts';
import type { Context } from '../../platform/request/context.ts';

// Chapters: the list · five thousand · what must be answered there · who may not

const t = await createTestHouse();
let c: Cast;
beforeAll(async () => {
  c = await castOf(t);
});

const HEADINGS = ['Tracking ID', 'Tanggal Laporan Masuk', 'Judul Laporan', 'Isi Laporan Awal', 'Status Laporan', 'Klasifikasi', 'Kategori', 'Lokasi Kejadian', 'Kecamatan', 'Koordinat', 'Nama Pelapor', 'Sifat', 'Tindak Lanjut'];
const row = (number: string, more: Partial<Record<(typeof HEADINGS)[number], string>> = {}): string[] =>
  HEADINGS.map((heading) => ({ 'Tracking ID': number, 'Tanggal Laporan Masuk': '23-02-2026 08:15', 'Judul Laporan': 'Jalan rusak di Siman', 'Isi Laporan Awal': `Jalan berlubang dalam di depan balai desa ${number}.`, 'Status Laporan': 'Belum ditindaklanjuti', 'Nama Pelapor': 'Sutrisno', ...more })[heading] ?? '');
const csv = (rows: string[][], headings = HEADINGS) => writeCsv(headings.map((heading) => ({ heading })), rows);
const api = () => as(t, c.coordinator);
async function upload(content: string, fileName = 'lapor.csv') {
  const { id } = await api().startLaporImport({ fileName, content });
  return api().previewLaporImport({ id, limit: 200 });
}
const take = ({ id, version }: { id: string; version: number }) => api().takeLaporImport({ id, version });
const byNumber = (number: string) => inTenant(t.context(null), (x) => x.tx.maybe<{ id: string; submitted_at: Date; state: string; due_at: Date | null; category: string | null; region: string | null; district: string | null; lat: number | null; title: string }>(
  sql`select r.id, r.submitted_at, r.region, r.lat, r.title, s.state, s.due_at, s.category, s.district from complaints.report r join complaints.state s on s.instansi = r.instansi and s.report = r.id where r.instansi = ${t.instansi} and r.external_number = ${number}`));

describe('a list downloaded from LAPOR!', () => {
  it('shows what would become of each line, takes nothing before it is confirmed, and keeps the first date', async () => {
    const preview = await upload(csv([
      row('7100001', { Kategori: 'Jalan rusak atau berlubang', Kecamatan: 'Siman', Koordinat: '-7,8714; 111,4625' }), row('', {}), row('7100003', { 'Tanggal Laporan Masuk': 'besok lusa' }), row('7100004', { 'Isi Laporan Awal': '-' }),
      row('7,10001E+6'), row('7100006', { 'Status Laporan': 'Selesai', 'Tindak Lanjut': 'Sudah ditambal.' }), row('#7100007', { 'Status Laporan': 'Arsip' }), row('7100008', { 'Status Laporan': 'Entah' }), row('7100001', { 'Isi Laporan Awal': 'Isi lain sama sekali.' }), row('7100008', { 'Status Laporan': 'Entah' }),
    ]));
    expect(preview.missing).toEqual([]);
    expect(preview.counts).toEqual({ rows: 10, added: 4, changed: 0, unchanged: 1, refused: 5 });
    expect(preview.rows.map(({ verdict }) => verdict)).toEqual(['new', 'refused', 'refused', 'refused', 'refused', 'new', 'new', 'new', 'refused', 'unchanged']);
    expect(preview.rows[1]!.reasons[0]).toContain('Nomor pelacakan kosong');
    expect(preview.rows[2]!.reasons[0]).toContain('"besok lusa" tidak terbaca');
    expect(preview.rows[4]!.reasons[0]).toContain('dibulatkan');
    expect(preview.rows[7]!.notes[0]).toContain('tidak dikenal');
    expect(preview.rows[8]!.reasons).toEqual(['Nomor ini sudah ada di baris 2 dengan isi lain.']);
    expect(await byNumber('7100001')).toBeUndefined();

    expect(await take(preview)).toEqual({ added: 4, changed: 0, unchanged: 1, refused: 5 });
    const first = (await byNumber('7100001'))!;
    expect(first).toMatchObject({ state: 'submitted', category: 'JALAN-RUSAK', submitted_at: new Date('2026-02-23T01:15:00Z'), lat: -7.8714 });
    expect(first.district).toBe((await part<WilayahPort<Context>>(t.house, 'wilayah').below('35.02', 'district', t.context(null))).find(({ name }) => name === 'Siman')!.code);
    // Three working days from Monday 23 February: the clock counts from the reporter's day, not from today.
    expect(first.due_at).toEqual(new Date('2026-02-26T16:59:59Z'));
    expect((await byNumber('7100006'))!.state).toBe('resolved');
    expect((await byNumber('7100007'))!.state).toBe('archived');
    const seen = await api().getCase({ id: first.id });
    expect(seen).toMatchObject({ channel: 'lapor', externalNumber: '7100001', statusThere: 'Belum ditindaklanjuti', ageDays: 7 });
    const after = await api().previewLaporImport({ id: preview.id, limit: 200 });
    expect(after.rows[0]).toMatchObject({ verdict: 'taken', report: first.id });
    expect(after.counts).toEqual({ rows: 10, added: 4, changed: 0, unchanged: 1, refused: 5 });
    expect(await codeOf(take(preview))).toBe('sheets.import-taken');
    expect((await checkState(t.context(null))).differences).toEqual([]);
  });

  it('adds nothing twice, and shows whose status changed there', async () => {
    const again = await upload(csv([row('7100001', { 'Status Laporan': 'Proses' }), row('7100006', { 'Status Laporan': 'Selesai' }), row('7100010')]));
    expect(again.rows.map(({ verdict }) => verdict)).toEqual(['changed', 'unchanged', 'new']);
    expect(again.rows[0]!.notes).toEqual(['Status di LAPOR! berubah: Belum ditindaklanjuti → Proses.']);
    expect(await take(again)).toEqual({ added: 1, changed: 1, unchanged: 1, refused: 0 });
    const third = await upload(csv([row('7100001', { 'Status Laporan': 'Proses' }), row('7100006', { 'Status Laporan': 'Selesai' }), row('7100010')]));
    expect(third.counts).toMatchObject({ added: 0, changed: 0, unchanged: 3 });
    expect(third.rows[0]).toMatchObject({ verdict: 'unchanged', notes: ['Sudah ada.'], report: (await byNumber('7100001'))!.id });
    const closed = await upload(csv([row('7100010', { 'Status Laporan': 'Selesai' })]));
    expect(closed.rows[0]!.notes[1]).toContain('Di sini laporannya belum selesai');
  });

  it('reads other headings by a mapping that it remembers, XLSX too, and keeps long texts with their paragraphs', async () => {
    const headings = ['Kode Aduan Warga', 'Kapan', 'Curhat'];
    const long = `Paragraf pertama.\n\n${'Kalimat panjang sekali. '.repeat(300)}`;
    const content = await writeXlsx('Data', headings.map((heading) => ({ heading })), [['AD-551', '2026-02-20', long]]);
    const preview = await upload(content, 'lapor.xlsx');
    expect(preview.missing).toEqual(['Nomor pelacakan (tracking ID)', 'Tanggal laporan', 'Isi laporan']);
    await api().mapLaporImport({ id: preview.id, version: preview.version, mapping: { number: 0, day: 1, body: 2 } });
    const mapped = await api().previewLaporImport({ id: preview.id });
    expect(mapped.counts).toMatchObject({ added: 1 });
    expect(await codeOf(api().mapLaporImport({ id: preview.id, version: preview.version, mapping: {} }))).toBe('request.changed-meanwhile');
    await take(mapped);
    const id = (await byNumber('AD-551'))!.id;
    expect((await api().getCase({ id })).body).toBe(long.trim());
    expect((await upload(csv([['AD-552', '2026-02-20', 'Lampu padam di jalan desa.']], headings))).missing).toEqual([]);
  });

  it('a misconduct report of the list is the Inspektorat\'s alone', async () => {
    const preview = await upload(csv([row('7100020', { Klasifikasi: 'Pengaduan Berkadar Pengawasan', 'Isi Laporan Awal': 'Petugas meminta uang di luar ketentuan.' })]));
    expect(await take(preview)).toMatchObject({ added: 1 });
    const report = (await byNumber('7100020'))!;
    expect(report.title).toBe('');
    expect(await codeOf(api().getCase({ id: report.id }))).toBe('complaints.unknown');
    expect(report.due_at! < t.clock.now()).toBe(true);
    expect((await take(await upload(csv([row('7100020', { Klasifikasi: 'Pengaduan Berkadar Pengawasan' })])))).added).toBe(0);
  });

  it('what was late before it came is not announced step by step', async () => {
    await t.house.db.asOwner((tx) => tx.run(sql`delete from platform.outbox`));
    await take(await upload(csv([row('7100030', { 'Tanggal Laporan Masuk': '05-01-2026' })])));
    await actOnTime(t.house);
    const { id } = (await byNumber('7100030'))!;
    const told = await t.house.db.asOwner((tx) => tx.many(sql`select 1 from platform.outbox where event = 'complaints.escalated' and payload->>'report' = ${id}`));
    expect(told).toEqual([]);
  });

  it('gives the rest back with the reasons', async () => {
    const preview = await upload(csv([row('7100040'), row('', {})]));
    await take(preview);
    const rest = await api().downloadLaporRest({ id: preview.id });
    expect(rest.fileName).toBe('lapor - perlu diperbaiki.xlsx');
    const again = await upload(rest.content, rest.fileName);
    expect(again.counts).toMatchObject({ rows: 1, refused: 1 });
  });
});

describe('five thousand lines', () => {
  it('are taken in sets, each once', async () => {
    const rows = Array.from({ length: 5000 }, (_, n) => row(`72${String(n).padStart(5, '0')}`, { 'Tanggal Laporan Masuk': `${String((n % 27) + 1).padStart(2, '0')}-01-2026 09:00`, 'Status Laporan': n % 3 === 0 ? 'Selesai' : 'Proses' }));
    const preview = await upload(csv(rows), 'tahun.csv');
    expect(preview.counts).toMatchObject({ rows: 5000, added: 5000 });
    const before = performance.now();
    expect(await take(preview)).toEqual({ added: 5000, changed: 0, unchanged: 0, refused: 0 });
    expect(performance.now() - before).toBeLessThan(60_000);
    expect((await take(await upload(csv(rows), 'tahun.csv'))).added).toBe(0);
    const { items } = await api().search({ query: '7204321' });
    expect(items).toHaveLength(1);
  }, 120_000);
});

describe('what must be answered at LAPOR!', () => {
  it('stands on the page after each published answer until somebody says that it is there', async () => {
    await take(await upload(csv([row('7300001', { Kategori: 'Jalan rusak atau berlubang' })])));
    const { id } = (await byNumber('7300001'))!;
    const act = async (viewer: Cast['coordinator'], action: Parameters<ReturnType<typeof as>['act']>[0]['action']) => as(t, viewer).act({ id, seq: (await as(t, viewer).getCase({ id })).seq, action });
    const mine = async () => (await api().listUnposted({})).items.find((one) => one.report === id);
    await act(c.coordinator, { kind: 'verify', as: 'complaint', category: 'JALAN-RUSAK' });
    await act(c.coordinator, { kind: 'dispose', lead: c.roads, supporting: [], instruction: 'Tambal.' });
    expect(await mine()).toBeUndefined();
    await act(c.liaison, { kind: 'draft-answer', text: 'Tim meninjau lokasi pekan ini.', outcome: 'progress', photos: [] });
    expect(await mine(), 'a draft is no answer').toBeUndefined();
    await act(c.head, { kind: 'approve-answer', publish: true });
    const first = (await mine())!;
    expect(first).toMatchObject({ externalNumber: '7300001', statusThere: 'Belum ditindaklanjuti', answers: [{ title: 'Tindak lanjut', text: 'Tim meninjau lokasi pekan ini.' }] });
    const { unposted } = await api().laporCounts({});
    await act(c.liaison, { kind: 'draft-answer', text: 'Lubang sudah ditambal hari ini.', outcome: 'resolved', photos: [] });
    await act(c.head, { kind: 'approve-answer', publish: true });
    expect((await mine())!.answers).toHaveLength(2);
    // Ticked as it was seen: the answer that came meanwhile stays.
    await api().markPosted({ id, seq: first.seq });
    expect((await mine())!.answers.map(({ text }) => text)).toEqual(['Lubang sudah ditambal hari ini.']);
    const last = (await mine())!;
    await api().markPosted({ id, seq: last.seq });
    expect(await mine()).toBeUndefined();
    expect((await api().laporCounts({})).unposted).toBe(unposted - 1);
    expect(await codeOf(api().markPosted({ id, seq: last.seq }))).toBe('complaints.changed');
    expect((await api().listPosted({})).items[0]).toMatchObject({ externalNumber: '7300001', by: 'Analis Pengaduan', seq: last.seq });
    await api().undoPosted({ id, seq: last.seq });
    expect((await mine())!.answers.map(({ text }) => text)).toEqual(['Lubang sudah ditambal hari ini.']);
    expect(await codeOf(api().undoPosted({ id, seq: last.seq }))).toBe('complaints.unknown');
  });
});

describe('who may not', () => {
  it('only the coordinator imports and ticks; a list is its uploader\'s alone', async () => {
    const content = csv([row('7400001')]);
    for (const viewer of [c.liaison, c.head, c.administrator, c.citizen]) {
      expect(await codeOf(as(t, viewer).startLaporImport({ fileName: 'x.csv', content })), viewer.name).toBe('request.not-allowed');
      expect(await codeOf(as(t, viewer).listUnposted({})), viewer.name).toBe('request.not-allowed');
      expect(await codeOf(as(t, viewer).markPosted({ id: c.roads, seq: 1 })), viewer.name).toBe('request.not-allowed');
    }
    expect(await codeOf(as(t).startLaporImport({ fileName: 'x.csv', content }))).toBe('request.not-signed-in');
    const own = await upload(content);
    const far = await castOf(t, t.other);
    expect(await codeOf(as(t, far.coordinator, t.other).previewLaporImport({ id: own.id }))).toBe('request.not-found');
    expect(await codeOf(as(t, far.coordinator, t.other).takeLaporImport({ id: own.id, version: 1 }))).toBe('request.not-found');
    expect(await codeOf(as(t, far.coordinator, t.other).markPosted({ id: (await byNumber('7300001'))!.id, seq: 1 }))).toBe('complaints.unknown');
    expect((await as(t, far.coordinator, t.other).listUnposted({})).items).toEqual([]);
    const file = await t.app.inject({ url: `/api/pengaduan/lapor/${(await byNumber('7300001'))!.id}/berkas/${c.roads}`, headers: { host: 'ponorogo.test' } });
    expect(file.statusCode).toBe(401);
  });
  it('says what to do about files that are none', async () => {
    expect(await codeOf(api().startLaporImport({ fileName: 'x.pdf', content: Buffer.from('%PDF-1.7').toString('base64') }))).toBe('sheets.unreadable');
    expect(await codeOf(api().startLaporImport({ fileName: 'x.csv', content: Buffer.from('Tracking ID,Tanggal,Isi\n').toString('base64') }))).toBe('sheets.unreadable');
  });
});
