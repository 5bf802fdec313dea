import { audit } from '../../../platform/audit/audit.ts';
import { orRefuse, Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, mustViewer, type Context, type TenantContext } from '../../../platform/request/context.ts';
import type { ItemState, ValueStage } from '../contract/assess-words.ts';
import type { Input } from '../operation-input.ts';
import { valueAt, type GivenValue } from '../rules/stages-inherit.ts';
import { mayGiveVerdict, otherIsVisible, type Seat } from '../rules/two-assessors-settle.ts';
import { acceptance, judgeVerdict, levelText, type Verdict } from '../rules/verdict-is-complete.ts';
import { readLevel } from '../../../engines/scoring/score.ts';
import { seenByAssessor, seenOfItem } from '../rules/what-was-seen.ts';
import { setProgress } from '../storage/assignments.ts';
import { findClaim } from '../storage/desk.ts';
import * as storage from '../storage/verdicts.ts';
import { atDesk, indicatorAt, isSeat, type AtDesk } from './desk-access.ts';
import { givenValue, lockKnown, stand, tellProgress, type Known } from './stand.ts';

// Chapters: what may be done · giving a verdict · the organiser decides · a stage without more to say

/** Who decided at the open stage, against whom the assessors cannot write. */
export const decidedAt = (stage: ValueStage | undefined, values: readonly { stage: ValueStage; how: GivenValue['how'] }[]): 'lead' | 'review' | null => {
  const how = values.find((one) => one.stage === stage)?.how;
  return how === 'lead' || how === 'review' ? how : null;
};
/** What of an indicator makes what is seen another one. */
export interface SeenOf {
  verdicts: readonly Pick<storage.VerdictRow, 'role' | 'seq'>[];
  values: readonly Pick<storage.ValueRow, 'stage' | 'how'>[];
  mark: Pick<storage.MarkRow, 'seq'> | undefined;
}
export const mayWrite = (at: AtDesk, { item, values, mark }: Pick<Known, 'item' | 'values' | 'mark'>) =>
  mayGiveVerdict(at.stage, { decided: decidedAt(at.stage, values), mark: mark?.mark ?? null, hasValue: item.micro !== null, disputed: item.state === 'disputed' });

export function seenAt(at: AtDesk, seat: Seat, { verdicts, values, mark }: SeenOf): string {
  const seq = (one: Seat) => verdicts.filter(({ role }) => role === one).reduce((sum, { seq: own }) => sum + own, 0);
  const visible = otherIsVisible(seat, verdicts.map(({ role }) => ({ seat: role })), at.seesAll);
  return seenByAssessor({ stage: at.stage, submissionNo: at.participant.submissionNo ?? 0, ownSeq: seq(seat), otherSeq: visible ? seq(seat === 'first' ? 'second' : 'first') : null, decided: decidedAt(at.stage, values), markSeq: mark?.seq ?? 0 });
}

/**
 * A verdict of the assessor at the open stage; the value of the stage follows from both. The same verdict again changes
 * nothing. Refuses whoever is not assigned or belongs there, the wrong phase, an incomplete verdict, and what changed meanwhile.
 */
export const giveVerdict = (ctx: Context, asked: Input<'giveVerdict'>): Promise<{ level: string; state: ItemState; rejectedAbove: string[] }> =>
  inTenant(ctx, async (t) => {
    const at = await atDesk(t, asked.participant);
    if (!isSeat(at.role)) throw new Refused({ code: 'evaluation.not-assigned' });
    if (at.campaign.state !== 'open') throw new Refused({ code: 'evaluation.not-open' });
    const { indicator } = indicatorAt(at, asked.number);
    const claim = at.participant.submission === null ? undefined : await findClaim(t.tx, t.instansi, at.participant.submission, asked.number);
    if (!claim) throw new Refused({ code: 'evaluation.nothing-sent' });
    const known = await lockKnown(t, at, asked.number);
    const stage = orRefuse(mayWrite(at, known)) as Exclude<ValueStage, 'final'>;
    const claimed = { micro: BigInt(claim.micro), fakta: claim.fakta, analisis: claim.analisis };
    const { instrument } = at.prepared;
    const { rejectedAbove, ...verdict } = orRefuse(judgeVerdict(instrument, indicator, claimed, asked.accept ? acceptance(instrument, indicator, claimed, asked) : asked));
    const own = known.verdicts.find((one) => one.role === at.role && one.stage === stage);
    const answer = { level: levelText(verdict.micro), rejectedAbove };
    if (own && isSame(own, verdict) && own.submissionNo === at.participant.submissionNo) return { ...answer, state: visibleState(at, known.item.state) };
    if (asked.seen !== seenAt(at, at.role, known)) throw new Refused({ code: 'evaluation.changed' });
    const row = rowOf(t, at, at.role, stage, asked.number, verdict, (own?.seq ?? 0) + 1);
    await storage.putVerdict(t.tx, t.instansi, row);
    const state = await stand(t, at, stage, { ...known, verdicts: [...known.verdicts.filter((one) => one !== own), row] });
    await tellProgress(t, at, stage, at.role);
    await audit(t, { action: 'evaluation.verdict-given', object: 'participant', objectId: at.participant.id, detail: { number: asked.number, stage, role: at.role, level: answer.level, before: own ? levelText(BigInt(own.micro)) : null, claim: levelText(claimed.micro), justifikasi: verdict.justifikasi } });
    return { ...answer, state: visibleState(at, state) };
  });

/** Who does not see the other yet is not told either whether both agree. */
const visibleState = (at: AtDesk, state: ItemState): ItemState => (at.seesAll || at.seats.length < 2 ? state : 'waiting');

const isSame = (row: storage.VerdictRow, v: Verdict): boolean =>
  BigInt(row.micro) === v.micro && row.fakta === v.fakta && row.analisis === v.analisis && row.justifikasi === v.justifikasi && JSON.stringify(sorted(row.statuses)) === JSON.stringify(sorted(v.statuses));
const sorted = (statuses: Record<string, string> | null) => statuses && Object.entries(statuses).toSorted(([a], [b]) => (a < b ? -1 : 1));

function rowOf(t: TenantContext, at: AtDesk, role: Seat, stage: ValueStage, number: string, verdict: Verdict, seq: number): storage.VerdictRow {
  const { accountId, name } = mustViewer(t);
  return { participant: at.participant.id, number, stage, role, account: accountId, byName: name, ...verdict, micro: String(verdict.micro), submissionNo: at.participant.submissionNo ?? 0, seq, givenAt: t.house.clock.now() };
}

/** The organiser decides the value of the open stage, with a reason that the assessors read; after the objections the final one. */
export const settleValue = (ctx: Context, asked: Input<'settleValue'>): Promise<{ level: string }> =>
  inTenant(ctx, async (t) => {
    const at = await atDesk(t, asked.participant);
    const { indicator } = indicatorAt(at, asked.number);
    if (at.stage === undefined) throw new Refused({ code: 'evaluation.not-settled-here' });
    if (at.participant.submission === null) throw new Refused({ code: 'evaluation.nothing-sent' });
    const level = readLevel(at.prepared.instrument, indicator, asked.level);
    if (!level.ok) throw new Refused({ code: 'evaluation.level', fields: [{ path: 'level', message: String(level.refusal.data?.['sentence']).replace(/^./, (first) => first.toUpperCase()) }] });
    const known = await lockKnown(t, at, asked.number);
    if (asked.seen !== seenOfItem({ stage: at.stage, ...known.item, markSeq: known.mark?.seq ?? 0 })) throw new Refused({ code: 'evaluation.changed' });
    const micro = String(level.value);
    const before = known.values.filter((one) => one.stage !== at.stage);
    // The text of an assessor who stands at this level, else what counted so far.
    const text = known.verdicts.findLast((one) => one.micro === micro) ?? valueAt(at.stages, before.map(givenValue), at.stage);
    const row: storage.ValueRow = { participant: at.participant.id, number: asked.number, stage: at.stage, micro, fakta: text?.fakta ?? '', analisis: text?.analisis ?? '', justifikasi: asked.reason, how: 'lead', byName: mustViewer(t).name };
    await stand(t, at, at.stage, { ...known, values: [...before, row] });
    await audit(t, { action: 'evaluation.value-decided', object: 'participant', objectId: at.participant.id, detail: { number: asked.number, stage: at.stage, level: levelText(level.value), before: known.item.micro && levelText(BigInt(known.item.micro)), reason: asked.reason } });
    return { level: levelText(level.value) };
  });

/** Interview or visit is over for this assessor: what was not touched inherits. */
export const finishStage = (ctx: Context, { participant }: Input<'finishStage'>): Promise<{ inherited: number }> =>
  inTenant(ctx, async (t) => {
    const at = await atDesk(t, participant);
    if (!isSeat(at.role)) throw new Refused({ code: 'evaluation.not-assigned' });
    if (at.stage !== 'interview' && at.stage !== 'visit') throw new Refused({ code: 'evaluation.not-finishable' });
    const done = await storage.countVerdicts(t.tx, t.instansi, participant, at.stage, at.role);
    await setProgress(t.tx, t.instansi, { campaign: at.campaign.id, participant, stage: at.stage, role: at.role, done, finishedAt: t.house.clock.now() });
    await audit(t, { action: 'evaluation.stage-finished', object: 'participant', objectId: participant, detail: { stage: at.stage, role: at.role, touched: done } });
    return { inherited: at.prepared.indicators.length - done };
  });
