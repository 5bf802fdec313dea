import type { UnitKind, UnitLetterhead, UnitProfile } from '../contract.ts';

export interface LetterheadFacts {
  /** "Pemerintah Kabupaten Ponorogo"; a ministry by its own name */
  government: string;
  kind: UnitKind;
  name: string;
  profile: UnitProfile;
  /** Name of the kecamatan of the unit's region, if it is a unit here. */
  district: string | null;
  parentName: string | null;
  parentKind: UnitKind | null;
}

const PERANGKAT_DAERAH: readonly UnitKind[] = ['setda', 'dinas', 'badan', 'inspektorat', 'setwan'];

/**
 * The head of a letter follows the signing unit (reference letters §4): a desa or kelurahan stands below its kecamatan,
 * a part of an agency (bidang, UPTD) below the agency. The head of region has no government line of its own; DPRD is not
 * the government: its name stands above that of the region.
 */
export function letterheadOf(unit: LetterheadFacts): UnitLetterhead {
  const kind = unit.kind === 'head-of-region' ? 'kepala-daerah' : unit.kind === 'kecamatan' || unit.kind === 'kelurahan' || unit.kind === 'desa' ? unit.kind : 'perangkat-daerah';
  const above =
    kind === 'desa' || kind === 'kelurahan' ? (unit.district ?? (unit.parentKind === 'kecamatan' ? unit.parentName : null))
    : kind === 'perangkat-daerah' && unit.parentKind !== null && PERANGKAT_DAERAH.includes(unit.parentKind) && !PERANGKAT_DAERAH.includes(unit.kind) ? unit.parentName
    : null;
  const { address, phone, email, website, postalCode } = unit.profile;
  const contact = [phone && `Telepon ${phone}`, website && `Laman ${website}`, email && `Pos-el ${email}`, postalCode && `Kode Pos ${postalCode}`].filter(Boolean).join(', ');
  const lines = unit.kind === 'dprd' ? { government: unit.name, name: unit.government.replace(/^Pemerintah /, '') } : { government: unit.government, name: unit.name };
  return { kind, ...lines, parents: above ? [above] : [], ...(address ? { address } : {}), ...(contact ? { contact } : {}) };
}
