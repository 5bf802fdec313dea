import { describe, expect, it } from 'vitest';
import { drawMap } from './draw-map.ts';
import { readBoundaries } from './read-boundaries.ts';
import { boundsOfShape, isInside, linesOf, packShape, simplified, unpackShape } from './shape.ts';
import { boundsAround, clusterCell, graticule, metresPerPixel, moved, pixelOf, placeAt, readView, scaleBar, viewOf, writeView } from './view.ts';

const size = { width: 320, height: 320 };
const ponorogo = { lat: -7.8651, lng: 111.4696, zoom: 10 };

describe('a view', () => {
  it.each([[0, 0], [320, 320], [17.5, 301]])('turns pixel %s, %s into a place and back', (x, y) => {
    const back = pixelOf(ponorogo, size, placeAt(ponorogo, size, { x, y }));
    expect(back.x).toBeCloseTo(x, 6);
    expect(back.y).toBeCloseTo(y, 6);
  });

  it('has its own centre in the middle, north above and east to the right', () => {
    expect(pixelOf(ponorogo, size, ponorogo)).toEqual({ x: 160, y: 160 });
    const place = placeAt(ponorogo, size, { x: 200, y: 100 });
    expect(place.lat).toBeGreaterThan(ponorogo.lat);
    expect(place.lng).toBeGreaterThan(ponorogo.lng);
  });

  it('lies as tile servers lay it: Greenwich and the equator in the middle of the world', () => {
    expect(pixelOf({ lat: 0, lng: 0, zoom: 8 }, size, { lat: 0, lng: 360 / 256 }).x).toBeCloseTo(160 + 256, 6);
    expect(metresPerPixel({ lat: 0, lng: 0, zoom: 0 })).toBeCloseTo(156_543.034, 2);
  });

  it('shows bounds whole, and a single place with its neighbourhood', () => {
    const places = [{ lat: -8.1, lng: 111.3 }, { lat: -7.7, lng: 111.75 }];
    const view = viewOf(boundsAround(places)!, size);
    for (const place of places) {
      const { x, y } = pixelOf(view, size, place);
      expect(Math.min(x, y, 320 - x, 320 - y)).toBeGreaterThanOrEqual(23.99);
    }
    expect(viewOf(boundsAround([places[0]!])!, size)).toMatchObject({ zoom: 14 });
    expect(boundsAround([])).toBeUndefined();
  });

  it('moves by a third and zooms by one, within what a map can show', () => {
    expect(pixelOf(ponorogo, size, moved(ponorogo, size, 'north')).y).toBeCloseTo(160 - 320 / 3, 3);
    expect(pixelOf(ponorogo, size, moved(ponorogo, size, 'west')).x).toBeCloseTo(160 - 320 / 3, 3);
    expect(moved({ ...ponorogo, zoom: 18 }, size, 'in').zoom).toBe(18);
    expect(moved({ ...ponorogo, zoom: 4.25 }, size, 'out').zoom).toBe(4);
  });

  it('stands in an address and comes back; anything else is nobody\'s view', () => {
    expect(readView(writeView(ponorogo))).toEqual(ponorogo);
    for (const text of ['', 'abc', '1,2', '91,1,5', '-7,200,10', '1;2;3', '1,2,3,4', '-7.8,111.4,NaN', null, undefined]) expect(readView(text), String(text)).toBeUndefined();
    expect(readView('-7.8,111.4,99')?.zoom).toBe(18);
  });

  it('names its grid and its scale in round figures', () => {
    const { meridians, parallels } = graticule(ponorogo, size);
    expect(meridians.map(({ text }) => text)).toEqual(['111°20′ BT', '111°30′ BT', '111°40′ BT']);
    expect(parallels.every(({ text }) => text.endsWith('LS'))).toBe(true);
    expect(graticule({ lat: 0, lng: 117, zoom: 6 }, size).parallels.map(({ text }) => text)).toContain('0°');
    const bar = scaleBar(ponorogo);
    expect(bar.text).toBe('10 km');
    expect(bar.pixels * metresPerPixel(ponorogo)).toBeCloseTo(10_000, 6);
  });

  it('gathers marks in squares of about a finger', () => {
    for (const zoom of [5, 10, 15.5]) expect(clusterCell(zoom) * ((256 * 2 ** zoom) / 360)).toBeCloseTo(44, 6);
  });
});

const ring = (...corners: [number, number][]) => Int32Array.from(corners.flat().map((degree) => Math.round(degree * 1_000_000)));
const square = (x: number, y: number, side = 1) => ring([x, y], [x + side, y], [x + side, y + side], [x, y + side]);

describe('a shape', () => {
  const withHole = [square(0, 0, 4), square(1, 1, 1), square(10, 10, 1)];

  it.each([[0.5, 0.5, true], [1.5, 1.5, false], [3.9, 3.9, true], [4.1, 2, false], [10.5, 10.5, true], [-0.1, 1, false]])('at %s, %s: inside %s, with a hole and an island', (lng, lat, inside) => {
    expect(isInside({ lat, lng }, withHole)).toBe(inside);
  });

  it('is stored and read back', () => {
    expect(unpackShape(packShape(withHole))).toEqual(withHole);
    expect(boundsOfShape(withHole)).toEqual({ west: 0, south: 0, east: 11, north: 11 });
  });

  it('draws the border of two neighbours once', () => {
    const lines = linesOf([[square(0, 0)], [square(1, 0)]]);
    const edges = lines.reduce((sum, line) => sum + line.length / 2 - 1, 0);
    expect(edges).toBe(7);
    expect(linesOf([[square(0, 0)]], new Set()).length).toBeGreaterThan(0);
  });

  it('loses corners that nobody sees, never its ends', () => {
    const wave = Array.from({ length: 101 }, (_, x) => ({ x, y: x % 2 ? 0.2 : 0 }));
    expect(simplified(wave, 0.5)).toEqual([wave[0], wave[100]]);
    expect(simplified([{ x: 0, y: 0 }, { x: 5, y: 9 }, { x: 10, y: 0 }], 0.5)).toHaveLength(3);
  });
});

const geo = (over: object = {}) => ({ type: 'FeatureCollection', features: [{ type: 'Feature', properties: { KDEPUM: '35.02.01.2001', KDPKAB: '35.02' }, geometry: { type: 'Polygon', coordinates: [[[111, -8], [112, -8], [112, -7], [111, -8]]] }, ...over }] });

describe('a file of boundaries', () => {
  it('is GeoJSON with the longest code among the usual columns, or the column that is named', () => {
    const read = (key?: string) => {
      const result = readBoundaries(geo(), key);
      return result.ok ? result.value.boundaries.map(({ code }) => code) : result.refusal.code;
    };
    expect(read()).toEqual(['35.02.01.2001']);
    expect(read('kdpkab')).toEqual(['35.02']);
    expect(read('tidak_ada')).toBe('map.no-codes');
  });

  it.each([[3502012001, '35.02.01.2001'], ['3502', '35.02'], ['35.02.01', '35.02.01']])('knows %s as %s', (id, code) => {
    const result = readBoundaries(geo({ id, properties: {} }));
    expect(result.ok && result.value.boundaries[0]!.code).toBe(code);
  });

  it('is TopoJSON: arcs as differences, forwards and backwards', () => {
    const topo = {
      type: 'Topology', transform: { scale: [0.5, 0.5], translate: [100, -10] },
      arcs: [[[0, 0], [2, 0], [0, 2]], [[0, 0], [0, 2], [2, 0]]],
      objects: { a: { type: 'GeometryCollection', geometries: [{ type: 'Polygon', id: '35.02', arcs: [[0, -2]] }, { type: 'Point', id: 'x' }] } },
    };
    const result = readBoundaries(topo);
    expect(result).toMatchObject({ ok: true, value: { without: 1 } });
    if (result.ok) expect([...result.value.boundaries[0]!.shape[0]!]).toEqual([100e6, -10e6, 101e6, -10e6, 101e6, -9e6, 100e6, -9e6]);
  });

  it.each([
    ['nothing of the kind', { type: 'Nothing' }, 'map.no-map-file'],
    ['a text', 'kode,lat', 'map.no-map-file'],
    ['null', null, 'map.no-map-file'],
    ['metres instead of degrees', geo({ geometry: { type: 'Polygon', coordinates: [[[551_000, 9_130_000], [552_000, 9_130_000], [552_000, 9_131_000]]] } }), 'map.not-degrees'],
    ['corners of text', geo({ geometry: { type: 'Polygon', coordinates: [[['a', 'b'], [1, 2], [3, 4]]] } }), 'map.broken-shape'],
    ['no lines at all', geo({ geometry: { type: 'Polygon', coordinates: null } }), 'map.broken-shape'],
    ['an arc that is not there', { type: 'Topology', arcs: [], objects: { a: { type: 'Polygon', id: '35.02', arcs: [[4]] } } }, 'map.broken-shape'],
    ['no codes', geo({ properties: { nama: 'Siman' } }), 'map.no-codes'],
  ])('is refused with a reason: %s', (_, file, code) => {
    expect(readBoundaries(file)).toMatchObject({ ok: false, refusal: { code } });
  });

  it('joins the parts of one region', () => {
    const file = geo();
    const result = readBoundaries({ ...file, features: [file.features[0], file.features[0]] });
    expect(result.ok && result.value.boundaries[0]!.shape.length).toBe(2);
  });
});

describe('the picture', () => {
  const layers = { view: ponorogo, size, outlines: [], dots: [{ at: ponorogo, own: true }], names: [{ at: ponorogo, text: 'Siman <b> & "x"', level: 'district' as const, own: true }] };

  it('escapes names, leaves out those without room, and holds no script', () => {
    const svg = drawMap({ ...layers, names: [...layers.names, { at: ponorogo, text: 'Tanpa tempat', level: 'district', own: false }] });
    expect(svg).toContain('Siman &lt;b&gt; &amp; &quot;x&quot;');
    expect(svg).not.toContain('Tanpa tempat');
    expect(svg).not.toMatch(/<script|onload|href="http/);
  });

  it('marks the chosen place, and stands on tiles where there are some', () => {
    expect(drawMap(layers)).not.toContain('class="c"');
    expect(drawMap({ ...layers, point: ponorogo })).toContain('class="c" d="M160 160');
    const tiled = drawMap({ ...layers, tiles: [{ href: 'data:image/png;base64,AA', x: -20, y: 0, size: 256 }], credit: '© BIG', names: [] });
    expect(tiled).toContain('<image href="data:image/png;base64,AA" x="-20"');
    expect(tiled).toContain('© BIG');
  });

  it('draws only what can be seen of an outline', () => {
    const far = drawMap({ ...layers, outlines: [{ level: 'regency', shapes: [[square(95, 3)]] }] });
    expect(far).not.toContain('class="regency"');
    expect(drawMap({ ...layers, outlines: [{ level: 'regency', shapes: [[square(111.4, -7.9, 0.05)]] }] })).toContain('class="regency"');
  });
});
