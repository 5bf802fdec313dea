import type { Tx } from '../../../platform/db/database.ts';
import { sql } from '../../../platform/db/sql.ts';
import type { RoadStatus } from '../contract.ts';
import type { Line, Road } from '../rules/a-road-has-an-owner.ts';

const ROAD = sql`id, name, name_key as "nameKey", status, owner, legal_basis as "legalBasis", district, line, example`;

/** Roads whose box touches a box; four comparisons that the index answers. */
export const listRoadsNear = (tx: Tx, instansi: string, box: { south: number; north: number; west: number; east: number }, limit: number): Promise<Road[]> =>
  tx.many(sql`select ${ROAD} from complaints.road where instansi = ${instansi} and line is not null and south <= ${box.north} and north >= ${box.south} and west <= ${box.east} and east >= ${box.west} limit ${limit}`);

/** Roads whose name stands in a text of small letters and digits; the rule looks closer. */
export const listRoadsNamed = (tx: Tx, instansi: string, text: string, limit: number): Promise<Road[]> =>
  tx.many(sql`select ${ROAD} from complaints.road where instansi = ${instansi} and length(name_key) >= 4 and strpos(${text}, name_key) > 0 limit ${limit}`);

export const countRoads = (tx: Tx, instansi: string): Promise<{ total: number; examples: number }> => tx.one(sql`select count(*) as total, count(*) filter (where example) as examples from complaints.road where instansi = ${instansi}`);
/** By name; `after` is the name and id of the last row seen. */
export const listRoads = (tx: Tx, instansi: string, q: { key: string; after: { name: string; id: string } | undefined; limit: number }): Promise<(Omit<Road, 'line'> & { hasLine: boolean })[]> =>
  tx.many(sql`select id, name, name_key as "nameKey", status, owner, legal_basis as "legalBasis", district, line is not null as "hasLine", example from complaints.road where instansi = ${instansi} and (${q.key} = '' or strpos(name_key, ${q.key}) > 0)
    and (${q.after?.id ?? null}::uuid is null or (name, id) > (${q.after?.name ?? ''}, ${q.after?.id ?? null}::uuid)) order by name, id limit ${q.limit}`);
export const listRoadKeys = (tx: Tx, instansi: string): Promise<{ id: string; name: string; nameKey: string; district: string; status: RoadStatus; owner: string; legalBasis: string; line: Line[] | null }[]> =>
  tx.many(sql`select id, name, name_key as "nameKey", district, status, owner, legal_basis as "legalBasis", line from complaints.road where instansi = ${instansi} limit 20000`);

export interface RoadFact {
  id: string;
  name: string;
  nameKey: string;
  status: RoadStatus;
  owner: string;
  district: string;
  legalBasis: string;
  line: Line[] | null;
  box: { south: number; north: number; west: number; east: number } | null;
}
export const upsertRoads = (tx: Tx, instansi: string, roads: readonly RoadFact[], example: boolean): Promise<number> =>
  tx.run(sql`insert into complaints.road (instansi, id, name, name_key, status, owner, district, legal_basis, line, south, north, west, east, example)
    select ${instansi}::uuid, n.id, n.name, n.name_key, n.status, n.owner, n.district, n.legal_basis, n.line, n.south, n.north, n.west, n.east, ${example}::boolean
    from jsonb_to_recordset(${JSON.stringify(roads.map((r) => ({ id: r.id, name: r.name, name_key: r.nameKey, status: r.status, owner: r.owner, district: r.district, legal_basis: r.legalBasis, ...(r.line ? { line: r.line } : {}), ...r.box })))}::jsonb)
      as n (id uuid, name text, name_key text, status text, owner text, district text, legal_basis text, line jsonb, south double precision, north double precision, west double precision, east double precision)
    on conflict on constraint road_once do update set name = excluded.name, status = excluded.status, owner = excluded.owner, legal_basis = excluded.legal_basis, line = excluded.line, south = excluded.south, north = excluded.north, west = excluded.west,
      east = excluded.east, example = excluded.example`);
export const deleteRoad = (tx: Tx, instansi: string, id: string): Promise<number> => tx.run(sql`delete from complaints.road where instansi = ${instansi} and id = ${id}`);
export const deleteExamples = (tx: Tx, instansi: string): Promise<number> => tx.run(sql`delete from complaints.road where instansi = ${instansi} and example`);

export const findRoadSettings = (tx: Tx, instansi: string): Promise<{ metres: number; categories: string[]; version: number } | undefined> =>
  tx.maybe(sql`select metres, categories, version from complaints.road_setting where instansi = ${instansi}`);
/** @returns 0 when somebody changed them meanwhile */
export const saveRoadSettings = (tx: Tx, instansi: string, s: { metres: number; categories: readonly string[] }, version: number): Promise<number> =>
  tx.run(sql`insert into complaints.road_setting (instansi, metres, categories) values (${instansi}, ${s.metres}, ${[...s.categories]}) on conflict (instansi) do update set metres = excluded.metres, categories = excluded.categories, version = complaints.road_setting.version + 1
    where complaints.road_setting.version = ${version}`);
