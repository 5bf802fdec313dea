import { checkAnswers } from '../../../engines/forms/check-answers.ts';
import { actionInput } from '../../../engines/workflow/action-input.ts';
import type { ActionPayload, Actor, OfficerRef, Who } from '../../../engines/workflow/action-types.ts';
import { collapsible } from '../../../engines/workflow/collapse.ts';
import { draftHash } from './draft-hash.ts';
import type { RequestState } from '../../../engines/workflow/request-state.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, mustHat, mustViewer, type Context, type Hat, type TenantContext } from '../../../platform/request/context.ts';
import { invalidInput } from '../rules/invalid-input.ts';
import { STATUS_WORDS } from '../rules/words-for-people.ts';
import { addAttachments } from '../storage.ts';
import { gatherFacts } from './form-facts.ts';
import { layananOf, organizationOf } from './ports.ts';
import { perform } from './perform.ts';
import { loadForOfficer, type OfficerCase } from './visibility.ts';
import { actingUnit, type Duty } from '../../../engines/workflow/workflow-definition.ts';

const STEP_DUTIES: readonly string[] = ['verifier', 'analyst', 'opinion', 'inspector', 'treasurer', 'initialer', 'signer'];
/** What an officer's form may ask for; the rest is done by the applicant's pages and by the house itself. */
const OFFICER_KINDS: readonly string[] = ['claim', 'release', 'assign', 'complete', 'opinion', 'return', 'send-back', 'reject', 'schedule-inspection', 'record-inspection', 'record-assessment', 'record-payment', 'initial', 'withdraw'];

/** The engine's view of the hat: its duties count in its own unit only. */
export function actorOf(hat: Hat, c: OfficerCase): Actor {
  return {
    kind: 'officer',
    post: hat.postId,
    duties: hat.duties.filter((d): d is Duty => STEP_DUTIES.includes(d)),
    serves: (reference) => c.units.get(reference)?.id === hat.unitId,
    supervises: hat.duties.includes('unit-administrator') || hat.duties.includes('leader'),
    counter: hat.permissions.has('permohonan.counter'),
  };
}

export const whoOf = (ctx: Context): Who => ({ kind: 'officer', post: mustHat(ctx).postId, name: mustViewer(ctx).name });

/** Does one thing on one case. A refused action leaves everything as it was. */
export function act(ctx: Context, input: { id: string; seq: number; action: Record<string, unknown> }) {
  return inTenant(ctx, async (t) => {
    const hat = mustHat(t);
    const c = await loadForOfficer(t, input.id);
    const actor = actorOf(hat, c);
    if (input.action.kind === 'collapse') return actTogether(t, c, actor, input.seq);
    if (!OFFICER_KINDS.includes(String(input.action.kind))) throw new Refused({ code: 'workflow.not-for-you' });
    const payload = await payloadFrom(t, c, input.action);
    const { state } = await perform(t, { request: c.request, compiled: c.compiled, unitOf: c.unitOf, actor, by: whoOf(t), payload, expectedSeq: input.seq });
    return answerOf(input.id, state);
  });
}

const answerOf = (id: string, state: RequestState) => ({ id, seq: state.seq, status: state.status, statusText: STATUS_WORDS[state.status] });

/** Consecutive steps of one person in one confirmation, in one transaction; a signature among them is asked for last. */
async function actTogether(t: TenantContext, start: OfficerCase, actor: Actor, seq: number) {
  let c = start;
  let expectedSeq = seq;
  const facts = layananOf(t).workflowFacts(c.compiled, () => c.request.answers);
  const chain = collapsible(c.compiled.definition.workflow, c.request.folded, actor, facts).filter((s) => s.action !== 'sign-requested');
  if (chain.length === 0) throw new Refused({ code: 'workflow.not-now' });
  let state = c.request.folded;
  for (const link of chain) {
    const step = c.compiled.definition.workflow.steps.find((s) => s.id === link.step)!;
    const payload: ActionPayload = link.action === 'initial'
      ? { kind: 'initial', step: link.step, contentHash: draftHash(c) }
      : { kind: 'complete', step: link.step, outcome: step.kind === 'analysis' ? 'recommend-approval' : 'pass', checklist: Object.fromEntries(step.checklist.map((item) => [item.id, 'yes' as const])) };
    ({ state } = await perform(t, { request: c.request, compiled: c.compiled, unitOf: c.unitOf, actor, by: whoOf(t), payload, expectedSeq }));
    expectedSeq = state.seq;
    c = await loadForOfficer(t, c.request.id);
  }
  return answerOf(c.request.id, state);
}

/** Checks the shape, the step's own form, and fills in what the house knows better than the page. */
async function payloadFrom(t: TenantContext, c: OfficerCase, raw: Record<string, unknown>): Promise<ActionPayload> {
  const given = { ...raw };
  if (given.kind === 'initial') given.contentHash = draftHash(c);
  if (given.kind === 'schedule-inspection') given.toldApplicant = true;
  const parsed = actionInput.safeParse(given, { reportInput: true });
  if (!parsed.success) throw new Refused(invalidInput(parsed.error));
  const payload = parsed.data as ActionPayload;
  if (payload.kind === 'assign') payload.to = await mustServe(t, c, payload.step, payload.to);
  if ('answers' in payload && 'step' in payload) {
    const form = c.compiled.stepForms[payload.step];
    if (!form) delete payload.answers;
    else {
      const facts = await gatherFacts(t, form, payload.answers ?? {}, { account: mustViewer(t).accountId, values: { ...c.request.answers } });
      const checked = checkAnswers(form, payload.answers ?? {}, facts.facts);
      if (!checked.ok) throw new Refused({ code: 'permohonan.incomplete', fields: checked.errors.map((e) => ({ path: `answers.${e.path}`, message: e.message })) });
      payload.answers = checked.value;
    }
  }
  const uploads = payload.kind === 'record-inspection' ? [...payload.photos.map((p) => p.upload), ...(payload.report ? [payload.report.upload] : [])] : payload.kind === 'record-payment' && payload.proof.kind === 'slip' ? [payload.proof.upload] : [];
  if (uploads.length > 0) await addAttachments(t.tx, t.instansi, c.request.id, uploads.map((upload) => ({ upload, path: `langkah.${'step' in payload ? payload.step : ''}` })));
  return payload;
}

/** Handed over only to somebody who may do the step: a holder in force of the duty, in the unit of the step. */
async function mustServe(t: TenantContext, c: OfficerCase, stepId: string, to: OfficerRef): Promise<OfficerRef> {
  const step = c.compiled.definition.workflow.steps.find((s) => s.id === stepId);
  if (!step) throw new Refused({ code: 'workflow.unknown-step' });
  const organization = organizationOf(t);
  const holders = await organization.holdersWithDuty(t, [c.unitOf(actingUnit(step))], step.actor.duty, await organization.today(t));
  const found = holders.find((h) => h.postId === to.post);
  if (!found) throw new Refused({ code: 'request.invalid', fields: [{ path: 'to.post', message: 'Pilih jabatan yang bertugas pada langkah ini.' }] });
  return { post: found.postId, person: found.personId, name: found.name };
}
