import { basisIn, score } from '../../../engines/scoring/score.ts';
import { indicatorsOf } from '../../../engines/scoring/instrument.ts';
import { mustViewer, readTenant, type Context } from '../../../platform/request/context.ts';
import type { SheetRow } from '../contract/desk-shapes.ts';
import type { Input } from '../operation-input.ts';
import { notTogether } from '../rules/accepted-together.ts';
import { inherit } from '../rules/stages-inherit.ts';
import { otherIsVisible } from '../rules/two-assessors-settle.ts';
import { levelText } from '../rules/verdict-is-complete.ts';
import { seenOfItem } from '../rules/what-was-seen.ts';
import * as desk from '../storage/desk.ts';
import * as storage from '../storage/verdicts.ts';
import { atDesk, isSeat, seesValues, shownCampaign, shownState } from './desk-access.ts';
import { seenAt } from './give-verdict.ts';
import { givenValue } from './stand.ts';

/** All indicators of one participant with the value of every stage; for the review with its marks. */
export const sheet = (ctx: Context, { participant }: Input<'sheet'>) =>
  readTenant(ctx, async (t) => {
    const at = await atDesk(t, participant);
    const { submission } = at.participant;
    const claims = new Map((submission === null ? [] : await desk.claimLevelsOf(t.tx, t.instansi, submission)).map((one) => [one.number, one]));
    const viewed = new Map(isSeat(at.role) ? (await storage.viewedBy(t.tx, t.instansi, participant, mustViewer(t).accountId)).map(({ number, seen }) => [number, seen]) : []);
    const items = new Map((await storage.itemsOf(t.tx, t.instansi, participant)).map((one) => [one.number, one]));
    const verdicts = Map.groupBy(await storage.verdictLevelsOf(t.tx, t.instansi, participant), ({ number }) => number);
    const values = Map.groupBy(await storage.valueLevelsOf(t.tx, t.instansi, participant), ({ number }) => number);
    const marks = new Map((await storage.marksOf(t.tx, t.instansi, participant)).map((one) => [one.number, one]));
    const asked = Map.groupBy((await storage.questionsTo(t.tx, t.instansi, participant, null)).filter(({ reply }) => reply === null), ({ number }) => number);
    const papers = submission === null ? [] : await desk.papersOf(t.tx, t.instansi, submission);
    const all = seesValues(at);
    const rows = indicatorsOf(at.prepared.instrument.tree).map(({ indicator, above }): SheetRow => {
      const { number } = indicator;
      const item = items.get(number) ?? { participant, number, state: 'open' as const, micro: null, valueStage: null, mark: null };
      const given = verdicts.get(number) ?? [];
      const mark = marks.get(number);
      const claim = claims.get(number);
      const why = isSeat(at.role) && at.campaign.state === 'open'
        ? notTogether(at.prepared.instrument, indicator, { stage: at.stage, given: given.some(({ role, stage }) => role === at.role && stage === at.stage), claim: claim && { ...claim, micro: BigInt(claim.micro) }, viewed: viewed.get(number) === seenAt(at, at.role, { verdicts: given, values: values.get(number) ?? [], mark }) })
        : 'stage';
      const of = (seat: 'first' | 'second') => {
        const mayLook = !isSeat(at.role) || seat === at.role || otherIsVisible(at.role, given.map(({ role }) => ({ seat: role })), at.seesAll);
        const last = given.filter(({ role }) => role === seat).toSorted((a, b) => at.stages.indexOf(a.stage) - at.stages.indexOf(b.stage)).at(-1);
        return mayLook && last ? levelText(BigInt(last.micro)) : null;
      };
      const redone = mark?.mark === 'returned' && (values.get(number) ?? []).some(({ stage }) => stage === 'review');
      return {
        number, name: indicator.name, group: above.at(-1)?.name ?? '', claim: claim ? levelText(BigInt(claim.micro)) : null,
        stages: all ? inherit(at.stages, (values.get(number) ?? []).map(givenValue)).map(({ stage, value, inheritedFrom }) => ({ stage, level: value && levelText(value.micro), inherited: inheritedFrom !== null })) : [],
        first: of('first'), second: of('second'), state: shownState(at, item.state, given.some(({ role }) => role === at.role)), current: all && item.micro !== null ? levelText(BigInt(item.micro)) : null,
        mark: mark && (!isSeat(at.role) || at.stage !== 'interview') ? { mark: mark.mark, text: mark.text, by: mark.byName, givenAt: mark.givenAt.toISOString() } : null, redone, asked: asked.get(number)?.length ?? 0,
        seen: seenOfItem({ stage: at.stage, ...item, markSeq: mark?.seq ?? 0 }),
        together: why === null ? 'ready' : why === 'not-viewed' ? why : null,
      };
    });
    const levels = at.prepared.indicators.map(({ indicator }) => items.get(indicator.number)?.micro ?? null);
    const whole = all && levels.every((one) => one !== null);
    const count = (of: (row: SheetRow) => boolean) => rows.filter(of).length;
    const progress = isSeat(at.role) && at.stage ? await storage.isFinished(t.tx, t.instansi, at.campaign.id, participant, at.stage, at.role) : false;
    return {
      campaign: shownCampaign(at), participant, name: at.participant.name, role: at.role, submissionNo: at.participant.submissionNo, stages: at.stages, rows,
      counts: { open: count(({ state }) => state === 'open'), disputed: count(({ state }) => state === 'disputed'), valid: count(({ mark }) => mark?.mark === 'valid'), invalid: count(({ mark }) => mark !== null && mark.mark !== 'valid') },
      mayReview: at.role === 'reviewer' && at.stage === 'review' && submission !== null, mayFinish: isSeat(at.role) && (at.stage === 'interview' || at.stage === 'visit'), finished: progress,
      papers: papers.map(({ id, kind, name }) => ({ kind, name: name ?? kind, href: `/api/evaluasi/meja/berkas/${submission}/${id}` })),
      index: whole ? score(at.prepared, levels.map((one) => BigInt(one!)), basisIn(at.prepared.instrument, at.campaign.year)).index : null,
    };
  });
