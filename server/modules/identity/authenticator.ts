import { sql } from '../../platform/db/sql.ts';
import { part, type House } from '../../platform/house.ts';
import { dayIn } from '../../platform/kernel/calendar-day.ts';
import type { Authenticator } from '../../platform/request/authenticator.ts';
import type { Viewer } from '../../platform/request/context.ts';

interface Row {
  account_id: string;
  session_id: string;
  name: string;
  level: Viewer['level'];
  second_factor_at: Date | null;
  hat_instansi: string | null;
  hat_holding: string | null;
  post_id: string | null;
  title: string;
  capacity: string;
  unit_id: string;
  unit_name: string;
  unit_kind: string;
  duties: string[];
}

/** Permission names by duty list, as the modules' tables say; the part `permissions` holds the function. */
export type PermissionsOf = (duties: readonly string[]) => ReadonlySet<string>;

/** Session tokens are kept only as keyed hashes; the row is found by one definer function (one statement). */
export const authenticator: Authenticator = {
  viewerOf: async (house: House, token: string): Promise<Viewer | null> => {
    if (token.length < 20 || token.length > 200) return null;
    const now = house.clock.now();
    // Acting orders run by calendar days; the western zone's day is used until the institution's is known.
    const rows = await house.db.lookUp<Row>(
      sql`select * from identity.viewer(${house.secrets.hash('session', token)}, ${now}, ${dayIn(now, 'WIB')})`,
    );
    const row = rows[0];
    if (!row) return null;
    const viewer: Viewer = {
      accountId: row.account_id,
      sessionId: row.session_id,
      name: row.name,
      kind: row.post_id ? 'officer' : 'citizen',
      level: row.level,
      ...(row.second_factor_at ? { secondFactorAt: row.second_factor_at } : {}),
    };
    if (row.post_id) {
      viewer.hat = {
        instansi: row.hat_instansi!,
        holdingId: row.hat_holding!,
        postId: row.post_id,
        title: row.title,
        capacity: row.capacity,
        unitId: row.unit_id,
        unitName: row.unit_name,
        unitKind: row.unit_kind,
        duties: row.duties,
        permissions: part<PermissionsOf>(house, 'permissions')(row.duties),
      };
    }
    return viewer;
  },
};
