import { isCalendarDay, weekday, type CalendarDay, type Zone } from '../../platform/kernel/calendar-day.ts';
import { ok, type FieldRefusal, type Result } from '../../platform/kernel/refusal.ts';

/** Opening time within one local day: minutes after midnight, `[450, 720]` is 07.30 to 12.00. */
export type Interval = readonly [from: number, to: number];
/** Intervals by ISO weekday (1 Monday to 7 Sunday), ascending, not overlapping; breaks are the gaps. */
export type WeekHours = Readonly<Record<number, readonly Interval[]>>;

export const HOLIDAY_KINDS = ['libur_nasional', 'cuti_bersama', 'libur_daerah'] as const;
export type HolidayKind = (typeof HOLIDAY_KINDS)[number];

export interface HolidayRow {
  date: CalendarDay;
  name: string;
  kind: HolidayKind;
  source?: string;
}

/** A holiday that has the same date each year; all that is known of a year whose list is not published. */
export interface FixedHoliday {
  /** `MM-DD` */
  monthDay: string;
  name: string;
  /** First year in which the date was a holiday. */
  since: number;
  legalBasis: string;
}

/** Hours that replace the ordinary ones between two dates, both included (Ramadan). */
export interface SpecialPeriod {
  name: string;
  from: CalendarDay;
  to: CalendarDay;
  hours: WeekHours;
  legalBasis?: string;
}

/** A calendar as it is stored and published: plain data. */
export interface CalendarData {
  version: string;
  zone: Zone;
  /** Working days per week: 5 is Monday to Friday, 6 adds Saturday. */
  week: 5 | 6;
  hours: WeekHours;
  special?: readonly SpecialPeriod[];
  /** National list and local holidays together. */
  holidays: readonly HolidayRow[];
  fixedHolidays: readonly FixedHoliday[];
  /** Years whose national list is known; without it: the years of all rows that are not `libur_daerah`. */
  yearsPublished?: readonly number[];
  /** Whether cuti bersama is a day off for this office (it is for ASN; a hospital may differ). Default true. */
  jointLeaveIsHoliday?: boolean;
}

export interface Holiday {
  name: string;
  kind: HolidayKind;
}

/** A checked calendar, ready to count with. Made by `makeCalendar`; never changed afterwards. */
export interface WorkCalendar {
  readonly version: string;
  readonly zone: Zone;
  readonly week: 5 | 6;
  readonly hours: WeekHours;
  readonly special: readonly SpecialPeriod[];
  readonly holidays: ReadonlyMap<CalendarDay, Holiday>;
  readonly fixedHolidays: ReadonlyMap<string, FixedHoliday>;
  readonly yearsPublished: ReadonlySet<number>;
  readonly jointLeaveIsHoliday: boolean;
}

const DAY_NAMES = ['', 'Senin', 'Selasa', 'Rabu', 'Kamis', 'Jumat', 'Sabtu', 'Minggu'];
// Where two lists name one day, the kind that cannot be worked through wins.
const RANK: Record<HolidayKind, number> = { libur_nasional: 2, libur_daerah: 1, cuti_bersama: 0 };

/**
 * Checks the data and makes it countable. Refuses `calendar.invalid` with one Indonesian sentence per fault:
 * a working weekday without hours, hours that overlap or leave the day, days that do not exist, overlapping periods.
 */
export function makeCalendar(data: CalendarData): Result<WorkCalendar> {
  const faults: FieldRefusal[] = [...hoursFaults(data.hours, data.week, 'hours')];
  const special = [...(data.special ?? [])].sort((a, b) => (a.from < b.from ? -1 : 1));
  special.forEach((period, index) => {
    const path = `special.${index}`;
    if (!isCalendarDay(period.from) || !isCalendarDay(period.to) || period.to < period.from) {
      faults.push({ path, message: `Masa "${period.name}" harus punya tanggal awal dan akhir yang benar dan berurutan.` });
    }
    const before = special[index - 1];
    if (before && period.from <= before.to) {
      faults.push({ path, message: `Masa "${period.name}" bertumpuk dengan "${before.name}". Pisahkan tanggalnya.` });
    }
    faults.push(...hoursFaults(period.hours, data.week, `${path}.hours`));
  });
  data.holidays.forEach((row, index) => {
    if (!isCalendarDay(row.date)) {
      faults.push({ path: `holidays.${index}`, message: `"${row.date}" bukan tanggal. Tulis TTTT-BB-HH, misalnya 2025-01-27.` });
    }
  });
  if (faults.length > 0) return { ok: false, refusal: { code: 'calendar.invalid', fields: faults } };

  const national = data.holidays.filter((row) => row.kind !== 'libur_daerah');
  return ok({
    version: data.version,
    zone: data.zone,
    week: data.week,
    hours: data.hours,
    special,
    holidays: mergeHolidays(data.holidays),
    fixedHolidays: new Map(data.fixedHolidays.map((fixed) => [fixed.monthDay, fixed])),
    yearsPublished: new Set(data.yearsPublished ?? national.map((row) => Number(row.date.slice(0, 4)))),
    jointLeaveIsHoliday: data.jointLeaveIsHoliday ?? true,
  });
}

function mergeHolidays(rows: readonly HolidayRow[]): Map<CalendarDay, Holiday> {
  const merged = new Map<CalendarDay, Holiday>();
  for (const row of rows) {
    const known = merged.get(row.date);
    merged.set(row.date, {
      name: known && known.name !== row.name ? `${known.name}; ${row.name}` : row.name,
      kind: known && RANK[known.kind] > RANK[row.kind] ? known.kind : row.kind,
    });
  }
  return merged;
}

function hoursFaults(hours: WeekHours, week: 5 | 6, path: string): FieldRefusal[] {
  const faults: FieldRefusal[] = [];
  for (let day = 1; day <= 7; day++) {
    const spans = hours[day] ?? [];
    if (day <= week && spans.length === 0) {
      faults.push({ path: `${path}.${day}`, message: `Isi jam kerja hari ${DAY_NAMES[day]}: hari itu hari kerja dalam pekan ${week} hari.` });
    }
    let last = 0;
    for (const [from, to] of spans) {
      if (!Number.isInteger(from) || !Number.isInteger(to) || from < last || to <= from || to > 1440) {
        faults.push({ path: `${path}.${day}`, message: `Jam ${DAY_NAMES[day]} harus berurutan, tidak bertumpuk, antara 00.00 dan 24.00.` });
        break;
      }
      last = to;
    }
  }
  return faults;
}

/**
 * The holiday of a day, if the office is free on it. In a published year the list alone decides; in another year the
 * fixed-date holidays stand in for it.
 */
export function holidayOn(calendar: WorkCalendar, day: CalendarDay): Holiday | undefined {
  const listed = calendar.holidays.get(day);
  if (listed && (listed.kind !== 'cuti_bersama' || calendar.jointLeaveIsHoliday)) return listed;
  const year = Number(day.slice(0, 4));
  if (calendar.yearsPublished.has(year)) return undefined;
  const fixed = calendar.fixedHolidays.get(day.slice(5));
  return fixed && year >= fixed.since ? { name: fixed.name, kind: 'libur_nasional' } : undefined;
}

/** Whether the office works on that day: within the 5- or 6-day week and no holiday. */
export const isWorkingDay = (calendar: WorkCalendar, day: CalendarDay): boolean =>
  weekday(day) <= calendar.week && holidayOn(calendar, day) === undefined;

/** The office hours of a day: those of the special period it lies in, else the ordinary ones; none on a day off. */
export function hoursOn(calendar: WorkCalendar, day: CalendarDay): readonly Interval[] {
  if (!isWorkingDay(calendar, day)) return [];
  return ordinaryOrSpecial(calendar.hours, calendar.special, day);
}

export function ordinaryOrSpecial(hours: WeekHours, special: readonly SpecialPeriod[], day: CalendarDay): readonly Interval[] {
  const period = special.find((one) => one.from <= day && day <= one.to);
  return (period?.hours ?? hours)[weekday(day)] ?? [];
}
