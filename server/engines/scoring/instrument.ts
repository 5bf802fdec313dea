import * as z from 'zod';

/**
 * An assessment instrument as data: a tree of weights with indicators at its ends, levels with criteria and evidence,
 * bands of predicates. Written in YAML under `catalog/instruments/`, stored as JSON. Figures are texts, exact as
 * published: "1.30", "10/3". What was not read in its source says `verified: false`; what a person still has to copy from
 * an annex says `toFill`.
 */

/** "13.00" or "10/3"; never a number, which would be a binary float. */
const exactText = z.string().regex(/^\d{1,9}(\.\d{1,9}|\/[1-9]\d{0,8})?$/, 'bukan angka desimal atau pecahan dalam tanda kutip');
const nodeNumber = z.string().regex(/^[0-9a-z][0-9a-z.]{0,9}$/, 'bukan nomor (angka dan huruf kecil, dalam tanda kutip)');
const words = z.string().trim().min(1);
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'bukan tanggal TTTT-BB-HH');
const letter = z.string().regex(/^[a-z]$/, 'bukan satu huruf kecil');
const sourced = { legalBasis: words, verified: z.boolean().describe('Read in the source named; false = configuration to be checked') };

const evidence = z.strictObject({
  id: letter,
  text: words,
  main: z.boolean().default(false).describe('Without it the level is not reached'),
  maxAgeMonths: z.number().int().min(1).optional().describe('Document date at most this old'),
  monthsAfterReview: z.number().int().min(1).optional().describe('Issued at most this long after the review'),
});
export type EvidenceRule = z.infer<typeof evidence>;

const level = z.strictObject({
  level: z.number().int(),
  criteria: z.record(letter, words).optional().describe('Letter → sentence; all of them and those of the levels below'),
  evidence: z.array(evidence).default([]),
  toFill: words.optional().describe('Criteria are not in the catalogue: where the administrator finds them'),
  source: z.strictObject(sourced).optional().describe('Where an administrator copied the criteria from'),
});
export type LevelRule = z.infer<typeof level>;

const indicator = z.strictObject({
  number: nodeNumber,
  name: words,
  weight: exactText,
  capability: z.string().optional(),
  supervisor: words.optional(),
  asks: words.optional().describe('A text that the institution adds: which service'),
  note: words.optional(),
  external: z.strictObject({ by: words, score: words }).optional().describe('Scored by another body: the value may be a decimal'),
  levels: z.array(level).default([]),
});
export type Indicator = z.infer<typeof indicator>;

export interface Group {
  tier: string;
  number: string;
  name: string;
  weight: string;
  children: TreeNode[];
}
export type TreeNode = Group | Indicator;
export const isGroup = (node: TreeNode): node is Group => 'children' in node;

const node: z.ZodType<TreeNode> = z.lazy(() =>
  z.unknown().transform((raw, ctx): TreeNode => {
    // Told apart by its own shape, so that a slip in an indicator is named as such.
    const isTier = raw !== null && typeof raw === 'object' && ('children' in raw || 'tier' in raw);
    const parsed: z.ZodSafeParseResult<TreeNode> = isTier ? group.safeParse(raw) : indicator.safeParse(raw);
    if (parsed.success) return parsed.data;
    for (const { path, message, code } of parsed.error.issues) ctx.issues.push({ code: 'custom', path, message, input: raw, params: { code } });
    return z.NEVER;
  }),
);
const group = z.strictObject({ tier: z.string(), number: nodeNumber, name: words, weight: exactText, children: z.array(node).min(1) });

const basis = z.enum(['rounded', 'unrounded']);
export type PredicateBasis = z.infer<typeof basis>;
const band = z.strictObject({ label: words, name: words.optional(), range: z.string().describe('"[1.8, 2.6)": square bracket = the end belongs to it') });

const head = {
  format: z.literal(1),
  id: z.string().regex(/^[a-z][a-z0-9-]{2,39}$/),
  family: z.string().regex(/^[a-z][a-z0-9-]{1,39}$/).describe('Editions of one index: trends cross them with a visible break'),
  name: words, title: words, owner: words,
  validFrom: day.optional(), validTo: day.optional(),
  legalBasis: z.array(z.strictObject({ title: words, article: words.optional(), verified: z.boolean() })).min(1),
  note: words.optional(),
};

export const weightedInstrument = z.strictObject({
  ...head,
  method: z.literal('weighted-mean'),
  answer: z.enum(['level', 'value']).describe('level: whole steps with criteria; value: any number of the scale'),
  ladder: z.enum(['criteria', 'main-evidence', 'none']).describe('What makes a level count; it always needs the levels below'),
  scale: z.strictObject({ min: exactText, max: exactText }),
  result: z.strictObject({ factor: exactText }).default({ factor: '1' }).describe('The mean is multiplied by it'),
  weights: z.strictObject({ whole: exactText, ...sourced }),
  rounding: z.strictObject({ decimals: z.number().int().min(0).max(6), ...sourced }).describe('Half up, once, for display'),
  predicate: z.strictObject({
    basis, reason: words,
    byYear: z.array(z.strictObject({ year: z.number().int(), basis, reason: words })).default([]),
    bands: z.array(band).min(1),
    ...sourced,
  }),
  tiers: z.array(z.strictObject({ id: z.string(), title: words })),
  capabilities: z.record(z.string(), z.strictObject({ title: words, levels: z.array(z.strictObject({ level: z.number().int(), name: words, meaning: words })) })),
  tree: z.array(node).min(1),
});
export type WeightedInstrument = z.infer<typeof weightedInstrument>;

const field = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9_]*$/), label: words, group: words,
  for: z.enum(['all', 'province', 'regency']),
  answer: z.enum(['text', 'choice', 'multi', 'rupiah']),
  options: z.array(words).optional(),
  variable: z.string(),
});
export type FormField = z.infer<typeof field>;

/** How one or more answers make points from 0 to 100. `out` takes an answer out of the denominator. */
const points = z.union([exactText, z.literal('out')]);
const formIndexItem = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('answers'), variable: words, title: words, weight: exactText.describe('Within its variable'),
    fields: z.array(words).min(1).describe('Their mean'), points: z.record(z.string(), points).describe('Option → 0 to 100'), several: z.enum(['best', 'mean']).describe('Of several options chosen'),
  }),
  z.strictObject({ kind: z.literal('ratio'), variable: words, title: words, weight: exactText, parts: z.array(words).min(1), whole: words.describe('100 × parts ÷ whole, at most 100') }),
]);
export type FormIndexItem = z.infer<typeof formIndexItem>;
const formIndex = z.strictObject({
  ...sourced,
  variables: z.array(z.strictObject({ id: words, title: words, weight: exactText })).min(1).describe('Together 100'),
  items: z.array(formIndexItem).min(1),
  stages: z.array(band).min(1).describe('Cover 0 to 100'),
  basis: basis.describe('Which index the stages compare'),
});
export type FormIndex = z.infer<typeof formIndex>;

export const formInstrument = z.strictObject({
  ...head,
  method: z.literal('completeness'),
  settings: z.array(z.strictObject({ id: z.string(), title: words, toFill: words })).describe('What is missing for an index'),
  index: formIndex.optional().describe('Set by an administrator with its legal basis; without it there is no index'),
  channels: z.strictObject({ none: words, classes: z.array(z.strictObject({ id: z.string(), title: words, options: z.array(words).min(1) })).min(1) }),
  checks: z.array(z.strictObject({ rule: z.enum(['at-most', 'equals']), total: z.string(), parts: z.array(z.string()).min(2) })).describe('The parts together: at most the total, or exactly it'),
  sections: z.array(z.strictObject({ number: nodeNumber, title: words, fields: z.array(field).min(1) })).min(1),
});
export type FormInstrument = z.infer<typeof formInstrument>;

export const instrument = z.discriminatedUnion('method', [weightedInstrument, formInstrument]);
export type Instrument = z.infer<typeof instrument>;

/** Every indicator with the groups above it, outermost first, in the order of the instrument. */
export function indicatorsOf(tree: readonly TreeNode[], above: readonly Group[] = []): { indicator: Indicator; above: readonly Group[] }[] {
  return tree.flatMap((one) => (isGroup(one) ? indicatorsOf(one.children, [...above, one]) : [{ indicator: one, above }]));
}
