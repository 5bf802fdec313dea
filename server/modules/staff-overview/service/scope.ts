import { part } from '../../../platform/house.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { mustHat, type TenantContext } from '../../../platform/request/context.ts';
import { overseesInstitution, principalOn, type OrganizationPort, type Placement, type UnitFacts } from '../../organization/contract.ts';
import type { TimesheetsPort } from '../../timesheets/contract.ts';
import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';

export const organizationOf = (t: TenantContext): OrganizationPort<TenantContext> => part<OrganizationPort<TenantContext>>(t.house, 'organization');

/** Days are judged by timesheets; an installation that leaves that module out has no day to show. */
export function timesheetsOf(t: TenantContext): TimesheetsPort<TenantContext> {
  const port = t.house.parts.get('timesheets') as TimesheetsPort<TenantContext> | undefined;
  if (!port) throw new Refused({ code: 'staff-overview.no-day-results' });
  return port;
}

export interface Scope {
  /** The unit that was opened; null: all that the hat may see. */
  unit: UnitFacts | null;
  /** One line of the list each, with every unit that counts to it. */
  groups: { id: string; name: string; units: Set<string>; hasBelow: boolean }[];
  /** All of them; null: the whole institution. */
  units: string[] | null;
  above: { id: string; name: string }[];
}

const AGENCIES = new Set(['setda', 'dinas', 'badan', 'inspektorat', 'setwan', 'rsud', 'kecamatan', 'lainnya']);

/** Who oversees the institution sees it by agency, a head the own unit by what is directly below it. */
export async function scopeOf(t: TenantContext, asked: string | undefined): Promise<Scope> {
  const hat = mustHat(t);
  const all = await organizationOf(t).unitsInForce(t);
  const children = Map.groupBy(all, (one) => one.parent ?? '');
  const below = (id: string): string[] => [id, ...(children.get(id) ?? []).flatMap((one) => below(one.id))];
  const byId = new Map(all.map((one) => [one.id, one]));
  const above = (one: UnitFacts): UnitFacts[] => (one.parent && byId.get(one.parent) ? [...above(byId.get(one.parent)!), byId.get(one.parent)!] : []);
  const seesAll = overseesInstitution(hat.unitKind) || hat.duties.includes('personnel-agency');
  const own = below(hat.unitId);
  const group = (one: UnitFacts) => ({ id: one.id, name: one.name, units: new Set(below(one.id)), hasBelow: (children.get(one.id) ?? []).length > 0 });

  const opened = asked ?? (seesAll ? undefined : hat.unitId);
  if (opened !== undefined) {
    const unit = byId.get(opened);
    if (!unit || (!seesAll && !own.includes(opened))) throw new Refused({ code: 'staff-overview.unit-not-yours' });
    // Those of the unit itself are a line of their own where it has others below it.
    const lines = (children.get(opened) ?? []).map(group);
    const self = { id: unit.id, name: lines.length > 0 ? `${unit.name} (langsung)` : unit.name, units: new Set([unit.id]), hasBelow: false };
    return { unit, groups: [self, ...lines], units: below(opened), above: above(unit).filter((one) => seesAll || own.includes(one.id)).map(({ id, name }) => ({ id, name })) };
  }
  const agencies = all.filter((one) => AGENCIES.has(one.kind) && !above(one).some((other) => AGENCIES.has(other.kind)));
  const counted = new Set(agencies.flatMap((one) => below(one.id)));
  // Whoever stands under no agency (the head of region, villages of their own) is not left out.
  const rest = all.filter((one) => !counted.has(one.id) && !(one.parent && !counted.has(one.parent) && byId.has(one.parent)));
  const alone = (one: UnitFacts) => ({ ...group(one), units: new Set(below(one.id).filter((id) => !counted.has(id))) });
  return { unit: null, groups: [...agencies.map(group), ...rest.map(alone)], units: null, above: [] };
}

/** Employees on a day with the placement that counts. Elected heads and village officials keep no office hours. */
export async function staffOf(t: TenantContext, units: readonly string[] | null, day: CalendarDay): Promise<Placement[]> {
  const placements = await organizationOf(t).placements(t, units ? { units } : 'everybody', day, day);
  return [...Map.groupBy(placements, (one) => one.person).values()].flatMap((all) => principalOn(all, day) ?? []).filter((one) => one.employment !== 'head-of-region' && one.employment !== 'village');
}
