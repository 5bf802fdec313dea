import { sameText } from '../../../engines/sheets/judged-rows.ts';
import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import type { TenantContext } from '../../../platform/request/context.ts';
import { principalOn, type Placement } from '../../organization/contract.ts';
import { organizationOf } from './units.ts';

// Who people are, for pages of the other doors. Each costs one or two statements, however many people.

export interface Staff {
  person: string;
  holding: string | null;
  name: string;
  nip: string | null;
  unit: string;
  unitName: string;
  title: string;
}

const asStaff = (one: Placement, names: ReadonlyMap<string, { name: string }>): Staff => ({ person: one.person, holding: one.holding, name: one.name, nip: one.nip, unit: one.unit, unitName: names.get(one.unit)?.name ?? '', title: one.postTitle });

/** Those who hold a post on the day in the units (or anywhere), each once, sorted by name. */
export async function staffOn(t: TenantContext, units: readonly string[] | 'everybody', day: CalendarDay): Promise<Staff[]> {
  const placements = await organizationOf(t).placements(t, units === 'everybody' ? units : { units }, day, day);
  const names = await organizationOf(t).unitFacts(t, [...new Set(placements.map((one) => one.unit))]);
  const principal = [...Map.groupBy(placements, (one) => one.person).values()].flatMap((all) => principalOn(all, day) ?? []);
  return principal.map((one) => asStaff(one, names)).toSorted((a, b) => a.name.localeCompare(b.name, 'id'));
}

/** By person, whenever they held a post: the last one. */
export async function staffByPerson(t: TenantContext, people: readonly string[]): Promise<Map<string, Staff>> {
  if (people.length === 0) return new Map();
  const placements = await organizationOf(t).placements(t, { people: [...new Set(people)] }, '1900-01-01', '9999-12-31');
  const names = await organizationOf(t).unitFacts(t, [...new Set(placements.map((one) => one.unit))]);
  const last = placements.toSorted((a, b) => (a.fromDay < b.fromDay ? -1 : 1));
  return new Map(last.map((one) => [one.person, asStaff(one, names)]));
}

/** "199001012015031001", or a name without caring for titles, case and signs. */
export function findStaff(all: readonly Staff[], text: string): Staff[] {
  const digits = text.replace(/[\s.-]/g, '');
  if (/^\d{5,}$/.test(digits)) return all.filter((one) => one.nip === digits);
  const wanted = sameText(text);
  const exact = all.filter((one) => sameText(one.name) === wanted);
  return exact.length > 0 ? exact : all.filter((one) => ` ${sameText(one.name)} `.includes(` ${wanted} `));
}

/** @throws Refused naming what to write instead */
export async function mustFindStaff(t: TenantContext, of: { person?: string | undefined; text?: string | undefined }, day: CalendarDay): Promise<Staff> {
  if (of.person) {
    const one = (await staffByPerson(t, [of.person])).get(of.person);
    if (one) return one;
  } else if (of.text && of.text.trim().length > 2) {
    const found = findStaff(await staffOn(t, 'everybody', day), of.text);
    if (found.length === 1) return found[0]!;
    if (found.length > 1) throw new Refused({ code: 'attendance.person-unclear', data: { count: found.length } });
  }
  throw new Refused({ code: 'attendance.no-such-person' });
}
