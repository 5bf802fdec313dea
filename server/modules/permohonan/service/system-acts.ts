import { foldClock } from '../../../engines/working-time/case-clock.ts';
import { caseClockEvents } from '../../../engines/workflow/for-working-time.ts';
import type { ActionPayload } from '../../../engines/workflow/action-types.ts';
import type { House } from '../../../platform/house.ts';
import { jobContext } from '../../../platform/events/events.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, type TenantContext } from '../../../platform/request/context.ts';
import type { CompiledLayanan } from '../../layanan/contract.ts';
import { findRequest, listDueForSystem, type LoadedRequest } from '../storage.ts';
import { perform } from './perform.ts';
import { calendarOf, layananOf } from './ports.ts';
import { unitsOf } from './submit.ts';

const BATCH = 500;

/**
 * What the house does by itself when time runs out, each hour: a promise missed where the law grants (fiktif positif,
 * UU 30/2014 art. 53) is deemed and sealed; a returned request that nobody corrected lapses; a file that nobody
 * checked in time is presumed complete. Overdue requests that ask for none of these stay overdue.
 */
export async function actOnTime(house: House): Promise<void> {
  const now = house.clock.now();
  const due = await house.db.asOwner((tx) => listDueForSystem(tx, now, BATCH * 20));
  for (const { instansi, request } of due) {
    try {
      await inTenant(jobContext(house, instansi, `time:${request}`), (t) => actOnOne(t, request, now));
    } catch (error) {
      // Somebody acted at the same moment, or the rule no longer applies: the next hour looks again.
      if (!(error instanceof Refused)) throw error;
    }
  }
}

async function actOnOne(t: TenantContext, id: string, now: Date): Promise<void> {
  const request = await findRequest(t.tx, t.instansi, id);
  if (!request || request.state.finished_at) return;
  const compiled = await layananOf(t).version(t, request.layanan, request.version);
  const payload = await whatTimeDoes(t, request, compiled, now);
  if (!payload) return;
  const { unitOf } = await unitsOf(t, compiled, request.answers);
  const system = { actor: { kind: 'system' as const }, by: { kind: 'system' as const } };
  await perform(t, { request, compiled, unitOf, ...system, payload, expectedSeq: request.state.seq });
  if (payload.kind === 'deem') {
    const deemed = (await findRequest(t.tx, t.instansi, id))!;
    await perform(t, { request: deemed, compiled, unitOf, ...system, payload: { kind: 'sign-requested' }, expectedSeq: deemed.state.seq });
  }
}

async function whatTimeDoes(t: TenantContext, request: LoadedRequest, compiled: CompiledLayanan, now: Date): Promise<ActionPayload | undefined> {
  const { workflow } = compiled.definition;
  const { clocks, status } = request.folded;
  const calendar = await calendarOf(t).calendarOf(t, request.owner_unit);
  const passed = (events: typeof clocks.promise, limit: typeof workflow.promise): boolean => {
    const { dueAt } = foldClock(caseClockEvents(events, limit, 'own'), () => calendar);
    return dueAt !== null && dueAt < now;
  };
  if (status === 'returned' && passed(clocks.correction, workflow.correctionLimit)) {
    return { kind: 'lapse', reason: `Tidak diperbaiki dalam ${workflow.correctionLimit.amount} hari. Anda dapat mengajukan lagi kapan saja.` };
  }
  if (status === 'in-progress' && clocks.promise.length === 0 && workflow.clockStarts === 'complete') {
    const check = workflow.steps.find((s) => s.kind === 'verification');
    if (check && passed(clocks.steps[check.id] ?? [], check.promise)) return { kind: 'presume-complete' };
  }
  if (status === 'in-progress' && workflow.deemedApproval?.allowed && passed(clocks.promise, workflow.promise)) {
    return { kind: 'deem', legalBasis: workflow.deemedApproval.legalBasis };
  }
  return undefined;
}
