import * as z from 'zod';
import { expressionText, nodeId } from '../forms/form-definition.ts';

/** What a service costs. Amounts are whole rupiah; the rounding is named; every figure has its legal basis. */
export const feeDefinition = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('free'), legalBasis: z.string() }),
  z.object({
    kind: z.literal('formula'),
    legalBasis: z.string(),
    note: z.string().optional(),
    components: z
      .array(z.object({ id: nodeId, label: z.string(), amount: expressionText, when: expressionText.optional() }))
      .min(1),
    rounding: z.enum(['down', 'half-up', 'up']).default('down').describe('Applied once, to the whole rupiah'),
  }),
  z.object({
    kind: z.literal('assessed'),
    legalBasis: z.string(),
    note: z.string().describe('Said to the applicant: who works the amount out, and when'),
  }),
]);
export type FeeDefinition = z.infer<typeof feeDefinition>;
