import type { MapLayers } from '../../engines/map/draw-map.ts';
import { onWorld, worldPixels, type Size, type View } from '../../engines/map/view.ts';
import type { Settings } from '../../platform/settings/settings.ts';

// The server fetches the squares and puts them into its own picture: a reader's address never reaches the tile server, and
// the content policy of the pages stays closed.

const MOST_BYTES = 600_000;
const PATIENCE = 4_000;
const KEPT = 400;
const MOST_ZOOM = 19;
const kept = new Map<string, string>();

/** The squares below a view, or nothing where no tile server is set or it does not answer: then the map is drawn. */
export async function tilesOf(settings: Pick<Settings, 'tiles'>, view: View, size: Size): Promise<MapLayers['tiles']> {
  const { tiles } = settings;
  if (!tiles) return undefined;
  const z = Math.min(MOST_ZOOM, Math.round(view.zoom));
  const side = worldPixels(view.zoom) / 2 ** z;
  const centre = onWorld(view);
  const left = centre.x * 2 ** z - size.width / 2 / side;
  const top = centre.y * 2 ** z - size.height / 2 / side;
  const squares: { x: number; y: number }[] = [];
  for (let y = Math.max(0, Math.floor(top)); y < Math.min(2 ** z, top + size.height / side); y += 1) {
    for (let x = Math.max(0, Math.floor(left)); x < Math.min(2 ** z, left + size.width / side); x += 1) squares.push({ x, y });
  }
  try {
    return await Promise.all(squares.map(async ({ x, y }) => ({ href: await fetchTile(tiles, z, x, y), x: (x - left) * side, y: (y - top) * side, size: side })));
  } catch {
    return undefined;
  }
}

async function fetchTile(address: string, z: number, x: number, y: number): Promise<string> {
  const url = address.replace('{z}', String(z)).replace('{x}', String(x)).replace('{y}', String(y));
  const before = kept.get(url);
  if (before) return before;
  const response = await fetch(url, { signal: AbortSignal.timeout(PATIENCE), headers: { 'user-agent': 'Pendopo', accept: 'image/*' } });
  const type = response.headers.get('content-type')?.split(';')[0] ?? '';
  if (!response.ok || !/^image\/(png|jpeg|webp)$/.test(type)) throw new Error(`tile server answered ${response.status} ${type}`);
  const bytes = Buffer.from(await response.arrayBuffer());
  if (bytes.length > MOST_BYTES) throw new Error('tile too large');
  const href = `data:${type};base64,${bytes.toString('base64')}`;
  kept.set(url, href);
  if (kept.size > KEPT) kept.delete(kept.keys().next().value!);
  return href;
}
