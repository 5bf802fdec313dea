import type * as z from 'zod';
import type { operations } from './contract.ts';

export type Input<K extends keyof typeof operations> = z.output<(typeof operations)[K]['input']>;
