import type { SheetField } from '../../../engines/sheets/headings-are-recognised.ts';
import { sameText, type FieldRow } from '../../../engines/sheets/judged-rows.ts';
import { readDay } from '../../../engines/sheets/days-as-people-write-them.ts';
import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import type { Secrecy, Urgency } from '../contract.ts';

/** Columns of an agenda book (reference of naskah dinas, section 9), as paper books and their copies in spreadsheets head them. */
export const AGENDA_FIELDS: readonly SheetField[] = [
  { field: 'agenda', label: 'Nomor agenda', required: true, headings: ['no agenda', 'agenda', 'no urut', 'urut', 'no', 'no ag'] },
  { field: 'received', label: 'Tanggal terima', required: true, headings: ['tanggal diterima', 'tgl terima', 'tgl diterima', 'diterima', 'tanggal masuk', 'tgl masuk', 'diterima tanggal'] },
  { field: 'letterDate', label: 'Tanggal surat', required: true, headings: ['tgl surat', 'surat tanggal', 'tanggal'] },
  { field: 'number', label: 'Nomor surat', required: false, headings: ['no surat', 'surat no', 'no naskah'] },
  { field: 'sender', label: 'Asal', required: true, headings: ['asal surat', 'pengirim', 'dari', 'surat dari', 'alamat pengirim', 'instansi pengirim'] },
  { field: 'subject', label: 'Hal', required: true, headings: ['perihal', 'isi ringkas', 'isi', 'uraian', 'perihal surat', 'isi surat', 'ringkasan'] },
  { field: 'secrecy', label: 'Sifat', required: false, headings: ['sifat surat', 'derajat keamanan'] },
  { field: 'urgency', label: 'Kecepatan', required: false, headings: ['urgensi', 'derajat kecepatan', 'derajat'] },
  { field: 'attachments', label: 'Lampiran', required: false, headings: ['lamp', 'jumlah lampiran', 'jml lampiran'] },
  { field: 'classification', label: 'Kode klasifikasi', required: false, headings: ['kode', 'klasifikasi', 'kode arsip', 'kode surat'] },
  { field: 'index', label: 'Indeks', required: false, headings: ['index', 'indek'] },
  { field: 'forwarded', label: 'Diteruskan kepada', required: false, headings: ['diteruskan', 'tujuan', 'disposisi', 'diteruskan ke', 'disposisi kepada', 'kepada', 'penerima', 'pengolah'] },
  { field: 'forwardedOn', label: 'Tanggal diteruskan', required: false, headings: ['tgl diteruskan', 'tanggal disposisi', 'tgl disposisi'] },
  { field: 'note', label: 'Keterangan', required: false, headings: ['ket', 'catatan', 'keterangan lain'] },
];

export interface AgendaRow {
  agenda: number;
  received: CalendarDay;
  letterDate: CalendarDay;
  number: string;
  sender: string;
  subject: string;
  secrecy: Secrecy;
  urgency: Urgency;
  attachments: string;
  classification: string;
  forwarded: string;
  /** What has no field of its own here: index, to whom and when it was passed on, remarks. */
  summary: string;
  notes: string[];
}

const SECRECIES: Record<string, Secrecy> = { biasa: 'biasa', b: 'biasa', terbatas: 'terbatas', t: 'terbatas', rahasia: 'rahasia', r: 'rahasia', 'sangat rahasia': 'sangat-rahasia', sr: 'sangat-rahasia' };
const URGENCIES: Record<string, Urgency> = { biasa: 'biasa', segera: 'segera', penting: 'biasa', 'sangat segera': 'sangat-segera', 'amat segera': 'sangat-segera', kilat: 'sangat-segera' };

/** Reads one line of a book of `year`; all that is wrong with it is told at once. Old books keep sifat and urgency in one column: a word of the other kind is read as that. */
export function readAgendaRow({ values }: FieldRow, { year, today }: { year: number; today: CalendarDay }): { row: AgendaRow } | { reasons: string[] } {
  const reasons: string[] = [];
  const notes: string[] = [];
  const cell = (field: string): string => (values[field] ?? '').replace(/\s+/g, ' ').trim();
  const agenda = numberOf(cell('agenda'), year);
  if (agenda === undefined) reasons.push(cell('agenda') === '' ? 'Nomor agenda kosong.' : `Nomor agenda "${cell('agenda').slice(0, 30)}" bukan angka urut.`);
  const received = dayOf('received', 'Tanggal terima', cell, reasons);
  if (received && Number(received.slice(0, 4)) !== year) reasons.push(`Tanggal terima ${received} bukan pada tahun buku ${year}.`);
  if (received && received > today) reasons.push(`Tanggal terima ${received} belum terjadi.`);
  const letterDate = dayOf('letterDate', 'Tanggal surat', cell, reasons);
  if (letterDate && received && letterDate > received) notes.push('Tanggal suratnya sesudah tanggal terima; dicatat seperti tertulis.');
  if (letterDate && letterDate > today) reasons.push(`Tanggal surat ${letterDate} belum terjadi.`);
  if (cell('sender').length < 2) reasons.push('Asal surat kosong.');
  if (cell('subject').length < 3) reasons.push('Hal surat kosong.');
  const mixed = sameText(cell('secrecy'));
  const urgencyWord = sameText(cell('urgency'));
  const secrecy = mixed === '' ? 'biasa' : SECRECIES[mixed];
  const fromSecrecy = secrecy === undefined ? URGENCIES[mixed] : undefined;
  if (secrecy === undefined && fromSecrecy === undefined) reasons.push(`Sifat "${cell('secrecy').slice(0, 30)}" tidak dikenal. Pakai biasa, terbatas, rahasia, atau sangat rahasia.`);
  if (fromSecrecy) notes.push(`"${cell('secrecy')}" pada kolom sifat dibaca sebagai kecepatan; sifatnya biasa.`);
  const urgency = urgencyWord === '' ? (fromSecrecy ?? 'biasa') : URGENCIES[urgencyWord];
  if (urgency === undefined) reasons.push(`Kecepatan "${cell('urgency').slice(0, 30)}" tidak dikenal. Pakai biasa, segera, atau sangat segera.`);
  if (reasons.length > 0 || agenda === undefined || !received || !letterDate || !urgency) return { reasons };
  const more = (label: string, field: string) => (cell(field) ? [`${label}: ${cell(field)}.`] : []);
  return {
    row: {
      agenda, received, letterDate, number: cell('number').slice(0, 100) || 'tanpa nomor', sender: cell('sender').slice(0, 200), subject: cell('subject').slice(0, 300), secrecy: secrecy ?? 'biasa', urgency, attachments: cell('attachments').slice(0, 100),
      classification: cell('classification').replace(/\s/g, ''), forwarded: cell('forwarded').slice(0, 200), notes, summary: [...more('Indeks', 'index'), ...more('Diteruskan kepada', 'forwarded'), ...more('Diteruskan tanggal', 'forwardedOn'), ...more('Keterangan', 'note')].join(' ').slice(0, 1900),
    },
  };
}

/** "12", "012", "12/2026", "12." */
function numberOf(text: string, year: number): number | undefined {
  const found = /^0*(\d{1,6})(?:[./]?|\/(\d{4}))$/.exec(text);
  if (!found || (found[2] && Number(found[2]) !== year)) return undefined;
  const number = Number(found[1]);
  return number > 0 ? number : undefined;
}
function dayOf(field: string, label: string, cell: (field: string) => string, reasons: string[]): CalendarDay | undefined {
  const day = readDay(cell(field));
  if (!day) reasons.push(cell(field) === '' ? `${label} kosong.` : `${label} "${cell(field).slice(0, 30)}" tidak terbaca. Tulis seperti 31-01-2026.`);
  return day ?? undefined;
}
