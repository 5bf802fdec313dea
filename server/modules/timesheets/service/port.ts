import { addDays, type CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import type { TenantContext } from '../../../platform/request/context.ts';
import type { DayResult, TimesheetsPort } from '../contract.ts';
import { agencyOf } from '../rules/agency-of-a-unit.ts';
import * as dayStore from '../storage/days.ts';
import * as recapStore from '../storage/recaps.ts';
import { warnedOf } from './discipline.ts';
import { judge, unitTree } from './judge.ts';
import { organizationOf } from './ports.ts';
import { peopleOf, recomputePeople } from './recompute.ts';
import { peopleByAgency, segmentsOf } from './figures.ts';

const STEP = 1000;
const bare = ({ agency: _, isOver: __, isJointLeave: ___, jointLeaveWorked: ____, hasLog: _____, policy: ______, ...day }: dayStore.JudgedResult): DayResult => day;

/** Nights that an installation may have slept through before its days are no longer judged by looking. */
const MOST_NIGHTS = 14;
/**
 * The first day that is judged when somebody looks: yesterday, since a night shift may still be open; earlier where the nights since
 * were not counted (the house was off).
 */
async function freshFrom(t: TenantContext): Promise<CalendarDay> {
  const today = await organizationOf(t).today(t);
  const last = await dayStore.lastStored(t.tx, t.instansi);
  const next = last === null ? today : addDays(last, 1);
  return [addDays(today, -MOST_NIGHTS), next < addDays(today, -1) ? next : addDays(today, -1)].toSorted().at(-1)!;
}

/** What later modules get as house part `timesheets`. */
export const timesheetsPort: TimesheetsPort<TenantContext> = {
  days: async (t, people, from, to) => {
    const fresh = await freshFrom(t);
    const stored = from < fresh ? await dayStore.daysOfPeople(t.tx, t.instansi, people, from, to < fresh ? to : addDays(fresh, -1)) : [];
    const live = to >= fresh ? await judge(t, people, from > fresh ? from : fresh, to) : [];
    return Map.groupBy([...stored, ...live].map(bare), (one) => one.person);
  },
  standing: async (t, people, day) => new Map((day < (await freshFrom(t)) ? await dayStore.standingsOf(t.tx, t.instansi, people, day) : await judge(t, people, day, day)).map((one) => [one.person, one])),
  month: (t, of, month) => segmentsOf(t, of, month),
  peopleByAgency: (t, month) => peopleByAgency(t, month),
  lockedAt: async (t, units, month) => {
    const tree = await unitTree(t, units);
    const locked = new Map((await recapStore.lockedMonths(t.tx, t.instansi, month, month)).map((one) => [one.agency, one.lockedAt]));
    return new Map(units.map((unit) => [unit, locked.get(agencyOf(tree, unit)) ?? null]));
  },
  corrections: async (t, of) => (await recapStore.correctionsOf(t.tx, t.instansi, of)).map(({ by: _, ...one }) => one),
  warned: (t, units, year) => warnedOf(t, units, year),
  recompute: async (t, of, from, to, why) => {
    const people = await peopleOf(t, of, from, to);
    const sum = { judged: 0, changed: 0 };
    for (let at = 0; at < people.length; at += STEP) {
      const part = await recomputePeople(t, people.slice(at, at + STEP), from, to, why);
      sum.judged += part.judged;
      sum.changed += part.changed;
    }
    return sum;
  },
};
