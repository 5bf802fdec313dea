import type { Instrument } from '../../../engines/scoring/instrument.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { sql } from '../../../platform/db/sql.ts';

export interface StoredVersion {
  id: string;
  version: number;
  sha256: string;
  storedAt: Date;
  origin: 'catalogue' | 'own';
}

export const listVersions = (tx: Tx, instansi: string): Promise<StoredVersion[]> =>
  tx.many(sql`select id, version, sha256, stored_at as "storedAt", origin from assessments.instrument where instansi = ${instansi} order by id, version`);

export const findVersion = (tx: Tx, instansi: string, id: string, version: number): Promise<{ body: Instrument; sha256: string } | undefined> =>
  tx.maybe(sql`select body, sha256 from assessments.instrument where instansi = ${instansi} and id = ${id} and version = ${version}`);

export const findVersionByDigest = async (tx: Tx, instansi: string, id: string, digests: readonly string[]): Promise<number | undefined> =>
  (await tx.maybe<{ version: number }>(sql`select version from assessments.instrument where instansi = ${instansi} and id = ${id} and sha256 = any(${digests}) order by version limit 1`))?.version;

/** The version with this meaning (under any of the digests; the first is kept); stored as the next one where there is none. Two at once end with one. */
export async function keepVersion(tx: Tx, instansi: string, one: { body: Instrument; digests: readonly [string, ...string[]]; at: Date; basedOn?: string }): Promise<{ version: number; isNew: boolean }> {
  const { id, name, family } = one.body;
  const find = () => findVersionByDigest(tx, instansi, id, one.digests);
  const known = await find();
  if (known !== undefined) return { version: known, isNew: false };
  const made = await tx.maybe<{ version: number }>(sql`insert into assessments.instrument (instansi, id, version, name, family, body, sha256, stored_at, origin, based_on)
    select ${instansi}, ${id}, coalesce(max(version), 0) + 1, ${name}, ${family}, ${JSON.stringify(one.body)}, ${one.digests[0]}, ${one.at}, ${one.basedOn ? 'own' : 'catalogue'}, ${one.basedOn ?? null}
      from assessments.instrument where instansi = ${instansi} and id = ${id}
    on conflict do nothing returning version`);
  if (made) return { version: made.version, isNew: true };
  const other = await find();
  if (other === undefined) throw new Error('another version was stored meanwhile');
  return { version: other, isNew: false };
}

/** The version that an administrator made last, if there is one: it goes before the catalogue's. */
export const findOwnVersion = (tx: Tx, instansi: string, id: string): Promise<{ version: number; body: Instrument; sha256: string; basedOn: string } | undefined> =>
  tx.maybe(sql`select version, body, sha256, based_on as "basedOn" from assessments.instrument where instansi = ${instansi} and id = ${id} and origin = 'own' order by version desc limit 1`);
export const listOwnVersions = (tx: Tx, instansi: string): Promise<{ body: Instrument }[]> =>
  tx.many(sql`select distinct on (id) body from assessments.instrument where instansi = ${instansi} and origin = 'own' order by id, version desc`);

export interface DraftRow {
  basedOn: string;
  body: Instrument;
  seq: number;
  changedAt: Date;
  changedBy: string | null;
}
const DRAFT = sql`based_on as "basedOn", body, seq, changed_at as "changedAt", changed_by as "changedBy"`;
export const findDraft = (tx: Tx, instansi: string, id: string): Promise<DraftRow | undefined> => tx.maybe(sql`select ${DRAFT} from assessments.instrument_draft where instansi = ${instansi} and id = ${id}`);
export const lockDraft = (tx: Tx, instansi: string, id: string): Promise<DraftRow | undefined> => tx.maybe(sql`select ${DRAFT} from assessments.instrument_draft where instansi = ${instansi} and id = ${id} for update`);

/** Stores the draft if it still is where the writer read it (`seq` 0: there was none); says whether it was. */
export async function saveDraft(tx: Tx, instansi: string, id: string, row: Omit<DraftRow, 'seq'>, seq: number): Promise<boolean> {
  const body = JSON.stringify(row.body);
  const touched = seq === 0
    ? await tx.run(sql`insert into assessments.instrument_draft (instansi, id, based_on, body, seq, changed_at, changed_by) values (${instansi}, ${id}, ${row.basedOn}, ${body}, 1, ${row.changedAt}, ${row.changedBy}) on conflict do nothing`)
    : await tx.run(sql`update assessments.instrument_draft set body = ${body}, seq = seq + 1, changed_at = ${row.changedAt}, changed_by = ${row.changedBy} where instansi = ${instansi} and id = ${id} and seq = ${seq}`);
  return touched === 1;
}
export const dropDraft = (tx: Tx, instansi: string, id: string): Promise<number> => tx.run(sql`delete from assessments.instrument_draft where instansi = ${instansi} and id = ${id}`);
