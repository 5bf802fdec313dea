import { readKey, type DeviceKey } from '../../../engines/sync/envelope.ts';
import { audit } from '../../../platform/audit/audit.ts';
import { canonicalJson } from '../../../platform/kernel/canonical-json.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, mustViewer, readTenant, type Context, type TenantContext, type Viewer } from '../../../platform/request/context.ts';
import type { DeviceEntry, KnownDevice } from '../contract.ts';
import * as storage from '../storage/devices.ts';
import { contactFor } from './contact.ts';

const MOST_DEVICES = 10;

export function mustPerson(ctx: Context): Viewer {
  const viewer = mustViewer(ctx);
  if (viewer.kind === 'integrator') throw new Refused({ code: 'sync.people-only' });
  return viewer;
}

export const whoIs = ({ accountId, name, hat }: Viewer) => ({ account: accountId, name, ...(hat ? { holding: hat.holdingId, title: hat.title } : {}) });

export async function registerDevice(ctx: Context, input: { id: string; name: string; key: DeviceKey }) {
  const viewer = mustPerson(ctx);
  await readKey(input.key).catch(() => {
    throw new Refused({ code: 'sync.key-broken' });
  });
  const at = ctx.house.clock.now();
  return inTenant(ctx, async (t) => {
    const known = await storage.findDevice(t.tx, t.instansi, input.id);
    if (!known && (await storage.countDevices(t.tx, t.instansi, viewer.accountId)) >= MOST_DEVICES) throw new Refused({ code: 'sync.too-many-devices' });
    if (!known && (await storage.insertDevice(t.tx, t.instansi, { ...input, account: viewer.accountId, at }))) {
      await audit(t, { action: 'sync.device-registered', object: 'device', objectId: input.id, detail: { name: input.name } });
    } else {
      const device = known ?? (await storage.findDevice(t.tx, t.instansi, input.id))!;
      if (device.account !== viewer.accountId || canonicalJson(device.key) !== canonicalJson(input.key)) throw new Refused({ code: 'sync.device-taken' });
      if (device.revoked_at) throw new Refused({ code: 'sync.device-revoked' });
    }
    return { contact: contactFor(t, input.id, at), who: whoIs(viewer) };
  });
}

export const listDevices = (ctx: Context): Promise<{ items: DeviceEntry[] }> =>
  readTenant(ctx, async (t) => {
    const rows = await storage.listDevices(t.tx, t.instansi, mustPerson(ctx).accountId);
    return { items: rows.map((row) => ({ id: row.id, name: row.name, registeredAt: row.registered_at.toISOString(), contactAt: row.contact_at.toISOString(), revoked: row.revoked_at !== null })) };
  });

/** Twice is once; another person's device is one that does not exist. */
export const revokeDevice = (ctx: Context, { id }: { id: string }): Promise<{ id: string }> =>
  inTenant(ctx, async (t) => {
    const viewer = mustPerson(ctx);
    const device = await storage.findDevice(t.tx, t.instansi, id);
    if (device?.account !== viewer.accountId) throw new Refused({ code: 'sync.device-unknown' });
    if ((await storage.revoke(t.tx, t.instansi, id, viewer.accountId, t.house.clock.now())) === 1) await audit(t, { action: 'sync.device-revoked', object: 'device', objectId: id });
    return { id };
  });

export const findDevices = async (t: TenantContext, ids: readonly string[]): Promise<Map<string, KnownDevice>> =>
  new Map((await storage.findDevices(t.tx, t.instansi, ids)).map((row) => [row.id, { id: row.id, account: row.account, name: row.name, contactAt: row.contact_at, revokedAt: row.revoked_at }]));

/** A lost phone, by whoever keeps the matters of its owner; that is judged by the module that asks. */
export async function revokeForOwner(t: TenantContext, id: string): Promise<boolean> {
  const device = await storage.findDevice(t.tx, t.instansi, id);
  const isNew = device !== undefined && (await storage.revoke(t.tx, t.instansi, id, device.account, t.house.clock.now())) === 1;
  if (isNew) await audit(t, { action: 'sync.device-revoked-for-owner', object: 'device', objectId: id, detail: { owner: device.account } });
  return isNew;
}
