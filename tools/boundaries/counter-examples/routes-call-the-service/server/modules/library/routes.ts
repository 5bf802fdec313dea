import { mayBorrow } from './rules/at-most-five-books.ts'; // reported
import { listLoans } from './storage.ts'; // reported

export const loans = (): string[] => (mayBorrow() ? listLoans() : []);
