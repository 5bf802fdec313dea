import { sql } from '../../platform/db/sql.ts'; // reported

export const lend = (): string => sql`insert into library.loan default values`;
