import * as z from 'zod';
import { PAPERS } from './letter-data.ts';

/** `letter.yaml`: what a template needs and on which paper it may be printed. */

const LETTER_FIELD_TYPES = [
  'text', 'paragraphs', 'date', 'date-in-words', 'number', 'money', 'list', 'table', 'prose',
] as const;

const id = z.string().regex(/^[a-z][a-z0-9_]{0,59}$/);

const letterField = z.object({
  id,
  label: z.string().min(1),
  type: z.enum(LETTER_FIELD_TYPES).describe(
    'text: one line · paragraphs: text with line breaks · date, date-in-words: YYYY-MM-DD · number: decimal, as number or ' +
      'text · money: whole rupiah · list: texts · table: rows by column · prose: a body with headings, lists, tables (engine prose)',
  ),
  required: z.boolean().default(true),
  columns: z.array(z.object({ id, label: z.string().min(1) })).min(1).optional().describe('Only for table'),
}).refine((field) => (field.type === 'table') === (field.columns !== undefined), {
  message: 'columns belongs to a table, and a table needs columns',
});

const letterPart = z.enum(['letterhead', 'number', 'date', 'place', 'signer', 'verification']);

export const letterDefinition = z.object({
  format: z.literal(1),
  id: z.string().regex(/^[a-z][a-z0-9-]{2,59}$/),
  title: z.string().min(3),
  legalBasis: z.array(
    z.object({ id, title: z.string(), article: z.string().optional(), checked: z.string().optional() }),
  ).min(1),
  paper: z.object({ default: z.enum(PAPERS), allowed: z.array(z.enum(PAPERS)).min(1) })
    .refine((paper) => paper.allowed.includes(paper.default), { message: 'the default paper must be allowed' }),
  parts: z.array(letterPart).describe('What must come with the fields'),
  public: z.boolean().optional().describe('Whoever knows the code may download the issued file; by default only the applicant and officers'),
  fields: z.array(letterField),
});

export type LetterField = z.infer<typeof letterField>;
export type LetterPart = z.infer<typeof letterPart>;
export type LetterDefinition = z.infer<typeof letterDefinition>;
