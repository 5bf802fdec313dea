import type { Tx } from '../../platform/db/database.ts';
import { sql, sqlJoin, type Sql } from '../../platform/db/sql.ts';
import type { Region } from './contract.ts';

/** One statement of its own: reference data needs no transaction. */
export type Ask = <Row>(statement: Sql) => Promise<Row[]>;

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

export const listBelow = (tx: Tx, code: string, level: Region['level']): Promise<Region[]> =>
  tx.many(sql`select code, level, name, path from wilayah.region where ${below(code)} and level = ${level} order by name, code`);

export const listLevel = (tx: Tx, level: Region['level']): Promise<Region[]> => tx.many(sql`select code, level, name, path from wilayah.region where level = ${level} order by code`);

/** Beyond this many matches the ones with the lowest codes are taken: whoever sees them types on. */
const ENOUGH = 400;

export interface RegionSearch {
  query: string;
  level: string;
  /** A code that the result must lie below. */
  within?: string;
  /** What lies in this regency comes first. */
  near?: string;
  limit: number;
}

/**
 * Every word of the query must begin a word of the name or of a name above it ("siman pono"). Names that begin with
 * the query come first; of very many other matches those with the lowest codes are looked at.
 */
export async function searchRegions(ask: Ask, search: RegionSearch): Promise<Region[]> {
  const words = search.query.toLowerCase().normalize('NFKD').match(/[a-z0-9]+/g)?.slice(0, 6) ?? [];
  if (search.near && search.near.length >= 5 && !search.within) return nearFirst(ask, search);
  // A regency has a few hundred villages: all of them are looked at, in the order of their codes.
  if (search.within && search.within.length >= 5) return ask(amongFew(search, words));
  const begin = await ask<Region>(byBeginning(search, words.join(' ')));
  if (begin.length >= search.limit || words.length === 0) return begin;
  // One or two letters begin half of all words: an index has nothing to narrow by, so the first word must begin the name.
  if (words.length > 1 && words.every((word) => word.length <= 2)) {
    const named = await ask<Region>(byBeginning(search, words[0]!, words));
    if (named.length > 0) return named;
  }
  const known = new Set(begin.map((region) => region.code));
  const others = await ask<Region>(byWords(search, words));
  return [...begin, ...others.filter((region) => !known.has(region.code))].slice(0, search.limit);
}

async function nearFirst(ask: Ask, { near, ...search }: RegionSearch): Promise<Region[]> {
  const own = await searchRegions(ask, { ...search, within: near!.slice(0, 5) });
  if (own.length >= search.limit) return own;
  const known = new Set(own.map((region) => region.code));
  return [...own, ...(await searchRegions(ask, search)).filter((region) => !known.has(region.code))].slice(0, search.limit);
}

/** Everything below a code. The operators are those of an index in byte order, whatever the database's collation. */
const below = (code: string): Sql => sql`code ~>=~ ${`${code}.`} and code ~<~ ${`${code}/`}`;

const amongFew = ({ within, level, limit }: RegionSearch, words: string[]): Sql => sql`select code, level, name, path from wilayah.region
  where ${below(within!)} and level = ${level} and (${words.length === 0} or ts_match_vq(words, to_tsquery('simple', ${all(words)})))
  order by (lower(name) like ${`${words.join(' ')}%`}) desc, name, code limit ${limit}`;

function byBeginning({ level, within, limit }: RegionSearch, whole: string, words: string[] = []): Sql {
  const conditions = [sql`level = ${level}`];
  // `like` with a parameter cannot use an index once the plan is generic; a range can.
  if (whole !== '') conditions.push(sql`lower(name) ~>=~ ${whole} and lower(name) ~<~ ${after(whole)}`);
  if (within) conditions.push(below(within));
  if (words.length > 0) conditions.push(sql`ts_match_vq(words, to_tsquery('simple', ${all(words)}))`);
  return sql`select code, level, name, path from wilayah.region where ${sqlJoin(conditions, ' and ')} order by lower(name) using ~<~, code limit ${limit}`;
}

function byWords({ level, within, limit }: RegionSearch, words: string[]): Sql {
  const long = words.filter((word) => word.length > 2);
  return sql`select code, level, name, path from wilayah.by_words(${level}, to_tsquery('simple', ${all(long.length > 0 ? long : words)}), to_tsquery('simple', ${all(words)}),
    ${within ? `${within}.` : null}, ${within ? `${within}/` : null}, ${ENOUGH}) order by lower(name) using ~<~, code limit ${limit}`;
}

const all = (words: string[]): string => words.map((word) => `${word}:*`).join(' & ');

/** The first text, byte by byte, that no longer begins with `text` (letters, digits and spaces only). */
const after = (text: string): string => text.slice(0, -1) + String.fromCharCode(text.charCodeAt(text.length - 1) + 1);

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

/** After filling: what the planner must know, and the words still waiting outside the index (each search would read them all). */
export async function settleRegions(tx: Tx): Promise<void> {
  await tx.run(sql`analyze wilayah.region`);
  await tx.run(sql`select gin_clean_pending_list('wilayah.region_by_words')`);
}
