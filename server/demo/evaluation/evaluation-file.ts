import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import * as z from 'zod';
import { duty, unitKind } from '../../modules/organization/contract.ts';

const lines = z.array(z.string()).min(1);
const file = z.strictObject({
  institution: z.strictObject({ name: z.string(), kind: z.literal('ministry'), region: z.string(), zone: z.literal('WIB'), code: z.string(), host: z.string() }),
  unit: z.strictObject({ code: z.string(), kind: unitKind, name: z.string(), address: z.string() }),
  posts: z.array(z.strictObject({
    title: z.string(), head: z.boolean().default(false), duties: z.array(duty),
    holder: z.strictObject({ name: z.string(), sex: z.enum(['L', 'P']), rank: z.string(), account: z.string(), note: z.string() }),
    interests: z.string().optional().describe('What an assessor declares, one a line'),
  })),
  participants: lines,
  facts: lines,
  analyses: lines,
  outcome: z.strictObject({
    usual: z.number().int().min(1).max(5).describe('Level of every indicator that is not named'), levels: z.record(z.string(), z.number().int().min(1).max(5)), because: z.record(z.string(), z.string()), summary: z.string(),
    recommendations: z.array(z.strictObject({
      number: z.string(), text: z.string(), to: z.string(), due: z.number().int().describe('Days after the day of the demonstration'), unit: z.string(), within: z.number().int(), by: z.string().describe('Who reports for the unit, by user name'),
      steps: z.array(z.strictObject({ ago: z.number().int(), text: z.string(), link: z.string().optional().describe('With it, it is done') })),
    })),
  }),
});
export type EvaluationFile = z.infer<typeof file>;

/** A fault in it is a fault of the installation and is thrown. */
export const readEvaluation = (): EvaluationFile => file.parse(parse(readFileSync(new URL('../../../catalog/demo/evaluation.yaml', import.meta.url), 'utf8')));
