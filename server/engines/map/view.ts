/**
 * Where a map looks and how large it is drawn: Web Mercator, as tile servers use it, 256 pixels for the world at zoom 0.
 * Pure and safe in a browser: the server draws with it, the pages place their marks with it.
 */
export interface Place {
  /** Degrees, WGS 84. */
  lat: number;
  lng: number;
}
/** `zoom` may be a fraction; one more doubles the scale. */
export interface View extends Place {
  zoom: number;
}
/** Pixels of CSS. */
export interface Size {
  width: number;
  height: number;
}
export interface Bounds {
  west: number;
  south: number;
  east: number;
  north: number;
}

const LEAST_ZOOM = 4;
/** Sabang to Merauke. */
export const COUNTRY: Bounds = { west: 95, south: -11, east: 141.1, north: 6.1 };

export const MOST_ZOOM = 18;
/** Beyond it Web Mercator has no end. */
const MOST_LAT = 85;

export const worldPixels = (zoom: number): number => 256 * 2 ** zoom;

/** Position on the world map, 0 to 1, from the north-west. */
export function onWorld({ lat, lng }: Place): { x: number; y: number } {
  const sine = Math.sin((Math.max(-MOST_LAT, Math.min(MOST_LAT, lat)) * Math.PI) / 180);
  return { x: (lng + 180) / 360, y: 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI) };
}

export const fromWorld = (x: number, y: number): Place => ({
  lat: (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI,
  lng: x * 360 - 180,
});

/** Pixel of a place, from the upper left corner; may lie outside. Example: the centre of the view is at half the size. */
export function pixelOf(view: View, size: Size, at: Place): { x: number; y: number } {
  const scale = worldPixels(view.zoom);
  const centre = onWorld(view);
  const place = onWorld(at);
  return { x: size.width / 2 + (place.x - centre.x) * scale, y: size.height / 2 + (place.y - centre.y) * scale };
}

/** The way back of `pixelOf`. */
export function placeAt(view: View, size: Size, pixel: { x: number; y: number }): Place {
  const scale = worldPixels(view.zoom);
  const centre = onWorld(view);
  return fromWorld(centre.x + (pixel.x - size.width / 2) / scale, centre.y + (pixel.y - size.height / 2) / scale);
}

export function boundsOf(view: View, size: Size): Bounds {
  const { lat: north, lng: west } = placeAt(view, size, { x: 0, y: 0 });
  const { lat: south, lng: east } = placeAt(view, size, { x: size.width, y: size.height });
  return { west, south, east, north };
}

export const boundsAround = (places: readonly Place[]): Bounds | undefined =>
  places.length === 0
    ? undefined
    : places.reduce<Bounds>((b, { lat, lng }) => ({ west: Math.min(b.west, lng), south: Math.min(b.south, lat), east: Math.max(b.east, lng), north: Math.max(b.north, lat) }), { west: 180, south: 90, east: -180, north: -90 });

/** The nearest view that shows all of the bounds with a margin; a single place is shown with its neighbourhood (zoom 14). */
export function viewOf(bounds: Bounds, size: Size, margin = 24): View {
  const nw = onWorld({ lat: bounds.north, lng: bounds.west });
  const se = onWorld({ lat: bounds.south, lng: bounds.east });
  const across = Math.max((se.x - nw.x) / Math.max(size.width - 2 * margin, 50), (se.y - nw.y) / Math.max(size.height - 2 * margin, 50));
  const zoom = across > 0 ? Math.log2(1 / across / 256) : 14;
  return { ...fromWorld((nw.x + se.x) / 2, (nw.y + se.y) / 2), zoom: tidyZoom(Math.min(14, Math.floor(zoom * 4) / 4)) };
}

export const tidyZoom = (zoom: number): number => Math.max(LEAST_ZOOM, Math.min(MOST_ZOOM, Math.round(zoom * 4) / 4));

export type Direction = 'north' | 'south' | 'east' | 'west' | 'in' | 'out';

/** One press of a button: a third of the picture further, or twice as near. */
export function moved(view: View, size: Size, direction: Direction): View {
  if (direction === 'in' || direction === 'out') return { ...view, zoom: tidyZoom(view.zoom + (direction === 'in' ? 1 : -1)) };
  const x = direction === 'east' ? 1 : direction === 'west' ? -1 : 0;
  const y = direction === 'south' ? 1 : direction === 'north' ? -1 : 0;
  return { ...placeAt(view, size, { x: size.width * (0.5 + x / 3), y: size.height * (0.5 + y / 3) }), zoom: view.zoom };
}

/** "-7.86510,111.46960,9.75", as a view stands in an address. */
export const writeView = ({ lat, lng, zoom }: View): string => `${lat.toFixed(5)},${lng.toFixed(5)},${zoom}`;

export function readView(text: string | null | undefined): View | undefined {
  const parts = /^(-?\d{1,2}(?:\.\d{1,8})?),(-?\d{1,3}(?:\.\d{1,8})?),(\d{1,2}(?:\.\d{1,2})?)$/.exec(text ?? '')?.slice(1).map(Number);
  if (!parts || Math.abs(parts[0]!) > MOST_LAT || Math.abs(parts[1]!) > 180) return undefined;
  return { lat: parts[0]!, lng: parts[1]!, zoom: tidyZoom(parts[2]!) };
}

export const metresPerPixel = ({ lat, zoom }: View): number => (40_075_016.686 * Math.cos((lat * Math.PI) / 180)) / worldPixels(zoom);

/** A round length and how long it is drawn. Example: 5.000 m as "5 km", 96 pixels. */
export function scaleBar(view: View, most = 110): { metres: number; pixels: number; text: string } {
  const per = metresPerPixel(view);
  const power = 10 ** Math.floor(Math.log10(per * most));
  const metres = power * ([5, 2, 1].find((times) => power * times <= per * most) ?? 1);
  return { metres, pixels: metres / per, text: metres >= 1000 ? `${(metres / 1000).toLocaleString('id-ID')} km` : `${metres.toLocaleString('id-ID')} m` };
}

/** Steps of the grid in minutes of arc. */
const STEPS = [1800, 900, 600, 300, 120, 60, 30, 15, 10, 5, 2, 1, 1 / 2, 1 / 4, 1 / 6, 1 / 12];

/** Meridians and parallels inside the view, 90 to 220 pixels apart, with their names: "111°30′ BT", "7°50′ LS". */
export function graticule(view: View, size: Size): { meridians: { lng: number; text: string }[]; parallels: { lat: number; text: string }[] } {
  const bounds = boundsOf(view, size);
  const perMinute = worldPixels(view.zoom) / 360 / 60;
  const step = STEPS.findLast((minutes) => minutes * perMinute >= 90) ?? STEPS[0]!;
  const lines = (from: number, to: number): number[] => {
    const first = Math.ceil((from * 60) / step);
    return Array.from({ length: Math.max(0, Math.floor((to * 60) / step) - first + 1) }, (_, at) => ((first + at) * step) / 60);
  };
  return {
    meridians: lines(bounds.west, bounds.east).map((lng) => ({ lng, text: `${degrees(lng)} ${lng < 0 ? 'BB' : 'BT'}` })),
    parallels: lines(bounds.south, bounds.north).map((lat) => ({ lat, text: `${degrees(lat)}${Math.abs(lat) < 1e-9 ? '' : lat < 0 ? ' LS' : ' LU'}` })),
  };
}

function degrees(value: number): string {
  const seconds = Math.round(Math.abs(value) * 3600);
  const [d, m, s] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60), seconds % 60];
  return `${d}°${m || s ? `${String(m).padStart(2, '0')}′` : ''}${s ? `${String(s).padStart(2, '0')}″` : ''}`;
}

/**
 * Side of a square of the grid in which marks are gathered, in degrees: about 44 pixels at this zoom. Squares lie on the
 * world, not on the screen, so that a mark does not jump while the map is pushed.
 */
export const clusterCell = (zoom: number): number => (44 * 360) / worldPixels(Math.round(zoom * 2) / 2);
