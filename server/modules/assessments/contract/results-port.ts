import type { WeightedInstrument } from '../../../engines/scoring/instrument.ts';

/** One working level: `micro` in millionths as text, null where the indicator has no value (any more). */
export interface WorkingLevel {
  institution: string;
  number: string;
  micro: string | null;
}
export interface WorkingResult {
  institution: string;
  name: string;
  region: string | null;
  /** Two decimals, "2.94". */
  shown: string;
  /** Full decimal or fraction. */
  exact: string;
  predicate: string;
  /** "domain:1" → "2.40" */
  parts: Record<string, string>;
}

/** Figures to stand beside a result: "Indeks SPBE 2023", "Rata-rata kabupaten". */
export interface ComparedResult {
  name: string;
  index: string;
  /** "aspect:2" → "3.00"; empty where another edition has other parts. */
  parts: Record<string, string>;
}

/**
 * Part `assessments.results`: the results of a campaign while it runs. A working set is seen by nobody but those who work
 * with it; `show` makes it the public one of its index and year. Every function joins the open transaction of `ctx`.
 */
export interface ResultsPort<C> {
  /** Id of an institution by its region, or by its name for a ministry; the same one in every year. Refuses `assessments.unknown-institution`. */
  institutionOf(ctx: C, who: { name: string; region: string | null }): Promise<string>;
  /** A set for one year; keeps the instrument as a version that never changes again. `basis` of the predicate follows the instrument's year. */
  openWorkingSet(ctx: C, what: { instrument: WeightedInstrument; year: number; source: string }): Promise<{ set: string; version: number }>;
  /** Writes or takes away levels; what has no level any more has no result either. Refuses `assessments.set-closed` once shown. */
  writeLevels(ctx: C, set: string, rows: readonly WorkingLevel[]): Promise<void>;
  /** Every index of the set in one statement; how many changed. An institution that lacks an indicator has none. */
  recompute(ctx: C, set: string): Promise<number>;
  /** The results as last recomputed, by name; all, or those of the institutions given. */
  resultsOf(ctx: C, set: string, institutions?: readonly string[]): Promise<WorkingResult[]>;
  /** The latest public result of an earlier year of the same index, and the mean of the set's institutions of the same group once there are two. */
  besides(ctx: C, set: string, institution: string): Promise<{ before: ComparedResult | null; peers: ComparedResult | null }>;
  /**
   * Shows one result of this institution as an organiser published it, beside the lists that are loaded here; told again it
   * changes nothing, a corrected one takes the place of the one before. @returns whether anything changed
   */
  showTold(ctx: C, told: { campaign: string; instrument: WeightedInstrument; year: number; source: string; who: { name: string; region: string | null }; levels: readonly { number: string; micro: string }[] }): Promise<boolean>;
  /** It is shown no more: the organiser took it back. */
  hideTold(ctx: C, campaign: string): Promise<boolean>;
  /** Shows the set as the public one of its index and year, recomputed once more; the one before is kept as replaced. Refuses `assessments.empty-set`. */
  show(ctx: C, set: string): Promise<number>;
}
