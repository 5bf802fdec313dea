import { many, one } from '#lib/forms/values.ts';
import type { Values } from '#lib/forms/types.ts';

// Chapters: what each action asks for · posted inputs → the action

export interface Input {
  name: string;
  label: string;
  help?: string;
  as: 'line' | 'area' | 'choice' | 'unit' | 'units' | 'category' | 'kind' | 'institution' | 'photos' | 'scan' | 'day' | 'year' | 'tick';
  options?: { id: string; label: string }[];
  optional?: boolean;
  lines?: number;
  most?: number;
}

const reason = (label: string, help?: string): Input => ({ name: 'reason', label, as: 'area', lines: 2, most: 1000, ...(help && { help }) });
/** Asked only after personal data was found in the text. */
const keep: Input = { name: 'keepFindings', label: 'Tetap tampilkan; ini bukan data pribadi warga', as: 'tick' };
const photos: Input = { name: 'photos', label: 'Foto', as: 'photos', optional: true };

/** One entry per action; an action without inputs is a button. The sentence under the title says what follows. */
export const FORMS: Record<string, { inputs: Input[]; says?: string; submit?: string; danger?: true }> = {
  verify: {
    says: 'Laporan siap didisposisi. Jenis dan kategori menentukan batas waktunya.', submit: 'Verifikasi',
    inputs: [{ name: 'as', label: 'Jenis', as: 'kind' }, { name: 'category', label: 'Kategori', as: 'category' }, { name: 'title', label: 'Judul', help: 'Perbaiki bila tidak jelas atau memuat nama orang.', as: 'line', most: 150, optional: true }],
  },
  hold: { says: 'Waktu berhenti sampai pelapor menjawab.', submit: 'Minta data', inputs: [{ name: 'question', label: 'Data yang diperlukan', as: 'area', lines: 3, most: 1000 }] },
  archive: {
    says: 'Laporan ditutup. Pelapor membaca alasannya.', submit: 'Arsipkan', danger: true,
    inputs: [
      { name: 'reason', label: 'Alasan', as: 'choice', options: [['wrong-format', 'Tidak dapat dipahami'], ['too-general', 'Terlalu umum'], ['not-government', 'Bukan urusan pemerintahan'], ['no-data', 'Data tidak dilengkapi'], ['spam', 'Kiriman sampah'], ['withdrawn', 'Dicabut pelapor'], ['legal-case', 'Sedang diproses hukum'], ['elsewhere', 'Ditutup di sistem asalnya']].map(([id, label]) => ({ id: id!, label: label! })) },
      { name: 'text', label: 'Penjelasan untuk pelapor', as: 'area', lines: 3, most: 1000 },
    ],
  },
  unarchive: { submit: 'Buka dari arsip', inputs: [reason('Alasan')] },
  dispose: {
    submit: 'Disposisi', inputs: [{ name: 'lead', label: 'Unit yang menangani', as: 'unit' }, { name: 'supporting', label: 'Unit pendukung', as: 'units', optional: true }, { name: 'instruction', label: 'Instruksi', as: 'area', lines: 2, most: 1000 }],
  },
  recategorize: { submit: 'Ubah', inputs: [{ name: 'as', label: 'Jenis', as: 'kind' }, { name: 'category', label: 'Kategori', as: 'category' }] },
  'forward-inside': { says: 'Nomor dan usia laporan tetap; instansi tujuan memakai batas waktunya sendiri.', submit: 'Teruskan', inputs: [{ name: 'host', label: 'Instansi tujuan', as: 'institution' }, reason('Alasan')] },
  'forward-outside': {
    says: 'Untuk PLN, PDAM, jalan nasional dan provinsi, polisi: dengan surat. Laporan tetap terbuka, dan Anda diingatkan untuk menanyakannya.', submit: 'Teruskan',
    inputs: [
      { name: 'party', label: 'Pihak', as: 'choice', options: [['pln', 'PLN'], ['pdam', 'PDAM'], ['national-road', 'Balai Besar Pelaksanaan Jalan Nasional'], ['province', 'Pemerintah provinsi'], ['police', 'Kepolisian'], ['ministry', 'Kementerian atau lembaga'], ['lapor', 'Admin nasional SP4N-LAPOR! (bukan wewenang kita)'], ['other', 'Pihak lain']].map(([id, label]) => ({ id: id!, label: label! })) },
      { name: 'name', label: 'Nama kantor yang dituju', as: 'line', most: 150 },
      { name: 'letter', label: 'Isi surat', help: 'Tekan "Buat naskah surat" untuk memulainya, lalu sunting.', as: 'area', lines: 8, most: 8000 },
      reason('Alasan untuk pelapor'), { name: 'proof', label: 'Bukti kirim', as: 'scan', optional: true },
    ],
  },
  'hop-proof': { submit: 'Lampirkan', inputs: [{ name: 'proof', label: 'Bukti kirim', as: 'scan' }, { name: 'note', label: 'Catatan', as: 'line', most: 500, optional: true }] },
  'hop-asked': { submit: 'Catat', inputs: [{ name: 'note', label: 'Apa yang ditanyakan, dan kepada siapa', as: 'area', lines: 2, most: 500 }] },
  'hop-answered': {
    submit: 'Catat jawaban',
    inputs: [{ name: 'text', label: 'Jawaban pihak itu', as: 'area', lines: 4, most: 4000 }, { name: 'outcome', label: 'Hasilnya', as: 'choice', options: [{ id: 'resolved', label: 'Sudah selesai' }, { id: 'returned', label: 'Dikembalikan kepada kita' }] }, photos, keep],
  },
  merge: { says: 'Laporan ini mengikuti laporan induknya; pelapornya ikut diberi tahu. Dapat dipisahkan lagi.', submit: 'Gabungkan', inputs: [{ name: 'into', label: 'Nomor laporan induk', as: 'line', most: 40 }, { ...reason('Catatan'), optional: true }] },
  unmerge: { submit: 'Pisahkan', inputs: [reason('Alasan')] },
  reopen: { submit: 'Buka kembali', inputs: [{ ...reason('Catatan'), optional: true }] },
  'refuse-reopen': { submit: 'Tidak dibuka kembali', danger: true, inputs: [reason('Alasan untuk pelapor')] },
  accept: { inputs: [] },
  return: { says: 'Laporan kembali ke admin koordinator untuk dicarikan unit lain.', submit: 'Kembalikan', inputs: [reason('Mengapa dikembalikan')] },
  contribute: { submit: 'Kirim masukan', inputs: [{ name: 'text', label: 'Masukan untuk unit yang menangani', as: 'area', lines: 4, most: 4000 }, photos] },
  'draft-answer': {
    submit: 'Simpan jawaban',
    inputs: [
      { name: 'text', label: 'Jawaban untuk pelapor', as: 'area', lines: 6, most: 4000 },
      { name: 'outcome', label: 'Ini jawaban', as: 'choice', options: [{ id: 'progress', label: 'Sedang dikerjakan' }, { id: 'ask', label: 'Bertanya kepada pelapor' }, { id: 'resolved', label: 'Selesai' }] }, photos, keep, { name: 'publish', label: 'Kirim langsung kepada pelapor', help: 'Tanpa centang, jawaban disimpan sebagai konsep.', as: 'tick' },
    ],
  },
  'publish-answer': { inputs: [] },
  schedule: {
    says: 'Untuk yang memerlukan anggaran berikutnya. Laporan tetap terbuka dan tampil, dihitung tersendiri, dan kembali sendiri pada waktunya.', submit: 'Jadwalkan',
    inputs: [
      { name: 'budgetYear', label: 'Tahun anggaran', as: 'year' }, { name: 'budget', label: 'Anggaran', as: 'choice', options: [{ id: 'original', label: 'APBD (kembali 2 Januari)' }, { id: 'amended', label: 'Perubahan APBD' }] },
      { name: 'activity', label: 'Nama kegiatan', as: 'line', most: 300 }, { name: 'unit', label: 'Unit pelaksana', as: 'unit' }, { name: 'text', label: 'Penjelasan untuk pelapor', as: 'area', lines: 3, most: 2000 }, keep,
    ],
  },
  unschedule: { submit: 'Batalkan jadwal', inputs: [reason('Alasan')] },
  extend: { says: 'Hanya satu kali. Pelapor membaca alasannya.', submit: 'Perpanjang', inputs: [reason('Alasan untuk pelapor')] },
  'approve-answer': { submit: 'Setujui', inputs: [{ name: 'publish', label: 'Sekaligus tayangkan', as: 'tick' }] },
  'return-answer': { submit: 'Kembalikan konsep', inputs: [reason('Apa yang harus diperbaiki')] },
  'paper-approval': {
    says: 'Bila kepala unit menyetujui di kertas: pindaiannya menjadi bukti.', submit: 'Simpan persetujuan',
    inputs: [{ name: 'scan', label: 'Pindaian persetujuan', as: 'scan' }, { name: 'by', label: 'Nama pejabat yang menyetujui', as: 'line', most: 120 }, { name: 'day', label: 'Tanggal persetujuan', as: 'day' }],
  },
};

/** Where the writer's answer waits for the head of the unit, sending it at once is not asked, and the words say what follows. */
export function formOf(kind: string, answersAtOnce: boolean): (typeof FORMS)[string] {
  const form = FORMS[kind] ?? { inputs: [] };
  if (kind !== 'draft-answer' || answersAtOnce) return form;
  return { ...form, says: 'Konsep dibaca kepala unit; tayang setelah disetujui.', submit: 'Simpan konsep', inputs: form.inputs.filter(({ name }) => name !== 'publish') };
}

export const isPlain = (kind: string): boolean => FORMS[kind]?.inputs.length === 0;

/** What was posted, in the shape of the action. It reads and does not judge; what is blank and may be is left out. */
export function readAction(values: Values): Record<string, unknown> {
  const kind = one(values, 'kind');
  const action: Record<string, unknown> = { kind };
  for (const input of FORMS[kind]?.inputs ?? []) {
    const text = one(values, input.name).trim();
    if (input.as === 'photos' || input.as === 'units') action[input.name] = many(values, input.name);
    else if (input.as === 'tick') action[input.name] = text !== '';
    else if (text !== '' || !input.optional) action[input.name] = text;
  }
  return action;
}

/** `action.reasons` → `reasons`, `photos.0` → `photos`. */
export const inputOf = (path: string): string => path.replace(/^action\./, '').replace(/\.\d+$/, '');

const CHOOSE: Record<string, string> = { lead: 'Pilih unitnya.', unit: 'Pilih unitnya.', host: 'Pilih instansinya.', proof: 'Pilih berkasnya.', scan: 'Pilih pindaiannya.', category: 'Pilih kategorinya.' };

/** Where nothing was chosen, the sentence says what to choose; a check speaks of an identifier that nobody sees. */
export function sayWhatToChoose(fields: { path: string; message: string }[] | undefined, values: Values): void {
  const choices = (FORMS[one(values, 'kind')]?.inputs ?? []).filter(({ as }) => as === 'choice' || as === 'kind').map(({ name }) => name);
  for (const field of fields ?? []) {
    if (one(values, field.path).trim() !== '') continue;
    const said = CHOOSE[field.path] ?? (choices.includes(field.path) ? 'Pilih salah satu.' : undefined);
    if (said) field.message = said;
  }
}

export const labelsOf = (kind: string): Record<string, string> => Object.fromEntries((FORMS[kind]?.inputs ?? []).map(({ name, label }) => [name, label]));

/** Said after the act. */
export const DONE: Record<string, string> = {
  verify: 'Laporan terverifikasi.', hold: 'Pelapor diminta melengkapi data.', archive: 'Laporan diarsipkan.', unarchive: 'Laporan dibuka dari arsip.', dispose: 'Laporan didisposisi.', recategorize: 'Kategori diubah.',
  'forward-inside': 'Laporan diteruskan.', 'forward-outside': 'Laporan diteruskan keluar.', 'hop-proof': 'Bukti kirim dilampirkan.', 'hop-asked': 'Pertanyaan dicatat.', 'hop-answered': 'Jawaban dicatat.', merge: 'Laporan digabung.', unmerge: 'Laporan dipisahkan.',
  reopen: 'Laporan dibuka kembali.', 'refuse-reopen': 'Permintaan ditolak dengan alasan.', accept: 'Laporan diterima unit Anda.', return: 'Laporan dikembalikan.', contribute: 'Masukan terkirim.', 'draft-answer': 'Konsep jawaban disimpan.', 'publish-answer': 'Jawaban ditayangkan.',
  schedule: 'Laporan dijadwalkan.', unschedule: 'Jadwal dibatalkan.', extend: 'Waktu diperpanjang.', 'approve-answer': 'Jawaban disetujui.', 'return-answer': 'Konsep dikembalikan.', 'paper-approval': 'Persetujuan di kertas disimpan.',
  catatan: 'Catatan disimpan.', tayang: 'Laporan ditayangkan.', turun: 'Laporan diturunkan dari halaman umum.',
};
