import { emit } from '../../../platform/events/events.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, mustViewer, type Context } from '../../../platform/request/context.ts';
import { events } from '../contract.ts';
import { setState, type Account } from '../storage/accounts.ts';
import { deleteSessions } from '../storage/sessions.ts';
import { auditBoth } from './common.ts';
import { recordAccess } from './privacy.ts';
import { mustBeMine } from './staff.ts';

export interface StateChange {
  id: string;
  state: 'active' | 'locked' | 'closed';
  reason: string;
}
const DONE: Record<StateChange['state'], string> = { active: 'unlocked', locked: 'locked', closed: 'closed' };
const PURPOSE: Record<StateChange['state'], string> = { active: 'Membuka kunci akun', locked: 'Mengunci akun', closed: 'Menutup akun' };

/**
 * An administrator locks, unlocks or closes an account in reach, with a reason that its owner reads when signing in.
 * Sessions end at once. What is closed stays closed: a new account is another one.
 * @throws Refused `identity.account-is-closed`, `identity.state-unchanged`, and those of `mustBeMine`
 */
export function setAccountState(ctx: Context, { id, state, reason }: StateChange): Promise<{ done: true }> {
  return inTenant(ctx, async (t) => {
    const account: Account = await mustBeMine(t, id, ['active', 'locked', 'closed']);
    if (account.status === 'closed') throw new Refused({ code: 'identity.account-is-closed' });
    if (account.status === state) throw new Refused({ code: 'identity.state-unchanged' });
    const now = t.house.clock.now();
    await setState(t.tx, id, { state, reason: state === 'active' ? null : reason, at: now, by: mustViewer(t).accountId });
    await deleteSessions(t.tx, id, null);
    await recordAccess(t, { account: id, purpose: `${PURPOSE[state]}: ${reason}` });
    await auditBoth(t, { action: `account.${DONE[state]}`, object: 'account', objectId: id, detail: { was: account.status, reason } });
    await emit(t, events.stateChanged, { account: id, instansi: t.instansi, state });
    return { done: true as const };
  });
}
