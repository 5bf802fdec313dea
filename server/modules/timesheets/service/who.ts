import type { CalendarDay, Zone } from '../../../platform/kernel/calendar-day.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { mustHat, type Hat, type TenantContext } from '../../../platform/request/context.ts';
import { overseesInstitution, type Holder, type Placement } from '../../organization/contract.ts';
import { agencyOf } from '../rules/agency-of-a-unit.ts';
import { unitTree } from './judge.ts';
import { organizationOf } from './ports.ts';

/** Who looks, and how far. */
export interface Who {
  hat: Hat;
  today: CalendarDay;
  zone: Zone;
  tree: Awaited<ReturnType<typeof unitTree>>;
  agency: string;
  /** `null`: the whole institution. */
  units: ReadonlySet<string> | null;
}
/** BKPSDM, auditor, payroll and those above all agencies see everything; who keeps personnel matters of an agency all of it; others their own unit and below. */
export async function whoLooks(t: TenantContext): Promise<Who> {
  const hat = mustHat(t);
  const organization = organizationOf(t);
  const [today, zone, tree] = [await organization.today(t), await organization.zone(t), await unitTree(t, [hat.unitId])];
  const agency = agencyOf(tree, hat.unitId);
  const seesAll = hat.permissions.has('timesheets.lock') || hat.duties.includes('auditor') || hat.duties.includes('payroll-officer') || overseesInstitution(hat.unitKind);
  const units = seesAll ? null : new Set(await organization.unitsBelow(t, hat.duties.includes('personnel-officer') ? agency : hat.unitId));
  return { hat, today, zone, tree, agency, units };
}
export const sees = (who: Who, unit: string): boolean => who.units === null || who.units.has(unit);
export const nameOf = (who: Pick<Who, 'tree'>, unit: string): string => who.tree.get(unit)?.name ?? '';

/** The person behind the post that is worn. @throws Refused `timesheets.no-person` */
export async function ownHolder(t: TenantContext): Promise<Holder> {
  const organization = organizationOf(t);
  const holder = await organization.holdingInForce(t, mustHat(t).holdingId, await organization.today(t));
  if (!holder) throw new Refused({ code: 'timesheets.no-person' });
  return holder;
}

/** Names of people by person, as they were placed in the last years. */
export async function namesOf(t: TenantContext, people: Iterable<string>): Promise<Map<string, Placement>> {
  const asked = [...new Set(people)];
  if (asked.length === 0) return new Map();
  const found = new Map<string, Placement>();
  for (const one of await organizationOf(t).placements(t, { people: asked }, '2000-01-01', '2099-12-31')) if (!found.has(one.person) || one.toDay === null) found.set(one.person, one);
  return found;
}
