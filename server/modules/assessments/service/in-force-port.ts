import type { TenantContext } from '../../../platform/request/context.ts';
import type { InForcePort } from '../contract.ts';
import { findVersionByDigest } from '../storage/instruments.ts';
import { ownRegion, publicSets } from '../storage/results.ts';
import { cycleOf, shownSet } from './cycles.ts';
import { digestsOf, instrumentInForce } from './instruments.ts';

/** What later modules get as house part `assessments.in-force`. */
export const inForcePort: InForcePort<TenantContext> = {
  version: async (t, instrument) => findVersionByDigest(t.tx, t.instansi, instrument, digestsOf(await instrumentInForce(t, instrument))),
  latest: async (t, family) => {
    const region = await ownRegion(t.tx, t.instansi);
    for (const set of (await publicSets(t.tx, t.instansi)).filter((one) => one.family === family)) {
      const row = (await shownSet(t, set)).byRegion.get(region);
      if (row) return { name: (await cycleOf(t, set)).name, index: row.shown, predicate: row.predicate, source: set.source };
    }
    return null;
  },
};
