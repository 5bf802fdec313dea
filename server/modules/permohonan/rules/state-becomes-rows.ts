import { foldClock, type ClockReading } from '../../../engines/working-time/case-clock.ts';
import type { WorkCalendar } from '../../../engines/working-time/work-calendar.ts';
import { caseClockEvents } from '../../../engines/workflow/for-working-time.ts';
import { isFinal, type ClockEvent, type RequestState } from '../../../engines/workflow/request-state.ts';
import type { TimePromise, WorkflowDefinition } from '../../../engines/workflow/workflow-definition.ts';

/** What queues read, worked out from the folded state and the calendar of the deciding unit. */
export interface StateRow {
  seq: number;
  status: RequestState['status'];
  due_at: Date | null;
  due_provisional: boolean;
  calendar_version: string;
  finished_at: Date | null;
}
export interface TaskRow {
  step: string;
  kind: string;
  title: string;
  unit: string;
  duty: string;
  holder: string | null;
  since: Date;
  due_at: Date | null;
  step_due_at: Date | null;
  waiting: boolean;
}

const read = (events: readonly ClockEvent[], limit: TimePromise, calendar: WorkCalendar): ClockReading =>
  foldClock(caseClockEvents(events, limit, 'own'), () => calendar);

/** A paused clock has no end of its own; then the end it would have, were it resumed now, is not shown. */
export function stateBecomesRows(
  workflow: WorkflowDefinition, state: RequestState, calendar: WorkCalendar, unitOf: (reference: string) => string,
): { state: StateRow; tasks: TaskRow[] } {
  const promise = read(state.clocks.promise, workflow.promise, calendar);
  const correction = state.status === 'returned' ? read(state.clocks.correction, workflow.correctionLimit, calendar) : undefined;
  const over = isFinal(state.status);
  const waiting = state.status === 'returned';
  const byId = new Map(workflow.steps.map((step) => [step.id, step]));
  const stepDue = new Map(state.openTasks.map((task) => [task.step, read(state.clocks.steps[task.step] ?? [], byId.get(task.step)!.promise, calendar).dueAt]));
  // While the file is being checked for completeness the promise has not begun: the check's own limit is shown.
  const earliestStep = state.clocks.promise.length === 0 ? [...stepDue.values()].reduce((a, b) => (a && b ? (a < b ? a : b) : (a ?? b)), null) : null;
  const due = promise.dueAt ?? correction?.dueAt ?? earliestStep;
  return {
    state: {
      seq: state.seq,
      status: state.status,
      due_at: due,
      due_provisional: (promise.dueAt ? promise : correction)?.provisional ?? false,
      calendar_version: calendar.version,
      finished_at: over ? new Date(state.lastActionAt) : null,
    },
    tasks: over
      ? []
      : state.openTasks.map((task) => ({
          step: task.step,
          kind: task.kind,
          title: task.title,
          unit: unitOf(task.unit),
          duty: task.duty,
          holder: task.holder?.post ?? null,
          since: new Date(task.since),
          due_at: due,
          step_due_at: stepDue.get(task.step) ?? null,
          waiting: waiting || task.kind === 'payment',
        })),
  };
}
