import { COUNTRY } from '../../engines/map/view.ts';
import type { House } from '../../platform/house.ts';
import type { Context } from '../../platform/request/context.ts';
import type { Region, WilayahPort } from './contract.ts';
import { listBoundariesIn } from './boundary-storage.ts';
import { centresIn } from './centres.ts';
import { boundariesOf, locate, locatedText } from './place-service.ts';
import { listBelow, listLevel, listRegionsByCodes } from './storage.ts';

/** Beyond this many the oldest are forgotten; a regency has a few hundred, a country-wide import more. */
const KEEP = 20_000;

export function createWilayahPort(house: House): WilayahPort<Context> {
  const known = new Map<string, Region>();
  const port: WilayahPort<Context> = {
    locate: async (at, t) => {
      const found = await locate(house, at, (codes) => port.regions(codes, t), t?.tx);
      return { ...found, text: locatedText(found) };
    },
    regions: async (codes, t) => {
      const missing = [...new Set(codes)].filter((code) => !known.has(code));
      if (missing.length > 0) {
        const found = t?.tx ? await listRegionsByCodes(t.tx, missing) : await house.db.outsideTenant((tx) => listRegionsByCodes(tx, missing));
        for (const region of found) known.set(region.code, region);
        for (const code of known.keys()) {
          if (known.size <= KEEP) break;
          known.delete(code);
        }
      }
      return new Map(codes.flatMap((code) => (known.has(code) ? [[code, known.get(code)!] as const] : [])));
    },
    everywhere: (level, t) => (t.tx ? listLevel(t.tx, level) : house.db.outsideTenant((tx) => listLevel(tx, level))),
    centres: async (level, within) => (await centresIn(level, COUNTRY)).filter(({ code }) => within === undefined || code.startsWith(`${within}.`)),
    outlines: async (within) => {
      const state = await boundariesOf(house);
      const all = state ? await house.db.outsideTenant((tx) => listBoundariesIn(tx, ['regency'], COUNTRY)) : [];
      return { state, shapes: all.filter(({ code }) => within === undefined || code.startsWith(`${within}.`)) };
    },
    below: (code, level, t) => (t.tx ? listBelow(t.tx, code, level) : house.db.outsideTenant((tx) => listBelow(tx, code, level))),
  };
  return port;
}
