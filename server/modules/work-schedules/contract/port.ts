import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';

/** Seconds since midnight of the day on which the shift begins; beyond 86,400 is the next day (engines/attendance/shift). */
export interface DayShift {
  /** "P", "M"; empty for office hours. */
  code: string;
  start: number;
  end: number;
  overnight: boolean;
  breakMinutes: number;
  /** Whoever comes this much later may make it good by staying as long; 0: nobody. */
  flexMinutes: number;
  /** Punches from here to `closes` may belong to this shift: start − 2 h to end + 4 h unless the pattern says otherwise. */
  opens: number;
  closes: number;
}

/** One day of somebody's working time. Objects are shared between people: never change them. */
export interface WorkDay {
  day: CalendarDay;
  kind: 'work' | 'rest' | 'holiday' | 'joint-leave';
  /** Of the holiday; of a day of work, what makes it special ("Ramadan", the cuti bersama on which the unit is open); of a rest, why ("Jadwal belum dibuat"). */
  name?: string;
  /** Present exactly where `kind` is `work`. */
  shift?: DayShift;
  /** Shift work whose roster is not made yet: whether it is a day of work nobody knows. */
  unmade?: true;
  /** Worked although it is cuti bersama: the day is added to the annual leave (module leave). */
  jointLeaveWorked?: true;
  /** Name, as told to the person: "Lima hari kerja". */
  pattern: string;
  /** Which versions of pattern and calendar decided, in words: `pola versi 2, kalender versi 3`. */
  version: string;
}

/** House part `work-schedules`; `T` is the platform's TenantContext. A set of people or units costs the same few statements whatever its size. */
export interface WorkSchedulesPort<T> {
  /** By the principal placement of each day; a day without a placement is absent. Sorted by day. */
  days(t: T, people: readonly string[], from: CalendarDay, to: CalendarDay): Promise<Map<string, WorkDay[]>>;
  /** What the unit works by, without personal patterns and rosters. */
  unitDays(t: T, units: readonly string[], from: CalendarDay, to: CalendarDay): Promise<Map<string, WorkDay[]>>;
}

/** Event `work-schedules.changed`: recompute these days of these people. Absent `to`: from then on. Exactly one of the last three. */
export interface ScheduleChanged {
  from: CalendarDay;
  to?: CalendarDay;
  people?: string[];
  /** With everything below them. */
  units?: string[];
  everybody?: true;
}
