import exceljs from 'exceljs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Api } from '../../api.ts';
import { sql } from '../../platform/db/sql.ts';
import { createTestHouse } from '../../testing/house.ts';
import type { ImportKind } from './contract.ts';
import { viewerWith } from './organization.fixture.ts';

const t = await createTestHouse();
const api = (t.api.forPages(t.context(viewerWith(t, ['administrator']))) as unknown as Api).organization;
const problem = (work: Promise<unknown>) => work.then(() => 'no refusal', (error: { problem?: { code: string } }) => error.problem?.code ?? String(error));
const base64 = (text: string | Buffer) => Buffer.from(text).toString('base64');

type Draw = (sheet: exceljs.Worksheet) => void;
async function xlsx(draw: Draw): Promise<string> {
  const workbook = new exceljs.Workbook();
  draw(workbook.addWorksheet('Sheet1'));
  return base64(Buffer.from(await workbook.xlsx.writeBuffer()));
}
async function upload(kind: ImportKind, content: string, fileName = 'daftar.xlsx') {
  const { id } = await api.startImport({ kind, fileName, content });
  return api.previewImport({ id, limit: 200 });
}
const take = (preview: { id: string; version: number }) => api.takeImport({ id: preview.id, version: preview.version });
const reasonsOf = (preview: Awaited<ReturnType<typeof upload>>) => Object.fromEntries(preview.rows.filter((row) => row.verdict === 'refused').map((row) => [row.line, row.reasons.join(' ')]));
const count = async (table: string) => (await t.house.db.inTenant(t.instansi, (tx) => tx.one<{ count: number }>({ text: `select count(*) as count from organization.${table}`, values: [] }))).count;

const nip = (n: number, day = '19800101') => `${day}2005011${String(n).padStart(3, '0')}`;

describe('units from a real spreadsheet', () => {
  it('finds the heading below merged titles, takes parents before children wherever they stand, and tells what cannot stand', async () => {
    const content = await xlsx((sheet) => {
      sheet.addRow(['DAFTAR PERANGKAT DAERAH KABUPATEN PONOROGO']);
      sheet.mergeCells('A1:F1');
      sheet.addRow(['Keadaan 1 Januari 2026']);
      sheet.addRow([]);
      sheet.addRow(['No', 'Kode OPD', 'Nama Unit Kerja', 'Jenis', 'Kode Induk', 'Kode Wilayah']);
      sheet.getCell('C4').value = { richText: [{ text: 'Nama ' }, { text: 'Unit' }] };
      sheet.addRow(['(1)', '(2)', '(3)', '(4)', '(5)', '(6)']);
      sheet.addRow([1, 'din-1', 'Bidang Layanan', 'Bidang', 'DIN', '']);
      sheet.addRow([2, "'DIN", '\u00a0Dinas  Informatika ', 'DINAS', 'SETDA', '']);
      sheet.addRow([3, 'SETDA', 'Sekretariat Daerah', 'Sekretariat Daerah', '', '']);
      sheet.addRow([4, 'KEC-BBD', 'Kecamatan Babadan', 'Kecamatan', '', '35.02.16']);
      sheet.addRow([5, 'DS-JAPAN', 'Desa Japan', 'Desa', 'KEC-BBD', '35.02.16.2004']);
      sheet.addRow([6, 'DS-JAPAN-2', 'Desa Japan lagi', 'Desa', 'KEC-BBD', '35.02.16.2004']);
      sheet.addRow([7, 'KEL-X', 'Kelurahan X', 'Kelurahan', 'KEC-BBD', '35.02.16.9999']);
      sheet.addRow([8, 'A', 'Unit A', 'Dinas', 'B', '']);
      sheet.addRow([9, 'AA', 'Unit AA', 'Dinas', 'BB', '']);
      sheet.addRow([10, 'BB', 'Unit BB', 'Dinas', 'AA', '']);
      sheet.addRow([11, 'CC', 'Unit CC', 'Dinas', 'KEL-X', '']);
      sheet.addRow([12, 'DD', 'Unit DD', 'Perusahaan', '', '']);
    });
    const before = await count('unit');
    const preview = await upload('units', content);
    expect(preview.mapping).toMatchObject({ code: 1, name: 2, kind: 3, parent: 4, region: 5 });
    expect(preview.counts).toMatchObject({ clean: 5, refused: 7 });
    expect(reasonsOf(preview)).toMatchObject({
      11: expect.stringContaining('sudah dilayani Desa Japan'), 12: expect.stringContaining('Tidak ada wilayah berkode 35.02.16.9999'), 13: expect.stringContaining('Kode unit kosong'),
      14: expect.stringContaining('berputar'), 16: expect.stringContaining('Induknya (baris 12) ditolak'), 17: expect.stringContaining('Jenis "Perusahaan"'),
    });
    expect(await count('unit')).toBe(before);
    expect(await take(preview)).toEqual({ taken: 5, refused: 7, unchanged: 0 });
    const units = (await api.listUnits({})).items;
    expect(units.find((unit) => unit.code === 'DIN')).toMatchObject({ name: 'Dinas Informatika', parent: units.find((unit) => unit.code === 'SETDA')!.id });
    expect(await problem(take({ id: preview.id, version: preview.version + 1 }))).toBe('sheets.import-taken');

    const rest = await api.downloadRefusedRows({ id: preview.id });
    const workbook = new exceljs.Workbook();
    await workbook.xlsx.load(Buffer.from(rest.content, 'base64') as never);
    const sheet = workbook.worksheets[0]!;
    expect(sheet.getRow(1).getCell(1).value).toBe('Sebab');
    expect(sheet.rowCount).toBe(8);
    expect(String(sheet.getRow(2).getCell(1).value)).toContain('Desa Japan');
    expect(sheet.getRow(2).getCell(3).value).toBe('DS-JAPAN-2');
  });

  it('tells what is unchanged when the same list comes again', async () => {
    const exported = await api.exportOrganization({ kind: 'units' });
    const again = await upload('units', exported.content);
    expect(again.counts).toMatchObject({ clean: 0, refused: 0 });
    expect(again.counts.unchanged).toBe(again.counts.rows);
    const csv = await api.exportOrganization({ kind: 'units', format: 'csv' });
    expect((await upload('units', csv.content, 'unit.csv')).counts).toMatchObject({ clean: 0, refused: 0 });
  });
});

describe('posts', () => {
  it('are found by unit and title, with duties in words and superiors that stand later in the file', async () => {
    const csv = ['Unit;Nama Jabatan;Kepala Unit;Tugas;Atasan', 'DIN-1;Analis Layanan;tidak;analis, loket;Kepala Bidang Layanan', 'DIN-1;Kepala Bidang Layanan;ya;pemaraf;Kepala Dinas', 'Dinas Informatika;Kepala Dinas;ya;penanda tangan, pimpinan;',
      'DIN;KEPALA  DINAS;ya;;', 'DIN;Wakil Kepala;ya;;', 'DIN;Sekretaris;mungkin;;', 'DIN;Staf;;raja;', 'XYZ;Staf;;;', 'DIN;Staf A;;;Bukan Siapa-siapa'].join('\r\n');
    const preview = await upload('posts', base64(csv), 'jabatan.csv');
    expect(preview.counts).toMatchObject({ clean: 3, refused: 6 });
    expect(reasonsOf(preview)).toMatchObject({ 5: expect.stringContaining('baris 4'), 6: expect.stringContaining('sudah punya kepala'), 7: expect.stringContaining('ya atau tidak'), 8: expect.stringContaining('raja'), 9: expect.stringContaining('XYZ'), 10: expect.stringContaining('Bukan Siapa-siapa') });
    await take(preview);
    const unit = (await api.listUnits({})).items.find((one) => one.code === 'DIN-1')!;
    const { posts } = await api.getUnit({ id: unit.id });
    expect(posts.map((post) => [post.title, post.duties])).toEqual([['Kepala Bidang Layanan', ['initialer']], ['Analis Layanan', ['analyst', 'desk']]]);
    expect(posts[1]!.reportsTo).toBe(posts[0]!.id);
  });
});

describe('people', () => {
  it('come with titles, apostrophes, dates of all kinds; rounded numbers are refused with the way out', async () => {
    const content = await xlsx((sheet) => {
      sheet.addRow(['LAMPIRAN KEPUTUSAN']);
      sheet.mergeCells('A1:H1');
      sheet.addRow(['NO', 'NAMA DAN GELAR', 'NIP', 'NIK', 'PANGKAT/GOL. RUANG', 'JABATAN', '', 'UNIT KERJA']);
      sheet.addRow(['', '', '', '', '', 'Nama Jabatan', 'TMT', '']);
      for (const range of ['A2:A3', 'B2:B3', 'C2:C3', 'D2:D3', 'E2:E3', 'F2:G2', 'H2:H3']) sheet.mergeCells(range);
      sheet.addRow([1, 'Dr. H. AHMAD  FAUZI, S.E., M.M.', `'${nip(101)}`, '', 'Pembina (IV/a)', 'Kepala Dinas', '2 Januari 2024', 'DIN']);
      sheet.addRow([2, 'Siti Aminah, S.Sos.', '19850615 201001 2 002', '', '', 'Kepala Bidang Layanan', new Date(Date.UTC(2024, 0, 31)), 'DIN-1']);
      sheet.addRow([3, 'Budi', Number('198803292012032901'), '', '', '', '', '']);
      sheet.addRow([4, 'Cahya', '1,98803E+17', '', '', '', '', '']);
      sheet.addRow([5, 'Dewi', '', 3502165202900010, '', '', '', '']);
      sheet.addRow([6, 'Eka Putri', '', 3502165202909001, '', 'Analis Layanan', '31/01/2024', 'DIN-1']);
      sheet.addRow([7, 'Fitri', '', '', '', '', '', '']);
      sheet.addRow([8, 'Gilang', nip(108), '', '', 'Kepala Dinas', '01-02-2024', 'DIN']);
      sheet.addRow([9, 'AHMAD FAUZI', nip(101), '', '', '', '', '']);
      sheet.addRow([10, 'Hasan', nip(101), '', '', '', '', '']);
      sheet.addRow([11, 'Indra', nip(111), '', '', 'Analis Layanan', '31 Februari 2024', 'DIN-1']);
      sheet.addRow([12, 'Joko', nip(112), '', '', 'Jabatan Hantu', '01-02-2024', 'DIN-1']);
    });
    const preview = await upload('people', content);
    expect(preview.mapping).toMatchObject({ name: 1, nip: 2, nik: 3, rank: 4, post: 5, from: 6, unit: 7 });
    const reasons = reasonsOf(preview);
    expect(reasons).toMatchObject({
      6: expect.stringMatching(/dibulatkan.*ekspor ulang/), 7: expect.stringMatching(/dibulatkan.*ekspor ulang/), 8: expect.stringContaining('dibulatkan'), 10: expect.stringContaining('NIP dan NIK kosong'),
      11: expect.stringContaining('Jabatan ini dipegang Dr. H. AHMAD FAUZI'), 13: expect.stringContaining('sudah tercatat atas nama Dr. H. AHMAD FAUZI'), 14: expect.stringContaining('TMT "31 Februari 2024"'), 15: expect.stringContaining('Jabatan Hantu'),
    });
    expect(Object.keys(reasons)).toHaveLength(8);
    expect(JSON.stringify(preview)).not.toContain('3502165202909001');
    expect(await take(preview)).toEqual({ taken: 3, refused: 8, unchanged: 1 });
    const ahmad = (await api.listPeople({ query: 'ahmad fauzi' })).items;
    expect(ahmad).toMatchObject([{ nip: nip(101), posts: [{ title: 'Kepala Dinas' }] }]);
    expect((await api.listPeople({ query: 'eka' })).items[0]).toMatchObject({ nip: null, posts: [{ title: 'Analis Layanan' }] });
    expect((await api.getPerson({ id: (await api.listPeople({ query: 'siti aminah' })).items[0]!.id })).holdings[0]).toMatchObject({ fromDay: '2024-01-31' });
  });

  it('round trip through XLSX and CSV without losing a digit', async () => {
    for (const format of ['xlsx', 'csv'] as const) {
      const exported = await api.exportOrganization({ kind: 'people', format });
      const again = await upload('people', exported.content, exported.fileName);
      // Whoever is known by NIK alone cannot be found by the masked one; that line says so.
      expect(again.rows.filter((row) => row.verdict !== 'unchanged').map((row) => row.values['name'])).toEqual(['Eka Putri']);
    }
  });

  it('keeps no whole NIK in the clear, neither in the table of imports nor in the trail', async () => {
    const rows = await t.house.db.asOwner((tx) => tx.many(sql`select encode(sheet, 'escape') as sheet, reasons, mapping from organization.import`));
    const trail = await t.house.db.asOwner((tx) => tx.many(sql`select detail from audit.entry`));
    expect(JSON.stringify([rows, trail])).not.toContain('3502165202909001');
  });
});

describe('the mapping', () => {
  it('is asked for when a compulsory column is not recognised, and remembered for the next file', async () => {
    const csv = (name: string, number: string) => base64(`Pejabat Kita,Nomor Pegawai\r\n${name},${number}\r\n`);
    const first = await upload('people', csv('Kurnia', nip(120)), 'a.csv');
    expect(first.missing).toEqual(['Nama']);
    expect(await problem(take(first))).toBe('sheets.mapping-incomplete');
    const { version } = await api.mapImport({ id: first.id, version: first.version, mapping: { name: 0, nip: 1, ghost: 1 } });
    expect((await api.previewImport({ id: first.id })).counts).toMatchObject({ clean: 1 });
    expect(await problem(api.mapImport({ id: first.id, version: 1, mapping: { name: 1 } }))).toBe('request.changed-meanwhile');
    await take({ id: first.id, version });
    expect((await upload('people', csv('Lestari', nip(121)), 'b.csv')).mapping).toEqual({ name: 0, nip: 1 });
  });
});

describe('files as they should not be', () => {
  it.each([
    ['an old XLS', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'XLS lama'], ['a PDF', Buffer.from('%PDF-1.7 …'), 'PDF'], ['a broken XLSX', Buffer.from('PK\u0003\u0004rubbish', 'latin1'), 'rusak'],
    ['bytes', Buffer.from([1, 0, 2, 0, 255]), 'bukan XLSX'], ['a heading alone', Buffer.from('nama,nip'), 'tidak berisi baris data'], ['an open quote', Buffer.from('nama,nip\n"a,b\n'), 'tanda kutip'],
  ])('%s is refused with what to do', async (_, bytes, words) => {
    const refused = await api.startImport({ kind: 'people', fileName: 'x', content: base64(bytes) }).catch((error: { problem: { code: string; detail: string } }) => error.problem);
    expect(refused).toMatchObject({ code: 'sheets.unreadable', detail: expect.stringContaining(words) });
  });

  it('belongs to administrators of the institution alone', async () => {
    const stranger = (t.api.forPages(t.context(viewerWith(t, ['administrator'], undefined, t.other))) as unknown as Api).organization;
    const own = await upload('people', base64(`nama;nip\nMila;${nip(130)}\n`), 'm.csv');
    expect(await problem(stranger.previewImport({ id: own.id }))).toBe('request.not-found');
    const unitAdmin = (t.api.forPages(t.context(viewerWith(t, ['unit-administrator']))) as unknown as Api).organization;
    expect(await problem(unitAdmin.startImport({ kind: 'people', fileName: 'x', content: 'eA==' }))).toBe('request.not-allowed');
    expect(await problem(unitAdmin.exportOrganization({ kind: 'people' }))).toBe('request.not-allowed');
  });
});

describe('five thousand rows', () => {
  let content: string;
  beforeAll(async () => {
    content = await xlsx((sheet) => {
      sheet.addRow(['Nama', 'NIP', 'Pangkat']);
      for (let n = 0; n < 5000; n++) sheet.addRow([`Pegawai Nomor ${n}, S.H.`, `${1970 + (n % 30)}${String(1 + (n % 12)).padStart(2, '0')}${String(1 + (n % 28)).padStart(2, '0')}${2000 + Math.floor(n / 900)}${String(1 + (n % 12)).padStart(2, '0')}1${String(1 + (n % 900)).padStart(3, '0')}`, 'Penata (III/c)']);
    });
  });

  it('are taken in sets: as many statements as for five', async () => {
    const preview = await upload('people', content);
    const expected = preview.counts.clean;
    expect(expected).toBeGreaterThan(4990);
    const before = await count('person');
    expect(await take(preview)).toMatchObject({ taken: expected });
    expect(await count('person')).toBe(before + expected);
  });
});
