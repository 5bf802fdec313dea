import { ok, refuse, type Result } from '../../../platform/kernel/refusal.ts';
import type { UnitKind } from '../contract.ts';

/** Refuses `refusal` when `parent` is the node itself or stands below it. `parentOf` gives what stands above each. */
export function noCircle(node: string, parent: string | null, parentOf: ReadonlyMap<string, string | null>, refusal: string): Result<void> {
  const seen = new Set<string>();
  for (let at = parent; at !== null; at = parentOf.get(at) ?? null) {
    if (at === node || seen.has(at)) return refuse(refusal);
    seen.add(at);
  }
  return ok(undefined);
}

/**
 * A desa is its own kind, outside the agency structure (UU 6/2014; reference asn-organisation §5): below it only kinds
 * without a structure of their own. Region codes belong to kecamatan, kelurahan and desa, and lie inside the
 * institution's own region.
 */
export function unitFitsItsPlace(unit: { kind: UnitKind; region: string | null }, parentKind: UnitKind | null, institutionRegion: string): Result<void> {
  if (parentKind === 'desa' && unit.kind !== 'lainnya') return refuse('organization.desa-stands-alone');
  const wanted = regionLength(unit.kind);
  if (unit.region === null) return wanted === null ? ok(undefined) : refuse('organization.region-of-another-kind', { region: '(kosong)' });
  const inside = unit.region === institutionRegion || unit.region.startsWith(`${institutionRegion}.`);
  if (!inside || (wanted !== null && unit.region.length !== wanted)) return refuse('organization.region-of-another-kind', { region: unit.region });
  // The last four digits of a Kemendagri code begin with 1 for a kelurahan, with 2 for a desa.
  const isKelurahan = unit.region[9] === '1';
  if (wanted === 13 && isKelurahan !== (unit.kind === 'kelurahan')) return refuse('organization.region-of-another-kind', { region: unit.region });
  return ok(undefined);
}

const regionLength = (kind: UnitKind): number | null => (kind === 'kecamatan' ? 8 : kind === 'desa' || kind === 'kelurahan' ? 13 : null);
