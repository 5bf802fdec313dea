import { describe, expect, it } from 'vitest';
import type { Action, ActionPayload, Actor, Duty, Who } from './action-types.ts';
import { allowedOn, mayAct } from './allowed.ts';
import { checkWorkflow } from './check-workflow.ts';
import { apply, fold, type Facts } from './fold.ts';
import { graphOf } from './graph.ts';
import { hash, libraryCard } from './library-card.fixture.ts';
import { isFinal, type RequestState } from './request-state.ts';
import { DUTIES_OF_KIND, workflowDefinition, type StepKind, type WorkflowDefinition } from './workflow-definition.ts';

/** Any legal sequence of actions, drawn at random from a seed; a failing seed is printed by the test's name. */

const randomOf = (seed: number) => () => {
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
};
type Random = () => number;
const pick = <T>(random: Random, from: readonly T[]): T => from[Math.floor(random() * from.length)]!;

const MIDDLE: StepKind[] = ['verification', 'opinion', 'inspection', 'analysis', 'assessment', 'payment', 'initial'];

/** A sound workflow: each step waits for one or two earlier ones, the signature for all loose ends. */
function randomWorkflow(random: Random): WorkflowDefinition {
  const count = 1 + Math.floor(random() * 7);
  const steps = Array.from({ length: count }, (_, index) => {
    const kind = pick(random, MIDDLE);
    const earlier = Array.from({ length: index }, (_, i) => `s${i}`);
    const after = earlier.length === 0 ? [] : [...new Set([pick(random, earlier), ...(random() < 0.3 ? [pick(random, earlier)] : [])])];
    return {
      id: `s${index}`, title: `Langkah ${index}`, kind, after, actor: { unit: 'owner', duty: DUTIES_OF_KIND[kind][0]! },
      promise: { amount: 1, unit: 'working-days' }, mayReject: kind !== 'payment' && random() < 0.5, mayReturn: random() < 0.8,
      ...(random() < 0.3 ? { when: 'x' } : {}),
    };
  });
  const waited = new Set(steps.flatMap((step) => step.after));
  const loose = steps.map((step) => step.id).filter((id) => !waited.has(id));
  const sign = { id: 'sign', title: 'Tanda tangan', kind: 'signature', after: loose, actor: { unit: 'owner', duty: 'signer' }, promise: { amount: 1, unit: 'working-days' } };
  return workflowDefinition.parse({
    clockStarts: random() < 0.5 ? 'submitted' : 'complete', promise: { amount: 100, unit: 'working-days' }, steps: [...steps, sign],
    deemedApproval: { allowed: random() < 0.5, legalBasis: 'x' },
  });
}

const DUTIES: Duty[] = ['verifier', 'analyst', 'opinion', 'inspector', 'treasurer', 'initialer', 'signer'];
const ACTORS: Actor[] = [
  { kind: 'applicant' }, { kind: 'system' },
  { kind: 'officer', post: 'p1', duties: DUTIES, serves: () => true, supervises: true, counter: true },
  { kind: 'officer', post: 'p2', duties: DUTIES, serves: () => true },
];
const whoIs = (actor: Actor): Who => (actor.kind === 'officer' ? { kind: 'officer', post: actor.post } : { kind: actor.kind });

function payloadFor(kind: ActionPayload['kind'], step: string | undefined, state: RequestState | undefined, at: string, random: Random, workflow: WorkflowDefinition): ActionPayload {
  const s = step ?? 'sign';
  const done = state?.doneSteps.map((entry) => entry.step) ?? [];
  const redo = done.filter((id) => graphOf(workflow).ancestors.get(s)?.has(id) && random() < 0.3);
  switch (kind) {
    case 'submit': return { kind, answersVersion: 1, channel: 'self' };
    case 'resubmit': return { kind, answersVersion: (state?.answersVersion ?? 0) + 1 };
    case 'withdraw': return { kind, reason: 'x' };
    case 'claim': case 'release': return { kind, step: s };
    case 'assign': return { kind, step: s, to: { post: pick(random, ['p1', 'p2']) } };
    case 'complete': {
      const isCheck = graphOf(workflow).byId.get(s)?.kind === 'verification';
      return { kind, step: s, outcome: isCheck ? 'pass' : 'recommend-approval', checklist: { photo: 'yes' } };
    }
    case 'opinion': return { kind, step: s, verdict: pick(random, ['agree', 'object']), text: 'x' };
    case 'return': return { kind, step: s, remarks: [], general: 'x', redo };
    case 'send-back': return { kind, step: s, to: redo, note: 'x' };
    case 'reject': return { kind, step: s, reasons: [{ text: 'x' }] };
    case 'schedule-inspection': return { kind, step: s, team: [{ post: 'p1' }], visitAt: at, toldApplicant: true };
    case 'record-inspection': return { kind, step: s, doneAt: at, presence: pick(random, ['present', 'absent', 'refused']), findings: 'x', photos: [] };
    case 'record-assessment': return { kind, step: s, skpdNumber: '1', amount: 10, paymentCode: '1', dueOn: '2025-03-01' };
    case 'record-payment': return { kind, step: s, proof: { kind: 'bank-file', reference: 'x' }, amount: 10, paidAt: at };
    case 'initial': return { kind, step: s, contentHash: hash };
    case 'sign-requested': return { kind, ...(step ? { step } : {}) };
    case 'numbered': return { kind, number: '1', documentId: 'd' };
    case 'signed': return { kind, mode: 'internal', sha256: hash };
    case 'sign-failed': return { kind, reason: 'x' };
    case 'deem': return { kind, legalBasis: 'x' };
    case 'lapse': return { kind, reason: 'x' };
    case 'presume-complete': return { kind };
  }
}

// Ends that need no more than one draw would end most walks early.
const RARE = new Set(['withdraw', 'reject', 'deem', 'lapse']);

function invariants(workflow: WorkflowDefinition, state: RequestState): void {
  const { ancestors } = graphOf(workflow);
  const done = state.doneSteps.map((entry) => entry.step);
  const open = state.openTasks.map((task) => task.step);
  const all = [...done, ...open, ...state.skippedSteps];
  expect(new Set(all).size).toBe(all.length);
  const passed = new Set([...done, ...state.skippedSteps]);
  // A step is open only when everything before it, every arm of a join included, has passed.
  for (const step of open) for (const before of ancestors.get(step)!) expect(passed.has(before), `${step} waits for ${before}`).toBe(true);
  if (isFinal(state.status)) {
    expect(open).toEqual([]);
    for (const events of [state.clocks.promise, ...Object.values(state.clocks.steps)]) {
      if (events.length > 0) expect(events.at(-1)!.kind).toBe('stop');
    }
  } else {
    expect(open.length).toBeGreaterThan(0);
  }
  if (state.status === 'issued') expect(passed.size).toBe(workflow.steps.length);
  for (const events of [state.clocks.promise, state.clocks.correction, ...Object.values(state.clocks.steps)]) {
    expect(events.map((event) => event.kind).join(' ')).toMatch(/^(start( pause resume)*( pause)?( stop)?)?$/);
    for (let i = 1; i < events.length; i++) expect(events[i]!.at >= events[i - 1]!.at).toBe(true);
  }
  const stands = state.status === 'returned' || state.status === 'awaiting-payment';
  const last = state.clocks.promise.at(-1)?.kind;
  if (last && !isFinal(state.status)) expect(last === 'pause').toBe(stands);
}

const reached = new Set<string>();

describe('any legal sequence', () => {
  it.each(Array.from({ length: 150 }, (_, seed) => seed))('seed %i', (seed) => {
    const random = randomOf(seed);
    const workflow = seed % 5 === 0 ? libraryCard : randomWorkflow(random);
    const visitable = new Map<string, boolean>();
    const facts: Facts = {
      evaluateWhen: (step, { answersVersion }) => {
        const key = `${step}/${answersVersion}`;
        if (!visitable.has(key)) visitable.set(key, random() < 0.5);
        return visitable.get(key)!;
      },
    };
    const history: Action[] = [];
    let state: RequestState | undefined;
    for (let turn = 0; turn < 60; turn++) {
      const at = new Date(Date.UTC(2025, 0, 6, turn)).toISOString();
      const actor = pick(random, ACTORS);
      const possible = allowedOn(workflow, state, actor).filter((action) => !RARE.has(action.kind) || random() < 0.05);
      if (possible.length === 0) continue;
      const chosen = pick(random, possible);
      const payload = payloadFor(chosen.kind, chosen.step, state, at, random, workflow);
      const action: Action = { ...payload, at, by: whoIs(actor) };
      const before = structuredClone(state);
      const may = mayAct(workflow, state, actor, payload, at);
      const result = apply(workflow, state, action, facts);
      expect(state).toEqual(before);
      if (may.ok) expect(result.ok).toBe(true);
      if (!result.ok || !may.ok) continue;
      expect(result.value.seq).toBe((state?.seq ?? 0) + 1);
      history.push(action);
      state = result.value;
      invariants(workflow, state);
      reached.add(state.status);
    }
    if (!state) return;
    expect(fold(workflow, history, facts)).toEqual(state);
    // The same action twice is not accepted twice, when it ended a step.
    const last = history.findLast((action) => ['complete', 'opinion', 'initial', 'signed'].includes(action.kind));
    if (last && state.doneSteps.some((done) => 'step' in last && done.step === last.step)) {
      expect(apply(workflow, state, last, facts).ok).toBe(false);
    }
  });

  it('the walks were no empty walks: they reached every status', () => {
    expect([...reached].sort()).toEqual([
      'awaiting-payment', 'deemed', 'in-progress', 'issued', 'lapsed', 'numbered', 'rejected', 'returned', 'withdrawn',
    ]);
  });

  it('the random workflows are sound by the check (it may find a redundant join, or no sure verification)', () => {
    for (let seed = 0; seed < 150; seed++) {
      const problems = checkWorkflow(randomWorkflow(randomOf(seed))).filter(({ message }) => !/dua kali|berkas lengkap/.test(message));
      expect(problems).toEqual([]);
    }
  });
});
