import type * as z from 'zod';
import type { Values } from '#lib/forms/types.ts';
import type { Problem } from '#lib/types.ts';
import type { operations } from '../../../../../../../server/modules/self-assessment/contract.ts';

/** One indicator as its page gets it, for the parts of that page. */
export type IndicatorView = z.output<(typeof operations)['getIndicator']['output']>;
export interface RefusedForm {
  problem?: Problem;
  values?: Values;
}
