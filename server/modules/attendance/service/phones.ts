import { audit } from '../../../platform/audit/audit.ts';
import { part } from '../../../platform/house.ts';
import { uuidv7 } from '../../../platform/kernel/ids.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, mustHat, readTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import type { DevicesPort } from '../../sync/contract.ts';
import type { PhoneEntry } from '../contract/phones.ts';
import * as storage from '../storage/phones.ts';
import { ownPerson, staffOf, type Staff } from './review.ts';
import { forgetStandings } from './standing.ts';
import { organizationOf, reachOf } from './units.ts';

// Chapters: the own phone · who decides over others'

const MOST = 100;
const devicesOf = (t: TenantContext): DevicesPort<TenantContext> => part(t.house, 'sync.devices');

export type PhoneState = 'none' | 'active' | 'asked' | 'ended';

/** The first phone of a person is taken as it comes; every later one, also after one was lost, needs somebody's word. Twice is once. */
export const enrolPhone = (ctx: Context, device: string): Promise<{ state: PhoneState }> =>
  inTenant(ctx, async (t) => {
    const known = (await devicesOf(t).find(t, [device])).get(device);
    if (known?.account !== t.viewer?.accountId || known?.revokedAt) throw new Refused({ code: 'attendance.phone-unknown' });
    const person = await ownPerson(t);
    const before = await storage.phonesOf(t.tx, t.instansi, person);
    const own = before.find((one) => one.device === device);
    if (own) return { state: own.state };
    const state = before.length === 0 ? 'active' : 'asked';
    const id = uuidv7();
    // Two phones at once: the one that comes second finds the first approved and asks.
    if (!(await storage.insertPhone(t.tx, t.instansi, { id, person, device, name: known!.name, state, at: t.house.clock.now() }))) {
      await storage.insertPhone(t.tx, t.instansi, { id, person, device, name: known!.name, state: 'asked', at: t.house.clock.now() });
      return { state: (await storage.phonesOf(t.tx, t.instansi, person)).find((one) => one.device === device)!.state };
    }
    await audit(t, { action: state === 'active' ? 'attendance.phone-taken' : 'attendance.phone-asked', object: 'attendance-phone', objectId: id, detail: { device } });
    return { state };
  });

export const phoneState = async (t: TenantContext, person: string, device: string | undefined): Promise<PhoneState> =>
  (device && (await storage.phonesOf(t.tx, t.instansi, person)).find((one) => one.device === device)?.state) || 'none';

/** `deciders`: the direct superior, and who keeps the personnel matters of the unit or of all. */
async function mayDecide(t: TenantContext, staff: Staff | undefined, person: string): Promise<boolean> {
  const me = await ownPerson(t);
  if (me === person) throw new Refused({ code: 'attendance.phone-own' });
  return staff !== undefined && (staff.superior === me || (await reachOf(t)).has(staff.unit));
}
const mayRevoke = (t: TenantContext): boolean => ['personnel-agency', 'personnel-officer', 'administrator'].some((duty) => mustHat(t).duties.includes(duty));

export const listPhones = (ctx: Context, { query }: { query: string }) =>
  readTenant(ctx, async (t) => {
    const organization = organizationOf(t);
    const [reach, me, today] = [await reachOf(t), await ownPerson(t), await organization.today(t)];
    const all = reach.all || mustHat(t).duties.includes('administrator');
    const isNamed = (name: string) => query.toLowerCase().split(/\s+/).every((word) => name.toLowerCase().includes(word));
    // Without a name the newest of all; otherwise those of the people whom this hat answers for.
    const people = all && !query ? undefined : await peopleOf();
    const rows = await storage.listPhones(t.tx, t.instansi, people, MOST + 1);
    const staff = await staffOf(t, [...new Set(rows.map((row) => row.person))]);
    const seen = rows.filter((row) => row.person !== me && staff.has(row.person)).slice(0, MOST);
    const [devices, units] = [await devicesOf(t).find(t, seen.map((row) => row.device)), await organization.unitFacts(t, [...new Set([...staff.values()].map((one) => one.unit))])];
    const items = seen.map((row): PhoneEntry => {
      const [of, device] = [staff.get(row.person)!, devices.get(row.device)];
      return { id: row.id, person: row.person, name: of.name, title: of.postTitle, unit: units.get(of.unit)?.name ?? '', device: row.name, state: row.state, askedAt: row.asked_at.toISOString(), decidedAt: row.decided_at?.toISOString() ?? null, contactAt: device?.contactAt.toISOString() ?? null, lost: Boolean(device?.revokedAt) };
    });
    return { items, more: rows.length > MOST, zone: await organization.zone(t), mayRevoke: mayRevoke(t) };

    async function peopleOf(): Promise<string[]> {
      const placed = all ? await organization.placements(t, 'everybody', today, today) : reach.units.length > 0 ? await organization.placements(t, { units: reach.units.map((unit) => unit.id) }, today, today) : [];
      const own = placed.filter((one) => !query || isNamed(one.name)).map((one) => one.person);
      if (all) return own;
      const asking = await staffOf(t, await storage.peopleWhoAsk(t.tx, t.instansi));
      return [...own, ...[...asking.values()].filter((one) => one.superior === me && (!query || isNamed(one.name))).map((one) => one.person)];
    }
  });

async function mustPhone(t: TenantContext, id: string): Promise<{ row: storage.PhoneRow; decides: boolean }> {
  const row = await storage.findPhone(t.tx, t.instansi, id);
  const staff = row && (await staffOf(t, [row.person])).get(row.person);
  const decides = row !== undefined && (await mayDecide(t, staff, row.person));
  if (!row || !(decides || mustHat(t).duties.includes('administrator'))) throw new Refused({ code: 'attendance.phone-unknown' });
  return { row, decides };
}

export const approvePhone = (ctx: Context, id: string): Promise<{ id: string }> =>
  inTenant(ctx, async (t) => {
    const { row, decides } = await mustPhone(t, id);
    if (!decides || row.state === 'ended') throw new Refused({ code: 'attendance.phone-unknown' });
    if (row.state === 'active') return { id };
    const at = t.house.clock.now();
    await storage.endActive(t.tx, t.instansi, row.person, at);
    await storage.activate(t.tx, t.instansi, id, t.viewer!.accountId, at);
    await forgetStandings(t);
    await audit(t, { action: 'attendance.phone-approved', object: 'attendance-phone', objectId: id, detail: { person: row.person, device: row.device } });
    return { id };
  });

/** A lost phone, or one that somebody else holds: it checks nobody in any more and what it sends is refused. */
export const revokePhone = (ctx: Context, id: string): Promise<{ id: string }> =>
  inTenant(ctx, async (t) => {
    if (!mayRevoke(t)) throw new Refused({ code: 'attendance.phone-revoke-duty' });
    const { row } = await mustPhone(t, id);
    await storage.endPhone(t.tx, t.instansi, id, t.viewer!.accountId, t.house.clock.now());
    await devicesOf(t).revoke(t, row.device);
    await forgetStandings(t);
    await audit(t, { action: 'attendance.phone-revoked', object: 'attendance-phone', objectId: id, detail: { person: row.person, device: row.device } });
    return { id };
  });
