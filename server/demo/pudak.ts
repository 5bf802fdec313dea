import { makeKey, signCommand, type Unsigned } from '../engines/sync/envelope.ts';
import { formatMoment, formatDayLong } from '../engines/working-time/words.ts';
import { groundOf } from '../modules/attendance/service/standing.ts';
import { findPunch } from '../modules/attendance/storage/punches.ts';
import { openSession } from '../modules/identity/service/open-session.ts';
import { signOut } from '../modules/identity/service/sign-in.ts';
import { principalOn, type OrganizationPort } from '../modules/organization/contract.ts';
import type { Answer } from '../modules/sync/contract.ts';
import { registerDevice, revokeDevice } from '../modules/sync/service/devices.ts';
import { send } from '../modules/sync/service/send.ts';
import { part } from '../platform/house.ts';
import { addDays, momentAt } from '../platform/kernel/calendar-day.ts';
import { manualClock } from '../platform/kernel/clock.ts';
import { uuidv7 } from '../platform/kernel/ids.ts';
import { Refused } from '../platform/kernel/refusal.ts';
import type { Authenticator } from '../platform/request/authenticator.ts';
import { inInstallation, readTenant, type Context, type TenantContext } from '../platform/request/context.ts';
import { anchorOf } from './anchor.ts';
import { diceOf } from './random.ts';

// Chapters: the button · who, where and when · one phone

export const PUDAK = 'KEC-PUDAK';
/** So many arrive. */
export const PHONES = 14;
/** The office was open for so long: all of them were made hours before they arrive. */
const HOURS_MS = 2 * 3_600_000;

/**
 * The signal comes back to Pudak: what its people did this morning without network arrives from their phones, each signed by a key made now,
 * each with the proof of a greeting of the evening before, all through the product's own queue. Once a day; again it changes nothing.
 */
export async function sendFromPudak(ctx: Context, seed: string) {
  const plan = await planOf(ctx, seed);
  // The day stands above the list; only what arrives on another one says so.
  const clockOf = (at: string) => formatMoment(new Date(at), plan.zone).replace(`${formatDayLong(plan.day)} pukul `, '');
  const items: { name: string; at: string; receivedAt: string; class: string; marks: string[] }[] = [];
  let [already, refused] = [0, 0];
  for (const one of plan.people) {
    if (one.isThere) {
      already += 1;
      continue;
    }
    const answer = await sendOne(ctx, one);
    if (answer.state === 'accepted' || answer.state === 'marked') {
      const taken = answer.result as { at: string; receivedAt: string; class: string };
      items.push({ name: one.name, at: clockOf(taken.at), receivedAt: clockOf(taken.receivedAt), class: taken.class, marks: answer.marks.map((mark) => mark.text) });
    } else if (answer.code === 'sync.id-reused') already += 1;
    else refused += 1;
  }
  return { day: plan.day, dayName: formatDayLong(plan.day), unit: plan.unit, unitName: plan.unitName, sent: items.length, already, refused, items };
}

interface Phone {
  id: string;
  name: string;
  account: string;
  holding: string;
  at: Date;
  greeted: Date;
  position: { latitude: number; longitude: number; accuracy: number };
  isThere: boolean;
}

/** The last morning on which the office has been open for two hours; two of fourteen were late. */
async function planOf(ctx: Context, seed: string) {
  const { day } = anchorOf(new Date(ctx.house.clock.now().getTime() - HOURS_MS));
  const ground = await groundOf(ctx);
  return readTenant(ctx, async (t) => {
    const organization = part<OrganizationPort<TenantContext>>(t.house, 'organization');
    const unit = (await organization.unitsInForce(t)).find((one) => one.code === PUDAK);
    const office = unit && ground.ofUnit.get(unit.id)?.find((place) => place.kind === 'office' && place.latitude !== null);
    if (!unit || !office) throw new Refused({ code: 'request.not-found' });
    const staff = [...Map.groupBy(await organization.placements(t, { units: [unit.id] }, day, day), (one) => one.person).values()].flatMap((own) => principalOn(own, day) ?? []);
    const accounts = await organization.accountsOf(t, staff.map((one) => one.person));
    const people: Phone[] = [];
    for (const [nth, one] of staff.filter((who) => accounts.has(who.person)).slice(0, PHONES).entries()) {
      const draw = diceOf(`${seed}/pudak/${day}/${one.person}`);
      const at = new Date(momentAt(day, nth % 7 === 5 ? 7 * 60 + 36 : 6 * 60 + 50, ground.zone).getTime() + draw.between(0, nth % 7 === 5 ? 900 : 2300) * 1000);
      const id = draw.id('check-in', at.getTime());
      const near = (from: number | null) => Math.round((from! + (draw.next() - 0.5) * 0.0006) * 1e6) / 1e6;
      people.push({
        id, name: one.name, account: accounts.get(one.person)!, holding: one.holding, at, greeted: new Date(momentAt(addDays(day, -1), 19 * 60, ground.zone).getTime() + draw.between(0, 9000) * 1000),
        position: { latitude: near(office.latitude), longitude: near(office.longitude), accuracy: draw.between(80, 260) / 10 }, isThere: (await findPunch(t.tx, t.instansi, id)) !== undefined,
      });
    }
    return { day, zone: ground.zone, unit: unit.id, unitName: unit.name, people };
  });
}

/** Signs in, greets the evening before, makes its command, sends it now; the key is thrown away, so the phone is taken off the list. */
async function sendOne(ctx: Context, one: Phone): Promise<Answer> {
  const { token } = await inInstallation(ctx, (t) => openSession(t, { account: one.account, sharedComputer: false, device: 'Demonstrasi', how: 'demo', secondFactorGiven: true }));
  const viewer = await part<Authenticator>(ctx.house, 'authenticator').viewerOf(ctx.house, token);
  if (!viewer) throw new Refused({ code: 'request.not-signed-in' });
  const own: Context = { ...ctx, viewer };
  const device = uuidv7();
  const key = await makeKey();
  const { x, y } = await crypto.subtle.exportKey('jwk', key.publicKey);
  const { contact } = await registerDevice({ ...own, house: { ...ctx.house, clock: manualClock(one.greeted) } }, { id: device, name: 'HP contoh', key: { kty: 'EC', crv: 'P-256', x: x!, y: y! } });
  const unsigned: Unsigned = {
    id: one.id, device, seq: 1, kind: 'attendance.check-in', body: { id: one.id, direction: 'in', ...one.position }, holding: one.holding, deviceTime: one.at.toISOString(), monotonicMs: one.at.getTime() - one.greeted.getTime(), bridgedMs: 0,
    contact: { ...contact, deviceTime: one.greeted.toISOString() }, previous: '',
  };
  const { answers } = await send(own, { device, commands: [await signCommand(key.privateKey, unsigned)] });
  await revokeDevice(own, { id: device });
  await signOut(own);
  return answers[0]!;
}
