import { readDay } from '../../../engines/sheets/days-as-people-write-them.ts';
import { refused, type FieldRow, type Verdict } from '../../../engines/sheets/judged-rows.ts';
import type { SheetField } from '../../../engines/sheets/headings-are-recognised.ts';
import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';

// Opening states from lists, at any date: days of discipline of the running year, and months before Pendopo. Pure.

export const disciplineFields: readonly SheetField[] = [
  { field: 'nip', label: 'NIP', required: true, headings: ['nip baru', 'no induk pegawai'] },
  { field: 'until', label: 'Sampai tanggal', required: true, headings: ['tanggal', 'per tanggal', 'sampai dengan', 's d'] },
  { field: 'absent', label: 'Hari tanpa keterangan', required: true, headings: ['tk', 'alpa', 'tanpa keterangan', 'hari tk'] },
  { field: 'late', label: 'Menit terlambat', required: false, headings: ['menit tl', 'terlambat menit', 'kekurangan jam menit'] },
];
const COUNTS = { h: 'H', dl: 'DL', wfh: 'WFH', ct: 'CT', cb: 'CB', cs: 'CS', cm: 'CM', cap: 'CAP', cltn: 'CLTN', tb: 'TB', tk: 'TK' } as const;
export const monthFields: readonly SheetField[] = [
  { field: 'nip', label: 'NIP', required: true, headings: ['nip baru', 'no induk pegawai'] },
  { field: 'month', label: 'Bulan', required: true, headings: ['periode', 'bulan tahun'] },
  { field: 'due', label: 'HK', required: true, headings: ['hari kerja', 'jumlah hari kerja'] },
  { field: 'h', label: 'H', required: true, headings: ['hadir', 'hari hadir'] },
  ...(['dl', 'wfh', 'ct', 'cb', 'cs', 'cm', 'cap', 'cltn', 'tb', 'tk'] as const).map((field) => ({ field, label: COUNTS[field], required: false, headings: field === 'tk' ? ['alpa', 'tanpa keterangan'] : field === 'dl' ? ['dinas luar'] : [] })),
  { field: 'late', label: 'Menit terlambat', required: false, headings: ['menit tl'] },
  { field: 'early', label: 'Menit pulang cepat', required: false, headings: ['menit psw'] },
  { field: 'percent', label: 'Potongan persen', required: false, headings: ['persen potongan', 'potongan'] },
  { field: 'until', label: 'Sampai tanggal', required: false, headings: ['sampai dengan', 's d'] },
];

export interface DisciplineFact {
  person: string;
  year: number;
  untilDay: CalendarDay;
  absentDays: number;
  lateMinutes: number;
}
export interface MonthFact {
  person: string;
  month: string;
  /** Null: the whole month. */
  untilDay: CalendarDay | null;
  due: number;
  counts: Record<string, number>;
  lateMinutes: number;
  earlyMinutes: number;
  percent: number;
}
interface Known {
  /** By NIP, digits only. */
  people: ReadonlyMap<string, string>;
  today: CalendarDay;
  /** `<person>/<month>` whose recap is locked: it stands as it is. */
  locked?: ReadonlySet<string>;
}
/** A line of the blank sheet that nobody filled in. */
const isBlank = (row: FieldRow): boolean => Object.entries(row.values).every(([field, text]) => field === 'nip' || text.trim() === '');
const skipped = (row: FieldRow): Verdict<never> => ({ line: row.line, values: row.values, verdict: 'unchanged', reasons: [], notes: ['Baris ini kosong, jadi dilewati.'] });
const digits = (text: string): string => text.replace(/\D/g, '');
const whole = (text: string, most: number): number | undefined => {
  const bare = text.trim().replace(/\.(?=\d{3}\b)/g, '');
  return bare === '' || bare === '-' ? 0 : /^\d{1,6}$/.test(bare) && Number(bare) <= most ? Number(bare) : undefined;
};

/** Twice the same person in one list is refused; what is stored the same is unchanged. */
export function judgeDiscipline(rows: readonly FieldRow[], known: Known, stored: ReadonlyMap<string, { untilDay: CalendarDay; absentDays: number; lateMinutes: number }>): Verdict<DisciplineFact>[] {
  const seen = new Set<string>();
  return rows.map((row) => {
    if (isBlank(row)) return skipped(row);
    const reasons: string[] = [];
    const person = known.people.get(digits(row.values['nip'] ?? ''));
    if (!person) reasons.push('NIP tidak dikenal. Periksa delapan belas angkanya, atau tambahkan orangnya di Organisasi.');
    const until = readDay(row.values['until'] ?? '');
    if (!until) reasons.push('Tanggal tidak terbaca. Tulis seperti 31-10-2026.');
    else if (until >= known.today) reasons.push('Tanggal harus sebelum hari ini.');
    const absent = whole(row.values['absent'] ?? '', 366);
    if (absent === undefined) reasons.push('Hari tanpa keterangan ditulis dengan angka 0 sampai 366.');
    const late = whole(row.values['late'] ?? '', 200_000);
    if (late === undefined) reasons.push('Menit terlambat ditulis dengan angka.');
    if (person && until && seen.has(`${person}/${until.slice(0, 4)}`)) reasons.push('Orang ini sudah ada di atas untuk tahun yang sama. Sisakan satu.');
    if (reasons.length > 0 || !person || !until) return refused(row, reasons);
    const year = Number(until.slice(0, 4));
    seen.add(`${person}/${year}`);
    const fact: DisciplineFact = { person, year, untilDay: until, absentDays: absent!, lateMinutes: late! };
    const before = stored.get(`${person}/${year}`);
    const isSame = before !== undefined && before.untilDay === until && before.absentDays === fact.absentDays && before.lateMinutes === fact.lateMinutes;
    return { line: row.line, values: row.values, verdict: before ? (isSame ? 'unchanged' : 'changed') : 'new', reasons: [], notes: [], fact };
  });
}

const NAMES: Record<string, string> = { januari: '01', februari: '02', maret: '03', april: '04', mei: '05', juni: '06', juli: '07', agustus: '08', september: '09', oktober: '10', november: '11', desember: '12' };
/** "2026-03", "03-2026", "Maret 2026", or a day in it. */
export function readMonth(text: string): string | undefined {
  const bare = text.trim().toLowerCase();
  const iso = /^(20\d{2})[-/.](\d{1,2})$/.exec(bare);
  const local = /^(\d{1,2})[-/. ](20\d{2})$/.exec(bare);
  const worded = /^([a-z]+)[ -](20\d{2})$/.exec(bare);
  const month = iso ? [iso[1], iso[2]] : local ? [local[2], local[1]] : worded ? [worded[2], NAMES[worded[1]!]] : [];
  if (month[0] && month[1] && Number(month[1]) >= 1 && Number(month[1]) <= 12) return `${month[0]}-${month[1].padStart(2, '0')}`;
  return readDay(text)?.slice(0, 7);
}
/** HK = H + DL + WFH + leave + TB + TK of every line, else it is refused: a recap that does not add up is not a recap. */
export function judgeMonths(rows: readonly FieldRow[], known: Known, stored: ReadonlyMap<string, MonthFact>): Verdict<MonthFact>[] {
  const seen = new Set<string>();
  return rows.map((row) => {
    if (isBlank(row)) return skipped(row);
    const reasons: string[] = [];
    const person = known.people.get(digits(row.values['nip'] ?? ''));
    if (!person) reasons.push('NIP tidak dikenal. Periksa delapan belas angkanya, atau tambahkan orangnya di Organisasi.');
    const month = readMonth(row.values['month'] ?? '');
    if (!month) reasons.push('Bulan tidak terbaca. Tulis seperti 2026-03 atau Maret 2026.');
    else if (month >= known.today.slice(0, 7)) reasons.push('Bulan harus sebelum bulan ini.');
    const due = whole(row.values['due'] ?? '', 31);
    const counts: Record<string, number> = {};
    for (const [field, code] of Object.entries(COUNTS)) {
      const days = whole(row.values[field] ?? '', 31);
      if (days === undefined) reasons.push(`${code} ditulis dengan angka 0 sampai 31.`);
      else if (days > 0) counts[code] = days;
    }
    const sum = Object.values(counts).reduce((total, days) => total + days, 0);
    if (due === undefined) reasons.push('HK ditulis dengan angka 0 sampai 31.');
    else if (reasons.length === 0 && sum !== due) reasons.push(`HK ${due} tidak sama dengan jumlah H, DL, WFH, cuti, TB, dan TK: ${sum}. Perbaiki salah satunya.`);
    const [late, early] = [whole(row.values['late'] ?? '', 20_000), whole(row.values['early'] ?? '', 20_000)];
    if (late === undefined || early === undefined) reasons.push('Menit ditulis dengan angka.');
    const percentText = (row.values['percent'] ?? '').trim().replace('%', '').replace(',', '.').trim() || '0';
    if (!/^\d{1,3}(\.\d{1,2})?$/.test(percentText)) reasons.push('Potongan ditulis seperti 2,5.');
    const untilText = (row.values['until'] ?? '').trim();
    const until = untilText === '' ? null : (readDay(untilText) ?? undefined);
    if (until === undefined) reasons.push('Sampai tanggal tidak terbaca. Tulis seperti 14-10-2026, atau kosongkan untuk sebulan penuh.');
    else if (until !== null && month && until.slice(0, 7) !== month) reasons.push('Sampai tanggal harus di dalam bulannya.');
    else if (until !== null && due !== undefined && due > Number(until.slice(8))) reasons.push(`HK ${due} lebih banyak daripada harinya sampai tanggal ${Number(until.slice(8))}.`);
    if (person && month && known.locked?.has(`${person}/${month}`)) reasons.push('Rekap bulan itu sudah terkunci di Pendopo. Perbaikannya lewat koreksi bernama.');
    if (person && month && seen.has(`${person}/${month}`)) reasons.push('Orang dan bulan ini sudah ada di atas. Sisakan satu.');
    if (reasons.length > 0 || !person || !month) return refused(row, reasons);
    seen.add(`${person}/${month}`);
    const fact: MonthFact = { person, month, untilDay: until ?? null, due: due!, counts, lateMinutes: late!, earlyMinutes: early!, percent: Math.round(Number(percentText) * 100) };
    const before = stored.get(`${person}/${month}`);
    return { line: row.line, values: row.values, verdict: before ? (same(before, fact) ? 'unchanged' : 'changed') : 'new', reasons: [], notes: [], fact };
  });
}
const same = (a: MonthFact, b: MonthFact): boolean =>
  a.due === b.due && a.untilDay === b.untilDay && a.lateMinutes === b.lateMinutes && a.earlyMinutes === b.earlyMinutes && a.percent === b.percent && Object.values(COUNTS).every((code) => (a.counts[code] ?? 0) === (b.counts[code] ?? 0));
