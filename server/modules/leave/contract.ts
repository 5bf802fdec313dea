import * as z from 'zod';
import { operation, type Operations, type PermissionTable } from '../../platform/operation.ts';
import { signingSecret } from '../issuance/contract.ts';
import { sheetAsked, sheetFile, sheetList, sheetMapping, sheetPreview, sheetTaken, sheetUpload, sheetVersion } from '../lists/contract.ts';
import { annualRule, balance, consideration, day, grantingRule, id, leaveKind, leaveState, legalBasis, requestFields, requestRow, requestView, version, year } from './contract/shapes.ts';

// Chapters: asking · deciding · keeping (register, balances, openings, cuti bersama) · rules · permissions · events

export * from './contract/port.ts';
export { refusals } from './contract/refusals.ts';
export { CONSIDERATIONS, STATES, type AnnualRule, type Balance, type Consideration, type GrantingRule, type LeaveKind, type LeaveState, type RequestRow, type RequestView } from './contract/shapes.ts';

const OWN = 'leave.own';
const REGISTER = 'leave.register';
const MANAGE = 'leave.manage';
const saved = z.object({ id, state: leaveState, warnings: z.array(z.string()) });
const note = z.string().trim().max(500).default('');
const reason = z.string().trim().min(5, 'Tulis alasannya, paling sedikit lima huruf.').max(300);
const kindChoice = z.object({
  code: z.string(), title: z.string(), counts: z.enum(['working-days', 'calendar-days']), halfDays: z.boolean(), travelDays: z.number(), most: z.string(), evidence: z.array(z.string()), reasons: z.array(z.object({ id: z.string(), title: z.string() })), legalBasis: z.string(),
});
const asked = { month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'Tulis bulan seperti 2026-03.').optional(), unit: id.optional(), kind: z.string().max(6).default(''), state: leaveState.or(z.literal('')).default('') };

export const operations = {
  myLeave: operation({
    method: 'GET', path: '/cuti/saya', permission: OWN, summary: 'Hak cuti tahunan Anda dan asalnya, permintaan Anda, dan jenis cuti yang dapat Anda minta',
    input: z.object({ year: year.optional() }),
    output: z.object({ today: z.string(), year: z.number(), name: z.string(), title: z.string(), employmentText: z.string(), balance, waiting: z.number().describe('Permintaan orang lain yang menunggu Anda'), items: z.array(requestRow), kinds: z.array(kindChoice) }),
  }),
  tryLeave: operation({
    method: 'POST', path: '/cuti/hitung', permission: OWN, summary: 'Berapa hari yang dihitung, sisa sesudahnya, dan siapa yang memutuskan; tidak mengajukan apa pun',
    input: z.object(requestFields),
    output: z.object({ days: z.number(), unit: z.string(), counted: z.array(z.string()), evidence: z.string(), superior: z.string(), grantor: z.string(), warnings: z.array(z.string()), after: balance.optional() }),
  }),
  requestLeave: operation({
    method: 'POST', path: '/cuti', permission: OWN, status: 201, idempotent: true, summary: 'Ajukan cuti; haknya dipesan sampai diputuskan',
    input: z.object({ id: id.optional().describe('Pengenal dari perangkat: dikirim lagi, tetap satu permintaan'), ...requestFields }), output: saved,
  }),
  changeLeave: operation({ method: 'PUT', path: '/cuti/{id}', permission: OWN, summary: 'Ubah permintaan yang belum dipertimbangkan, atau yang diminta diubah', input: z.object({ id, version, ...requestFields }), output: saved }),
  getLeave: operation({ method: 'GET', path: '/cuti/{id}', permission: OWN, summary: 'Satu permintaan cuti: hitungan, langkah, surat, dan yang boleh Anda lakukan', input: z.object({ id }), output: requestView }),
  cancelLeave: operation({
    method: 'POST', path: '/cuti/{id}/batal', permission: OWN, summary: 'Batalkan sebelum dimulai; surat yang sudah terbit dicabut, haknya kembali',
    input: z.object({ id, version, reason }), output: z.object({ version: z.number(), state: leaveState }),
  }),
  listWaiting: operation({ method: 'GET', path: '/cuti/tinjau', permission: OWN, summary: 'Yang menunggu pertimbangan atau keputusan Anda', input: z.object({}), output: z.object({ consider: z.array(requestRow), grant: z.array(requestRow), away: z.array(requestRow).describe('Yang sedang dan akan cuti di unit Anda') }) }),
  considerLeave: operation({
    method: 'POST', path: '/cuti/{id}/pertimbangan', permission: OWN, summary: 'Pertimbangan atasan langsung: disetujui, perubahan, ditangguhkan, tidak disetujui',
    input: z.object({ id, version, consideration, note }), output: z.object({ version: z.number(), state: leaveState }),
  }),
  grantLeave: operation({
    method: 'POST', path: '/cuti/{id}/keputusan', permission: OWN, summary: 'Keputusan pejabat yang berwenang; persetujuan adalah surat izin yang bernomor dan ditandatangani',
    description: 'Persetujuan memerlukan faktor kedua sepuluh menit terakhir. Yang terputus diteruskan dengan mengirim lagi: surat yang sudah bernomor tidak bernomor dua kali.',
    input: z.object({ id, version, decision: consideration, note, secret: signingSecret.optional() }), output: z.object({ state: leaveState, number: z.string().optional(), failure: z.string().optional() }),
  }),
  callBack: operation({
    method: 'POST', path: '/cuti/{id}/panggil-kembali', permission: OWN, summary: 'Panggil kembali: cuti berakhir lebih awal, sisa harinya kembali',
    input: z.object({ id, version, lastDay: day.describe('Hari cuti terakhir'), reason }), output: z.object({ version: z.number() }),
  }),
  listRegister: operation({
    method: 'GET', path: '/cuti/register', permission: REGISTER, summary: 'Register cuti satu bulan: unit Anda dan unit di bawahnya, BKPSDM seluruh instansi',
    input: z.object(asked), output: z.object({ month: z.string(), before: z.string(), after: z.string(), today: z.string(), items: z.array(requestRow), kinds: z.array(z.object({ code: z.string(), title: z.string() })), units: z.array(z.object({ id, name: z.string() })), mayManage: z.boolean() }),
  }),
  exportRegister: operation({ method: 'GET', path: '/cuti/register/unduh', permission: REGISTER, summary: 'Register cuti sebagai XLSX', input: z.object(asked), output: sheetFile }),
  listBalances: operation({
    method: 'GET', path: '/cuti/saldo', permission: REGISTER, summary: 'Hak cuti tahunan pegawai satu unit',
    input: z.object({ unit: id.optional(), year: year.optional() }),
    output: z.object({ unit: id, unitName: z.string(), year: z.number(), units: z.array(z.object({ id, name: z.string() })), mayManage: z.boolean(), items: z.array(z.object({ person: id, name: z.string(), title: z.string(), employmentText: z.string(), right: z.number(), used: z.number(), waiting: z.number(), left: z.number(), serviceFrom: z.string(), notes: z.array(z.string()) })) }),
  }),
  getBalance: operation({
    method: 'GET', path: '/cuti/saldo/{person}', permission: REGISTER, summary: 'Hak cuti satu pegawai, baris demi baris',
    input: z.object({ person: id, year: year.optional() }), output: z.object({ name: z.string(), title: z.string(), balance, items: z.array(requestRow), serviceFrom: z.string(), mayManage: z.boolean() }),
  }),
  setOpening: operation({
    method: 'PUT', path: '/cuti/saldo/{person}', permission: MANAGE, summary: 'Tetapkan saldo awal atau tanggal mulai bekerja seorang pegawai',
    input: z.object({ person: id, year, left: z.coerce.number().min(0).max(60).multipleOf(0.5).optional().describe('Sisa hak tahun itu'), used: z.coerce.number().min(0).max(60).multipleOf(0.5).optional().describe('Sudah diambil tahun itu sebelum dicatat di sini'), serviceFrom: day.optional() }), output: z.object({}),
  }),
  openingTemplate: operation({ method: 'GET', path: '/cuti/saldo-awal/contoh', permission: MANAGE, summary: 'Lembar isian saldo awal dengan pegawai yang sudah terdaftar', input: z.object({}), output: sheetFile }),
  startOpenings: operation({ method: 'POST', path: '/cuti/saldo-awal', permission: MANAGE, status: 201, summary: 'Unggah saldo awal dua tahun (XLSX atau CSV)', input: z.object({ ...sheetUpload.shape, year }), output: z.object({ id }) }),
  listOpenings: operation({ method: 'GET', path: '/cuti/saldo-awal', permission: MANAGE, summary: 'Saldo awal yang Anda unggah', input: z.object({}), output: sheetList }),
  mapOpenings: operation({ method: 'PUT', path: '/cuti/saldo-awal/{id}', permission: MANAGE, summary: 'Pilih kolomnya', input: z.object({ id, version: sheetVersion, mapping: sheetMapping }), output: z.object({ version: z.number() }) }),
  previewOpenings: operation({ method: 'GET', path: '/cuti/saldo-awal/{id}', permission: MANAGE, summary: 'Yang akan terjadi pada tiap baris', input: sheetAsked, output: sheetPreview }),
  takeOpenings: operation({ method: 'POST', path: '/cuti/saldo-awal/{id}/ambil', permission: MANAGE, summary: 'Ambil baris yang benar', input: z.object({ id, version: sheetVersion }), output: sheetTaken }),
  restOfOpenings: operation({ method: 'GET', path: '/cuti/saldo-awal/{id}/sisa', permission: MANAGE, summary: 'Baris yang belum dapat diambil, dengan sebabnya', input: z.object({ id }), output: sheetFile }),
  listJointLeave: operation({
    method: 'GET', path: '/cuti/cuti-bersama', permission: REGISTER, summary: 'Cuti bersama yang sudah lewat, dan siapa yang dijadwalkan bekerja',
    input: z.object({ year: year.optional() }),
    output: z.object({ year: z.number(), items: z.array(z.object({ day: z.string(), name: z.string(), scheduled: z.number(), credited: z.number(), people: z.array(z.object({ person: id, name: z.string(), credited: z.boolean() })) })) }),
  }),
  creditJointLeave: operation({ method: 'POST', path: '/cuti/cuti-bersama', permission: REGISTER, summary: 'Tambahkan cuti tahunan bagi yang bekerja pada cuti bersama; yang sudah ditambahkan dilewati', input: z.object({ day, people: z.union([id.transform((one) => [one]), z.array(id).max(2000)]) }), output: z.object({ added: z.number() }) }),
  getPolicy: operation({
    method: 'GET', path: '/cuti/aturan', permission: MANAGE, summary: 'Jenis cuti, hak tahunan, dan siapa yang memberikan, menurut yang berlaku',
    input: z.object({}),
    output: z.object({
      today: z.string(), kinds: z.array(leaveKind), annual: annualRule, rules: z.array(grantingRule), rulesBasis: legalBasis,
      versions: z.array(z.object({ what: z.enum(['kinds', 'granting']), number: z.number(), validFrom: z.string(), note: z.string(), by: z.string(), at: z.string() })), since: z.object({ kinds: z.string(), granting: z.string() }).describe('Kosong: bawaan katalog'),
    }),
  }),
  saveKind: operation({
    method: 'PUT', path: '/cuti/aturan/jenis', permission: MANAGE, summary: 'Ubah atau tambah satu jenis cuti, mulai suatu hari',
    input: z.object({ kind: leaveKind, from: day, note: reason }), output: z.object({ number: z.number() }),
  }),
  saveAnnual: operation({ method: 'PUT', path: '/cuti/aturan/tahunan', permission: MANAGE, summary: 'Ubah hak cuti tahunan dan sisa yang terbawa, mulai suatu hari', input: z.object({ annual: annualRule, from: day, note: reason }), output: z.object({ number: z.number() }) }),
  saveGranting: operation({ method: 'PUT', path: '/cuti/aturan/pemberian', permission: MANAGE, summary: 'Ubah siapa yang memberikan cuti, mulai suatu hari', input: z.object({ rules: z.array(grantingRule).min(1).max(40), legalBasis, from: day, note: reason }), output: z.object({ number: z.number() }) }),
} satisfies Operations;

export const permissions: PermissionTable = {
  [OWN]: { title: 'Mengajukan cuti sendiri, dan memutuskan cuti bawahan', duties: ['*'] },
  [REGISTER]: { title: 'Membaca register dan saldo cuti unitnya', duties: ['personnel-officer', 'personnel-agency'] },
  [MANAGE]: { title: 'Mengelola jenis cuti, saldo awal, dan siapa yang memberikan', duties: ['personnel-agency', 'administrator'] },
};

// Events: `leave.granted` and `leave.changed` {person, from, to}: see LeaveChanged.
