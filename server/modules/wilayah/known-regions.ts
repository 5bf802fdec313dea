import type { House } from '../../platform/house.ts';
import type { Context } from '../../platform/request/context.ts';
import type { Region, WilayahPort } from './contract.ts';
import { listRegionsByCodes } from './storage.ts';

/** Beyond this many the oldest are forgotten; a regency has a few hundred, a country-wide import more. */
const KEEP = 20_000;

export function createWilayahPort(house: House): WilayahPort<Context> {
  const known = new Map<string, Region>();
  return {
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
  };
}
