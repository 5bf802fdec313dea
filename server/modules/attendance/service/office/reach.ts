import { Refused } from '../../../../platform/kernel/refusal.ts';
import { mustHat, type TenantContext } from '../../../../platform/request/context.ts';
import { organizationOf } from '../staff.ts';

/** The units whose personnel matters the hat keeps: all of them (BKPSDM), or its own and those below. */
export async function unitsInReach(t: TenantContext): Promise<{ id: string; name: string }[]> {
  const hat = mustHat(t);
  const all = (await organizationOf(t).unitsInForce(t)).map(({ id, name }) => ({ id, name }));
  if (hat.duties.includes('personnel-agency')) return all;
  const below = new Set([hat.unitId, ...(await organizationOf(t).unitsBelow(t, hat.unitId))]);
  return all.filter((one) => below.has(one.id));
}

export async function mustReach(t: TenantContext, unit: string | null): Promise<{ id: string; name: string }> {
  const found = (await unitsInReach(t)).find((one) => one.id === unit);
  if (!found) throw new Refused({ code: 'attendance.unit-not-yours' });
  return found;
}
