import type { House } from '../../platform/house.ts';
import type { Region, WilayahPort } from './contract.ts';
import { listRegionsByCodes } from './storage.ts';

/** Beyond this many the oldest are forgotten; a regency has a few hundred, a country-wide import more. */
const KEEP = 20_000;

export function createWilayahPort(house: House): WilayahPort {
  const known = new Map<string, Region>();
  return {
    regions: async (codes) => {
      const missing = [...new Set(codes)].filter((code) => !known.has(code));
      if (missing.length > 0) {
        for (const region of await house.db.outsideTenant((tx) => listRegionsByCodes(tx, missing))) known.set(region.code, region);
        for (const code of known.keys()) {
          if (known.size <= KEEP) break;
          known.delete(code);
        }
      }
      return new Map(codes.flatMap((code) => (known.has(code) ? [[code, known.get(code)!] as const] : [])));
    },
  };
}
