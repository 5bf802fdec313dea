import { indicatorsOf, type Indicator } from '../../../engines/scoring/instrument.ts';
import { levelByEvidence, stepKey } from '../../../engines/scoring/ladder.ts';
import { stepsOf } from '../../../engines/scoring/check-instrument.ts';
import { inTenant, mustViewer, readTenant, type Context } from '../../../platform/request/context.ts';
import type * as z from 'zod';
import type { deskIndicator, ShownEvidence, ShownStage, ShownVerdict } from '../contract/desk-shapes.ts';
import type { Input } from '../operation-input.ts';
import { inherit } from '../rules/stages-inherit.ts';
import { otherIsVisible } from '../rules/two-assessors-settle.ts';
import { levelText, mainEvidence } from '../rules/verdict-is-complete.ts';
import { seenOfItem } from '../rules/what-was-seen.ts';
import * as desk from '../storage/desk.ts';
import { listSubmissions } from '../storage/submissions.ts';
import * as storage from '../storage/verdicts.ts';
import { atDesk, indicatorAt, isSeat, seesValues, shownCampaign, shownState, type AtDesk } from './desk-access.ts';
import { mayWrite, seenAt } from './give-verdict.ts';
import { givenValue } from './stand.ts';

// Chapters: the split view · the indicator · evidence · verdicts and stages

/** Everything about one indicator of one institution, for who is assigned to it; that an assessor looked is kept. */
export async function atIndicator(ctx: Context, asked: Input<'atIndicator'>) {
  const shown = await lookAt(ctx, asked);
  if (isSeat(shown.role) && shown.may.verdict) await inTenant(ctx, (t) => storage.keepViewed(t.tx, t.instansi, { ...asked, account: mustViewer(t).accountId, seen: shown.seen, at: t.house.clock.now() }));
  return shown;
}

const lookAt = (ctx: Context, { participant, number }: Input<'atIndicator'>) =>
  readTenant(ctx, async (t) => {
    const at = await atDesk(t, participant);
    const { indicator, place } = indicatorAt(at, number);
    const submission = at.participant.submission;
    const claim = submission === null ? undefined : await desk.findClaim(t.tx, t.instansi, submission, number);
    const claimed = await desk.claimedLevels(t.tx, t.instansi, participant, number);
    const newest = (await listSubmissions(t.tx, t.instansi, participant)).at(-1);
    const items = new Map((await storage.itemsOf(t.tx, t.instansi, participant)).map((one) => [one.number, one]));
    const given = await storage.verdictLevelsOf(t.tx, t.instansi, participant);
    const verdicts = await storage.verdictsOf(t.tx, t.instansi, participant, number);
    const values = await storage.valuesOf(t.tx, t.instansi, participant, number);
    const mark = await storage.findMark(t.tx, t.instansi, participant, number);
    const item = items.get(number) ?? { participant, number, state: 'open' as const, micro: null, valueStage: null, mark: null };
    const seat = isSeat(at.role) ? at.role : undefined;
    const mine = seat && latest(at, verdicts.filter(({ role }) => role === seat));
    const visible = seat ? otherIsVisible(seat, verdicts.map(({ role }) => ({ seat: role })), at.seesAll) : true;
    const other = seat === 'first' ? 'second' : 'first';
    const numbers = at.prepared.indicators.map((one) => one.indicator);
    const own = new Set(given.filter(({ role, stage }) => role === seat && (at.stage === undefined || stage === at.stage)).map((one) => one.number));
    const writing = seat ? mayWrite(at, { item, values, mark }) : undefined;
    const open = at.campaign.state === 'open';
    return {
      campaign: shownCampaign(at), participant, name: at.participant.name, role: at.role,
      seen: seat ? seenAt(at, seat, { verdicts, values, mark }) : seenOfItem({ stage: at.stage, ...item, markSeq: mark?.seq ?? 0 }),
      indicator: shownIndicator(at, indicator, new Set(claim?.met)),
      claim: claim && newest ? { level: levelText(BigInt(claim.micro)), asks: claim.asks, fakta: claim.fakta, analisis: claim.analisis, submissionNo: newest.no, submittedAt: newest.submittedAt.toISOString(), by: newest.byName } : null,
      earlier: claimed.filter(({ no, micro }) => no !== newest?.no && micro !== claim?.micro).map(({ no, micro }) => ({ no, level: levelText(BigInt(micro)) })),
      before: claim?.before ?? null,
      evidence: shownEvidence(await desk.evidenceOfAll(t.tx, t.instansi, participant, number), at.today, mine?.submissionNo ?? null, newest?.no ?? null),
      mine: mine ? shownVerdict(mine) : null,
      others: visible ? verdicts.filter(({ role }) => role !== seat).toSorted((a, b) => at.stages.indexOf(a.stage) - at.stages.indexOf(b.stage)).map(shownVerdict) : [],
      otherGave: seat && at.seats.includes(other) ? verdicts.some(({ role }) => role === other) : null,
      stages: seesValues(at) ? inherit(at.stages, values.map(givenValue)).map(shownStage) : [],
      disputed: seesValues(at) && item.state === 'disputed',
      mark: mark && (at.role !== 'first' && at.role !== 'second' || at.stage === 'review' || at.stage === undefined || at.stage === 'final') ? { mark: mark.mark, text: mark.text, by: mark.byName, givenAt: mark.givenAt.toISOString() } : null,
      questions: (await storage.questionsTo(t.tx, t.instansi, participant, number)).map((q) => ({
        id: q.id, text: q.text, answerBy: q.answerBy, by: q.byName, askedAt: q.askedAt.toISOString(), late: q.reply === null && q.answerBy !== null && q.answerBy < at.today,
        reply: q.reply === null ? null : { text: q.reply, by: q.replyBy!, at: q.replyAt!.toISOString() },
      })),
      stops: numbers.map((one) => ({ number: one.number, name: one.name, state: shownState(at, items.get(one.number)?.state ?? 'open', own.has(one.number)), mine: own.has(one.number), mark: items.get(one.number)?.mark ?? null })),
      previous: numbers[place - 1]?.number ?? null, next: numbers[place + 1]?.number ?? null,
      may: {
        verdict: open && claim !== undefined && writing?.ok === true, why: seat && claim === undefined ? 'evaluation.nothing-sent' : !writing || writing.ok ? null : writing.refusal.code,
        ask: open && seat !== undefined && at.stage !== undefined && at.stage !== 'final' && at.participant.tenant !== null,
        settle: at.role === 'organiser' && at.stage !== undefined && submission !== null, review: at.role === 'reviewer' && at.stage === 'review' && submission !== null,
      },
      rejectedAbove: mine?.statuses ? levelByEvidence(at.prepared.instrument, indicator, (key) => mine.statuses?.[key] ?? 'missing').rejectedAbove : [],
    };
  });

/** The verdict of the latest stage. */
const latest = (at: AtDesk, own: readonly storage.VerdictRow[]): storage.VerdictRow | undefined => own.toSorted((a, b) => at.stages.indexOf(a.stage) - at.stages.indexOf(b.stage)).at(-1);

export function shownIndicator({ prepared: { instrument } }: Pick<AtDesk, 'prepared'>, indicator: Indicator, met: ReadonlySet<string>): z.infer<typeof deskIndicator> {
  const capability = indicator.capability === undefined ? undefined : instrument.capabilities[indicator.capability];
  const decimals = instrument.answer === 'value' || indicator.external !== undefined;
  return {
    number: indicator.number, name: indicator.name, group: groupsOf(instrument.tree).get(indicator.number) ?? '', asks: indicator.asks ?? null, capability: capability?.title ?? null,
    external: indicator.external ? `${indicator.external.score}, dari ${indicator.external.by}` : null, choices: decimals ? [] : stepsOf(instrument).map(String), main: mainEvidence(instrument, indicator),
    levels: indicator.levels.map(({ level, criteria = {}, evidence, toFill }) => ({
      level, name: capability?.levels.find((one) => one.level === level)?.name ?? '', toFill: toFill ?? null,
      criteria: Object.entries(criteria).map(([id, text]) => ({ key: stepKey(level, id), text, met: met.has(stepKey(level, id)) })),
      evidence: evidence.map(({ id, text, main }) => ({ key: stepKey(level, id), text, main })),
    })),
  };
}

/** "Aspek 5 Penerapan Manajemen SPBE" by indicator. */
const groupsOf = (tree: AtDesk['prepared']['instrument']['tree']): Map<string, string> => new Map(indicatorsOf(tree).map(({ indicator, above }) => [indicator.number, above.at(-1)?.name ?? '']));

/** Each version once, as it first came. What the newest submission does not hold any more was replaced in it. */
export function shownEvidence(rows: readonly (Awaited<ReturnType<typeof desk.evidenceOfAll>>[number])[], today: string, judged: number | null, newestNo: number | null): ShownEvidence[] {
  const first = new Map<string, (typeof rows)[number]>();
  for (const row of rows) if (!first.has(row.id)) first.set(row.id, row);
  const inForce = new Set(rows.filter(({ no }) => no === newestNo).map(({ id }) => id));
  return [...first.values()].toSorted((a, b) => (a.level ?? 0) - (b.level ?? 0) || (a.letter ?? '').localeCompare(b.letter ?? '') || Number(inForce.has(b.id)) - Number(inForce.has(a.id)) || a.title.localeCompare(b.title, 'id') || b.version - a.version).map((e): ShownEvidence => ({
    submission: e.submission, id: e.id, version: e.version, level: e.level, letter: e.letter, kind: e.kind as ShownEvidence['kind'], title: e.title, place: e.place, documentDate: e.documentDate, expiresOn: e.expiresOn,
    expired: e.expiresOn !== null && e.expiresOn < today, isNew: judged !== null && e.no > judged, replaced: !inForce.has(e.id), no: e.no,
    file: e.sha256 === null ? null : { name: e.name ?? e.title, type: e.type ?? '', bytes: Number(e.bytes ?? 0), href: `/api/evaluasi/meja/berkas/${e.submission}/${e.id}`, intact: e.intact },
    url: e.url, record: e.record && { module: e.record.module, path: e.record.path, facts: e.record.facts },
  }));
}

export const shownVerdict = (v: storage.VerdictRow): ShownVerdict => ({
  level: levelText(BigInt(v.micro)), fakta: v.fakta, analisis: v.analisis, justifikasi: v.justifikasi, stage: v.stage, role: v.role, by: v.byName, direction: v.direction, givenAt: v.givenAt.toISOString(), submissionNo: v.submissionNo, statuses: v.statuses,
});
const shownStage = ({ stage, value, inheritedFrom }: ReturnType<typeof inherit>[number]): ShownStage => ({
  stage, inheritedFrom, value: value && { level: levelText(value.micro), fakta: value.fakta, analisis: value.analisis, justifikasi: value.justifikasi, how: value.how, by: value.by },
});
