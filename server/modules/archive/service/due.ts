import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import { readTenant, type Context } from '../../../platform/request/context.ts';
import { listFolders } from '../storage/folders.ts';
import { numberOf } from './views.ts';

const MOST = 10_000;
/** For the command line: what a day asks for, numbers and days only. `toMove`: the active period is over; `ended`: the whole period is. */
export const listDue = (ctx: Context, day: CalendarDay) =>
  readTenant(ctx, async (t) => {
    const asked = { instansi: t.instansi, units: null, day, query: '', limit: MOST } as const;
    const [toMove, ended] = await Promise.all([listFolders(t.tx, { ...asked, box: 'due' }), listFolders(t.tx, { ...asked, box: 'eligible' })]);
    return {
      toMove: toMove.map((one) => ({ number: numberOf(one), activeTo: one.activeTo })),
      ended: ended.map((one) => ({ number: numberOf(one), fate: one.fate, eligibleFrom: one.eligibleFrom, held: one.heldFor !== null, lent: one.lentTo !== null, proposed: one.inDisposal })),
    };
  });
