import { Refused } from '../../../platform/kernel/refusal.ts';
import type { Context } from '../../../platform/request/context.ts';
import { countTry } from '../../../platform/request/rate-limit.ts';

/** A six-digit secret is guessed in a million tries; ten an hour for one number make that eleven years. */
const PER_NUMBER = { tries: 10, minutes: 60 };
const PER_ADDRESS = { tries: 60, minutes: 60 };

export async function guardTracking(ctx: Context, number: string): Promise<void> {
  for (const [key, limit] of [[`track/number/${ctx.instansi}/${number}`, PER_NUMBER], [`track/ip/${ctx.ip}`, PER_ADDRESS]] as const) {
    const left = await countTry(ctx, key, limit);
    if (left < 0) throw new Refused({ code: 'request.too-many', data: { minutes: limit.minutes } });
  }
}
