import { gzipSync } from 'node:zlib';
import { drawValues, type Step } from '../../../engines/map/draw-values.ts';
import { boundsAround, COUNTRY, viewOf, type Bounds, type Size } from '../../../engines/map/view.ts';
import { boundsOfShape } from '../../../engines/map/shape.ts';
import type { House } from '../../../platform/house.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { readTenant, type Context } from '../../../platform/request/context.ts';
import { cyclesOf, predicatesOf, shownSet } from './cycles.ts';
import { wilayah } from './ports.ts';

const SIZE: Size = { width: 960, height: 380 };
const KEPT = 60;
export interface Picture {
  svg: string;
  /** Packed once: a picture is asked for far more often than it is drawn. */
  gzip: Buffer;
}
const drawn = new WeakMap<House, Map<string, Picture>>();

/**
 * Districts in the colour of their regency's predicate; outlines of regencies where they were imported. `level` province
 * colours by the provincial governments instead.
 */
export async function nationalPicture(ctx: Context, asked: { cycle?: string | undefined; province?: string | undefined; level: 'regency' | 'province' }): Promise<Picture> {
  const outlines = await wilayah(ctx).outlines(asked.province);
  return readTenant(ctx, async (t) => {
    const { current } = await cyclesOf(t, asked.cycle);
    if (!current) throw new Refused({ code: 'assessments.unknown' });
    const all = drawn.get(t.house) ?? new Map<string, Picture>();
    drawn.set(t.house, all);
    const key = [t.instansi, current.id, asked.province, asked.level, outlines.state].join(' ');
    const before = all.get(key);
    if (before !== undefined) return before;
    const steps = new Map((await predicatesOf(t, current)).map(({ label, step }) => [label, step]));
    const { byRegion } = await shownSet(t, current);
    const stepOf = (code: string): Step => steps.get(byRegion.get(asked.level === 'province' ? code.slice(0, 2) : code.slice(0, 5))?.predicate ?? '') ?? null;
    const areas = outlines.shapes.map(({ code, shape }) => ({ shape, step: stepOf(code) }));
    const outlined = new Set(outlines.shapes.map(({ code }) => code));
    const dots = (await wilayah(t).centres('district', asked.province)).filter(({ code }) => !outlined.has(code.slice(0, 5))).map(({ code, lat, lng }) => ({ at: { lat, lng }, step: stepOf(code) }));
    const svg = drawValues({ view: viewOf(boundsFor(asked.province, dots.map(({ at }) => at), areas.map(({ shape }) => boundsOfShape(shape))), SIZE, 12), size: SIZE, areas, dots });
    const made = { svg, gzip: gzipSync(svg, { level: 9 }) };
    all.set(key, made);
    if (all.size > KEPT) all.delete(all.keys().next().value!);
    return made;
  });
}

function boundsFor(province: string | undefined, places: readonly { lat: number; lng: number }[], shapes: readonly Bounds[]): Bounds {
  if (!province) return COUNTRY;
  const corners = shapes.flatMap(({ west, south, east, north }) => [{ lat: south, lng: west }, { lat: north, lng: east }]);
  return boundsAround([...places, ...corners]) ?? COUNTRY;
}
