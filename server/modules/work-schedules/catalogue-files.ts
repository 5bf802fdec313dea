import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import * as z from 'zod';
import { orRefuse } from '../../platform/kernel/refusal.ts';
import { day, patternBody } from './contract/shapes.ts';
import { aPatternIsSound } from './rules/a-pattern-is-sound.ts';
import type { Norm } from './rules/hours-of-a-week.ts';

const head = z.object({ id: z.string().regex(/^[a-z0-9-]{3,40}$/), name: z.string().min(3), from: day, legalBasis: z.object({ title: z.string().min(3), source: z.string(), verified: z.boolean() }) });
const minutes = z.number().int().min(1).max(10_080);
const file = z.object({ format: z.literal(1), norm: z.object({ week: minutes, ramadan: minutes, legalBasis: z.string().min(3), source: z.string(), verified: z.boolean() }), patterns: z.array(z.unknown()).min(1) });

export interface CataloguePattern extends z.infer<typeof head> {
  body: z.output<typeof patternBody>;
}

/** `catalog/attendance/work-patterns.yaml`. A fault in it is a fault of the installation and is thrown. */
const read = file.parse(parse(readFileSync(new URL('../../../catalog/attendance/work-patterns.yaml', import.meta.url), 'utf8')));
export const NORM: Norm = read.norm;
export const PATTERNS: readonly CataloguePattern[] = read.patterns.map((one) => {
  const pattern = { ...head.parse(one), body: patternBody.parse(one) };
  orRefuse(aPatternIsSound(pattern.body));
  return pattern;
});
