/** Where a person belongs: institutions of this installation with a post or the account, and what was declared. */
export interface Belonging {
  /** Institutions (tenants) in which the same account holds a post or is kept. */
  tenants: ReadonlySet<string>;
  /** Declared: a region with what lies below it, or an institution by its bare name. */
  interests: readonly { region: string | null; bareName: string }[];
}
export interface Assessed {
  tenant: string | null;
  region: string | null;
  bareName: string;
}

/** One lies in the other: a regency in its province, a province around its regency. */
const touches = (a: string, b: string): boolean => a === b || a.startsWith(`${b}.`) || b.startsWith(`${a}.`);

/**
 * Why somebody may not assess an institution, or null. An assessor must not be assigned where he belongs
 * (Permenpan RB 59/2020, ethics of assessors: no conflict of interest): an account or post there, a declared institution,
 * or a declared region that holds it or lies in it.
 */
export function conflictOf(who: Belonging, assessed: Assessed): 'post' | 'institution' | 'region' | null {
  if (assessed.tenant !== null && who.tenants.has(assessed.tenant)) return 'post';
  if (who.interests.some(({ region, bareName }) => (region === null ? bareName === assessed.bareName : region === assessed.region))) return 'institution';
  if (assessed.region !== null && who.interests.some(({ region }) => region !== null && touches(region, assessed.region!))) return 'region';
  return null;
}
export const conflictSentences = {
  post: 'punya jabatan atau akun di instansi ini',
  institution: 'menyatakan dirinya bagian dari instansi ini',
  region: 'menyatakan dirinya bagian dari wilayah ini',
} as const;
