import * as z from 'zod';
import { operation } from '../../../platform/operation.ts';
import { officerAction } from './actions.ts';
import { receipt, reportFields } from './public-operations.ts';
import { caseView, categoryCode, category, categoryDetail, channel, cursor, due, id, limit, limitRow, photo, point, queueRow, regionCode, routingRule, rung, seq, settingsShape, state, templateRow, text, timelineItem, unitRef } from './shapes.ts';

// Chapters: desk · one case · publishing and moderation · filters and templates · leader · configuration

const HANDLE = 'complaints.handle';
const COORDINATE = 'complaints.coordinate';
const CONFIGURE = 'complaints.configure';
const namedUnit = { unitName: z.string(), unitNote: z.string().describe('Bila unitnya sudah ditutup: apa akibatnya') };
const fresh = z.object({ id, seq: z.number(), state, stateText: z.string() });
const finding = z.object({ kind: z.enum(['nik', 'phone', 'email', 'plate', 'account', 'profanity']), text: z.string(), start: z.number(), end: z.number(), replacement: z.string() });

const queueFilter = z.object({
  box: z.enum(['verify', 'unit', 'approve', 'supporting', 'waiting', 'moderation', 'reopen', 'scheduled', 'outside', 'all']).default('unit')
    .describe('verify: menunggu verifikasi; unit: ditangani unit saya; approve: jawaban menunggu persetujuan saya; outside: pada pihak luar'),
  filter: z.enum(['all', 'late', 'today', 'soon']).default('all'), category: categoryCode.optional(), district: regionCode.optional(), state: state.optional(), unit: id.optional(), query: z.string().trim().max(100).optional(),
});

export const officerOperations = {
  queue: operation({ method: 'GET', path: '/pengaduan/antrean', permission: HANDLE, summary: 'Antrean laporan menurut tenggat', input: queueFilter.extend({ cursor, limit }), output: z.object({ items: z.array(queueRow), nextCursor: z.string().optional() }) }),
  queueCounts: operation({
    method: 'GET', path: '/pengaduan/antrean/jumlah', permission: HANDLE, summary: 'Jumlah laporan per kotak', input: z.object({}),
    output: z.object({ boxes: z.array(z.object({ box: z.string(), title: z.string(), count: z.number(), late: z.number() })), late: z.number(), today: z.number() }),
  }),
  search: operation({ method: 'GET', path: '/pengaduan/cari', permission: HANDLE, summary: 'Cari laporan dalam bahasa Indonesia; imbuhan dan salah ketik dimaklumi', input: z.object({ query: z.string().trim().min(2, 'Tulis paling sedikit dua huruf.').max(100), limit }), output: z.object({ items: z.array(queueRow), corrected: z.string().optional().describe('Kata yang dipakai bila ada salah ketik') }) }),
  mapCases: operation({ method: 'GET', path: '/pengaduan/antrean/peta', permission: HANDLE, summary: 'Titik laporan dalam kotak saya', input: queueFilter.extend({ limit: z.coerce.number().int().min(1).max(5000).default(1000) }), output: z.object({ points: z.array(point.extend({ id, number: z.string(), title: z.string(), state, late: z.boolean() })), truncated: z.boolean() }) }),
  disposeMany: operation({
    method: 'POST', path: '/pengaduan/antrean/disposisi', permission: COORDINATE, summary: 'Disposisi beberapa laporan sekaligus; yang baru masuk diverifikasi dengan kategori usulannya',
    input: z.object({ items: z.array(z.object({ id, seq })).min(1, 'Pilih laporannya dahulu.').max(100), lead: id, supporting: z.array(id).max(10).default([]), instruction: text(3, 1000, 'Tulis yang harus dilakukan unit.') }),
    output: z.object({ done: z.array(id), refused: z.array(z.object({ id, message: z.string() })) }),
  }),
  enterReport: operation({
    method: 'POST', path: '/pengaduan/loket', permission: 'complaints.enter', summary: 'Petugas mencatat laporan dari loket, telepon, WhatsApp, atau media sosial', status: 201,
    input: z.object({ ...reportFields, channel: channel.default('desk'), contact: z.object({ name: z.string().trim().max(120).default(''), phone: z.string().trim().max(40).default(''), email: z.string().trim().max(120).default(''), handle: z.string().trim().max(120).default('').describe('Akun media sosial') }).default({ name: '', phone: '', email: '', handle: '' }),
      chat: z.string().max(100_000).default('').describe('Salinan percakapan; pesan pelapor diambil menjadi isi'), receivedAt: z.iso.datetime({ offset: true }).optional() }),
    output: receipt,
  }),
  readChat: operation({ method: 'POST', path: '/pengaduan/loket/percakapan', permission: 'complaints.enter', summary: 'Membaca ekspor percakapan WhatsApp menjadi isi laporan, nama, dan nomor', input: z.object({ chat: z.string().min(1, 'Tempel percakapannya.').max(100_000) }), output: z.object({ body: z.string(), name: z.string(), phone: z.string(), messages: z.number(), people: z.array(z.string()) }) }),
  readChatExport: operation({
    method: 'POST', path: '/pengaduan/loket/ekspor', permission: 'complaints.enter', summary: 'Membaca berkas "Ekspor chat" WhatsApp (.txt, atau .zip dengan medianya); foto disimpan tanpa letaknya',
    input: z.object({ name: z.string().min(1).max(255), bytes: z.union([z.instanceof(Uint8Array), z.base64()]) }),
    output: z.object({ body: z.string(), name: z.string(), phone: z.string(), messages: z.number(), people: z.array(z.string()), chat: z.string(), photos: z.array(z.object({ id, name: z.string() })), leftOut: z.array(z.string()).describe('Tidak disimpan: pesan suara, film, lebih dari sepuluh') }),
  }),

  getCase: operation({ method: 'GET', path: '/pengaduan/berkas/{id}', permission: HANDLE, summary: 'Satu laporan untuk petugas: isi, perjalanan, tenggat, yang boleh dilakukan', input: z.object({ id }), output: caseView }),
  act: operation({ method: 'POST', path: '/pengaduan/berkas/{id}/tindakan', permission: HANDLE, summary: 'Satu tindakan atas laporan; `seq` menjaga agar dua petugas tidak bertabrakan', input: z.object({ id, seq, action: officerAction }), output: fresh }),
  coverText: operation({ method: 'POST', path: '/pengaduan/tutup-data', permission: HANDLE, summary: 'Menutup data pribadi dan kata kasar dalam sebuah teks', input: z.object({ text: z.string().max(8000) }), output: z.object({ text: z.string(), findings: z.array(finding) }) }),
  addNote: operation({ method: 'POST', path: '/pengaduan/berkas/{id}/catatan', permission: HANDLE, summary: 'Catatan dalam; pelapor tidak melihatnya', status: 201, input: z.object({ id, text: text(1, 2000, 'Tulis catatannya.') }), output: timelineItem }),
  revealReporter: operation({ method: 'POST', path: '/pengaduan/berkas/{id}/pelapor', permission: HANDLE, summary: 'Membuka identitas pelapor; tercatat pada jejak', input: z.object({ id, purpose: text(5, 200, 'Tulis untuk keperluan apa, paling sedikit lima huruf.') }), output: z.object({ name: z.string(), phone: z.string(), email: z.string(), handle: z.string() }) }),
  whatsapp: operation({ method: 'POST', path: '/pengaduan/berkas/{id}/whatsapp', permission: HANDLE, summary: 'Tautan wa.me dengan jawaban untuk pelapor; tercatat sebagai dikirim dengan tangan', input: z.object({ id, about: z.enum(['receipt', 'answer', 'question']) }), output: z.object({ url: z.string(), text: z.string() }) }),
  draftLetter: operation({ method: 'GET', path: '/pengaduan/berkas/{id}/surat', permission: COORDINATE, summary: 'Naskah surat penerusan kepada pihak luar, siap disunting', input: z.object({ id, party: z.string().max(30), name: z.string().trim().max(150).default('') }), output: z.object({ text: z.string() }) }),
  listUnits: operation({ method: 'GET', path: '/pengaduan/unit', permission: HANDLE, summary: 'Unit yang dapat diberi disposisi', input: z.object({}), output: z.object({ items: z.array(unitRef.extend({ code: z.string(), kind: z.string() })), institutions: z.array(z.object({ host: z.string(), name: z.string() })) }) }),

  proposePublication: operation({
    method: 'GET', path: '/pengaduan/berkas/{id}/tayang', permission: COORDINATE, summary: 'Usulan tayang: data pribadi dan kata kasar yang ditemukan ditawarkan untuk ditutup', input: z.object({ id }),
    output: z.object({ title: z.string(), body: z.string().describe('Sudah ditutup'), original: z.object({ title: z.string(), body: z.string() }), findings: z.array(finding), photos: z.array(photo), mayPublish: z.boolean(), why: z.string().optional(), point: point.optional() }),
  }),
  publish: operation({ method: 'POST', path: '/pengaduan/berkas/{id}/tayang', permission: COORDINATE, summary: 'Menayangkan judul, isi, dan foto yang sudah diperiksa', input: z.object({ id, title: text(5, 150, 'Tulis judulnya.'), body: text(5, 4000, 'Tulis isinya.'), photos: z.array(id).max(10).default([]), keepFindings: z.boolean().default(false).describe('Tetap tayangkan walau ada yang ditemukan') }), output: z.object({ id }) }),
  unpublish: operation({ method: 'POST', path: '/pengaduan/berkas/{id}/turunkan', permission: COORDINATE, summary: 'Menurunkan laporan dari halaman umum', input: z.object({ id, reason: text(3, 500, 'Tulis alasannya.') }), output: z.object({ id }) }),
  moderate: operation({ method: 'POST', path: '/pengaduan/moderasi', permission: COORDINATE, summary: 'Melepas atau mengarsipkan laporan yang tertahan; tidak ada yang dibuang', input: z.object({ ids: z.array(id).min(1, 'Pilih laporannya dahulu.').max(500), decision: z.enum(['release', 'archive']), reason: z.string().trim().max(500).default('') }), output: z.object({ done: z.number() }) }),

  listFilters: operation({ method: 'GET', path: '/pengaduan/saringan', permission: HANDLE, summary: 'Saringan yang saya simpan', input: z.object({}), output: z.object({ items: z.array(z.object({ id, name: z.string(), filter: queueFilter })) }) }),
  saveFilter: operation({ method: 'POST', path: '/pengaduan/saringan', permission: HANDLE, summary: 'Menyimpan saringan antrean', status: 201, input: z.object({ name: text(2, 60, 'Beri nama saringannya.'), filter: queueFilter }), output: z.object({ id }) }),
  deleteFilter: operation({ method: 'DELETE', path: '/pengaduan/saringan/{id}', permission: HANDLE, summary: 'Menghapus saringan', input: z.object({ id }), output: z.object({}) }),
  listTemplates: operation({ method: 'GET', path: '/pengaduan/templat', permission: HANDLE, summary: 'Templat jawaban', input: z.object({ category: categoryCode.optional(), all: z.coerce.boolean().default(false) }), output: z.object({ items: z.array(templateRow.extend({ id })) }) }),
  saveTemplate: operation({ method: 'PUT', path: '/pengaduan/templat', permission: COORDINATE, summary: 'Menyimpan templat jawaban', input: templateRow, output: z.object({ id }) }),
  deleteTemplate: operation({ method: 'DELETE', path: '/pengaduan/templat/{id}', permission: COORDINATE, summary: 'Menghapus templat jawaban', input: z.object({ id }), output: z.object({}) }),

  lead: operation({
    method: 'GET', path: '/pengaduan/pimpinan', permission: 'complaints.lead', summary: 'Yang terlambat dan di unit mana, titik rawan, kecenderungan menurut kategori', input: z.object({ weeks: z.coerce.number().int().min(4).max(52).default(12) }),
    output: z.object({
      open: z.number(), late: z.number(), scheduled: z.number(), waitingVerification: z.number(),
      units: z.array(unitRef.extend({ open: z.number(), late: z.number(), oldest: z.string().optional().describe('"terlambat 9 hari"'), rating: z.string().optional() })),
      items: z.array(z.object({ id, number: z.string(), title: z.string(), unit: z.string(), unitId: id.optional(), state, stateText: z.string(), due, rung: z.number() })),
      hotSpots: z.array(z.object({ lat: z.number(), lng: z.number(), place: z.string(), count: z.number(), category: category.optional() })),
      trend: z.array(category.extend({ weeks: z.array(z.number()).describe('Jumlah per pekan, yang terlama lebih dahulu'), total: z.number(), change: z.number().describe('Selisih empat pekan terakhir dengan empat pekan sebelumnya') })),
      weekLabels: z.array(z.string()),
    }),
  }),
  remindUnit: operation({ method: 'POST', path: '/pengaduan/pimpinan/ingatkan', permission: 'complaints.lead', summary: 'Mengingatkan unit tentang laporan yang terlambat', input: z.object({ unit: id }), output: z.object({ reminded: z.number(), people: z.array(z.string()) }) }),

  listLimits: operation({ method: 'GET', path: '/pengaduan/batas-waktu', permission: CONFIGURE, summary: 'Batas waktu menurut jenis dan kategori, dengan dasar hukumnya', input: z.object({}), output: z.object({ items: z.array(limitRow.extend({ id, version: z.number() })), ladder: z.array(rung) }) }),
  saveLimit: operation({ method: 'PUT', path: '/pengaduan/batas-waktu', permission: CONFIGURE, summary: 'Menyimpan satu batas waktu; berlaku bagi langkah yang mulai sesudahnya', input: limitRow, output: z.object({ id }) }),
  deleteLimit: operation({ method: 'DELETE', path: '/pengaduan/batas-waktu/{id}', permission: CONFIGURE, summary: 'Menghapus batas waktu khusus; yang umum tetap ada', input: z.object({ id }), output: z.object({}) }),
  saveLadder: operation({ method: 'PUT', path: '/pengaduan/tangga-eskalasi', permission: CONFIGURE, summary: 'Menyimpan tangga eskalasi', input: z.object({ ladder: z.array(rung).min(1).max(10) }), output: z.object({}) }),
  listAllCategories: operation({ method: 'GET', path: '/pengaduan/semua-kategori', permission: CONFIGURE, summary: 'Semua kategori, juga yang tidak dipakai, dengan unit yang diusulkan', input: z.object({}), output: z.object({ items: z.array(categoryDetail.extend(namedUnit)) }) }),
  saveCategory: operation({ method: 'PUT', path: '/pengaduan/kategori/{code}', permission: CONFIGURE, summary: 'Menyimpan kategori beserta pertanyaannya', input: categoryDetail.omit({ version: true }).extend({ code: categoryCode, name: text(3, 100, 'Tulis nama kategorinya.'), group: z.string().trim().min(2).max(100) }), output: z.object({ code: z.string() }) }),
  listRules: operation({ method: 'GET', path: '/pengaduan/aturan-penerusan', permission: CONFIGURE, summary: 'Aturan penerusan menurut kategori dan tempat, yang pertama cocok dipakai', input: z.object({}), output: z.object({ items: z.array(routingRule.extend({ id, ...namedUnit })) }) }),
  saveRule: operation({ method: 'PUT', path: '/pengaduan/aturan-penerusan', permission: CONFIGURE, summary: 'Menyimpan aturan penerusan', input: routingRule, output: z.object({ id }) }),
  deleteRule: operation({ method: 'DELETE', path: '/pengaduan/aturan-penerusan/{id}', permission: CONFIGURE, summary: 'Menghapus aturan penerusan', input: z.object({ id }), output: z.object({}) }),
  getSettings: operation({ method: 'GET', path: '/pengaduan/pengaturan', permission: CONFIGURE, summary: 'Pengaturan pengaduan', input: z.object({}), output: settingsShape }),
  saveSettings: operation({ method: 'PUT', path: '/pengaduan/pengaturan', permission: CONFIGURE, summary: 'Menyimpan pengaturan pengaduan', input: settingsShape, output: z.object({ version: z.number() }) }),
};
