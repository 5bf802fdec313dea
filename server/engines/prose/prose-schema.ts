import * as z from 'zod';
import { sentenceOf } from '../../platform/kernel/refusal.ts';
import { checkProse } from './check-prose.ts';
import type { Prose } from './prose.ts';
import { proseRefusals } from './refusals.ts';

/** A body in the input of an operation: unfit ones are a refusal of that field, in Indonesian. */
export const proseInput = z
  .looseObject({ type: z.literal('doc'), content: z.array(z.looseObject({ type: z.string() })).optional() })
  .transform((value, context): Prose => {
    const checked = checkProse(value);
    if (checked.ok) return checked.value;
    context.addIssue({ code: 'custom', message: sentenceOf(checked.refusal, proseRefusals) });
    return z.NEVER;
  })
  .describe('Isi naskah dalam JSON ProseMirror: paragraph, heading, bulletList, orderedList, table, pageBreak');

/** A body in an output; it was checked when it came in. */
export const proseOutput = z.custom<Prose>();
