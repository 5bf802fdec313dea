import { uuidv7 } from '../../../platform/kernel/ids.ts';
import { addDays, type CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import { inTenant, readTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import type { Month } from '../contract.ts';
import { dayWords } from '../rules/days-are-compared.ts';
import * as days from '../storage/days.ts';
import { lockedMonths, lockedMonthsHeld } from '../storage/recaps.ts';
import { judge } from './judge.ts';
import { leaveOf, organizationOf } from './ports.ts';

// Chapters: who · judging again and storing what changed · many people in steps

export type Scope = { people: readonly string[] } | { units: readonly string[] } | 'everybody';
export interface Outcome {
  judged: number;
  changed: number;
}
/** Days of people in one step, a month of five hundred: memory stays small, and a step is a transaction of half a second. */
const STEP_DAYS = 500 * 31;
/** Steps at a time: while PostgreSQL stores one, the next is judged. Their people differ, so they never wait for each other. */
const LANES = 2;

export const monthOf = (day: CalendarDay): Month => day.slice(0, 7);

/** Everybody who is placed there on one of the days. `units` stand for themselves. */
export async function peopleOf(t: TenantContext, of: Scope, from: CalendarDay, to: CalendarDay): Promise<string[]> {
  if (of !== 'everybody' && 'people' in of) return [...new Set(of.people)];
  return [...new Set((await organizationOf(t).placements(t, of, from, to)).map((one) => one.person))];
}

/**
 * Judges past days again, in the caller's transaction, and stores what became different. A day of a locked month stays as it was; what
 * it would be now is listed as a change that is closed, for a named correction. Today is never stored: it is judged when somebody looks.
 * `by: 'recap'`: the caller holds the recap of these people and decides about it itself.
 */
export async function recomputePeople(t: TenantContext, people: readonly string[], from: CalendarDay, asked: CalendarDay, why: string, { by }: { by?: 'recap' } = {}): Promise<Outcome> {
  const today = await organizationOf(t).today(t);
  const to = asked < today ? asked : addDays(today, -1);
  if (from > to || people.length === 0) return { judged: 0, changed: 0 };
  const known = new Map((await days.knownDays(t.tx, t.instansi, people, from, to)).map((row) => [`${row.person}/${row.day}`, row]));
  const locked = new Set((await (by === 'recap' ? lockedMonths : lockedMonthsHeld)(t.tx, t.instansi, monthOf(from), monthOf(to))).map((one) => `${one.agency}/${one.month}`));
  const isLocked = (agency: string, day: CalendarDay): boolean => locked.has(`${agency}/${monthOf(day)}`);
  const judged = (await judge(t, people, from, to)).filter((one) => one.code !== '-' || one.isJointLeave);

  const fresh = await days.judgedBefore(t.tx, t.instansi, judged.filter((one) => !known.has(`${one.person}/${one.day}`)));
  const [rows, changes, closed]: [days.DayText[], days.ChangeRow[], days.ChangeRow[]] = [[], [], []];
  const at = t.house.clock.now();
  const worked: { person: string; day: CalendarDay }[] = [];
  for (const one of judged) {
    if (one.jointLeaveWorked) worked.push({ person: one.person, day: one.day });
    const before = known.get(`${one.person}/${one.day}`);
    known.delete(`${one.person}/${one.day}`);
    const row = days.textOf(one);
    if (before?.digest === row.digest) continue;
    const isClosed = isLocked(before?.agency ?? one.agency, one.day) || isLocked(one.agency, one.day);
    if (!isClosed) rows.push(row);
    const change = changeOf(before, one, why, at);
    const wasJudged = before ? before.is_over : one.isOver && fresh.has(`${one.person}/${one.day}`);
    if (change && (wasJudged || isClosed)) (isClosed ? closed : changes).push({ ...change, closed: isClosed });
  }
  const gone = [...known.values()].filter((row) => !isLocked(row.agency, row.day));
  for (const row of gone) if (row.is_over && row.code !== '-') changes.push({ id: uuidv7(), person: row.person, day: row.day, unit: row.unit, agency: row.agency, before: wordsOf(row), after: dayWords(undefined), beforePercent: row.percent, afterPercent: 0, why, closed: false, at });

  if (rows.length > 0) await days.saveDays(t.tx, t.instansi, rows, at);
  if (gone.length > 0) await days.deleteDays(t.tx, t.instansi, gone);
  if (closed.length > 0) {
    const told = new Set((await days.knownClosed(t.tx, t.instansi, people, from, to)).map((one) => `${one.person}/${one.day}/${one.after}`));
    changes.push(...closed.filter((one) => !told.has(`${one.person}/${one.day}/${one.after}`)));
  }
  if (changes.length > 0) await days.insertChanges(t.tx, t.instansi, changes);
  if (worked.length > 0) await leaveOf(t).creditJointLeave(t, worked);
  return { judged: judged.length, changed: changes.filter((one) => !one.closed).length };
}

const wordsOf = (row: days.KnownDay): string =>
  dayWords({
    code: row.code, percent: row.percent,
    ...(row.late_code ? { late: { code: row.late_code, minutes: row.late_minutes ?? undefined, percent: 0 } } : {}), ...(row.early_code ? { early: { code: row.early_code, minutes: row.early_minutes ?? undefined, percent: 0 } } : {}),
  });
/** Nothing where a person would read the same; the first judgement of a day changes nothing. */
function changeOf(before: days.KnownDay | undefined, one: days.JudgedResult, why: string, at: Date): Omit<days.ChangeRow, 'closed'> | undefined {
  if (!before && (one.code === '-' || one.code === '?')) return undefined;
  const [was, is] = [before ? wordsOf(before) : dayWords(undefined), dayWords(one)];
  return was === is ? undefined : { id: uuidv7(), person: one.person, day: one.day, unit: one.unit, agency: one.agency, before: was, after: is, beforePercent: before?.percent ?? 0, afterPercent: one.percent, why, at };
}

/** The same for any number of people, in steps that each commit. */
export async function recompute(ctx: Context, of: Scope, from: CalendarDay, to: CalendarDay, why: string): Promise<Outcome> {
  const people = await readTenant(ctx, (t) => peopleOf(t, of, from, to));
  const sum: Outcome = { judged: 0, changed: 0 };
  // A calendar that is amended may reach two years back.
  const step = Math.max(1, Math.floor(STEP_DAYS / Math.max(31, 1 + (Date.parse(to) - Date.parse(from)) / 86_400_000)));
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < people.length) {
      const some = people.slice(next, (next += step));
      const part = await inTenant(ctx, (t) => recomputePeople(t, some, from, to, why));
      sum.judged += part.judged;
      sum.changed += part.changed;
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: LANES }, lane));
  for (const one of ended) if (one.status === 'rejected') throw one.reason;
  return sum;
}
