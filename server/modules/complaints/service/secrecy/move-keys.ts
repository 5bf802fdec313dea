import { jobContext } from '../../../../platform/events/events.ts';
import type { House } from '../../../../platform/house.ts';
import { inTenant, type Context, type TenantContext } from '../../../../platform/request/context.ts';
import { findGroupKey } from '../../storage/keys.ts';
import * as storage from '../../storage/sealed.ts';
import { adopt } from './adopt.ts';
import { unwrapByGroup, unwrapByHouse, wrapToGroup } from './data-key.ts';

// Chapters: what the house can move by itself · what only an open key can move

const BATCH = 500;

/** After the ceremony and each ten minutes: reports without a data key get one, keys that the installation sealed go under the group's. */
export async function moveIn(ctx: Context): Promise<void> {
  for (;;) {
    const ids = await inTenant(ctx, (t) => storage.listWithoutKey(t.tx, t.instansi, 50));
    for (const id of ids) await inTenant(ctx, (t) => adopt(t, id));
    if (ids.length === 0) break;
  }
  await moveKeys(ctx, new Map());
}

/**
 * Wraps data keys to the generation in force, a batch in each transaction: what was moved is moved, a break loses nothing, and
 * whoever opens the key next goes on (`group` are the private keys that are open). Text and files are not touched.
 * @returns how many were moved
 */
export async function moveKeys(ctx: Context, group: ReadonlyMap<number, Buffer>): Promise<number> {
  let moved = 0;
  for (;;) {
    const done = await inTenant(ctx, (t) => moveBatch(t, group));
    moved += done;
    if (done < BATCH) return moved;
  }
}

async function moveBatch(t: TenantContext, group: ReadonlyMap<number, Buffer>): Promise<number> {
  const current = await findGroupKey(t.tx, t.instansi);
  if (!current) return 0;
  const older = await storage.listOlderKeys(t.tx, t.instansi, current.generation, BATCH);
  const moved = older.flatMap(({ report, number, generation, wrapped }) => {
    const privateKey = generation === null ? undefined : group.get(generation);
    const dataKey = generation === null ? unwrapByHouse(t, number, wrapped) : privateKey && unwrapByGroup(privateKey, number, wrapped);
    return dataKey ? [{ report, wrapped: wrapToGroup(current.public_key, number, dataKey) }] : [];
  });
  if (moved.length > 0) await storage.moveKeys(t.tx, t.instansi, current.generation, moved);
  return moved.length;
}

/** For the schedule: what came in or was left while a ceremony was going on. */
export async function catchUp(house: House): Promise<void> {
  for (const instansi of await house.db.asOwner(storage.listBehind)) await moveIn(jobContext(house, instansi, 'misconduct-keys'));
}
