import type { Instrument } from '../../../engines/scoring/instrument.ts';
import type { Prepared } from '../../../engines/scoring/score.ts';

/** A version of an instrument in the institution's own table; it never changes. */
export interface KeptVersion {
  id: string;
  version: number;
  sha256: string;
}

/** House part `assessments.instruments`; `T` is the tenant context of the platform. */
export interface InstrumentsPort<T> {
  /** What the catalogue of the installation offers today. */
  offered(): { id: string; name: string; title: string; method: Instrument['method']; validFrom: string | null; validTo: string | null }[];
  /** The version in force here, kept. @throws Refused `assessments.unknown-instrument` */
  use(t: T, id: string): Promise<KeptVersion>;
  /** A version that came from elsewhere (with a campaign of an organiser), kept as it is. */
  keep(t: T, instrument: Instrument): Promise<KeptVersion>;
  /** A kept version. @throws Refused `assessments.unknown-instrument` */
  body(t: T, id: string, version: number): Promise<Instrument>;
  /** The same ready for scoring. @throws Refused `assessments.unknown-instrument`, also for a form without weights */
  prepared(t: T, id: string, version: number): Promise<Prepared>;
}
