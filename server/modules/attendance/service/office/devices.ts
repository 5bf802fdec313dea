import { audit } from '../../../../platform/audit/audit.ts';
import { formatMoment } from '../../../../engines/working-time/words.ts';
import { jobContext } from '../../../../platform/events/events.ts';
import { part, type House } from '../../../../platform/house.ts';
import { normalizePublicCode, publicCode, randomToken, uuidv7 } from '../../../../platform/kernel/ids.ts';
import { Refused } from '../../../../platform/kernel/refusal.ts';
import type { Institutions } from '../../../../platform/request/authenticator.ts';
import { inTenant, readTenant, type Context, type TenantContext } from '../../../../platform/request/context.ts';
import { forgetTries, networkOfIp, takeTry } from '../../../../platform/request/rate-limit.ts';
import { principalOn } from '../../../organization/contract.ts';
import { sentencesOf } from '../../contract.ts';
import * as storage from '../../storage/office.ts';
import { dropOfficePhotos, insertOfficePhoto, officePhotosKept } from '../../storage/photographs.ts';
import { findPlaces } from '../../storage/terminals-places.ts';
import { cleanFace, keepFace } from '../faces.ts';
import { daysFrom } from '../photographs.ts';
import { attendancePort } from '../port.ts';
import { ruleOn } from '../rule-in-force.ts';
import { staffByPerson } from '../staff.ts';
import { mustReach, organizationOf, reachOf } from '../units.ts';
import { isPin } from './pins.ts';

// Chapters: devices of an officer · pairing · checking in · photos that are old

const CODE_MINUTES = 30;
const hashCode = (house: House, code: string): Buffer => house.secrets.hash('office-pairing', normalizePublicCode(code));
const hashToken = (house: House, token: string): Buffer => house.secrets.hash('office-device', token);
const until = (house: House): Date => new Date(house.clock.now().getTime() + CODE_MINUTES * 60_000);
const shownCode = (code: string): string => `${code.slice(0, 4)}-${code.slice(4)}`;

export const listOfficeDevices = (ctx: Context) =>
  readTenant(ctx, async (t) => {
    const units = (await reachOf(t)).units.map(({ id, name }) => ({ id, name }));
    const names = new Map(units.map((one) => [one.id, one.name]));
    const [rows, zone, places] = await Promise.all([storage.listDevices(t.tx, t.instansi, units.map((one) => one.id)), organizationOf(t).zone(t), findPlaces(t.tx, t.instansi)]);
    return {
      items: rows.map((one) => ({ id: one.id, name: one.name, unit: one.unit, unitName: (one.unit && names.get(one.unit)) || '', state: one.revokedAt ? ('revoked' as const) : one.pairedAt ? ('paired' as const) : ('waiting' as const), seenText: one.seenAt ? formatMoment(one.seenAt, zone) : null, pairedText: one.pairedAt ? formatMoment(one.pairedAt, zone) : null })),
      units, places,
    };
  });

export const createOfficeDevice = (ctx: Context, given: { name: string; unit: string; place?: string | null | undefined }) =>
  inTenant(ctx, async (t) => {
    await mustReach(t, given.unit);
    if (given.place && !(await findPlaces(t.tx, t.instansi)).some((one) => one.id === given.place)) throw new Refused({ code: 'request.not-found' });
    const [id, code] = [uuidv7(t.house.clock.now().getTime()), publicCode(8)];
    await storage.insertDevice(t.tx, t.instansi, { id, name: given.name, unit: given.unit, place: given.place ?? null, code: hashCode(t.house, code), until: until(t.house), at: t.house.clock.now(), account: t.viewer?.accountId ?? null });
    await audit(t, { action: 'attendance.office-device-added', object: 'office-device', objectId: id, detail: { name: given.name, unit: given.unit } });
    return { id, code: shownCode(code) };
  });

async function mustBeMine(t: TenantContext, id: string): Promise<storage.DeviceRow> {
  const device = await storage.findDevice(t.tx, t.instansi, id);
  if (!device) throw new Refused({ code: 'request.not-found' });
  await mustReach(t, device.unit);
  return device;
}
export const renewPairingCode = (ctx: Context, { id }: { id: string }) =>
  inTenant(ctx, async (t) => {
    await mustBeMine(t, id);
    const code = publicCode(8);
    if ((await storage.renewCode(t.tx, t.instansi, id, hashCode(t.house, code), until(t.house))) === 0) throw new Refused({ code: 'request.changed-meanwhile' });
    await audit(t, { action: 'attendance.office-device-code', object: 'office-device', objectId: id });
    return { code: shownCode(code) };
  });
export const revokeOfficeDevice = (ctx: Context, { id }: { id: string }) =>
  inTenant(ctx, async (t) => {
    await mustBeMine(t, id);
    await storage.revokeDevice(t.tx, t.instansi, id, t.house.clock.now());
    await audit(t, { action: 'attendance.office-device-revoked', object: 'office-device', objectId: id });
    return {};
  });

/** Whoever has the tablet in hand and the code from the officer. The code is used up. */
export async function pairOfficeDevice(ctx: Context, { code }: { code: string }) {
  const minutes = await takeTry(ctx.house.db, ctx.house.clock.now(), ctx.house.secrets.hash('rate', `office-pairing:${networkOfIp(ctx.ip)}`), { tries: 10, minutes: 15 });
  if (minutes > 0) throw new Refused({ code: 'request.too-many', data: { minutes } });
  const token = randomToken();
  return inTenant(ctx, async (t) => {
    const device = await storage.pair(t.tx, t.instansi, hashCode(t.house, code), hashToken(t.house, token), t.house.clock.now());
    if (!device) throw new Refused({ code: 'attendance.pairing-code', fields: [{ path: 'code', message: 'Periksa kodenya: 8 huruf dan angka.' }] });
    await audit(t, { action: 'attendance.office-device-paired', object: 'office-device', objectId: device.id });
    return { token, name: device.name };
  });
}

async function ofDevice<T>(ctx: Context, token: string, work: (inside: Context, device: string) => Promise<T>): Promise<T> {
  const [known] = token.length < 20 ? [] : await ctx.house.db.lookUp<{ instansi: string; id: string }>(storage.deviceOfToken(hashToken(ctx.house, token)));
  if (!known) throw new Refused({ code: 'attendance.office-device-unknown' });
  return work({ ...ctx, viewer: null, instansi: known.instansi }, known.id);
}

export const getOfficeDevice = (ctx: Context, { token }: { token: string }) =>
  ofDevice(ctx, token, (inside, id) =>
    inTenant(inside, async (t) => {
      const device = (await storage.findDevice(t.tx, t.instansi, id))!;
      await storage.seeDevice(t.tx, t.instansi, id, t.house.clock.now());
      const unit = device.unit ? (await organizationOf(t).unitFacts(t, [device.unit])).get(device.unit)?.name : undefined;
      return { name: device.name, unitName: unit ?? '', institution: (await part<Institutions>(t.house, 'institutions').byId(t.house, t.instansi, t.tx)).name, photoDays: (await ruleOn(t, await organizationOf(t).today(t))).officePhotoDays, newId: uuidv7() };
    }));

interface CheckIn {
  token: string;
  id: string;
  number: string;
  pin: string;
  direction: 'in' | 'out';
  photo: string;
}
const TRIES = { tries: 5, minutes: 15 };
/** A queue at the door is some twenty people a minute. */
const DEVICE_TRIES = { tries: 600, minutes: 15 };
const PHOTO_BYTES = 2 * 1024 * 1024;

/** Number, PIN and photo at a device that is not the person's own. Tries are counted by person before the PIN is looked at. */
export const checkInAtOffice = (ctx: Context, given: CheckIn) =>
  ofDevice(ctx, given.token, async (inside, device) => {
    const { house } = inside;
    const number = given.number.replace(/[\s.-]/g, '');
    const now = house.clock.now();
    const tooMany = await takeTry(house.db, now, house.secrets.hash('rate', `office-device:${device}`), DEVICE_TRIES);
    if (tooMany > 0) throw new Refused({ code: 'request.too-many', data: { minutes: tooMany } });
    const key = house.secrets.hash('rate', `office-pin:${inside.instansi}:${number}`);
    const minutes = await takeTry(house.db, now, key, TRIES);
    if (minutes > 0) throw new Refused({ code: 'attendance.office-pin-locked', data: { minutes } });
    const known = await readTenant(inside, (t) => storage.findByNumber(t.tx, t.instansi, number));
    if (!(await isPin(house, given.pin, known?.hash)) || !known) throw new Refused({ code: 'attendance.office-pin-wrong' });
    await forgetTries(house.db, key);
    const holding = await readTenant(inside, async (t) => {
      const today = await organizationOf(t).today(t);
      return principalOn(await organizationOf(t).placements(t, { people: [known.person] }, today, today), today)?.holding;
    });
    if (!holding) throw new Refused({ code: 'attendance.office-no-post' });
    const sha256 = given.photo === '' ? null : await keepPhoto(inside, given.id, given.photo);
    let isKept = false;

    return inTenant(inside, async (t) => {
      const org = organizationOf(t);
      const [today, zone, row] = [await org.today(t), await org.zone(t), (await storage.findDevice(t.tx, t.instansi, device))!];
      const reasons = sha256 ? [] : ['no-photo'];
      const { taken, differing } = await attendancePort.record(t, [{ id: given.id, person: known.person, holding, at: now, direction: given.direction, source: 'office-device', place: row.place, device, trust: sha256 ? 90 : 55, class: 'A', reasons }]);
      const name = (await staffByPerson(t, [known.person])).get(known.person)?.name ?? 'Anda';
      // Pressed twice: the first counts, its answer is given again.
      const at = differing.length > 0 ? await firstOf(t, given.id, known.person) : now;
      if (!at) throw new Refused({ code: 'request.key-reused' });
      if (sha256 && taken.length > 0) isKept = (await insertOfficePhoto(t.tx, t.instansi, { id: given.id, device, person: known.person, sha256, at: now, keepUntil: daysFrom(now, (await ruleOn(t, today)).officePhotoDays) })) > 0;
      await storage.seeDevice(t.tx, t.instansi, device, now);
      return { name, atText: formatMoment(at, zone), direction: given.direction, verdict: reasons.length > 0 ? ('marked' as const) : ('accepted' as const), reasons: sentencesOf(reasons).map((one) => one.text), askNewPin: known.given };
    }).finally(() => (sha256 && !isKept ? house.files.drop(inside.instansi, sha256) : undefined));
  });

async function firstOf(t: TenantContext, id: string, person: string): Promise<Date | undefined> {
  const now = t.house.clock.now().getTime();
  const punches = (await attendancePort.punches(t, [person], new Date(now - 86_400_000), new Date(now + 60_000))).get(person) ?? [];
  return punches.find((one) => one.id === id)?.at;
}

async function keepPhoto(inside: Context, id: string, base64: string): Promise<string> {
  const bytes = Buffer.from(base64, 'base64');
  const face = bytes.length > PHOTO_BYTES ? undefined : cleanFace(bytes);
  if (!face) throw new Refused({ code: 'attendance.photo-unreadable', fields: [{ path: 'photo', message: 'Ambil foto lagi.' }] });
  return keepFace(inside, id, face);
}

/** Daily, until none is left whose time is over: rows first, then the bytes that no row names. */
export async function dropOldPhotos(house: House): Promise<void> {
  const now = house.clock.now();
  for (const instansi of await house.db.asOwner((tx) => officePhotosKept(tx))) {
    for (let more = true; more; ) {
      const gone = await inTenant(jobContext(house, instansi, 'job:attendance-drop-office-photos'), async (t) => {
        const { officePhotoDays } = await ruleOn(t, await organizationOf(t).today(t));
        return dropOfficePhotos(t.tx, instansi, daysFrom(now, -officePhotoDays), now);
      });
      for (const sha256 of gone) await house.files.drop(instansi, sha256);
      more = gone.length > 0;
    }
  }
}
