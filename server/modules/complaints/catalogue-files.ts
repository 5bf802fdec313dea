import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import * as z from 'zod';
import { categoryDetail, limitRow, templateRow, type CategoryDetail, type LimitRow, type Settings, type TemplateRow } from './contract.ts';

// Starting tables of an institution: files of `catalog/complaints/`. A fault in them is a fault of the installation and is thrown.

const read = (name: string): unknown => parse(readFileSync(new URL(`../../../catalog/complaints/${name}`, import.meta.url), 'utf8'));

const limitEntry = z.strictObject({ clock: limitRow.shape.clock, kind: limitRow.shape.kind.optional(), n: z.number(), unit: z.enum(['WD', 'CD']), warn: z.number(), to: limitRow.shape.escalateTo, basis: z.string() });
export const startingLimits = (): LimitRow[] =>
  z.array(limitEntry).parse(read('limits.yaml')).map(({ clock, kind = null, n, unit, warn, to, basis }) => ({ clock, category: null, kind, n, unit, startEvent: '', warnAtPercent: warn, escalateTo: to, legalBasis: basis }));

const categoryEntry = z.strictObject({
  code: z.string(), name: z.string(), group: z.string(), unit: z.string().optional(), keywords: z.array(z.string()), kinds: categoryDetail.shape.kinds.default(['complaint']), emergency: z.string().optional(),
  questions: z.array(z.strictObject({ code: z.string(), label: z.string(), datatype: z.enum(['string', 'number', 'datetime', 'text', 'singlevaluelist', 'multivaluelist']), required: z.boolean(), help: z.string().default(''), values: z.array(z.object({ key: z.string(), name: z.string() })).default([]) })).default([]),
});
export const startingCategories = (): CategoryDetail[] =>
  z.array(categoryEntry).parse(read('categories.yaml')).map(({ unit, emergency, ...c }) => ({ ...c, description: c.name, unit: unit ?? null, ...(emergency ? { emergency } : {}), active: true, version: 1 }));

const templateEntry = z.strictObject({ title: templateRow.shape.title, outcome: templateRow.shape.outcome, category: z.string().optional(), text: templateRow.shape.text });
export const startingTemplates = (): TemplateRow[] =>
  z.array(templateEntry).parse(read('templates.yaml')).map(({ category = null, ...template }) => ({ ...template, category, active: true }));

export const STARTING_SETTINGS: Omit<Settings, 'version'> = {
  answerNeedsApproval: true, publishAtOnce: true, amendedBudgetDay: '10-01', floodPerHour: 20, identicalPerDay: 5, duplicateMetres: 250, duplicateDays: 60,
  // 112 is the national number; where it does not answer yet the administrator writes the local one.
  emergency: 'Ada orang dalam bahaya? Telepon 112 sekarang; laporan tertulis menyusul.',
  profanity: ['bangsat', 'bajingan', 'anjing', 'asu', 'goblok', 'tolol', 'kontol', 'memek', 'jancok', 'dancok', 'brengsek', 'keparat', 'babi'],
};
