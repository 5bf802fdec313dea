import { mustHat, type TenantContext } from '../../../platform/request/context.ts';
import { overseesInstitution } from '../../organization/contract.ts';
import { organizationOf } from './ports.ts';

/** The own unit and those below; who oversees the institution sees all. */
export async function unitsReadBy(t: TenantContext): Promise<string[]> {
  const hat = mustHat(t);
  if (overseesInstitution(hat.unitKind)) return (await organizationOf(t).unitsInForce(t)).map((unit) => unit.id);
  return [hat.unitId, ...(await organizationOf(t).unitsBelow(t, hat.unitId))];
}
