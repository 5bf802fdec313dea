import { Refused } from '../../../platform/kernel/refusal.ts';

/** Posts with one of these duties give no rights before the second factor. */
export const compulsoryDuties = ['signer', 'leader', 'administrator', 'unit-administrator'] as const;

/**
 * Guard of a service verb: the second factor was given in this session at most `maxAgeMinutes` ago.
 * Example: `requireSecondFactor(ctx, 10)` before signing.
 * @throws Refused `request.not-signed-in` or `request.second-factor`
 */
export function requireSecondFactor(
  ctx: { viewer: { secondFactorAt?: Date } | null; house: { clock: { now(): Date } } },
  maxAgeMinutes: number,
): void {
  if (!ctx.viewer) throw new Refused({ code: 'request.not-signed-in' });
  const given = ctx.viewer.secondFactorAt?.getTime();
  if (given === undefined || ctx.house.clock.now().getTime() - given > maxAgeMinutes * 60_000) throw new Refused({ code: 'request.second-factor' });
}
