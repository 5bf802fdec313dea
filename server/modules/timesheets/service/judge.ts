import { choosePunches, type Chosen, type PunchFact, type ShiftSpan } from '../../../engines/attendance/choose-punches.ts';
import { judgeDay, type DayFacts } from '../../../engines/attendance/judge-day.ts';
import { addDays, momentAt, type CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import type { TenantContext } from '../../../platform/request/context.ts';
import type { CountedPunch } from '../../attendance/contract.ts';
import { principalOn, type Placement, type UnitFacts } from '../../organization/contract.ts';
import type { WorkDay } from '../../work-schedules/contract.ts';
import { agencyOf } from '../rules/agency-of-a-unit.ts';
import type { JudgedResult } from '../storage/days.ts';
import { grantedForgotten } from '../storage/recaps.ts';
import { outagesBetween, statusesOf } from '../storage/rules.ts';
import { policiesOf, ruleFinder, type PolicyInForce } from './policies.ts';
import { attendanceOf, leaveOf, logsOf, organizationOf, schedulesOf, travelOf } from './ports.ts';

// Chapters: what is read (a fixed number of statements) · each person's days · units

const STATUS_TITLES = { TB: 'Tugas belajar', IB: 'Izin belajar' } as const;
const NONE: readonly never[] = [];

/** The units of the institution by id, closed ones among them where they are asked for. */
export async function unitTree(t: TenantContext, asked: Iterable<string>): Promise<Map<string, Pick<UnitFacts, 'id' | 'kind' | 'parent' | 'name'>>> {
  const organization = organizationOf(t);
  const tree = new Map<string, Pick<UnitFacts, 'id' | 'kind' | 'parent' | 'name'>>((await organization.unitsInForce(t)).map((unit) => [unit.id, unit]));
  const missing = [...new Set(asked)].filter((id) => !tree.has(id));
  if (missing.length > 0) for (const [id, unit] of await organization.unitFacts(t, missing)) tree.set(id, unit);
  return tree;
}

/**
 * What the days of these people became, by the facts as they are now; nothing is written. Days after today, before the first policy,
 * and those of people who are not counted are absent. Costs the same few statements for one person and for a thousand.
 */
export async function judge(t: TenantContext, people: readonly string[], from: CalendarDay, asked: CalendarDay, extra?: PolicyInForce): Promise<JudgedResult[]> {
  const organization = organizationOf(t);
  const [zone, today, policies] = [await organization.zone(t), await organization.today(t), await policiesOf(t, extra)];
  const to = asked < today ? asked : today;
  if (people.length === 0 || from > to || policies.length === 0) return [];
  const [before, after] = [addDays(from, -1), addDays(to, 1)];
  const [opens, closes] = [momentAt(before, 0, zone), momentAt(addDays(to, 2), 12 * 60, zone)];

  const placements = Map.groupBy(await organization.placements(t, { people }, from, to), (one) => one.person);
  const tree = await unitTree(t, [...placements.values()].flat().map((one) => one.unit));
  const ruleAt = ruleFinder(policies, tree);
  const schedules = await schedulesOf(t).days(t, people, before, after);
  const punches = await attendanceOf(t).counted(t, people, opens, closes);
  const leaves = await leaveOf(t).between(t, people, from, to);
  const kinds = new Map((leaves.size > 0 ? await leaveOf(t).kinds(t) : []).map((kind) => [kind.code, kind.title]));
  const duties = await travelOf(t).between(t, people, from, to);
  const statuses = Map.groupBy(await statusesOf(t.tx, t.instansi, people, from, to), (one) => one.person);
  const outages = await outagesBetween(t.tx, t.instansi, opens, closes);
  const granted = Map.groupBy(await grantedForgotten(t.tx, t.instansi, people, from, to), (one) => `${one.person}/${one.day}`);
  const logs = policies.some((one) => one.rule.withoutLog) ? await logsOf(t)?.hasLog(t, people, from, to) : undefined;
  const covered = outages.map((one) => ({ ...one, below: one.units.length === 0 ? undefined : unitsBelow(tree, one.units) }));

  const midnights = new Map<CalendarDay, number>();
  const midnightOf = (day: CalendarDay): number => {
    let at = midnights.get(day);
    if (at === undefined) midnights.set(day, (at = momentAt(day, 0, zone).getTime()));
    return at;
  };
  const now = t.house.clock.now().getTime();
  const agencies = new Map<string, string>();
  const agency = (unit: string): string => {
    let known = agencies.get(unit);
    if (known === undefined) agencies.set(unit, (known = agencyOf(tree, unit)));
    return known;
  };

  const found: JudgedResult[] = [];
  for (const person of people) {
    const held = placements.get(person);
    const days = schedules.get(person);
    if (!held || !days) continue;
    const shiftDays = days.filter((one): one is WorkDay & { shift: NonNullable<WorkDay['shift']> } => one.shift !== undefined);
    const spans: ShiftSpan[] = shiftDays.map(({ day, shift }) => {
      const at = midnightOf(day);
      return { start: at + shift.start * 1000, end: at + shift.end * 1000, opens: at + shift.opens * 1000, closes: at + shift.closes * 1000 };
    });
    const own = punches.get(person) ?? NONE;
    // Which punches count is said by the rule of each day; nearly always all days have the same one.
    const underPolicy = new Map<PolicyInForce, Map<CalendarDay, Chosen>>();
    const chosenUnder = (policy: PolicyInForce): Map<CalendarDay, Chosen> => {
      let byDay = underPolicy.get(policy);
      if (!byDay) {
        const chosen = choosePunches(spans, own.map((one) => factOf(one, policy)), policy.rule.repeatSeconds * 1000);
        underPolicy.set(policy, (byDay = new Map(shiftDays.map((one, index) => [one.day, chosen[index]!]))));
      }
      return byDay;
    };
    const leave = leaves.get(person);
    const duty = duties.get(person);
    const status = statuses.get(person);
    for (const workDay of days) {
      const { day } = workDay;
      if (day < from || day > to) continue;
      const placement = principalOn(held, day);
      const policy = placement && ruleAt(placement.unit, day);
      if (!policy || !isCounted(policy, placement)) continue;
      const study = status?.find((one) => one.fromDay <= day && one.toDay >= day);
      const facts: DayFacts = {
        midnight: midnightOf(day), now, kind: workDay.kind, name: workDay.name, shift: workDay.shift, pattern: workDay.pattern, version: workDay.version, rule: policy.title,
        punches: chosenUnder(policy).get(day) ?? { used: offPunches(own, midnightOf(day), spans, policy), void: [] },
        leave: leave?.filter((one) => one.day === day).map((one) => ({ code: one.code, title: kinds.get(one.code) ?? one.code, part: one.part, letter: one.letter })),
        duty: duty?.filter((one) => one.fromDay <= day && one.toDay >= day),
        status: study && { code: study.code, title: STATUS_TITLES[study.code], decision: study.decision },
        outages: covered.length === 0 ? NONE : covered.filter((one) => one.below === undefined || one.below.has(placement.unit)).map((one) => ({ from: one.fromAt.getTime(), to: one.toAt.getTime(), reason: one.reason })),
        granted: granted.size === 0 ? undefined : granted.get(`${person}/${day}`)?.map(({ side, time, by, overrides }) => ({ side, by, overrides, ...(time === null ? {} : { time }) })),
        hasLog: logs === undefined ? undefined : (logs.get(person)?.has(day) ?? false),
      } as DayFacts;
      const said = judgeDay(policy.rule, facts);
      found.push({
        person, day, holding: placement.holding, unit: placement.unit, agency: agency(placement.unit), code: said.code, percent: said.percent, effectiveMinutes: said.effectiveMinutes, steps: said.steps, isOver: said.isOver, isJointLeave: workDay.kind === 'joint-leave',
        jointLeaveWorked: workDay.jointLeaveWorked === true && said.isOver && (said.code === 'H' || said.code === 'WFH' || said.code === 'WFA'), hasLog: facts.hasLog ?? null, policy: policy.id,
        ...(said.in === undefined ? {} : { in: new Date(said.in) }), ...(said.out === undefined ? {} : { out: new Date(said.out) }), ...(said.late ? { late: said.late } : {}), ...(said.early ? { early: said.early } : {}), ...(said.class ? { class: said.class } : {}),
      });
    }
  }
  return found;
}

const isCounted = ({ rule }: PolicyInForce, placement: Placement): boolean => rule.employments.includes(placement.employment);

function factOf(one: CountedPunch, { rule }: PolicyInForce): PunchFact {
  const isVoid = one.isRejected ? 'ditolak atasan' : rule.countedClasses.includes(one.class) ? undefined : `kelas ${one.class} tidak dihitung menurut aturan`;
  return { at: one.at, direction: one.direction, class: one.class, placeKind: one.placeKind, void: isVoid };
}
/** Punches of a day without hours, told but not counted; those in the window of a shift are that shift's. */
const offPunches = (own: readonly CountedPunch[], midnight: number, spans: readonly ShiftSpan[], policy: PolicyInForce): PunchFact[] =>
  own.filter((one) => one.at >= midnight && one.at < midnight + 86_400_000 && !spans.some((span) => span.opens <= one.at && span.closes >= one.at)).map((one) => factOf(one, policy));

function unitsBelow(tree: ReadonlyMap<string, { id: string; parent: string | null }>, tops: readonly string[]): Set<string> {
  const below = new Set(tops);
  for (let grew = true; grew; ) {
    grew = false;
    for (const unit of tree.values()) {
      if (unit.parent !== null && below.has(unit.parent) && !below.has(unit.id)) {
        below.add(unit.id);
        grew = true;
      }
    }
  }
  return below;
}
