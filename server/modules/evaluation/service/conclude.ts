import { audit } from '../../../platform/audit/audit.ts';
import { uuidv7 } from '../../../platform/kernel/ids.ts';
import { Refused, sentenceOf } from '../../../platform/kernel/refusal.ts';
import { inTenant, mustHat, mustViewer, type Context, type TenantContext } from '../../../platform/request/context.ts';
import { phaseNames, type OutcomeCopy } from '../../self-assessment/contract.ts';
import { decideRefusals, DECIDE, type Conclusion } from '../contract/decide-operations.ts';
import { levelText } from '../rules/report-of-an-outcome.ts';
import * as storage from '../storage/conclusions.ts';
import { objectionFiles, type Decision } from '../storage/decisions.ts';
import { atDesk } from './desk-access.ts';
import { concludingOf, findingsOf, nextOf, type Concluding } from './outcome-of.ts';

// Chapters: the page of one institution · saving

const told = ({ outcome }: Pick<Decision, 'outcome'>) => JSON.parse(outcome) as OutcomeCopy;
export const reportUrl = (decision: Pick<Decision, 'id' | 'reportSha256'>): string | null => (decision.reportSha256 ? `/api/evaluasi/penetapan/${decision.id}/laporan` : null);

/** For its assessors, its reviewer and the organiser, from the phase in which each sees all stages. */
export const getConclusion = (ctx: Context, participant: string): Promise<Conclusion> =>
  inTenant(ctx, async (t) => shown(t, await concludingOf(t, await mustConclude(t, participant), { recompute: true })));

/** @throws Refused `evaluation.not-assigned`: an assessor before both verdicts may be seen looks the same as somebody not assigned */
async function mustConclude(t: TenantContext, participant: string) {
  const at = await atDesk(t, participant);
  if (!at.seesAll) throw new Refused({ code: 'evaluation.not-assigned' });
  return at;
}

const isClosed = (c: Concluding): boolean => c.decisions[0]?.state === 'final';

async function shown(t: TenantContext, c: Concluding): Promise<Conclusion> {
  const { campaign, participant, prepared, phase } = c.at;
  const next = nextOf(c);
  const decides = mustHat(t).permissions.has(DECIDE);
  const files = await objectionFiles(t.tx, t.instansi, participant.id);
  const level = (number: string): string => {
    const value = c.values.find((one) => one.number === number);
    return value ? levelText(value.micro) : '';
  };
  const nameOf = (number: string): string => prepared.indicators[prepared.byNumber.get(number) ?? -1]?.indicator.name ?? '';
  const micro = (text: string | null): string | null => (text === null ? null : levelText(BigInt(text)));
  return {
    participant: { id: participant.id, name: participant.name }, campaign: { id: campaign.id, title: campaign.title, year: campaign.year, mode: campaign.mode, phase: phase ? phaseNames[phase] : 'Belum dimulai' },
    result: c.result && {
      index: c.result.shown, exact: c.result.exact, predicate: c.result.predicate,
      parts: prepared.groups.map(({ group }) => ({ key: `${group.tier}:${group.number}`, tier: prepared.instrument.tiers.find(({ id }) => id === group.tier)?.title ?? group.tier, number: group.number, name: group.name, value: c.result!.parts[`${group.tier}:${group.number}`] ?? '' })),
    },
    indicators: prepared.indicators.length, valued: c.values.length, unreviewed: c.unreviewed,
    strengths: findingsOf(c, 'strength'), weaknesses: findingsOf(c, 'weakness'), summary: c.saved?.summary ?? '',
    recommendations: (c.saved?.recommendations ?? []).map(({ id, number, text, addressee, due }) => ({ id, number: number ?? '', text, addressee, due: due ?? '' })),
    seq: c.saved?.seq ?? 0, savedBy: c.saved?.byName ?? null, savedAt: c.saved?.changedAt.toISOString() ?? null,
    next: next.ok && !isClosed(c) ? next.value : null, sentence: isClosed(c) ? '' : next.ok ? '' : sentenceOf(next.refusal, decideRefusals),
    objections: c.objections.map((o) => ({
      id: o.id, number: o.number, name: nameOf(o.number), text: o.text, by: o.byName, at: o.at.toISOString(), level: level(o.number), accepted: o.accepted, answer: o.answer, from: micro(o.microBefore), to: micro(o.microAfter),
      answeredBy: o.answeredName, answeredAt: o.answeredAt?.toISOString() ?? null, files: files.filter(({ objection }) => objection === o.id).map((f) => ({ name: f.name, intact: f.intact, url: `/api/evaluasi/sanggahan/${o.id}/berkas/${f.position}` })),
    })),
    decisions: c.decisions.map((d) => {
      const { index, predicate } = told(d);
      return { id: d.id, no: d.no, state: d.state, index, predicate, at: d.decidedAt.toISOString(), by: d.byName, reason: d.reason, reportNumber: d.reportNumber, reportState: d.reportState, failure: d.failure, url: reportUrl(d), document: d.document, toldAt: d.toldAt?.toISOString() ?? null };
    }),
    published: c.isPublished, may: { edit: !isClosed(c), decide: decides },
  };
}

interface Typed {
  participant: string;
  seq: number;
  summary: string;
  strengths: { number: string; text: string }[];
  weaknesses: { number: string; text: string }[];
  recommendations: { id?: string | undefined; number: string; text: string; addressee: string; due: string }[];
}

/** Rows without text were taken out by who wrote. */
export const saveConclusion = (ctx: Context, input: Typed) =>
  inTenant(ctx, async (t) => {
    const at = await mustConclude(t, input.participant);
    const c = await concludingOf(t, at, { recompute: false });
    if (isClosed(c)) throw new Refused({ code: 'evaluation.conclusion-closed' });
    const recommendations = input.recommendations.filter(({ text, addressee }) => text !== '' || addressee !== '');
    const lacking = recommendations.findIndex(({ text, addressee }) => text === '' || addressee === '');
    if (lacking >= 0) throw new Refused({ code: 'evaluation.recommendation-incomplete', fields: [{ path: `recommendations.${lacking}.${recommendations[lacking]!.text === '' ? 'text' : 'addressee'}`, message: 'Isi bagian ini.' }] });
    const known = new Set(c.saved?.recommendations.map(({ id }) => id));
    const whole = (rows: Typed['strengths']) => [...new Map(rows.filter(({ text }) => text !== '').map((row) => [row.number, row])).values()];
    const [strengths, weaknesses] = [whole(input.strengths), whole(input.weaknesses)];
    const stranger = [...strengths, ...weaknesses, ...recommendations.filter(({ number }) => number !== '')].find(({ number }) => !at.prepared.byNumber.has(number));
    if (stranger) throw new Refused({ code: 'evaluation.unknown-finding', data: { number: stranger.number } });
    const saved = await storage.saveConclusion(t.tx, t.instansi, at.participant.id, input.seq, {
      summary: input.summary, byName: mustViewer(t).name, changedAt: t.house.clock.now(), strengths, weaknesses,
      recommendations: recommendations.map(({ id, number, text, addressee, due }) => ({ id: id && known.has(id) ? id : uuidv7(), number: number || null, text, addressee, due: due || null })),
    });
    if (!saved) throw new Refused({ code: 'evaluation.conclusion-changed' });
    await audit(t, { action: 'evaluation.concluded', object: 'participant', objectId: at.participant.id, detail: { strengths: strengths.length, weaknesses: weaknesses.length, recommendations: recommendations.length } });
    return { seq: input.seq + 1 };
  });
