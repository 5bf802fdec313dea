import { Refused } from '../../../platform/kernel/refusal.ts';
import type { Context } from '../../../platform/request/context.ts';
import { forgetTries, giveBackTry, takeTry } from '../../../platform/request/rate-limit.ts';
import { networkOf } from './common.ts';

// House rule. An office or village shares one address, so its limit is generous; what is guessed at is one account.
const LIMITS = {
  account: { tries: 5, minutes: 15, code: 'identity.locked' },
  secondFactor: { tries: 5, minutes: 15, code: 'identity.locked' },
  network: { tries: 60, minutes: 15, code: 'identity.too-many' },
  register: { tries: 20, minutes: 60, code: 'identity.too-many' },
  code: { tries: 20, minutes: 15, code: 'identity.too-many' },
  reset: { tries: 3, minutes: 60, code: 'identity.too-many' },
} as const;
export type Limit = keyof typeof LIMITS;

const keyOf = (ctx: Context, limit: Limit, subject: string) => ctx.house.secrets.hash('rate', `${limit}:${subject}`);

/**
 * Takes one try, in a transaction of its own: what follows may refuse and the try still counts.
 * @throws Refused with the minutes to wait
 */
export async function tryOnce(ctx: Context, limit: Limit, subject: string): Promise<void> {
  const { code, ...rate } = LIMITS[limit];
  const minutes = await takeTry(ctx.house.db, ctx.house.clock.now(), keyOf(ctx, limit, subject), rate);
  if (minutes > 0) throw new Refused({ code, data: { minutes } });
}

/**
 * One try against every account that what was typed may mean; who is locked out is left aside. What means nobody is counted
 * by what was typed, so that nobody learns from a lock-out whether there is such an account.
 * @throws Refused `identity.locked` when nobody is left
 */
export async function tryAccounts<Found extends { id: string }>(ctx: Context, found: readonly Found[], typed: string): Promise<Found[]> {
  if (found.length === 0) await tryOnce(ctx, 'account', typed);
  const left: Found[] = [];
  let locked: Refused | undefined;
  for (const one of found) {
    try {
      await tryOnce(ctx, 'account', `id:${one.id}`);
      left.push(one);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      locked = error;
    }
  }
  if (locked && left.length === 0) throw locked;
  return left;
}

/** Nothing counts any more against whose password it was; of the others, this try does not. */
export async function accountWasRight(ctx: Context, who: string, tried: readonly string[]): Promise<void> {
  for (const id of tried) {
    if (id === who) await subjectWasRight(ctx, 'account', `id:${id}`);
    else await giveBackTry(ctx.house.db, keyOf(ctx, 'account', `id:${id}`));
  }
}

export const tryFromNetwork = (ctx: Context, limit: Limit = 'network') => tryOnce(ctx, limit, networkOf(ctx));
export const networkWasRight = (ctx: Context, limit: Limit = 'network') => giveBackTry(ctx.house.db, keyOf(ctx, limit, networkOf(ctx)));
export const subjectWasRight = (ctx: Context, limit: Limit, subject: string) => forgetTries(ctx.house.db, keyOf(ctx, limit, subject));
