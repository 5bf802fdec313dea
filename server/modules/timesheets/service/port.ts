import { addDays } from '../../../platform/kernel/calendar-day.ts';
import type { TenantContext } from '../../../platform/request/context.ts';
import type { DayResult, TimesheetsPort } from '../contract.ts';
import { agencyOf } from '../rules/agency-of-a-unit.ts';
import * as dayStore from '../storage/days.ts';
import * as recapStore from '../storage/recaps.ts';
import { judge, unitTree } from './judge.ts';
import { organizationOf } from './ports.ts';
import { peopleOf, recomputePeople } from './recompute.ts';
import { segmentsOf } from './recaps.ts';

const STEP = 1000;
const bare = ({ agency: _, isOver: __, isJointLeave: ___, jointLeaveWorked: ____, hasLog: _____, policy: ______, ...day }: dayStore.JudgedResult): DayResult => day;

/** What later modules get as house part `timesheets`. */
export const timesheetsPort: TimesheetsPort<TenantContext> = {
  // Stored days up to the day before yesterday: a night shift of yesterday may still be open.
  days: async (t, people, from, to) => {
    const fresh = addDays(await organizationOf(t).today(t), -1);
    const stored = from < fresh ? await dayStore.daysOfPeople(t.tx, t.instansi, people, from, to < fresh ? to : addDays(fresh, -1)) : [];
    const live = to >= fresh ? await judge(t, people, from > fresh ? from : fresh, to) : [];
    return Map.groupBy([...stored, ...live].map(bare), (one) => one.person);
  },
  month: (t, of, month) => segmentsOf(t, of, month),
  lockedAt: async (t, units, month) => {
    const tree = await unitTree(t, units);
    const locked = new Map((await recapStore.lockedMonths(t.tx, t.instansi, month, month)).map((one) => [one.agency, one.lockedAt]));
    return new Map(units.map((unit) => [unit, locked.get(agencyOf(tree, unit)) ?? null]));
  },
  corrections: async (t, of) => (await recapStore.correctionsOf(t.tx, t.instansi, of)).map(({ by: _, ...one }) => one),
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
