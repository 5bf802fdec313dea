import type { Loan } from '../library/contract.ts';

export type Fine = number;
export type FineOf = (loan: Loan) => Fine;
