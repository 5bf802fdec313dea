import { indicatorsOf, type Indicator } from '../../../engines/scoring/instrument.ts';
import { levelByCriteria, stepKey } from '../../../engines/scoring/ladder.ts';
import { sentenceOf } from '../../../platform/kernel/refusal.ts';
import { mustHat, readTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import { refusals, type EvidenceRow } from '../contract.ts';
import type { Input } from '../operation-input.ts';
import { levelText } from '../rules/current-score.ts';
import { ageOf } from '../rules/evidence-grows-old.ts';
import { lacksOf, levelOfPapers } from '../rules/what-an-answer-lacks.ts';
import { findAnswer, findText, type AnswerRow } from '../storage/answers.ts';
import { countAnswers } from '../storage/campaigns.ts';
import { inForce, listEvidence, type EvidenceRow as Stored } from '../storage/evidence.ts';
import { listRemarks } from '../storage/remarks.ts';
import { answersBefore } from './before.ts';
import { answerOf, levelNameOf, toldLacks } from './board.ts';
import { holds, indicatorAt, load, mayWrite, whyNotAdd, whyNotAnswer, type Loaded } from './load.ts';
import { organizationOf } from './ports.ts';
import { summaryOf } from './summary.ts';

/** One indicator, with everything that a person needs to answer or to check it. */
export const getIndicator = (ctx: Context, { id, number }: Input<'getIndicator'>) =>
  readTenant(ctx, async (t) => {
    const loaded = await load(t, id);
    const { campaign, prepared, today } = loaded;
    const { instrument } = prepared;
    const indicator = indicatorAt(loaded, number);
    const row = (await findAnswer(t.tx, t.instansi, id, number))!;
    const text = await findText(t.tx, t.instansi, id, number);
    const stored = await listEvidence(t.tx, t.instansi, id, number);
    const current = inForce(stored);
    const pieces = current.map((one) => ({ number, level: one.level, letter: one.letter, documentDate: one.document_date, expiresOn: one.expires_on }));
    const remarks = await listRemarks(t.tx, t.instansi, id, number);
    const replied = new Set(remarks.flatMap(({ question }) => question ?? []));
    const names = await namesIn(t, row, stored);
    const met = new Set(row.met);
    const lacks = lacksOf(instrument, indicator, answerOf(row, pieces), loaded.days);
    const [counts] = await countAnswers(t.tx, t.instansi, t.viewer?.accountId ?? null, id);
    const found = indicatorsOf(instrument.tree).find((one) => one.indicator.number === number)!;
    const at = prepared.byNumber.get(number)!;
    const [shut, shutAdd] = [whyNotAnswer(loaded), whyNotAdd(loaded)];
    const [writes, isSent] = [mayWrite(t, row.assignee), loaded.submissions.length > 0];
    const approves = holds(mustHat(t), 'approve') && !shut;
    const mayAnswer = writes && !shut && row.state !== 'approved';
    return {
      campaign: summaryOf(campaign, counts, loaded.submissions[0], today), number, name: indicator.name, place: found.above.map((group) => ({ tier: instrument.tiers.find((tier) => tier.id === group.tier)?.title ?? group.tier, number: group.number, name: group.name })),
      weight: indicator.weight, note: indicator.note ?? null, asks: indicator.asks ?? null, external: indicator.external ?? null, free: instrument.answer === 'value', scale: instrument.scale,
      levels: levelsOf(loaded, indicator, met, current, stored, names.accounts),
      answer: {
        level: row.micro === null ? null : levelText(row.micro), state: row.state, seq: row.seq, asks: row.asks, fakta: text?.fakta ?? '', analisis: text?.analisis ?? '',
        assignee: row.assignee === null ? null : { account: row.assignee, name: names.accounts.get(row.assignee) ?? 'Bekas anggota tim' }, unit: names.unit, changedAt: row.changed_at?.toISOString() ?? null,
      },
      reachable: indicator.external || indicator.levels.some(({ toFill }) => toFill !== undefined) ? null : instrument.ladder === 'criteria' ? String(levelByCriteria(instrument, indicator, met)) : instrument.ladder === 'main-evidence' ? String(levelOfPapers(instrument, indicator, pieces, today)) : null,
      lacks: toldLacks(lacks), before: (await answersBefore(t, campaign)).get(number) ?? null,
      remarks: remarks.map((one) => ({ id: one.id, kind: one.kind, text: one.text, by: one.by_name, at: one.at.toISOString(), question: one.question, answerBy: one.answer_by, answered: replied.has(one.id) })),
      may: { answer: mayAnswer, add: writes && !shutAdd && (isSent || row.state !== 'approved'), ready: mayAnswer && row.state === 'working', approve: approves && row.state === 'ready', sendBack: approves && (row.state === 'ready' || row.state === 'approved') },
      sentence: shut ? sentenceOf(shut.refusal, refusals) : !writes && holds(mustHat(t), 'answer') ? sentenceOf({ code: 'self-assessment.not-assigned' }, refusals) : '',
      previous: prepared.indicators[at - 1]?.indicator.number ?? null, next: prepared.indicators[at + 1]?.indicator.number ?? null,
    };
  });

async function namesIn(t: TenantContext, row: AnswerRow, evidence: readonly Stored[]) {
  const organization = organizationOf(t);
  const { accounts } = await organization.namesOf(t, { accounts: [...new Set([row.assignee, ...evidence.map(({ added_by }) => added_by)].filter((one) => one !== null))], posts: [] });
  return { accounts, unit: row.unit === null ? null : ((await organization.unitFacts(t, [row.unit])).get(row.unit)?.name ?? null) };
}

function levelsOf(loaded: Loaded, indicator: Indicator, met: ReadonlySet<string>, current: readonly Stored[], all: readonly Stored[], names: ReadonlyMap<string, string>) {
  const { instrument } = loaded.prepared;
  const capability = indicator.capability === undefined ? undefined : instrument.capabilities[indicator.capability];
  const lowest = Number(instrument.scale.min);
  const shown = indicator.levels.length > 0 ? indicator.levels : [{ level: Math.floor(lowest), evidence: [] as (typeof indicator.levels)[number]['evidence'] }];
  return shown.map((rule) => ({
    level: rule.level, name: levelNameOf(loaded, indicator, rule.level), meaning: capability?.levels.find((one) => one.level === rule.level)?.meaning ?? '', toFill: 'toFill' in rule ? (rule.toFill ?? null) : null,
    criteria: Object.entries('criteria' in rule ? (rule.criteria ?? {}) : {}).map(([letter, text]) => ({ key: stepKey(rule.level, letter), text, met: rule.level === lowest || met.has(stepKey(rule.level, letter)) })),
    papers: rule.evidence.map(({ id, text, main, maxAgeMonths, monthsAfterReview }) => ({ letter: id, text, main, maxAgeMonths: maxAgeMonths ?? null, monthsAfterReview: monthsAfterReview ?? null })),
    evidence: current.filter((one) => one.level === rule.level || (indicator.levels.length === 0)).map((one): EvidenceRow => ({
      id: one.id, series: one.series, level: one.level, letter: one.letter, kind: one.kind, title: one.title, where: one.place, documentDate: one.document_date, expiresOn: one.expires_on, age: ageOf(one.expires_on, loaded.days.today, loaded.days.until),
      version: one.version, frozen: one.frozen_at !== null, file: one.sha256 === null ? null : { name: one.file_name ?? '', type: one.file_type ?? '', bytes: one.bytes ?? 0 }, url: one.url,
      record: one.record, at: one.added_at.toISOString(), by: one.added_by === null ? null : (names.get(one.added_by) ?? null),
      former: all.filter((other) => other.series === one.series && other.version < one.version).map(({ id, version, title }) => ({ id, version, title })),
    })),
  }));
}
