import type { Letterhead } from './letter-data.ts';

export interface SigningUnit {
  kind: Exclude<Letterhead['kind'], 'kepala-daerah'>;
  government: string;
  parents?: string[];
  name: string;
  address?: string;
  contact?: string;
  logo?: string;
}

/**
 * The letterhead follows the signing unit: not the drafting unit, and not the person on whose behalf it is signed
 * (reference letters §4). The head or deputy head of region in person has the letterhead of the post; a head of
 * agency keeps that of the agency also when signing `a.n. Bupati`.
 */
export function letterheadFor(
  signer: { isHeadOfRegion: boolean; postTitle: string },
  unit: SigningUnit,
  headOfRegion: Pick<Letterhead, 'address' | 'contact' | 'logo'> = {},
): Letterhead {
  return signer.isHeadOfRegion ? { kind: 'kepala-daerah', name: signer.postTitle, ...headOfRegion } : { ...unit };
}
