import { readDay } from '../../../engines/sheets/days-as-people-write-them.ts';
import type { SheetField } from '../../../engines/sheets/headings-are-recognised.ts';
import type { FieldRow } from '../../../engines/sheets/judged-rows.ts';
import { pinOf } from '../../../engines/iclock/read-punches.ts';
import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';

/** Columns of a list of PINs, as a program of terminals or somebody's own book gives them. */
export const PIN_FIELDS: readonly SheetField[] = [
  { field: 'pin', label: 'PIN mesin', required: true, headings: ['pin', 'id', 'user id', 'userid', 'ac no', 'acno', 'no id', 'enroll no', 'enroll id', 'emp no', 'id finger', 'id fingerprint', 'id mesin', 'badgenumber', 'no absen', 'kode'] },
  { field: 'who', label: 'NIP atau nama', required: true, headings: ['nip', 'nip nama', 'no induk pegawai', 'nik', 'nama', 'nama pegawai', 'pegawai'] },
  { field: 'from', label: 'Berlaku mulai', required: false, headings: ['mulai', 'tmt', 'tanggal mulai', 'sejak', 'dari'] },
  { field: 'to', label: 'Sampai', required: false, headings: ['hingga', 'tanggal akhir', 'berakhir'] },
];

export interface PinRowRead {
  pin: string;
  who: string;
  from: CalendarDay | null;
  to: CalendarDay | null;
}
export const isUsablePin = (pin: string): boolean => /^(?!0+$)[A-Za-z0-9]{1,24}$/.test(pin);

/** Reads one line; all that is wrong with it is told at once. */
export function readPinRow({ values }: FieldRow): { row: PinRowRead } | { reasons: string[] } {
  const reasons: string[] = [];
  const pin = pinOf(values['pin'] ?? '');
  if (!isUsablePin(pin)) reasons.push(pin === '' ? 'PIN kosong.' : `PIN "${pin.slice(0, 30)}" tidak dapat dipakai: angka, bukan nol.`);
  const who = (values['who'] ?? '').trim();
  if (who.length < 3) reasons.push('NIP atau nama kosong.');
  const dayOf = (field: 'from' | 'to', label: string): CalendarDay | null => {
    const text = values[field] ?? '';
    const day = text === '' || text === '-' ? null : readDay(text);
    if (text !== '' && text !== '-' && day === null) reasons.push(`${label} "${text.slice(0, 30)}" tidak terbaca sebagai tanggal.`);
    return day;
  };
  const from = dayOf('from', 'Tanggal mulai');
  const to = dayOf('to', 'Tanggal akhir');
  if (from && to && to < from) reasons.push('Tanggal akhir sebelum tanggal mulai.');
  return reasons.length > 0 ? { reasons } : { row: { pin, who, from, to } };
}
