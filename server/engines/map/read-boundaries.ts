import { ok, refuse, type RefusalTable, type Result } from '../../platform/kernel/refusal.ts';
import { MICRO, type Ring, type Shape } from './shape.ts';

export interface Boundary {
  /** Kemendagri code with its points: 35.02.01.2001 */
  code: string;
  shape: Shape;
}

export const boundaryRefusals: RefusalTable = {
  'map.no-map-file': { status: 422, sentence: 'Berkas ini bukan GeoJSON atau TopoJSON. Simpan ulang dari aplikasi peta Anda sebagai salah satunya.' },
  'map.no-codes': { status: 422, sentence: (d) => `Tidak ada satu pun dari ${String(d.features)} bidang yang berkode wilayah Kemendagri. Sebutkan kolom kodenya dengan --key NAMA; kolom yang ada: ${String(d.columns)}.` },
  'map.not-degrees': { status: 422, sentence: (d) => `Koordinat ${String(d.example)} bukan derajat. Ubah dulu sistem koordinat berkas menjadi WGS 84 (EPSG:4326).` },
  'map.broken-shape': { status: 422, sentence: (d) => `Bidang ${String(d.code)} rusak: garis batasnya tidak dapat dibaca.` },
};

/** Columns in which known sources write the code; the first that holds one is taken. */
const COLUMNS = ['code', 'kode', 'kode_wilayah', 'kode_desa', 'kdepum', 'kdcpum', 'kdpkab', 'kdppum', 'kode_kemendagri', 'id'];

interface Feature {
  id?: unknown;
  properties?: Record<string, unknown> | null;
  /** Rings of degrees, unchecked. */
  rings: () => number[][][];
}

/**
 * Reads GeoJSON (FeatureCollection, Feature) or TopoJSON. `key` names the column of the code; without it the id and the
 * usual columns are tried. Parts with the same code become one region; parts without a code are left out and counted.
 */
export function readBoundaries(json: unknown, key?: string): Result<{ boundaries: Boundary[]; without: number }> {
  const features = featuresOf(json);
  if (!features || features.length === 0) return refuse('map.no-map-file');
  const byCode = new Map<string, Ring[]>();
  let without = 0;
  for (const feature of features) {
    const code = codeOf(feature, key);
    if (!code) {
      without += 1;
      continue;
    }
    let rings: number[][][];
    try {
      rings = feature.rings();
    } catch {
      return refuse('map.broken-shape', { code });
    }
    if (!Array.isArray(rings)) return refuse('map.broken-shape', { code });
    const packed = byCode.get(code) ?? [];
    for (const ring of rings) {
      if (!Array.isArray(ring) || !ring.every((corner) => Array.isArray(corner) && Number.isFinite(corner[0]) && Number.isFinite(corner[1]))) return refuse('map.broken-shape', { code });
      const beyond = ring.find(([lng, lat]) => Math.abs(lng!) > 180 || Math.abs(lat!) > 90);
      if (beyond) return refuse('map.not-degrees', { example: `${beyond[0]}, ${beyond[1]}` });
      const line = ringOf(ring);
      if (line.length >= 6) packed.push(line);
    }
    byCode.set(code, packed);
  }
  const boundaries = [...byCode].filter(([, shape]) => shape.length > 0).map(([code, shape]) => ({ code, shape }));
  if (boundaries.length === 0) {
    const columns = [...new Set(features.slice(0, 50).flatMap(({ properties }) => Object.keys(properties ?? {})))].slice(0, 30);
    return refuse('map.no-codes', { features: features.length, columns: columns.join(', ') || 'tidak ada' });
  }
  return ok({ boundaries, without });
}

/** Neighbouring corners that fall on the same millionth of a degree (11 cm) are one. */
function ringOf(ring: number[][]): Ring {
  const corners: number[] = [];
  for (const [lng, lat] of ring) {
    const [x, y] = [Math.round(lng! * MICRO), Math.round(lat! * MICRO)];
    if (corners.at(-2) !== x || corners.at(-1) !== y) corners.push(x, y);
  }
  if (corners.length > 2 && corners[0] === corners.at(-2) && corners[1] === corners.at(-1)) corners.length -= 2;
  return Int32Array.from(corners);
}

function codeOf({ id, properties }: Feature, key?: string): string | undefined {
  const given = Object.entries(properties ?? {});
  if (key) return tidyCode(given.find(([name]) => name.toLowerCase() === key.toLowerCase())?.[1] ?? (key === 'id' ? id : undefined));
  const named = COLUMNS.map((column) => tidyCode(given.find(([name]) => name.toLowerCase() === column)?.[1])).filter(Boolean);
  // Files of villages carry the codes of what lies above, too: the longest is the region's own.
  return [tidyCode(id), ...named].filter((code) => code !== undefined).sort((a, b) => b.length - a.length)[0];
}

/** "3502012001", 3502012001 and "35.02.01.2001" are the same code. */
function tidyCode(value: unknown): string | undefined {
  const digits = typeof value === 'number' || typeof value === 'string' ? String(value).trim().replaceAll('.', '') : '';
  const parts = /^(\d{2})(?:(\d{2})(?:(\d{2})(\d{4})?)?)?$/.exec(digits)?.slice(1).filter(Boolean);
  return parts?.join('.');
}

function featuresOf(json: unknown): Feature[] | undefined {
  const file = json as { type?: string; features?: unknown; objects?: Record<string, unknown>; arcs?: unknown } | null;
  if (file?.type === 'FeatureCollection' && Array.isArray(file.features)) return (file.features as GeoFeature[]).map(fromGeoJson);
  if (file?.type === 'Feature') return [fromGeoJson(file as GeoFeature)];
  if (file?.type === 'Topology' && file.objects && Array.isArray(file.arcs)) return fromTopoJson(file as unknown as Topology);
  return undefined;
}

interface Geometry {
  type?: string;
  coordinates?: unknown;
  geometries?: Geometry[];
}
interface GeoFeature {
  id?: unknown;
  properties?: Record<string, unknown> | null;
  geometry?: Geometry | null;
}

const fromGeoJson = (feature: GeoFeature): Feature => ({ id: feature?.id, properties: feature?.properties, rings: () => ringsIn(feature?.geometry) });

function ringsIn(geometry?: Geometry | null): number[][][] {
  if (geometry?.type === 'Polygon') return geometry.coordinates as number[][][];
  if (geometry?.type === 'MultiPolygon') return (geometry.coordinates as number[][][][]).flat();
  if (geometry?.type === 'GeometryCollection') return (geometry.geometries ?? []).flatMap(ringsIn);
  return [];
}

interface TopoGeometry {
  type?: string;
  id?: unknown;
  properties?: Record<string, unknown>;
  arcs?: unknown;
  geometries?: TopoGeometry[];
}
interface Topology {
  objects: Record<string, TopoGeometry>;
  arcs: number[][][];
  transform?: { scale: [number, number]; translate: [number, number] };
}

/** Arcs are differences from corner to corner when a transform is given; a negative number is an arc read backwards. */
function fromTopoJson({ objects, arcs, transform }: Topology): Feature[] {
  const lines = new Map<number, number[][]>();
  const lineOf = (index: number): number[][] => {
    const known = lines.get(index);
    if (known) return known;
    let [x, y] = [0, 0];
    const line = arcs[index]!.map(([dx, dy]) => {
      if (!transform) return [dx!, dy!];
      x += dx!;
      y += dy!;
      return [x * transform.scale[0] + transform.translate[0], y * transform.scale[1] + transform.translate[1]];
    });
    lines.set(index, line);
    return line;
  };
  const ring = (indexes: number[]): number[][] => indexes.flatMap((index) => (index < 0 ? lineOf(~index).toReversed() : lineOf(index)));
  const leaves = (geometry: TopoGeometry): TopoGeometry[] => (geometry.type === 'GeometryCollection' ? (geometry.geometries ?? []).flatMap(leaves) : [geometry]);
  return Object.values(objects).flatMap(leaves).map((geometry) => ({
    id: geometry.id,
    properties: geometry.properties,
    rings: () => (geometry.type === 'Polygon' ? (geometry.arcs as number[][]).map(ring) : geometry.type === 'MultiPolygon' ? (geometry.arcs as number[][][]).flat().map(ring) : []),
  }));
}
