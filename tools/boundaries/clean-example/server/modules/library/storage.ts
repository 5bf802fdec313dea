import { sql } from '../../platform/db/sql.ts';

export const insertLoan = (day: string): string => sql`insert into library.loan values (${day})`;
