import type { Rung } from '../contract.ts';
import type { WorkCalendar } from '../../../engines/working-time/work-calendar.ts';
import type { ReportState } from './report-state.ts';
import { dueDates, readClock } from './when-it-is-due.ts';

const moment = (text: string | undefined): Date | null => (text === undefined ? null : new Date(text));

/** What queues, maps and figures read, worked out from the folded state, the calendar of the deciding unit and the ladder. */
export function stateBecomesColumns(s: ReportState, calendar: WorkCalendar, ladder: readonly Rung[], now: Date) {
  const dates = dueDates(s, calendar, ladder, now);
  const dueOf = (clock: 'verification' | 'first-answer') => (s.clocks[clock] ? readClock(s.clocks[clock], calendar).dueAt : null);
  return {
    seq: s.seq, state: s.state, kind: s.kind, category: s.category, unit: s.disposition?.lead ?? null,
    verified_at: moment(s.verifiedAt), verify_due: dueOf('verification'), answered_at: moment(s.firstAnswerAt), answer_due: dueOf('first-answer'), resolved_at: moment(s.resolvedAt), finished_at: moment(s.finishedAt),
    due_at: dates.dueAt, due_clock: dates.dueClock, due_provisional: dates.provisional, resolve_by: dates.resolveBy, badge_at: dates.badgeAt, next_at: dates.nextAt, rungs: dates.rungs,
    draft: s.draft?.status ?? null, rating: s.rating?.stars ?? null, reopened: s.reopened, archived_for: s.archivedFor ?? null, duplicate_of: s.duplicateOf ?? null, calendar_version: calendar.version,
  };
}
