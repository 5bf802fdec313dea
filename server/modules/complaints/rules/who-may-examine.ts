import type { About } from '../contract.ts';

/**
 * Whether a report must leave the house: nobody examines himself, and nobody examines who appoints him. The Inspektorat is
 * under the head of region (PP 12/2017 on supervision of local government: the province supervises the regency).
 */
export const goesToTheProvince = (about: About, unitKind?: string): boolean => about === 'inspektorat' || about === 'head-of-region' || unitKind === 'inspektorat' || unitKind === 'head-of-region';

/** The unit complained of never handles the report, nor does a unit above or below it. */
export const isComplainedOf = (complained: readonly string[], unit: string): boolean => complained.includes(unit);
