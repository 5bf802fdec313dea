import { sql } from '../platform/db/sql.ts';
import type { Seeding } from './seeding.ts';

/** People read what they are told: of the demonstration's months only the last day's notices are still new. */
export const readOldNotices = ({ house, anchor }: Seeding): Promise<number> =>
  house.db.asOwner((tx) => tx.run(sql`update notifications.notification set read_at = at + interval '3 hours'
    where read_at is null and at < ${new Date(anchor.now.getTime() - 86_400_000)}`));
