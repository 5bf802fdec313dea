import { refuse, ok } from '../../platform/kernel/refusal.ts';
import type { Result } from '../../platform/kernel/refusal.ts';
import { compileExpecting } from '../expressions/compile.ts';
import type { Tree } from '../expressions/evaluate.ts';
import type { Scope } from '../expressions/types.ts';
import type { FormProblem } from '../forms/form-problem.ts';
import type { FeeDefinition } from './fee-definition.ts';

export interface CompiledComponent {
  id: string;
  label: string;
  amount: Tree;
  when?: Tree;
}
/** A fee ready to compute: plain JSON to store beside the definition. */
export type CompiledFee =
  | Extract<FeeDefinition, { kind: 'free' | 'assessed' }>
  | (Omit<Extract<FeeDefinition, { kind: 'formula' }>, 'components'> & { components: CompiledComponent[] });

function compile(definition: FeeDefinition, scope: Scope, problems: FormProblem[]): CompiledFee {
  if (definition.kind !== 'formula') return definition;
  const seen = new Set<string>();
  const components = definition.components.map((component, at): CompiledComponent => {
    const path = ['components', at];
    if (seen.has(component.id)) problems.push({ path: [...path, 'id'], message: `Id "${component.id}" dipakai dua kali.`, remedy: 'Beri id lain pada salah satunya.' });
    seen.add(component.id);
    const tree = (key: 'amount' | 'when', kind: 'number' | 'boolean'): Tree => {
      const compiled = compileExpecting(component[key]!, scope, kind);
      if (compiled.ok) return compiled.value.tree;
      const { message, position } = compiled.refusal.data as { message: string; position: number };
      problems.push({ path: [...path, key], message: `Ungkapan \`${component[key]}\`: ${message}`, remedy: `Perbaiki di huruf ke-${position + 1}.` });
      return ['null'];
    };
    const amount = tree('amount', 'number');
    return { id: component.id, label: component.label, amount, ...(component.when !== undefined && { when: tree('when', 'boolean') }) };
  });
  return { ...definition, components };
}

/** Everything wrong with a fee over the given names; empty when `compileFee` accepts it. */
export function checkFee(definition: FeeDefinition, scope: Scope): FormProblem[] {
  const problems: FormProblem[] = [];
  compile(definition, scope, problems);
  return problems;
}

/** Refuses `fee.invalid` with `{ problems }`. `scope`: `formScope(form, facts)`, and what officers record. */
export function compileFee(definition: FeeDefinition, scope: Scope): Result<CompiledFee> {
  const problems: FormProblem[] = [];
  const compiled = compile(definition, scope, problems);
  return problems.length ? refuse('fee.invalid', { problems }) : ok(compiled);
}
