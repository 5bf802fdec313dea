import { addDays, type CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import type { TenantContext } from '../../../platform/request/context.ts';
import type { DayEffect, DayEffects } from '../../calendar/contract.ts';
import { dayWords } from '../rules/days-are-compared.ts';
import * as dayStore from '../storage/days.ts';
import { lockedMonths } from '../storage/recaps.ts';
import { judge } from './judge.ts';
import type { PolicyInForce } from './policies.ts';
import { organizationOf } from './ports.ts';
import { monthOf, peopleOf } from './recompute.ts';
import { namesOf } from './who.ts';

/** Days are looked at this far back, and so many people; older open ones and the rest are left to the job, which lists them all. */
const DAYS = 62;
const PEOPLE = 3000;
const EXAMPLES = 50;
const STEP = 500;

/** Days that are over and not locked, judged by the facts as the caller sees them beside what is stored: who, which day, from what to what. Nothing is written. */
export async function effectOf(t: TenantContext, change: Parameters<DayEffects<TenantContext>['of']>[1], draft?: PolicyInForce): Promise<DayEffect> {
  const today = await organizationOf(t).today(t);
  const from = [change.from, addDays(today, -DAYS)].sort().at(-1)!;
  const to = [change.to ?? today, addDays(today, -1)].sort()[0]!;
  const locked = new Set((await lockedMonths(t.tx, t.instansi, from.slice(0, 7), monthOf(today))).map((one) => `${one.agency}/${one.month}`));
  const sum: DayEffect = { from: from <= to ? from : null, people: 0, days: 0, changed: 0, before: 0, after: 0, closedMonths: locked.size, examples: [] };
  if (from > to) return sum;
  const people = (change.people ? [...new Set(change.people)] : await peopleOf(t, change.units ? { units: change.units } : 'everybody', from, to)).slice(0, PEOPLE);
  const differing: { person: string; day: CalendarDay; before: string; after: string }[] = [];
  for (let at = 0; at < people.length; at += STEP) {
    const some = people.slice(at, at + STEP);
    const stored = new Map((await dayStore.daysOfPeople(t.tx, t.instansi, some, from, to)).map((one) => [`${one.person}/${one.day}`, one]));
    for (const one of await judge(t, some, from, to, draft)) {
      const before = stored.get(`${one.person}/${one.day}`);
      if ((one.code === '-' && !before) || locked.has(`${before?.agency ?? one.agency}/${monthOf(one.day)}`)) continue;
      sum.days += 1;
      sum.before += before?.percent ?? 0;
      sum.after += one.percent;
      const [was, is] = [dayWords(before), dayWords(one)];
      if (was === is) continue;
      sum.changed += 1;
      if (differing.length < EXAMPLES) differing.push({ person: one.person, day: one.day, before: was, after: is });
    }
  }
  const names = await namesOf(t, differing.map((one) => one.person));
  return { ...sum, people: people.length, examples: differing.map(({ person, ...one }) => ({ personName: names.get(person)?.name ?? '', ...one })) };
}
export const dayEffects: DayEffects<TenantContext> = { of: (t, change) => effectOf(t, change) };
