import type { About } from '../contract.ts';

/**
 * Whether a report must leave the house: nobody examines himself, and nobody examines the head under whom he serves. The
 * province does.
 */
export const goesToTheProvince = (about: About, unitKind?: string): boolean => about === 'inspektorat' || about === 'head-of-region' || unitKind === 'inspektorat' || unitKind === 'head-of-region';
