import type { Fault } from '../../../engines/attendance/deduct.ts';
import type { Hundredths } from '../../../engines/attendance/percent.ts';
import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';

/**
 * What a day became. `H` present, `DL` on duty outside, `WFH`/`WFA` at a flexible place, `TB`/`IB` studying by decision, `TK` absent
 * without explanation, `-` nothing was due, `?` the day is not over; anything else is a kind of leave ("CT", "CS", ...).
 */
export type DayCode = string;
export type TrustClass = 'A' | 'B' | 'C' | 'D';
/** `YYYY-MM` */
export type Month = string;

export interface DayResult {
  person: string;
  day: CalendarDay;
  holding: string;
  unit: string;
  code: DayCode;
  in?: Date;
  out?: Date;
  late?: Fault;
  early?: Fault;
  /** What the day costs, in hundredths of a percent of the allowance. */
  percent: Hundredths;
  /** The weakest class of the punches that were used. */
  class?: TrustClass;
  /** Minutes at work inside the hours, the break left out. */
  effectiveMinutes: number;
  /** Every step in Indonesian, with the rule, the hours and the version of the calendar. */
  steps: string[];
}

/** One person in one holding for a part of a month; who was transferred has several. HK = H + DL + WFH + leave + TB + TK. */
export interface RecapSegment {
  person: string;
  unit: string;
  /** The agency under which the month is verified and locked. */
  agency: string;
  holding: string;
  fromDay: CalendarDay;
  toDay: CalendarDay;
  /** HK: working days due, those that are over. */
  due: number;
  /** Days by code, without `-` and `?`; they add up to `due`. */
  counts: Record<DayCode, number>;
  /** Faults by their code in the policy: `{ TL1: 2, PSW4: 1 }`. */
  faults: Record<string, number>;
  /** Days of cuti bersama, which are not due. */
  jointLeave: number;
  /** How often late or without coming, how often gone early or without going. */
  late: number;
  early: number;
  lateMinutes: number;
  earlyMinutes: number;
  missingIn: number;
  missingOut: number;
  effectiveMinutes: number;
  /** Sum of what the days cost. */
  percent: Hundredths;
  /** Of which for days without activity log, where the policy has such a cut. */
  withoutLog: Hundredths;
  /** What the percentages are taken of. */
  base: 'discipline-part' | 'total';
  classes: Record<TrustClass, number>;
  /** Days of `due` that come from a recap before Pendopo: without lateness counted by times, hours and classes. */
  earlier?: number;
}

/** A named change of a month that was locked, made later. Figures are differences. */
export interface Correction {
  id: string;
  person: string;
  unit: string;
  agency: string;
  /** The month that it corrects. */
  month: Month;
  percent: Hundredths;
  counts: Record<DayCode, number>;
  /** Name and number of the decision. */
  basis: string;
  reason: string;
  /** The day on which it was made: it counts in the payment that follows. */
  day: CalendarDay;
}

/** What a list of thousands shows of a day. */
export type DayStanding = Pick<DayResult, 'person' | 'code' | 'in' | 'out' | 'late'>;

/** House part `timesheets`; `T` is the tenant context. Each function costs a bounded number of statements for any number of people. */
export interface TimesheetsPort<T> {
  /** Days by person, in order; today as it stands now. Days on which nothing was due are there only when something happened on them. */
  days(t: T, people: readonly string[], from: CalendarDay, to: CalendarDay): Promise<Map<string, DayResult[]>>;
  /** One day of many as it stands, without its steps. Who had nothing due and did nothing may be absent. */
  standing(t: T, people: readonly string[], day: CalendarDay): Promise<Map<string, DayStanding>>;
  /** Locked months as they were locked, open ones as they stand. `units`: those who were placed in exactly these units. */
  month(t: T, of: { people: readonly string[] } | { units: readonly string[] } | 'everybody', month: Month): Promise<RecapSegment[]>;
  /** People of a month by agency, for lists: of locked months exactly, of open ones on the last day that was counted. */
  peopleByAgency(t: T, month: Month): Promise<Map<string, number>>;
  /** By unit when the month of its agency was locked; null where it is open. */
  lockedAt(t: T, units: readonly string[], month: Month): Promise<Map<string, Date | null>>;
  /** Corrections of a month, or those made from a day to a day. */
  corrections(t: T, of: { month: Month } | { madeFrom: CalendarDay; madeTo: CalendarDay }): Promise<Correction[]>;
  /** Open warnings of a year by step of the ladder of PP 94/2021, lowest step first; `units` null: the whole institution. Counts only, never a sanction. */
  warned(t: T, units: readonly string[] | null, year: number): Promise<{ level: string; sanction: string; people: number }[]>;
  /** Judges the open days again and stores what changed. For imports and the demonstration; events do it by themselves. */
  recompute(t: T, of: { people: readonly string[] } | { units: readonly string[] } | 'everybody', from: CalendarDay, to: CalendarDay, why: string): Promise<{ judged: number; changed: number }>;
}

/** House part `activity-logs`, declared here and registered by performance: the days for which each person handed in a log that counts. */
export interface ActivityLogs<T> {
  hasLog(t: T, people: readonly string[], from: CalendarDay, to: CalendarDay): Promise<Map<string, Set<CalendarDay>>>;
}

// Events: `timesheets.locked` {unit (the agency), month} · `timesheets.corrected` {correction, person, month}.
