import type { Action, ActionPayload, Actor, Who } from '../../../engines/workflow/action-types.ts';
import { mayAct } from '../../../engines/workflow/allowed.ts';
import { apply } from '../../../engines/workflow/fold.ts';
import type { RequestState } from '../../../engines/workflow/request-state.ts';
import { audit } from '../../../platform/audit/audit.ts';
import { emit } from '../../../platform/events/events.ts';
import { orRefuse, Refused } from '../../../platform/kernel/refusal.ts';
import type { TenantContext } from '../../../platform/request/context.ts';
import type { CompiledLayanan } from '../../layanan/contract.ts';
import { stateBecomesRows, type StateRow } from '../rules/state-becomes-rows.ts';
import { timelineWords } from '../rules/words-for-people.ts';
import { listActions, storeAction, type LoadedRequest } from '../storage.ts';
import { calendarOf, layananOf } from './ports.ts';

export interface Performance {
  request: LoadedRequest;
  compiled: CompiledLayanan;
  unitOf: (reference: string) => string;
  actor: Actor;
  by: Who;
  payload: ActionPayload;
  /** What the actor saw; another number means that somebody acted meanwhile. */
  expectedSeq: number;
  /** For `sign-requested`: when the job may take the letter; absent = at once. */
  letterAt?: Date;
}

/**
 * One action: may it be done, what state follows, stored with its audit entry and event in the caller's transaction.
 * @throws Refused from the workflow's table, or `permohonan.changed` naming who acted meanwhile
 */
export async function perform(t: TenantContext, p: Performance): Promise<{ state: RequestState; columns: StateRow }> {
  const { request, compiled, payload } = p;
  const { workflow } = compiled.definition;
  if (request.state.seq !== p.expectedSeq) throw await changedMeanwhile(t, request, compiled);
  const now = t.house.clock.now();
  const action: Action = { ...payload, at: now.toISOString(), by: p.by };
  orRefuse(mayAct(workflow, request.folded, p.actor, payload, action.at));
  const state = orRefuse(apply(workflow, request.folded, action, layananOf(t).workflowFacts(compiled, () => request.answers)));
  const calendar = await calendarOf(t).calendarOf(t, request.owner_unit);
  const rows = stateBecomesRows(workflow, state, calendar, p.unitOf);
  const stored = await storeAction(t.tx, {
    instansi: t.instansi, request: request.id, layanan: request.layanan, ownerUnit: request.owner_unit, expectedSeq: request.state.seq, action, account: t.viewer?.accountId ?? null,
    state: rows.state, folded: state, tasks: rows.tasks, now,
  });
  if (!stored) throw await changedMeanwhile(t, request, compiled);
  await audit(t, { action: `permohonan.${payload.kind}`, object: 'permohonan', objectId: request.id, detail: { number: request.number, seq: state.seq, status: state.status, ...('step' in payload ? { step: payload.step } : {}) } });
  await emit(t, 'permohonan.acted', { request: request.id, number: request.number, layanan: request.layanan, account: request.account, kind: payload.kind, status: state.status, seq: state.seq, step: 'step' in payload ? payload.step : null, ...(payload.kind === 'assign' && !(p.by.kind === 'officer' && p.by.post === payload.to.post) ? { toPost: payload.to.post } : {}) });
  if (payload.kind === 'sign-requested') await emit(t, 'permohonan.sign-requested', { request: request.id }, p.letterAt);
  return { state, columns: rows.state };
}

async function changedMeanwhile(t: TenantContext, request: LoadedRequest, compiled: CompiledLayanan): Promise<Refused> {
  const last = (await listActions(t.tx, t.instansi, request.id)).at(-1);
  const words = last && timelineWords(last, compiled.definition.workflow, 'officer');
  const by = last && last.by.kind !== 'system' ? last.by.name : undefined;
  return new Refused({ code: 'permohonan.changed', data: { by: by ?? 'petugas lain', what: words?.title ?? 'ada tindakan baru' } });
}
