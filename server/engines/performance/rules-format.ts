import * as z from 'zod';
import { PREDICATES, RATINGS, type Rating } from './predicate.ts';
import { ORGANISATION_PREDICATES, type OrganisationPredicate } from './distribution.ts';

// Chapters: pieces · settings that a region decides · the file of the catalogue

const predicate = z.enum(PREDICATES);
const organisation = z.enum(Object.keys(ORGANISATION_PREDICATES) as [OrganisationPredicate, ...OrganisationPredicate[]]);
const percent = z.number().int().min(0).max(100);
const of = z.array(predicate).min(1);
const clause = z.discriminatedUnion('rule', [
  z.object({ rule: z.literal('most'), of }), z.object({ rule: z.enum(['at-most', 'at-least']), of, percent }), z.object({ rule: z.literal('some'), of, people: z.number().int().min(1) }), z.object({ rule: z.literal('none'), of }),
]);

export const settingsFormat = z.object({
  source: z.enum(['here', 'e-kinerja']),
  agreementKinds: z.array(z.string()).min(1),
  employments: z.array(z.string()).min(1),
  objectionDays: z.number().int().min(1).max(30),
  smallUnit: z.number().int().min(1).max(100),
  logs: z.object({ lockAfterDays: z.number().int().min(0).max(60), expireAfterDays: z.number().int().min(1).max(180), offDayMinutes: z.number().int().min(0).max(720) }),
  feedback: z.object({ minimumAnswers: z.number().int().min(2).max(10) }),
  productivity: z.object({ logs: percent, predicate: percent, worth: z.record(predicate, z.number().int().min(0).max(150)), withoutPredicate: z.enum(['logs', 'full']), expired: z.enum(['counts', 'lost']) })
    .refine((one) => one.logs + one.predicate === 100, 'Bobot laporan harian dan predikat berjumlah 100.'),
});
/** What a region decides about performance, with validity of its own. */
export type PerformanceSettings = z.infer<typeof settingsFormat>;

const basis = z.object({ title: z.string().min(3), verified: z.boolean() });
export const catalogueFormat = z.object({
  format: z.literal(1),
  legalBasis: z.record(z.enum(['plan', 'distribution', 'credit', 'house']), basis),
  distribution: z.record(organisation, z.array(clause).min(1)),
  headRating: z.record(organisation, z.enum(Object.keys(RATINGS) as [Rating, ...Rating[]])),
  credit: z.object({ coefficients: z.record(z.string(), z.string().regex(/^\d{1,3}(\.\d{1,4})?$/)), percent: z.record(predicate, z.number().int().min(0).max(300)) }),
  settings: settingsFormat,
});
export type PerformanceRules = z.infer<typeof catalogueFormat>;
