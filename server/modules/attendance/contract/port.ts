/** How far a punch is proven (reference of attendance, section 9): A online inside the fence, B offline and unbroken, C weak or flagged, D by a signed sheet. */
export type TrustClass = 'A' | 'B' | 'C' | 'D';
export type Direction = 'in' | 'out' | 'any';
export type Source = 'phone' | 'queue' | 'office-device' | 'terminal' | 'sheet' | 'import';
export type PlaceKind = 'office' | 'roll-call' | 'duty' | 'home' | 'anywhere';

/** One punch as it was stored; `at` counts, `receivedAt` is when it came in. */
export interface Punch {
  id: string;
  person: string;
  at: Date;
  receivedAt: Date;
  direction: Direction;
  source: Source;
  place: string | null;
  placeKind: PlaceKind | null;
  verdict: 'accepted' | 'marked';
  trust: number;
  class: TrustClass;
  /** Codes of `contract/reasons.ts`. */
  reasons: string[];
  /** What the superior made of a marked one; `open` until then. A rejected one does not count. */
  review: 'none' | 'open' | 'upheld' | 'rejected';
}

/** What a day is judged from: one punch without what is only shown. `at` in milliseconds. */
export interface CountedPunch extends Pick<Punch, 'direction' | 'class' | 'placeKind'> {
  at: number;
  isRejected: boolean;
}

/** A punch from another door: terminal, sheet, import, office device, the demonstration. */
export interface NewPunch {
  /** Made by the caller so that the same fact has the same id: a UUIDv7 of the device, or derived from what identifies it. */
  id: string;
  person: string;
  holding: string | null;
  at: Date;
  /** Now, unless it came in earlier. */
  receivedAt?: Date;
  direction: Direction;
  source: Exclude<Source, 'phone' | 'queue'>;
  place?: string | null;
  latitude?: number | null;
  longitude?: number | null;
  accuracy?: number | null;
  distance?: number | null;
  trust: number;
  class: TrustClass;
  /** One that does not only confirm marks the punch. */
  reasons?: readonly string[];
  note?: string | null;
  device?: string | null;
}

export interface Recorded {
  /** Ids that are new. */
  taken: string[];
  /** Ids that were there with the same content. */
  known: string[];
  /** Ids that were there with another content: not stored again. */
  differing: string[];
}

/**
 * House part `attendance`; `T` is the tenant context. Each costs a bounded number of statements, however many people.
 * What has come in is told by `arrivedSince`, not by an event for each: two minutes of overlap make up for late commits.
 */
export interface AttendancePort<T> {
  /** Sorted by time; `from` counts, `to` no longer. People without a punch are absent from the map. */
  punches(t: T, people: readonly string[], from: Date, to: Date): Promise<Map<string, Punch[]>>;
  /** Of the same only those that wait for review, and those that came in more than `lateBy` milliseconds after they were made: for who looks at thousands. */
  noticed(t: T, people: readonly string[], from: Date, to: Date, lateBy: number): Promise<Map<string, Punch[]>>;
  /** The same, narrow: for who counts the days of thousands. */
  counted(t: T, people: readonly string[], from: Date, to: Date): Promise<Map<string, CountedPunch[]>>;
  /** What came in at or after a moment, the earliest first. */
  arrivedSince(t: T, since: Date): Promise<{ person: string; at: Date; receivedAt: Date }[]>;
  /** Other doors. Idempotent by id; one audit entry for all of a call. */
  record(t: T, punches: readonly NewPunch[]): Promise<Recorded>;
}
