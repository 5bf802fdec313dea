import type { EventMessage } from '../../../platform/module.ts';
import { emit } from '../../../platform/events/events.ts';
import { inTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import * as storage from '../storage/plans.ts';
import { perform } from './plan-store.ts';
import { organizationOf } from './ports.ts';

/**
 * A transfer splits the year by its effective date: the plan ends with the last day in its post, the next post begins its own (reference of
 * attendance, section 11). Also when the decree comes late; what the year was rated by then stays.
 */
export async function followHolders(ctx: Context, { payload }: EventMessage): Promise<void> {
  await inTenant(ctx, async (t) => endWithTheirHoldings(t, await storage.openHoldings(t.tx, t.instansi, typeof payload['post'] === 'string' ? payload['post'] : null)));
}

async function endWithTheirHoldings(t: TenantContext, open: readonly storage.OpenHolding[]): Promise<void> {
  if (open.length === 0) return;
  const [from, to] = [open.map((one) => one.fromDay).sort()[0]!, open.map((one) => one.toDay).sort().at(-1)!];
  const placed = await organizationOf(t).placements(t, { people: [...new Set(open.map((one) => one.person))] }, from, to);
  const endOf = new Map(placed.map((one) => [one.holding, one.toDay]));
  for (const one of open) {
    const end = endOf.get(one.holding);
    if (!end || end >= one.toDay || end < one.fromDay) continue;
    const plan = await storage.lockPlan(t.tx, t.instansi, one.id);
    if (!plan || plan.toDay <= end) continue;
    await perform(t, { ...plan, toDay: end }, { name: 'Sistem' }, { kind: 'end', toDay: end, words: 'Masa jabatannya berakhir pada hari itu' });
    await emit(t, 'performance.plan-ended', { plan: plan.id });
  }
}
