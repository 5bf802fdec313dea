import { parentCode } from '../../../engines/documents/numbering/classification-code.ts';

/** A code without a rule of its own takes that of the nearest code above it. */
export function ruleFor<Rule>(code: string, rules: ReadonlyMap<string, Rule>): { rule: Rule; from: string } | undefined {
  for (let at: string | null = code; at !== null; at = parentCode(at)) {
    const rule = rules.get(at);
    if (rule !== undefined) return { rule, from: at };
  }
  return undefined;
}
