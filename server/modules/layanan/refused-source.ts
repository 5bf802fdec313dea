import { Refused } from '../../platform/kernel/refusal.ts';
import type { DefinitionProblem } from './rules/definition-problem.ts';

/** A definition that did not pass its checks, as a refusal: every problem with where it stands and what to do. */
export const invalidDefinition = (problems: readonly DefinitionProblem[]): Refused =>
  new Refused({
    code: 'layanan.invalid', data: { count: problems.length },
    fields: problems.slice(0, 50).map((p) => ({ path: p.line ? `baris ${p.line}` : p.path.join('.'), message: `${p.message}. ${p.remedy}` })),
  });
