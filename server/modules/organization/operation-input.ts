import type * as z from 'zod';
import type { operations } from './contract.ts';

/** The checked input of an operation, as its service function gets it. */
export type Input<K extends keyof typeof operations> = z.output<(typeof operations)[K]['input']>;
