/** A record of this platform that may stand as evidence: what a list of choices shows. */
export interface RecordHit {
  /** Of the source: `layanan`, `complaints`. */
  module: string;
  id: string;
  title: string;
  /** Where a person sees it: `/layanan/izin-reklame`. */
  path: string;
  /** What kind it is: "Layanan terbit". */
  kind: string;
}

/** The record as it stood when it was taken as evidence. */
export interface RecordFacts {
  title: string;
  path: string;
  /** Day of the document or of the figures. */
  documentDate: string | null;
  facts: { label: string; value: string }[];
}

/**
 * House part `assessment-records`: a list to which modules push what of theirs may stand as evidence. `T` is the tenant
 * context of the platform. Only what the whole institution may know: no personal data.
 */
export interface RecordSource<T> {
  module: string;
  search(t: T, query: string): Promise<RecordHit[]>;
  /** `undefined` where there is no such record. */
  factsOf(t: T, id: string): Promise<RecordFacts | undefined>;
}
