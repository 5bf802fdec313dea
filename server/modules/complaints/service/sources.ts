import { networkOfIp } from '../../../platform/request/rate-limit.ts';
import type { Context } from '../../../platform/request/context.ts';

/**
 * Reports of one network within the running hour. Kept in memory: it decides only whether a report waits for a moderator,
 * never whether it is taken, and must cost a report no way to the database. Mobile operators put thousands behind one
 * address, so nobody is turned away for it.
 */
const seen = new WeakMap<object, { hour: number; counts: Map<string, number> }>();
const MOST_SOURCES = 100_000;

export function countSource(ctx: Context): number {
  const hour = Math.floor(ctx.house.clock.now().getTime() / 3_600_000);
  let known = seen.get(ctx.house.secrets);
  if (!known || known.hour !== hour || known.counts.size > MOST_SOURCES) seen.set(ctx.house.secrets, (known = { hour, counts: new Map() }));
  const key = `${ctx.instansi}${networkOfIp(ctx.ip)}`;
  const count = (known.counts.get(key) ?? 0) + 1;
  known.counts.set(key, count);
  return count;
}
