/** Figures of reports that came in within a calendar year of the institution's clock. */
export interface YearFigures {
  received: number;
  resolved: number;
  answered: number;
  /** First answers within their limit, of those that have one. */
  answeredInTime: number;
  answerable: number;
  late: number;
}
/** House part `complaints.figures`; `T` is the tenant context of the platform. Counts only, without personal data. */
export interface FiguresPort<T> {
  ofYear(t: T, year: number): Promise<YearFigures>;
}
