import * as z from 'zod';

/**
 * How a form is authored: pages of fields, as plain data. The same data draws the page, checks the answers on
 * server and browser, prefills from the shared dictionary and names the columns of an export.
 * Every node has a stable `id` so that two copies of a definition can be compared and merged node by node.
 */

/** Lower-case snake; also the name under which expressions and document templates see the value. */
export const nodeId = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,59}$/, 'id memakai huruf kecil, angka, dan garis bawah, diawali huruf');

/** Source text of an expression in our FEEL subset (see `engines/expressions`). */
export const expressionText = z.string().min(1).max(2000);

const base = {
  id: nodeId,
  label: z.string().min(1).max(200).describe('What the person reads above the field'),
  help: z.string().max(500).optional().describe('One sentence below the label'),
  required: z.union([z.boolean(), expressionText]).default(true).describe('true, false, or an expression'),
  when: expressionText.optional().describe('Shown and asked only when true; a hidden answer is not kept'),
  element: z.string().optional().describe('Element of catalog/reference/elements.yaml: prefill, checks, export name'),
  prefill: expressionText.optional().describe('Default value, from known facts: `akun.nama`, `hari_ini`'),
};

const choiceOption = z.object({ id: nodeId, label: z.string().min(1), help: z.string().optional() });

const text = z.object({
  ...base,
  type: z.literal('text'),
  lines: z.number().int().min(1).max(12).default(1),
  minLength: z.number().int().min(0).default(0),
  maxLength: z.number().int().min(1).max(5000).default(200),
  pattern: z.object({ regex: z.string(), message: z.string() }).optional(),
});
const number = z.object({
  ...base,
  type: z.literal('number'),
  min: z.number().optional(),
  max: z.number().optional(),
  decimals: z.number().int().min(0).max(4).default(0).describe('Kept as a decimal text, never a float'),
  unit: z.string().optional().describe('Printed behind the number: "m", "orang"'),
});
const money = z.object({
  ...base,
  type: z.literal('money'),
  min: z.number().int().min(0).default(0),
  max: z.number().int().max(Number.MAX_SAFE_INTEGER).default(1_000_000_000_000),
});
const date = z.object({
  ...base,
  type: z.literal('date'),
  min: expressionText.optional().describe('Earliest day allowed, e.g. `hari_ini`'),
  max: expressionText.optional(),
});
const choice = z.object({
  ...base,
  type: z.literal('choice'),
  multiple: z.boolean().default(false),
  options: z.array(choiceOption).min(2).max(100),
});
const nik = z.object({ ...base, type: z.literal('nik') }).describe('Stored sealed; shown masked');
const phone = z.object({ ...base, type: z.literal('phone') });
const email = z.object({ ...base, type: z.literal('email') });
const region = z
  .object({
    ...base,
    type: z.literal('region'),
    level: z.enum(['province', 'regency', 'district', 'village']).default('village'),
    within: z.string().optional().describe('Kemendagri code that the choice must start with; "instansi" = the own region'),
  })
  .describe('Value: Kemendagri code as text, e.g. "35.02.01.2001"');
const address = z.object({ ...base, type: z.literal('address'), maxLength: z.number().int().default(300) });
const point = z
  .object({ ...base, type: z.literal('point') })
  .describe('Value: { lat, lng, accuracy? } in degrees (WGS 84), metres');
const file = z
  .object({
    ...base,
    type: z.literal('file'),
    accept: z.array(z.enum(['image', 'pdf'])).min(1).default(['image', 'pdf']),
    maxMegabytes: z.number().min(0.1).max(25).default(5),
    maxFiles: z.number().int().min(1).max(20).default(1),
    document: z.string().optional().describe('Name of the required document on the service page, if it differs'),
  })
  .describe('Value: list of upload ids');
const declaration = z
  .object({ ...base, type: z.literal('declaration'), text: z.string().min(1) })
  .describe('Value: true once ticked');
const computed = z
  .object({
    ...base,
    type: z.literal('computed'),
    value: expressionText,
    format: z.enum(['text', 'number', 'money', 'date', 'boolean']).default('text'),
    unit: z.string().max(20).optional().describe('Shown behind a number: m, m², orang, hari'),
  })
  .describe('Never typed; worked out on server and browser');

export const simpleField = z.discriminatedUnion('type', [
  text, number, money, date, choice, nik, phone, email, region, address, point, file, declaration, computed,
]);

const group = z
  .object({
    ...base,
    type: z.literal('group'),
    min: z.number().int().min(0).default(1),
    max: z.number().int().min(1).max(200).default(10),
    itemLabel: z.string().default('Baris'),
    fields: z.array(simpleField).min(1).max(30),
  })
  .describe('Repeating group; value: list of objects');

export const field = z.discriminatedUnion('type', [...simpleField.options, group]);

export const formPage = z.object({
  id: nodeId,
  title: z.string().min(1),
  intro: z.string().optional(),
  when: expressionText.optional(),
  fields: z.array(field).min(1).max(60),
});

export const formDefinition = z.object({ pages: z.array(formPage).min(1).max(20) });

export type SimpleField = z.infer<typeof simpleField>;
export type Field = z.infer<typeof field>;
export type FieldType = Field['type'];
export type FormPage = z.infer<typeof formPage>;
export type FormDefinition = z.infer<typeof formDefinition>;

/** Answers by field id; the shape of each value is told by its field's type. Absent = not answered. */
export type Answers = Record<string, unknown>;
