import { orRefuse } from '../../../platform/kernel/refusal.ts';
import { addDays, type CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import type { TenantContext } from '../../../platform/request/context.ts';
import type { CalendarSnapshot } from '../../calendar/contract.ts';
import type { Placement, UnitFacts } from '../../organization/contract.ts';
import type { WorkDay, WorkSchedulesPort } from '../contract/port.ts';
import { aPatternIsSound, type ReadPattern } from '../rules/a-pattern-is-sound.ts';
import { dayOf, type DayBasis } from '../rules/day-of-a-pattern.ts';
import * as storage from '../storage/patterns.ts';
import { rosterDays } from '../storage/rosters.ts';
import { calendarOf, organizationOf } from './ports.ts';

// Chapters: the port · what was read once for a set of people · a unit's day · a person's day

export const workSchedulesPort: WorkSchedulesPort<TenantContext> = { days: daysOfPeople, unitDays };

export const daysBetween = (from: CalendarDay, to: CalendarDay): CalendarDay[] => {
  const days: CalendarDay[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day);
  return days;
};
export const lastOf = (month: string): CalendarDay => addDays(`${addDays(`${month}-01`, 31).slice(0, 7)}-01`, -1);

/** Nine statements at most, for one person or twenty thousand; units that were closed long ago cost one more for each level above them. */
export async function daysOfPeople(t: TenantContext, people: readonly string[], from: CalendarDay, to: CalendarDay): Promise<Map<string, WorkDay[]>> {
  const found = new Map<string, WorkDay[]>();
  if (people.length === 0 || to < from) return found;
  const placements = await organizationOf(t).placements(t, { people }, from, to);
  const basis = await readBasis(t, people, [...new Set(placements.map((one) => one.unit))], from, to);
  const byPerson = Map.groupBy(placements, (one) => one.person);
  const rostered = [...byPerson].filter(([person, held]) => basis.hasShifts(person, held)).map(([person]) => person);
  const codes = new Map<string, string>();
  if (rostered.length > 0) for (const row of await rosterDays(t.tx, t.instansi, rostered, from, to)) codes.set(`${row.person}${row.day}`, row.code);
  for (const [person, held] of byPerson) {
    const [only] = held;
    if (held.length === 1 && only!.fromDay <= from && (only!.toDay === null || only!.toDay >= to) && !basis.isOwn(person) && !basis.hasShifts(person, held)) found.set(person, basis.daysOfUnit(only!.unit));
    else {
      const days = basis.days.flatMap((day): WorkDay[] => {
        const at = held.find((one) => one.fromDay <= day && (one.toDay === null || one.toDay >= day));
        return at ? [basis.dayOf(at.unit, day, person, codes.get(`${person}${day}`))] : [];
      });
      if (days.length > 0) found.set(person, days);
    }
  }
  return found;
}

export async function unitDays(t: TenantContext, units: readonly string[], from: CalendarDay, to: CalendarDay): Promise<Map<string, WorkDay[]>> {
  if (units.length === 0 || to < from) return new Map();
  const basis = await readBasis(t, [], units, from, to);
  return new Map([...new Set(units)].map((unit) => [unit, basis.daysOfUnit(unit)]));
}

/** A pattern with its versions, the latest first, each read once. */
interface Kept {
  name: string;
  versions: { validFrom: CalendarDay; number: number; read: ReadPattern }[];
}
export interface Basis {
  days: CalendarDay[];
  dayOf(unit: string, day: CalendarDay, person?: string, code?: string): WorkDay;
  daysOfUnit(unit: string): WorkDay[];
  /** Somebody with a pattern of his own on any of the days. */
  isOwn(person: string): boolean;
  hasShifts(person: string, held: readonly Pick<Placement, 'unit'>[]): boolean;
  /** The shift pattern by which the person works on the day. */
  shiftsOn(unit: string, day: CalendarDay, person: string): Extract<ReadPattern, { kind: 'shift' }> | undefined;
  /** Where the unit's assignment of the day comes from. */
  assignmentOn(unit: string, day: CalendarDay): storage.AssignmentStored | undefined;
  calendarKey(unit: string): string;
}

export async function readBasis(t: TenantContext, people: readonly string[], units: readonly string[], from: CalendarDay, to: CalendarDay): Promise<Basis> {
  const snapshot = await calendarOf(t).snapshot(t);
  const assignments = await storage.assignmentsBetween(t.tx, t.instansi, people, from, to);
  const patterns = assignments.some((one) => one.pattern !== null) ? keptPatterns(await storage.listVersions(t.tx, t.instansi)) : new Map<string, Kept>();
  const parents = assignments.length > 0 || snapshot.assignments.size > 0 ? await parentsOf(t, units) : new Map<string, string | null>();
  return basisOf({ snapshot, assignments, patterns, parents, days: daysBetween(from, to) });
}

const keptPatterns = (rows: readonly storage.PatternVersionRow[]): Map<string, Kept> =>
  new Map([...Map.groupBy(rows, (row) => row.pattern)].map(([pattern, versions]) => [pattern, { name: versions[0]!.name, versions: versions.map(({ validFrom, number, body }) => ({ validFrom, number, read: orRefuse(aPatternIsSound(body)) })) }]));

/** What stands above each unit; also above closed ones, for days when they were not. */
async function parentsOf(t: TenantContext, units: readonly string[]): Promise<Map<string, string | null>> {
  const organization = organizationOf(t);
  const parents = new Map<string, string | null>((await organization.unitsInForce(t)).map((unit) => [unit.id, unit.parent]));
  let missing = units.filter((unit) => !parents.has(unit));
  for (let step = 0; missing.length > 0 && step < 12; step++) {
    const facts: ReadonlyMap<string, UnitFacts> = await organization.unitFacts(t, missing);
    for (const unit of missing) parents.set(unit, facts.get(unit)?.parent ?? null);
    missing = [...facts.values()].flatMap((unit) => (unit.parent !== null && !parents.has(unit.parent) ? [unit.parent] : []));
  }
  return parents;
}

interface Read {
  snapshot: CalendarSnapshot;
  assignments: readonly storage.AssignmentStored[];
  patterns: ReadonlyMap<string, Kept>;
  parents: ReadonlyMap<string, string | null>;
  days: CalendarDay[];
}

function basisOf({ snapshot, assignments, patterns, parents, days }: Read): Basis {
  const ofUnit = Map.groupBy(assignments.filter((one) => one.unit !== null), (one) => one.unit!);
  const ofPerson = Map.groupBy(assignments.filter((one) => one.person !== null), (one) => one.person!);
  const made = new Map<string, WorkDay>();
  const whole = new Map<string, WorkDay[]>();
  const bases = new Map<string, { key: string; basis: DayBasis }>();

  const chain = memo((unit: string): string[] => {
    const way = [unit];
    for (let above = parents.get(unit); above && way.length < 13; above = parents.get(above)) way.push(above);
    return way;
  });
  const calendarKey = memo((unit: string): string => chain(unit).map((one) => snapshot.assignments.get(one)).find((key) => key !== undefined) ?? snapshot.defaultKey);
  const covers = (one: storage.AssignmentStored, day: CalendarDay): boolean => one.fromDay <= day && (one.toDay === null || one.toDay >= day);
  const assignmentOn = (unit: string, day: CalendarDay): storage.AssignmentStored | undefined => {
    if (ofUnit.size === 0) return undefined;
    for (const one of chain(unit)) {
      const covering = ofUnit.get(one)?.find((assignment) => covers(assignment, day));
      if (covering) return covering;
    }
    return undefined;
  };
  /** A personal pattern says nothing of cuti bersama unless it is set; the unit's stays. */
  const basisOn = (unit: string, day: CalendarDay, person?: string): { key: string; basis: DayBasis } => {
    const own = person === undefined ? undefined : ofPerson.get(person)?.find((one) => covers(one, day));
    const assigned = assignmentOn(unit, day);
    const patternId = own ? own.pattern : (assigned?.pattern ?? null);
    const kept = patternId === null ? undefined : patterns.get(patternId);
    const version = kept?.versions.find((one) => one.validFrom <= day) ?? kept?.versions.at(-1);
    const open = (own?.openOnJointLeave ?? false) || (assigned?.openOnJointLeave ?? false);
    const key = `${calendarKey(unit)} ${patternId ?? ''} ${version?.number ?? ''} ${open}`;
    let found = bases.get(key);
    if (!found) bases.set(key, (found = { key, basis: { calendar: snapshot.calendarOf(calendarKey(unit)), openOnJointLeave: open, pattern: kept && version ? { read: version.read, name: kept.name, version: `${patternId}/${version.number}` } : undefined } }));
    return found;
  };
  const dayOn = (unit: string, day: CalendarDay, person?: string, code?: string): WorkDay => {
    const { key, basis } = basisOn(unit, day, person);
    const name = `${key} ${day} ${basis.pattern?.read.kind === 'shift' ? (code ?? '') : ''}`;
    let one = made.get(name);
    if (!one) made.set(name, (one = dayOf(basis, day, code)));
    return one;
  };
  const isShift = (basis: DayBasis) => basis.pattern?.read.kind === 'shift';
  const unitHasShifts = memo((unit: string): boolean => days.some((day) => isShift(basisOn(unit, day).basis)));
  return {
    days, calendarKey, assignmentOn, dayOf: dayOn,
    daysOfUnit: (unit) => {
      let all = whole.get(unit);
      if (!all) whole.set(unit, (all = days.map((day) => dayOn(unit, day))));
      return all;
    },
    isOwn: (person) => ofPerson.has(person),
    hasShifts: (person, held) => held.some(({ unit }) => unitHasShifts(unit) || (ofPerson.has(person) && days.some((day) => isShift(basisOn(unit, day, person).basis)))),
    shiftsOn: (unit, day, person) => {
      const read = basisOn(unit, day, person).basis.pattern?.read;
      return read?.kind === 'shift' ? read : undefined;
    },
  };
}

function memo<V>(work: (key: string) => V): (key: string) => V {
  const known = new Map<string, V>();
  return (key) => {
    if (!known.has(key)) known.set(key, work(key));
    return known.get(key)!;
  };
}
