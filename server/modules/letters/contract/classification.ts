import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';

/** House part `classification`, brought by the archive: the codes of the institution, by their days. `T` is the tenant context. */
export interface ClassificationPort<T> {
  /** Title of a code that is in force on the day; today's where none is named. */
  titleOn(t: T, code: string, day?: CalendarDay): Promise<string | undefined>;
  /** In the order of the tree. `named`: its wording was read from the annex, or is the institution's own. */
  listOn(t: T, day?: CalendarDay): Promise<{ code: string; title: string; named: boolean }[]>;
}
