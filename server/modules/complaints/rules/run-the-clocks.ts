import type { ClockName } from '../contract.ts';
import type { ClockEvent } from '../../../engines/working-time/case-clock.ts';
import type { TimeLimit } from '../../../engines/working-time/limits.ts';
import type { Action, ClockMoment, Limit, ReportState } from './report-state.ts';

// Chapters: starting and stopping inside the fold · the same moments for the engine

/** Starts anew; without a limit in the table there is no clock. */
export function startClock(s: ReportState, clock: ClockName, a: Action): void {
  const limit = a.limits?.[clock];
  if (!limit) delete s.clocks[clock];
  else s.clocks[clock] = [{ at: a.at, kind: 'start', limit }];
}

const add = (s: ReportState, clock: ClockName, moment: ClockMoment): void => {
  const moments = s.clocks[clock];
  if (moments && moments.at(-1)?.kind !== 'stop') moments.push(moment);
};
export const pauseClock = (s: ReportState, clock: ClockName, cause: string, at: string): void => add(s, clock, { at, kind: 'pause', cause });
export const resumeClock = (s: ReportState, clock: ClockName, cause: string, at: string): void => add(s, clock, { at, kind: 'resume', cause });
export const stopClock = (s: ReportState, clock: ClockName, at: string): void => add(s, clock, { at, kind: 'stop' });
export function stopClocks(s: ReportState, at: string): void {
  for (const clock of Object.keys(s.clocks) as ClockName[]) stopClock(s, clock, at);
}

/** UU 14/2008 art. 22: an information request's 10 hari kerja may be extended once by 7, in writing with the reason. */
export function extendClock(s: ReportState, clock: ClockName, a: Action): void {
  const more = a.limits?.extension;
  const start = s.clocks[clock]?.find((m) => m.kind === 'start');
  if (!more || !start || start.kind !== 'start') return;
  add(s, clock, { at: a.at, kind: 'extend', limit: { ...start.limit, n: start.limit.n + more.n, legalBasis: more.legalBasis } });
}

export const timeLimit = (limit: Limit): TimeLimit => ({ amount: limit.n, unit: limit.unit === 'WD' ? 'working-days' : 'calendar-days' });

/** The moments as the engine `working-time` folds them; `calendar` is the key of the unit's calendar. */
export const clockEvents = (moments: readonly ClockMoment[], calendar: string): ClockEvent[] =>
  moments.map((m, seq): ClockEvent => {
    const at = new Date(m.at);
    switch (m.kind) {
      case 'start':
        return { at, seq, kind: 'start', limit: timeLimit(m.limit), calendar };
      case 'extend':
        return { at, seq, kind: 'limit-change', limit: timeLimit(m.limit) };
      case 'pause':
        return { at, seq, kind: 'pause', cause: m.cause };
      case 'resume':
        return { at, seq, kind: 'resume', cause: m.cause };
      default:
        return { at, seq, kind: 'stop' };
    }
  });

/** The limit that holds for a clock: that of its start or of its last extension. */
export const limitOf = (moments: readonly ClockMoment[]): Limit | undefined => moments.findLast((m): m is Extract<ClockMoment, { limit: Limit }> => 'limit' in m)?.limit;
