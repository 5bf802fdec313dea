import { doorCode, readDoorSecret, readDoorText, whenShown, type DoorKey } from '../../../engines/attendance/door-code.ts';
import { audit } from '../../../platform/audit/audit.ts';
import { uuidv7 } from '../../../platform/kernel/ids.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import type { ShownCode } from '../contract/doors.ts';
import * as storage from '../storage/places.ts';
import { mustPlace } from './places.ts';

// Chapters: the verbs · what a code says

/** Nothing is stored that could be read: the key follows from the installation's secret, the door and the number of the key. */
const secretOf = ({ house, instansi }: Context, door: string, key: number): string => house.secrets.hash('attendance-door', `${instansi} ${door} ${key}`).toString('base64url');

export const createDoor = (ctx: Context, { place, name }: { place: string; name: string }) =>
  inTenant(ctx, async (t) => {
    await mustPlace(t, place);
    const number = await storage.nextDoorNumber(t.tx, t.instansi);
    if (number > 9999) throw new Refused({ code: 'attendance.too-many-doors' });
    const id = uuidv7();
    await storage.insertDoor(t.tx, t.instansi, { id, number, place, name, by: t.viewer?.accountId ?? null, at: t.house.clock.now() });
    await audit(t, { action: 'attendance.door-made', object: 'attendance-door', objectId: id, detail: { number, name, place } });
    return { id, number };
  });

async function mustDoor(t: TenantContext, id: string): Promise<storage.DoorRow> {
  const door = await storage.findDoor(t.tx, t.instansi, id);
  if (!door || door.closed_at) throw new Refused({ code: 'attendance.door-unknown' });
  await mustPlace(t, door.place);
  return door;
}

/** A new key for one screen: told once, the screen that had the old one shows nothing of use any more. */
export const openDoor = (ctx: Context, id: string) =>
  inTenant(ctx, async (t) => {
    const door = await mustDoor(t, id);
    const at = t.house.clock.now();
    await storage.keyDoor(t.tx, t.instansi, id, at);
    await audit(t, { action: 'attendance.door-keyed', object: 'attendance-door', objectId: id, detail: { number: door.number, key: door.keyed_at.length } });
    const place = await storage.findPlace(t.tx, t.instansi, door.place);
    return { id, number: door.number, name: door.name, place: place!.name, secret: secretOf(t, id, door.keyed_at.length), at: at.toISOString() };
  });

export const closeDoor = (ctx: Context, id: string) =>
  inTenant(ctx, async (t) => {
    const door = await mustDoor(t, id);
    await storage.closeDoor(t.tx, t.instansi, id, t.house.clock.now());
    await audit(t, { action: 'attendance.door-closed', object: 'attendance-door', objectId: id, detail: { number: door.number } });
    return { id };
  });

/** Keys that were made are kept: a thousand doors are a few hundred kilobytes. */
const keys = new Map<string, Promise<DoorKey>>();
function keyOf(ctx: Context, door: string, key: number): Promise<DoorKey> {
  const secret = secretOf(ctx, door, key);
  let known = keys.get(secret);
  if (!known) {
    if (keys.size >= 5000) keys.clear();
    keys.set(secret, (known = readDoorSecret(secret)));
  }
  return known;
}

/**
 * At which door the code was shown at that moment (of an offline check-in: when it was done, not when it came in); undefined for a
 * code that no door showed then, that belongs to a key of another time, or that is none.
 */
export async function verifyDoorCode(t: TenantContext, text: string, at: Date): Promise<ShownCode | undefined> {
  const read = readDoorText(text);
  const door = read && (await storage.findDoorByNumber(t.tx, t.instansi, read.door));
  if (!door || (door.closed_at && door.closed_at < at)) return undefined;
  const key = door.keyed_at.findLastIndex((since) => since <= at);
  return key >= 0 && (await whenShown(await keyOf(t, door.id, key), read!.code, at.getTime())) !== undefined ? { door: door.id, place: door.place } : undefined;
}

/** What the screen shows at a moment; for tests and the demonstration. */
export async function shownAt(ctx: Context, door: { id: string; number: number; keys: number }, at: Date): Promise<string> {
  return `${door.number}-${await doorCode(await keyOf(ctx, door.id, door.keys - 1), Math.floor(at.getTime() / 30_000))}`;
}
