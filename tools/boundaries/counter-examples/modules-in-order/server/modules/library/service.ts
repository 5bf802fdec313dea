import type { Fine } from '../fines/contract.ts'; // reported

export const owes = (fine: Fine): boolean => fine > 0;
