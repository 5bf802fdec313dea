import * as z from 'zod';
import type { RefusalTable } from '../../platform/kernel/refusal.ts';
import { operation, type Operations, type PermissionTable } from '../../platform/operation.ts';
import { dayEffect } from '../calendar/contract.ts';
import { signingSecret } from '../issuance/contract.ts';
import { sheetAsked, sheetFile, sheetList, sheetMapping, sheetPreview, sheetTaken, sheetUpload, sheetVersion } from '../lists/contract.ts';
import { changeView, clockText, correctionView, day, dayView, id, month, monthView, outageView, petition, policyInput, policyRow, reason, recapRow, recapView, statusView, version, warningView } from './contract/shapes.ts';

// Chapters: one's own days · requests · the unit · the recap · rules · statuses and outages · discipline · lists · permissions · refusals

export * from './contract/port.ts';
export { CODES, PETITIONS, PETITION_STATES, STATES, type DayView, type MonthView, type Petition, type PolicyInput, type RecapView, type SegmentView, type WarningView } from './contract/shapes.ts';

const OWN = 'timesheets.own';
const SEE = 'timesheets.see';
const VERIFY = 'timesheets.verify';
const LOCK = 'timesheets.lock';
const RULES = 'timesheets.rules';
const recapKey = { agency: id, month };
export const sheetKind = z.enum(['discipline', 'months']);

export const operations = {
  getMyMonth: operation({ method: 'GET', path: '/lembar-kehadiran/saya', permission: OWN, summary: 'Kehadiran saya satu bulan, tiap hari dengan penjelasannya', input: z.object({ month: month.optional() }), output: monthView }),
  getPersonMonth: operation({ method: 'GET', path: '/lembar-kehadiran/orang/{person}', permission: SEE, summary: 'Kehadiran satu pegawai unit Anda, tiap hari dengan penjelasannya', input: z.object({ person: id, month: month.optional() }), output: monthView }),

  askPetition: operation({
    method: 'POST', path: '/lembar-kehadiran/permohonan', permission: OWN, status: 201, idempotent: true, summary: 'Mohon agar absen yang lupa dihitung, atau ajukan keberatan atas satu hari',
    input: z.object({ id: id.optional(), kind: z.enum(['forgotten', 'objection']), day, side: z.enum(['in', 'out']).optional(), time: clockText.optional(), reason: reason('alasannya'), evidence: id.optional().describe('Berkas yang Anda unggah') }), output: z.object({ id, decider: z.string() }),
  }),
  withdrawPetition: operation({ method: 'POST', path: '/lembar-kehadiran/permohonan/{id}/tarik', permission: OWN, summary: 'Tarik permohonan yang belum diputuskan', input: z.object({ id, version }), output: z.object({}) }),
  listPetitions: operation({ method: 'GET', path: '/lembar-kehadiran/permohonan', permission: OWN, summary: 'Permohonan yang menunggu keputusan Anda', input: z.object({}), output: z.object({ items: z.array(petition) }) }),
  decidePetition: operation({
    method: 'POST', path: '/lembar-kehadiran/permohonan/{id}/putusan', permission: OWN, summary: 'Setujui atau tolak permohonan bawahan Anda', input: z.object({ id, version, grant: z.union([z.boolean(), z.stringbool()]), answer: z.string().trim().max(500).default(''), time: clockText.optional() }), output: z.object({ found: z.string() }),
  }),

  getUnitDay: operation({
    method: 'GET', path: '/lembar-kehadiran/unit', permission: SEE, summary: 'Kehadiran satu hari di unit Anda dan unit di bawahnya, hari ini menurut keadaan sekarang', input: z.object({ unit: id.optional(), day: day.optional() }),
    output: z.object({
      unit: id, unitName: z.string(), day: z.string(), today: z.string(), before: z.string(), after: z.string(), units: z.array(z.object({ id, name: z.string() })), counts: z.record(z.string(), z.number()), late: z.number(), agency: id,
      rows: z.array(z.object({ person: id, name: z.string(), title: z.string(), unitName: z.string(), result: dayView })), more: z.boolean().describe('Lebih banyak orang daripada yang ditampilkan'),
    }),
  }),

  listRecaps: operation({ method: 'GET', path: '/lembar-kehadiran/rekap', permission: SEE, summary: 'Rekap bulanan perangkat daerah yang boleh Anda lihat, dan sampai di mana', input: z.object({ month: month.optional() }), output: z.object({ month: z.string(), before: z.string(), after: z.string(), today: z.string(), items: z.array(recapRow), mayLock: z.boolean() }) }),
  getRecap: operation({ method: 'GET', path: '/lembar-kehadiran/rekap/{agency}/{month}', permission: SEE, summary: 'Rekap satu bulan: baris tiap pegawai, keberatan, perubahan, dan koreksi', input: z.object(recapKey), output: recapView }),
  verifyRecap: operation({ method: 'POST', path: '/lembar-kehadiran/rekap/{agency}/{month}/verifikasi', permission: VERIFY, summary: 'Verifikasi rekap unit; pegawai dapat berkeberatan beberapa hari kerja sesudahnya', input: z.object({ ...recapKey, version }), output: z.object({ objectionsUntil: z.string() }) }),
  returnRecap: operation({ method: 'POST', path: '/lembar-kehadiran/rekap/{agency}/{month}/kembalikan', permission: LOCK, summary: 'Kembalikan rekap ke unit dengan alasan', input: z.object({ ...recapKey, version, reason: reason('alasannya') }), output: z.object({}) }),
  lockRecap: operation({ method: 'POST', path: '/lembar-kehadiran/rekap/{agency}/{month}/kunci', permission: LOCK, summary: 'Kunci rekap; sesudahnya hanya koreksi bernama', input: z.object({ ...recapKey, version }), output: z.object({ people: z.number() }) }),
  signRecap: operation({
    method: 'POST', path: '/lembar-kehadiran/rekap/{agency}/{month}/tanda-tangan', permission: VERIFY, summary: 'Terbitkan rekap sebagai naskah bertanda tangan', description: 'Oleh kepala perangkat daerah, sesudah rekap diverifikasi. Memerlukan faktor kedua sepuluh menit terakhir.',
    input: z.object({ ...recapKey, secret: signingSecret.optional() }), output: z.object({ state: z.string(), sentence: z.string() }),
  }),
  exportRecap: operation({ method: 'GET', path: '/lembar-kehadiran/rekap/{agency}/{month}/xlsx', permission: SEE, summary: 'Rekap sebagai XLSX', input: z.object(recapKey), output: sheetFile }),
  addCorrection: operation({
    method: 'POST', path: '/lembar-kehadiran/rekap/{agency}/{month}/koreksi', permission: LOCK, status: 201, idempotent: true, summary: 'Koreksi bernama atas rekap yang terkunci; dibayarkan atau dipotong pada pembayaran berikutnya',
    input: z.object({ ...recapKey, id: id.optional(), person: id, from: z.string().trim().max(10).default(''), to: z.string().trim().max(10).default(''), days: z.coerce.number().int().min(0).max(31).default(0), percent: z.string().trim().regex(/^[-+]?\d{1,3}([.,]\d{1,2})?$/, 'Tulis selisih persen seperti -4 atau 0,5.'), basis: z.string().trim().min(5, 'Tulis nama dan nomor dasarnya.').max(300), reason: reason('alasannya') }),
    output: correctionView,
  }),

  listPolicies: operation({ method: 'GET', path: '/lembar-kehadiran/aturan', permission: RULES, summary: 'Aturan kehadiran menurut masa berlakunya', input: z.object({}), output: z.object({ items: z.array(policyRow), ofUnits: z.array(z.object({ id, name: z.string(), policy: z.string(), title: z.string() })).describe('Unit yang punya aturan sendiri hari ini'), schemes: z.array(z.object({ id: z.string(), title: z.string(), complete: z.boolean() })) }) }),
  getPolicy: operation({ method: 'GET', path: '/lembar-kehadiran/aturan/{id}', permission: RULES, summary: 'Satu aturan, atau isian awal dari skema yang dikenal (skema:A)', input: z.object({ id: z.union([id, z.string().regex(/^skema:[A-Z]$/)]) }), output: z.object({ row: policyRow.nullable(), input: z.record(z.string(), z.unknown()), units: z.array(z.object({ id, name: z.string() })), kinds: z.array(z.object({ id: z.string(), name: z.string() })) }) }),
  savePolicy: operation({ method: 'PUT', path: '/lembar-kehadiran/aturan/{id}', permission: RULES, summary: 'Simpan konsep aturan; yang berlaku tidak berubah', input: z.object({ id, ...policyInput.shape }), output: z.object({ id }) }),
  previewPolicy: operation({ method: 'GET', path: '/lembar-kehadiran/aturan/{id}/akibat', permission: RULES, summary: 'Apa yang berubah pada bulan-bulan yang masih terbuka bila aturan ini diterbitkan', input: z.object({ id }), output: dayEffect }),
  publishPolicy: operation({ method: 'POST', path: '/lembar-kehadiran/aturan/{id}/terbitkan', permission: RULES, summary: 'Terbitkan aturan; hari-hari yang masih terbuka dihitung ulang', input: z.object({ id, reason: reason('dasarnya') }), output: z.object({ id }) }),
  dropPolicy: operation({ method: 'POST', path: '/lembar-kehadiran/aturan/{id}/hapus', permission: RULES, summary: 'Hapus konsep aturan', input: z.object({ id }), output: z.object({}) }),

  listStatuses: operation({ method: 'GET', path: '/lembar-kehadiran/status', permission: LOCK, summary: 'Tugas belajar, izin belajar, dan gangguan', input: z.object({}), output: z.object({ statuses: z.array(statusView), outages: z.array(outageView), people: z.array(z.object({ id, name: z.string(), unitName: z.string() })), units: z.array(z.object({ id, name: z.string() })) }) }),
  addStatus: operation({
    method: 'POST', path: '/lembar-kehadiran/status', permission: LOCK, status: 201, idempotent: true, summary: 'Catat tugas belajar atau izin belajar menurut surat keputusannya',
    input: z.object({ id: id.optional(), person: id, code: z.enum(['TB', 'IB']), decision: z.string().trim().min(5, 'Tulis nomor dan tanggal keputusannya.').max(200), fromDay: day, toDay: day }), output: z.object({ id }),
  }),
  endStatus: operation({ method: 'POST', path: '/lembar-kehadiran/status/{id}/akhiri', permission: LOCK, summary: 'Akhiri lebih awal, atau batalkan seluruhnya', input: z.object({ id, version, lastDay: day.optional(), reason: reason('alasannya') }), output: z.object({}) }),
  declareOutage: operation({
    method: 'POST', path: '/lembar-kehadiran/gangguan', permission: LOCK, status: 201, idempotent: true, summary: 'Nyatakan gangguan: keterlambatan karena tidak dapat absen dimaafkan menurut aturan',
    input: z.object({ id: id.optional(), day, from: clockText, to: clockText, units: z.union([id.transform((one) => [one]), z.array(id).max(200)]).default([]), reason: reason('apa yang terganggu') }), output: z.object({ id }),
  }),
  withdrawOutage: operation({ method: 'POST', path: '/lembar-kehadiran/gangguan/{id}/cabut', permission: LOCK, summary: 'Cabut pernyataan gangguan', input: z.object({ id, reason: reason('alasannya') }), output: z.object({}) }),

  listWarnings: operation({ method: 'GET', path: '/lembar-kehadiran/disiplin', permission: SEE, summary: 'Peringatan menurut tangga PP 94/2021 di unit Anda; tidak pernah hukuman', input: z.object({ year: z.coerce.number().int().min(2020).max(2100).optional() }), output: z.object({ year: z.number(), items: z.array(warningView), ladder: z.array(z.object({ step: z.string(), days: z.string(), level: z.string(), sanction: z.string(), article: z.string() })), legalBasis: z.string() }) }),
  settleWarning: operation({ method: 'POST', path: '/lembar-kehadiran/disiplin/{id}', permission: SEE, summary: 'Catat bahwa pegawai sudah dipanggil, atau bahwa pemeriksaan selesai', input: z.object({ id, version, state: z.enum(['summoned', 'closed']), note: reason('catatannya') }), output: z.object({}) }),

  importTemplate: operation({ method: 'GET', path: '/lembar-kehadiran/daftar/contoh', permission: LOCK, summary: 'Lembar kosong keadaan awal (XLSX) dengan NIP pegawai dan petunjuk', input: z.object({ kind: sheetKind }), output: sheetFile }),
  startImport: operation({ method: 'POST', path: '/lembar-kehadiran/daftar', permission: LOCK, status: 201, summary: 'Unggah keadaan awal: hari disiplin tahun berjalan, atau rekap bulan-bulan sebelum Pendopo', input: sheetUpload.extend({ kind: sheetKind }), output: z.object({ id }) }),
  listImports: operation({ method: 'GET', path: '/lembar-kehadiran/daftar', permission: LOCK, summary: 'Daftar yang Anda unggah', input: z.object({ kind: sheetKind }), output: sheetList }),
  mapImport: operation({ method: 'PUT', path: '/lembar-kehadiran/daftar/{id}/kolom', permission: LOCK, summary: 'Pilih kolom tiap isian', input: z.object({ id, kind: sheetKind, version: sheetVersion, mapping: sheetMapping }), output: z.object({ version: z.number() }) }),
  previewImport: operation({ method: 'GET', path: '/lembar-kehadiran/daftar/{id}', permission: LOCK, summary: 'Yang akan terjadi dengan tiap baris', input: sheetAsked.extend({ kind: sheetKind }), output: sheetPreview }),
  takeImport: operation({ method: 'POST', path: '/lembar-kehadiran/daftar/{id}/ambil', permission: LOCK, summary: 'Ambil baris yang bersih', input: z.object({ id, kind: sheetKind, version: sheetVersion }), output: sheetTaken }),
  downloadRest: operation({ method: 'GET', path: '/lembar-kehadiran/daftar/{id}/sisa', permission: LOCK, summary: 'Baris yang tidak diambil, dengan alasannya', input: z.object({ id, kind: sheetKind }), output: sheetFile }),
  listChanges: operation({ method: 'GET', path: '/lembar-kehadiran/perubahan', permission: SEE, summary: 'Hari-hari yang dihitung ulang menjadi lain: siapa, kapan, dari apa menjadi apa', input: z.object({}), output: z.object({ items: z.array(changeView) }) }),
} satisfies Operations;

export const permissions: PermissionTable = {
  [OWN]: { title: 'Melihat kehadiran sendiri, memohon, berkeberatan, memutus permohonan bawahan', duties: ['*'] },
  [SEE]: { title: 'Melihat kehadiran dan rekap unitnya', duties: ['personnel-officer', 'personnel-agency', 'leader', 'signer', 'auditor', 'payroll-officer'] },
  [VERIFY]: { title: 'Memverifikasi dan menandatangani rekap kehadiran unitnya', duties: ['personnel-officer', 'signer'] },
  [LOCK]: { title: 'Mengunci rekap, mengoreksi sesudahnya, mencatat tugas belajar dan gangguan', duties: ['personnel-agency'] },
  [RULES]: { title: 'Mengatur dan menerbitkan aturan kehadiran', duties: ['personnel-agency', 'administrator'] },
};

export const refusals: RefusalTable = {
  'timesheets.unknown': { status: 404, sentence: 'Data kehadiran ini tidak ada, atau bukan di unit Anda.' },
  'timesheets.no-person': { status: 409, sentence: 'Jabatan Anda belum terhubung dengan data pegawai. Minta administrator memeriksanya.' },
  'timesheets.no-policy': { status: 409, sentence: 'Belum ada aturan kehadiran yang berlaku pada hari itu. Minta BKPSDM menerbitkannya.' },
  'timesheets.closed': { status: 409, sentence: (d) => `Rekap ${String(d.month)} sudah terkunci, jadi tidak dihitung ulang. Perbaikan hanya lewat koreksi oleh BKPSDM.` },
  'timesheets.future-day': { status: 422, sentence: 'Hari itu belum tiba. Pilih hari ini atau sebelumnya.' },
  'timesheets.not-due': { status: 422, sentence: 'Pada hari itu Anda tidak memiliki jam kerja, jadi tidak ada yang dapat dimohonkan.' },
  'timesheets.not-missing': { status: 409, sentence: (d) => `Absen ${d.side === 'in' ? 'masuk' : 'pulang'} hari itu ada. Bila jamnya keliru, ajukan keberatan.` },
  'timesheets.side-needed': { status: 422, sentence: 'Pilih absen masuk atau absen pulang yang lupa.' },
  'timesheets.too-late': { status: 409, sentence: (d) => `Lupa absen dimohonkan paling lambat ${String(d.days)} hari sesudahnya. Ajukan keberatan bila ada bukti.` },
  'timesheets.month-limit': { status: 409, sentence: (d) => `Permohonan lupa absen paling banyak ${String(d.most)} kali sebulan menurut aturan, dan sudah terpakai.` },
  'timesheets.asked-before': { status: 409, sentence: 'Untuk hari dan absen itu sudah ada permohonan Anda. Tunggu putusannya, atau tarik dahulu.' },
  'timesheets.objection-over': { status: 409, sentence: (d) => `Masa keberatan rekap ini berakhir ${String(d.until)}. Hubungi petugas kepegawaian unit Anda.` },
  'timesheets.not-superior': { status: 403, sentence: 'Permohonan ini diputuskan oleh atasan langsung pemohon. Buka dengan jabatan yang benar.' },
  'timesheets.own-petition': { status: 403, sentence: 'Permohonan sendiri diputuskan oleh atasan Anda.' },
  'timesheets.decided': { status: 409, sentence: 'Permohonan ini sudah diputuskan atau ditarik.' },
  'timesheets.answer-needed': { status: 422, sentence: 'Tulis alasan penolakannya, supaya pemohon dapat memperbaiki.' },
  'timesheets.month-not-over': { status: 409, sentence: 'Bulan ini belum selesai. Rekap diverifikasi sesudah hari terakhirnya.' },
  'timesheets.not-draft': { status: 409, sentence: 'Rekap ini sudah diverifikasi. Minta BKPSDM mengembalikannya bila ada yang keliru.' },
  'timesheets.not-verified': { status: 409, sentence: 'Rekap ini belum diverifikasi unitnya. Minta petugas kepegawaian unit memverifikasi dahulu.' },
  'timesheets.objections-run': { status: 409, sentence: (d) => `Pegawai masih dapat berkeberatan sampai ${String(d.until)}. Kunci sesudah hari itu.` },
  'timesheets.petitions-open': { status: 409, sentence: (d) => `Masih ada ${String(d.count)} permohonan atau keberatan yang belum diputuskan. Putuskan dahulu, lalu kunci.` },
  'timesheets.nobody': { status: 409, sentence: 'Tidak ada hari yang dihitung untuk perangkat daerah ini pada bulan itu. Periksa aturan kehadiran dan jadwal kerjanya.' },
  'timesheets.not-locked': { status: 409, sentence: 'Rekap ini belum terkunci. Perbaiki harinya langsung; koreksi hanya untuk yang sudah terkunci.' },
  'timesheets.own-month': { status: 403, sentence: 'Bulan Anda sendiri dikoreksi oleh petugas lain.' },
  'timesheets.nothing-corrected': { status: 422, sentence: 'Koreksi ini tidak mengubah apa pun. Isi selisih persen, atau hari dari dan menjadi.' },
  'timesheets.no-signer': { status: 409, sentence: 'Belum ada pejabat yang dapat menandatangani hari ini. Minta administrator mengisi jabatannya.' },
  'timesheets.not-signer': { status: 403, sentence: 'Rekap ditandatangani kepala perangkat daerah. Buka dengan jabatan yang benar.' },
  'timesheets.policy-invalid': { status: 422, sentence: (d) => `Aturan belum lengkap: ${String(d.what)}` },
  'timesheets.policy-published': { status: 409, sentence: 'Aturan yang sudah terbit tidak diubah. Buat aturan baru yang mulai berlaku kemudian.' },
  'timesheets.policy-reach': { status: 422, sentence: 'Pilih satu cara: unit tertentu, atau jenis unit. Tanpa keduanya aturan berlaku bagi seluruh instansi.' },
  'timesheets.policy-overlaps': { status: 409, sentence: (d) => `${String(d.names)} sudah disebut aturan "${String(d.title)}" yang mulai pada hari yang sama. Samakan kelompok unitnya, atau pilih hari lain.` },
  'timesheets.policy-days': { status: 422, sentence: 'Hari terakhir tidak boleh sebelum hari mulai berlakunya.' },
  'timesheets.days': { status: 422, sentence: 'Hari terakhir tidak boleh sebelum hari pertama.' },
  'timesheets.hours': { status: 422, sentence: 'Gangguan harus selesai sesudah mulai. Periksa jamnya.' },
  'timesheets.not-yours-to-settle': { status: 403, sentence: 'Peringatan ini diselesaikan atasan langsung pegawai itu atau pengelola kepegawaian, bukan oleh yang bersangkutan atau yang hanya melihat.' },
  'timesheets.settled': { status: 409, sentence: 'Peringatan ini sudah ditutup.' },
};
