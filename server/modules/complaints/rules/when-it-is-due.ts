import type { ClockName, Rung } from '../contract.ts';
import { foldClock, type ClockReading } from '../../../engines/working-time/case-clock.ts';
import { addWorkingDays, dayOf } from '../../../engines/working-time/count.ts';
import type { WorkCalendar } from '../../../engines/working-time/work-calendar.ts';
import { clockEvents, limitOf } from './run-the-clocks.ts';
import type { ClockMoment, ReportState } from './report-state.ts';

// Chapters: reading one clock · the date that queues are sorted by · the ladder

export const readClock = (moments: readonly ClockMoment[], calendar: WorkCalendar, at?: Date): ClockReading => foldClock(clockEvents(moments, ''), () => calendar, at ? { at } : {});

/** The clocks that the office must keep; the others give the reporter time. */
const OFFICE: readonly ClockName[] = ['verification', 'first-answer', 'resolution'];

export interface DueDates {
  /** The earliest of the running clocks of the office; null while all are paused or stopped. */
  dueAt: Date | null;
  dueClock: ClockName | null;
  provisional: boolean;
  /** When the whole is promised; Open311's expected_datetime. */
  resolveBy: Date | null;
  /** From when on the lateness is shown to everybody. */
  badgeAt: Date | null;
  /** When the house must look at this report again: a rung, the end of a reporter's time, a return, an asking date. */
  nextAt: Date | null;
  /** Rungs of the ladder that have been reached at `now`. */
  rungs: number;
}

/** Everything that time decides about a report, from its state, the calendar of the deciding unit and the ladder. */
export function dueDates(s: ReportState, calendar: WorkCalendar, ladder: readonly Rung[], now: Date): DueDates {
  const running = OFFICE.flatMap((clock) => {
    const moments = s.clocks[clock];
    const reading = moments && readClock(moments, calendar);
    return moments && reading?.state === 'running' && reading.dueAt ? [{ clock, moments, dueAt: reading.dueAt, provisional: reading.provisional }] : [];
  });
  const first = running.sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime())[0];
  const resolution = s.clocks.resolution && readClock(s.clocks.resolution, calendar);
  const moments = first ? ladderMoments(first.moments, first.dueAt, calendar, ladder) : [];
  const badge = ladder.findIndex((rung) => rung.publicBadge);
  const reporter = (['completion', 'reporter-reply'] as const).flatMap((clock) => {
    const reading = s.clocks[clock] && readClock(s.clocks[clock], calendar);
    return reading?.state === 'running' && reading.dueAt ? [reading.dueAt] : [];
  });
  const hop = s.state === 'not-ours' ? s.hops.at(-1) : undefined;
  const ahead = [
    ...moments.filter((at) => at > now), ...reporter,
    ...(s.state === 'scheduled' && s.schedule ? [new Date(s.schedule.returnsAt)] : []), ...(hop?.nextAskAt && !hop.answeredAt && new Date(hop.nextAskAt) > now ? [new Date(hop.nextAskAt)] : []),
  ];
  return {
    dueAt: first?.dueAt ?? null, dueClock: first?.clock ?? null, provisional: first?.provisional ?? false, resolveBy: resolution?.dueAt ?? null,
    badgeAt: (badge >= 0 && moments[badge]) || null, nextAt: ahead.length > 0 ? new Date(Math.min(...ahead.map(Number))) : null, rungs: moments.filter((at) => at <= now).length,
  };
}

/**
 * When each rung is reached. `percent` of a limit of whole days is rounded down: 80 % of 5 hari kerja is the end of the
 * fourth, of 3 the end of the second; nothing of it left over means at once. `daysAfter` are working days after the limit.
 */
function ladderMoments(moments: readonly ClockMoment[], dueAt: Date, calendar: WorkCalendar, ladder: readonly Rung[]): Date[] {
  return ladder.map((rung) => {
    if (rung.daysAfter !== null && rung.daysAfter > 0) return addWorkingDays(calendar, dayOf(calendar, dueAt), rung.daysAfter).dueAt;
    const percent = rung.percent ?? 100;
    if (percent >= 100) return dueAt;
    const part = Math.floor(((limitOf(moments)?.n ?? 0) * percent) / 100);
    if (part === 0) return new Date(moments[0]!.at);
    const shortened = moments.map((m) => ('limit' in m ? { ...m, limit: { ...m.limit, n: Math.min(m.limit.n, part) } } : m));
    return readClock(shortened, calendar).dueAt ?? dueAt;
  });
}

/** 80 %: penghubung and unit head · 100 %: admin koordinator · +3 hari kerja: Sekda · +7: Inspektorat, and shown to everybody. */
export const DEFAULT_LADDER: readonly Rung[] = [
  { order: 1, percent: 80, daysAfter: null, to: ['liaison', 'unit-head'], publicBadge: false },
  { order: 2, percent: 100, daysAfter: null, to: ['coordinator'], publicBadge: false },
  { order: 3, percent: null, daysAfter: 3, to: ['sekda'], publicBadge: false },
  { order: 4, percent: null, daysAfter: 7, to: ['inspektorat'], publicBadge: true },
];
