import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';

/** CT annual, CB long (cuti besar), CS sick, CM maternity, CAP important reasons, CLTN outside the state's charge; a region may add its own. */
export type LeaveCode = string;
export type LeavePart = 'full' | 'morning' | 'afternoon';

/** One calendar day on which somebody has leave that was granted, working day or not. */
export interface LeaveDay {
  day: CalendarDay;
  code: LeaveCode;
  part: LeavePart;
  request: string;
  /** Number of the letter. */
  letter?: string;
}

/** House part `leave`; `T` is the platform's TenantContext. */
export interface LeavePort<T> {
  /** Granted leave of these people, also days off within it; who has none is absent. One statement. */
  between(t: T, people: readonly string[], from: CalendarDay, to: CalendarDay): Promise<Map<string, LeaveDay[]>>;
  /** Names of the kinds by code, for headings and legends. */
  kinds(t: T): Promise<{ code: LeaveCode; title: string }[]>;
  /** Days of cuti bersama that people worked, added to their annual leave of that year; known ones are left. @returns how many were new */
  creditJointLeave(t: T, worked: readonly { person: string; day: CalendarDay }[]): Promise<number>;
}

/** Events `leave.granted` and `leave.changed` (cancelled, called back, extended, counted again): recompute these days of this person. */
export interface LeaveChanged {
  person: string;
  from: CalendarDay;
  to: CalendarDay;
}
