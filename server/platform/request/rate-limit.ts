import type { Database } from '../db/database.ts';
import { sql } from '../db/sql.ts';

/** Keys are keyed hashes (`secrets.hash('rate', …)`), never names or addresses. */

/**
 * Takes one try of a window in a transaction of its own, before it is known whether the try is good: parallel guesses
 * cannot slip past the limit, and a refusal afterwards does not give it back.
 * @returns whole minutes to wait when the tries are used up, else 0
 */
export async function takeTry(db: Database, at: Date, key: Buffer, rate: { tries: number; minutes: number }): Promise<number> {
  const start = new Date(at.getTime() - rate.minutes * 60_000);
  const row = await db.outsideTenant((tx) =>
    tx.one<{ window_start: Date; count: number }>(sql`insert into platform.rate as r (key, window_start, count) values (${key}, ${at}, 1)
      on conflict (key) do update set count = case when r.window_start <= ${start} then 1 else r.count + 1 end,
        window_start = case when r.window_start <= ${start} then excluded.window_start else r.window_start end
      returning window_start, count`),
  );
  if (row.count <= rate.tries) return 0;
  return Math.max(1, Math.ceil((row.window_start.getTime() + rate.minutes * 60_000 - at.getTime()) / 60_000));
}

/** A good try does not count. */
export const giveBackTry = (db: Database, key: Buffer): Promise<number> =>
  db.outsideTenant((tx) => tx.run(sql`update platform.rate set count = count - 1 where key = ${key} and count > 0`));

/** After a good password the person begins anew. */
export const forgetTries = (db: Database, key: Buffer): Promise<number> => db.outsideTenant((tx) => tx.run(sql`delete from platform.rate where key = ${key}`));

/** Whom a limit by address is for: an IPv6 customer has a whole /64. */
export const networkOfIp = (ip: string): string => (ip.includes(':') && !ip.includes('.') ? ip.split(':').slice(0, 4).join(':') : ip);
