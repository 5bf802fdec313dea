import type { TenantContext } from '../../../platform/request/context.ts';
import type { AnswerCopy } from '../contract.ts';
import { levelText } from '../rules/current-score.ts';
import { listAnswers, listTexts } from '../storage/answers.ts';
import { campaignBefore, findOutcome, type CampaignRow } from '../storage/campaigns.ts';

/**
 * Level and text of the cycle before on the same instrument: what was decided in the end where the organiser told it,
 * otherwise what the institution claimed.
 */
export async function answersBefore(t: TenantContext, campaign: Pick<CampaignRow, 'id' | 'instrument' | 'year'>): Promise<Map<string, NonNullable<AnswerCopy['before']>>> {
  const before = await campaignBefore(t.tx, t.instansi, campaign);
  if (!before) return new Map();
  const decided = new Map((await findOutcome(t.tx, t.instansi, before.id))?.values.map((one) => [one.number, one]));
  const texts = new Map((await listTexts(t.tx, t.instansi, before.id)).map((row) => [row.number, row]));
  const all = (await listAnswers(t.tx, t.instansi, before.id)).flatMap(({ number, micro }) => {
    const final = decided.get(number);
    const level = final?.level ?? (micro === null ? undefined : levelText(micro));
    const { fakta, analisis } = texts.get(number) ?? { fakta: '', analisis: '' };
    return level === undefined ? [] : [[number, { year: before.year, level, text: [final?.justifikasi || fakta, final ? '' : analisis].filter(Boolean).join('\n\n') }] as const];
  });
  return new Map(all);
}
