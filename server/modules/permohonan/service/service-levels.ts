import { momentAt } from '../../../platform/kernel/calendar-day.ts';
import { part } from '../../../platform/house.ts';
import type { Institutions } from '../../../platform/request/authenticator.ts';
import type { TenantContext } from '../../../platform/request/context.ts';
import type { ServiceLevelPort } from '../contract.ts';
import { levelsBetween } from '../figures-storage.ts';

/** What later modules get as house part `permohonan.figures`. */
export const serviceLevels: ServiceLevelPort<TenantContext> = {
  ofYear: async (t, year, layanan) => {
    const { zone } = await part<Institutions>(t.house, 'institutions').byId(t.house, t.instansi, t.tx);
    return levelsBetween(t.tx, t.instansi, { from: momentAt(`${year}-01-01`, 0, zone), to: momentAt(`${year + 1}-01-01`, 0, zone), now: t.house.clock.now(), layanan: layanan ?? null });
  },
};
