import { sql } from '../../platform/db/sql.ts';
import { uuidv7 } from '../../platform/kernel/ids.ts';
import type { Hat, Viewer } from '../../platform/request/context.ts';
import type { TestHouse } from '../../testing/house.ts';
import { part } from '../../platform/house.ts';
import type { Duty } from './contract.ts';

/** A viewer who wears a hat of an invented post: enough for operations, without an account behind it. */
export function viewerWith(t: TestHouse, duties: Duty[], unit: { id: string; name?: string; kind?: string } = { id: uuidv7() }, instansi = t.instansi): Viewer {
  const permissions = part<(duties: readonly string[]) => ReadonlySet<string>>(t.house, 'permissions')(duties);
  const hat: Hat = {
    instansi, holdingId: uuidv7(), postId: uuidv7(), title: 'Administrator', capacity: 'definitive', unitId: unit.id, unitName: unit.name ?? 'Unit', unitKind: unit.kind ?? 'dinas', duties, permissions,
  };
  return { accountId: uuidv7(), sessionId: uuidv7(), name: 'Penguji', kind: 'officer', level: 'verified', secondFactorAt: t.clock.now(), hat };
}

/** An account row for a person, so that the hat of a session can be asked for. */
export async function insertAccount(t: TestHouse, person: string): Promise<string> {
  const id = uuidv7();
  await t.house.db.asOwner((tx) => tx.run(sql`update organization.person set account = ${id} where instansi = ${t.instansi} and id = ${person}`));
  return id;
}
