import { lend } from './service.ts'; // reported

export const insertLoan = (): string => lend();
