import type { Tx } from '../../../platform/db/database.ts';
import { sql } from '../../../platform/db/sql.ts';

// Photographs of check-ins. Chapters: one · of the own phone · of the device of the office · of a day

export interface PhotographRow {
  person: string;
  sha256: string;
  dropped_at: Date | null;
}
/** Sent after it from the phone, or taken by the shared device. */
export const findPhotograph = (tx: Tx, instansi: string, id: string): Promise<PhotographRow | undefined> =>
  tx.maybe(sql`select person, sha256, dropped_at from attendance.selfie where instansi = ${instansi} and check_in = ${id}
    union all select person, sha256, null from attendance.office_photo where instansi = ${instansi} and id = ${id} limit 1`);

/** @returns false where there was one already */
export const insertSelfie = (tx: Tx, instansi: string, s: { id: string; person: string; sha256: string; type: string; bytes: number; at: Date; keepUntil: Date }): Promise<boolean> =>
  tx.run(sql`insert into attendance.selfie (instansi, check_in, person, sha256, type, bytes, received_at, keep_until) values (${instansi}, ${s.id}, ${s.person}, ${s.sha256}, ${s.type}, ${s.bytes}, ${s.at}, ${s.keepUntil}) on conflict do nothing`).then((rows) => rows === 1);
/** Marks a hundred of those whose time is over, or that came in before a moment; their bytes go afterwards. One of the same bytes that is still kept holds them. */
export const dropSelfies = (tx: Tx, instansi: string, before: Date, at: Date): Promise<{ sha256: string; held: boolean }[]> =>
  tx.many(sql`with over as (update attendance.selfie s set dropped_at = ${at} where s.instansi = ${instansi} and (s.check_in) in
      (select check_in from attendance.selfie where instansi = ${instansi} and dropped_at is null and (received_at < ${before} or keep_until < ${at}) order by received_at limit 100) returning s.sha256, s.check_in)
    select o.sha256, exists (select 1 from attendance.selfie k where k.instansi = ${instansi} and k.sha256 = o.sha256 and k.dropped_at is null and not k.check_in in (select check_in from over)) as held from over o`);
/** As the owner: institutions that keep any. */
export const selfiesKept = (tx: Tx): Promise<string[]> => tx.many<{ instansi: string }>(sql`select distinct instansi from attendance.selfie where dropped_at is null`).then((rows) => rows.map((row) => row.instansi));

export const insertOfficePhoto = (tx: Tx, instansi: string, p: { id: string; device: string; person: string; sha256: string; at: Date; keepUntil: Date }): Promise<number> =>
  tx.run(sql`insert into attendance.office_photo (instansi, id, device, person, sha256, taken_at, keep_until) values (${instansi}, ${p.id}, ${p.device}, ${p.person}, ${p.sha256}, ${p.at}, ${p.keepUntil}) on conflict do nothing`);
/** A picture that another row names too keeps its file. */
export const dropOfficePhotos = (tx: Tx, instansi: string, before: Date, at: Date): Promise<string[]> =>
  tx.many<{ sha256: string }>(sql`with gone as (delete from attendance.office_photo where instansi = ${instansi} and id in (select id from attendance.office_photo where instansi = ${instansi} and (keep_until < ${at} or taken_at < ${before}) limit 1000) returning id, sha256)
    select distinct g.sha256 from gone g where not exists (select from attendance.office_photo p where p.instansi = ${instansi} and p.sha256 = g.sha256 and p.id not in (select id from gone))`).then((rows) => rows.map((row) => row.sha256));
export const officePhotosKept = (tx: Tx): Promise<string[]> => tx.many<{ instansi: string }>(sql`select distinct instansi from attendance.office_photo`).then((rows) => rows.map((row) => row.instansi));

export interface PhotographedRow {
  id: string;
  person: string;
  at: Date;
  direction: 'in' | 'out' | 'any';
  source: string;
  /** Name of the device of the office. */
  device: string | null;
  here: boolean;
  until: Date;
}
/** Check-ins between two moments that have, or had, a photograph; by time. */
export const listPhotographs = (tx: Tx, instansi: string, from: Date, to: Date): Promise<PhotographedRow[]> =>
  tx.many(sql`select c.id, c.person, c.at, c.direction, c.source, d.name as device, coalesce(s.dropped_at is null, true) as here, coalesce(o.keep_until, s.keep_until) as until from attendance.check_in c
    left join attendance.selfie s on s.instansi = c.instansi and s.check_in = c.id
    left join attendance.office_photo o on o.instansi = c.instansi and o.id = c.id
    left join attendance.office_device d on d.instansi = o.instansi and d.id = o.device
   where c.instansi = ${instansi} and c.at >= ${from} and c.at < ${to} and (s.check_in is not null or o.id is not null) order by c.at, c.id`);
