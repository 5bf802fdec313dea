import type { WorkCalendar } from '../../../engines/working-time/work-calendar.ts';

/** House part `calendar`; `T` is the tenant context of the platform. */
export interface CalendarPort<T> {
  /** The calendar in force for a unit: its own, or the institution's. The same object for the same version. */
  calendarOf(t: T, unitId: string): Promise<WorkCalendar>;
}
