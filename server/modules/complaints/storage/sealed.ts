import type { Tx } from '../../../platform/db/database.ts';
import { sql, type Sql } from '../../../platform/db/sql.ts';
import { search } from './search.ts';

// Chapters: data keys · keys on their way · sealed files · making an open report a sealed one · the province

export interface DataKeyRow {
  generation: number | null;
  wrapped: Buffer | null;
  code_wrapped: Buffer | null;
  for_instansi: string | null;
}
export const findDataKey = (tx: Tx, instansi: string, report: string): Promise<DataKeyRow | undefined> =>
  tx.maybe(sql`select generation, wrapped, code_wrapped, for_instansi from complaints.data_key where instansi = ${instansi} and report = ${report}`);
export const listDataKeys = (tx: Tx, instansi: string, reports: readonly string[]): Promise<(DataKeyRow & { report: string })[]> =>
  tx.many(sql`select report, generation, wrapped, code_wrapped, for_instansi from complaints.data_key where instansi = ${instansi} and report = any(${reports}::uuid[])`);
export const dataKeyInsert = (instansi: string, report: string, k: DataKeyRow): Sql =>
  sql`insert into complaints.data_key (instansi, report, generation, wrapped, code_wrapped, for_instansi) values (${instansi}, ${report}, ${k.generation}, ${k.wrapped}, ${k.code_wrapped}, ${k.for_instansi})`;

/** Keys that are not wrapped to `generation`; those that the installation sealed come first. */
export const listOlderKeys = (tx: Tx, instansi: string, generation: number, limit: number): Promise<{ report: string; number: string; generation: number | null; wrapped: Buffer }[]> =>
  tx.many(sql`select k.report, r.number, k.generation, k.wrapped from complaints.data_key k join complaints.report r on r.instansi = k.instansi and r.id = k.report
    where k.instansi = ${instansi} and k.for_instansi is null and k.wrapped is not null and (k.generation is null or k.generation < ${generation}) order by k.generation nulls first, k.report limit ${limit}`);
/** Many in one statement; a key that somebody else has moved meanwhile stays as it is. */
export const moveKeys = (tx: Tx, instansi: string, generation: number, keys: readonly { report: string; wrapped: Buffer }[]): Promise<number> =>
  tx.run(sql`update complaints.data_key k set generation = ${generation}, wrapped = n.wrapped from unnest(${keys.map((k) => k.report)}::uuid[], ${keys.map((k) => k.wrapped)}::bytea[]) n (report, wrapped)
    where k.instansi = ${instansi} and k.report = n.report and k.for_instansi is null and (k.generation is null or k.generation < ${generation})`);
export const countKeys = (tx: Tx, instansi: string, generation: number): Promise<{ sealed: number; older: number }> =>
  tx.one(sql`select count(*) filter (where generation is not null) as sealed, count(*) filter (where generation is null or generation < ${generation}) as older from complaints.data_key where instansi = ${instansi} and for_instansi is null`);

export interface HopKey {
  generation: number | null;
  wrapped: Buffer;
}
export const insertHopKey = (tx: Tx, instansi: string, report: string, to: string, k: HopKey): Promise<number> =>
  tx.run(sql`insert into complaints.hop_key (instansi, report, for_instansi, generation, wrapped) values (${instansi}, ${report}, ${to}, ${k.generation}, ${k.wrapped})
    on conflict (instansi, report, for_instansi) do update set generation = excluded.generation, wrapped = excluded.wrapped`);
export const findHopKey = (tx: Tx, instansi: string, report: string, to: string): Promise<HopKey | undefined> =>
  tx.maybe(sql`select generation, wrapped from complaints.hop_key where instansi = ${instansi} and report = ${report} and for_instansi = ${to}`);
/** After the receiver has it. */
export const dropHopKey = (tx: Tx, instansi: string, report: string, to: string): Promise<number> =>
  tx.run(sql`delete from complaints.hop_key where instansi = ${instansi} and report = ${report} and for_instansi = ${to}`);

export interface PlainFile {
  id: string;
  sha256: string;
  type: string;
  name: string;
  size: number;
}
export const listPlainFiles = (tx: Tx, instansi: string, ids: readonly string[]): Promise<PlainFile[]> =>
  tx.many(sql`select u.id, u.sha256, u.type, u.name, u.size from platform.upload u where u.instansi = ${instansi} and u.id = any(${ids}::uuid[]) and u.sha256 is not null
    and not exists (select from complaints.sealed_file f where f.instansi = u.instansi and f.upload = u.id)`);
/** The row of the upload says nothing any more: neither name, type, size nor whose it was. @returns whether it still was as it was read */
export async function replaceBySealed(tx: Tx, instansi: string, f: { upload: string; report: string; plain: string; sha256: string; size: number; sealed: Buffer; at: Date }): Promise<boolean> {
  const moved = await tx.run(sql`update platform.upload set sha256 = ${f.sha256}, name = '', type = null, size = ${f.size}, received = ${f.size}, account = null where instansi = ${instansi} and id = ${f.upload} and sha256 = ${f.plain}`);
  if (moved === 0) return false;
  await tx.run(sql`insert into complaints.sealed_file (instansi, upload, report, sealed) values (${instansi}, ${f.upload}, ${f.report}, ${f.sealed})`);
  await tx.run(sql`delete from complaints.guest_photo where instansi = ${instansi} and upload = ${f.upload}`);
  await tx.run(sql`insert into complaints.plain_blob (instansi, sha256, at) values (${instansi}, ${f.plain}, ${f.at}) on conflict do nothing`);
  return true;
}
export const listSealedFiles = (tx: Tx, instansi: string, report: string): Promise<{ upload: string; sealed: Buffer; sha256: string }[]> =>
  tx.many(sql`select f.upload, f.sealed, u.sha256 from complaints.sealed_file f join platform.upload u on u.instansi = f.instansi and u.id = f.upload where f.instansi = ${instansi} and f.report = ${report}`);
export const findSealedFile = (tx: Tx, instansi: string, report: string, upload: string): Promise<{ sealed: Buffer; sha256: string } | undefined> =>
  tx.maybe(sql`select f.sealed, u.sha256 from complaints.sealed_file f join platform.upload u on u.instansi = f.instansi and u.id = f.upload where f.instansi = ${instansi} and f.report = ${report} and f.upload = ${upload}`);
export const insertSealedUpload = async (tx: Tx, instansi: string, f: { upload: string; report: string; sha256: string; size: number; sealed: Buffer; at: Date }): Promise<void> => {
  await tx.run(sql`insert into platform.upload (instansi, id, account, name, size, received, sha256, type, created_at, completed_at) values (${instansi}, ${f.upload}, null, '', ${f.size}, ${f.size}, ${f.sha256}, null, ${f.at}, ${f.at}) on conflict do nothing`);
  await tx.run(sql`insert into complaints.sealed_file (instansi, upload, report, sealed) values (${instansi}, ${f.upload}, ${f.report}, ${f.sealed}) on conflict do nothing`);
};

/** Blobs to be removed, and whether an upload still names them. */
export const listPlainBlobs = (tx: Tx, instansi: string): Promise<{ sha256: string; used: boolean }[]> =>
  tx.many(sql`select b.sha256, exists (select from platform.upload u where u.instansi = b.instansi and u.sha256 = b.sha256) as used from complaints.plain_blob b where b.instansi = ${instansi} order by b.at limit 1000`);
export const isBlobUsed = async (tx: Tx, instansi: string, sha256: string): Promise<boolean> =>
  (await tx.one<{ used: boolean }>(sql`select exists (select from platform.upload u where u.instansi = ${instansi} and u.sha256 = ${sha256}) as used`)).used;
export const dropPlainBlob = (tx: Tx, instansi: string, sha256: string): Promise<number> => tx.run(sql`delete from complaints.plain_blob where instansi = ${instansi} and sha256 = ${sha256}`);
/** For the schedule: what a crash left. */
export const listWithPlainBlobs = (tx: Tx): Promise<string[]> => tx.many<{ instansi: string }>(sql`select distinct instansi from complaints.plain_blob`).then((rows) => rows.map((row) => row.instansi));

/** Misconduct from before there were data keys, oldest first. */
export const listWithoutKey = (tx: Tx, instansi: string, limit: number): Promise<string[]> =>
  tx.many<{ report: string }>(sql`select s.report from complaints.state s where s.instansi = ${instansi} and s.kind = 'misconduct'
    and not exists (select from complaints.data_key k where k.instansi = s.instansi and k.report = s.report) order by s.report limit ${limit}`).then((rows) => rows.map((row) => row.report));
/** Institutions that have a group key and misconduct that is not under it; for the owner's schedule. */
export const listBehind = (tx: Tx): Promise<string[]> =>
  tx.many<{ instansi: string }>(sql`select distinct s.instansi from complaints.state s where s.kind = 'misconduct' and not exists (select from complaints.data_key k where k.instansi = s.instansi and k.report = s.report)
    union select k.instansi from complaints.data_key k join complaints.group_key g on g.instansi = k.instansi and g.retired_at is null where k.generation is null and k.for_instansi is null and k.wrapped is not null`).then((rows) => rows.map((row) => row.instansi));

export const findSecretSealed = async (tx: Tx, instansi: string, report: string): Promise<Buffer | null> =>
  (await tx.maybe<{ secret_sealed: Buffer | null }>(sql`select secret_sealed from complaints.report where instansi = ${instansi} and id = ${report}`))?.secret_sealed ?? null;
/** Everything readable of the row goes; `sealed` holds it. Search words, publication and followers of an open report go too. */
export async function sealReport(tx: Tx, instansi: string, report: string, s: { sealed: Buffer; ownerTag: Buffer | null; textHash: string }): Promise<void> {
  await tx.run(sql`update complaints.report set title = '', body = '', sealed = ${s.sealed}, event_date = null, region = null, place = '', lat = null, lng = null, answers = '{}', origin = '', account = null, owner_tag = ${s.ownerTag},
    secret_sealed = null, name_public = false, report_public = false, text_hash = ${s.textHash}::bigint where instansi = ${instansi} and id = ${report}`);
  await tx.run(sql`update complaints.state set district = null, cell = null, shown = false where instansi = ${instansi} and report = ${report}`);
  await search.remove(tx, instansi, report);
  await tx.run(sql`delete from complaints.published where instansi = ${instansi} and report = ${report}`);
  await tx.run(sql`delete from complaints.follower where instansi = ${instansi} and report = ${report}`);
}
export const sealAction = (tx: Tx, instansi: string, report: string, seq: number, sealed: Buffer | null): Promise<number> =>
  tx.run(sql`update complaints.action set words = null, sealed = coalesce(${sealed}::bytea, sealed), account = case when payload -> 'by' ->> 'kind' = 'reporter' then null else account end where instansi = ${instansi} and report = ${report} and seq = ${seq}`);
export const sealNote = (tx: Tx, instansi: string, note: string, sealed: Buffer): Promise<number> => tx.run(sql`update complaints.note set body = '', sealed = ${sealed} where instansi = ${instansi} and id = ${note}`);
export const saveReporter = (tx: Tx, instansi: string, report: string, sealed: Buffer): Promise<number> => tx.run(sql`update complaints.reporter set sealed = ${sealed} where instansi = ${instansi} and report = ${report}`);

/** What is left at home of a report that went away: number, dates, state and the reporter's own key. */
export async function emptyReport(tx: Tx, instansi: string, report: string): Promise<string[]> {
  await tx.run(sql`update complaints.report set sealed = null where instansi = ${instansi} and id = ${report}`);
  await tx.run(sql`update complaints.data_key set wrapped = null where instansi = ${instansi} and report = ${report}`);
  await tx.run(sql`delete from complaints.reporter where instansi = ${instansi} and report = ${report}`);
  const gone = await tx.many<{ upload: string }>(sql`delete from complaints.sealed_file where instansi = ${instansi} and report = ${report} returning upload`);
  await tx.run(sql`delete from complaints.attachment where instansi = ${instansi} and report = ${report}`);
  const blobs = await tx.many<{ sha256: string }>(sql`delete from platform.upload where instansi = ${instansi} and id = any(${gone.map((row) => row.upload)}::uuid[]) returning sha256`);
  return blobs.map((row) => row.sha256);
}
export const rememberBlobs = (tx: Tx, instansi: string, blobs: readonly string[], at: Date): Promise<number> =>
  tx.run(sql`insert into complaints.plain_blob (instansi, sha256, at) select ${instansi}::uuid, s, ${at}::timestamptz from unnest(${blobs}::text[]) s on conflict do nothing`);

export interface ProvinceTarget {
  host: string;
  name: string;
  contact: string;
}
export const findProvince = (tx: Tx, instansi: string): Promise<ProvinceTarget | undefined> => tx.maybe(sql`select host, name, contact from complaints.province_target where instansi = ${instansi}`);
export const saveProvince = (tx: Tx, instansi: string, p: ProvinceTarget): Promise<number> =>
  tx.run(sql`insert into complaints.province_target (instansi, host, name, contact) values (${instansi}, ${p.host}, ${p.name}, ${p.contact}) on conflict (instansi) do update set host = excluded.host, name = excluded.name, contact = excluded.contact`);
