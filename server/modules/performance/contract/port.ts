import type { Hundredths } from '../../../engines/attendance/percent.ts';
import type { Predicate, Rating } from '../../../engines/performance/predicate.ts';
import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';

/** A month, or the part of it in which somebody held one post. */
export interface Span {
  person: string;
  fromDay: CalendarDay;
  toDay: CalendarDay;
}
export interface ProductivityResult {
  percent: Hundredths;
  /** Every step as a sentence, for the slip. */
  steps: string[];
  /** The last final predicate before the end of the span, if the rule looks at one. */
  predicate?: Predicate;
}
export interface PredicateRow {
  person: string;
  plan: string;
  unit: string;
  isHead: boolean;
  period: 'q1' | 'q2' | 'q3' | 'q4' | 'year';
  hasil: Rating | null;
  perilaku: Rating | null;
  predicate: Predicate;
  /** False while an objection may still change it. */
  final: boolean;
}

export interface PatternRow {
  unit: string;
  name: string;
  /** Predicate of the organisation, in words. */
  predicate: string;
  staff: number;
  rated: number;
  verdict: 'empty' | 'pass' | 'justify' | 'fail';
  /** Conditions that are not met, with how many people there are and may be. */
  faults: string[];
}

/** House part `performance`. Takes many people at once; a bounded number of statements, never one for each person. */
export interface PerformancePort<T> {
  /** Of a whole month (`YYYY-MM`), by the rule in force on its last day. Everybody asked has an entry. */
  productivity(t: T, people: readonly string[], month: string): Promise<Map<string, ProductivityResult>>;
  /** The same for parts of a month (a transfer): in the order asked. */
  productivityOf(t: T, spans: readonly Span[]): Promise<ProductivityResult[]>;
  /** Units whose organisational predicate is set, with their staff's predicates against its pattern (SE MenPANRB 3/2023). */
  patterns(t: T, units: readonly string[], year: number, period: PredicateRow['period']): Promise<PatternRow[]>;
  /** Predicates given in a year, by people or by unit; sorted by unit, person, period. */
  predicates(t: T, of: { people: readonly string[] } | { units: readonly string[] }, year: number): Promise<PredicateRow[]>;
}
