import * as z from 'zod';

export const rupiah = z.number().int();
export const lateFee = (days: number): number => days * 1000;
