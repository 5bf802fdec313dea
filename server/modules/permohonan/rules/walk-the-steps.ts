import { graphOf } from '../../../engines/workflow/graph.ts';
import type { Step, WorkflowDefinition } from '../../../engines/workflow/workflow-definition.ts';
import { dueAfter, type TimeLimit } from '../../../engines/working-time/limits.ts';
import type { WorkCalendar } from '../../../engines/working-time/work-calendar.ts';

/** Whether a step is done for these answers: `later` when its condition asks what officers have not recorded yet. */
export type StepTurn = 'runs' | 'skipped' | 'later';

export interface WalkedStep {
  step: Step;
  turn: StepTurn;
  begins: Date;
  /** Where it would end if every step before it took all the time it was promised; its begin when it is skipped. */
  ends: Date;
  provisional: boolean;
}

export interface WalkedSteps {
  /** In an order in which every step comes after what it waits for. */
  steps: WalkedStep[];
  /** The promise to the applicant; absent where it begins with a completeness that no step would find. */
  promise?: { begins: Date; ends: Date; provisional: boolean };
}

export interface StepsToWalk {
  workflow: WorkflowDefinition;
  /** From when the request counts: after the counter's closing, its next opening. */
  countsFrom: Date;
  turnOf: (step: Step) => StepTurn;
  /** The calendar of the unit that does the step, and of the unit that owns the promise. */
  calendarOf: (step: Step) => WorkCalendar;
  ownCalendar: WorkCalendar;
}

/** Walks the steps as if each took exactly its promised time. Example: 3 working hours, then 1 working day after it. */
export function walkSteps({ workflow, countsFrom, turnOf, calendarOf, ownCalendar }: StepsToWalk): WalkedSteps {
  const graph = graphOf(workflow);
  const walked = new Map<string, WalkedStep>();
  for (const step of graph.order) {
    const before = (graph.after.get(step.id) ?? []).flatMap((id) => walked.get(id) ?? []);
    const begins = before.reduce((latest, one) => (one.ends > latest ? one.ends : latest), countsFrom);
    const provisional = before.some((one) => one.provisional);
    const turn = turnOf(step);
    if (turn === 'skipped') {
      walked.set(step.id, { step, turn, begins, ends: begins, provisional });
      continue;
    }
    const due = dueAfter(calendarOf(step), begins, step.promise as TimeLimit);
    walked.set(step.id, { step, turn, begins, ends: due.dueAt, provisional: provisional || due.provisional });
  }
  const steps = [...walked.values()];
  const begins = workflow.clockStarts === 'submitted' ? countsFrom : completeAt(steps);
  if (!begins) return { steps };
  const due = dueAfter(ownCalendar, begins, workflow.promise as TimeLimit);
  return { steps, promise: { begins, ends: due.dueAt, provisional: due.provisional } };
}

/** The promise begins when the first verification finds the file complete. */
function completeAt(steps: readonly WalkedStep[]): Date | undefined {
  const ends = steps.filter(({ step, turn }) => step.kind === 'verification' && turn !== 'skipped').map((one) => one.ends);
  return ends.length > 0 ? ends.reduce((a, b) => (a < b ? a : b)) : undefined;
}
