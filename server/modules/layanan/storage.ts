import type { Tx } from '../../platform/db/database.ts';
import { sql } from '../../platform/db/sql.ts';
import type { CompiledLayanan } from './rules/definition-is-sound.ts';

export interface VersionRow {
  id: string;
  name: string;
  version: number;
  state: 'draft' | 'published' | 'withdrawn';
  current: boolean;
  open: boolean;
  sha256: string;
  published_at: Date | null;
  published_by: string | null;
}

export async function listOffers(tx: Tx, instansi: string): Promise<{ id: string; version: number; open: boolean; closed_reason: string | null }[]> {
  return tx.many(sql`select id, version, open, closed_reason from layanan.offer where instansi = ${instansi} order by id`);
}

export async function findBody(tx: Tx, instansi: string, id: string, version: number): Promise<{ body: CompiledLayanan; source: string; state: VersionRow['state']; sha256: string } | undefined> {
  return tx.maybe(sql`select body, source, state, sha256 from layanan.definition where instansi = ${instansi} and id = ${id} and version = ${version}`);
}

export async function listVersions(tx: Tx, instansi: string, id: string | undefined): Promise<VersionRow[]> {
  return tx.many(sql`select d.id, d.name, d.version, d.state, d.sha256, d.published_at, d.published_by, coalesce(o.version = d.version, false) as current, coalesce(o.open, false) as open
    from layanan.definition d left join layanan.offer o on o.instansi = d.instansi and o.id = d.id
    where d.instansi = ${instansi} and (${id ?? null}::text is null or d.id = ${id ?? null}) order by d.name, d.version desc`);
}

export async function insertDraft(tx: Tx, instansi: string, d: { id: string; name: string; source: string; body: CompiledLayanan; sha256: string; at: Date }): Promise<number> {
  const row = await tx.one<{ version: number }>(sql`insert into layanan.definition (instansi, id, version, state, name, source, body, sha256, created_at)
    select ${instansi}, ${d.id}, coalesce(max(version), 0) + 1, 'draft', ${d.name}, ${d.source}, ${JSON.stringify(d.body)}, ${d.sha256}, ${d.at}
      from layanan.definition where instansi = ${instansi} and id = ${d.id} returning version`);
  return row.version;
}

/** @returns false when it is no draft any more, or somebody else changed it since */
export async function replaceDraft(tx: Tx, instansi: string, version: number, before: string, d: { id: string; name: string; source: string; body: CompiledLayanan; sha256: string }): Promise<boolean> {
  return (await tx.run(sql`update layanan.definition set name = ${d.name}, source = ${d.source}, body = ${JSON.stringify(d.body)}, sha256 = ${d.sha256}
    where instansi = ${instansi} and id = ${d.id} and version = ${version} and state = 'draft' and sha256 = ${before}`)) > 0;
}

/** @returns false when there is no draft of that number */
export async function publishVersion(tx: Tx, instansi: string, id: string, version: number, by: string, at: Date): Promise<boolean> {
  const changed = await tx.run(sql`update layanan.definition set state = 'published', published_at = ${at}, published_by = ${by}
    where instansi = ${instansi} and id = ${id} and version = ${version} and state = 'draft'`);
  if (changed === 0) return false;
  await tx.run(sql`insert into layanan.offer (instansi, id, version, open) values (${instansi}, ${id}, ${version}, true)
    on conflict (instansi, id) do update set version = excluded.version, open = true, closed_reason = null`);
  return true;
}

export async function closeOffer(tx: Tx, instansi: string, id: string, reason: string): Promise<number> {
  return tx.run(sql`update layanan.offer set open = false, closed_reason = ${reason} where instansi = ${instansi} and id = ${id}`);
}
