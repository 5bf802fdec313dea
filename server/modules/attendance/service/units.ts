import { part } from '../../../platform/house.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { mustHat, type TenantContext } from '../../../platform/request/context.ts';
import type { OrganizationPort, UnitFacts } from '../../organization/contract.ts';

export const organizationOf = (t: TenantContext): OrganizationPort<TenantContext> => part(t.house, 'organization');

export interface Reach {
  /** Who keeps the personnel matters of the whole institution. */
  all: boolean;
  /** Units whose matters this person keeps, in the order of the tree; all of them where `all`. */
  units: UnitFacts[];
  has(unit: string | null): boolean;
}

/** Whose attendance matters the hat keeps: personnel-agency everybody's, personnel-officer those of the own unit and below. */
export async function reachOf(t: TenantContext): Promise<Reach> {
  const hat = mustHat(t);
  const organization = organizationOf(t);
  const inForce = await organization.unitsInForce(t);
  if (hat.duties.includes('personnel-agency')) return { all: true, units: inForce, has: () => true };
  if (!hat.duties.includes('personnel-officer')) return { all: false, units: [], has: () => false };
  const below = new Set(await organization.unitsBelow(t, hat.unitId));
  return { all: false, units: inForce.filter(({ id }) => below.has(id)), has: (unit) => unit !== null && below.has(unit) };
}

/** A unit in force whose matters the hat keeps. @throws Refused `attendance.unit-not-yours` */
export async function mustReach(t: TenantContext, unit: string | null): Promise<UnitFacts> {
  const found = (await reachOf(t)).units.find((one) => one.id === unit);
  if (!found) throw new Refused({ code: 'attendance.unit-not-yours' });
  return found;
}
