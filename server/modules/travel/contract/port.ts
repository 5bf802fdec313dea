import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';

/** Why somebody is not at work on some days. */
export interface Absence {
  person: string;
  fromDay: CalendarDay;
  toDay: CalendarDay;
  /** "dinas luar ke Surabaya", "cuti tahunan": after the name in a warning. */
  words: string;
}

/**
 * One source of absences. House part `absences` is a record of them by name: `part<AbsenceSources<TenantContext>>(house, 'absences').leave = …`.
 * Travel brings `travel` and `acting`; later modules bring theirs.
 */
export interface AbsenceSource<T> {
  /** Of these people, on any of these days, both ends included; `except` is a journey that does not count. */
  between(t: T, people: readonly { person: string; post: string | null }[], fromDay: CalendarDay, toDay: CalendarDay, except?: string): Promise<Absence[]>;
}
export type AbsenceSources<T> = Record<string, AbsenceSource<T>>;

/** House part `travel`: for attendance, which sets its status by it. */
export interface TravelPort<T> {
  /** Who is ordered away on a day, by person. */
  awayOn(t: T, people: readonly string[], day: CalendarDay): Promise<Map<string, { trip: string; number: string; destination: string }>>;
}
