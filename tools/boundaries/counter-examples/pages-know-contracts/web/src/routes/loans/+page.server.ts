import type { Loan } from '../../../../server/modules/library/contract.ts';
import { url } from '../../../../server/platform/db/database.ts'; // reported

export const load = (): { loan: Loan } => ({ loan: url });
