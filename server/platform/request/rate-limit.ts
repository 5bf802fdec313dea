import { sql } from '../db/sql.ts';
import type { Context } from './context.ts';

/**
 * Counts one try in its own transaction, so that it survives the refusal that may follow. Keys are kept as keyed
 * hashes, never as names or addresses.
 * @returns how many tries are left in this window; negative = too many
 */
export async function countTry(ctx: Context, key: string, limit: { tries: number; minutes: number }): Promise<number> {
  const now = ctx.house.clock.now();
  const since = new Date(now.getTime() - limit.minutes * 60_000);
  const rows = await ctx.house.db.lookUp<{ count: number }>(
    sql`insert into platform.rate (key, window_start, count) values (${ctx.house.secrets.hash('rate', key)}, ${now}, 1)
      on conflict (key) do update set
        count = case when platform.rate.window_start < ${since} then 1 else platform.rate.count + 1 end,
        window_start = case when platform.rate.window_start < ${since} then excluded.window_start else platform.rate.window_start end
      returning count`,
  );
  return limit.tries - rows[0]!.count;
}
