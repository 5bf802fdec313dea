import type { Database } from '../../../platform/db/database.ts';
import type { Direction, TrustClass } from '../contract.ts';

/** One check-in on its way to the disk. Every value was checked: one row that PostgreSQL refuses would hold up all of its batch. */
export interface IngestRow {
  instansi: string;
  id: string;
  person: string;
  holding: string;
  at: Date;
  direction: Direction;
  place: string | null;
  latitude: number | null;
  longitude: number | null;
  accuracy: number | null;
  distance: number | null;
  verdict: 'accepted' | 'marked';
  trust: number;
  class: TrustClass;
  reasons: string[];
  note: string | null;
  device: string | null;
  /** Hexadecimal. */
  digest: string;
}
/** One that was there before, as it was stored. */
export interface StoredRow {
  instansi: string;
  id: string;
  person: string;
  at: Date;
  received_at: Date;
  place: string | null;
  distance: number | null;
  verdict: 'accepted' | 'marked';
  trust: number;
  class: TrustClass;
  reasons: string[];
  digest: Buffer;
}

// Array literals are put together here: what is no text needs no quotes, and the driver would look at each value several times.
const plain = (values: readonly (string | number | null)[]): string => `{${values.map((value) => value ?? 'null').join(',')}}`;
const quoted = (values: readonly (string | null)[]): string => `{${values.map((value) => (value === null ? 'null' : `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`)).join(',')}}`;

const TAKE = 'select * from attendance.take($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18,$19,$20,$21,$22)';

/**
 * Stores a batch of any institutions, durable when it answers. @param entries id of the audit entry of each institution in it
 * @returns those that were there before
 */
export function take(db: Database, batch: string, rows: readonly IngestRow[], entries: ReadonlyMap<string, string>, at: Date): Promise<StoredRow[]> {
  return db.ingest<StoredRow>({
    name: 'attendance_take', text: TAKE,
    values: [
      batch, plain(rows.map((r) => r.instansi)), plain(rows.map((r) => r.id)), plain(rows.map((r) => r.person)), plain(rows.map((r) => r.holding)), plain(rows.map((r) => r.at.toISOString())), plain(rows.map((r) => r.direction)),
      plain(rows.map((r) => r.place)), plain(rows.map((r) => r.latitude)), plain(rows.map((r) => r.longitude)), plain(rows.map((r) => r.accuracy)), plain(rows.map((r) => r.distance)), plain(rows.map((r) => r.verdict)),
      plain(rows.map((r) => r.trust)), plain(rows.map((r) => r.class)), quoted(rows.map((r) => r.reasons.join(' '))), quoted(rows.map((r) => r.note)), plain(rows.map((r) => r.device)), plain(rows.map((r) => r.digest)),
      plain([...entries.keys()]), plain([...entries.values()]), at,
    ],
  });
}
