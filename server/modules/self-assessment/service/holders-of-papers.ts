import type { TenantContext } from '../../../platform/request/context.ts';
import type { AnswerRow } from '../storage/answers.ts';
import { organizationOf } from './ports.ts';

/** Which agency holds a paper that is missing: the one whose colleague was given the indicator. Null: nobody was. */
export interface PaperHolders {
  of(number: string, key: string): string | null;
}

export async function holdersOfPapers(t: TenantContext, _campaign: string, answers: readonly Pick<AnswerRow, 'number' | 'unit'>[]): Promise<PaperHolders> {
  const names = await organizationOf(t).unitFacts(t, [...new Set(answers.flatMap(({ unit }) => unit ?? []))]);
  const byNumber = new Map(answers.map(({ number, unit }) => [number, unit === null ? null : (names.get(unit)?.name ?? null)]));
  return { of: (number) => byNumber.get(number) ?? null };
}
