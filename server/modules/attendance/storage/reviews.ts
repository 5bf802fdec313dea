import type { Tx } from '../../../platform/db/database.ts';
import { sql } from '../../../platform/db/sql.ts';

// Chapters: marked check-ins and what was made of them · the own ones

export interface MarkedRow {
  id: string;
  person: string;
  holding: string | null;
  at: Date;
  received_at: Date;
  direction: string;
  source: string;
  class: string;
  trust: number;
  place_name: string | null;
  distance: number | null;
  accuracy: number | null;
  latitude: number | null;
  longitude: number | null;
  note: string | null;
  reasons: string[];
  selfie: 'none' | 'here' | 'dropped';
  decision: 'upheld' | 'rejected' | null;
  words: string | null;
  decided_at: Date | null;
}
const columns = sql`c.id, c.person, c.holding, c.at, c.received_at, c.direction, c.source, c.class, c.trust, p.name as place_name, c.distance, c.accuracy, c.latitude, c.longitude, c.note, c.reasons,
  case when o.id is not null then 'here' when s.check_in is null then 'none' when s.dropped_at is null then 'here' else 'dropped' end as selfie, r.decision, r.words, r.at as decided_at`;
const tables = sql`attendance.check_in c
  left join attendance.place p on p.instansi = c.instansi and p.id = c.place
  left join attendance.selfie s on s.instansi = c.instansi and s.check_in = c.id
  left join attendance.office_photo o on o.instansi = c.instansi and o.id = c.id
  left join attendance.review r on r.instansi = c.instansi and r.check_in = c.id`;

/** The newest first, after the one that the page before ended with. */
export const listMarked = (tx: Tx, instansi: string, people: readonly string[], since: Date, state: 'open' | 'done', after: { at: Date; id: string } | undefined, most: number): Promise<MarkedRow[]> =>
  tx.many(sql`select ${columns} from ${tables} where c.instansi = ${instansi} and c.person = any(${people}::uuid[]) and c.received_at >= ${since} and c.verdict = 'marked' and (r.check_in is null) = ${state === 'open'}
    and ${after ? sql`(c.at, c.id) < (${after.at}, ${after.id}::uuid)` : sql`true`} order by c.at desc, c.id desc limit ${most}`);
export const findMarked = (tx: Tx, instansi: string, ids: readonly string[]): Promise<MarkedRow[]> =>
  tx.many(sql`select ${columns} from ${tables} where c.instansi = ${instansi} and c.id = any(${ids}::uuid[]) and c.verdict = 'marked'`);
export const insertReviews = (tx: Tx, instansi: string, ids: readonly string[], r: { decision: string; words: string; account: string; post: string; at: Date }): Promise<string[]> =>
  tx.many<{ id: string }>(sql`insert into attendance.review (instansi, check_in, decision, words, by_account, by_post, at)
    select ${instansi}::uuid, unnest(${ids}::uuid[]), ${r.decision}::text, ${r.words}::text, ${r.account}::uuid, ${r.post}::uuid, ${r.at}::timestamptz on conflict do nothing returning check_in as id`).then((rows) => rows.map((row) => row.id));

export interface OwnRow {
  id: string;
  at: Date;
  received_at: Date;
  direction: 'in' | 'out' | 'any';
  source: string;
  place_name: string | null;
  verdict: 'accepted' | 'marked';
  reasons: string[];
  decision: 'upheld' | 'rejected' | null;
  words: string | null;
  selfie: boolean;
}
export const listOwn = (tx: Tx, instansi: string, person: string, from: Date): Promise<OwnRow[]> =>
  tx.many(sql`select c.id, c.at, c.received_at, c.direction, c.source, p.name as place_name, c.verdict, c.reasons, r.decision, r.words, (s.check_in is not null or o.id is not null) as selfie from ${tables}
    where c.instansi = ${instansi} and c.person = ${person} and c.at >= ${from} order by c.at, c.id limit 200`);
export const findOwn = (tx: Tx, instansi: string, id: string): Promise<{ person: string; at: Date } | undefined> => tx.maybe(sql`select person, at from attendance.check_in where instansi = ${instansi} and id = ${id}`);
