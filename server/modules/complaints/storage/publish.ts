import type { Tx } from '../../../platform/db/database.ts';
import { sql, type Sql } from '../../../platform/db/sql.ts';
import { remark } from './search.ts';

export const retitle = (tx: Tx, instansi: string, report: string, title: string): Promise<number> => tx.run(sql`update complaints.report set title = ${title} where instansi = ${instansi} and id = ${report}`);

export interface NewPublication {
  title: string;
  body: string;
  reporter: string;
  photos: readonly string[];
  lat: number | null;
  lng: number | null;
}
export const publicationInsert = (instansi: string, report: string, p: NewPublication, at: Date): Sql =>
  sql`insert into complaints.published (instansi, report, title, body, reporter, photos, lat, lng, at) values (${instansi}, ${report}, ${p.title}, ${p.body}, ${p.reporter}, ${p.photos}, ${p.lat}, ${p.lng}, ${at})
    on conflict (instansi, report) do update set title = excluded.title, body = excluded.body, reporter = excluded.reporter, photos = excluded.photos, lat = excluded.lat, lng = excluded.lng`;
export const publish = (tx: Tx, instansi: string, report: string, p: NewPublication, at: Date): Promise<number> =>
  tx.run(sql`with shown as (update complaints.state set shown = true where instansi = ${instansi} and report = ${report} returning report, unit, shown, held), remarked as (${remark(instansi, sql`select * from shown`)}) ${publicationInsert(instansi, report, p, at)}`);
export const unpublish = (tx: Tx, instansi: string, report: string): Promise<number> => tx.run(sql`with hidden as (update complaints.state set shown = false where instansi = ${instansi} and report = ${report} returning report, unit, shown, held), remarked as (${remark(instansi, sql`select * from hidden`)}) select 1 from hidden`);

/** Why they wait for a moderator, by report. */
export const listHeld = (tx: Tx, instansi: string, ids: readonly string[]): Promise<{ report: string; reason: string }[]> =>
  tx.many(sql`select report, reason from complaints.moderation where instansi = ${instansi} and report = any(${ids}::uuid[]) and decided_at is null`);

/** Which of them were waiting, now decided. */
export const decide = (tx: Tx, instansi: string, ids: readonly string[], decision: 'release' | 'archive', by: string, note: string, at: Date): Promise<{ report: string }[]> =>
  tx.many(sql`with decided as (update complaints.moderation set decided_at = ${at}, decision = ${decision}, decided_by = ${by}, note = ${note}
      where instansi = ${instansi} and report = any(${ids}::uuid[]) and decided_at is null returning report),
    released as (update complaints.state s set held = false from decided d where s.instansi = ${instansi} and s.report = d.report returning s.report, s.unit, s.shown, s.held),
    remarked as (${remark(instansi, sql`select * from released`)})
    select report from released`);
