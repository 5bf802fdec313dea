import { localIn, twoDigits, type CalendarDay, type Zone } from '../../../platform/kernel/calendar-day.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import { formatDate, formatMoment } from '../../../engines/working-time/words.ts';
import { CODES, type DayView, type Month, type MonthView, type Petition, type RecapSegment, type SegmentView } from '../contract.ts';
import { firstOf, lastOf, monthBefore, nextMonth } from '../rules/days-of-a-month.ts';
import { countMonth, grouped, summed, type CountedDay } from '../rules/count-a-month.ts';
import { petitionsAllowed } from '../rules/what-may-be-asked.ts';
import * as dayStore from '../storage/days.ts';
import * as recapStore from '../storage/recaps.ts';
import { standingOf } from './discipline.ts';
import { earlierSegments } from './earlier.ts';
import { judge } from './judge.ts';
import { policiesOf, ruleFinder, type RuleAt } from './policies.ts';
import { leaveOf, organizationOf } from './ports.ts';
import { namesOf, ownHolder, sees, whoLooks, nameOf, type Who } from './who.ts';

// Chapters: months and days · days as they stand · how a day is shown · a person's month

export const clockIn = (moment: Date, zone: Zone): string => {
  const local = localIn(moment, zone);
  return `${twoDigits(local.getUTCHours())}.${twoDigits(local.getUTCMinutes())}`;
};
export const secondsText = (seconds: number): string => `${twoDigits(Math.floor(seconds / 3600))}.${twoDigits(Math.floor((seconds % 3600) / 60))}`;

/** Days of few people as they stand at this moment; those of locked months as they were locked. */
export async function liveDays(t: TenantContext, people: readonly string[], from: CalendarDay, to: CalendarDay): Promise<dayStore.JudgedResult[]> {
  const locked = new Set((await recapStore.lockedMonths(t.tx, t.instansi, from.slice(0, 7), to.slice(0, 7))).map((one) => `${one.agency}/${one.month}`));
  const stored = locked.size > 0 ? await dayStore.daysOfPeople(t.tx, t.instansi, people, from, to) : [];
  const kept = new Map(stored.filter((one) => locked.has(`${one.agency}/${one.day.slice(0, 7)}`)).map((one) => [`${one.person}/${one.day}`, one]));
  const judged = await judge(t, people, from, to);
  const found = judged.filter((one) => !locked.has(`${one.agency}/${one.day.slice(0, 7)}`) && !kept.has(`${one.person}/${one.day}`));
  return [...kept.values(), ...found].sort((a, b) => (a.person === b.person ? (a.day < b.day ? -1 : 1) : a.person < b.person ? -1 : 1));
}
export const countedOf = (one: dayStore.JudgedResult): CountedDay => ({
  person: one.person, holding: one.holding, unit: one.unit, agency: one.agency, day: one.day, code: one.code, lateCode: one.late?.code ?? null, lateMinutes: one.late?.minutes ?? null, earlyCode: one.early?.code ?? null, earlyMinutes: one.early?.minutes ?? null,
  percent: one.percent, class: one.class ?? null, effectiveMinutes: one.effectiveMinutes, isJointLeave: one.isJointLeave, hasLog: one.hasLog,
});
/** The rule that counts for a month: the unit's on its last day. */
export const monthRule = (ruleAt: RuleAt, month: Month) => (unit: string) => {
  const { rule } = ruleAt(unit, lastOf(month)) ?? {};
  return { base: rule?.base ?? ('discipline-part' as const), withoutLog: rule?.withoutLog };
};
export const liveSegments = (days: readonly dayStore.JudgedResult[], ruleAt: RuleAt, month: Month): RecapSegment[] =>
  countMonth(days.filter((one) => one.isOver).map(countedOf), monthRule(ruleAt, month));

const titleOf = (code: string, kinds: ReadonlyMap<string, string>): string => CODES[code] ?? kinds.get(code) ?? code;
const toneOf = (one: dayStore.JudgedResult): DayView['tone'] => (one.code === 'TK' ? 'late' : one.late || one.early ? 'soon' : one.code === 'H' || one.code === 'WFH' || one.code === 'WFA' ? 'ok' : one.code === '-' || one.code === '?' ? 'plain' : 'info');
export function dayView(one: dayStore.JudgedResult, { zone, kinds, petitions = [], may = [] }: { zone: Zone; kinds: ReadonlyMap<string, string>; petitions?: Petition[]; may?: DayView['may'] }): DayView {
  return {
    day: one.day, code: one.code, title: titleOf(one.code, kinds), tone: toneOf(one), percent: one.percent, steps: one.steps, petitions, may,
    ...(one.in ? { in: clockIn(one.in, zone) } : {}), ...(one.out ? { out: clockIn(one.out, zone) } : {}), ...(one.late?.minutes ? { late: one.late.minutes } : {}), ...(one.early?.minutes ? { early: one.early.minutes } : {}), ...(one.class ? { class: one.class } : {}),
  };
}
export const kindsOf = async (t: TenantContext): Promise<Map<string, string>> => new Map((await leaveOf(t).kinds(t)).map((kind) => [kind.code, kind.title]));

export function segmentView(one: RecapSegment, name: string, unitName: string, corrected = 0): SegmentView {
  const { present, duty, flexible, leave, leaves, study, unexplained } = grouped(one.counts);
  return {
    person: one.person, name, unitName, fromDay: one.fromDay, toDay: one.toDay, due: one.due, present, duty, flexible, leave, leaves: leaves.map(([code, days]) => `${code} ${days}`).join(', '), study, unexplained, jointLeave: one.jointLeave, late: one.late, lateMinutes: one.lateMinutes,
    early: one.early, earlyMinutes: one.earlyMinutes, missingIn: one.missingIn, missingOut: one.missingOut, effectiveMinutes: one.effectiveMinutes, percent: one.percent, withoutLog: one.withoutLog, faults: one.faults, counts: one.counts, classes: one.classes, corrected, ...(one.earlier ? { earlier: one.earlier } : {}),
  };
}
export function petitionView(one: recapStore.PetitionRow, facts: { personName: string; unitName: string; decider?: string | undefined; found?: string | undefined; zone: Zone }): Petition {
  return {
    id: one.id, kind: one.kind, day: one.day, side: one.side, reason: one.reason, state: one.state, personName: facts.personName, unitName: facts.unitName, askedAt: formatMoment(one.askedAt, facts.zone), version: one.version, ...(one.time === null ? {} : { time: secondsText(one.time) }),
    ...(one.evidence ? { evidence: `/api/lembar-kehadiran/permohonan/${one.id}/bukti` } : {}), ...(one.decidedBy ? { decidedBy: one.decidedBy } : {}), ...(one.answer ? { answer: one.answer } : {}), ...(facts.decider ? { decider: facts.decider } : {}), ...(facts.found ? { found: facts.found } : {}),
  };
}

async function monthOf(t: TenantContext, who: Pick<Who, 'today' | 'zone' | 'tree'>, person: string, asked: Month | undefined, isOwn: boolean): Promise<MonthView> {
  const month = asked ?? who.today.slice(0, 7);
  const [from, to] = [firstOf(month), lastOf(month)];
  const judged = await liveDays(t, [person], from, to);
  const placement = (await namesOf(t, [person])).get(person);
  const ruleAt = ruleFinder(await policiesOf(t), who.tree);
  const earlier = await earlierSegments(t, { people: [person] }, month, who.tree, ruleAt);
  const until = earlier.until.get(person);
  const days = until === undefined ? judged : judged.filter((one) => one.day > until);
  const policy = ruleAt(days.at(-1)?.unit ?? placement?.unit, to < who.today ? to : who.today);
  const agencies = [...new Set(days.map((one) => one.agency))];
  const recaps = await recapStore.recapsOf(t.tx, t.instansi, agencies, month);
  const lastAgency = days.at(-1)?.agency;
  const recap = recaps.find((one) => one.agency === lastAgency);
  const rows = await recapStore.petitionsOf(t.tx, t.instansi, { person, from, to });
  const petitions = rows.map((one) => petitionView(one, { personName: placement?.name ?? '', unitName: nameOf(who, one.unit), zone: who.zone }));
  const used = await recapStore.countForgotten(t.tx, t.instansi, person, month);
  const left = Math.max(0, (policy?.rule.forgotten.perMonth ?? 0) - used);
  const kinds = await kindsOf(t);
  const segments = liveSegments(days, ruleAt, month);
  const total = summed([...earlier.segments, ...segments]);
  const corrections = (await recapStore.correctionsOf(t.tx, t.instansi, { person, year: month.slice(0, 4) })).filter((one) => one.month === month);
  const standing = await standingOf(t, person, Number(month.slice(0, 4)), policy);
  return {
    month, before: monthBefore(month), after: nextMonth(month), today: who.today, zone: who.zone, name: placement?.name ?? '', unitName: placement ? nameOf(who, placement.unit) : '', rule: policy?.title ?? null, ...(until === undefined ? {} : { earlierUntil: until }),
    days: days.map((one) => {
      const own = petitions.filter((petition) => petition.day === one.day);
      const state = recaps.find((row) => row.agency === one.agency);
      return dayView(one, { zone: who.zone, kinds, petitions: own, may: isOwn && policy ? petitionsAllowed({ ...one, hasIn: one.in !== undefined, hasOut: one.out !== undefined }, { today: who.today, left, most: policy.rule.forgotten.perMonth, withinDays: policy.rule.forgotten.withinDays, state: state?.state ?? 'draft', objectionsUntil: state?.objectionsUntil ?? null, open: own.filter((petition) => petition.state === 'open' || petition.state === 'granted') }) : [] });
    }),
    totals: total ? segmentView(total, placement?.name ?? '', '', corrections.reduce((sum, one) => sum + one.percent, 0)) : null,
    recap: { state: recap?.state ?? 'draft', ...(recap?.objectionsUntil ? { objectionsUntil: recap.objectionsUntil } : {}), ...(recap?.lockedAt ? { lockedAt: formatMoment(recap.lockedAt, who.zone) } : {}) }, forgottenLeft: left,
    changes: (await dayStore.listChanges(t.tx, t.instansi, { person, month }, 60)).map((one) => ({ personName: placement?.name ?? '', day: one.day, before: one.before, after: one.after, why: one.why, at: formatDate(one.at.toISOString().slice(0, 10)), closed: one.closed })), ladder: standing,
  };
}

export const getMyMonth = (ctx: Context, { month }: { month?: string | undefined }): Promise<MonthView> =>
  inTenant(ctx, async (t) => {
    const who = await whoLooks(t);
    return monthOf(t, who, (await ownHolder(t)).personId, month, true);
  });
export const getPersonMonth = (ctx: Context, { person, month }: { person: string; month?: string | undefined }): Promise<MonthView> =>
  inTenant(ctx, async (t) => {
    const who = await whoLooks(t);
    const asked = month ?? who.today.slice(0, 7);
    const placed = (await namesOf(t, [person])).get(person);
    if (!placed || !(await wasSeen(t, who, person, asked))) throw new Refused({ code: 'timesheets.unknown' });
    return monthOf(t, who, person, month, false);
  });
async function wasSeen(t: TenantContext, who: Who, person: string, month: Month): Promise<boolean> {
  if (who.units === null) return true;
  return (await organizationOf(t).placements(t, { people: [person] }, firstOf(month), lastOf(month))).some((one) => sees(who, one.unit));
}
