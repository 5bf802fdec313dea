import * as z from 'zod';
import { expressionText, nodeId, simpleField } from '../forms/form-definition.ts';

/**
 * The steps of a service as data: a graph by `after`. Without `after` a step follows the one written above it;
 * two steps after the same one run in parallel; a step after several waits for all of them (those whose `when`
 * is false count as passed).
 */
export const stepKind = z.enum([
  'verification', // checks completeness: pass, return for correction, reject
  'opinion', // technical consideration of another unit: agree, agree with conditions, object
  'inspection', // field visit: team and date by surat tugas, then findings and berita acara
  'analysis', // studies the case and recommends
  'assessment', // records an amount owed (SKPD number, amount, payment code)
  'payment', // waits for the applicant to pay; proved by the bank's file or a checked slip; the clock pauses
  'initial', // paraf: authenticated approval of the draft's content
  'signature', // numbers, renders and signs the output document
]);
export type StepKind = z.infer<typeof stepKind>;

/** What a post may be trusted with; posts carry duties, steps ask for one. */
export const duty = z.enum(['verifier', 'analyst', 'opinion', 'inspector', 'treasurer', 'initialer', 'signer']);
export type Duty = z.infer<typeof duty>;

/** Which duties fit which kind of step. */
export const DUTIES_OF_KIND: Record<StepKind, readonly Duty[]> = {
  verification: ['verifier'],
  opinion: ['opinion'],
  inspection: ['inspector'],
  analysis: ['analyst'],
  assessment: ['treasurer'],
  payment: ['treasurer'],
  initial: ['initialer'],
  signature: ['signer'],
};

/**
 * Which unit does a step: `owner` (the unit that runs the service), `unit:CODE` (a named perangkat daerah),
 * `village:FIELD` / `district:FIELD` (the desa or kelurahan / the kecamatan of a region field),
 * `parent` (the unit above the owner).
 */
export const unitReference = z
  .string()
  .regex(/^(owner|parent|unit:[A-Z0-9-]{2,30}|(village|district):[a-z][a-z0-9_]*)$/, 'acuan unit tidak dikenal');

export const promise = z.object({
  amount: z.number().int().min(1).max(400),
  unit: z.enum(['working-days', 'working-hours', 'calendar-days']),
});
export type TimePromise = z.infer<typeof promise>;

export const step = z.object({
  id: nodeId,
  title: z.string().min(1).max(80).describe('For officers and the timeline: "Verifikasi berkas"'),
  kind: stepKind,
  after: z.array(nodeId).optional(),
  when: expressionText.optional(),
  actor: z.object({
    unit: unitReference,
    duty,
    instead: z.array(z.object({
      when: expressionText.describe('Over the applicant’s answers alone: whose turn it is must be known from the start'),
      unit: unitReference,
      legalBasis: z.string().min(1).describe('The delegation or its exception: regulation and article, or "belum diverifikasi"'),
    })).min(1).max(5).optional().describe('Another unit where an answer says so (the first that holds); "unit" serves all others'),
    otherThan: z.array(nodeId).optional().describe(
      'Must be done by another post than these earlier steps (tiered initials); such steps never collapse into one',
    ),
  }),
  promise,
  mayReturn: z.boolean().default(true),
  mayReject: z.boolean().default(false),
  form: z.array(simpleField).max(40).default([]).describe('What the officer records when completing the step'),
  checklist: z.array(z.object({ id: nodeId, label: z.string() })).max(60).default([]),
});

export const workflowDefinition = z.object({
  clockStarts: z.enum(['submitted', 'complete']).default('submitted').describe(
    '"complete": the promise runs from the moment the verification step finds the file complete',
  ),
  promise: promise.describe('The promise to the applicant for the whole'),
  correctionLimit: promise.default({ amount: 30, unit: 'calendar-days' }).describe(
    'After this long without correction a returned request lapses',
  ),
  steps: z.array(step).min(1).max(40),
  deemedApproval: z
    .object({ allowed: z.boolean(), legalBasis: z.string() })
    .optional()
    .describe('Fiktif positif: issued by the system when the promise is missed'),
});

export type Step = z.infer<typeof step>;

/** How states and rights name the unit of a step: as it is written, or, where the answers decide, by the step: `step:tanda_tangan`. */
export const actingUnit = (step: Step): string => (step.actor.instead ? `step:${step.id}` : step.actor.unit);
export type WorkflowDefinition = z.infer<typeof workflowDefinition>;
