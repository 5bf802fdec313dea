import * as z from 'zod';
import type { Tree } from '../../engines/expressions/evaluate.ts';
import type { CompiledFee } from '../../engines/fees/check-fee.ts';
import type { CompiledForm } from '../../engines/forms/compiled-form.ts';
import type { ReadLookups } from '../../engines/forms/describe-answers.ts';
import type { Answers } from '../../engines/forms/form-definition.ts';
import type { RequestState } from '../../engines/workflow/request-state.ts';
import type { CalendarDay } from '../../platform/kernel/calendar-day.ts';
import { feeDefinition } from '../../engines/fees/fee-definition.ts';
import { expressionText, formDefinition, nodeId } from '../../engines/forms/form-definition.ts';
import { workflowDefinition } from '../../engines/workflow/workflow-definition.ts';

/** A layanan (public service) as data. Written in YAML under `catalog/layanan/`, stored as JSON when published. */

export const legalBasis = z.object({
  id: nodeId,
  title: z.string().min(1).describe('"UU 25/2009 tentang Pelayanan Publik"'),
  article: z.string().optional(),
  checked: z.string().optional().describe('Day on which a person checked the source; absent = not verified'),
});

/** The 14 components of a service standard (Permenpan RB 15/2014); the first six must be there to publish. */
const serviceStandard = z.object({
  requirements: z.array(z.string()).min(1),
  procedure: z.array(z.string()).min(1),
  duration: z.string().min(1),
  cost: z.string().min(1),
  product: z.string().min(1),
  complaints: z.string().min(1),
  legalBasis: z.string().optional(),
  facilities: z.string().optional(),
  competence: z.string().optional(),
  supervision: z.string().optional(),
  staffing: z.string().optional(),
  guarantee: z.string().optional(),
  safety: z.string().optional(),
  evaluation: z.string().optional(),
});

export const output = z.object({
  template: z.string().regex(/^[a-z][a-z0-9-]*$/).describe('Folder in catalog/letters/'),
  title: z.string().describe('"Surat Keterangan Usaha"'),
  series: z.object({
    id: nodeId.describe('The register that gives the number'),
    classification: z.string().regex(/^\d{3}(\.\d+)*$/).describe('Kode klasifikasi arsip (Permendagri 83/2022)'),
    pattern: z.string().describe('{kode} {urut} {urut:3} {unit} {mm} {romawi} {yyyy} {yy} and literal separators'),
  }),
  fields: z.record(nodeId, expressionText).describe('Template field → expression over the answers'),
  validity: z
    .object({ amount: z.number().int().min(1), unit: z.enum(['days', 'months', 'years']) })
    .or(z.object({ until: expressionText }))
    .optional(),
  renewal: z
    .object({
      openDaysBefore: z.number().int().min(1).describe('Calendar days before the end of validity'),
      prefill: z.literal(true),
      when: expressionText.optional().describe('Only requests of which this is true can be renewed'),
    })
    .optional(),
});

export const layananDefinition = z.object({
  format: z.literal(1),
  id: z.string().regex(/^[a-z][a-z0-9-]{2,59}$/),
  name: z.string().min(3).max(120),
  summary: z.string().min(10).max(300).describe('What one gets, in the person’s words'),
  keywords: z.array(z.string()).default([]).describe('Other words people search with'),
  lifeEvents: z.array(nodeId).min(1).describe('Of catalog/reference/life-events.yaml'),
  owner: z.string().regex(/^(unit:[A-Z0-9-]{2,30}|village:[a-z][a-z0-9_]*)$/).describe(
    'unit:CODE, or village:FIELD when the desa or kelurahan of that field serves',
  ),
  applicants: z.array(z.enum(['self', 'for-other', 'business'])).min(1),
  legalBasis: z.array(legalBasis).min(1),
  privacy: z.object({
    purpose: z.string().min(10).describe('Why the data is asked, in one sentence'),
    lawfulBasis: z.string().min(5).describe('Article of UU 27/2022 and the law behind it'),
    retentionYears: z.number().int().min(1),
  }),
  standard: serviceStandard,
  subject: expressionText.describe('How the queue calls a request: the business’s or person’s name'),
  form: formDefinition,
  workflow: workflowDefinition,
  fee: feeDefinition,
  output,
});
export type LayananDefinition = z.infer<typeof layananDefinition>;

/** A definition ready to run: plain JSON, stored beside the body when published. */
export interface CompiledLayanan {
  definition: LayananDefinition;
  form: CompiledForm;
  /** What officers fill in, by step; only steps that ask something. */
  stepForms: Record<string, CompiledForm>;
  /** Conditions of steps, by step. */
  when: Record<string, Tree>;
  /** Conditions of units that act instead, by step, in their order. Absent in versions published before there were such. */
  instead?: Record<string, Tree[]>;
  subject: Tree;
  fee: CompiledFee;
  output: Record<string, Tree>;
  validUntil?: Tree;
  renewalWhen?: Tree;
}

/** What a letter is filled from. */
export interface LetterSources {
  answers: Answers;
  state: RequestState;
  /** The day printed on the letter. */
  date: CalendarDay;
  /** Public number of the request, and the day it was received. */
  request: { number: string; receivedOn: CalendarDay };
  lookups?: ReadLookups;
  /** Other facts of forms: `akun`, `instansi`. */
  facts?: Record<string, unknown>;
}
