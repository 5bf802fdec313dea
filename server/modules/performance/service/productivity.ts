import { productivityOf } from '../../../engines/performance/productivity.ts';
import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import type { TenantContext } from '../../../platform/request/context.ts';
import type { ActivityLogs } from '../../timesheets/contract.ts';
import { PERIOD_WORDS, type PerformancePort, type ProductivityResult, type Span } from '../contract.ts';
import { effectiveMinutes } from '../rules/a-log-fits-its-day.ts';
import { lastPredicates, predicatesOf } from '../storage/evaluations.ts';
import { daysWithLog, minutesByDay, type DayMinutes } from '../storage/logs.ts';
import { monthDays } from './logs.ts';
import { leaveOf, schedulesOf } from './ports.ts';
import { patternsOf } from './organisation.ts';
import { settingsOn } from './settings.ts';

// Chapters: productivity of many · the port · logs for timesheets

export interface Figures extends ProductivityResult {
  minutes: number;
  due: number;
  days: number;
  waiting: number;
}

/** Five statements for any number of people: schedules, leave, minutes, predicates, rule. Leave takes its days out of what is due. */
export async function figuresOf(t: TenantContext, spans: readonly Span[]): Promise<Figures[]> {
  if (spans.length === 0) return [];
  const people = [...new Set(spans.map((one) => one.person))];
  const from = spans.reduce((least, one) => (one.fromDay < least ? one.fromDay : least), spans[0]!.fromDay);
  const to = spans.reduce((most, one) => (one.toDay > most ? one.toDay : most), spans[0]!.toDay);
  const rule = (await settingsOn(t, to)).productivity;
  const schedules = await schedulesOf(t).days(t, people, from, to);
  const leave = (await leaveOf(t)?.between(t, people, from, to)) ?? new Map();
  const minutes = Map.groupBy(await minutesByDay(t.tx, t.instansi, people, from, to), (one) => one.person);
  const predicates = new Map((rule.predicate > 0 ? await lastPredicates(t.tx, t.instansi, people, to) : []).map((one) => [one.person, one]));
  return spans.map((span) => {
    const within = (day: CalendarDay) => day >= span.fromDay && day <= span.toDay;
    const away = new Map<string, string>((leave.get(span.person) ?? []).map((one: { day: string; part: string }) => [one.day, one.part]));
    let due = 0;
    for (const one of schedules.get(span.person) ?? []) {
      if (!one.shift || !within(one.day)) continue;
      const part = away.get(one.day);
      due += part === 'full' ? 0 : Math.floor(effectiveMinutes(one.shift) / (part ? 2 : 1));
    }
    const logged = (minutes.get(span.person) ?? []).filter((one) => within(one.day));
    const counted = (one: DayMinutes) => one.approved + (rule.expired === 'counts' ? one.expired : 0);
    const earned = logged.reduce((sum, one) => sum + counted(one), 0);
    const known = predicates.get(span.person);
    const result = productivityOf(rule, { minutes: earned, due, ...(known ? { predicate: known.predicate, predicateFrom: `${PERIOD_WORDS[known.period]} ${known.year}` } : {}) });
    return { ...result, minutes: earned, due, days: logged.filter((one) => counted(one) > 0).length, waiting: logged.reduce((sum, one) => sum + one.waiting, 0) };
  });
}
const told = ({ percent, steps, predicate }: Figures): ProductivityResult => ({ percent, steps, ...(predicate ? { predicate } : {}) });

export const performancePort: PerformancePort<TenantContext> = {
  productivity: async (t, people, month) => {
    const { from, to } = monthDays(month);
    const figures = await figuresOf(t, people.map((person) => ({ person, fromDay: from, toDay: to })));
    return new Map(people.map((person, at) => [person, told(figures[at]!)]));
  },
  productivityOf: async (t, spans) => (await figuresOf(t, spans)).map(told),
  patterns: (t, units, year, period) => patternsOf(t, units, year, period),
  predicates: (t, of, year) => predicatesOf(t.tx, t.instansi, of, year),
};

/** A log counts from when it is handed in; one that was refused does not. */
export const activityLogs: ActivityLogs<TenantContext> = {
  hasLog: async (t, people, from, to) => {
    const days = new Map<string, Set<CalendarDay>>();
    for (const { person, day } of await daysWithLog(t.tx, t.instansi, people, from, to)) days.set(person, (days.get(person) ?? new Set()).add(day));
    return days;
  },
};
