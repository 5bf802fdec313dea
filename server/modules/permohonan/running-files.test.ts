import exceljs from 'exceljs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Api } from '../../api.ts';
import { sql } from '../../platform/db/sql.ts';
import type { Viewer } from '../../platform/request/context.ts';
import { createTestHouse } from '../../testing/house.ts';
import { anyUnit, castOf, officer, type Cast } from './permohonan.testing.ts';
import { checkState } from './service/check-state.ts';

const t = await createTestHouse();
let cast: Cast;
let village: { name: string; district: string };
let keeper: Viewer;
const as = (viewer: Viewer | null) => t.api.forPages(t.context(viewer)) as unknown as Api;
const problem = (work: Promise<unknown>) => work.then(() => 'no refusal', (error: { problem?: { code: string } }) => error.problem?.code ?? String(error));
const base64 = (text: string | Buffer) => Buffer.from(text).toString('base64');

beforeAll(async () => {
  cast = await castOf(t);
  keeper = await officer(t, t.context(null), cast.desa, 'Operator', 'Endah Lestari', ['unit-administrator']);
  const [row] = await t.house.db.lookUp<{ name: string; path: string }>(sql`select name, path from wilayah.region where code = ${cast.region}`);
  village = { name: row!.name, district: row!.path.split(', ')[0]! };
});

const SKU = 'surat-keterangan-usaha';
const HEAD = ['No', 'Nama Pemohon', 'NIK', 'No. HP', 'Tgl Masuk', 'Jam', 'No. Register', 'Posisi Berkas', 'Tanggal surat pengantar', 'Nama usaha', 'Bidang usaha', 'Desa atau kelurahan tempat usaha', 'Alamat usaha', 'Berjalan sejak',
  'Tempat lahir', 'Tanggal lahir', 'Jenis kelamin', 'Pekerjaan', 'Alamat tempat tinggal', 'Surat ini untuk apa?', 'Keterangan'];
/** One line of the register; what a test changes is named by its heading. */
const line = (n: number, change: Record<string, unknown> = {}): unknown[] => {
  const usual: Record<string, unknown> = {
    No: n, 'Nama Pemohon': 'Hartono Wibowo', NIK: "'3502171203859001", 'No. HP': '0812 3456 7890', 'Tgl Masuk': '26-02-2026', Jam: '09.30', 'No. Register': `500/${n}/II/2026`, 'Posisi Berkas': 'PERIKSA BERKAS', 'Tanggal surat pengantar': '20/2/2026',
    'Nama usaha': `Warung ${n}`, 'Bidang usaha': 'warung makan', 'Desa atau kelurahan tempat usaha': `Desa ${village.name}, Kec. ${village.district}`, 'Alamat usaha': 'Jl. Raya 14', 'Berjalan sejak': 43586, 'Tempat lahir': 'Ponorogo', 'Tanggal lahir': '12 Maret 1985',
    'Jenis kelamin': 'LAKI-LAKI', Pekerjaan: 'Pedagang', 'Alamat tempat tinggal': 'RT 02 RW 01', 'Surat ini untuk apa?': 'Mengajukan kredit atau KUR', Keterangan: '',
  };
  return HEAD.map((heading) => ({ ...usual, ...change })[heading]);
};

async function register(rows: unknown[][], draw?: (sheet: exceljs.Worksheet) => void): Promise<string> {
  const workbook = new exceljs.Workbook();
  const sheet = workbook.addWorksheet('Register');
  sheet.addRow(['REGISTER SURAT KETERANGAN USAHA TAHUN 2026']);
  sheet.mergeCells('A1:U1');
  sheet.addRow(HEAD);
  rows.forEach((row) => sheet.addRow(row));
  draw?.(sheet);
  return base64(Buffer.from(await workbook.xlsx.writeBuffer()));
}
async function upload(content: string, viewer: Viewer = cast.verifier, layanan = SKU) {
  const { id } = await as(viewer).permohonan.startRunningImport({ layanan, fileName: 'register.xlsx', content });
  return as(viewer).permohonan.previewRunningImport({ id, limit: 200 });
}
const take = (preview: { id: string; version: number }, viewer: Viewer = cast.verifier) => as(viewer).permohonan.takeRunningImport({ id: preview.id, version: preview.version });
const requests = async () => (await t.house.db.inTenant(t.instansi, (tx) => tx.one<{ n: number }>(sql`select count(*) as n from permohonan.request`))).n;

describe('a register of running files', () => {
  it('becomes requests at their steps, counted from the real receipt, with note and trail; and the same list again makes none', async () => {
    const rows = [line(1, { Keterangan: 'Menunggu KTP asli' }), line(2, { 'Posisi Berkas': 'Tanda tangan kepala desa atau lurah', 'Tgl Masuk': new Date(Date.UTC(2026, 1, 27, 10, 14, 59, 999)), Jam: '' }), line(3, { Jam: 0.34375 })];
    const preview = await upload(await register(rows));
    expect(preview.missing).toEqual([]);
    expect(preview.counts).toMatchObject({ rows: 3, clean: 3, refused: 0 });
    expect(preview.rows.map((row) => [row.step, row.received])).toEqual([['Periksa berkas', expect.stringContaining('09.30')], ['Tanda tangan kepala desa atau lurah', expect.stringContaining('10.15')], ['Periksa berkas', expect.stringContaining('08.15')]]);
    expect(JSON.stringify(preview)).not.toContain('3502171203859001');
    expect(await requests()).toBe(0);
    expect(await take(preview)).toEqual({ taken: 3, refused: 0, unchanged: 0 });
    expect(await problem(take({ id: preview.id, version: preview.version + 1 }))).toBe('sheets.import-taken');

    const after = await as(cast.verifier).permohonan.previewRunningImport({ id: preview.id });
    expect(after.rows.map((row) => row.verdict)).toEqual(['taken', 'taken', 'taken']);
    const first = await as(cast.verifier).permohonan.getCase({ id: after.rows[0]!.request! });
    expect(first).toMatchObject({ number: after.rows[0]!.number, channel: 'import', receivedAt: '2026-02-26T02:30:00.000Z', lateEntry: expect.stringContaining('500/1/II/2026'), notes: [{ text: 'Menunggu KTP asli' }], applicant: { name: 'Hartono Wibowo', level: 'unverified' } });
    expect(first.openTasks.map((task) => task.step)).toEqual(['periksa']);
    expect(first.due!.tone).toBe('late');
    const second = await as(cast.verifier).permohonan.getCase({ id: after.rows[1]!.request! });
    expect(second.openTasks.map((task) => task.step)).toEqual(['tanda_tangan']);
    expect(second.steps.map((step) => step.state)).toEqual(['done', 'done', 'now']);
    expect((await as(cast.signer).permohonan.signingList({})).items.map((item) => item.id)).toContain(second.id);
    expect((await as(cast.verifier).permohonan.search({ query: '500 1 II' })).items.map((item) => item.id)).toContain(first.id);
    const trail = await t.house.db.asOwner((tx) => tx.many<{ action: string; detail: Record<string, unknown> }>(sql`select action, detail from audit.entry where action in ('permohonan.submitted', 'permohonan.import-taken')`));
    expect(trail.filter((one) => one.action === 'permohonan.submitted').map((one) => one.detail)).toContainEqual(expect.objectContaining({ channel: 'import', register: '500/2/II/2026', step: 'tanda_tangan', import: preview.id }));
    expect(trail.filter((one) => one.action === 'permohonan.import-taken')).toHaveLength(1);
    expect(await checkState(t.context())).toMatchObject({ checked: 3, differences: [] });

    // Other spellings of the same numbers, and one more file.
    const again = await upload(await register([line(1, { 'No. Register': "'500 / 1 / ii / 2026" }), ...rows.slice(1), line(4)]));
    expect(again.counts).toMatchObject({ clean: 1, unchanged: 3 });
    expect(again.rows[0]).toMatchObject({ verdict: 'unchanged', number: after.rows[0]!.number });
    expect(await take(again)).toEqual({ taken: 1, refused: 0, unchanged: 3 });
    expect(await requests()).toBe(4);
  });

  it('can be corrected at the counter without the uploads that lie on paper, and is still found by its old number', async () => {
    const preview = await upload(await register([line(8)]));
    await take(preview);
    const id = (await as(cast.verifier).permohonan.previewRunningImport({ id: preview.id })).rows[0]!.request!;
    const { seq } = await as(cast.verifier).permohonan.getCase({ id });
    await as(cast.verifier).permohonan.act({ id, seq, action: { kind: 'return', step: 'periksa', remarks: [{ path: 'usaha_nama', message: 'Tulis nama papannya.' }] } });
    const draft = await as(cast.verifier).permohonan.startCorrection({ id });
    await as(cast.verifier).permohonan.saveDraft({ id: draft.id, answers: { usaha_nama: 'Warung Kidul' } });
    await as(cast.verifier).permohonan.submitDraft({ id: draft.id });
    expect((await as(cast.verifier).permohonan.getCase({ id })).title).toContain('Warung Kidul');
    expect((await as(cast.verifier).permohonan.search({ query: '500 8 II' })).items.map((item) => item.id)).toEqual([id]);
  });

  it('taken twice at the same moment is made once', async () => {
    const content = await register([line(11), line(12), line(13)]);
    const [one, other] = [await upload(content), await upload(content)];
    const before = await requests();
    const results = await Promise.all([take(one), take(other)]);
    expect(results.reduce((sum, result) => sum + result.taken, 0)).toBe(3);
    expect(await requests()).toBe(before + 3);
  });

  it('refuses what cannot stand, each line with its reasons, and gives those back as a sheet that can be sent again', async () => {
    const bad: [Record<string, unknown>, string][] = [
      [{ NIK: '3,50217E+15' }, 'dibulatkan'], [{ NIK: 3502171203859010 }, 'dibulatkan'], [{ NIK: '3502171303859099' }, ''], [{ NIK: '' }, 'NIK'], [{ 'Nama Pemohon': '-' }, 'Nama pemohon kosong'],
      [{ 'Tgl Masuk': '30-02-2026' }, 'Tanggal diterima "30-02-2026" tidak terbaca'], [{ 'Tgl Masuk': '' }, 'Tanggal diterima kosong'], [{ 'Tgl Masuk': '02-03-2027' }, 'belum terjadi'], [{ Jam: 'pagi' }, 'Jam diterima "pagi"'],
      [{ 'No. Register': ' - ' }, 'Nomor register lama kosong'], [{ 'Posisi Berkas': 'di meja camat' }, 'Pakai: Periksa berkas; Tanda tangan'], [{ 'No. HP': '0352-481234' }, 'ponsel'],
      [{ 'Surat ini untuk apa?': 'iseng' }, 'Surat ini untuk apa?: "iseng" tidak ada dalam pilihan. Pakai: Mengajukan kredit'], [{ 'Desa atau kelurahan tempat usaha': 'Desa Antah Berantah' }, 'tidak ditemukan di wilayah instansi'],
      [{ 'Desa atau kelurahan tempat usaha': '35.02.20.2010' }, 'Belum ada unit'], [{ 'Nama usaha': '' }, 'Nama usaha: Isi Nama usaha.'], [{ 'Berjalan sejak': '2027-01-01' }, 'Berjalan sejak: Paling akhir'], [{ 'Surat ini untuk apa?': 'Lainnya' }, 'Tulis keperluannya'],
    ];
    const preview = await upload(await register([line(20), ...bad.map(([change], index) => line(21 + index, change)), line(20)]));
    const refused = preview.rows.filter((row) => row.verdict === 'refused');
    bad.forEach(([, words], index) => {
      const row = preview.rows[index + 1]!;
      if (words) expect([row.verdict, row.reasons.join(' ')]).toEqual(['refused', expect.stringContaining(words)]);
    });
    expect(refused.at(-1)!.reasons).toEqual(['Nomor register ini sudah ada di baris 3.']);
    const clean = preview.counts.clean;
    expect(await take(preview)).toMatchObject({ taken: clean, refused: refused.length });

    const rest = await as(cast.verifier).permohonan.downloadRefusedRunning({ id: preview.id });
    const workbook = new exceljs.Workbook();
    await workbook.xlsx.load(Buffer.from(rest.content, 'base64') as never);
    const sheet = workbook.worksheets[0]!;
    expect([sheet.getRow(1).getCell(1).value, sheet.rowCount]).toEqual(['Sebab', refused.length + 1]);
    const again = await upload(rest.content);
    expect(again.counts).toMatchObject({ clean: 0, refused: refused.length - 1, unchanged: 1 });
  });

  it('refuses a number of the register that another person’s file has', async () => {
    await take(await upload(await register([line(50)])));
    expect((await upload(await register([line(50, { 'Nama Pemohon': 'Sulastri Ningsih' })]))).rows[0]).toMatchObject({ verdict: 'refused', reasons: [expect.stringContaining('atas nama lain')] });
  });

  it('remembers columns that it did not recognise', async () => {
    const csv = (n: number) => base64(`${['Pemilik', 'NIK', 'HP', 'Diterima', 'Nomor lama', 'Sampai di', ...HEAD.slice(8)].join(';')}\n${['Hartono Wibowo', '3502171203859001', '081234567890', '26-02-2026 09:00', `A-${n}`, 'periksa', ...line(n).slice(8)].join(';')}\n`);
    const first = await upload(csv(60));
    expect(first.missing).toEqual(['Nama pemohon', 'Tanggal diterima', 'Nomor register lama', 'Langkah sekarang']);
    expect(await problem(take(first))).toBe('sheets.mapping-incomplete');
    await as(cast.verifier).permohonan.mapRunningImport({ id: first.id, version: first.version, mapping: { ...first.mapping, name: 0, day: 3, register: 4, step: 5, ghost: 1 } });
    expect((await as(cast.verifier).permohonan.previewRunningImport({ id: first.id })).rows[0]).toMatchObject({ verdict: 'new', received: expect.stringContaining('09.00') });
    expect(await problem(as(cast.verifier).permohonan.mapRunningImport({ id: first.id, version: 1, mapping: {} }))).toBe('request.changed-meanwhile');
    expect((await upload(csv(61))).missing).toEqual([]);
  });

  it('counts a file without an hour from the opening of the counter', async () => {
    const preview = await upload(await register([line(70, { Jam: '', 'Tgl Masuk': '27-02-2026' })]));
    expect(preview.rows[0]!.notes).toEqual(['Tanpa jam: dihitung sejak loket buka.']);
    await take(preview);
    const { request } = (await as(cast.verifier).permohonan.previewRunningImport({ id: preview.id })).rows[0]!;
    const { start } = await t.house.db.inTenant(t.instansi, (tx) => tx.one<{ start: string }>(sql`select body->'clocks'->'promise'->0->>'at' as start from permohonan.folded where request = ${request}`));
    expect(start > '2026-02-27T00:00:00.000Z' && start < '2026-02-27T04:00:00.000Z').toBe(true);
  });
});

describe('a template', () => {
  it('names every column with its guidance, and what is filled in is read as it stands', async () => {
    const file = await as(keeper).permohonan.runningTemplate({ layanan: SKU });
    const workbook = new exceljs.Workbook();
    await workbook.xlsx.load(Buffer.from(file.content, 'base64') as never);
    const [sheet, guide] = workbook.worksheets as [exceljs.Worksheet, exceljs.Worksheet];
    const headings = (sheet.getRow(1).values as string[]).slice(1);
    expect(headings.slice(0, 8)).toEqual(['Nama pemohon', 'NIK', 'Nomor ponsel', 'Tanggal diterima', 'Jam diterima', 'Nomor register lama', 'Langkah sekarang', 'Catatan']);
    expect(headings).not.toContain('Foto tempat usaha');
    expect(guide.rowCount).toBe(headings.length + 1);
    const usual = Object.fromEntries(HEAD.map((heading, index) => [heading, line(80)[index]]));
    const cells: Record<string, unknown> = { ...usual, 'Nama pemohon': usual['Nama Pemohon'], 'Nomor ponsel': usual['No. HP'], 'Tanggal diterima': usual['Tgl Masuk'], 'Jam diterima': usual['Jam'], 'Nomor register lama': usual['No. Register'], 'Langkah sekarang': usual['Posisi Berkas'] };
    sheet.addRow(headings.map((heading) => cells[heading] ?? ''));
    const preview = await upload(base64(Buffer.from(await workbook.xlsx.writeBuffer())), keeper);
    expect(preview.counts).toMatchObject({ clean: 1, refused: 0 });
    expect(Object.keys(preview.mapping)).toHaveLength(headings.length);
  });

  it('of a service with groups, choices of one label and steps that stand on the letter', async () => {
    const ctx = t.context(null);
    const dpmptsp = await anyUnit(ctx, 'DPMPTSP', 'DPMPTSP');
    for (const code of ['DPUPKP', 'SATPOLPP', 'BAPENDA']) await anyUnit(ctx, code, code);
    const desk = await officer(t, ctx, dpmptsp, 'Loket', 'Rina', ['desk']);
    const file = await as(desk).permohonan.runningTemplate({ layanan: 'izin-reklame' });
    const workbook = new exceljs.Workbook();
    await workbook.xlsx.load(Buffer.from(file.content, 'base64') as never);
    const headings = (workbook.worksheets[0]!.getRow(1).values as string[]).slice(1);
    expect(new Set(headings).size).toBe(headings.length);
    const row: Record<string, string> = {
      'Nama pemohon': 'Hartono Wibowo', NIK: '3502171203859001', 'Nomor ponsel': '081234567890', 'Tanggal diterima': '16-02-2026', 'Jam diterima': '10:00', 'Nomor register lama': 'R-7', 'Berapa lama reklame dipasang?': 'insidentil', 'Tulisan pada reklame': 'Pasar Malam',
      Panjang: '4', Lebar: '1,5', 'Jumlah sisi bergambar': '1', 'Mulai dipasang': '01-03-2026', Lama: '7', 'Izin atas nama siapa?': 'Perorangan', Alamat: 'Jl. Merdeka 1',
    };
    const find = (words: RegExp) => headings.find((heading) => words.test(heading))!;
    row[find(/^Bentuk.*insidentil/)] = 'Spanduk atau banner';
    row[find(/^Titik pemasangan: Alamat titik \(titik alamat\)/)] = 'Jl. A | Jl. B';
    row[find(/^Titik pemasangan: Jumlah di titik ini/)] = '2 | 1';
    row[find(/^Titik pemasangan: Titik di peta \(titik letak\)/)] = '-7,8651; 111,4696 |';
    const csv = (step: string, n: string) => base64(`${headings.map((one) => `"${one}"`).join(',')}\n${headings.map((heading) => `"${heading === 'Langkah sekarang' ? step : heading === 'Nomor register lama' ? n : (row[heading] ?? '')}"`).join(',')}\n`);
    const at = async (step: string, n: string) => (await upload(csv(step, n), desk, 'izin-reklame')).rows[0]!;
    expect(await at('tanda_tangan', 'R-1')).toMatchObject({ verdict: 'refused', reasons: [expect.stringContaining('Masukkan pada "Penetapan pajak reklame"')] });
    expect(await at('Pemeriksaan lapangan', 'R-2')).toMatchObject({ verdict: 'refused', reasons: [expect.stringContaining('tidak berlaku untuk isian ini')] });
    expect((await at('Pertimbangan ketertiban umum', 'R-3')).notes).toEqual([expect.stringContaining('"Pertimbangan teknis pekerjaan umum"')]);
    const preview = await upload(csv('Telaah dan kesimpulan', 'R-4'), desk, 'izin-reklame');
    expect(preview.rows[0]).toMatchObject({ verdict: 'new', reasons: [] });
    expect(await take(preview, desk)).toMatchObject({ taken: 1 });
    const { request } = (await as(desk).permohonan.previewRunningImport({ id: preview.id })).rows[0]!;
    const seen = await as(desk).permohonan.getCase({ id: request! });
    expect(seen.openTasks.map((task) => task.step)).toEqual(['telaah']);
    expect(seen.points).toHaveLength(1);
    expect(seen.answers.map((one) => one.value)).toEqual(expect.arrayContaining(['Jl. A', 'Jl. B']));
  });
});

describe('who may', () => {
  it('is whoever enters requests or sets up the unit, for the own unit and those below', async () => {
    const content = await register([line(90)]);
    expect(await problem(as(cast.signer).permohonan.startRunningImport({ layanan: SKU, fileName: 'x', content }))).toBe('request.not-allowed');
    expect(await problem(as(cast.citizen).permohonan.startRunningImport({ layanan: SKU, fileName: 'x', content }))).toBe('request.not-allowed');
    expect(await problem(as(null).permohonan.startRunningImport({ layanan: SKU, fileName: 'x', content }))).toBe('request.not-signed-in');
    expect((await upload(content, cast.outsider)).rows[0]).toMatchObject({ verdict: 'refused', reasons: [expect.stringContaining('hanya dapat mengimpor berkas unit Anda')] });
    expect((await upload(content, keeper)).rows[0]).toMatchObject({ verdict: 'new' });
  });

  it('goes on with the own list only, not with another officer’s or another institution’s', async () => {
    const own = await upload(await register([line(91)]));
    const there = (await castOf(t, t.other)).verifier;
    for (const stranger of [keeper, cast.outsider, there]) {
      expect(await problem(as(stranger).permohonan.previewRunningImport({ id: own.id }))).toBe('request.not-found');
      expect(await problem(take(own, stranger))).toBe('request.not-found');
      expect(await problem(as(stranger).permohonan.downloadRefusedRunning({ id: own.id }))).toBe('request.not-found');
    }
    expect((await as(cast.verifier).permohonan.listRunningImports({})).items.map((item) => item.id)).toContain(own.id);
    expect((await as(keeper).permohonan.listRunningImports({})).items.map((item) => item.id)).not.toContain(own.id);
  });

  it('keeps no whole NIK in the clear', async () => {
    const rows = await t.house.db.asOwner((tx) => tx.many(sql`select encode(i.sheet, 'escape') as sheet, i.reasons, i.made, (select jsonb_agg(a.payload) from permohonan.action a) as actions from permohonan.import i`));
    const trail = await t.house.db.asOwner((tx) => tx.many(sql`select detail from audit.entry`));
    expect(JSON.stringify([rows, trail])).not.toContain('3502171203859001');
  });

  it('over HTTP, with what cannot be read told in a sentence', async () => {
    const answer = await t.app.inject({ method: 'POST', url: '/api/berkas-berjalan', headers: { host: 'ponorogo.test' }, payload: { layanan: SKU, fileName: 'x', content: 'eA==' } });
    expect(answer.statusCode).toBe(401);
    expect(await problem(as(cast.verifier).permohonan.startRunningImport({ layanan: SKU, fileName: 'x.pdf', content: base64('%PDF-1.7') }))).toBe('sheets.unreadable');
    expect(await problem(as(cast.verifier).permohonan.startRunningImport({ layanan: 'tidak-ada', fileName: 'x.csv', content: base64('a;b\n1;2\n') }))).toBe('layanan.unknown');
    expect(await problem(as(cast.verifier).permohonan.startRunningImport({ layanan: SKU, fileName: 'x.csv', content: base64(`nama\n${'x\n'.repeat(2001)}`) }))).toBe('sheets.unreadable');
  });
});
