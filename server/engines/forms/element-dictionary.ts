import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import * as z from 'zod';
import { field, nodeId } from './form-definition.ts';
import type { FieldType } from './form-definition.ts';
import { problemOfPattern } from './safe-pattern.ts';

const fieldTypes = field.options.map((option) => option.shape.type.value) as [FieldType, ...FieldType[]];

/** One entry of the shared data dictionary: what a datum is called, how it looks, who says so. */
const dataElement = z.strictObject({
  id: nodeId,
  label: z.string().min(1),
  name: z.string().regex(/^[a-z][a-z0-9_]*$/).describe('Name in exports and exchange'),
  types: z.array(z.enum(fieldTypes)).min(1).describe('Field types that may hold it'),
  format: z
    .strictObject({
      regex: z.string(),
      message: z.string(),
      strip: z.string().optional().describe('Characters taken out before the check'),
    })
    .optional(),
  check: z.enum(['kk', 'name']).optional().describe('A check that a pattern cannot say'),
  maxLength: z.number().int().min(1).optional(),
  options: z.array(z.strictObject({ id: nodeId, label: z.string() })).optional().describe('Ids a choice must use'),
  prefill: z.string().optional().describe('Where it is known from: `akun.nama`'),
  personal: z.enum(['none', 'general', 'specific']).describe('Personal data after UU 27/2022 art. 4'),
  sealed: z.boolean().default(false).describe('Kept sealed, shown masked'),
  standard: z.string().describe('The rule that fixes it'),
  source: z.string().describe('Where we read it, or that it is not verified'),
});
const elementFile = z.strictObject({
  format: z.literal(1),
  elements: z.array(dataElement).min(1),
});
export type DataElement = z.infer<typeof dataElement>;
export type ElementDictionary = ReadonlyMap<string, DataElement>;

/** Reads the dictionary and checks it. Throws with every problem: a faulty dictionary is a fault of the installation. */
export function parseElements(text: string): ElementDictionary {
  const { elements } = elementFile.parse(parse(text));
  const problems: string[] = [];
  const byId = new Map<string, DataElement>();
  const names = new Set<string>();
  for (const element of elements) {
    if (byId.has(element.id)) problems.push(`${element.id}: ditulis dua kali`);
    if (names.has(element.name)) problems.push(`${element.id}: nama "${element.name}" sudah dipakai`);
    const pattern = element.format && problemOfPattern(element.format.regex, element.maxLength ?? 200);
    if (pattern) problems.push(`${element.id}: ${pattern}`);
    if (element.options && !element.types.includes('choice')) problems.push(`${element.id}: pilihan hanya untuk jenis choice`);
    byId.set(element.id, element);
    names.add(element.name);
  }
  if (problems.length) throw new Error(`catalog/reference/elements.yaml\n${problems.join('\n')}`);
  return byId;
}

/** The dictionary that comes with the product. */
export const readElements = (): ElementDictionary =>
  parseElements(readFileSync(new URL('../../../catalog/reference/elements.yaml', import.meta.url), 'utf8'));
