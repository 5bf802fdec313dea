import { mustHat, type TenantContext } from '../../../platform/request/context.ts';
import { councilUnits, overseesInstitution, unitsServed } from '../../organization/contract.ts';
import { organizationOf } from './ports.ts';

/** The own unit, those below it and those it serves; who oversees the institution sees all but DPRD's. */
export async function unitsReadBy(t: TenantContext): Promise<string[]> {
  const hat = mustHat(t);
  const units = await organizationOf(t).unitsInForce(t);
  if (!overseesInstitution(hat.unitKind)) return [...new Set([hat.unitId, ...(await organizationOf(t).unitsBelow(t, hat.unitId)), ...unitsServed(hat.unitKind, units)])];
  const council = councilUnits(units);
  return units.map((unit) => unit.id).filter((unit) => !council.has(unit));
}
