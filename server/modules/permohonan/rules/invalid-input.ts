import type * as z from 'zod';
import type { Refusal } from '../../../platform/kernel/refusal.ts';

/** A payload of a wrong shape, told by field; the schema's own sentences are Indonesian, its defaults are not shown. */
export const invalidInput = (error: z.ZodError): Refusal => ({
  code: 'request.invalid',
  fields: error.issues.slice(0, 30).map((issue) => ({ path: issue.path.join('.'), message: /^(Invalid|Too |Unrecognized|Expected)/.test(issue.message) ? 'Isi bagian ini dengan benar.' : issue.message })),
});
