import type { FormPage, FormState } from '#lib/forms/types.ts';
import type { Problem, Viewer } from '#lib/types.ts';

/** Invented people and cases for the design page; NIK serials 9001 and up belong to nobody. */
export const officer: Viewer = {
  accountId: '0', name: 'Siti Rahmawati, S.AP.', kind: 'officer', level: 'verified',
  hat: { instansi: '0', postId: 'a', title: 'Analis Perizinan', capacity: 'definitif', unitId: 'u', unitName: 'DPMPTSP', duties: [], permissions: [] },
  hats: [{ id: 'a', title: 'Analis Perizinan', unitName: 'DPMPTSP' }, { id: 'b', title: 'Petugas Loket', unitName: 'Mal Pelayanan Publik' }],
};

export const leader: Viewer = {
  ...officer, name: 'Bambang Suhendro, S.Sos., M.Si.', hats: undefined,
  hat: { ...officer.hat!, title: 'Kepala DPMPTSP', capacity: 'Plt.' },
};

export const endless = 'Persekutuan Perdata Nusantara Jaya Abadi '.repeat(250).slice(0, 10_000);

export const queue = [
  { href: '#a', title: 'Izin reklame, CV Batoro Katong', note: 'PNG-2026-004127 · Babadan · menunggu Dinas PU', due: { text: 'terlambat 1 hari', tone: 'late' } },
  { href: '#b', title: 'Izin reklame, Toko Sumber Rejeki', note: 'PNG-2026-004139 · Siman · pertimbangan teknis 2 dari 2', due: { text: 'hari ini 15.00', tone: 'soon' }, current: true },
  { href: '#c', title: 'Izin reklame insidentil, Festival Reyog', note: 'PNG-2026-004160 · Ponorogo · verifikasi', due: { text: 'Sen 23 Nov', tone: 'plain' } },
  { href: '#d', title: 'Izin reklame, Warung Lesehan Ngebel', note: 'PNG-2026-004163 · Ngebel · peninjauan lapangan', due: { text: 'Sel 5 Jan 2027', tone: 'plain', provisional: true } },
] satisfies { href: string; title: string; note: string; due: { text: string; tone: 'late' | 'soon' | 'plain'; provisional?: boolean }; current?: boolean }[];

export const steps = [
  { label: 'Diajukan', state: 'done' }, { label: 'Verifikasi', state: 'done' }, { label: 'Pertimbangan teknis', state: 'done' },
  { label: 'Rekomendasi analis', state: 'now' }, { label: 'Tanda tangan', state: 'next' }, { label: 'Terbit', state: 'next' },
] satisfies { label: string; state: 'done' | 'now' | 'next' }[];

export const log = [
  { title: 'Satpol PP memberi pertimbangan', when: 'Jum 20 Nov 14.20', by: 'Agus Widodo, S.H.', tone: 'ok' },
  { title: 'Dikembalikan untuk diperbaiki', when: 'Kam 19 Nov 11.05', by: 'Rina Lestari, S.T.', tone: 'soon', note: 'Foto lokasi belum memperlihatkan bahu jalan.' },
  { title: 'Berkas dinyatakan lengkap', when: 'Kam 19 Nov 08.31', by: 'Siti Rahmawati, S.AP.' },
  { title: 'Diajukan', when: 'Rab 18 Nov 09.12', by: 'Hartono' },
] satisfies { title: string; when: string; by: string; tone?: 'ok' | 'soon'; note?: string }[];

export const answers = [
  { label: 'Pemohon', value: 'Hartono, NIK 3502••••••••9003' }, { label: 'Jenis', value: 'Papan, 2 muka, bersinar' },
  { label: 'Ukuran', value: '4,00 m × 2,50 m = 10,00 m² per muka' }, { label: 'Lokasi', value: 'Jl. Raya Siman 14, Kel. Ronowijayan' },
  { label: 'Catatan', value: null }, { label: 'Pajak terutang', value: 'Rp1.250.000', href: '#rincian' },
];

export const documents = [
  { name: 'Foto lokasi', note: '2 foto, 41 m dari titik peta', tag: { text: 'sesuai', tone: 'ok' } },
  { name: 'Persetujuan pemilik lahan', note: 'PDF, 1 halaman', href: '#lahan', tag: { text: 'sesuai', tone: 'ok' } },
  { name: 'Gambar konstruksi', note: 'PDF, 3 halaman', href: '#gambar', tag: { text: 'perlu diperiksa', tone: 'soon' } },
] satisfies { name: string; note: string; href?: string; tag: { text: string; tone: 'ok' | 'soon' } }[];

export const weeks = [81, 84, 82, 88, 87, 91, 92, 93].map((value, index) => ({ label: `mg ${40 + index}`, value, text: `${value}%` }));

export const problem: Problem = {
  status: 422, title: 'Isian belum lengkap', detail: 'Periksa isian yang ditandai.', code: 'permohonan.invalid',
  fields: [
    { path: 'c.nik', message: 'NIK harus 16 angka.' },
    { path: 'c.saksi.0.nama', message: 'Tulis nama saksi.' },
  ],
};

/** Every type of field in one page of a form. */
export const page: FormPage = {
  id: 'contoh', title: 'Data usaha', intro: 'Contoh semua jenis isian.',
  fields: [
    { type: 'text', id: 'nama', label: 'Nama usaha', required: true, lines: 1, minLength: 0, maxLength: 200 },
    { type: 'text', id: 'uraian', label: 'Kegiatan usaha', help: 'Satu atau dua kalimat.', required: false, lines: 3, minLength: 0, maxLength: 500 },
    { type: 'nik', id: 'nik', label: 'NIK pemilik', required: true },
    { type: 'phone', id: 'hp', label: 'Nomor telepon', required: true },
    { type: 'email', id: 'surel', label: 'Surel', required: false },
    { type: 'number', id: 'luas', label: 'Luas tempat usaha', required: true, decimals: 2, unit: 'm²' },
    { type: 'money', id: 'modal', label: 'Modal usaha', required: true, min: 0, max: 1_000_000_000_000 },
    { type: 'date', id: 'mulai', label: 'Mulai usaha', required: true },
    { type: 'choice', id: 'bentuk', label: 'Bentuk usaha', required: true, multiple: false, options: [{ id: 'orang', label: 'Perseorangan' }, { id: 'cv', label: 'CV', help: 'Persekutuan komanditer' }, { id: 'pt', label: 'PT' }] },
    { type: 'choice', id: 'hari', label: 'Hari buka', required: false, multiple: true, options: [{ id: 'kerja', label: 'Senin sampai Jumat' }, { id: 'sabtu', label: 'Sabtu' }, { id: 'minggu', label: 'Minggu' }] },
    { type: 'choice', id: 'sektor', label: 'Lapangan usaha', required: true, multiple: false, options: ['Pertanian', 'Perikanan', 'Industri', 'Perdagangan', 'Angkutan', 'Penginapan', 'Makanan', 'Jasa'].map((label) => ({ id: label.toLowerCase(), label })) },
    { type: 'region', id: 'desa', label: 'Desa atau kelurahan', required: true, level: 'village', within: '35.02' },
    { type: 'address', id: 'alamat', label: 'Alamat', required: true, maxLength: 300 },
    { type: 'point', id: 'titik', label: 'Letak di peta', required: false },
    { type: 'file', id: 'foto', label: 'Foto tempat usaha', required: true, accept: ['image', 'pdf'], maxMegabytes: 5, maxFiles: 3 },
    { type: 'group', id: 'saksi', label: 'Saksi', required: false, min: 1, max: 3, itemLabel: 'Saksi', fields: [{ type: 'text', id: 'nama', label: 'Nama saksi', required: true, lines: 1, minLength: 0, maxLength: 200 }] },
    { type: 'computed', id: 'pajak', label: 'Perkiraan pajak', required: false, value: 'modal * 0', format: 'money' },
    { type: 'declaration', id: 'benar', label: 'Pernyataan', required: true, text: 'Data yang saya isi benar, dan saya bersedia dituntut bila ternyata tidak benar.' },
  ],
};

export const filled: FormState = {
  values: {
    nama: 'Warung Bu Tini', nik: '3502115503919003', hp: '081234567890', luas: '12,50', modal: '7500000', mulai: '2024-03-01', bentuk: 'orang',
    hari: ['kerja', 'sabtu'], sektor: 'makanan', alamat: 'Jl. Suromenggolo 12', 'titik.lat': '-7,8711', 'titik.lng': '111,4620', 'saksi.0.nama': 'Sumarno', 'saksi.1.nama': '', benar: 'ya', 'desa.cari': 'beduri',
  },
  computed: { pajak: 'Rp0' },
  uploads: { foto: [{ id: '1', name: 'depan.jpg', note: '388 KB', href: '#foto' }, { id: '2', name: 'dalam.jpg', note: '402 KB' }] },
  regions: {
    desa: {
      within: '35.02',
      chosen: { code: '35.02.11.2005', name: 'Beduri', path: 'Ponorogo, Kabupaten Ponorogo, Jawa Timur' },
      matches: [{ code: '35.02.17.2009', name: 'Bedoho', path: 'Sooko, Kabupaten Ponorogo, Jawa Timur' }],
    },
  },
};
