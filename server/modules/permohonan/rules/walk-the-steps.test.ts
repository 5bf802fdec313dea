import { describe, expect, it } from 'vitest';
import { workflowDefinition, type WorkflowDefinition } from '../../../engines/workflow/workflow-definition.ts';
import { builtInCalendar } from '../../../engines/working-time/built-in-calendar.ts';
import { walkSteps, type StepTurn } from './walk-the-steps.ts';

const calendar = builtInCalendar({ zone: 'WIB', week: 5 });
const step = (id: string, kind: string, duty: string, days: number, more: object = {}) => ({ id, title: id, kind, actor: { unit: 'owner', duty }, promise: { amount: days, unit: 'working-days' }, ...more });
const library = (more: object = {}): WorkflowDefinition => workflowDefinition.parse({
  promise: { amount: 5, unit: 'working-days' },
  steps: [
    step('periksa', 'verification', 'verifier', 1), step('buku', 'opinion', 'opinion', 2, { after: ['periksa'] }), step('ruang', 'opinion', 'opinion', 4, { after: ['periksa'] }),
    step('teken', 'signature', 'signer', 1, { after: ['buku', 'ruang'] }),
  ], ...more,
});
// Monday 2 March 2026, 09:00 WIB.
const countsFrom = new Date('2026-03-02T02:00:00Z');
const walk = (workflow: WorkflowDefinition, turns: Record<string, StepTurn> = {}) => walkSteps({ workflow, countsFrom, turnOf: ({ id }) => turns[id] ?? 'runs', calendarOf: () => calendar, ownCalendar: calendar });
const days = ({ steps }: ReturnType<typeof walk>) => Object.fromEntries(steps.map((one) => [one.step.id, one.ends.toISOString().slice(0, 10)]));

describe('the steps of a library card, each taking all its time', () => {
  it('parallel ones begin together, and who waits for both begins after the later', () => {
    expect(days(walk(library()))).toEqual({ periksa: '2026-03-03', buku: '2026-03-05', ruang: '2026-03-09', teken: '2026-03-10' });
  });
  it('a skipped one takes no time, one whose turn is open takes its own', () => {
    expect(days(walk(library(), { ruang: 'skipped' }))).toMatchObject({ ruang: '2026-03-03', teken: '2026-03-06' });
    expect(days(walk(library(), { ruang: 'later' }))).toMatchObject({ ruang: '2026-03-09', teken: '2026-03-10' });
  });
  it('the promise runs from the submission, or from the first check that finds the file complete', () => {
    expect(walk(library()).promise).toMatchObject({ begins: countsFrom });
    expect(walk(library({ clockStarts: 'complete' })).promise!.begins.toISOString().slice(0, 10)).toBe('2026-03-03');
    expect(walk(library({ clockStarts: 'complete' }), { periksa: 'skipped' }).promise).toBeUndefined();
  });
  it('a date in a year without its list of holidays is provisional, and so is all behind it', () => {
    const { steps } = walkSteps({ workflow: library(), countsFrom: new Date('2031-12-30T02:00:00Z'), turnOf: () => 'runs', calendarOf: () => calendar, ownCalendar: calendar });
    expect(steps.every((one) => one.provisional)).toBe(true);
  });
});
