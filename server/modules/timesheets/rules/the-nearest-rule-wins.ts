import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import type { UnitKind } from '../../organization/contract.ts';

/** Whom a rule reaches: these units, or units of these kinds, each with all below them; neither: the whole institution. */
export interface Scope {
  units: readonly string[];
  unitKinds: readonly UnitKind[];
}
export interface ScopedRule extends Scope {
  fromDay: CalendarDay;
  toDay: CalendarDay | null;
}
type Units = ReadonlyMap<string, { kind: UnitKind; parent: string | null }>;

export const reachesAll = ({ units, unitKinds }: Scope): boolean => units.length === 0 && unitKinds.length === 0;

/** The unit itself and those above it, nearest first. */
export function wayUp(units: Units, unit: string): string[] {
  const way = [unit];
  for (let above = units.get(unit)?.parent; above && way.length < 13; above = units.get(above)?.parent) way.push(above);
  return way;
}

/**
 * The rules that reach a unit, the one that wins first: a named unit before a kind, a kind before the institution; of two alike the nearer
 * unit, then the one that began last. House rule (lex specialis); which unit has which rule is the institution's own.
 */
export function rulesFor<R extends ScopedRule>(rules: readonly R[], units: Units, unit: string): R[] {
  const way = wayUp(units, unit);
  const placed = rules.flatMap((rule) => {
    if (reachesAll(rule)) return [{ rule, rank: 2, far: 0 }];
    const named = rule.units.length > 0;
    const far = way.findIndex((one) => (named ? rule.units.includes(one) : rule.unitKinds.includes(units.get(one)?.kind ?? 'lainnya')));
    return far === -1 ? [] : [{ rule, rank: named ? 0 : 1, far }];
  });
  return placed.sort((a, b) => a.rank - b.rank || a.far - b.far || (a.rule.fromDay < b.rule.fromDay ? 1 : a.rule.fromDay > b.rule.fromDay ? -1 : 0)).map(({ rule }) => rule);
}

/** The first of them that has begun and not ended; none before the first. */
export const ruleOn = <R extends ScopedRule>(rules: readonly R[], day: CalendarDay): R | undefined => rules.find((one) => one.fromDay <= day && (one.toDay === null || one.toDay >= day));

const same = (a: readonly string[], b: readonly string[]): boolean => a.length === b.length && a.every((one) => b.includes(one));
export const sameScope = (a: Scope, b: Scope): boolean => same(a.units, b.units) && same(a.unitKinds, b.unitKinds);

/** What another rule of the same day names too, without being the same group: nobody could tell which of them wins. */
export const namedTwice = (one: ScopedRule, other: ScopedRule): string[] =>
  one.fromDay !== other.fromDay || sameScope(one, other) ? [] : [...one.units.filter((unit) => other.units.includes(unit)), ...one.unitKinds.filter((kind) => other.unitKinds.includes(kind))];

/** Units that a rule may reach; undefined: all. */
export function unitsReached(units: Units, scope: Scope): string[] | undefined {
  if (reachesAll(scope)) return undefined;
  return [...units.keys()].filter((unit) => wayUp(units, unit).some((one) => scope.units.includes(one) || scope.unitKinds.includes(units.get(one)?.kind ?? 'lainnya')));
}
