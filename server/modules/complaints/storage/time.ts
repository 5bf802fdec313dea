import type { Tx } from '../../../platform/db/database.ts';
import { sql } from '../../../platform/db/sql.ts';
import type { StateColumns } from './reports.ts';

/** Reports at which the house must look by itself, over all institutions; for the owner's schedule. */
export const listDue = (tx: Tx, now: Date, perInstitution: number): Promise<{ instansi: string; report: string }[]> =>
  tx.many(sql`select i.instansi, due.report from complaints.settings i cross join lateral (
    select s.report from complaints.state s where s.instansi = i.instansi and s.next_at <= ${now} order by s.next_at limit ${perInstitution}) due`);

/** @returns whether the rung was new */
export const escalate = async (tx: Tx, instansi: string, e: { report: string; clock: string; dueAt: Date; rung: number; told: readonly string[]; at: Date }): Promise<boolean> =>
  (await tx.run(sql`insert into complaints.escalation (instansi, report, clock, due_at, rung, told, at) values (${instansi}, ${e.report}, ${e.clock}, ${e.dueAt}, ${e.rung}, ${e.told}, ${e.at}) on conflict do nothing`)) > 0;

/** Derived dates only; the history stays as it is. */
export const moveDates = (tx: Tx, instansi: string, report: string, s: StateColumns): Promise<number> =>
  tx.run(sql`update complaints.state set due_at = ${s.due_at}, due_clock = ${s.due_clock}, due_provisional = ${s.due_provisional}, resolve_by = ${s.resolve_by}, badge_at = ${s.badge_at}, next_at = ${s.next_at}, rungs = ${s.rungs},
    verify_due = ${s.verify_due}, answer_due = ${s.answer_due}, calendar_version = ${s.calendar_version} where instansi = ${instansi} and report = ${report} and seq = ${s.seq}`);

export const listOpenIds = (tx: Tx, instansi: string, after: string | undefined, limit: number): Promise<string[]> =>
  tx.many<{ report: string }>(sql`select report from complaints.state where instansi = ${instansi} and finished_at is null and (${after ?? null}::uuid is null or report > ${after ?? null}::uuid) order by report limit ${limit}`).then((rows) => rows.map((r) => r.report));

export const listOpenOfUnit = (tx: Tx, instansi: string, unit: string, most: number): Promise<string[]> =>
  tx.many<{ report: string }>(sql`select report from complaints.state where instansi = ${instansi} and unit = ${unit} and finished_at is null order by report limit ${most}`).then((rows) => rows.map((r) => r.report));

/** Guests' photos that were never attached, older than a day: the upload goes, and its bytes are noted for removal. */
export const dropGuestPhotos = (tx: Tx, before: Date): Promise<number> =>
  tx.run(sql`with gone as (delete from complaints.guest_photo g where g.at < ${before} and not exists (select from complaints.attachment a where a.instansi = g.instansi and a.upload = g.upload) returning g.instansi, g.upload),
    uploads as (delete from platform.upload u using gone where u.instansi = gone.instansi and u.id = gone.upload returning u.instansi, u.sha256)
    insert into complaints.plain_blob (instansi, sha256, at) select distinct instansi, sha256, ${before}::timestamptz from uploads where sha256 is not null on conflict do nothing`);
