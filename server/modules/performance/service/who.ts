import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { mustHat, type TenantContext } from '../../../platform/request/context.ts';
import { overseesInstitution, type Holder, type Placement } from '../../organization/contract.ts';
import type { Role } from '../rules/allowed-actions.ts';
import type * as plans from '../storage/plans.ts';
import { organizationOf } from './ports.ts';

// Chapters: who asks · towards a plan · whom somebody leads · what somebody oversees

/** The person in the post that is worn, today. */
export async function viewerHolder(t: TenantContext): Promise<{ me: Holder; day: CalendarDay }> {
  const day = await organizationOf(t).today(t);
  const me = await organizationOf(t).holdingInForce(t, mustHat(t).holdingId, day);
  if (!me) throw new Refused({ code: 'request.not-allowed' });
  return { me, day };
}

/** Where the holding has ended, the superior is asked of its last day. */
const dayFor = (plan: Pick<plans.PlanRecord, 'toDay'>, today: CalendarDay): CalendarDay => (plan.toDay < today ? plan.toDay : today);

export async function superiorOf(t: TenantContext, holding: string, day: CalendarDay): Promise<Holder | undefined> {
  return (await organizationOf(t).superiorsOf(t, [holding], day)).get(holding);
}

/** How who asks stands towards a plan: by the person (owner), by the post that is worn (superior, above). */
export async function rolesTowards(t: TenantContext, plan: plans.PlanRecord): Promise<{ roles: Role[]; me: Holder; day: CalendarDay; superior: Holder | undefined; above: Holder | undefined }> {
  const { me, day } = await viewerHolder(t);
  const superior = await superiorOf(t, plan.holding, dayFor(plan, day));
  const above = superior ? await superiorOf(t, superior.holdingId, day) : undefined;
  const roles: Role[] = [];
  if (me.personId === plan.person) return { roles: ['owner'], me, day, superior, above };
  if (superior ? superior.holdingId === me.holdingId : plan.superiorPost === me.postId) roles.push('superior');
  // Where nobody stands above the superior (the head of region is the last), he decides himself.
  if (above ? above.holdingId === me.holdingId : roles.includes('superior')) roles.push('above');
  return { roles, me, day, superior, above };
}

/** Who is led directly by the post that is worn: asked of its own unit and those below; of the whole institution only of the heads right below. */
export async function ledBy(t: TenantContext, me: Holder, day: CalendarDay): Promise<Placement[]> {
  const organization = organizationOf(t);
  const hat = mustHat(t);
  const wide = overseesInstitution(hat.unitKind);
  const units = wide ? [me.unitId, ...(await organization.unitsInForce(t)).filter((one) => one.parent === me.unitId).map((one) => one.id)] : await organization.unitsBelow(t, me.unitId);
  const near = (await organization.placements(t, { units }, day, day)).filter((one) => one.person !== me.personId && one.capacity !== 'plh' && (!wide || one.isHead || one.unit === me.unitId));
  const superiors = await organization.superiorsOf(t, near.map((one) => one.holding), day);
  const led = near.filter((one) => superiors.get(one.holding)?.holdingId === me.holdingId);
  // Who holds two posts below the same superior is one person: the post that counts first.
  const seen = new Set<string>();
  return led.filter((one) => !seen.has(one.person) && seen.add(one.person)).sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Units whose performance may be looked at: everything for those who oversee the institution and for BKPSDM, else the own unit and below. */
export async function unitsSeen(t: TenantContext): Promise<Set<string>> {
  const hat = mustHat(t);
  const everything = overseesInstitution(hat.unitKind) || hat.permissions.has('performance.configure');
  return new Set(everything ? (await organizationOf(t).unitsInForce(t)).map((one) => one.id) : await organizationOf(t).unitsBelow(t, hat.unitId));
}
