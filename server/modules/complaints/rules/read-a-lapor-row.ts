import { readDay, readHour } from '../../../engines/sheets/days-as-people-write-them.ts';
import type { SheetField } from '../../../engines/sheets/headings-are-recognised.ts';
import { sameText, type FieldRow } from '../../../engines/sheets/judged-rows.ts';
import { momentAt, type Zone } from '../../../platform/kernel/calendar-day.ts';
import type { Kind } from '../contract.ts';
import { titleFrom } from './title-of-a-report.ts';

/** Columns of a list downloaded from SP4N-LAPOR!. Regions get different ones; the headings are those met in such lists. */
export const LAPOR_FIELDS: readonly SheetField[] = [
  { field: 'number', label: 'Nomor pelacakan (tracking ID)', required: true, headings: ['tracking id', 'trackingid', 'tracking', 'no tracking', 'no pelacakan', 'id laporan', 'id aduan', 'id', 'kode laporan', 'no laporan', 'no aduan', 'no pengaduan', 'no tiket', 'ticket id'] },
  { field: 'day', label: 'Tanggal laporan', required: true, headings: ['tanggal', 'tgl', 'tgl laporan', 'tanggal laporan masuk', 'tgl laporan masuk', 'tanggal masuk', 'tgl masuk', 'tanggal aduan', 'tgl aduan', 'tanggal lapor', 'tanggal pelaporan', 'tanggal kirim', 'tanggal dibuat', 'waktu laporan', 'created at'] },
  { field: 'hour', label: 'Jam laporan', required: false, headings: ['jam', 'pukul', 'waktu'] },
  { field: 'title', label: 'Judul', required: false, headings: ['judul laporan', 'judul aduan', 'judul pengaduan', 'perihal', 'subjek'] },
  { field: 'body', label: 'Isi laporan', required: true, headings: ['isi', 'isi aduan', 'isi pengaduan', 'isi laporan awal', 'isi laporan akhir', 'uraian', 'uraian laporan', 'deskripsi', 'detail laporan', 'aduan', 'laporan'] },
  { field: 'status', label: 'Status di LAPOR!', required: false, headings: ['status', 'status laporan', 'status aduan', 'status tindak lanjut', 'status penanganan', 'tahap'] },
  { field: 'kind', label: 'Klasifikasi', required: false, headings: ['klasifikasi laporan', 'jenis', 'jenis laporan', 'tipe', 'tipe laporan'] },
  { field: 'category', label: 'Kategori', required: false, headings: ['kategori laporan', 'kategori aduan', 'topik', 'substansi', 'bidang'] },
  { field: 'place', label: 'Lokasi', required: false, headings: ['lokasi kejadian', 'lokasi laporan', 'alamat', 'alamat kejadian', 'tempat', 'tempat kejadian'] },
  { field: 'village', label: 'Desa atau kelurahan', required: false, headings: ['desa', 'kelurahan', 'desa kelurahan', 'kelurahan desa', 'desa kel', 'kel desa'] },
  { field: 'district', label: 'Kecamatan', required: false, headings: ['kec'] },
  { field: 'point', label: 'Koordinat', required: false, headings: ['titik koordinat', 'koordinat lokasi', 'lat long', 'latlong', 'lat lng'] },
  { field: 'lat', label: 'Lintang', required: false, headings: ['lat', 'latitude'] },
  { field: 'lng', label: 'Bujur', required: false, headings: ['lng', 'long', 'lon', 'longitude'] },
  { field: 'event', label: 'Tanggal kejadian', required: false, headings: ['tgl kejadian'] },
  { field: 'name', label: 'Nama pelapor', required: false, headings: ['pelapor', 'nama', 'nama lengkap'] },
  { field: 'phone', label: 'Nomor ponsel', required: false, headings: ['hp', 'no hp', 'telepon', 'no telepon', 'telp', 'no telp', 'ponsel', 'wa', 'no wa'] },
  { field: 'email', label: 'Surel', required: false, headings: ['email', 'e mail', 'alamat email', 'alamat surel'] },
  { field: 'privacy', label: 'Anonim atau rahasia', required: false, headings: ['anonim', 'rahasia', 'sifat', 'sifat laporan', 'privasi', 'jenis pelapor'] },
  { field: 'answer', label: 'Tindak lanjut terakhir', required: false, headings: ['tindak lanjut', 'isi tindak lanjut', 'jawaban', 'jawaban terakhir', 'tanggapan', 'respon'] },
  { field: 'closed', label: 'Tanggal selesai', required: false, headings: ['tgl selesai', 'tanggal penyelesaian', 'tanggal tutup', 'tanggal ditutup', 'tanggal tindak lanjut', 'tgl tindak lanjut', 'tanggal tindak lanjut terakhir'] },
];

/** What a status of theirs means for the work here. */
export type StatusThere = 'open' | 'resolved' | 'archived';

export interface LaporRow {
  /** Tracking number, the same for every spelling. */
  number: string;
  at: Date;
  title: string;
  body: string;
  /** In their words. */
  status: string;
  means: StatusThere;
  kind: Kind;
  category: string;
  place: string;
  village: string;
  district: string;
  position?: { lat: number; lng: number };
  eventDate?: string;
  reporter: { name: string; phone: string; email: string };
  namePublic: boolean;
  isPublic: boolean;
  answer: string;
  closedAt?: Date;
  notes: string[];
}

const empty = (text: string): boolean => text === '' || /^[-–.]+$/.test(text);

/** A tracking number as it is kept: without #, spaces and small letters. */
export const trackingNumber = (text: string): string => text.replace(/^[#\s]+/, '').replace(/\s+/g, '').toUpperCase();

/** Reads one line; all that is wrong with it is told at once. */
export function readLaporRow({ values }: FieldRow, { now, zone }: { now: Date; zone: Zone }): { row: LaporRow } | { reasons: string[] } {
  const reasons: string[] = [];
  const notes: string[] = [];
  const cell = (field: string): string => (values[field] ?? '').trim();
  const given = (field: string): string => (empty(cell(field)) ? '' : cell(field));

  const number = trackingNumber(cell('number'));
  if (empty(number)) reasons.push('Nomor pelacakan kosong. Nomor itu menjaga agar laporan tidak tercatat dua kali.');
  else if (/\d[,.]\d+E\+?\d+/.test(number)) reasons.push(`Nomor pelacakan "${cell('number').slice(0, 40)}" sudah dibulatkan oleh lembar kerja. Unduh lagi daftarnya, atau ubah kolom itu menjadi Teks.`);
  else if (!/\d/.test(number) || number.length > 40) reasons.push(`Nomor pelacakan "${cell('number').slice(0, 40)}" tidak terbaca.`);

  const at = momentOf(cell('day'), cell('hour'), zone);
  if (!at) reasons.push(empty(cell('day')) ? 'Tanggal laporan kosong.' : `Tanggal laporan "${cell('day').slice(0, 30)}" tidak terbaca. Tulis 2026-01-31 atau 31-01-2026.`);
  else if (at > now) reasons.push('Tanggal laporan belum terjadi.');

  const body = cell('body');
  if (!/\p{L}.*\p{L}/su.test(body)) reasons.push('Isi laporan kosong.');

  const eventDate = given('event') ? readDay(cell('event')) : undefined;
  if (eventDate === null) notes.push(`Tanggal kejadian "${cell('event').slice(0, 30)}" tidak terbaca; dikosongkan.`);
  const position = positionOf(given('point') || (given('lat') && given('lng') ? `${cell('lat')}; ${cell('lng')}` : ''));
  if (position === null) notes.push('Koordinat tidak terbaca; dikosongkan.');
  const status = given('status').slice(0, 80);
  const means = meaningOf(status);
  if (means === undefined) notes.push(`Status "${status}" tidak dikenal; masuk sebagai laporan yang belum selesai.`);
  const closedAt = means && means !== 'open' ? momentOf(given('closed'), '', zone) : undefined;
  if (reasons.length > 0 || !at) return { reasons };
  const title = cell('title').replace(/\s+/g, ' ').slice(0, 150);
  const privacy = sameText(cell('privacy'));
  const isPublic = !/rahasia/.test(privacy);
  return {
    row: {
      number, at, title: title.length >= 5 ? title : titleFrom(body), body, status, means: means ?? 'open', kind: kindOf(cell('kind')), category: given('category').slice(0, 100), place: given('place').replace(/\s+/g, ' ').slice(0, 300), village: given('village'), district: given('district'),
      ...(position ? { position } : {}), ...(eventDate && new Date(eventDate) <= now ? { eventDate } : {}), reporter: { name: given('name').replace(/\s+/g, ' ').slice(0, 120), phone: given('phone').slice(0, 40), email: given('email').slice(0, 120) },
      namePublic: false, isPublic, answer: given('answer').slice(0, 4000), ...(closedAt && closedAt >= at && closedAt <= now ? { closedAt } : {}), notes,
    },
  };
}

function momentOf(day: string, hour: string, zone: Zone): Date | undefined {
  const read = readDay(day);
  if (!read) return undefined;
  const clock = readHour(hour) ?? readHour(day);
  return momentAt(read, clock === null ? 0 : Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3)), zone);
}

/** "-7,8651; 111,4696" or "-7.8651, 111.4696"; undefined for nothing, null for what is no position in Indonesia. */
export function positionOf(text: string): { lat: number; lng: number } | undefined | null {
  if (text === '') return undefined;
  const found = /^\s*\(?\s*(-?\d{1,2}(?:[.,]\d+)?)\s*[;,\s]\s*(-?\d{2,3}(?:[.,]\d+)?)\s*\)?\s*$/.exec(text);
  if (!found) return null;
  const [lat, lng] = [Number(found[1]!.replace(',', '.')), Number(found[2]!.replace(',', '.'))];
  return lat >= -12 && lat <= 7 && lng >= 94 && lng <= 142 ? { lat, lng } : null;
}

/** Undefined for a word that nobody knows: it is then open, and the line says so. */
export function meaningOf(status: string): StatusThere | undefined {
  const text = sameText(status);
  if (text === '') return 'open';
  if (/\b(belum|proses|tindak ?lanjut|ditindaklanjuti|terverifikasi|verifikasi|disposisi|terdisposisi|diteruskan|menunggu|tunda|tertunda|ditunda|baru|masuk|open|progress|pending)\b/.test(text)) return 'open';
  if (/\b(selesai|tuntas|closed|close|resolved|done)\b/.test(text)) return 'resolved';
  if (/\b(arsip|diarsipkan|ditolak|dibatalkan|spam|dihapus|archived)\b/.test(text)) return 'archived';
  return undefined;
}

function kindOf(text: string): Kind {
  const words = sameText(text);
  if (/pengawasan|penyimpangan|korupsi|pungli|gratifikasi|whistle/.test(words)) return 'misconduct';
  if (/informasi/.test(words)) return 'information';
  return /aspirasi|saran|usul/.test(words) ? 'aspiration' : 'complaint';
}

