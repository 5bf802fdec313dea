import type { Actor, Who } from '../../../engines/workflow/action-types.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { mustViewer, type TenantContext } from '../../../platform/request/context.ts';
import { findRequest, type LoadedRequest } from '../storage.ts';
import { actorOf, whoOf } from './act.ts';
import { accessOf } from './ports.ts';
import { loadForOfficer } from './visibility.ts';

export interface ForCorrection {
  request: LoadedRequest;
  actor: Actor;
  by: Who;
}

/**
 * A request to be corrected: by its own applicant, or at the counter by an officer who sees the case, for the applicant who
 * stands there. What is opened at a counter stands in "Siapa yang membuka data saya".
 * @throws Refused `permohonan.unknown`
 */
export async function loadForCorrection(t: TenantContext, id: string): Promise<ForCorrection> {
  const viewer = mustViewer(t);
  const request = await findRequest(t.tx, t.instansi, id);
  if (request && request.account === viewer.accountId) return { request, actor: { kind: 'applicant' }, by: { kind: 'applicant', name: viewer.name } };
  if (!request || !viewer.hat?.permissions.has('permohonan.counter')) throw new Refused({ code: 'permohonan.unknown' });
  const c = await loadForOfficer(t, id);
  if (request.account) await accessOf(t).recordAccess(t, { account: request.account, caseId: id, caseNumber: request.number, purpose: 'Memperbaiki isian di loket' });
  return { request: c.request, actor: actorOf(viewer.hat, c), by: whoOf(t) };
}
