import type { Tx } from '../../platform/db/database.ts';
import { sql } from '../../platform/db/sql.ts';
import { boundsOfShape, packShape, unpackShape, type Shape } from '../../engines/map/shape.ts';
import type { Boundary } from '../../engines/map/read-boundaries.ts';
import type { Bounds, Place } from '../../engines/map/view.ts';
import type { Region } from './contract.ts';

export interface StoredBoundary {
  code: string;
  level: Region['level'];
  shape: Shape;
}

const unpacked = (rows: { code: string; level: Region['level']; shape: Buffer }[]): StoredBoundary[] => rows.map((row) => ({ ...row, shape: unpackShape(row.shape) }));

export async function listBoundariesIn(tx: Tx, levels: readonly Region['level'][], { west, south, east, north }: Bounds): Promise<StoredBoundary[]> {
  return unpacked(await tx.many(sql`select code, level, shape from wilayah.boundary
    where level = any(${levels}) and extent && box(point(${west}::float8, ${south}::float8), point(${east}::float8, ${north}::float8)) order by code limit 4000`));
}

/** Regions whose extent holds the place, the smallest kind first; whether the place lies inside is for the caller. */
export async function listBoundariesAround(tx: Tx, { lat, lng }: Place): Promise<StoredBoundary[]> {
  return unpacked(await tx.many(sql`select code, level, shape from wilayah.boundary
    where extent && box(point(${lng}::float8, ${lat}::float8), point(${lng}::float8, ${lat}::float8)) order by length(code) desc, code`));
}

export async function findBoundary(tx: Tx, code: string): Promise<StoredBoundary | undefined> {
  return unpacked(await tx.many(sql`select code, level, shape from wilayah.boundary where code = ${code}`))[0];
}

/** Changes with each import; empty when there is no outline at all. */
export async function stateOfBoundaries(tx: Tx): Promise<string> {
  const { count, last } = await tx.one<{ count: number; last: Date | null }>(sql`select count(*) as count, max(imported_at) as last from wilayah.boundary`);
  return count === 0 ? '' : `${count} ${last?.toISOString()}`;
}

/** A code that is there already gets its new outline. @returns codes that are no region of ours */
export async function upsertBoundaries(tx: Tx, boundaries: readonly Boundary[], at: Date): Promise<string[]> {
  const extents = boundaries.map(({ shape }) => boundsOfShape(shape));
  const rows = await tx.many<{ code: string }>(sql`insert into wilayah.boundary (code, level, extent, shape, imported_at)
    select b.code, r.level, box(point(west, south), point(east, north)), shape, ${at}
      from unnest(${boundaries.map((b) => b.code)}::text[], ${extents.map((e) => e.west)}::float8[], ${extents.map((e) => e.south)}::float8[],
                  ${extents.map((e) => e.east)}::float8[], ${extents.map((e) => e.north)}::float8[], ${boundaries.map((b) => packShape(b.shape))}::bytea[])
           as b (code, west, south, east, north, shape)
      join wilayah.region r on r.code = b.code
    on conflict (code) do update set extent = excluded.extent, shape = excluded.shape, imported_at = excluded.imported_at
    returning code`);
  const known = new Set(rows.map((row) => row.code));
  return boundaries.map(({ code }) => code).filter((code) => !known.has(code));
}
