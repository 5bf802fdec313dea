import { audit } from '../../../platform/audit/audit.ts';
import { emit } from '../../../platform/events/events.ts';
import { orRefuse, Refused } from '../../../platform/kernel/refusal.ts';
import { mustViewer, type TenantContext } from '../../../platform/request/context.ts';
import type { Holder } from '../../organization/contract.ts';
import type { Period } from '../contract.ts';
import { mayAct, type Asked, type Role } from '../rules/allowed-actions.ts';
import { apply, type Action, type By, type PlanFold } from '../rules/fold.ts';
import * as storage from '../storage/plans.ts';
import { settingsOn } from './settings.ts';
import { rolesTowards } from './who.ts';

export interface Opened {
  plan: storage.PlanRecord;
  roles: Role[];
  me: Holder;
  day: string;
  superior: Holder | undefined;
  above: Holder | undefined;
}
type OpenedFor = { kind: Asked; version?: number; period?: Period };

/** The plan, locked, if who asks stands towards it in any way; it does not exist for others. */
export async function open(t: TenantContext, id: string): Promise<Opened> {
  const plan = await storage.lockPlan(t.tx, t.instansi, id);
  if (!plan) throw new Refused({ code: 'performance.unknown' });
  const seen = await rolesTowards(t, plan);
  if (seen.roles.length === 0) throw new Refused({ code: 'performance.unknown' });
  return { plan, ...seen };
}
/** Opened for one step: who may, in which state, and whether it is the version that was read. */
export async function openFor(t: TenantContext, id: string, { kind, version, period }: OpenedFor): Promise<Opened> {
  const opened = await open(t, id);
  // Talk goes on here wherever the plan itself is kept.
  if (kind !== 'talk' && kind !== 'feedback' && kind !== 'review' && kind !== 'close-review' && (opened.plan.source === 'e-kinerja' || (await settingsOn(t, opened.day)).source === 'e-kinerja')) throw new Refused({ code: 'performance.in-e-kinerja' });
  orRefuse(mayAct(opened.plan.folded, opened.roles, kind, period));
  if (version !== undefined && opened.plan.version !== version) throw new Refused({ code: 'request.changed-meanwhile' });
  return opened;
}

export const byOf = (t: TenantContext, me: Holder): By => ({ account: mustViewer(t).accountId, person: me.personId, name: me.name, title: me.title });

type Step<A> = A extends { at: string } ? Omit<A, 'at' | 'by'> : never;
/** Folds one more action and stores it with its audit entry. `plan` carries what else changed of the row. */
export async function perform(t: TenantContext, plan: storage.PlanRecord, by: By, step: Step<Action>): Promise<{ version: number; folded: PlanFold }> {
  const action = { at: t.house.clock.now().toISOString(), by, ...step } as Action;
  const folded = apply(plan.folded, action);
  if ((await storage.saveState(t.tx, t.instansi, plan, folded)) === 0) throw new Refused({ code: 'request.changed-meanwhile' });
  await storage.insertActions(t.tx, t.instansi, [{ plan: plan.id, seq: folded.seq, action }]);
  await audit(t, { action: `performance.${action.kind}`, object: 'performance-plan', objectId: plan.id, detail: { seq: folded.seq, state: folded.state, ...('period' in action ? { period: action.period } : {}), ...('hasil' in action ? { hasil: action.hasil, perilaku: action.perilaku } : {}) } });
  const event = EVENTS[action.kind];
  if (event) await emit(t, event, { plan: plan.id, kind: action.kind, ...('period' in action ? { period: action.period } : {}) });
  if ('period' in action && folded.evaluations[action.period]?.state === 'final') await emit(t, 'performance.predicate-final', { plan: plan.id, person: plan.person, period: action.period });
  return { version: plan.version + 1, folded };
}
const EVENTS: Partial<Record<Action['kind'], string>> = { submit: 'performance.plan-submitted', approve: 'performance.plan-decided', return: 'performance.plan-decided', report: 'performance.reported', rate: 'performance.rated', object: 'performance.objected', answer: 'performance.rated' };
