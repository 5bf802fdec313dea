import { Refused } from '../../../platform/kernel/refusal.ts';
import type { TenantContext } from '../../../platform/request/context.ts';
import type { WorkingResult } from '../../assessments/contract.ts';
import { modeNames, phaseNames, type OutcomeCopy } from '../../self-assessment/contract.ts';
import { roleNames } from '../contract/shapes.ts';
import { nextDecision, objectBy, type Deciding } from '../rules/a-decision-may-be-made.ts';
import { proposedText, proposeFindings, type ProposedFinding } from '../rules/findings-follow-the-levels.ts';
import { outcomeFrom, type FinalText } from '../rules/outcome-from-values.ts';
import { levelText, reportFields } from '../rules/report-of-an-outcome.ts';
import { valueAt } from '../rules/stages-inherit.ts';
import { basisIn } from '../../../engines/scoring/score.ts';
import { assignmentAt } from '../storage/assignments.ts';
import { findConclusion, type Conclusion } from '../storage/conclusions.ts';
import * as decisions from '../storage/decisions.ts';
import { allValuesOf, itemsOf, resultPlace } from '../storage/verdicts.ts';
import { claimsOfSubmission } from '../storage/decide-claims.ts';
import type { AtDesk } from './desk-access.ts';
import { institutionOf } from './ports.ts';
import { givenValue, resultsOf } from './stand.ts';

// Chapters: what counts in the end · strengths and weaknesses as they stand · whether it may be decided · the outcome and its report

/** Everything that a decision about one participant looks at. */
export interface Concluding {
  at: AtDesk;
  values: FinalText[];
  result: WorkingResult | null;
  saved: Conclusion | undefined;
  unreviewed: number;
  decisions: decisions.Decision[];
  objections: decisions.Objection[];
  isPublished: boolean;
  set: string | null;
  institution: string | null;
}

/** `recompute`: every index of the campaign afresh, so that the result is that of the values read. */
export async function concludingOf(t: TenantContext, at: AtDesk, { recompute }: { recompute: boolean }): Promise<Concluding> {
  const { campaign, participant } = at;
  const given = Map.groupBy(await allValuesOf(t.tx, t.instansi, participant.id), ({ number }) => number);
  const values = at.prepared.indicators.flatMap(({ indicator: { number } }): FinalText[] => {
    const value = valueAt(at.stages, (given.get(number) ?? []).map(givenValue), 'final');
    return value ? [{ number, micro: value.micro, fakta: value.fakta, analisis: value.analisis, justifikasi: value.justifikasi }] : [];
  });
  const { resultSet, institution } = await resultPlace(t.tx, t.instansi, campaign.id, participant.id);
  if (recompute && resultSet) await resultsOf(t).recompute(t, resultSet);
  const [result] = resultSet && institution ? await resultsOf(t).resultsOf(t, resultSet, [institution]) : [];
  const items = await itemsOf(t.tx, t.instansi, participant.id);
  const isReviewed = at.assignments.some(({ role }) => role === 'reviewer');
  const published = await decisions.publicationsOf(t.tx, t.instansi, campaign.id);
  const made = await decisions.decisionsOf(t.tx, t.instansi, participant.id);
  return {
    at, values, result: values.length === at.prepared.indicators.length ? (result ?? null) : null, saved: await findConclusion(t.tx, t.instansi, participant.id),
    unreviewed: isReviewed ? at.prepared.indicators.length - items.filter(({ mark }) => mark === 'valid' || mark === 'set').length : 0,
    decisions: made, objections: await decisions.objectionsOf(t.tx, t.instansi, participant.id),
    isPublished: made.some((one) => one.state === 'final' && published.some(({ at: shown }) => shown >= one.decidedAt)), set: resultSet, institution,
  };
}

export interface ShownFinding {
  number: string;
  name: string;
  text: string;
  level: string;
  /** False: only proposed by its level. */
  kept: boolean;
}

/** What was saved, then what the rule proposes besides; before the first save all proposals count as chosen. */
export function findingsOf(c: Concluding, kind: 'strength' | 'weakness'): ShownFinding[] {
  const proposed = proposeFindings(c.at.prepared, c.values)[kind === 'strength' ? 'strengths' : 'weaknesses'];
  const saved = c.saved?.[kind === 'strength' ? 'strengths' : 'weaknesses'];
  const byNumber = new Map(c.values.map((one) => [one.number, one]));
  const level = (number: string) => (byNumber.has(number) ? levelText(byNumber.get(number)!.micro) : '');
  const name = (number: string) => c.at.prepared.indicators[c.at.prepared.byNumber.get(number) ?? -1]?.indicator.name ?? '';
  const worded = (one: ProposedFinding, kept: boolean): ShownFinding => ({ number: one.number, name: one.name, level: level(one.number), kept, text: proposedText(kind, level(one.number), byNumber.get(one.number)?.justifikasi ?? '') });
  if (!saved) return proposed.map((one) => worded(one, true));
  const rest = proposed.filter(({ number }) => !saved.some((one) => one.number === number));
  return [...saved.map(({ number, text }) => ({ number, name: name(number), text, level: level(number), kept: true })), ...rest.map((one) => worded(one, false))];
}

export const decidingOf = (c: Concluding): Deciding => ({
  phases: c.at.campaign.phases, today: c.at.today, indicators: c.at.prepared.indicators.length, valued: c.result ? c.values.length : Math.min(c.values.length, c.at.prepared.indicators.length - 1), unreviewed: c.unreviewed,
  hasRecommendation: (c.saved?.summary ?? '') !== '', mode: c.at.campaign.mode, last: c.decisions[0]?.state ?? null, promised: c.decisions[0] ? (JSON.parse(c.decisions[0].outcome) as OutcomeCopy).objectBy : null, openObjections: c.objections.filter(({ accepted }) => accepted === null).length, isPublished: c.isPublished,
});
export const nextOf = (c: Concluding) => nextDecision(decidingOf(c));

/** The outcome of what stands now, and the fields of its report. @throws Refused `evaluation.decide-incomplete` */
export async function drawOutcome(t: TenantContext, c: Concluding, state: OutcomeCopy['state'], organiser?: string): Promise<{ outcome: OutcomeCopy; fields: Record<string, unknown> }> {
  const { at, result } = c;
  const { campaign, participant, prepared } = at;
  if (!result || !c.set || !c.institution) throw new Refused({ code: 'evaluation.decide-incomplete', data: { missing: prepared.indicators.length - c.values.length } });
  const kept = (kind: 'strength' | 'weakness') => findingsOf(c, kind).filter((one) => one.kept).map(({ number, text }) => ({ number, text }));
  const isPemantauan = campaign.mode === 'pemantauan';
  const besides = await resultsOf(t).besides(t, c.set, c.institution);
  const outcome = outcomeFrom(prepared, {
    campaign: campaign.id, no: (c.decisions[0]?.no ?? 0) + 1, state, result, values: c.values, besides, objectBy: objectBy(campaign.phases),
    conclusion: { summary: c.saved?.summary ?? '', strengths: isPemantauan ? [] : kept('strength'), weaknesses: isPemantauan ? [] : kept('weakness'), recommendations: c.saved?.recommendations ?? [] },
  });
  const stages = campaign.phases.map(({ phase }) => phase).filter((phase) => phase === 'document' || phase === 'interview' || phase === 'visit').map((phase) => phaseNames[phase].replace('Penilaian ', '').toLowerCase());
  const claims = participant.submission ? await claimsOfSubmission(t.tx, t.instansi, participant.submission) : [];
  const fields = reportFields(prepared, outcome, c.values, {
    institution: participant.name, campaign: { title: campaign.title, year: campaign.year, mode: `${modeNames[campaign.mode].toLowerCase()} (${stages.join(', ')})` }, organiser: organiser ?? (await institutionOf(t)).name,
    team: (await assignmentAt(t.tx, t.instansi, participant.id)).map(({ name, role }) => ({ nama: name, peran: roleNames[role] })), claims: Object.fromEntries(claims.map(({ number, micro }) => [number, levelText(BigInt(micro))])),
    basis: basisIn(prepared.instrument, campaign.year), besides, summary: outcome.summary ?? '', addressees: Object.fromEntries(outcome.recommendations.map((one) => [one.id, one.to ?? ''])),
  });
  return { outcome, fields };
}
