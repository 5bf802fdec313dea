import type { Tx } from '../../platform/db/database.ts';
import { sql, sqlJoin, type Sql } from '../../platform/db/sql.ts';
import type { Region } from './contract.ts';

export async function findRegion(tx: Tx, code: string): Promise<Region | undefined> {
  return tx.maybe(sql`select code, level, name, path from wilayah.region where code = ${code}`);
}

export async function listRegionsByCodes(tx: Tx, codes: readonly string[]): Promise<Region[]> {
  return tx.many(sql`select code, level, name, path from wilayah.region where code = any(${codes})`);
}

export async function listChildren(tx: Tx, parent: string | undefined): Promise<Region[]> {
  return parent === undefined
    ? tx.many(sql`select code, level, name, path from wilayah.region where parent is null order by code`)
    : tx.many(sql`select code, level, name, path from wilayah.region where parent = ${parent} order by name, code`);
}

/**
 * Every word of the query must begin a word of the name or of a name above it ("siman pono"). Names that begin with
 * the query come first. `within` is a code that the result must lie below.
 */
export async function searchRegions(tx: Tx, search: { query: string; level: string; within?: string; limit: number }): Promise<Region[]> {
  const words = search.query.toLowerCase().normalize('NFKD').match(/[a-z0-9]+/g)?.slice(0, 6) ?? [];
  const whole = words.join(' ');
  const conditions: Sql[] = [sql`level = ${search.level}`];
  if (search.within) conditions.push(sql`code >= ${`${search.within}.`} and code < ${`${search.within}/`}`);
  if (words.length > 0) conditions.push(sql`words @@ to_tsquery('simple', ${words.map((w) => `${w}:*`).join(' & ')})`);
  return tx.many(
    sql`select code, level, name, path from wilayah.region where ${sqlJoin(conditions, ' and ')}
        order by (lower(name) like ${`${whole}%`}) desc, name, code limit ${search.limit}`,
  );
}

export async function countRegions(tx: Tx): Promise<number> {
  return (await tx.one<{ count: number }>(sql`select count(*) as count from wilayah.region`)).count;
}

export interface NewRegion {
  code: string;
  level: Region['level'];
  name: string;
  parent: string | null;
  path: string;
}

export async function insertRegions(tx: Tx, rows: NewRegion[]): Promise<void> {
  await tx.run(sql`insert into wilayah.region (code, level, name, parent, path, words)
    select code, level, name, parent, path, to_tsvector('simple', unaccent(name || ' ' || path))
      from unnest(${rows.map((r) => r.code)}::text[], ${rows.map((r) => r.level)}::text[], ${rows.map((r) => r.name)}::text[],
                  ${rows.map((r) => r.parent)}::text[], ${rows.map((r) => r.path)}::text[]) as r (code, level, name, parent, path)
    on conflict (code) do nothing`);
}
