import type { UnitKind } from '../../organization/contract.ts';

/** Kinds that keep a budget of their own and so a recap of their own; a bidang, UPTD or kelurahan is counted under the one above. House rule. */
const AGENCIES: ReadonlySet<UnitKind> = new Set<UnitKind>(['head-of-region', 'setda', 'dinas', 'badan', 'inspektorat', 'setwan', 'rsud', 'kecamatan', 'desa']);

interface Unit {
  id: string;
  kind: UnitKind;
  parent: string | null;
}
/** The perangkat daerah under which a unit is counted: itself or the nearest above that is one, else the topmost. */
export function agencyOf(units: ReadonlyMap<string, Unit>, unit: string): string {
  let at = units.get(unit);
  for (let steps = 0; at && steps < 12; steps++) {
    if (AGENCIES.has(at.kind) || at.parent === null || !units.has(at.parent)) return at.id;
    at = units.get(at.parent);
  }
  return at?.id ?? unit;
}
