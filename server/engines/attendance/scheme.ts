import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import * as z from 'zod';
import { hundredths } from './percent.ts';

// Chapters: the format · what the rule reads · the catalogue

export const percentShape = z.string().regex(/^\d{1,3}(\.\d{1,2})?$/, 'a percentage as text with at most two decimals').transform(hundredths);
const band = z.object({ code: z.string().min(1), from: z.number().int().min(1), to: z.number().int().optional(), percent: percentShape });
/** From 1 minute on, without gap and without overlap; the last one open. */
const bands = z.array(band).refine(
  (all) => all.every((one, i) => one.from === (i === 0 ? 1 : all[i - 1]!.to! + 1) && (one.to === undefined ? i === all.length - 1 : one.to >= one.from && i < all.length - 1)),
  'bands begin at 1 minute, leave no gap, and the last has no end',
);
const missed = z.object({ code: z.string().min(1), percent: percentShape }).optional();

export const schemeFormat = z.object({
  id: z.string().min(1).max(40),
  title: z.string().min(3),
  legalBasis: z.object({ title: z.string().min(3), source: z.string(), verified: z.boolean() }),
  late: bands,
  early: bands,
  missing: z.object({ in: missed, out: missed }),
  absent: percentShape.optional(),
  /** The most that one day may cost. */
  cap: percentShape.optional(),
  withoutLog: percentShape.optional(),
  seconds: z.enum(['dropped', 'rounded-up']),
  /** Minutes that are not counted as late. */
  grace: z.number().int().min(0).max(120),
  /** Who comes after the grace is late by all minutes (`counted`), or only by those after it (`forgiven`). */
  graceIs: z.enum(['counted', 'forgiven']).default('counted'),
});
/** How one regulation turns minutes into percent of the allowance; percentages in hundredths. */
export type DeductionScheme = z.output<typeof schemeFormat>;
export type Band = DeductionScheme['late'][number];

const file = z.object({ format: z.literal(1), schemes: z.array(schemeFormat).min(1) });

/** Schemes of `catalog/attendance/`. A faulty file is a fault of the installation and is thrown. */
export const catalogueSchemes = (): DeductionScheme[] => file.parse(parse(readFileSync(new URL('../../../catalog/attendance/deduction-schemes.yaml', import.meta.url), 'utf8'))).schemes;
