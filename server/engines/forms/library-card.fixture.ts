import { compileForm } from './compile-form.ts';
import type { CompiledForm } from './compiled-form.ts';
import { parseElements } from './element-dictionary.ts';
import { formDefinition } from './form-definition.ts';
import type { FormFacts } from './read-context.ts';

/* A neutral invented example, so that no real service is bent to serve a test. */

export const elements = parseElements(`
format: 1
elements:
  - { id: nama, label: Nama, name: full_name, types: [text], check: name, maxLength: 150, prefill: akun.nama, personal: general, standard: s, source: s }
  - { id: kk, label: KK, name: family_card_number, types: [text], check: kk, maxLength: 30, personal: general, sealed: true, standard: s, source: s,
      format: { regex: '\\d{16}', message: 'Nomor KK terdiri atas 16 angka.', strip: ' .-' } }
  - { id: kelamin, label: Kelamin, name: sex, types: [choice], personal: general, standard: s, source: s, options: [{ id: l, label: L }, { id: p, label: P }] }
`);

export const libraryCard = {
  pages: [
    {
      id: 'pemohon',
      title: 'Pemohon',
      fields: [
        { id: 'nama', type: 'text', label: 'Nama lengkap', element: 'nama' },
        { id: 'nik', type: 'nik', label: 'NIK' },
        { id: 'lahir', type: 'date', label: 'Tanggal lahir', max: 'hari_ini', min: 'date("1900-01-01")' },
        { id: 'umur', type: 'computed', label: 'Umur', value: 'years between(lahir, hari_ini)', format: 'number' },
        { id: 'wali', type: 'text', label: 'Nama wali', when: 'umur < 17', required: true },
        { id: 'ponsel', type: 'phone', label: 'Nomor ponsel' },
        { id: 'surel', type: 'email', label: 'Surel', required: false },
        { id: 'kk', type: 'text', label: 'Nomor KK', element: 'kk', required: false },
        { id: 'desa', type: 'region', label: 'desa atau kelurahan', within: 'instansi' },
        { id: 'alamat', type: 'address', label: 'Alamat' },
      ],
    },
    {
      id: 'kartu',
      title: 'Kartu',
      fields: [
        { id: 'jenis', type: 'choice', label: 'Jenis kartu', options: [{ id: 'biasa', label: 'Biasa' }, { id: 'keluarga', label: 'Keluarga' }] },
        { id: 'minat', type: 'choice', multiple: true, label: 'Minat', required: false, options: [{ id: 'sejarah', label: 'Sejarah' }, { id: 'sains', label: 'Sains' }] },
        { id: 'jarak', type: 'number', label: 'Jarak rumah', decimals: 2, min: 0, max: 1500.5, unit: 'km', required: false },
        { id: 'jumlah_buku', type: 'number', label: 'Jumlah buku di rumah', required: false },
        { id: 'jaminan', type: 'money', label: 'Uang jaminan', max: 5_000_000, required: 'jenis = "keluarga"' },
        {
          id: 'anggota', type: 'group', label: 'Anggota keluarga', itemLabel: 'Anggota', min: 1, max: 3, when: 'jenis = "keluarga"',
          fields: [
            { id: 'nama', type: 'text', label: 'Nama', element: 'nama' },
            { id: 'iuran', type: 'money', label: 'Iuran' },
            { id: 'kali', type: 'number', label: 'Berapa kali' },
            { id: 'subtotal', type: 'computed', label: 'Subtotal', value: 'iuran * kali', format: 'money' },
            { id: 'catatan', type: 'text', lines: 3, label: 'Catatan', when: 'subtotal > 100000', required: 'kali > 5' },
          ],
        },
        { id: 'total', type: 'computed', label: 'Total iuran', when: 'jenis = "keluarga"', value: 'sum(anggota.subtotal)', format: 'money' },
        { id: 'rumah', type: 'point', label: 'letak rumah', required: false },
        { id: 'foto', type: 'file', label: 'Pas foto', accept: ['image'], maxMegabytes: 2, maxFiles: 2 },
        { id: 'setuju', type: 'declaration', label: 'Pernyataan', text: 'Saya menaati tata tertib.' },
      ],
    },
    { id: 'besar', title: 'Iuran besar', when: 'total >= 1000000', fields: [{ id: 'alasan', type: 'text', label: 'Alasan' }] },
  ],
};

export const definition = formDefinition.parse(libraryCard);

export function compiled(): CompiledForm {
  const form = compileForm(definition, { elements });
  if (!form.ok) throw new Error(JSON.stringify(form.refusal.data));
  // What runs comes from the database: JSON.
  return JSON.parse(JSON.stringify(form.value)) as CompiledForm;
}

const villages = ['35.02.17.2009', '35.02.01.2001', '35.03.01.2001'];
export const facts: FormFacts = {
  today: '2026-11-23',
  values: { akun: { nama: 'Sri Wahyuni' } },
  ownRegion: '35.02',
  regions: {
    has: (code) => villages.includes(code) || code === '35.02.17',
    levelOf: (code) => (villages.includes(code) ? 'village' : code === '35.02.17' ? 'district' : undefined),
  },
  uploads: [
    { id: 'u1', type: 'image/jpeg', bytes: 200_000, name: 'muka.jpg' },
    { id: 'u2', type: 'application/pdf', bytes: 200_000, name: 'surat.pdf' },
    { id: 'u3', type: 'image/png', bytes: 3_000_000, name: 'besar.png' },
    { id: 'u4', type: 'application/x-msdownload', bytes: 1000, name: 'virus.pdf' },
    { id: 'u5', type: 'image/svg+xml', bytes: 1000, name: 'gambar.svg' },
  ],
};

export const good = {
  nama: 'Sri Wahyuni',
  nik: '3515144508689002',
  lahir: '1968-08-05',
  ponsel: '0812 3456 7890',
  desa: '35.02.17.2009',
  alamat: 'Jalan Mawar 3\nRT 02 RW 01',
  jenis: 'biasa',
  foto: ['u1'],
  setuju: true,
};
