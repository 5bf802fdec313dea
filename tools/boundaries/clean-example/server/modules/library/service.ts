import { insertLoan } from './storage.ts';
import { cost } from './rules/late-books-cost.ts';

export const lend = (now: Date): string => insertLoan(now.toISOString()) + cost({ name: 'Sari' }, now, 3);
