import type { Database } from '../../../platform/db/database.ts';
import { sql } from '../../../platform/db/sql.ts';

/** Rows that no longer count; run as the owner's job. */
export async function sweep(db: Database, at: Date): Promise<void> {
  const day = new Date(at.getTime() - 86_400_000);
  await db.asOwner(async (tx) => {
    await tx.run(sql`delete from platform.rate where window_start < ${day}`);
    await tx.run(sql`delete from identity.session where expires_at < ${day}`);
    await tx.run(sql`delete from identity.challenge where expires_at < ${at}`);
    await tx.run(sql`delete from identity.credential where kind in ('activation-card', 'reset-code') and coalesce(used_at, expires_at) < ${new Date(at.getTime() - 90 * 86_400_000)}`);
  });
}
