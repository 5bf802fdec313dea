import { linesOf, MICRO, simplified, type Ring, type Shape } from './shape.ts';
import { graticule, pixelOf, scaleBar, type Place, type Size, type View } from './view.ts';

// Chapters: what is drawn · the picture · lines · names without overlap

export interface MapLayers {
  view: View;
  size: Size;
  /** Outlines, the coarsest level first; each border is drawn once. */
  outlines: readonly { level: Level; shapes: readonly Shape[] }[];
  /** Of the own region, filled. */
  own?: Shape;
  /** Centres of villages (or of districts, from afar); those of the own region stand out. */
  dots: readonly { at: Place; own: boolean }[];
  /** The most important first: a name that has no room is left out. */
  names: readonly { at: Place; text: string; level: Level; own: boolean }[];
  /** Instead of lines and dots: squares of a tile server, each by its upper left pixel. */
  tiles?: readonly { href: string; x: number; y: number; size: number }[];
  /** A chosen place. */
  point?: Place;
  /** Whose data the tiles are. */
  credit?: string;
}
export type Level = 'province' | 'regency' | 'district' | 'village';

/**
 * The map below all marks as a picture of its own: light, dark and printed, without font, script or anything from
 * elsewhere. A regency weighs 2 to 5 KB compressed.
 */
export function drawMap(layers: MapLayers): string {
  const { size, tiles, point } = layers;
  const body = tiles ? tiles.map(({ href, x, y, size: side }) => `<image href="${href}" x="${r(x)}" y="${r(y)}" width="${r(side)}" height="${r(side)}"/>`).join('') : ground(layers);
  const chosen = point ? pin(pixelOf(layers.view, size, point)) : '';
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}" viewBox="0 0 ${size.width} ${size.height}"><style>${STYLE}</style><rect class="p" width="100%" height="100%"/>${body}${frame(layers)}${chosen}</svg>`;
}

const STYLE =
  ':root{color-scheme:light dark}text{font:11px system-ui,sans-serif;fill:#4c5566;paint-order:stroke;stroke:#f6f4ee;stroke-width:3px;stroke-linejoin:round}' +
  '.p{fill:#f6f4ee}.o{fill:#fff;fill-rule:evenodd}path{fill:none;stroke-linejoin:round;stroke-linecap:round}.g{stroke:#ddd8ca;stroke-width:.7}' +
  '.province,.regency{stroke:#6f6b5c;stroke-width:1.6}.district{stroke:#8a8674}.village{stroke:#b5b09f;stroke-width:.7}' +
  '.d{stroke:#a9a493;stroke-width:3}.d.own{stroke:#6d80b8;stroke-width:3.6}text.own{fill:#1a2230;font-weight:600}.f{font-size:10px}.s{stroke:#4c5566;stroke-width:1.5}' +
  '.c{fill:#a8261c;stroke:#fff;stroke-width:2}' +
  '@media (prefers-color-scheme:dark){.p{fill:#161b23}.o{fill:#1f2631}.g{stroke:#2a3240}text{fill:#b6bdcb;stroke:#161b23}text.own{fill:#eef0f5}.province,.regency{stroke:#9aa0ac}.district{stroke:#6b7484}.village{stroke:#454e5d}.d{stroke:#5b6474}.d.own{stroke:#8298d8}.s{stroke:#b6bdcb}}';

const r = (value: number): number => Math.round(value * 10) / 10;

function ground({ view, size, outlines, own, dots, names }: MapLayers): string {
  const to = (lng: number, lat: number) => pixelOf(view, size, { lng: lng / MICRO, lat: lat / MICRO });
  const grid = graticule(view, size);
  const meridians = grid.meridians.map(({ lng }) => `M${r(pixelOf(view, size, { lng, lat: view.lat }).x)} 0v${size.height}`).join('');
  const parallels = grid.parallels.map(({ lat }) => `M0 ${r(pixelOf(view, size, { lat, lng: view.lng }).y)}h${size.width}`).join('');
  const seen = new Set<string>();
  const borders = outlines.map(({ level, shapes }) => {
    const lines = linesOf(shapes, seen).map((line) => path(line, to, size, false)).join('');
    return lines ? `<path class="${level}" d="${lines}"/>` : '';
  });
  const filled = own ? `<path class="o" d="${own.map((ring) => path(ring, to, size, true)).join('')}"/>` : '';
  const points = [false, true].map((mine) => {
    const d = dots.filter((dot) => dot.own === mine).map(({ at }) => pixelOf(view, size, at)).filter((p) => within(p, size, 4)).map(({ x, y }) => `M${Math.round(x)} ${Math.round(y)}h0`).join('');
    return d ? `<path class="d${mine ? ' own' : ''}" d="${d}"/>` : '';
  });
  // Finer borders first, so that the border of a regency lies over those of its villages.
  return `${filled}<path class="g" d="${meridians}${parallels}"/>${borders.toReversed().join('')}${points.join('')}${lettering(view, size, names, grid)}`;
}

const within = ({ x, y }: { x: number; y: number }, size: Size, margin: number): boolean => x > -margin && y > -margin && x < size.width + margin && y < size.height + margin;

/** Half pixels; what lies outside the picture on one side altogether is left out. */
export function path(line: Ring, to: (lng: number, lat: number) => { x: number; y: number }, size: Size, closed: boolean): string {
  const points: { x: number; y: number }[] = [];
  let last: { x: number; y: number } | undefined;
  for (let i = 0; i < line.length; i += 2) {
    const point = to(line[i]!, line[i + 1]!);
    // Corners within half a pixel of the last one are not seen; the last corner is kept.
    if (last && i < line.length - 2 && Math.abs(point.x - last.x) < 0.5 && Math.abs(point.y - last.y) < 0.5) continue;
    points.push(point);
    last = point;
  }
  if (points.every((p) => p.x < 0) || points.every((p) => p.y < 0) || points.every((p) => p.x > size.width) || points.every((p) => p.y > size.height)) return '';
  // Far outside, a corner only matters by its side: numbers stay short.
  const near = points.map(({ x, y }) => ({ x: Math.max(-200, Math.min(size.width + 200, x)), y: Math.max(-200, Math.min(size.height + 200, y)) }));
  let text = '';
  let [px, py] = [0, 0];
  for (const [at, { x, y }] of simplified(near, 1).entries()) {
    const [nx, ny] = [Math.round(x * 2), Math.round(y * 2)];
    const [dx, dy] = [(nx - px) / 2, (ny - py) / 2];
    if (at === 0) text = `M${nx / 2} ${ny / 2}`;
    else if (dx || dy) text += `l${dx}${dy < 0 ? '' : ' '}${dy}`;
    [px, py] = [nx, ny];
  }
  return closed ? `${text}z` : text;
}

/** Names of the grid at the edges, the scale, and whose map it is. */
function frame({ view, size, tiles, credit }: MapLayers): string {
  const grid = tiles ? { meridians: [], parallels: [] } : graticule(view, size);
  const east = grid.meridians.map(({ lng, text }) => ({ x: pixelOf(view, size, { lng, lat: view.lat }).x, text })).filter(({ x }) => x > 34 && x < size.width - 34);
  const south = grid.parallels.map(({ lat, text }) => ({ y: pixelOf(view, size, { lat, lng: view.lng }).y, text })).filter(({ y }) => y > 26 && y < size.height - 44);
  const bar = scaleBar(view);
  const bottom = size.height - 10;
  // A wide picture is cut at both sides on a phone: the scale stays in what is left of it.
  const left = Math.max(10, size.width / 2 - 150);
  return (
    east.map(({ x, text }) => `<text class="f" x="${r(x)}" y="12" text-anchor="middle">${text}</text>`).join('') +
    south.map(({ y, text }) => `<text class="f" x="6" y="${r(y + 3.5)}">${text}</text>`).join('') +
    `<path class="s" d="M${r(left)} ${bottom - 5}v5h${r(bar.pixels)}v-5"/><text x="${r(left + 6 + bar.pixels)}" y="${bottom + 2}">${bar.text}</text>` +
    (credit ? `<text class="f" x="${size.width - 6}" y="${bottom + 3}" text-anchor="end">${escape(credit)}</text>` : '')
  );
}

const pin = ({ x, y }: { x: number; y: number }): string => `<path class="c" d="M${r(x)} ${r(y)}c-3-8-9-12-9-19a9 9 0 0 1 18 0c0 7-6 11-9 19z"/>`;

function lettering(view: View, size: Size, names: MapLayers['names'], grid: ReturnType<typeof graticule>): string {
  // The names of the parallels stand at the left edge; those of the meridians in the margin above.
  const taken = grid.parallels.map(({ lat, text }) => {
    const { y } = pixelOf(view, size, { lat, lng: view.lng });
    return { left: 0, top: y - 9, right: 10 + text.length * 5.5, bottom: y + 8 };
  });
  return names.map(({ at, text, own, level }) => {
    const centre = pixelOf(view, size, at);
    // Below its own dot; the centre of a district has none.
    const { x, y } = { x: centre.x, y: centre.y + (level === 'village' ? 11 : 0) };
    const half = text.length * (own ? 3.6 : 3.2) + 6;
    const box = { left: x - half, right: x + half, top: y - 9, bottom: y + 6 };
    if (box.left < 2 || box.right > size.width - 2 || box.top < 16 || box.bottom > size.height - 20) return '';
    if (taken.some((other) => box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom)) return '';
    taken.push(box);
    return `<text${own ? ' class="own"' : ''} x="${r(x)}" y="${r(y + 3)}" text-anchor="middle">${escape(text)}</text>`;
  }).join('');
}

export const escape = (text: string): string => text.replace(/[&<>"]/g, (letter) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[letter]!);
