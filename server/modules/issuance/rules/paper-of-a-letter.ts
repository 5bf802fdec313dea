import type { Paper } from '../../../engines/documents/letter/letter-data.ts';

/**
 * Paper belongs to template and institution: what is asked for wins, then the institution's sheet (A4 or F4) where the
 * template is a letter on such a sheet and allows it, else the template's own (receipts stay A5 or a roll).
 */
export function paperOfLetter(template: { default: Paper; allowed: readonly Paper[] }, institution: Paper | undefined, asked: Paper | undefined): Paper {
  if (asked) return asked;
  const isSheet = template.default === 'A4' || template.default === 'F4';
  return isSheet && institution && template.allowed.includes(institution) ? institution : template.default;
}
