import { momentAt } from '../../../platform/kernel/calendar-day.ts';
import type { TenantContext } from '../../../platform/request/context.ts';
import type { FiguresPort } from '../contract.ts';
import { totalsBetween } from '../storage/public.ts';
import { institutionOf } from './ports.ts';

/** What later modules get as house part `complaints.figures`: the figures that the public page shows, of one year. */
export const figuresPort: FiguresPort<TenantContext> = {
  ofYear: async (t, year) => {
    const { zone } = await institutionOf(t);
    const { received, resolved, answered, answered_in_time, answerable, late } = await totalsBetween(t.tx, t.instansi, momentAt(`${year}-01-01`, 0, zone), momentAt(`${year + 1}-01-01`, 0, zone), t.house.clock.now());
    return { received, resolved, answered, answeredInTime: answered_in_time, answerable, late };
  },
};
