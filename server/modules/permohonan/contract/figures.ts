/** Requests that were received within a calendar year of the institution's clock. Counts only, without personal data. */
export interface ServiceLevel {
  received: number;
  finished: number;
  /** Finished by their promised date, of the finished ones that had one. */
  inTime: number;
  promised: number;
  /** Open past their promised date. */
  late: number;
}
/** House part `permohonan.figures`; `T` is the tenant context of the platform. */
export interface ServiceLevelPort<T> {
  /** `layanan`: one service; all without it. */
  ofYear(t: T, year: number, layanan?: string): Promise<ServiceLevel>;
}
