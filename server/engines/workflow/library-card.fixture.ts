import type { Action, ActionPayload, Actor, Who } from './action-types.ts';
import type { Facts } from './fold.ts';
import { workflowDefinition, type WorkflowDefinition } from './workflow-definition.ts';

/** A neutral example: a library card with two opinions side by side, a visit, a fee and two initials. */

const days = (amount: number) => ({ amount, unit: 'working-days' as const });

export const libraryCard: WorkflowDefinition = workflowDefinition.parse({
  clockStarts: 'submitted',
  promise: days(10),
  deemedApproval: { allowed: true, legalBasis: 'Peraturan Perpustakaan 1' },
  steps: [
    { id: 'check', title: 'Periksa berkas', kind: 'verification', actor: { unit: 'owner', duty: 'verifier' }, promise: days(1), mayReject: true,
      checklist: [{ id: 'photo', label: 'Foto jelas' }] },
    { id: 'readers', title: 'Pendapat pembaca', kind: 'opinion', after: ['check'], actor: { unit: 'unit:READERS', duty: 'opinion' }, promise: days(2) },
    { id: 'printers', title: 'Pendapat percetakan', kind: 'opinion', after: ['check'], actor: { unit: 'unit:PRINTERS', duty: 'opinion' }, promise: days(2) },
    { id: 'visit', title: 'Kunjungan', kind: 'inspection', after: ['readers', 'printers'], when: 'jenis = "tetap"', actor: { unit: 'owner', duty: 'inspector' }, promise: days(2) },
    { id: 'study', title: 'Telaah', kind: 'analysis', actor: { unit: 'owner', duty: 'analyst' }, promise: days(1), mayReject: true },
    { id: 'amount', title: 'Penetapan', kind: 'assessment', actor: { unit: 'unit:CASHIER', duty: 'treasurer' }, promise: days(1) },
    { id: 'pay', title: 'Pembayaran', kind: 'payment', actor: { unit: 'unit:CASHIER', duty: 'treasurer' }, promise: days(30) },
    { id: 'first', title: 'Paraf satu', kind: 'initial', actor: { unit: 'owner', duty: 'initialer' }, promise: days(1) },
    { id: 'second', title: 'Paraf dua', kind: 'initial', actor: { unit: 'owner', duty: 'initialer', otherThan: ['first'] }, promise: days(1) },
    { id: 'sign', title: 'Tanda tangan', kind: 'signature', actor: { unit: 'owner', duty: 'signer' }, promise: days(1) },
  ],
});

/** Three people in one small hall: check, initial and signature fall on the same post. */
export const smallHall: WorkflowDefinition = workflowDefinition.parse({
  promise: days(1),
  steps: [
    { id: 'check', title: 'Periksa', kind: 'verification', actor: { unit: 'owner', duty: 'verifier' }, promise: { amount: 2, unit: 'working-hours' } },
    { id: 'first', title: 'Paraf', kind: 'initial', actor: { unit: 'owner', duty: 'initialer' }, promise: { amount: 2, unit: 'working-hours' } },
    { id: 'sign', title: 'Tanda tangan', kind: 'signature', actor: { unit: 'owner', duty: 'signer' }, promise: { amount: 2, unit: 'working-hours' } },
  ],
});

/** `answers[version]` decides the conditions. */
export const factsOf = (answers: Record<number, boolean>): Facts => ({
  evaluateWhen: (_step, { answersVersion }) => answers[answersVersion] ?? false,
});
export const withVisit = factsOf({ 1: true, 2: true, 3: true });
export const withoutVisit = factsOf({});

export const moment = (day: number, hour = 9): string => new Date(Date.UTC(2025, 0, day, hour - 7)).toISOString();
export const post = (name: string): Who => ({ kind: 'officer', post: name, name: `Petugas ${name}` });
export const applicant: Who = { kind: 'applicant' };
export const system: Who = { kind: 'system' };
export const act = (day: number, by: Who, payload: ActionPayload): Action => ({ ...payload, at: moment(day), by });

export const officer = (name: string, duties: Extract<Actor, { kind: 'officer' }>['duties'], unit = 'owner', more: object = {}): Actor => ({
  kind: 'officer', post: name, duties, serves: (reference) => reference === unit, ...more,
});

export const hash = 'a'.repeat(64);
export const pass: ActionPayload = { kind: 'complete', step: 'check', outcome: 'pass', checklist: { photo: 'yes' } };
export const submit: ActionPayload = { kind: 'submit', answersVersion: 1, channel: 'self' };
export const agree = (step: string): ActionPayload => ({ kind: 'opinion', step, verdict: 'agree', text: 'Setuju.' });

/** From submission to the signed card, with a visit. */
export const wholeWay: Action[] = [
  act(7, applicant, submit),
  act(7, post('a'), pass),
  act(8, post('r'), agree('readers')),
  act(9, post('p'), agree('printers')),
  act(9, post('i'), { kind: 'schedule-inspection', step: 'visit', team: [{ post: 'i' }], visitAt: moment(10), toldApplicant: true }),
  act(13, post('i'), { kind: 'record-inspection', step: 'visit', doneAt: moment(10), presence: 'present', recommendation: 'fit', findings: 'Layak.', photos: [] }),
  act(13, post('n'), { kind: 'complete', step: 'study', outcome: 'recommend-approval' }),
  act(14, post('t'), { kind: 'record-assessment', step: 'amount', skpdNumber: 'S-1', amount: 150_000, paymentCode: '99', dueOn: '2025-02-14' }),
  act(20, post('t'), { kind: 'record-payment', step: 'pay', proof: { kind: 'bank-file', reference: 'b1' }, amount: 150_000, paidAt: moment(16) }),
  act(20, post('x'), { kind: 'initial', step: 'first', contentHash: hash }),
  act(20, post('y'), { kind: 'initial', step: 'second', contentHash: hash }),
  act(21, post('s'), { kind: 'sign-requested', step: 'sign' }),
  act(21, system, { kind: 'numbered', number: '1/2025', documentId: 'd1' }),
  act(21, system, { kind: 'signed', mode: 'internal', sha256: hash }),
];
