import { describe, expect, it } from 'vitest';
import { ACTION_KINDS, ACTION_TABLE } from './action-table.ts';
import { actionInput } from './action-input.ts';
import type { Actor } from './action-types.ts';
import { allowedActions, allowedOn, mayAct } from './allowed.ts';
import { collapsible } from './collapse.ts';
import { apply, fold } from './fold.ts';
import { act, applicant, hash, libraryCard, moment, officer, pass, post, smallHall, submit, wholeWay, withVisit } from './library-card.fixture.ts';
import { workflowRefusals } from './refusals.ts';

const after = (count: number) => fold(libraryCard, wholeWay.slice(0, count), withVisit);
const verifier = officer('a', ['verifier']);
const person: Actor = { kind: 'applicant' };
const machine: Actor = { kind: 'system' };
const codeOf = (result: ReturnType<typeof mayAct>): string => (result.ok ? 'ok' : result.refusal.code);

describe('what may be done', () => {
  it('the officer of the step, the applicant and the system each see their own', () => {
    const state = after(1);
    expect(allowedOn(libraryCard, state, verifier)).toEqual(
      ['claim', 'assign', 'complete', 'return', 'send-back', 'reject'].map((kind) => ({ kind, step: 'check' })),
    );
    expect(allowedActions(libraryCard, state, person)).toEqual(['withdraw']);
    expect(allowedActions(libraryCard, state, machine)).toEqual(['deem']);
    expect(allowedActions(libraryCard, undefined, person)).toEqual(['submit']);
    expect(allowedActions(libraryCard, undefined, verifier)).toEqual([]);
    expect(allowedActions(libraryCard, undefined, officer('c', [], 'owner', { counter: true }))).toEqual(['submit']);
  });

  it('neither another unit nor another duty may', () => {
    expect(codeOf(mayAct(libraryCard, after(1), officer('b', ['verifier'], 'unit:READERS'), pass))).toBe('workflow.not-your-step');
    expect(codeOf(mayAct(libraryCard, after(1), officer('b', ['signer']), pass))).toBe('workflow.not-your-step');
    expect(allowedActions(libraryCard, after(1), officer('b', ['signer']))).toEqual([]);
    expect(codeOf(mayAct(libraryCard, after(1), person, pass))).toBe('workflow.not-for-you');
  });

  it('parallel steps show each unit its own', () => {
    expect(allowedOn(libraryCard, after(2), officer('r', ['opinion'], 'unit:READERS')).map((a) => a.step)).toEqual(
      Array<string>(5).fill('readers'),
    );
  });

  it('held by another: nothing, but the head of the unit may take it away or hand it over', () => {
    const held = apply(libraryCard, after(1), act(7, post('x'), { kind: 'claim', step: 'check' }), withVisit);
    if (!held.ok) throw new Error(held.refusal.code);
    expect(allowedActions(libraryCard, held.value, verifier)).toEqual([]);
    expect(allowedActions(libraryCard, held.value, officer('head', [], 'owner', { supervises: true }))).toEqual(['release', 'assign']);
    expect(allowedActions(libraryCard, held.value, officer('head', [], 'unit:READERS', { supervises: true }))).toEqual([]);
  });

  it('two tiers of initials need two posts', () => {
    const state = after(10);
    expect(codeOf(mayAct(libraryCard, state, officer('x', ['initialer']), { kind: 'initial', step: 'second', contentHash: hash }))).toBe('workflow.needs-another-person');
    expect(codeOf(mayAct(libraryCard, state, officer('y', ['initialer']), { kind: 'initial', step: 'second', contentHash: hash }))).toBe('ok');
  });

  it('the bank’s file is read by the system, a slip by the treasurer', () => {
    expect(allowedOn(libraryCard, after(8), machine)).toEqual([{ kind: 'record-payment', step: 'pay' }, { kind: 'lapse' }]);
    expect(allowedActions(libraryCard, after(8), officer('t', ['treasurer'], 'unit:CASHIER'))).toContain('record-payment');
    expect(allowedActions(libraryCard, after(8), officer('t', ['treasurer'], 'unit:CASHIER'))).not.toContain('return');
  });

  it('what is allowed is accepted, what is not is refused: the table and the engine agree', () => {
    const everyone = officer('z', ['verifier', 'analyst', 'opinion', 'inspector', 'treasurer', 'initialer', 'signer'], 'owner', {
      serves: () => true, supervises: true, counter: true,
    });
    for (let count = 1; count <= wholeWay.length; count++) {
      const state = after(count);
      for (const who of [everyone, person, machine]) {
        for (const payload of wholeWay) {
          const refused = !mayAct(libraryCard, state, who, payload, moment(30)).ok;
          const listed = allowedOn(libraryCard, state, who).some((a) => a.kind === payload.kind && (!('step' in payload) || a.step === payload.step));
          if (!refused) expect(listed).toBe(true);
        }
      }
    }
  });
});

describe('collapsing into one confirmation', () => {
  const begun = fold(smallHall, [act(7, applicant, submit)], withVisit);
  it('three steps of one post', () => {
    const all = officer('kades', ['verifier', 'initialer', 'signer']);
    expect(collapsible(smallHall, begun, all, withVisit).map((s) => [s.step, s.action])).toEqual([
      ['check', 'complete'], ['first', 'initial'], ['sign', 'sign-requested'],
    ]);
  });
  it('stops where the duty ends, and one step alone is not a chain', () => {
    expect(collapsible(smallHall, begun, officer('sekdes', ['verifier', 'initialer']), withVisit).map((s) => s.step)).toEqual(['check', 'first']);
    expect(collapsible(smallHall, begun, officer('kaur', ['verifier']), withVisit)).toEqual([]);
    expect(collapsible(smallHall, begun, { kind: 'applicant' }, withVisit)).toEqual([]);
  });
  it('never over two tiers, nor over a step somebody else holds', () => {
    const all = officer('z', ['initialer', 'signer']);
    expect(collapsible(libraryCard, after(9), all, withVisit)).toEqual([]);
    const held = apply(smallHall, begun, act(7, post('x'), { kind: 'claim', step: 'check' }), withVisit);
    expect(held.ok && collapsible(smallHall, held.value, officer('z', ['verifier', 'initialer', 'signer']), withVisit)).toEqual([]);
  });
});

describe('input', () => {
  it('every kind of the table has a schema, every sample passes it', () => {
    const kinds = actionInput.options.map((option) => option.shape.kind.value);
    expect([...kinds].sort()).toEqual([...ACTION_KINDS].sort());
    for (const { at: _, by: __, ...payload } of wholeWay) expect(actionInput.safeParse(payload).success).toBe(true);
  });
  it('refuses what cannot be', () => {
    const bad: object[] = [
      { kind: 'reject', step: 'check', reasons: [] },
      { kind: 'opinion', step: 'readers', verdict: 'agree-with-conditions', text: 'ya' },
      { kind: 'record-assessment', step: 'amount', skpdNumber: 'x', amount: 0.5, paymentCode: 'y', dueOn: '2025-02-30' },
      { kind: 'record-payment', step: 'pay', amount: 1, paidAt: '2025-01-01', proof: { kind: 'cash' } },
      { kind: 'initial', step: 'first', contentHash: 'abc' },
      { kind: 'withdraw', reason: '   ' },
    ];
    for (const input of bad) expect(actionInput.safeParse(input).success).toBe(false);
  });
});

it('every refusal has a sentence', async () => {
  const { readFile } = await import('node:fs/promises');
  const sources = await Promise.all(['allowed.ts', 'payload-fits-the-state.ts'].map((file) => readFile(new URL(file, import.meta.url), 'utf8')));
  const codes = [...sources.join('\n').matchAll(/\bno\('([a-z-]+)'/g)].map((match) => `workflow.${match[1]}`);
  expect(codes.length).toBeGreaterThan(20);
  for (const code of codes) {
    const entry = workflowRefusals[code];
    expect(entry, code).toBeDefined();
    const sentence = typeof entry!.sentence === 'string' ? entry!.sentence : entry!.sentence({});
    expect(sentence).toMatch(/[.]$/);
  }
  expect(Object.keys(ACTION_TABLE).length).toBe(ACTION_KINDS.length);
});
