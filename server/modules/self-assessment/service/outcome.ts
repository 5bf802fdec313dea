import { readTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import { exact, exactDecimal, over } from '../../../engines/scoring/exact.ts';
import { indicatorsOf } from '../../../engines/scoring/instrument.ts';
import { Refused, sentenceOf } from '../../../platform/kernel/refusal.ts';
import { refusals, type CampaignCopy, type OutcomeCopy } from '../contract.ts';
import { lastDayToObject } from '../contract/last-day-to-object.ts';
import { levelText } from '../rules/current-score.ts';
import { mayObject } from '../rules/outcome-may-be-objected.ts';
import { daysBetween } from '../rules/phase-of-the-day.ts';
import { listAnswers } from '../storage/answers.ts';
import { findOutcome } from '../storage/campaigns.ts';
import { insertRecommendation, renewRecommendation } from '../storage/follow-up.ts';
import * as objections from '../storage/objections.ts';
import { load } from './load.ts';

// Chapters: the page · what follows from an outcome · its report

export const getOutcome = (ctx: Context, { id }: { id: string }) =>
  readTenant(ctx, async (t) => {
    const { campaign, prepared, today } = await load(t, id);
    const { instrument } = prepared;
    const outcome = await findOutcome(t.tx, t.instansi, id);
    const claims = new Map((await listAnswers(t.tx, t.instansi, id)).map(({ number, micro }) => [number, micro]));
    const sent = await objections.listObjections(t.tx, t.instansi, id);
    const files = await objections.listObjectionFiles(t.tx, t.instansi, id);
    const tier = new Map(instrument.tiers.map((one) => [one.id, one.title]));
    const flat = new Map(indicatorsOf(instrument.tree).map((one) => [one.indicator.number, one]));
    const nameOf = (number: string): string => flat.get(number)?.indicator.name ?? '';
    const levelOf = (number: string): string => outcome?.values.find((one) => one.number === number)?.level ?? '';
    const finding = ({ number, text }: { number: string; text: string }) => ({ number, name: nameOf(number), level: levelOf(number), text });
    const may = mayObject(outcome, campaign.phases, today);
    const scale = (end: string): string => {
      const { n, d } = exact(end);
      return exactDecimal(over(n * prepared.factor.n, d * prepared.factor.d));
    };
    return {
      campaign: { id, title: campaign.title, year: campaign.year, organiser: campaign.organiser_name }, outcome: outcome ?? null, min: scale(instrument.scale.min), max: scale(instrument.scale.max),
      parts: (outcome?.parts ?? []).map((one) => {
        const tierId = one.key.split(':')[0]!;
        return { ...one, tier: tier.get(tierId) ?? tierId, before: outcome?.before?.parts[one.key] ?? null, peers: outcome?.peers?.parts[one.key] ?? null };
      }),
      values: (outcome?.values ?? []).map(({ number, level, justifikasi }) => {
        const one = flat.get(number);
        const part = one?.above.at(-1);
        const claimed = claims.get(number) ?? null;
        return {
          number, name: nameOf(number), part: part ? `${tier.get(part.tier) ?? part.tier} ${part.number}: ${part.name}` : '', level, justifikasi, claimed: claimed === null ? null : levelText(claimed),
          levelName: instrument.capabilities[one?.indicator.capability ?? '']?.levels.find((step) => String(step.level) === level)?.name ?? '',
        };
      }),
      strengths: (outcome?.strengths ?? []).map(finding), weaknesses: (outcome?.weaknesses ?? []).map(finding), reportUrl: outcome?.report ? `/api/penilaian/${id}/hasil/laporan` : null, followUp: await objections.countRecommendations(t.tx, t.instansi, id),
      objections: sent.map((one) => ({
        id: one.id, number: one.number, name: nameOf(one.number), text: one.text, by: one.by_name, at: one.at.toISOString(), accepted: one.accepted, answer: one.answer, answeredAt: one.answered_at?.toISOString() ?? null,
        files: files.filter(({ objection }) => objection === one.id).map((file) => ({ name: file.name, url: `/api/penilaian/${id}/sanggahan/${file.id}` })),
      })),
      objecting: {
        open: may.ok, until: outcome ? lastDayToObject(outcome.objectBy, campaign.phases) : null, daysLeft: may.ok ? daysBetween(today, may.value) : null, sentence: may.ok ? '' : sentenceOf(may.refusal, refusals),
        numbers: may.ok ? [...flat.keys()].filter((number) => !sent.some((one) => one.number === number)).map((number) => ({ number, name: nameOf(number) })) : [],
      },
    };
  });

/** A final outcome's recommendations are there to be followed up, under the ids the organiser gave them. */
export async function takeRecommendations(t: TenantContext, campaign: Pick<CampaignCopy, 'id' | 'title' | 'year'>, outcome: OutcomeCopy): Promise<void> {
  if (outcome.state !== 'final') return;
  for (const one of outcome.recommendations) {
    const row = { id: one.id, campaign: campaign.id, source: campaign.title, year: campaign.year, number: one.number, text: one.text, addressee: one.to ?? '', due: one.by, at: t.house.clock.now() };
    if ((await insertRecommendation(t.tx, t.instansi, row)) === 0) await renewRecommendation(t.tx, t.instansi, row);
  }
}

/** The report lies in the organiser's store; this institution keeps its own copy of the same bytes. */
export async function copyReport(ctx: Context, from: string, to: string, outcome: OutcomeCopy | null): Promise<void> {
  if (!outcome?.report || (await ctx.house.files.has(to, outcome.report.sha256))) return;
  const bytes = await ctx.house.files.find(from, outcome.report.sha256);
  if (bytes) await ctx.house.files.put(to, bytes);
}

export const outcomeReport = (ctx: Context, id: string): Promise<{ sha256: string; name: string }> =>
  readTenant(ctx, async (t) => {
    await load(t, id);
    const outcome = await findOutcome(t.tx, t.instansi, id);
    if (!outcome?.report) throw new Refused({ code: 'self-assessment.no-report' });
    return outcome.report;
  });

export const objectionFile = (ctx: Context, id: string, file: string): Promise<objections.ObjectionFileRow> =>
  readTenant(ctx, async (t) => {
    const found = (await objections.listObjectionFiles(t.tx, t.instansi, id)).find((one) => one.id === file);
    if (!found) throw new Refused({ code: 'self-assessment.unknown' });
    return found;
  });
