import type { UnitFacts } from './port.ts';
import type { UnitKind } from './shapes.ts';

// Whose letters a secretariat keeps, and where DPRD ends: it is beside the head of region, not below (UU 23/2014 art. 57, 149, 215).

const SERVED: Partial<Record<UnitKind, UnitKind>> = { setda: 'head-of-region', setwan: 'dprd' };
type Placed = Pick<UnitFacts, 'id' | 'kind' | 'parent'>;

/** The kind of unit that a secretariat serves; undefined for every other unit. */
export const servedKind = (kind: string): UnitKind | undefined => SERVED[kind as UnitKind];
/** The secretariats that serve a unit of this kind. */
export const secretariatsOf = <T extends Placed>(kind: string, units: readonly T[]): T[] => units.filter((unit) => servedKind(unit.kind) === kind);

/** DPRD with what is below it, but for its secretariat: that is a perangkat daerah, wherever a tree puts it. */
export function councilUnits(units: readonly Placed[]): Set<string> {
  const council = new Set(units.filter(({ kind }) => kind === 'dprd').map(({ id }) => id));
  for (let before = -1; before !== council.size; ) {
    before = council.size;
    for (const unit of units) if (unit.parent !== null && council.has(unit.parent) && unit.kind !== 'setwan') council.add(unit.id);
  }
  return council;
}
/** What a secretariat keeps besides its own: the head of region's unit alone, of DPRD all of it. */
export const unitsServed = (kind: string, units: readonly Placed[]): string[] =>
  kind === 'setwan' ? [...councilUnits(units)] : units.filter((unit) => unit.kind === servedKind(kind)).map(({ id }) => id);
