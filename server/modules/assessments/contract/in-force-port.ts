/** The newest public result of the own institution on an index, for where it is an input of something else (TP2DD). */
export interface LatestResult {
  /** "Indeks SPBE 2023" */
  name: string;
  index: string;
  predicate: string;
  source: string;
}

/** House part `assessments.in-force`; `T` is the tenant context of the platform. */
export interface InForcePort<T> {
  /** Number of the version in force here; undefined while nobody has used it. @throws Refused `assessments.unknown-instrument` */
  version(t: T, instrument: string): Promise<number | undefined>;
  /** @param family as `spbe`: editions of one index */
  latest(t: T, family: string): Promise<LatestResult | null>;
}
