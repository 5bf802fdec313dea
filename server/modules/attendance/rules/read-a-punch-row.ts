import { readDay } from '../../../engines/sheets/days-as-people-write-them.ts';
import type { SheetField } from '../../../engines/sheets/headings-are-recognised.ts';
import type { FieldRow } from '../../../engines/sheets/judged-rows.ts';
import { pinOf } from '../../../engines/iclock/read-punches.ts';
import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import { isUsablePin } from './read-a-pin-row.ts';

/** Columns of what other brands export: one punch a line, or a day with its hours beside each other. */
export const PUNCH_FIELDS: readonly SheetField[] = [
  { field: 'who', label: 'PIN mesin atau NIP', required: true, headings: ['pin', 'nip', 'id', 'user id', 'userid', 'ac no', 'acno', 'no id', 'emp no', 'enroll no', 'no absen', 'badgenumber', 'id karyawan', 'id pegawai'] },
  { field: 'day', label: 'Tanggal (boleh dengan jam)', required: true, headings: ['tanggal', 'tgl', 'date', 'tanggal scan', 'waktu', 'datetime', 'tanggal waktu', 'tgl waktu', 'date time', 'checktime', 'scan date', 'hari tanggal'] },
  { field: 'hours', label: 'Jam (boleh beberapa)', required: false, headings: ['jam', 'time', 'pukul', 'scan', 'jam scan', 'waktu scan', 'scan 1'] },
  { field: 'in', label: 'Jam masuk', required: false, headings: ['masuk', 'scan masuk', 'in', 'clock in', 'check in', 'jam datang', 'datang'] },
  { field: 'out', label: 'Jam pulang', required: false, headings: ['pulang', 'keluar', 'scan pulang', 'scan keluar', 'out', 'clock out', 'check out', 'jam keluar'] },
];

export interface PunchRowRead {
  /** A NIP of 18 digits, else a PIN. */
  nip: string | null;
  pin: string | null;
  punches: { day: CalendarDay; seconds: number; direction: 'in' | 'out' | 'any' }[];
}

const TIME = /(?<![\d.:])(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?(?![\d:])/g;
/** Every time of a text, in seconds after midnight; `null` where one of them does not exist. Texts without a time give none. */
export function timesIn(text: string): number[] | null {
  const found = [...text.matchAll(TIME)].map(([, h, m, s]) => ({ h: Number(h), m: Number(m), s: Number(s ?? 0) }));
  return found.some(({ h, m, s }) => h > 23 || m > 59 || s > 59) ? null : found.map(({ h, m, s }) => h * 3600 + m * 60 + s);
}
/** Behind the day in one cell: "02/03/2026 07:29:58". */
const behindTheDay = (text: string): string => text.replace(/^\D*(\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/. ]\d{1,2}[-/. ]\d{4}|\d{1,2}[-\s]*[A-Za-z]+\.?[-\s]*\d{4})/, ' ');

/** Reads one line; all that is wrong with it is told at once. */
export function readPunchRow({ values }: FieldRow): { row: PunchRowRead } | { reasons: string[] } {
  const reasons: string[] = [];
  const cell = (field: string): string => (values[field] ?? '').trim();
  const digits = cell('who').replace(/[\s.-]/g, '');
  const nip = /^\d{18}$/.test(digits) ? digits : null;
  const pin = nip ? null : pinOf(cell('who'));
  if (!nip && !isUsablePin(pin!)) reasons.push(cell('who') === '' ? 'PIN atau NIP kosong.' : `"${cell('who').slice(0, 30)}" bukan PIN dan bukan NIP 18 angka.`);
  const day = readDay(cell('day'));
  if (!day) reasons.push(cell('day') === '' ? 'Tanggal kosong.' : `Tanggal "${cell('day').slice(0, 30)}" tidak terbaca.`);
  const punches = (['any', 'in', 'out'] as const).flatMap((direction) => {
    const texts = direction === 'any' ? [behindTheDay(cell('day')), cell('hours')] : [cell(direction)];
    return texts.flatMap((text) => {
      const times = timesIn(text);
      if (times === null) reasons.push(`Jam "${text.trim().slice(0, 40)}" tidak ada.`);
      return (times ?? []).map((seconds) => ({ day: day ?? '', seconds, direction }));
    });
  });
  if (reasons.length === 0 && punches.length === 0) reasons.push('Tidak ada jam di baris ini.');
  return reasons.length > 0 ? { reasons } : { row: { nip, pin, punches } };
}
