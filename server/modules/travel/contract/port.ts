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

/** Days on which somebody is ordered away, both ends included; half a day is always one day. */
export interface AwayDays {
  trip: string;
  fromDay: CalendarDay;
  toDay: CalendarDay;
  part: 'full' | 'morning' | 'afternoon';
  number: string;
  destination: string;
}

/** House part `travel`: for attendance, which sets its status by it. */
export interface TravelPort<T> {
  /** Who is ordered away on a day, by person. */
  awayOn(t: T, people: readonly string[], day: CalendarDay): Promise<Map<string, { trip: string; number: string; destination: string }>>;
  /** The same for a span of days, of journeys whose order is out; one statement. */
  between(t: T, people: readonly string[], fromDay: CalendarDay, toDay: CalendarDay): Promise<Map<string, AwayDays[]>>;
  /** Who a journey is about and when, also of a cancelled one. */
  travellersOf(t: T, trip: string): Promise<{ people: string[]; fromDay: CalendarDay; toDay: CalendarDay } | undefined>;
}
