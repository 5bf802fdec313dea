import { ok, refuse, type Result } from '../../../platform/kernel/refusal.ts';
import type { Level } from '../contract/shared.ts';

export interface ResetCase {
  ownAccount: boolean;
  /** The institution that gave out this account's card, if any. */
  managedBy: string | null;
  /** Hats worn today, in every institution. */
  hats: readonly { instansi: string; unitId: string }[];
}

/** At a desk only people without a post: the password of an officer would open the officer's rights. */
export function mayResetAtDesk(account: ResetCase & { level: Level }): Result<true> {
  if (account.ownAccount) return refuse('identity.own-account');
  if (account.managedBy !== null || account.hats.length > 0) return refuse('identity.staff-account');
  // The card on the desk proves whose account it is; until it was compared anybody may have made it.
  return account.level === 'verified' ? ok(true) : refuse('identity.verify-first');
}

/**
 * A unit's administrator: accounts that this institution gave out and whose every post lies in the administrator's own
 * units; `units: 'all'` is the institution's administrator. An account that a citizen made stays the citizen's: its
 * requests would come along.
 */
export function mayResetStaff(account: ResetCase, administrator: { instansi: string; units: 'all' | ReadonlySet<string> }): Result<true> {
  if (account.ownAccount) return refuse('identity.own-account');
  if (account.managedBy !== administrator.instansi) return refuse('request.not-found');
  return holdsOnlyWithin(account.hats, administrator) ? ok(true) : refuse('identity.outside-unit');
}

export const holdsOnlyWithin = (hats: ResetCase['hats'], { instansi, units }: { instansi: string; units: 'all' | ReadonlySet<string> }): boolean =>
  hats.every((hat) => hat.instansi === instansi && (units === 'all' || units.has(hat.unitId)));
