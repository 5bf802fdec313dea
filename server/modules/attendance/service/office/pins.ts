import { hash, verify } from '@node-rs/argon2';
import { formatMoment } from '../../../../engines/working-time/words.ts';
import { sameText } from '../../../../engines/sheets/judged-rows.ts';
import { audit } from '../../../../platform/audit/audit.ts';
import type { House } from '../../../../platform/house.ts';
import { randomDigits } from '../../../../platform/kernel/ids.ts';
import { Refused } from '../../../../platform/kernel/refusal.ts';
import { inTenant, mustHat, readTenant, type Context, type TenantContext } from '../../../../platform/request/context.ts';
import { isWeakPin } from '../../rules/a-pin-is-hard-to-guess.ts';
import * as storage from '../../storage/office.ts';
import { staffByPerson, staffOn, type Staff } from '../staff.ts';
import { mustReach, organizationOf, reachOf } from '../units.ts';

// Chapters: hashing · given by an officer · one's own

// As for passwords (OWASP's first setting). Six digits alone could be tried out: they are keyed by the installation's secret first, so that a copy of the database gives nothing.
const OPTIONS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const keyed = (house: House, pin: string): string => house.secrets.hash('office-pin', pin).toString('base64url');
export const hashPin = (house: House, pin: string): Promise<string> => hash(keyed(house, pin), OPTIONS);
let nobody: Promise<string> | undefined;
/** Takes as long for a number that nobody has. */
export async function isPin(house: House, pin: string, known: string | undefined): Promise<boolean> {
  nobody ??= hash('nobody has this pin', OPTIONS);
  return (await verify(known ?? (await nobody), keyed(house, pin))) && known !== undefined;
}

const PAGE = 50;
export const listStaffPins = (ctx: Context, { query, after }: { query: string; after: number }) =>
  readTenant(ctx, async (t) => {
    const org = organizationOf(t);
    const [today, zone] = await Promise.all([org.today(t), org.zone(t)]);
    const units = (await reachOf(t)).units.map((one) => one.id);
    const wanted = sameText(query);
    const all = (await staffOn(t, units, today)).filter((one) => wanted === '' || sameText(`${one.name} ${one.unitName} ${one.nip ?? ''}`).includes(wanted));
    const page = all.slice(after, after + PAGE);
    const people = page.map((one) => one.person);
    const [numbers, pins] = await Promise.all([storage.numbersOf(t.tx, t.instansi, people), storage.pinsOfPeople(t.tx, t.instansi, people)]);
    return {
      items: page.map((one) => {
        const number = numbers.find((row) => row.person === one.person);
        const pin = pins.find((row) => row.person === one.person);
        const shown = one.nip ?? number?.number ?? null;
        return { person: one.person, name: one.name, unitName: one.unitName, number: shown, numberKind: one.nip ? ('nip' as const) : number ? number.kind : null, pin: !pin ? ('none' as const) : pin.given ? ('given' as const) : ('own' as const), setText: pin ? formatMoment(pin.setAt, zone) : null };
      }), total: all.length, ...(all.length > after + PAGE ? { next: after + PAGE } : {}),
    };
  });

/** The number somebody types: the NIP where there is one, else a number of the house. */
async function numberFor(t: TenantContext, one: Staff): Promise<string> {
  if (!one.nip) return storage.giveInternalNumber(t.tx, t.instansi, one.person);
  await storage.saveNip(t.tx, t.instansi, one.person, one.nip);
  return one.nip;
}

export async function giveStaffPin(ctx: Context, { person }: { person: string }) {
  const pin = freshPin();
  const hashed = await hashPin(ctx.house, pin);
  return inTenant(ctx, async (t) => {
    const one = (await staffByPerson(t, [person])).get(person);
    if (!one) throw new Refused({ code: 'request.not-found' });
    await mustReach(t, one.unit);
    const number = await numberFor(t, one);
    await storage.savePin(t.tx, t.instansi, { person, hash: hashed, given: true, at: t.house.clock.now(), account: t.viewer?.accountId ?? null });
    await audit(t, { action: 'attendance.office-pin-given', object: 'person', objectId: person });
    return { name: one.name, number, pin };
  });
}
function freshPin(): string {
  for (;;) {
    const pin = randomDigits(6);
    if (!isWeakPin(pin, [])) return pin;
  }
}

async function me(t: TenantContext): Promise<Staff> {
  const hat = mustHat(t);
  const org = organizationOf(t);
  const holder = await org.holdingInForce(t, hat.holdingId, await org.today(t));
  const one = holder && (await staffByPerson(t, [holder.personId])).get(holder.personId);
  if (!one) throw new Refused({ code: 'attendance.no-such-person' });
  return one;
}
export const getMyOfficePin = (ctx: Context) =>
  readTenant(ctx, async (t) => {
    const one = await me(t);
    const [[number], [pin], zone] = await Promise.all([storage.numbersOf(t.tx, t.instansi, [one.person]), storage.pinsOfPeople(t.tx, t.instansi, [one.person]), organizationOf(t).zone(t)]);
    return { number: one.nip ?? number?.number ?? null, pin: !pin ? ('none' as const) : pin.given ? ('given' as const) : ('own' as const), setText: pin ? formatMoment(pin.setAt, zone) : null };
  });
export async function setMyOfficePin(ctx: Context, { pin, again }: { pin: string; again: string }) {
  if (pin !== again) throw new Refused({ code: 'attendance.pin-differs', fields: [{ path: 'again', message: 'Tidak sama dengan PIN di atas.' }] });
  const hashed = await hashPin(ctx.house, pin);
  return inTenant(ctx, async (t) => {
    const one = await me(t);
    if (isWeakPin(pin, [one.nip])) throw new Refused({ code: 'attendance.pin-weak', fields: [{ path: 'pin', message: 'Terlalu mudah ditebak. Pilih enam angka yang acak.' }] });
    const number = await numberFor(t, one);
    await storage.savePin(t.tx, t.instansi, { person: one.person, hash: hashed, given: false, at: t.house.clock.now(), account: t.viewer?.accountId ?? null });
    await audit(t, { action: 'attendance.office-pin-set', object: 'person', objectId: one.person });
    return { number };
  });
}
