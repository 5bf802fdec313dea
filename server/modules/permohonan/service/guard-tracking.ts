import { Refused } from '../../../platform/kernel/refusal.ts';
import type { Context } from '../../../platform/request/context.ts';
import { networkOfIp, takeTry } from '../../../platform/request/rate-limit.ts';

/** A six-digit secret is guessed in a million tries; ten an hour for one number make that eleven years. */
const PER_NUMBER = { tries: 10, minutes: 60 };
const PER_ADDRESS = { tries: 60, minutes: 60 };

export async function guardTracking(ctx: Context, number: string): Promise<void> {
  for (const [key, limit] of [[`track/number/${ctx.instansi}/${number}`, PER_NUMBER], [`track/network/${networkOfIp(ctx.ip)}`, PER_ADDRESS]] as const) {
    const minutes = await takeTry(ctx.house.db, ctx.house.clock.now(), ctx.house.secrets.hash('rate', key), limit);
    if (minutes > 0) throw new Refused({ code: 'request.too-many', data: { minutes } });
  }
}
