import type * as z from 'zod';
import type { Refusal } from '../../../platform/kernel/refusal.ts';

/** The schema's defaults are English and about types; whoever filled in a form reads what to do. */
function sentenceOf({ code, message }: z.core.$ZodIssue): string {
  if (!/^(Invalid|Too |Unrecognized|Expected)/.test(message)) return message;
  if (code === 'invalid_value') return 'Pilih salah satu.';
  if (code === 'invalid_type' && message.endsWith('received undefined')) return 'Bagian ini belum diisi.';
  return 'Isi bagian ini dengan benar.';
}

/** A payload of a wrong shape, told by field; the schema's own sentences are Indonesian, its defaults are not shown. */
export const invalidInput = (error: z.ZodError): Refusal => ({
  code: 'request.invalid',
  fields: error.issues.slice(0, 30).map((issue) => ({ path: issue.path.join('.'), message: sentenceOf(issue) })),
});
