import { commandText, nameOnDevice, type CommandKind } from '../../../../engines/iclock/commands.ts';
import { audit } from '../../../../platform/audit/audit.ts';
import { randomToken, uuidv7 } from '../../../../platform/kernel/ids.ts';
import { orRefuse, Refused } from '../../../../platform/kernel/refusal.ts';
import { inTenant, type Context, type TenantContext } from '../../../../platform/request/context.ts';
import * as commands from '../../storage/terminal-commands.ts';
import * as lines from '../../storage/terminal-lines.ts';
import * as storage from '../../storage/terminals.ts';
import { findPlaces } from '../../storage/terminals-places.ts';
import { staffByPerson } from '../staff.ts';
import { hashOfToken, isNetwork } from './door.ts';
import { settle } from './settle.ts';

// Chapters: adopting and changing · the clock · commands · where they come from

type Settings = { name: string; unit?: string | null | undefined; place?: string | null | undefined; pinGroup: string; zoneMinutes: number; zoneForm: 'hours' | 'minutes' };
const accountOf = (t: TenantContext): string | null => t.viewer?.accountId ?? null;

async function locked(t: TenantContext, id: string, version?: number): Promise<storage.TerminalRow> {
  const terminal = await storage.lockTerminal(t.tx, t.instansi, id);
  if (!terminal) throw new Refused({ code: 'request.not-found' });
  if (version !== undefined && terminal.version !== version) throw new Refused({ code: 'request.changed-meanwhile' });
  return terminal;
}

async function save(t: TenantContext, terminal: storage.TerminalRow, given: Settings): Promise<storage.TerminalRow> {
  if (given.place && !(await findPlaces(t.tx, t.instansi)).some((one) => one.id === given.place)) throw new Refused({ code: 'request.not-found' });
  const settings = { name: given.name, unit: given.unit ?? null, place: given.place ?? null, pinGroup: given.pinGroup, zoneMinutes: given.zoneMinutes, zoneForm: given.zoneForm };
  await storage.saveTerminal(t.tx, t.instansi, terminal.id, { ...settings, state: 'active' }, { at: t.house.clock.now(), account: accountOf(t) });
  return { ...terminal, ...settings, state: 'active' };
}

/** Takes a terminal out of quarantine; what it sent meanwhile is settled as if it had been known from the start. */
export const adoptTerminal = (ctx: Context, { id, version, ...given }: Settings & { id: string; version: number }) =>
  inTenant(ctx, async (t) => {
    const terminal = await locked(t, id, version);
    if (terminal.state === 'active') throw new Refused({ code: 'attendance.terminal-not-waiting' });
    const owners = await t.tx.many<storage.SerialOwner>(storage.ownersOfSerial(terminal.serial));
    if (owners.some((one) => one.instansi !== t.instansi && one.state === 'active')) throw new Refused({ code: 'attendance.terminal-elsewhere' });
    const adopted = await save(t, terminal, given);
    const counted = await settle(t, [adopted], { states: ['waiting'] }, null);
    await audit(t, { action: 'attendance.terminal-adopted', object: 'terminal', objectId: id, detail: { serial: terminal.serial, name: given.name, pinGroup: given.pinGroup, counted } });
    return { counted };
  });

/** Another group of PINs means other people: open lines are settled again; those that were settled stay as they are. */
export const changeTerminal = (ctx: Context, { id, version, ...given }: Settings & { id: string; version: number }) =>
  inTenant(ctx, async (t) => {
    const terminal = await locked(t, id, version);
    if (terminal.state !== 'active') throw new Refused({ code: 'attendance.terminal-not-active' });
    const changed = await save(t, terminal, given);
    const counted = changed.pinGroup === terminal.pinGroup ? 0 : await settle(t, [changed], { states: ['no-person'] }, null);
    await audit(t, { action: 'attendance.terminal-changed', object: 'terminal', objectId: id, detail: { before: { name: terminal.name, pinGroup: terminal.pinGroup, zoneMinutes: terminal.zoneMinutes, place: terminal.place }, after: { name: changed.name, pinGroup: changed.pinGroup, zoneMinutes: changed.zoneMinutes, place: changed.place }, counted } });
    return { counted };
  });

/** A stranger is refused, one of ours is retired: what it sent before stays counted. */
export const refuseTerminal = (ctx: Context, { id, version }: { id: string; version: number }) =>
  inTenant(ctx, async (t) => {
    const terminal = await locked(t, id, version);
    const state = terminal.state === 'waiting' ? 'refused' : 'retired';
    await storage.setState(t.tx, t.instansi, id, state);
    await audit(t, { action: `attendance.terminal-${state}`, object: 'terminal', objectId: id, detail: { serial: terminal.serial } });
    return {};
  });

/** An officer says how far the clock is off. The lines that were held get their time by it; on request those too that came since it was noticed. */
export const correctClock = (ctx: Context, { id, version, minutes, also }: { id: string; version: number; minutes: number; also: 'held' | 'since-detected' }) =>
  inTenant(ctx, async (t) => {
    const terminal = await locked(t, id, version);
    const seconds = Math.round(minutes * 60);
    await storage.setCorrection(t.tx, t.instansi, id, seconds);
    const touched = await lines.correctLines(t.tx, t.instansi, id, seconds, also === 'since-detected' ? terminal.clockSince : null);
    const counted = terminal.state === 'active' ? await settle(t, [{ ...terminal, correctionSeconds: seconds, clockState: 'right' }], { ids: touched }, { reason: 'terminal-clock', because: id }) : 0;
    await audit(t, { action: 'attendance.terminal-clock-corrected', object: 'terminal', objectId: id, detail: { before: terminal.correctionSeconds, after: seconds, lines: touched.length, counted } });
    return { counted };
  });

export const setAsideLines = (ctx: Context, { id, version }: { id: string; version: number }) =>
  inTenant(ctx, async (t) => {
    await locked(t, id, version);
    const count = await lines.setAside(t.tx, t.instansi, id, ['clock', 'unreadable']);
    await audit(t, { action: 'attendance.terminal-lines-set-aside', object: 'terminal', objectId: id, detail: { lines: count } });
    return { lines: count };
  });

const MOST_OPEN = 50;
export const commandTerminal = (ctx: Context, { id, kind, pin, person }: { id: string; kind: CommandKind; pin?: string | undefined; person?: string | undefined }) =>
  inTenant(ctx, async (t) => {
    const terminal = await locked(t, id);
    if (terminal.state !== 'active') throw new Refused({ code: 'attendance.terminal-not-active' });
    const owner = kind === 'put-person' ? (person ?? (await lines.pinsOf(t.tx, t.instansi, terminal.pinGroup, [pin ?? ''])).find((one) => one.toDay === null)?.person) : undefined;
    const name = owner ? (await staffByPerson(t, [owner])).get(owner)?.name : undefined;
    if (kind === 'put-person' && !name) throw new Refused({ code: 'attendance.no-such-person' });
    const text = orRefuse(commandText(kind, { pin, name: name && nameOnDevice(name) }));
    if ((await commands.countOpenCommands(t.tx, t.instansi, id)) >= MOST_OPEN) throw new Refused({ code: 'attendance.terminal-busy' });
    const number = await commands.insertCommand(t.tx, t.instansi, { id: uuidv7(t.house.clock.now().getTime()), terminal: id, kind, text, at: t.house.clock.now(), account: accountOf(t) });
    await audit(t, { action: 'attendance.terminal-commanded', object: 'terminal', objectId: id, detail: { kind, number, ...(pin ? { pin } : {}) } });
    return { number };
  });

/** Forgets up to where the terminal has sent: at its next handshake it begins anew. CHECK makes it ask soon. */
export const resendFromTerminal = (ctx: Context, { id }: { id: string }) =>
  inTenant(ctx, async (t) => {
    const terminal = await locked(t, id);
    if (terminal.state !== 'active') throw new Refused({ code: 'attendance.terminal-not-active' });
    await storage.saveStamp(t.tx, t.instansi, id, { punch: '', log: '' });
    await commands.insertCommand(t.tx, t.instansi, { id: uuidv7(t.house.clock.now().getTime()), terminal: id, kind: 'check', text: orRefuse(commandText('check', {})), at: t.house.clock.now(), account: accountOf(t) });
    await audit(t, { action: 'attendance.terminal-resend', object: 'terminal', objectId: id });
    return {};
  });

function networksOf(text: string): string[] {
  const all = text.split(/[\s,;]+/).filter(Boolean);
  const wrong = all.find((one) => !isNetwork(one));
  if (wrong !== undefined) throw new Refused({ code: 'attendance.network-unreadable', data: { network: wrong.slice(0, 40) }, fields: [{ path: 'networks', message: `"${wrong.slice(0, 40)}" bukan alamat jaringan. Tulis seperti 10.20.0.0/16.` }] });
  return all.slice(0, 20);
}

/** The secret is shown once; only its keyed hash is kept. Sixteen signs: it is typed on a terminal with a small keyboard. */
export const createSite = (ctx: Context, given: { name: string; unit?: string | null | undefined; networks: string }) =>
  inTenant(ctx, async (t) => {
    const id = uuidv7(t.house.clock.now().getTime());
    const token = randomToken(12).replace(/[-_]/g, 'x').toLowerCase();
    const networks = networksOf(given.networks);
    await storage.insertSite(t.tx, t.instansi, { id, name: given.name, unit: given.unit ?? null, hash: hashOfToken(t.house, token), networks, at: t.house.clock.now(), account: accountOf(t) });
    await audit(t, { action: 'attendance.terminal-site-created', object: 'terminal-site', objectId: id, detail: { name: given.name, networks } });
    return { id, token };
  });

export const revokeSite = (ctx: Context, { id }: { id: string }) =>
  inTenant(ctx, async (t) => {
    if ((await storage.revokeSite(t.tx, t.instansi, id, t.house.clock.now())) === 0) throw new Refused({ code: 'request.not-found' });
    await audit(t, { action: 'attendance.terminal-site-revoked', object: 'terminal-site', objectId: id });
    return {};
  });

export const saveTerminalSettings = (ctx: Context, given: { plain: boolean; networks: string; version: number }) =>
  inTenant(ctx, async (t) => {
    const networks = networksOf(given.networks);
    if ((await storage.saveSettings(t.tx, t.instansi, { plain: given.plain, networks }, given.version)) === 0) throw new Refused({ code: 'request.changed-meanwhile' });
    await audit(t, { action: 'attendance.terminal-settings-saved', object: 'terminal-settings', detail: { plain: given.plain, networks } });
    return {};
  });

