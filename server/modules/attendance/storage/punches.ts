import type { Tx } from '../../../platform/db/database.ts';
import { sql } from '../../../platform/db/sql.ts';
import type { CountedPunch, NewPunch, Punch, Source } from '../contract.ts';
import type { StoredRow } from './ingest.ts';

/** Sorted by person and time; with `lateBy` (milliseconds) only what waits for review and what came in so long after it was made. */
export const listPunches = (tx: Tx, instansi: string, people: readonly string[], from: Date, to: Date, lateBy?: number): Promise<Punch[]> =>
  tx.many(sql`select c.id, c.person, c.at, c.received_at as "receivedAt", c.direction, c.source, c.place, p.kind as "placeKind", c.verdict, c.trust, c.class, c.reasons,
      coalesce(r.decision, case c.verdict when 'marked' then 'open' else 'none' end) as review
    from attendance.check_in c left join attendance.place p on p.instansi = c.instansi and p.id = c.place
    left join attendance.review r on r.instansi = c.instansi and r.check_in = c.id
   where c.instansi = ${instansi} and c.person = any(${people}::uuid[]) and c.at >= ${from} and c.at < ${to} and ${lateBy === undefined ? sql`true` : sql`((c.verdict = 'marked' and r.decision is null) or c.received_at > c.at + make_interval(secs => ${lateBy / 1000}))`}
     and not exists (select from attendance.withdrawal w where w.instansi = c.instansi and w.id = c.id) order by c.person, c.at, c.id`);

type Narrow = [at: number, direction: CountedPunch['direction'], proof: CountedPunch['class'], placeKind: CountedPunch['placeKind'], isRejected: boolean];
/** One row for each person, sorted by time: a month of twenty thousand people is a million punches, and rows cost more than what stands in them. */
export const listCounted = (tx: Tx, instansi: string, people: readonly string[], from: Date, to: Date): Promise<{ person: string; punches: Narrow[] }[]> =>
  tx.many(sql`select c.person, json_agg(json_build_array((extract(epoch from c.at) * 1000)::bigint, c.direction, c.class, p.kind, coalesce(r.decision = 'rejected', false)) order by c.at, c.id) as punches
    from attendance.check_in c left join attendance.place p on p.instansi = c.instansi and p.id = c.place
    left join attendance.review r on r.instansi = c.instansi and r.check_in = c.id
   where c.instansi = ${instansi} and c.person = any(${people}::uuid[]) and c.at >= ${from} and c.at < ${to}
     and not exists (select from attendance.withdrawal w where w.instansi = c.instansi and w.id = c.id) group by c.person`);

export const listArrived = (tx: Tx, instansi: string, since: Date): Promise<{ person: string; at: Date; receivedAt: Date }[]> =>
  tx.many(sql`select person, at, received_at as "receivedAt" from attendance.check_in where instansi = ${instansi} and received_at >= ${since}
    union all select c.person, c.at, w.at from attendance.withdrawal w join attendance.check_in c on c.instansi = w.instansi and c.id = w.id where w.instansi = ${instansi} and w.at >= ${since} order by 3`);

export type PunchRow = Required<Omit<NewPunch, 'source'>> & { source: Source } & { verdict: Punch['verdict']; digest: Buffer };

/** @returns ids that were new */
export async function insertPunches(tx: Tx, instansi: string, batch: string, rows: readonly PunchRow[]): Promise<string[]> {
  // An array of arrays would have to be rectangular, so reasons travel as one text.
  const taken = await tx.many<{ id: string }>(sql`insert into attendance.check_in (instansi, id, person, holding, at, received_at, direction, source, place, latitude, longitude, accuracy, distance, verdict, trust, class, reasons, note, device, digest, batch)
    select ${instansi}::uuid, n.id, n.person, n.holding, n.at, n.received_at, n.direction, n.source, n.place, n.latitude, n.longitude, n.accuracy, n.distance, n.verdict, n.trust, n.class, string_to_array(n.reasons, ' '), n.note, n.device, n.digest, ${batch}::uuid
      from unnest(${rows.map((r) => r.id)}::uuid[], ${rows.map((r) => r.person)}::uuid[], ${rows.map((r) => r.holding)}::uuid[], ${rows.map((r) => r.at)}::timestamptz[], ${rows.map((r) => r.receivedAt)}::timestamptz[],
        ${rows.map((r) => r.direction)}::text[], ${rows.map((r) => r.source)}::text[], ${rows.map((r) => r.place)}::uuid[], ${rows.map((r) => r.latitude)}::float8[], ${rows.map((r) => r.longitude)}::float8[],
        ${rows.map((r) => r.accuracy)}::real[], ${rows.map((r) => r.distance)}::real[], ${rows.map((r) => r.verdict)}::text[], ${rows.map((r) => r.trust)}::smallint[], ${rows.map((r) => r.class)}::text[], ${rows.map((r) => r.reasons.join(' '))}::text[],
        ${rows.map((r) => r.note)}::text[], ${rows.map((r) => r.device)}::uuid[], ${rows.map((r) => r.digest)}::bytea[])
        n (id, person, holding, at, received_at, direction, source, place, latitude, longitude, accuracy, distance, verdict, trust, class, reasons, note, device, digest)
    on conflict (instansi, id) do nothing returning id`);
  return taken.map((row) => row.id);
}

export const findDigests = (tx: Tx, instansi: string, ids: readonly string[]): Promise<{ id: string; digest: Buffer }[]> =>
  tx.many(sql`select id, digest from attendance.check_in where instansi = ${instansi} and id = any(${ids}::uuid[])`);

/** Ends a batch with its audit entry, by the same function as the rush. */
export const closeBatch = (tx: Tx, instansi: string, batch: string, ids: readonly string[], entry: string, at: Date): Promise<number> =>
  tx.run(sql`select 1 from attendance.close_batch(${batch}, array_fill(${instansi}::uuid, array[cardinality(${ids}::uuid[])]), ${ids}::uuid[], array[${instansi}::uuid], array[${entry}::uuid], ${at})`);

/** One by its id, as it was stored. */
export const findPunch = (tx: Tx, instansi: string, id: string): Promise<StoredRow | undefined> =>
  tx.maybe(sql`select instansi, id, person, at, received_at, place, distance, verdict, trust, class, reasons, digest from attendance.check_in where instansi = ${instansi} and id = ${id}`);
