import { compareExact, exact, exactDecimal, fixedText, plus } from '../../../engines/scoring/exact.ts';
import type { Indicator } from '../../../engines/scoring/instrument.ts';
import { stepKey } from '../../../engines/scoring/ladder.ts';
import { basisIn, scored as scoredOf } from '../../../engines/scoring/score.ts';
import { sentenceOf } from '../../../platform/kernel/refusal.ts';
import { readTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import { lackWords, refusals, type BoardRow, type Lack, type Step } from '../contract.ts';
import type { Input } from '../operation-input.ts';
import { levelText, scoreForPeople, scoreNow } from '../rules/current-score.ts';
import { lacksOf, missingPapers, wholeLevel, type Answer } from '../rules/what-an-answer-lacks.ts';
import { cheapestPath, liftsMost, type Stand, type Step as RuleStep } from '../rules/what-lifts-most.ts';
import { listAnswers, type AnswerRow } from '../storage/answers.ts';
import { countAnswers, findOutcome } from '../storage/campaigns.ts';
import { listPieces, type PieceRow } from '../storage/evidence.ts';
import { openQuestions } from '../storage/remarks.ts';
import { holdersOfPapers, type PaperHolders } from './holders-of-papers.ts';
import { load, whyNotAdd, whyNotAnswer, type Loaded } from './load.ts';
import { organizationOf } from './ports.ts';
import { mayOf, summaryOf } from './summary.ts';
import { teamOf } from './team.ts';

// Chapters: what is written now · the board · the way to a target

const LIFTS = 10;
/** The whole decimal (0.0275 beside 0.03); where it has no end, four places. */
const gainText = (gain: RuleStep['gain']): string => {
  const text = exactDecimal(gain);
  return text.includes('/') ? fixedText(gain, 4) : text;
};

export interface Now extends Loaded {
  answers: Map<string, AnswerRow>;
  pieces: Map<string, PieceRow[]>;
  /** In the instrument's order. */
  levels: (bigint | null)[];
  stands: Stand[];
}

export async function readNow(t: TenantContext, loaded: Loaded): Promise<Now> {
  const answers = new Map((await listAnswers(t.tx, t.instansi, loaded.campaign.id)).map((row) => [row.number, row]));
  const pieces = Map.groupBy(await listPieces(t.tx, t.instansi, loaded.campaign.id), ({ number }) => number);
  const stands = loaded.prepared.indicators.map(({ indicator: { number } }): Stand => ({ micro: answers.get(number)?.micro ?? null, met: answers.get(number)?.met ?? [], evidence: pieces.get(number) ?? [] }));
  return { ...loaded, answers, pieces, levels: stands.map(({ micro }) => micro), stands };
}

export const answerOf = (row: AnswerRow, evidence: readonly PieceRow[]): Answer => ({ micro: row.micro, met: row.met, asks: row.asks, hasFakta: row.has_fakta, hasAnalisis: row.has_analisis, evidence });
export const lacksIn = (now: Now, indicator: Indicator, row: AnswerRow): Lack[] => lacksOf(now.prepared.instrument, indicator, answerOf(row, now.pieces.get(row.number) ?? []), now.days);
export const toldLacks = (lacks: readonly Lack[]) => lacks.map((one) => ({ ...one, text: lackWords[one.code](one.count) }));

export function levelNameOf({ prepared }: Pick<Loaded, 'prepared'>, indicator: Indicator, level: number): string {
  const capability = indicator.capability === undefined ? undefined : prepared.instrument.capabilities[indicator.capability];
  return capability?.levels.find((one) => one.level === level)?.name ?? '';
}

export const getBoard = (ctx: Context, input: Input<'getBoard'>) =>
  readTenant(ctx, async (t) => {
    const now = await readNow(t, await load(t, input.id));
    const { campaign, prepared } = now;
    const questions = Map.groupBy(await openQuestions(t.tx, t.instansi, campaign.id), ({ number }) => number);
    const holders = await holdersOfPapers(t, campaign.id, [...now.answers.values()]);
    const team = await teamOf(t);
    const units = await organizationOf(t).unitFacts(t, [...new Set(team.map(({ unitId }) => unitId))]);
    const names = await organizationOf(t).namesOf(t, { accounts: [...new Set([...now.answers.values()].flatMap(({ assignee }) => assignee ?? []))], posts: [] });
    const all = prepared.indicators.map(({ indicator }, at): BoardRow => {
      const row = now.answers.get(indicator.number)!;
      return {
        number: indicator.number, name: indicator.name, weight: indicator.weight, groups: prepared.groups.filter(({ members }) => members.includes(at)).map(({ group }) => `${group.tier}:${group.number}`),
        level: row.micro === null ? null : levelText(row.micro), levelName: row.micro === null ? '' : levelNameOf(now, indicator, wholeLevel(row.micro)), state: row.state, seq: row.seq,
        assignee: row.assignee === null ? null : { account: row.assignee, name: names.accounts.get(row.assignee) ?? 'Bekas anggota tim' }, unit: holders.of(row.number, ''), evidence: now.pieces.get(row.number)?.length ?? 0,
        external: indicator.external?.by ?? null, asks: row.asks, lacks: toldLacks(lacksIn(now, indicator, row)), questions: questions.get(row.number)?.length ?? 0,
      };
    });
    const wanted = input.assignee === 'me' ? t.viewer?.accountId : input.assignee;
    const rows = all.filter((row) =>
      (input.group === undefined || row.groups.includes(input.group)) && (input.state === undefined || row.state === input.state)
      && (wanted === undefined || (wanted === 'nobody' ? row.assignee === null : row.assignee?.account === wanted))
      && (input.only === undefined || (input.only === 'questions' ? row.questions > 0 : row.lacks.length > 0)));
    const [counts] = await countAnswers(t.tx, t.instansi, t.viewer?.accountId ?? null, campaign.id);
    const [closed, shut] = [whyNotAnswer(now), whyNotAdd(now)];
    const lacking = all.filter(({ state }) => state !== 'approved').length;
    return {
      campaign: summaryOf(campaign, counts, now.submissions[0], now.today), may: mayOf(t), scored: scoreForPeople(prepared, now.levels, campaign.year), rows, matching: rows.length,
      team: team.map((one) => ({ account: one.accountId, name: one.name, title: one.title, unit: units.get(one.unitId)?.name ?? '', indicators: all.filter(({ assignee }) => assignee?.account === one.accountId).length })),
      lifts: liftsMost(prepared, now.stands, now.today).slice(0, LIFTS).map((step) => toldStep(now, holders, step)),
      window: { answering: !closed, adding: !shut, sentence: closed ? sentenceOf(closed.refusal, refusals) : '' },
      toSubmit: { open: now.submissions.length > 0 ? !shut : !closed, lacking }, submissions: now.submissions.map(({ no, sent_at, by_name, sha256, received_at, received_sha256 }) => ({ no, at: sent_at.toISOString(), by: by_name, sha256, receivedAt: received_at?.toISOString() ?? null, intact: received_sha256 === null ? null : received_sha256 === sha256 })),
      bands: prepared.bands.map(({ label, lower }) => ({ label, from: exactDecimal(lower) })), outcome: (await findOutcome(t.tx, t.instansi, campaign.id)) ?? null,
    };
  });

function toldStep(now: Now, holders: PaperHolders, step: RuleStep): Step {
  const { indicator } = now.prepared.indicators[now.prepared.byNumber.get(step.number)!]!;
  const papers = missingPapers(now.prepared.instrument, indicator, step.to, now.pieces.get(step.number) ?? [], now.today);
  const keyed = ({ level, id, text }: { level: number; id: string; text: string }) => ({ key: stepKey(level, id), text });
  return {
    number: step.number, name: indicator.name, from: step.from, to: step.to, toName: levelNameOf(now, indicator, step.to), gain: gainText(step.gain), missing: step.missing.map(keyed),
    papers: papers.map(keyed).map((paper) => ({ ...paper, holder: holders.of(step.number, paper.key) })), holder: holders.of(step.number, ''),
  };
}

/** The cheapest set of next steps until the unrounded index reaches the target. */
export const getPath = (ctx: Context, { id, target }: Input<'getPath'>) =>
  readTenant(ctx, async (t) => {
    const now = await readNow(t, await load(t, id));
    const { campaign, prepared } = now;
    const wanted = exact(target.replace(',', '.'));
    const current = scoreNow(prepared, now.levels, campaign.year).value;
    const found = cheapestPath(prepared, now.stands, current, wanted, now.today);
    const holders = await holdersOfPapers(t, campaign.id, [...now.answers.values()]);
    const steps = (found ?? []).map((step) => toldStep(now, holders, step));
    const after = scoredOf(prepared, (found ?? []).reduce((sum, { gain }) => plus(sum, gain), current), basisIn(prepared.instrument, campaign.year));
    const units = Map.groupBy(steps, ({ holder }) => holder);
    const [counts] = await countAnswers(t.tx, t.instansi, t.viewer?.accountId ?? null, campaign.id);
    return {
      campaign: summaryOf(campaign, counts, now.submissions[0], now.today), now: scoreForPeople(prepared, now.levels, campaign.year), target: target.replace(',', '.'), reached: found !== undefined && compareExact(after.value, wanted) >= 0,
      steps, after: after.index, afterExact: after.exact, predicate: after.predicate, missing: steps.reduce((sum, { missing }) => sum + missing.length, 0),
      byUnit: [...units].map(([unit, own]) => ({ unit, steps: own.length, papers: own.reduce((sum, { papers }) => sum + papers.length, 0) })).toSorted((a, b) => b.papers - a.papers),
    };
  });
