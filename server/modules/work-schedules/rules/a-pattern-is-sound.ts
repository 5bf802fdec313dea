import { attendanceRefusals } from '../../../engines/attendance/refusals.ts';
import { readShift } from '../../../engines/attendance/shift.ts';
import { hoursFromText } from '../../../engines/working-time/hours-as-text.ts';
import type { Interval, WeekHours } from '../../../engines/working-time/work-calendar.ts';
import { ok, sentenceOf, type FieldRefusal, type Result } from '../../../platform/kernel/refusal.ts';
import type { PatternBody } from '../contract/shapes.ts';

const DAY_NAMES = ['', 'Senin', 'Selasa', 'Rabu', 'Kamis', 'Jumat', 'Sabtu', 'Minggu'];

/** A shift in seconds since midnight of its day. */
export interface ReadShift {
  code: string;
  name: string;
  start: number;
  end: number;
  overnight: boolean;
  breakMinutes: number;
}
/** A pattern ready to count with. */
export type ReadPattern =
  | { kind: 'week'; hours: WeekHours; ramadan?: WeekHours; flexMinutes: number; before: number; after: number }
  | { kind: 'shift'; shifts: ReadonlyMap<string, ReadShift>; rotation: readonly string[]; leastRest: number; mostDays: number; flexMinutes: number; before: number; after: number };

/** Refuses `work-schedules.bad-pattern` with a sentence beside each field: hours unread or out of order, a shift that ends before it starts, codes twice, a rotation with unknown codes. */
export function aPatternIsSound(body: PatternBody): Result<ReadPattern> {
  const faults: FieldRefusal[] = [];
  const { flexMinutes, before, after } = body;
  if (body.kind === 'week') {
    const hours = week(body.hours, 'hours', faults);
    const ramadan = body.ramadan ? week(body.ramadan, 'ramadan', faults) : undefined;
    if (Object.keys(hours).length === 0 && faults.length === 0) faults.push({ path: 'hours', message: 'Isi jam kerja paling sedikit satu hari.' });
    return faults.length > 0 ? bad(faults) : ok({ kind: 'week', hours, ...(ramadan ? { ramadan } : {}), flexMinutes, before, after });
  }
  const shifts = new Map<string, ReadShift>();
  body.shifts.forEach(({ code, name, hours, overnight, breakMinutes }, index) => {
    const path = `shifts.${index}.hours`;
    const read = readShift(hours, { overnight });
    if (shifts.has(code)) faults.push({ path: `shifts.${index}.code`, message: `Kode ${code} sudah dipakai. Pakai kode lain.` });
    if (!read.ok) faults.push({ path, message: sentenceOf(read.refusal, attendanceRefusals) });
    else if (breakMinutes * 60 >= read.value.end - read.value.start) faults.push({ path, message: 'Istirahatnya sepanjang jaganya. Kurangi.' });
    else shifts.set(code, { code, name, ...read.value, breakMinutes });
  });
  const unknown = body.rotation.filter((code) => code !== REST && !body.shifts.some((shift) => shift.code === code));
  if (unknown.length > 0) faults.push({ path: 'rotation', message: `Urutan memakai kode yang tidak ada: ${[...new Set(unknown)].join(', ')}.` });
  return faults.length > 0 ? bad(faults) : ok({ kind: 'shift', shifts, rotation: body.rotation, leastRest: body.leastRest, mostDays: body.mostDays, flexMinutes, before, after });
}

/** A day off in a roster. */
export const REST = 'L';

const bad = (fields: FieldRefusal[]): Result<never> => ({ ok: false, refusal: { code: 'work-schedules.bad-pattern', data: { first: fields[0]!.message }, fields } });

function week(text: Record<string, string>, path: string, faults: FieldRefusal[]): WeekHours {
  const hours: Record<number, readonly Interval[]> = {};
  for (const [day, line] of Object.entries(text)) {
    const one = hoursFromText({ [day]: line });
    const spans = one.ok ? (one.value[Number(day)] ?? []) : undefined;
    if (!spans) faults.push({ path: `${path}.${day}`, message: `Jam ${DAY_NAMES[Number(day)]} belum terbaca. Tulis seperti 07:30-12:00, 13:00-16:00.` });
    else if (spans.some(([from, to], nth) => to <= from || from < (spans[nth - 1]?.[1] ?? 0) || to > 1440)) faults.push({ path: `${path}.${day}`, message: `Jam ${DAY_NAMES[Number(day)]} harus berurutan: selesai sesudah mulai, tidak bertumpuk.` });
    else if (spans.length > 0) hours[Number(day)] = spans;
  }
  return hours;
}

/** Minutes of work in a week, breaks excluded. */
export const minutesOfWeek = (hours: WeekHours): number => Object.values(hours).flat().reduce((sum, [from, to]) => sum + to - from, 0);
/** 2250 → "37 jam 30 menit" */
export const minutesAsWords = (minutes: number): string => [Math.floor(minutes / 60) > 0 ? `${Math.floor(minutes / 60)} jam` : '', minutes % 60 > 0 ? `${minutes % 60} menit` : ''].filter(Boolean).join(' ') || '0 jam';
