import { catalogueIds } from '../../../engines/scoring/instrument-catalogue.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import type { TenantContext } from '../../../platform/request/context.ts';
import type { InstrumentsPort } from '../contract.ts';
import { findVersion } from '../storage/instruments.ts';
import { inCatalogue, instrumentInForce, keepInstrument, preparedVersion } from './instruments.ts';

/** What later modules get as house part `assessments.instruments`. */
export const instrumentsPort: InstrumentsPort<TenantContext> = {
  offered: () => catalogueIds().map((id) => {
    const { name, title, method, validFrom, validTo } = inCatalogue(id)!;
    return { id, name, title, method, validFrom: validFrom ?? null, validTo: validTo ?? null };
  }),
  use: async (t, id) => ({ id, ...(await keepInstrument(t, await instrumentInForce(t, id))) }),
  keep: async (t, instrument) => ({ id: instrument.id, ...(await keepInstrument(t, instrument)) }),
  body: async (t, id, version) => {
    const found = await findVersion(t.tx, t.instansi, id, version);
    if (!found) throw new Refused({ code: 'assessments.unknown-instrument' });
    return found.body;
  },
  prepared: preparedVersion,
};
