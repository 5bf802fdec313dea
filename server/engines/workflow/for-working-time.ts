import type { ClockEvent as CaseClockEvent } from '../working-time/case-clock.ts';
import type { ClockEvent } from './request-state.ts';
import type { TimePromise } from './workflow-definition.ts';

/**
 * The workflow's clock events in the words of working-time's `foldClock`.
 * `calendar` is the key of the deciding unit's calendar. Events of one moment keep their order by `seq`.
 */
export const caseClockEvents = (events: readonly ClockEvent[], limit: TimePromise, calendar: string): CaseClockEvent[] =>
  events.map((event, seq) => {
    const at = new Date(event.at);
    return event.kind === 'start' ? { kind: 'start', at, seq, limit, calendar } : { kind: event.kind, at, seq };
  });
