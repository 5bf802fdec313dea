import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { mustHat, type TenantContext } from '../../../platform/request/context.ts';
import { principalOn, type Placement } from '../../organization/contract.ts';
import { organizationOf } from './ports.ts';

export interface Self {
  placement: Placement;
  today: CalendarDay;
}
/** The viewer's own person and the post that counts today. @throws Refused `request.not-allowed` */
export async function selfOf(t: TenantContext): Promise<Self> {
  const organization = organizationOf(t);
  const today = await organization.today(t);
  const holding = await organization.holdingInForce(t, mustHat(t).holdingId, today);
  const placement = holding && principalOn(await organization.placements(t, { people: [holding.personId] }, today, today), today);
  if (!placement) throw new Refused({ code: 'request.not-allowed' });
  return { placement, today };
}
