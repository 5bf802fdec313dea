import type { SheetField } from '../../../engines/sheets/headings-are-recognised.ts';
import { sameText, type FieldRow } from '../../../engines/sheets/judged-rows.ts';
import type { RoadStatus } from '../contract.ts';
import { roadKey, type Line } from './a-road-has-an-owner.ts';
import { positionOf } from './read-a-lapor-row.ts';

/** Columns of a list of roads, as a decree on road status or a map program gives them. */
export const ROAD_FIELDS: readonly SheetField[] = [
  { field: 'name', label: 'Nama ruas', required: true, headings: ['ruas', 'nama jalan', 'jalan', 'nama', 'nama ruas jalan', 'ruas jalan', 'nm ruas', 'nmruas', 'road name'] },
  { field: 'status', label: 'Status', required: true, headings: ['status jalan', 'status ruas', 'kewenangan', 'wewenang'] },
  { field: 'owner', label: 'Penyelenggara', required: false, headings: ['pemilik', 'pengelola', 'owner', 'instansi', 'penanggung jawab', 'balai'] },
  { field: 'basis', label: 'Dasar hukum', required: false, headings: ['sk', 'no sk', 'dasar', 'surat keputusan', 'keputusan'] },
  { field: 'district', label: 'Kecamatan', required: false, headings: ['kec'] },
  { field: 'line', label: 'Garis (GeoJSON atau WKT)', required: false, headings: ['garis', 'geometri', 'geometry', 'geom', 'geojson', 'wkt', 'the geom'] },
  { field: 'from', label: 'Titik pangkal', required: false, headings: ['titik awal', 'koordinat awal', 'koordinat pangkal', 'awal', 'pangkal', 'dari'] },
  { field: 'to', label: 'Titik ujung', required: false, headings: ['titik akhir', 'koordinat akhir', 'koordinat ujung', 'akhir', 'ujung', 'sampai'] },
];

export interface RoadRow {
  name: string;
  nameKey: string;
  status: RoadStatus;
  owner: string;
  basis: string;
  district: string;
  line: Line[] | null;
}

/** Reads one line; all that is wrong with it is told at once. `owners`: who keeps roads of a status where the list names nobody. */
export function readRoadRow({ values }: FieldRow, owners: Record<RoadStatus, string>): { row: RoadRow } | { reasons: string[] } {
  const reasons: string[] = [];
  const cell = (field: string): string => (values[field] ?? '').replace(/\s+/g, ' ').trim();
  const name = cell('name');
  const nameKey = roadKey(name);
  if (nameKey.length < 3) reasons.push(name === '' ? 'Nama ruas kosong.' : `Nama ruas "${name.slice(0, 60)}" terlalu pendek untuk dikenali.`);
  const status = statusOf(cell('status'));
  if (!status) reasons.push(cell('status') === '' ? 'Status jalan kosong.' : `Status "${cell('status').slice(0, 40)}" tidak dikenal. Pakai nasional, provinsi, kabupaten, atau desa.`);
  const line = cell('line') === '' ? lineBetween(cell('from'), cell('to')) : readLine(cell('line'));
  if (line && 'reason' in line) reasons.push(line.reason);
  if (reasons.length > 0 || !status || (line && 'reason' in line)) return { reasons };
  return { row: { name: name.slice(0, 200), nameKey: nameKey.slice(0, 200), status, owner: cell('owner').slice(0, 200) || owners[status], basis: cell('basis').slice(0, 300), district: cell('district').slice(0, 100), line: line ?? null } };
}

export function statusOf(text: string): RoadStatus | undefined {
  const words = sameText(text).replace(/^jalan /, '');
  if (/^(nasional|negara|jn|n)$/.test(words)) return 'national';
  if (/^(provinsi|propinsi|jp|p)$/.test(words)) return 'provincial';
  if (/^(kabupaten|kota|kabupaten kota|kab|jk|k)$/.test(words)) return 'regency';
  return /^(desa|lingkungan|desa lingkungan|jd|d)$/.test(words) ? 'village' : undefined;
}

const bad = (reason: string) => ({ reason });

/** Two points make a straight line: rough, but better than none. Only one of them is a point. */
function lineBetween(from: string, to: string): Line[] | { reason: string } | undefined {
  const [a, b] = [positionOf(from), positionOf(to)];
  if (a === null || b === null) return bad('Titik pangkal atau ujung tidak terbaca. Tulis lintang lalu bujur, misalnya -7,8651; 111,4696.');
  const points = [a, b].flatMap((one): Line => (one ? [[one.lng, one.lat]] : []));
  return points.length === 0 ? undefined : [points];
}

const MOST_POINTS = 5000;

/** LineString and MultiLineString, as GeoJSON (also a Feature) or as WKT; longitude first in both. */
export function readLine(text: string): Line[] | { reason: string } {
  const parts = text.trimStart().startsWith('{') ? fromGeoJson(text) : fromWkt(text);
  const points = parts?.flat() ?? [];
  if (!parts || points.length === 0) return bad('Garis tidak terbaca. Pakai GeoJSON LineString atau WKT LINESTRING.');
  if (points.length > MOST_POINTS) return bad(`Garis ini lebih dari ${MOST_POINTS.toLocaleString('id-ID')} titik. Sederhanakan dahulu.`);
  if (points.some(([lng, lat]) => !(lng >= 94 && lng <= 142 && lat >= -12 && lat <= 7))) return bad('Garis ini di luar Indonesia. Pakai derajat (WGS 84), bujur lebih dahulu.');
  return parts;
}

function fromGeoJson(text: string): Line[] | undefined {
  let json: { type?: string; geometry?: { type?: string; coordinates?: unknown }; coordinates?: unknown };
  try {
    json = JSON.parse(text) as typeof json;
  } catch {
    return undefined;
  }
  const geometry = json.type === 'Feature' ? json.geometry : json;
  if (geometry?.type === 'LineString') return linesOf([geometry.coordinates]);
  return geometry?.type === 'MultiLineString' && Array.isArray(geometry.coordinates) ? linesOf(geometry.coordinates) : undefined;
}
function linesOf(parts: readonly unknown[]): Line[] | undefined {
  const lines = parts.map((part) => (Array.isArray(part) ? part.map((point: unknown): [number, number] => (Array.isArray(point) ? [Number(point[0]), Number(point[1])] : [NaN, NaN])) : [[NaN, NaN] as [number, number]]));
  return lines.every((line) => line.length > 0 && line.every(([lng, lat]) => Number.isFinite(lng) && Number.isFinite(lat))) ? lines : undefined;
}

function fromWkt(text: string): Line[] | undefined {
  const found = /^(?:SRID=4326;)?\s*(MULTI)?LINESTRING\s*(?:ZM|Z|M)?\s*\((.*)\)\s*$/is.exec(text.trim());
  if (!found) return undefined;
  const parts = found[1] ? [...found[2]!.matchAll(/\(([^()]*)\)/g)].map((one) => one[1]!) : [found[2]!];
  return linesOf(parts.map((part) => part.split(',').map((point) => point.trim().split(/\s+/).map(Number))));
}
