import type { CalendarDay } from '../../platform/kernel/calendar-day.ts';
import { countsDays, dueAfterMeasure, measureOf, spentBetween, type TimeLimit } from './limits.ts';
import type { WorkCalendar } from './work-calendar.ts';

/**
 * What happened to the clock of a case. These events are the truth; everything else is folded from them.
 * `calendar` is a key that `calendarOf` understands (the deciding unit's calendar). `cause` tells pauses apart:
 * with two causes open the clock runs again only when both are resumed. `seq` orders events of one moment.
 */
export type ClockEvent = { at: Date; seq?: number } & (
  | { kind: 'start'; limit: TimeLimit; calendar: string }
  | { kind: 'pause'; cause?: string }
  | { kind: 'resume'; cause?: string }
  | { kind: 'limit-change'; limit?: TimeLimit; calendar?: string }
  | { kind: 'stop' }
);

export type CalendarOf = (key: string) => WorkCalendar;

export interface ClockReading {
  state: 'idle' | 'running' | 'paused' | 'stopped';
  limit: TimeLimit | null;
  /** `used` and `remaining` are days, or whole minutes for limits in hours and minutes. */
  measure: 'days' | 'minutes';
  /** Spent in the closed running times, and with `at` also in the open one. */
  used: number;
  /** What is left of the limit, never below 0. */
  remaining: number;
  /** Null while paused (unless the limit had run out before) and when the clock never started. */
  due: CalendarDay | null;
  dueAt: Date | null;
  provisional: boolean;
  /** Since when it is in this state. */
  since: Date | null;
}

interface RunningStretch {
  from: Date;
  /** Null: still running. */
  to: Date | null;
  calendar: string;
}

/**
 * Folds the events, in whatever order they come, into what the clock shows.
 *
 * Days: the day on which it starts or resumes does not count, the day of a pause does (used up to and including it);
 * a pause that ends on its own day changes nothing. Complete Tue 7 Jan 2025 with 5 hari kerja ends Tue 14 Jan; returned
 * Thu 9 Jan (2 used), resubmitted Mon 20 Jan: Thu 23 Jan. Paused on its very last day, it ends on the first working
 * day from the resumption on. Hours and minutes: running time to the millisecond.
 * A limit that ran out in an earlier stretch stays run out: a later pause does not heal it, only a longer limit does.
 * What makes no sense (a second start, a resume without its pause, anything after the stop) changes nothing.
 */
export function foldClock(events: readonly ClockEvent[], calendarOf: CalendarOf, options: { at?: Date } = {}): ClockReading {
  const { state, since, limit, stretches } = follow(events);
  if (!limit) return { ...NEVER_STARTED };
  const whole = measureOf(limit);
  let used = 0;
  let provisional = false;
  let end: { due: CalendarDay; dueAt: Date } | null = null;

  stretches.forEach((stretch, index) => {
    const calendar = calendarOf(stretch.calendar);
    const isLast = index === stretches.length - 1;
    if (!end) {
      const candidate = dueAfterMeasure(calendar, stretch.from, limit.unit, Math.max(0, whole - used));
      const ranOut = stretch.to !== null && candidate.dueAt <= stretch.to;
      // A clock stopped while it ran keeps the date it was running towards: it tells whether the case was in time.
      if (ranOut || (isLast && state !== 'paused' && (stretch.to === null || stretch.to.getTime() === since!.getTime()))) {
        end = candidate;
        provisional ||= candidate.provisional;
      }
    }
    const to = stretch.to ?? options.at;
    if (!to) return;
    const spent = spentBetween(calendar, stretch.from, to, limit.unit);
    used += spent.amount;
    if (stretch.to && !end) provisional ||= spent.provisional;
  });

  const ending = end as { due: CalendarDay; dueAt: Date } | null;
  const days = countsDays(limit.unit);
  return {
    state,
    limit,
    measure: days ? 'days' : 'minutes',
    used: days ? used : Math.floor(used / 60_000),
    remaining: days ? Math.max(0, whole - used) : Math.ceil(Math.max(0, whole - used) / 60_000),
    due: ending?.due ?? null,
    dueAt: ending?.dueAt ?? null,
    provisional,
    since,
  };
}

const NEVER_STARTED: ClockReading = {
  state: 'idle', limit: null, measure: 'days', used: 0, remaining: 0, due: null, dueAt: null, provisional: false, since: null,
};

/** The story of the clock: when it ran, by which calendar, and the limit that holds in the end. */
function follow(events: readonly ClockEvent[]) {
  let state = 'idle' as ClockReading['state'];
  let since = null as Date | null;
  let limit = null as TimeLimit | null;
  let calendar = '';
  const causes = new Set<string>();
  const stretches: RunningStretch[] = [];
  const close = (at: Date) => {
    const open = stretches.at(-1);
    if (open && open.to === null) open.to = at;
  };
  const run = (at: Date) => stretches.push({ from: at, to: null, calendar });
  const become = (next: ClockReading['state'], at: Date) => {
    state = next;
    since = at;
  };

  for (const event of inOrder(events)) {
    if ((state === 'idle') !== (event.kind === 'start') || state === 'stopped') continue;
    switch (event.kind) {
      case 'start':
        ({ limit, calendar } = event);
        run(event.at);
        become('running', event.at);
        break;
      case 'pause':
        causes.add(event.cause ?? '');
        if (state !== 'running') break;
        close(event.at);
        become('paused', event.at);
        break;
      case 'resume':
        if (!causes.delete(event.cause ?? '') || causes.size > 0) break;
        run(event.at);
        become('running', event.at);
        break;
      case 'limit-change':
        limit = event.limit ?? limit;
        if (event.calendar === undefined || event.calendar === calendar) break;
        calendar = event.calendar;
        if (state !== 'running') break;
        close(event.at);
        run(event.at);
        break;
      case 'stop':
        close(event.at);
        become('stopped', event.at);
        break;
    }
  }
  return { state, since, limit, stretches };
}

const inOrder = (events: readonly ClockEvent[]): ClockEvent[] =>
  [...events].sort((a, b) => a.at.getTime() - b.at.getTime() || (a.seq ?? 0) - (b.seq ?? 0));

export interface Recomputed {
  old: ClockReading;
  new: ClockReading;
  /** The end is another moment. False when only `provisional` changed: compare the readings for that. */
  moved: boolean;
}

/**
 * What a new or amended calendar does to a clock. A stopped clock keeps its reading: a decision that was issued or
 * deemed is never undone by a list that came later.
 */
export function recompute(events: readonly ClockEvent[], oldCalendarOf: CalendarOf, newCalendarOf: CalendarOf): Recomputed {
  const old = foldClock(events, oldCalendarOf);
  if (old.state === 'stopped') return { old, new: old, moved: false };
  const fresh = foldClock(events, newCalendarOf);
  return { old, new: fresh, moved: old.dueAt?.getTime() !== fresh.dueAt?.getTime() };
}
