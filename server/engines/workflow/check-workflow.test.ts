import { describe, expect, it } from 'vitest';
import { checkWorkflow } from './check-workflow.ts';
import { libraryCard, smallHall } from './library-card.fixture.ts';
import { workflowDefinition, type Step, type WorkflowDefinition } from './workflow-definition.ts';

const told = (workflow: WorkflowDefinition, options = {}): string[] =>
  checkWorkflow(workflow, options).map((p) => `${p.path.join('.')}: ${p.message}`);
const edit = (workflow: WorkflowDefinition, id: string, change: Partial<Step>): WorkflowDefinition => ({
  ...workflow, steps: workflow.steps.map((step) => (step.id === id ? { ...step, ...change } : step)),
});

it('sound definitions have no problem', () => {
  expect(told(smallHall)).toEqual([]);
  expect(told(libraryCard)).toEqual([]);
});

describe('told with place and remedy', () => {
  it('an unknown name', () => {
    const [problem] = checkWorkflow(edit(libraryCard, 'visit', { after: ['readers', 'nobody'] }));
    expect(problem).toMatchObject({ path: ['steps', 3, 'after', 1] });
    expect(problem!.message).toContain('"nobody"');
    expect(problem!.remedy).toContain('"printers"');
  });
  it('a cycle, by its names in the order of doing', () => {
    expect(told(edit(libraryCard, 'check', { after: ['study'] }))).toEqual([
      expect.stringMatching(/^steps\.\d\.after: langkah-langkah saling menunggu.*: (\w+) → .* → \1$/),
    ]);
    expect(told(edit(smallHall, 'check', { after: ['check'] }))[0]).toContain('check → check');
  });
  it('one id twice', () => {
    expect(told(edit(libraryCard, 'printers', { id: 'readers' })).join()).toContain('steps.2.id: id langkah "readers" dipakai dua kali');
  });
  it('a step that nobody waits for, and one after the signature', () => {
    expect(told(edit(libraryCard, 'visit', { after: ['readers'] }))).toEqual(['steps.2: langkah "printers" tidak ditunggu siapa pun sebelum tanda tangan']);
    const late = { ...smallHall, steps: [...smallHall.steps, { ...smallHall.steps[0]!, id: 'late' }] };
    expect(told(late)[0]).toBe('steps.3: langkah "late" berada sesudah tanda tangan');
  });
  it('no signature, two, a conditional one, one that is not needed', () => {
    expect(told({ ...smallHall, steps: smallHall.steps.slice(0, 2) })[0]).toContain('tidak ada langkah tanda tangan');
    expect(told({ ...smallHall, steps: smallHall.steps.slice(0, 2) }, { issuesDocument: false })).toEqual([]);
    expect(told(smallHall, { issuesDocument: false })[0]).toContain('tidak memerlukan');
    expect(told({ ...smallHall, steps: [...smallHall.steps, { ...smallHall.steps[2]!, id: 'again' }] }).join()).toContain('lebih dari satu');
    expect(told(edit(smallHall, 'sign', { when: 'x' }))[0]).toContain('bersyarat');
  });
  it('a redundant join', () => {
    expect(told(edit(libraryCard, 'visit', { after: ['check', 'readers', 'printers'] }))[0]).toContain('langsung dan lewat "readers"');
    expect(told(edit(libraryCard, 'visit', { after: ['readers', 'printers', 'readers'] }))[0]).toContain('ditulis dua kali');
  });
  it('a duty that does not fit', () => {
    expect(told(edit(smallHall, 'sign', { actor: { unit: 'owner', duty: 'verifier' } }))[0]).toContain('berjenis signature');
  });
  it('tiers that do not follow each other', () => {
    expect(told(edit(libraryCard, 'readers', { actor: { unit: 'owner', duty: 'opinion', otherThan: ['printers'] } }))[0]).toContain('tidak selalu selesai');
  });
  it('a promise shorter than its longest way; paying does not count', () => {
    expect(told({ ...libraryCard, promise: { amount: 8, unit: 'working-days' } })[0]).toBe(
      'promise: janji seluruhnya 8 hari kerja, tetapi jalur terpanjang 10 hari kerja: check → readers → visit → study → amount → first → second → sign',
    );
    expect(told({ ...libraryCard, promise: { amount: 9, unit: 'working-days' }, clockStarts: 'complete' })).toEqual([]);
    expect(told({ ...smallHall, promise: { amount: 5, unit: 'working-hours' } })).toHaveLength(1);
    expect(told({ ...smallHall, promise: { amount: 6, unit: 'working-hours' } })).toEqual([]);
    expect(told({ ...smallHall, promise: { amount: 1, unit: 'calendar-days' } })).toHaveLength(1);
  });
  it('a clock that could never start, and a deemed approval without law', () => {
    const noCheck = workflowDefinition.parse({ ...smallHall, clockStarts: 'complete', steps: smallHall.steps.slice(1) });
    expect(told(noCheck)[0]).toContain('clockStarts');
    expect(told({ ...smallHall, deemedApproval: { allowed: true, legalBasis: ' ' } })[0]).toContain('tanpa dasar hukum');
  });
});
