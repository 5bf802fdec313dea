import { isIP } from 'node:net';
import { part, type House } from '../../../../platform/house.ts';
import { Refused } from '../../../../platform/kernel/refusal.ts';
import { uuidv7 } from '../../../../platform/kernel/ids.ts';
import { ZONES } from '../../../../platform/kernel/calendar-day.ts';
import type { Institutions } from '../../../../platform/request/authenticator.ts';
import { inTenant, type Context, type TenantContext } from '../../../../platform/request/context.ts';
import { audit } from '../../../../platform/audit/audit.ts';
import { emit } from '../../../../platform/events/events.ts';
import * as storage from '../../storage/terminals.ts';
import { addressesIn } from '../office-network.ts';

// Chapters: who knocks · which institution · the terminal · how often

/** One request as it reached the door. The institution comes from the registered serial number or the secret in the address, never from what it says. */
export interface Knock {
  serial: string;
  token?: string | undefined;
  hostname: string;
  address: string;
  requestId: string;
}

const no = (code: string, data?: Record<string, unknown>): never => {
  throw new Refused({ code, ...(data ? { data } : {}) });
};
const DEFAULTS: storage.DoorSettings = { plain: true, networks: [], version: 0 };
const MOST_WAITING = 50;

export const hashOfToken = (house: House, token: string): Buffer => house.secrets.hash('terminal-site', token);

/** Opens the door to a terminal, or refuses it; one that nobody knows is written down as waiting. */
export async function openDoor(house: House, knock: Knock): Promise<{ ctx: Context; terminal: storage.TerminalRow; site: string | null }> {
  if (!/^[A-Za-z0-9._-]{3,40}$/.test(knock.serial)) return no('attendance.terminal-serial');
  const { instansi, site, networks } = await institutionOf(house, knock);
  const ctx: Context = { house, instansi, viewer: null, requestId: knock.requestId, ip: knock.address };
  return inTenant(ctx, async (t) => {
    const settings = (await storage.findSettings(t.tx, instansi)) ?? DEFAULTS;
    if (!site && !settings.plain) return no('attendance.terminal-plain-closed');
    if (!comesFrom(site ? networks : settings.networks, knock.address)) return no('attendance.terminal-network');
    const terminal = (await storage.terminalBySerial(t.tx, instansi, knock.serial)) ?? (await meet(t, knock, site));
    if (terminal.state === 'refused') return no('attendance.terminal-refused');
    // One that hangs behind a secret is not believed without it: its serial number stands on a sticker.
    if (!site && terminal.site && (await storage.isSiteInForce(t.tx, instansi, terminal.site))) return no('attendance.terminal-plain-closed');
    return { ctx, terminal, site };
  });
}

async function institutionOf(house: House, knock: Knock): Promise<{ instansi: string; site: string | null; networks: string[] }> {
  const owners = await house.db.lookUp<storage.SerialOwner>(storage.ownersOfSerial(knock.serial));
  const active = owners.find((one) => one.state === 'active');
  if (knock.token !== undefined) {
    const [site] = await house.db.lookUp<{ instansi: string; id: string; networks: string[] }>(storage.siteOfToken(hashOfToken(house, knock.token)));
    if (!site) return no('attendance.terminal-address');
    if (active && active.instansi !== site.instansi) return no('attendance.terminal-elsewhere');
    return { instansi: site.instansi, site: site.id, networks: site.networks };
  }
  if (active) return { instansi: active.instansi, site: null, networks: [] };
  // A stranger belongs to nobody but the address that it was told to call.
  const institution = await part<Institutions>(house, 'institutions').ofHost(house, knock.hostname);
  return institution ? { instansi: institution.id, site: null, networks: [] } : no('attendance.terminal-address');
}

/** Empty: from anywhere. */
const comesFrom = (networks: readonly string[], address: string): boolean => networks.length === 0 || addressesIn(networks)(address);
/** "10.20.0.0/16" or one address. */
export function isNetwork(text: string): boolean {
  const [base = '', prefix, ...rest] = text.split('/');
  const most = isIP(base) === 6 ? 128 : 32;
  return rest.length === 0 && isIP(base) !== 0 && (prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= most));
}

/** The first contact of a terminal. More than fifty strangers are no terminals but somebody who tries; a real one asks again later. */
async function meet(t: TenantContext, { serial, address }: Knock, site: string | null): Promise<storage.TerminalRow> {
  if ((await storage.countWaiting(t.tx, t.instansi)) >= MOST_WAITING) return no('attendance.terminal-strangers');
  const zone = (await part<Institutions>(t.house, 'institutions').byId(t.house, t.instansi, t.tx)).zone;
  const id = uuidv7(t.house.clock.now().getTime());
  const made = await storage.insertTerminal(t.tx, t.instansi, { id, serial, site, zoneMinutes: ZONES[zone], at: t.house.clock.now(), address });
  if (made > 0) {
    await audit(t, { action: 'attendance.terminal-met', object: 'terminal', objectId: id, detail: { serial } });
    await emit(t, 'attendance.terminal-met', { terminal: id });
  }
  return (await storage.terminalBySerial(t.tx, t.instansi, serial))!;
}

/** Counts of a minute, in memory: a terminal asks every few seconds, so each may not cost a write. */
const MINUTE = 60_000;
const PER_MINUTE = { known: 600, stranger: 60, address: 3000 };
const counts = new WeakMap<House, { from: number; tries: Map<string, number> }>();

export function mustNotBeTooOften(house: House, key: string, limit: keyof typeof PER_MINUTE): void {
  const now = house.clock.now().getTime();
  let window = counts.get(house);
  if (!window || now - window.from >= MINUTE || now < window.from) counts.set(house, (window = { from: now, tries: new Map() }));
  const tries = (window.tries.get(`${limit} ${key}`) ?? 0) + 1;
  window.tries.set(`${limit} ${key}`, tries);
  if (tries > PER_MINUTE[limit]) throw new Refused({ code: 'attendance.terminal-too-often', data: { minutes: 1 } });
}

const TOUCH_MS = 20_000;
const touched = new WeakMap<House, Map<string, number>>();
/** Whether the last contact is to be written again. */
export function isDueForTouch(house: House, terminal: string): boolean {
  const now = house.clock.now().getTime();
  let seen = touched.get(house);
  if (!seen) touched.set(house, (seen = new Map()));
  if (Math.abs(now - (seen.get(terminal) ?? 0)) < TOUCH_MS) return false;
  seen.set(terminal, now);
  return true;
}
