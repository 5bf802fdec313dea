import type { Prepared } from '../../../engines/scoring/score.ts';
import type { WorkingResult } from '../../assessments/contract.ts';
import type { OutcomeCopy } from '../../self-assessment/contract.ts';
import type { FinalValue } from './findings-follow-the-levels.ts';
import { levelText } from './report-of-an-outcome.ts';

/** What counts in the end for one indicator, with its three texts. */
export interface FinalText extends FinalValue {
  fakta: string;
  analisis: string;
  justifikasi: string;
}
export interface OutcomeParts {
  campaign: string;
  no: number;
  state: OutcomeCopy['state'];
  result: Pick<WorkingResult, 'shown' | 'exact' | 'predicate' | 'parts'>;
  values: readonly FinalText[];
  conclusion: { summary: string; strengths: OutcomeCopy['strengths']; weaknesses: OutcomeCopy['weaknesses']; recommendations: readonly { id: string; number: string | null; text: string; addressee: string; due: string | null }[] };
  besides: { before: OutcomeCopy['before']; peers: OutcomeCopy['peers'] };
  objectBy: string | null;
}

/** The outcome as an institution is told it, without the report that is made from it. */
export function outcomeFrom({ groups, indicators }: Prepared, o: OutcomeParts): OutcomeCopy {
  const values = new Map(o.values.map((one) => [one.number, one]));
  return {
    campaign: o.campaign, no: o.no, state: o.state, index: o.result.shown, exact: o.result.exact, predicate: o.result.predicate,
    parts: groups.map(({ group }) => {
      const key = `${group.tier}:${group.number}`;
      return { key, number: group.number, name: group.name, value: o.result.parts[key] ?? '' };
    }),
    values: indicators.flatMap(({ indicator: { number } }) => {
      const value = values.get(number);
      return value ? [{ number, level: levelText(value.micro), fakta: value.fakta, analisis: value.analisis, justifikasi: value.justifikasi }] : [];
    }),
    strengths: o.conclusion.strengths, weaknesses: o.conclusion.weaknesses, summary: o.conclusion.summary,
    recommendations: o.conclusion.recommendations.map(({ id, number, text, addressee, due }) => ({ id, number, text, to: addressee, by: due })),
    before: o.besides.before ?? null, peers: o.besides.peers ?? null, report: null, objectBy: o.state === 'provisional' ? o.objectBy : null,
  };
}
