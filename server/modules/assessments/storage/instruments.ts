import type { Instrument } from '../../../engines/scoring/instrument.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { sql } from '../../../platform/db/sql.ts';

export interface StoredVersion {
  id: string;
  version: number;
  sha256: string;
  storedAt: Date;
}

export const listVersions = (tx: Tx, instansi: string): Promise<StoredVersion[]> =>
  tx.many(sql`select id, version, sha256, stored_at as "storedAt" from assessments.instrument where instansi = ${instansi} order by id, version`);

export const findVersion = (tx: Tx, instansi: string, id: string, version: number): Promise<{ body: Instrument; sha256: string } | undefined> =>
  tx.maybe(sql`select body, sha256 from assessments.instrument where instansi = ${instansi} and id = ${id} and version = ${version}`);

/** The version with this meaning; stored as the next one where there is none. Two at once end with one. */
export async function keepVersion(tx: Tx, instansi: string, one: { body: Instrument; sha256: string; at: Date }): Promise<{ version: number; isNew: boolean }> {
  const { id, name, family } = one.body;
  const find = () => tx.maybe<{ version: number }>(sql`select version from assessments.instrument where instansi = ${instansi} and id = ${id} and sha256 = ${one.sha256}`);
  const known = await find();
  if (known) return { version: known.version, isNew: false };
  const made = await tx.maybe<{ version: number }>(sql`insert into assessments.instrument (instansi, id, version, name, family, body, sha256, stored_at)
    select ${instansi}, ${id}, coalesce(max(version), 0) + 1, ${name}, ${family}, ${JSON.stringify(one.body)}, ${one.sha256}, ${one.at}
      from assessments.instrument where instansi = ${instansi} and id = ${id}
    on conflict do nothing returning version`);
  if (made) return { version: made.version, isNew: true };
  const other = await find();
  if (!other) throw new Error('another version was stored meanwhile');
  return { version: other.version, isNew: false };
}
