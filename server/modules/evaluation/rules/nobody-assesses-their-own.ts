import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';

/** Where a person belongs: institutions of this installation with a post or the account, and what was declared. */
export interface Belonging {
  /** Institutions (tenants) in which the same account holds a post, or held one in the period that is assessed. */
  tenants: ReadonlySet<string>;
  /** Declared: a region with what lies below it, or an institution by its bare name. */
  interests: readonly { region: string | null; bareName: string }[];
}
export interface Assessed {
  tenant: string | null;
  region: string | null;
  bareName: string;
}

/** What of a campaign says which period is assessed. */
export interface PeriodOf {
  year: number;
  phases: readonly { from: CalendarDay }[];
}
/** From when on a post counts: the beginning of the year that is assessed, of the campaign where that is earlier, or today. House rule: whoever made the papers does not grade them. */
export const periodOf = ({ year, phases }: PeriodOf, today: CalendarDay): CalendarDay => [`${year}-01-01`, today, ...phases.map(({ from }) => from)].toSorted()[0]!;

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
  post: 'memegang atau pernah memegang jabatan di instansi ini dalam masa penilaian',
  institution: 'menyatakan dirinya bagian dari instansi ini',
  region: 'menyatakan dirinya bagian dari wilayah ini',
} as const;
