import type { Facts } from '../../../engines/allowance/pay.ts';
import { percentText } from '../../../engines/attendance/percent.ts';
import { toDecimal } from '../../../engines/expressions/evaluate.ts';
import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import type { Placement } from '../../organization/contract.ts';
import type { RecapSegment } from '../../timesheets/contract.ts';
import { daysIn, firstDay, lastDay, spanDays } from './months.ts';

/** The days of a month in which somebody held one post as the one that counts. */
export interface Part {
  holding: string;
  fromDay: CalendarDay;
  toDay: CalendarDay;
  placement: Placement;
}

/** A transfer splits the month by its effective date. Placements of one person, the one that counts first first. */
export function partsOfMonth(placements: readonly Placement[], month: string): Part[] {
  const [first, last] = [firstDay(month), lastDay(month)];
  // The days on which something begins or ends are the only ones on which the post can change.
  const edges = new Set<CalendarDay>([first]);
  for (const one of placements) {
    if (one.fromDay > first && one.fromDay <= last) edges.add(one.fromDay);
    if (one.toDay !== null && one.toDay >= first && one.toDay < last) edges.add(next(one.toDay));
  }
  const starts = [...edges].sort();
  const parts: Part[] = [];
  starts.forEach((fromDay, at) => {
    const placement = placements.find((one) => one.fromDay <= fromDay && (one.toDay === null || one.toDay >= fromDay));
    if (!placement) return;
    const toDay = at + 1 < starts.length ? before(starts[at + 1]!) : last;
    const previous = parts.at(-1);
    if (previous?.holding === placement.holding && next(previous.toDay) === fromDay) previous.toDay = toDay;
    else parts.push({ holding: placement.holding, fromDay, toDay, placement });
  });
  return parts;
}
const shift = (day: CalendarDay, by: number): CalendarDay => new Date(Date.parse(`${day}T00:00:00Z`) + by * 86_400_000).toISOString().slice(0, 10);
const next = (day: CalendarDay): CalendarDay => shift(day, 1);
const before = (day: CalendarDay): CalendarDay => shift(day, -1);

export interface PartAttendance {
  due: number;
  percent: number;
  /** The part of it that stands for a month without activity log. */
  withoutLog: number;
  base: 'discipline-part' | 'total';
  counts: Record<string, number>;
  faults: Record<string, number>;
}

/** What the recap says of each part: by the same holding, else by the part in which most of its days lie (a decree that came after the lock). */
export function attendanceOfParts(parts: readonly Part[], recap: readonly RecapSegment[]): PartAttendance[] {
  const found = parts.map((): PartAttendance => ({ due: 0, percent: 0, withoutLog: 0, base: 'discipline-part', counts: {}, faults: {} }));
  for (const segment of recap) {
    const overlap = (part: Part): number => Math.max(0, spanDays(segment.fromDay > part.fromDay ? segment.fromDay : part.fromDay, segment.toDay < part.toDay ? segment.toDay : part.toDay));
    const weight = parts.map((part) => (part.holding === segment.holding ? 1000 : 0) + overlap(part));
    const into = found[weight.indexOf(Math.max(...weight))];
    if (!into) continue;
    into.due += segment.due;
    // What a month without activity log costs is cut once, also where two agencies each tell days of one holding.
    into.percent += segment.percent - Math.min(into.withoutLog, segment.withoutLog);
    into.withoutLog = Math.max(into.withoutLog, segment.withoutLog);
    into.base = segment.base;
    for (const [code, n] of Object.entries(segment.counts)) into.counts[code] = (into.counts[code] ?? 0) + n;
    for (const [code, n] of Object.entries(segment.faults)) into.faults[code] = (into.faults[code] ?? 0) + n;
  }
  return found;
}

const AT_WORK = new Set(['H', 'DL', 'WFH', 'WFA', 'TB', 'IB', 'TK', '-', '?']);
/** The code of the leave that took all days due of the whole month; empty otherwise. */
export function fullLeave(attendance: readonly PartAttendance[]): string {
  const due = attendance.reduce((sum, one) => sum + one.due, 0);
  if (due === 0) return '';
  const counts: Record<string, number> = {};
  for (const one of attendance) for (const [code, n] of Object.entries(one.counts)) counts[code] = (counts[code] ?? 0) + n;
  return Object.keys(counts).find((code) => !AT_WORK.has(code) && counts[code] === due) ?? '';
}

/** Hundredths of a percent as a share of one: 750 → "0.075". */
export const share = (hundredths: number): string => toDecimal({ n: BigInt(hundredths), d: 10_000n });

/** Golongan of a rank as written, "Penata / III.c" → 3; 0 where there is none (PPPK). */
export function golonganOf(rank: string | null): number {
  const found = /(?:^|[\s/(])(IV|III|II|I)[./\s]?[a-e]\b/i.exec(rank ?? '');
  return found ? ['I', 'II', 'III', 'IV'].indexOf(found[1]!.toUpperCase()) + 1 : 0;
}

export interface Acting {
  class: number;
  amount: number;
  days: number;
}
export interface PartKnown {
  part: Part;
  attendance: PartAttendance;
  class: number | undefined;
  unit: { code: string; kind: string };
  /** Hundredths of a percent; undefined where nobody judged it. */
  productivity: number | undefined;
}

/** The facts of each part under the names that formulas use; what is not known is absent. */
export function factsOf(known: readonly PartKnown[], of: { month: string; classes: Record<string, number>; sanction: number; acting: Acting | undefined }): Facts[] {
  const leave = fullLeave(known.map((one) => one.attendance));
  return known.map(({ part, attendance, class: jobClass, unit, productivity }, at) => {
    const { placement } = part;
    const amount = jobClass === undefined ? undefined : of.classes[String(jobClass)];
    const acting = at === known.length - 1 ? of.acting : undefined;
    return {
      ...(jobClass === undefined ? {} : { kelas: jobClass }), ...(amount === undefined ? {} : { tunjangan_kelas: amount }),
      status: placement.employment, golongan: golonganOf(placement.rank), jenis_unit: unit.kind, unit: unit.code, jabatan: placement.postTitle, kepala: placement.isHead, kapasitas: placement.capacity,
      ...(productivity === undefined ? {} : { produktivitas: share(productivity) }), potongan: share(attendance.percent), dasar_potongan: attendance.base === 'total' ? 'total' : 'bagian-disiplin',
      hari_bagian: spanDays(part.fromDay, part.toDay), hari_bulan: daysIn(of.month), hari_kerja: attendance.due, cuti_penuh: leave, hukuman: share(of.sanction),
      kelas_plt: acting?.class ?? 0, tunjangan_plt: acting?.amount ?? 0, hari_plt: acting?.days ?? 0, bulan: Number(of.month.slice(5)), tahun: Number(of.month.slice(0, 4)),
    };
  });
}

/** "terlambat (TL1)": whoever reads a slip need not know the codes of a regulation. */
const faultInWords = (code: string): string => (code.startsWith('TL') ? `terlambat (${code})` : code.startsWith('PSW') ? `pulang sebelum waktu (${code})` : code);

/** The cut of a part in words, for its slip: "2 × terlambat (TL1), 1 hari tanpa keterangan (TK): potongan 4 %." */
export function cutInWords(attendance: PartAttendance): string[] {
  const faults = Object.entries(attendance.faults).filter(([, n]) => n > 0).map(([code, n]) => `${n} × ${faultInWords(code)}`);
  const absent = attendance.counts['TK'] ? [`${attendance.counts['TK']} hari tanpa keterangan (TK)`] : [];
  const all = [...faults, ...absent];
  return [`${attendance.due} hari kerja.`, all.length ? `${all.join(', ')}: potongan ${percentText(attendance.percent)} %.` : attendance.percent ? `Potongan ${percentText(attendance.percent)} %.` : 'Tanpa potongan kehadiran.'];
}
