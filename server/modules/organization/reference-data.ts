import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import * as z from 'zod';
import { duty, type Duty } from './contract.ts';
import type { ActingLimits } from './rules/one-holder-per-post.ts';

/** Figures without a verified source live in catalog/reference with their legal basis; read once. */
const read = (name: string): unknown => parse(readFileSync(new URL(`../../../catalog/reference/${name}`, import.meta.url), 'utf8'));

const acting = z.object({
  legalBasis: z.string().min(3),
  verified: z.boolean(),
  plt: z.object({ months: z.number().int().min(1), extensions: z.number().int().min(0) }),
});
let limits: ActingLimits | undefined;
export const actingLimits = (): ActingLimits => (limits ??= acting.parse(read('acting-orders.yaml')));

const template = z.array(z.object({ title: z.string().min(3), head: z.boolean().default(false), duties: z.array(duty) })).refine((posts) => posts.filter((post) => post.head).length === 1, 'one head');
const templates = z.object({ legalBasis: z.string(), verified: z.boolean(), templates: z.object({ three: template, five: template }) });
let desa: z.infer<typeof templates> | undefined;

export interface TemplatePost {
  title: string;
  head: boolean;
  duties: Duty[];
}
export const desaTemplate = (size: 'three' | 'five'): TemplatePost[] => (desa ??= templates.parse(read('desa-templates.yaml'))).templates[size];
