import * as z from 'zod';
import { isCalendarDay } from '../../../platform/kernel/calendar-day.ts';
import { operation } from '../../../platform/operation.ts';
import { misconductFields } from './keys.ts';
import { categoryCode, categoryDetail, category, cursor, due, id, kind, limit, listRow, mapPoint, number, photo, point, publicView, regionCode, reporterView, secret, text } from './shapes.ts';

// Chapters: writing a report · following one · the public side

const photos = z.array(id).max(10, 'Paling banyak sepuluh lampiran.').default([]);
const email = z.email('Tulis alamat surel yang benar, misalnya nama@contoh.id.').max(120);
const access = { number, secret };

export const reportFields = {
  id: id.optional().describe('Dibuat pengirim (UUIDv7): kiriman ulang menjawab laporan yang pertama'),
  kind: kind.default('complaint'),
  category: categoryCode.optional(),
  title: text(5, 150, 'Tulis judulnya, paling sedikit lima huruf.').optional().describe('Kosong: diambil dari kalimat pertama'),
  body: text(10, 4000, 'Ceritakan masalahnya, paling sedikit sepuluh huruf.'),
  eventDate: z.string('Tulis tanggal yang ada.').refine(isCalendarDay, 'Tulis tanggal yang ada.').optional(),
  lat: z.coerce.number().min(-90).max(90).optional(), lng: z.coerce.number().min(-180).max(180).optional(),
  region: regionCode.optional().describe('Desa atau kelurahan; tanpa isian dicari dari titik'),
  place: z.string().trim().max(200).default('').describe('Patokan: "depan pasar Tonatan"'),
  answers: z.record(z.string().max(30), z.union([z.string().max(1000), z.array(z.string().max(60)).max(60)])).default({}).describe('Jawaban pertanyaan kategori, menurut kode'),
  photos,
  namePublic: z.coerce.boolean().default(false).describe('Nama boleh tampil untuk umum'), nameToAgency: z.coerce.boolean().default(true).describe('Nama boleh dibaca unit yang menangani'), reportPublic: z.coerce.boolean().default(true).describe('false: rahasia'),
  origin: z.string().trim().max(120).default('').describe('Asal pelapor, untuk aspirasi dan permintaan informasi'),
  ...misconductFields,
};
const reporter = z.object({ name: z.string().trim().max(120).default(''), phone: z.string().trim().max(40).default(''), email: z.union([z.literal(''), email]).default('') });

export const receipt = z.object({
  id, number: z.string(), secret: z.string().optional().describe('Enam angka, atau 16 huruf dan angka untuk penyimpangan; ditunjukkan sekali'), trackUrl: z.string(), verifyBy: due.optional().describe('Diverifikasi paling lambat'),
  held: z.string().optional().describe('Kalimat bila menunggu moderator'), repeated: z.boolean().describe('Laporan ini sudah diterima sebelumnya'),
});

export const publicOperations = {
  listCategories: operation({ method: 'GET', path: '/pengaduan/kategori', permission: 'public', summary: 'Kategori laporan beserta pertanyaannya', input: z.object({}), output: z.object({ items: z.array(categoryDetail), emergency: z.string().describe('Kalimat dengan nomor darurat') }) }),
  suggestCategory: operation({
    method: 'POST', path: '/pengaduan/usulan-kategori', permission: 'public', summary: 'Usulan kategori dari isi laporan, dipelajari dari keputusan petugas; Anda yang menetapkan',
    input: z.object({ text: z.string().max(4000), region: regionCode.optional() }), output: z.object({ items: z.array(category.extend({ confidence: z.number().describe('0 sampai 100'), why: z.array(z.string()).describe('Kata-kata yang menentukan') })) }),
  }),
  listSimilar: operation({
    method: 'GET', path: '/pengaduan/serupa', permission: 'public', summary: 'Laporan terbuka sejenis di dekat titik: 250 m, 60 hari',
    input: z.object({ category: categoryCode, lat: z.coerce.number().min(-90).max(90), lng: z.coerce.number().min(-180).max(180), limit: z.coerce.number().int().min(1).max(20).default(5) }),
    output: z.object({ items: z.array(listRow.extend({ metres: z.number() })) }),
  }),
  storePhoto: operation({
    method: 'POST', path: '/pengaduan/foto', permission: 'public', summary: 'Menyimpan foto atau PDF tanpa akun; letak dibaca dari foto lalu dihapus darinya', status: 201,
    input: z.object({ name: z.string().min(1).max(255), bytes: z.union([z.instanceof(Uint8Array), z.base64()]).describe('Isi berkas; lewat JSON sebagai base64') }),
    output: photo.omit({ url: true }).extend({ point: point.optional(), takenAt: z.string().optional() }),
  }),
  beginPhoto: operation({
    method: 'POST', path: '/pengaduan/foto/mulai', permission: 'public', summary: 'Memulai unggahan foto yang dapat dilanjutkan setelah terputus', status: 201,
    description: 'Kirim potongan dengan `PATCH /api/pengaduan/foto/{id}` dan kepala `upload-offset`; yang terakhir menjawab letak foto. Tanyakan sampai mana dengan `getPhoto`.',
    input: z.object({ name: z.string().min(1).max(255), size: z.coerce.number().int().min(1) }), output: z.object({ id, offset: z.number() }),
  }),
  getPhoto: operation({ method: 'GET', path: '/pengaduan/foto/{id}', permission: 'public', summary: 'Sampai mana unggahan foto diterima', input: z.object({ id }), output: z.object({ id, offset: z.number(), complete: z.boolean() }) }),
  submit: operation({
    method: 'POST', path: '/pengaduan', permission: 'public', summary: 'Mengirim laporan, dengan atau tanpa akun', status: 201,
    description: 'Tiga tingkat kerahasiaan: nama tidak tampil untuk umum (`namePublic`), nama tidak dibaca unit (`nameToAgency`), laporan tidak tampil (`reportPublic`). Pengaduan penyimpangan selalu rahasia.',
    input: z.object({ ...reportFields, reporter: reporter.default({ name: '', phone: '', email: '' }) }), output: receipt,
  }),
  join: operation({ method: 'POST', path: '/pengaduan/publik/{number}/ikut', permission: 'public', summary: 'Ikut melaporkan: saya juga mengalaminya', input: z.object({ number, email: z.union([z.literal(''), email]).default('') }), output: z.object({ joined: z.number(), already: z.boolean(), sent: z.boolean().describe('Surel konfirmasi pantauan dikirim') }) }),

  track: operation({ method: 'POST', path: '/pengaduan/lacak', permission: 'public', summary: 'Melacak laporan dengan nomor dan kode rahasia', input: z.object(access), output: reporterView }),
  listMine: operation({ method: 'GET', path: '/pengaduan-saya', permission: 'signed-in', summary: 'Laporan saya', input: z.object({ cursor, limit }), output: z.object({ items: z.array(listRow.extend({ id })), nextCursor: z.string().optional() }) }),
  reply: operation({ method: 'POST', path: '/pengaduan/tanggapan', permission: 'public', summary: 'Pelapor menjawab atau melengkapi data', status: 201, input: z.object({ ...access, text: text(1, 4000, 'Tulis tanggapan Anda.'), photos }), output: reporterView }),
  rate: operation({ method: 'POST', path: '/pengaduan/penilaian', permission: 'public', summary: 'Pelapor menilai; belum beres berarti meminta dibuka kembali', input: z.object({ ...access, stars: z.coerce.number().int().min(1, 'Pilih 1 sampai 5.').max(5, 'Pilih 1 sampai 5.'), solved: z.union([z.boolean(), z.literal('ya').transform(() => true), z.literal('belum').transform(() => false)]), comment: z.string().trim().max(1000).default('') }), output: reporterView }),
  requestReopen: operation({ method: 'POST', path: '/pengaduan/buka-kembali', permission: 'public', summary: 'Pelapor meminta laporan selesai dibuka kembali', input: z.object({ ...access, reason: text(5, 1000, 'Tulis apa yang belum beres.') }), output: reporterView }),
  withdraw: operation({ method: 'POST', path: '/pengaduan/cabut', permission: 'public', summary: 'Pelapor mencabut laporannya', input: z.object({ ...access, reason: text(3, 500, 'Tulis alasannya dengan singkat.') }), output: reporterView }),
  follow: operation({ method: 'POST', path: '/pengaduan/publik/{number}/pantau', permission: 'public', summary: 'Memantau laporan lewat surel; alamat dikonfirmasi dahulu', input: z.object({ number, email }), output: z.object({ sent: z.boolean().describe('false: surel belum dihubungkan pada instansi ini') }) }),
  confirmFollow: operation({ method: 'POST', path: '/pengaduan/pantau/konfirmasi', permission: 'public', summary: 'Mengonfirmasi alamat surel pemantau', input: z.object({ token: z.string().max(200) }), output: z.object({ number: z.string() }) }),
  unfollow: operation({ method: 'POST', path: '/pengaduan/pantau/berhenti', permission: 'public', summary: 'Berhenti memantau', input: z.object({ token: z.string().max(200) }), output: z.object({ number: z.string() }) }),

  listPublic: operation({
    method: 'GET', path: '/pengaduan/publik', permission: 'public', summary: 'Laporan yang tayang, terbaru lebih dahulu',
    input: z.object({ query: z.string().trim().max(100).optional(), category: categoryCode.optional(), unit: id.optional(), region: regionCode.optional(), state: z.enum(['open', 'closed', 'late', 'scheduled']).optional(), cursor, limit }),
    output: z.object({ items: z.array(listRow), nextCursor: z.string().optional() }),
  }),
  getPublic: operation({ method: 'GET', path: '/pengaduan/publik/{number}', permission: 'public', summary: 'Satu laporan yang tayang: perjalanan, jawaban, sisa waktu', input: z.object({ number }), output: publicView.extend({ openData: z.string() }) }),
  mapPublic: operation({
    method: 'GET', path: '/pengaduan/peta', permission: 'public', summary: 'Titik laporan yang tayang untuk peta; dengan `cell` dikelompokkan',
    input: z.object({ west: z.coerce.number().optional(), south: z.coerce.number().optional(), east: z.coerce.number().optional(), north: z.coerce.number().optional(), category: categoryCode.optional(), state: z.enum(['open', 'closed', 'late', 'scheduled', 'all']).default('open'),
      cell: z.coerce.number().min(0.0001).max(5).optional().describe('Ukuran petak dalam derajat'), limit: z.coerce.number().int().min(1).max(50_000).default(5000) }),
    output: z.object({ points: z.array(mapPoint), cells: z.array(z.object({ lat: z.number(), lng: z.number(), count: z.number(), late: z.number() })), total: z.number(), truncated: z.boolean() }),
  }),
  stats: operation({
    method: 'GET', path: '/pengaduan/statistik', permission: 'public', summary: 'Kinerja per unit: diterima, dijawab, tepat waktu, median hari, kepuasan',
    input: z.object({ months: z.coerce.number().int().min(1).max(36).default(12) }),
    output: z.object({
      since: z.string(), sinceText: z.string(), received: z.number(), open: z.number(), resolved: z.number(), late: z.number(), scheduled: z.number(), verifiedInTimePercent: z.string().optional(), firstAnswerInTimePercent: z.string().optional(), medianDays: z.string().optional(), reopenedPercent: z.string().optional(), rating: z.string().optional(), ratings: z.number(),
      byUnit: z.array(z.object({ id, name: z.string(), received: z.number(), answered: z.number(), resolved: z.number(), onTimePercent: z.string().optional(), medianDays: z.string().optional(), late: z.number(), scheduled: z.number(), rating: z.string().optional() })),
      byCategory: z.array(category.extend({ received: z.number(), open: z.number() })), byChannel: z.array(z.object({ channel: z.string(), title: z.string(), received: z.number() })), archivedByReason: z.array(z.object({ reason: z.string(), title: z.string(), count: z.number() })),
      byMonth: z.array(z.object({ month: z.string(), label: z.string(), received: z.number(), resolved: z.number() })), byDistrict: z.array(z.object({ region: z.string(), name: z.string(), received: z.number(), open: z.number() })),
    }),
  }),
  getPublicCategory: operation({ method: 'GET', path: '/pengaduan/kategori/{code}', permission: 'public', summary: 'Satu kategori beserta pertanyaannya', input: z.object({ code: categoryCode }), output: categoryDetail }),
};
