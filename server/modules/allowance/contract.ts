import * as z from 'zod';
import { isCalendarDay } from '../../platform/kernel/calendar-day.ts';
import type { RefusalTable } from '../../platform/kernel/refusal.ts';
import { operation, type Operations, type PermissionTable } from '../../platform/operation.ts';
import { allowanceRules } from '../../engines/allowance/rules.ts';
import { sheetAsked, sheetFile, sheetList, sheetMapping, sheetPreview, sheetTaken, sheetUpload, sheetVersion } from '../lists/contract.ts';
import { classRow, correctionRow, CORRECTION_KINDS, difference, id, month, payRow, rulesRow, rulesView, runRow, sanctionRow, simulation, slip, version } from './contract/shapes.ts';

// Chapters: one's own slip · payments of a month · corrections · rules, classes, sanctions · simulation · permissions · refusals

export { CORRECTION_KINDS, RUN_STATES, type CorrectionKind, type RunRow, type RunState, type Simulation, type Slip } from './contract/shapes.ts';

const OWN = 'allowance.own';
const READ = 'allowance.read';
const PAY = 'allowance.pay';
const APPROVE = 'allowance.approve';
const MANAGE = 'allowance.manage';
const day = z.string('Tulis tanggal seperti 2026-03-02.').refine(isCalendarDay, 'Tulis tanggal seperti 2026-03-02.');
const basis = z.string().trim().min(5, 'Tulis nomor dan tanggal keputusannya, paling sedikit lima huruf.').max(300);
const money = z.object({ people: z.number(), gross: z.number(), net: z.number() });
const file = z.object({ fileName: z.string(), type: z.string(), content: z.string().describe('base64') });

export const operations = {
  listOwnSlips: operation({
    method: 'GET', path: '/tpp/saya', permission: OWN, summary: 'Slip TPP Anda sendiri, bulan terbaru lebih dahulu',
    input: z.object({}), output: z.object({ items: z.array(z.object({ month, state: z.string(), gross: z.number().nullable(), net: z.number().nullable(), unit: z.string() })) }),
  }),
  getOwnSlip: operation({ method: 'GET', path: '/tpp/saya/{month}', permission: OWN, summary: 'Slip TPP Anda satu bulan: setiap angka dengan rumus dan dasar hukumnya', input: z.object({ month }), output: slip }),

  listRuns: operation({
    method: 'GET', path: '/tpp/daftar', permission: READ, summary: 'Daftar bayar TPP satu bulan menurut perangkat daerah',
    input: z.object({ month: month.optional() }),
    output: z.object({
      month, before: month, after: month, items: z.array(runRow), total: money, missing: z.array(z.object({ agency: id, name: z.string(), people: z.number(), locked: z.boolean() })).describe('Perangkat daerah yang belum dihitung'),
      may: z.object({ pay: z.boolean(), approve: z.boolean(), manage: z.boolean() }), december: z.object({ closesOn: z.number(), open: z.boolean() }).nullable(), rules: z.string().nullable(),
    }),
  }),
  listPaidMonths: operation({
    method: 'GET', path: '/tpp/bulan', permission: READ, summary: 'Bulan yang sudah dihitung, terbaru lebih dahulu', input: z.object({}),
    output: z.object({ items: z.array(z.object({ month, people: z.number(), gross: z.number(), drafts: z.number().describe('Daftar bayar yang belum diperiksa') })) }),
  }),
  computeRuns: operation({
    method: 'POST', path: '/tpp/daftar', permission: PAY, summary: 'Hitung TPP satu bulan, semua perangkat daerah atau satu; yang sudah diperiksa tidak dihitung ulang',
    description: 'Memerlukan rekap kehadiran yang sudah dikunci. Desember boleh sesudah tanggal tutup: selisihnya dibayar pada bulan berikutnya.',
    input: z.object({ month, agency: id.optional() }), output: z.object({ computed: z.number(), people: z.number(), incomplete: z.number(), skipped: z.array(z.string()) }),
  }),
  getRun: operation({
    method: 'GET', path: '/tpp/daftar/{id}', permission: READ, summary: 'Satu daftar bayar dengan orang-orangnya',
    input: z.object({ id, search: z.string().trim().max(100).default(''), only: z.enum(['all', 'incomplete', 'corrected']).default('all'), after: z.coerce.number().int().min(0).default(0), limit: z.coerce.number().int().min(1).max(200).default(50) }),
    output: z.object({ run: runRow, items: z.array(payRow), found: z.number(), next: z.number().optional(), may: z.object({ check: z.boolean(), approve: z.boolean(), export: z.boolean(), return: z.boolean(), compute: z.boolean() }) }),
  }),
  checkRun: operation({ method: 'POST', path: '/tpp/daftar/{id}/periksa', permission: PAY, summary: 'Nyatakan daftar bayar sudah diperiksa', input: z.object({ id, version }), output: z.object({ version: z.number() }) }),
  approveRun: operation({ method: 'POST', path: '/tpp/daftar/{id}/setujui', permission: APPROVE, summary: 'Setujui daftar bayar yang diperiksa orang lain', input: z.object({ id, version }), output: z.object({ version: z.number() }) }),
  returnRun: operation({
    method: 'POST', path: '/tpp/daftar/{id}/kembalikan', permission: READ, summary: 'Kembalikan ke draf dengan alasan, selama belum diserahkan',
    input: z.object({ id, version, reason: z.string().trim().min(10, 'Tulis alasannya, paling sedikit sepuluh huruf.').max(300) }), output: z.object({ version: z.number() }),
  }),
  exportRun: operation({
    method: 'POST', path: '/tpp/daftar/{id}/ekspor', permission: PAY, summary: 'Serahkan ke penggajian sebagai XLSX atau CSV; sesudah itu perubahan hanya dengan koreksi',
    input: z.object({ id, version, format: z.enum(['xlsx', 'csv']).default('xlsx') }), output: file.extend({ version: z.number() }),
  }),
  getSlip: operation({ method: 'GET', path: '/tpp/slip/{id}', permission: READ, summary: 'Slip TPP seseorang, bagi yang menghitung dan menyetujuinya; dicatat', input: z.object({ id }), output: slip }),

  listCorrections: operation({ method: 'GET', path: '/tpp/koreksi', permission: READ, summary: 'Koreksi bulan-bulan yang sudah dibayar', input: z.object({ open: z.enum(['yes', 'all']).default('all') }), output: z.object({ items: z.array(correctionRow) }) }),
  findDifferences: operation({
    method: 'GET', path: '/tpp/koreksi/selisih', permission: READ, summary: 'Hitung lagi bulan yang sudah diserahkan dengan data sekarang; hanya menunjukkan selisihnya',
    input: z.object({ month, agency: id.optional() }), output: z.object({ month, items: z.array(difference), looked: z.number() }),
  }),
  makeCorrections: operation({
    method: 'POST', path: '/tpp/koreksi', permission: PAY, status: 201, summary: 'Jadikan selisih koreksi bernama; dibayar atau dipotong pada pembayaran berikutnya',
    input: z.object({ month, pays: z.union([id.transform((one) => [one]), z.array(id).min(1).max(500)]), kind: z.enum(CORRECTION_KINDS).exclude(['attendance']), basis, reason: z.string().trim().min(5).max(300) }),
    output: z.object({ made: z.number(), amount: z.number() }),
  }),

  listRules: operation({ method: 'GET', path: '/tpp/aturan', permission: READ, summary: 'Versi aturan TPP dengan masa berlakunya', input: z.object({}), output: z.object({ items: z.array(rulesRow) }) }),
  getRules: operation({ method: 'GET', path: '/tpp/aturan/{id}', permission: READ, summary: 'Satu versi aturan: kelas, indeks, porsi, dan rumus', input: z.object({ id }), output: rulesView }),
  draftRules: operation({ method: 'POST', path: '/tpp/aturan', permission: MANAGE, status: 201, summary: 'Buat konsep aturan dari versi terakhir, atau dari contoh awal', input: z.object({ from: month }), output: z.object({ id }) }),
  saveRules: operation({ method: 'PUT', path: '/tpp/aturan/{id}', permission: MANAGE, summary: 'Simpan konsep aturan; kesalahan rumus ditunjukkan, tidak menghalangi simpan', input: z.object({ id, version, from: month, rules: allowanceRules }), output: z.object({ version: z.number(), problems: z.array(z.object({ path: z.string(), message: z.string() })) }) }),
  publishRules: operation({ method: 'POST', path: '/tpp/aturan/{id}/berlakukan', permission: MANAGE, summary: 'Berlakukan konsep mulai bulannya; sesudah itu tidak berubah', input: z.object({ id, version }), output: z.object({ version: z.number() }) }),
  dropRules: operation({ method: 'DELETE', path: '/tpp/aturan/{id}', permission: MANAGE, summary: 'Buang konsep aturan', input: z.object({ id, version }), output: z.object({}) }),

  listClasses: operation({
    method: 'GET', path: '/tpp/kelas', permission: READ, summary: 'Kelas jabatan menurut unit, hari ini',
    input: z.object({ unit: id.optional(), only: z.enum(['all', 'without']).default('all') }),
    output: z.object({ units: z.array(z.object({ id, name: z.string(), without: z.number() })), items: z.array(classRow), without: z.number() }),
  }),
  setClasses: operation({
    method: 'PUT', path: '/tpp/kelas', permission: MANAGE, summary: 'Tetapkan kelas jabatan mulai suatu hari',
    input: z.object({ fromDay: day, basis, classes: z.array(z.object({ post: id, class: z.coerce.number().int().min(1).max(17) })).min(1).max(1000) }), output: z.object({ set: z.number() }),
  }),
  blankClassSheet: operation({ method: 'GET', path: '/tpp/kelas/lembar-isian', permission: MANAGE, summary: 'Lembar isian kelas jabatan: semua jabatan menurut unit, dengan kelas yang sudah ada', input: z.object({}), output: sheetFile }),
  startClassImport: operation({ method: 'POST', path: '/tpp/kelas/impor', permission: MANAGE, status: 201, summary: 'Unggah daftar kelas jabatan (XLSX, CSV); belum mengubah apa pun', input: sheetUpload.extend({ fromDay: day, basis }), output: z.object({ id }) }),
  listClassImports: operation({ method: 'GET', path: '/tpp/kelas/impor', permission: MANAGE, summary: 'Daftar yang Anda unggah', input: z.object({}), output: sheetList }),
  mapClassImport: operation({ method: 'PUT', path: '/tpp/kelas/impor/{id}/kolom', permission: MANAGE, summary: 'Tentukan kolom mana berisi apa', input: z.object({ id, version: sheetVersion, mapping: sheetMapping }), output: z.object({ version: z.number() }) }),
  previewClassImport: operation({ method: 'GET', path: '/tpp/kelas/impor/{id}', permission: MANAGE, summary: 'Apa yang akan terjadi dengan tiap baris', input: sheetAsked, output: sheetPreview }),
  takeClassImport: operation({ method: 'POST', path: '/tpp/kelas/impor/{id}/ambil', permission: MANAGE, summary: 'Tetapkan baris yang bersih; yang lain dilaporkan', input: z.object({ id, version: sheetVersion }), output: sheetTaken }),
  downloadClassRest: operation({ method: 'GET', path: '/tpp/kelas/impor/{id}/sisa', permission: MANAGE, summary: 'Baris yang tidak cocok dengan sebabnya, sebagai XLSX', input: z.object({ id }), output: sheetFile }),
  listSanctions: operation({ method: 'GET', path: '/tpp/hukuman', permission: READ, summary: 'Keputusan hukuman disiplin yang memotong TPP', input: z.object({}), output: z.object({ items: z.array(sanctionRow), people: z.array(z.object({ id, name: z.string() })) }) }),
  addSanction: operation({
    method: 'POST', path: '/tpp/hukuman', permission: MANAGE, status: 201, summary: 'Catat keputusan hukuman disiplin yang memotong TPP beberapa bulan',
    input: z.object({ person: id, percent: z.coerce.number().int().min(1).max(100), from: month, months: z.coerce.number().int().min(1).max(24), basis }), output: z.object({ id }),
  }),
  withdrawSanction: operation({ method: 'POST', path: '/tpp/hukuman/{id}/cabut', permission: MANAGE, summary: 'Cabut catatan hukuman; bulan yang sudah dibayar hanya lewat koreksi', input: z.object({ id }), output: z.object({}) }),

  simulate: operation({
    method: 'POST', path: '/tpp/simulasi', permission: READ, summary: 'Hitung bulan-bulan yang sudah ada dengan aturan lain; tidak menyimpan apa pun',
    description: 'Tanpa bulan: dua belas bulan terakhir yang ada. Setahun bagi dua puluh ribu pegawai memerlukan belasan detik.',
    input: z.object({ from: month.optional(), to: month.optional(), rules: id.optional().describe('Versi atau konsep aturan; tanpa ini aturan bulan terakhir'), parameters: z.record(z.string(), z.string().max(30)).default({}) }),
    output: simulation,
  }),
} satisfies Operations;

export const permissions: PermissionTable = {
  [OWN]: { title: 'Melihat slip TPP sendiri', duties: ['*'] },
  [READ]: { title: 'Melihat daftar bayar, slip, dan aturan TPP', duties: ['personnel-agency', 'payroll-officer', 'auditor'] },
  [PAY]: { title: 'Menghitung, memeriksa, dan menyerahkan TPP ke penggajian', duties: ['payroll-officer', 'personnel-agency'] },
  [APPROVE]: { title: 'Menyetujui daftar bayar TPP', duties: ['personnel-agency'] },
  [MANAGE]: { title: 'Mengatur TPP: aturan, kelas jabatan, hukuman disiplin', duties: ['personnel-agency'] },
};

const list = (value: unknown): string => (Array.isArray(value) ? value.map(String).join('; ') : String(value ?? ''));
export const refusals: RefusalTable = {
  'allowance.unknown': { status: 404, sentence: 'Tidak ditemukan, atau bukan milik Anda.' },
  'allowance.no-slip': { status: 404, sentence: 'Slip TPP bulan itu belum ada. Slip terbit setelah daftar bayarnya diperiksa.' },
  'allowance.no-rules': { status: 409, sentence: 'Belum ada aturan TPP yang berlaku pada bulan itu. Berlakukan dulu di Aturan TPP.' },
  'allowance.not-locked': { status: 409, sentence: (d) => `Rekap kehadiran belum dikunci: ${list(d['units'])}. Kunci dulu di Rekap kehadiran.` },
  'allowance.month-not-over': { status: 409, sentence: 'Bulan itu belum selesai. Hitung setelah bulan berakhir dan rekapnya dikunci.' },
  'allowance.december-open': { status: 409, sentence: (d) => `Desember dapat dihitung sebelum rekapnya dikunci mulai tanggal ${String(d['day'])}.` },
  'allowance.nobody': { status: 409, sentence: 'Tidak ada pegawai yang dapat dihitung pada bulan itu.' },
  'allowance.all-closed': { status: 409, sentence: 'Semua daftar bayar bulan itu sudah diperiksa atau diserahkan. Kembalikan dulu yang perlu dihitung ulang.' },
  'allowance.state': { status: 409, sentence: (d) => `Langkah ini tidak dapat dilakukan: daftar bayar ${String(d['is'])}. Muat ulang halaman untuk melihat keadaannya.` },
  'allowance.incomplete': { status: 409, sentence: (d) => `${String(d['count'])} orang belum lengkap, misalnya kelas jabatan atau produktivitas. Lengkapi, lalu hitung ulang.` },
  'allowance.stale': { status: 409, sentence: 'Ada data yang berubah sesudah dihitung. Hitung ulang dulu.' },
  'allowance.same-person': { status: 409, sentence: 'Yang menyetujui harus orang lain dari yang memeriksa.' },
  'allowance.no-difference': { status: 409, sentence: 'Selisihnya sudah tidak ada. Muat ulang daftar selisih.' },
  'allowance.rules-invalid': { status: 422, sentence: (d) => `Aturan belum dapat dipakai: ${list((d['problems'] as { message: string }[] | undefined)?.map((one) => one.message))}` },
  'allowance.rules-published': { status: 409, sentence: 'Aturan yang sudah berlaku tidak dapat diubah. Buat konsep baru.' },
  'allowance.rules-used': { status: 409, sentence: (d) => `Sudah ada daftar bayar yang diperiksa untuk ${String(d['month'])} atau sesudahnya. Pilih bulan mulai yang lebih baru; perbedaan bulan lama diurus dengan koreksi.` },
  'allowance.rules-taken': { status: 409, sentence: 'Sudah ada aturan yang mulai berlaku pada bulan itu. Pilih bulan lain.' },
  'allowance.parameter': { status: 422, sentence: (d) => `Angka "${String(d['id'])}" tidak ada atau tidak terbaca. Tulis angka seperti 0,7.` },
  'allowance.months': { status: 422, sentence: 'Pilih bulan akhir yang tidak sebelum bulan awal, paling banyak dua belas bulan.' },
  'allowance.no-months': { status: 409, sentence: 'Belum ada daftar bayar pada bulan-bulan itu, jadi belum ada yang disimulasikan.' },
  'allowance.sanction-known': { status: 409, sentence: 'Keputusan ini sudah dicatat untuk pegawai itu pada bulan yang sama. Cabut catatan yang lama bila isinya keliru.' },
  'allowance.own-sanction': { status: 403, sentence: 'Hukuman Anda sendiri dicatat dan dicabut petugas lain.' },
  'allowance.person': { status: 422, sentence: 'Pilih pegawai dari daftar.' },
};
