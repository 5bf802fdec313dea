import type { Loan } from '../../modules/library/contract.ts';
import { lend } from '../../modules/library/service.ts'; // reported

export const slip = (): Loan => lend();
