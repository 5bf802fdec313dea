import type { SheetField } from '../../../engines/sheets/headings-are-recognised.ts';
import { readDay } from '../../../engines/sheets/days-as-people-write-them.ts';
import type { FieldRow } from '../../../engines/sheets/judged-rows.ts';
import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';

/** Columns of a register of outgoing numbers, as paper registers and their copies in spreadsheets head them. */
export const REGISTER_FIELDS: readonly SheetField[] = [
  { field: 'seq', label: 'Nomor urut', required: true, headings: ['no urut', 'urut', 'no', 'no agenda', 'no register'] },
  { field: 'number', label: 'Nomor surat', required: false, headings: ['no surat', 'no naskah', 'nomor lengkap', 'no lengkap', 'surat no'] },
  { field: 'day', label: 'Tanggal surat', required: true, headings: ['tgl surat', 'tanggal', 'tgl', 'tanggal naskah'] },
  { field: 'title', label: 'Hal', required: true, headings: ['perihal', 'isi ringkas', 'isi', 'uraian', 'naskah', 'perihal surat'] },
  { field: 'to', label: 'Tujuan', required: false, headings: ['kepada', 'dikirim kepada', 'alamat', 'alamat tujuan'] },
  { field: 'signer', label: 'Penanda tangan', required: false, headings: ['penandatangan', 'ditandatangani', 'ditandatangani oleh', 'pejabat', 'ttd'] },
];

export interface RegisterRow {
  seq: number;
  /** "a" of 15.a. */
  insert: string;
  /** Empty: as the series writes it. */
  number: string;
  day: CalendarDay;
  title: string;
  signer: string;
}

/** Reads one line of a register of `year`; all that is wrong with it is told at once. A whole number in the first column ("500.3/15/PONDOK/2026") is not taken for its place in the series. */
export function readRegisterRow({ values }: FieldRow, { year, today }: { year: number; today: CalendarDay }): { row: RegisterRow } | { reasons: string[] } {
  const reasons: string[] = [];
  const cell = (field: string): string => (values[field] ?? '').replace(/\s+/g, ' ').trim();
  const seq = /^0*([1-9]\d{0,5})(?:\s?\.?\s?([a-z]{1,2}))?\.?$/i.exec(cell('seq'));
  if (!seq) reasons.push(cell('seq') === '' ? 'Nomor urut kosong.' : `Nomor urut "${cell('seq').slice(0, 40)}" bukan angka urut (misalnya 15 atau 15.a).`);
  const day = readDay(cell('day'));
  if (!day) reasons.push(cell('day') === '' ? 'Tanggal surat kosong.' : `Tanggal surat "${cell('day').slice(0, 30)}" tidak terbaca. Tulis seperti 31-01-2026.`);
  else if (Number(day.slice(0, 4)) !== year) reasons.push(`Tanggal surat ${day} bukan pada tahun seri ${year}.`);
  else if (day > today) reasons.push(`Tanggal surat ${day} belum terjadi.`);
  if (cell('title').length < 3) reasons.push('Hal surat kosong.');
  if (reasons.length > 0 || !seq || !day) return { reasons };
  const to = cell('to');
  return { row: { seq: Number(seq[1]), insert: (seq[2] ?? '').toLowerCase(), number: cell('number').slice(0, 150), day, title: `${cell('title')}${to ? `, kepada ${to}` : ''}`.slice(0, 200), signer: cell('signer').slice(0, 200) || 'tidak tercatat' } };
}
