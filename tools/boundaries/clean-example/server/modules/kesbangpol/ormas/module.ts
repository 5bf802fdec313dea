import { mayLend } from '../../library/contract.ts';

export const name = 'kesbangpol/ormas';
export const rule = mayLend;
