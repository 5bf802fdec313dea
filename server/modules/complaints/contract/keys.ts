import * as z from 'zod';
import type { RefusalTable } from '../../../platform/kernel/refusal.ts';
import { operation } from '../../../platform/operation.ts';
import { id } from './shapes.ts';

// Chapters: whom a report is about · the form of misconduct · the key of the Inspektorat · refusals

/** Keys are stored in sealed reports; never rename one. */
export const ABOUT = {
  unit: 'Pegawai atau unit pemerintah daerah', inspektorat: 'Inspektorat atau pegawainya', 'head-of-region': 'Kepala daerah atau wakilnya', other: 'Lainnya, atau belum tahu',
} as const;
export type About = keyof typeof ABOUT;
export const aboutNames = Object.keys(ABOUT) as [About, ...About[]];

/** Only of misconduct; for other kinds it is not looked at. */
export const misconductFields = {
  about: z.object({ who: z.enum(aboutNames), unit: id.optional(), name: z.string().trim().max(200).default('').describe('Nama unit atau orangnya; hanya pemeriksa yang membacanya') }).optional()
    .describe('Siapa yang dilaporkan. Tentang Inspektorat atau kepala daerah: diteruskan ke provinsi, tidak dapat dibaca di sini'),
  code: z.string().trim().max(40).optional().describe('Kode rahasia buatan pengirim (16 huruf dan angka); kosong: dibuatkan'),
};

const HANDLE = 'complaints.handle';
const CONFIGURE = 'complaints.configure';
const passphrase = z.string().min(14, 'Paling sedikit 14 huruf. Empat kata yang tidak berhubungan mudah diingat.').max(200);
const typed = z.string().min(1, 'Isi kata sandi kunci.').max(200);
const target = { host: z.string().trim().max(100).default('').describe('Nama inang instansi provinsi pada Pendopo ini'), name: z.string().trim().max(150).default(''), contact: z.string().trim().max(500).default('').describe('Alamat, telepon, surel Inspektorat provinsi') };

export const keyOperations = {
  misconductForm: operation({
    method: 'GET', path: '/pengaduan/penyimpangan', permission: 'public', summary: 'Yang perlu diketahui sebelum melaporkan penyimpangan: unit, dan ke mana laporan tentang Inspektorat atau kepala daerah', input: z.object({}),
    output: z.object({ about: z.array(z.object({ id: z.enum(aboutNames), label: z.string() })), units: z.array(z.object({ id, name: z.string() })), keyMade: z.boolean(), code: z.string().describe('Kode rahasia baru untuk laporan ini'), province: z.object({ connected: z.boolean(), name: z.string(), contact: z.string() }) }),
  }),
  keyState: operation({
    method: 'GET', path: '/pengaduan/kunci', permission: HANDLE, summary: 'Kunci Inspektorat: pemegang, lembar pemulihan, terbuka atau tidak', input: z.object({}),
    output: z.object({
      made: z.boolean(), madeText: z.string().optional(), leastHolders: z.number(), openUntil: z.string().optional().describe('Kunci terbuka pada sesi ini sampai'), mine: z.enum(['none', 'waiting', 'active', 'renewing']),
      holders: z.array(z.object({ id, name: z.string(), state: z.enum(['waiting', 'active']), inOffice: z.boolean(), own: z.boolean(), sinceText: z.string(), mark: z.string().describe('Tanda kunci, untuk dicocokkan dari mulut ke mulut') })),
      sealed: z.number().describe('Laporan di bawah kunci'), older: z.number().describe('Laporan yang masih menunggu dibungkus ulang'),
      recovery: z.object({ mark: z.string(), madeText: z.string(), unprinted: z.array(z.object({ half: z.number(), name: z.string(), own: z.boolean() })) }).optional(),
    }),
  }),
  keyNotice: operation({
    method: 'GET', path: '/pengaduan/kunci/keadaan', permission: CONFIGURE, summary: 'Apakah kunci Inspektorat sudah dibuat, tanpa nama pemegangnya', input: z.object({}),
    output: z.object({ made: z.boolean(), holders: z.number(), leastHolders: z.number(), outOfOffice: z.number(), unprinted: z.number(), older: z.number(), examiners: z.number().describe('Pejabat Inspektorat yang dapat menjadi pemegang') }),
  }),
  makeHolderKey: operation({ method: 'POST', path: '/pengaduan/kunci/pemegang', permission: HANDLE, summary: 'Membuat kunci sendiri; pemegang kedua membuat kunci Inspektorat berlaku', status: 201, input: z.object({ passphrase }), output: z.object({ inForce: z.boolean() }) }),
  admitHolder: operation({ method: 'POST', path: '/pengaduan/kunci/pemegang/{holder}/terima', permission: HANDLE, summary: 'Menerima pemegang baru; kunci harus terbuka', input: z.object({ holder: id }), output: z.object({}) }),
  removeHolder: operation({ method: 'POST', path: '/pengaduan/kunci/pemegang/{holder}/keluarkan', permission: HANDLE, summary: 'Mengeluarkan pemegang: kunci baru bagi yang lain, semua laporan dibungkus ulang', input: z.object({ holder: id }), output: z.object({ moved: z.number() }) }),
  changePassphrase: operation({ method: 'POST', path: '/pengaduan/kunci/kata-sandi', permission: HANDLE, summary: 'Mengganti kata sandi kunci sendiri', input: z.object({ old: typed, passphrase }), output: z.object({}) }),
  unlockKey: operation({ method: 'POST', path: '/pengaduan/kunci/buka', permission: HANDLE, summary: 'Membuka kunci pada sesi ini, 30 menit sejak dipakai terakhir', input: z.object({ passphrase: typed }), output: z.object({ until: z.string() }) }),
  lockKey: operation({ method: 'POST', path: '/pengaduan/kunci/tutup', permission: HANDLE, summary: 'Mengunci lagi', input: z.object({}), output: z.object({}) }),
  takeHalf: operation({ method: 'POST', path: '/pengaduan/kunci/pemulihan/lembar', permission: HANDLE, summary: 'Lembar pemulihan saya, ditunjukkan satu kali untuk dicetak', input: z.object({ passphrase: typed }), output: z.object({ half: z.union([z.literal(1), z.literal(2)]), mark: z.string(), groups: z.array(z.string()) }) }),
  renewRecovery: operation({ method: 'POST', path: '/pengaduan/kunci/pemulihan/baru', permission: HANDLE, summary: 'Membuat lembar pemulihan baru; yang lama tidak berlaku lagi', input: z.object({}), output: z.object({}) }),
  recoverKey: operation({
    method: 'POST', path: '/pengaduan/kunci/pemulihan', permission: HANDLE, summary: 'Memulihkan dengan kedua lembar: pemegang baru masuk, semua pemegang lama berakhir',
    input: z.object({ first: z.string().trim().min(1, 'Ketik kelompok angka lembar 1.').max(400), second: z.string().trim().min(1, 'Ketik kelompok angka lembar 2.').max(400), holders: z.array(id).min(1, 'Pilih pemegang barunya.').max(20) }), output: z.object({ moved: z.number() }),
  }),
  getProvince: operation({ method: 'GET', path: '/pengaduan/provinsi', permission: CONFIGURE, summary: 'Ke mana laporan tentang Inspektorat atau kepala daerah', input: z.object({}), output: z.object({ host: z.string(), name: z.string(), contact: z.string(), connected: z.boolean() }) }),
  saveProvince: operation({ method: 'PUT', path: '/pengaduan/provinsi', permission: CONFIGURE, summary: 'Menyimpan tujuan laporan tentang Inspektorat atau kepala daerah', input: z.object(target), output: z.object({}) }),
};

export const keyRefusals: RefusalTable = {
  'complaints.key-locked': { status: 403, sentence: 'Isi laporan ini terkunci. Buka kunci Inspektorat dengan kata sandi kunci Anda.' },
  'complaints.code-needed': { status: 403, sentence: 'Isi laporan ini terkunci. Masukkan kode rahasia dari tanda terimanya.' },
  'complaints.seal-broken': { status: 409, sentence: 'Isi laporan ini rusak atau pernah diubah, sehingga tidak dapat dibuka. Hubungi administrator dan sebut nomornya.' },
  'complaints.at-province': { status: 409, sentence: 'Laporan ini diteruskan ke provinsi. Isinya tidak dapat dibaca di sini, juga oleh Inspektorat; tindak lanjutnya di sana.' },
  'complaints.province-not-connected': {
    status: 409, sentence: (d) => `Laporan tentang Inspektorat atau kepala daerah tidak kami terima di sini, karena yang membacanya adalah yang dilaporkan. ${d['contact'] ? `Sampaikan kepada ${String(d['name'] || 'Inspektorat provinsi')}: ${String(d['contact'])}` : 'Sampaikan kepada Inspektorat provinsi, atau lewat lapor.go.id.'}`,
  },
  'complaints.code-mistyped': { status: 422, sentence: 'Kode rahasia itu salah ketik. Periksa lagi: 16 huruf dan angka seperti 7K2M-XY4R-9PQT-3HWD.' },
  'complaints.not-a-holder': { status: 403, sentence: 'Anda bukan pemegang kunci Inspektorat. Buat kunci Anda, lalu minta seorang pemegang menerimanya.' },
  'complaints.wrong-passphrase': { status: 422, sentence: 'Kata sandi kunci salah. Setelah lima kali salah, tunggu 15 menit.' },
  'complaints.no-such-holder': { status: 404, sentence: 'Pemegang kunci itu tidak ada lagi. Muat ulang halaman ini.' },
  'complaints.admitted-by-another': { status: 409, sentence: 'Kunci Anda sendiri diterima oleh pemegang lain. Minta ia membuka halaman ini.' },
  'complaints.last-holders': { status: 409, sentence: 'Dua pemegang terakhir tidak dapat dikeluarkan. Terima pemegang baru dahulu, lalu keluarkan yang ini.' },
  'complaints.no-half': { status: 409, sentence: 'Lembar itu sudah ditunjukkan, atau sudah diganti lembar baru. Buat lembar pemulihan baru bila belum tercetak.' },
  'complaints.half-mistyped': { status: 422, sentence: 'Ada yang salah ketik pada lembar pemulihan. Periksa kelompok yang disebut, lalu coba lagi.' },
  'complaints.halves-do-not-fit': { status: 422, sentence: 'Kedua lembar itu tidak berpasangan. Pakai dua lembar dengan tanda dan tanggal yang sama.' },
  'complaints.too-few-holders': { status: 422, sentence: 'Pilih paling sedikit dua pemegang baru. Masing-masing membuat kuncinya sendiri dahulu, dengan akunnya sendiri.' },
};
